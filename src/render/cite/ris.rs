//! RIS: one `RPRT`, lines ended by CR LF.

use super::Reference;

pub(super) fn write(reference: &Reference) -> String {
    let mut out = String::new();
    let mut tag = |tag: &str, value: &str| out.extend([tag, "  - ", value, "\r\n"]);
    tag("TY", "RPRT");
    tag("ID", &reference.key);
    for author in &reference.authors {
        tag("AU", &author.inverted());
    }
    tag("TI", &reference.title);
    if let Some(short) = &reference.short_title {
        tag("ST", short);
    }
    if let Some(series) = &reference.series {
        tag("T3", series);
    }
    if let Some(number) = &reference.number {
        tag("SN", number);
    }
    tag("M3", &reference.kind);
    tag("PB", &reference.publisher);
    if let Some(date) = reference.date {
        tag("PY", &format!("{:04}", date.year()));
        tag("DA", &date.strftime("%Y/%m/%d/").to_string());
    }
    tag("LA", &reference.language);
    if !reference.description.is_empty() && reference.retracted.is_none() {
        tag("AB", &reference.description);
    }
    for topic in &reference.topics {
        tag("KW", topic);
    }
    if let Some(doi) = &reference.doi {
        tag("DO", doi);
    }
    tag("UR", &reference.url);
    if let Some(isbn) = &reference.isbn {
        tag("N1", &format!("ISBN {isbn}"));
    }
    if let Some(day) = reference.retracted {
        tag("N1", &format!("Retracted on {day}"));
    }
    tag("ER", "");
    out
}
