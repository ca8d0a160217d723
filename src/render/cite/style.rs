//! The citation of a report in three styles, as plain text: what a page shows and a reader copies.

use jiff::civil::Date;

use super::{Name, Reference};

/// The Chicago Manual of Style, 18th edition, bibliography (14.1): `Smith, Jane, and Peter Doe. Title. Series, no. 12. Publisher,
/// March 12, 2026. https://…`. More than six authors: the first three.
pub(super) fn chicago(reference: &Reference) -> String {
    let mut out = sentence(&chicago_names(&reference.authors));
    out += &sentence(&title(reference));
    match (&reference.series, &reference.number) {
        (Some(series), Some(number)) => out += &sentence(&format!("{series}, no. {number}")),
        (Some(series), None) => out += &sentence(series),
        (None, Some(number)) => out += &sentence(&format!("{} no. {number}", reference.kind)),
        (None, None) => {}
    }
    let date = reference.date.map_or_else(|| "n.d.".to_owned(), american);
    let issued = if reference.is_corporate() { date } else { format!("{}, {date}", reference.publisher) };
    out + &sentence(&issued) + &reference.link() + "."
}

fn chicago_names(names: &[Name]) -> String {
    let (shown, others) = if names.len() > 6 { (names.get(..3).unwrap_or(names), true) } else { (names, false) };
    let mut texts = shown.iter().enumerate().map(|(at, name)| if at == 0 { name.inverted() } else { name.natural() });
    let mut texts: Vec<String> = texts.by_ref().collect();
    if others {
        return texts.join(", ") + ", et al.";
    }
    match texts.pop() {
        Some(last) if !texts.is_empty() => format!("{}, and {last}", texts.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// The Publication Manual of the American Psychological Association, 7th edition, 10.4: `Smith, J., & Doe, P. (2026, March 12).
/// Title (Series No. 12). Publisher. https://…`. More than twenty authors: nineteen, and the last.
pub(super) fn apa(reference: &Reference) -> String {
    let date = reference.date.map_or_else(|| "n.d.".to_owned(), |date| date.strftime("%Y, %B %-d").to_string());
    let mut out = format!("{} ({date}). ", stopped(&apa_names(&reference.authors)));
    let series = match (&reference.series, &reference.number) {
        (Some(series), Some(number)) => format!(" ({series} No. {number})"),
        (Some(series), None) => format!(" ({series})"),
        (None, Some(number)) => format!(" ({} No. {number})", reference.kind),
        (None, None) => format!(" [{}]", reference.kind),
    };
    out += &sentence(&(title(reference) + &series));
    if !reference.is_corporate() {
        out += &sentence(&reference.publisher);
    }
    out + &reference.link()
}

fn apa_names(names: &[Name]) -> String {
    let mut texts: Vec<String> = names.iter().map(Name::initials).collect();
    let Some(last) = texts.pop() else { return String::new() };
    if texts.is_empty() {
        return last;
    }
    if texts.len() >= 20 {
        texts.truncate(19);
        return format!("{}, . . . {last}", texts.join(", "));
    }
    format!("{}, & {last}", texts.join(", "))
}

/// The MHRA Style Guide, 4th edition, in a note; unlike OSCOLA it asks no date of access, which a page cannot know: `Jane Smith
/// and Peter Doe, Title, Series, 12 (Publisher, 12 March 2026) <https://…>`. More than three authors: the first.
pub(super) fn mhra(reference: &Reference) -> String {
    let mut parts = Vec::new();
    if !reference.is_corporate() {
        parts.push(mhra_names(&reference.authors));
    }
    parts.push(title(reference));
    parts.extend(reference.series.clone());
    parts.extend(reference.number.clone());
    let date = reference.date.map_or_else(|| "n.d.".to_owned(), |date| date.strftime("%-d %B %Y").to_string());
    format!("{} ({}, {date}) <{}>.", parts.join(", "), reference.publisher, reference.link())
}

fn mhra_names(names: &[Name]) -> String {
    let mut texts: Vec<String> = names.iter().map(Name::natural).collect();
    if texts.len() > 3 {
        texts.truncate(1);
        return texts.concat() + " and others";
    }
    match texts.pop() {
        Some(last) if !texts.is_empty() => format!("{} and {last}", texts.join(", ")),
        last => last.unwrap_or_default(),
    }
}

fn title(reference: &Reference) -> String {
    let mark = if reference.retracted.is_some() { " [retracted]" } else { "" };
    format!("{}{mark}", reference.title)
}

fn american(date: Date) -> String {
    date.strftime("%B %-d, %Y").to_string()
}

/// With a full stop and a space, unless it has an end of its own.
fn sentence(text: &str) -> String {
    stopped(text) + " "
}

fn stopped(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}
