//! Whether a text is what it claims to be: an address, a DOI, a grade, a date as other generators write it.

use crate::{
    base::Stamp,
    model::vocabulary::{Credibility, Reliability},
};

/// Whether a text is an absolute web address without spaces or control characters.
pub(super) fn is_url(text: &str) -> bool {
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let plain =
        !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\'));
    plain && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

/// The DOI of a text that is one, with or without resolver or `doi:`.
pub(super) fn doi(text: &str) -> Option<String> {
    let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .into_iter()
        .find_map(|prefix| text.split_at_checked(prefix.len()).filter(|(head, _)| head.eq_ignore_ascii_case(prefix)))
        .map_or(text, |(_, rest)| rest.trim_start());
    let (prefix, suffix) = bare.split_once('/')?;
    let registrant = prefix.strip_prefix("10.")?;
    let numbers = registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let long = (4..=9).contains(&registrant.split('.').next().unwrap_or_default().len());
    let plain = !suffix.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'));
    (numbers && long && plain && !suffix.is_empty()).then(|| bare.to_owned())
}

/// An Admiralty grade: `B2`, also `B-2` and `b 2`.
pub(super) fn grade(text: &str) -> Option<(Reliability, Credibility)> {
    let mut marks = text.chars().filter(|c| !matches!(c, ' ' | '-' | '/'));
    let grade = (Reliability::parse(marks.next()?.to_ascii_uppercase())?, Credibility::parse(marks.next()?)?);
    marks.next().is_none().then_some(grade)
}

/// `2024-06-04 12:00:00 +0800`, `2024-06-04 12:00 +08:00`, `2024-06-04T12:00Z`: instants with offset that other generators
/// write.
pub(super) fn foreign_stamp(text: &str) -> Option<Stamp> {
    let (day, rest) = text.split_at_checked(10)?;
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    let zone = rest.find(['+', '-', 'Z', 'z', ' '])?;
    let (time, zone) = rest.split_at_checked(zone)?;
    let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let zone = match zone.trim() {
        "Z" | "z" | "UTC" | "GMT" => "Z".to_owned(),
        zone if zone.starts_with(['+', '-']) && digits.len() == 4 => {
            format!("{}{}:{}", zone.get(..1)?, digits.get(..2)?, digits.get(2..)?)
        }
        zone if zone.starts_with(['+', '-']) && digits.len() == 2 => format!("{}{digits}:00", zone.get(..1)?),
        _ => return None,
    };
    Stamp::parse(&format!("{day}T{time}{zone}"))
}

/// A day and a time without offset.
pub(super) fn is_local_time(text: &str) -> bool {
    foreign_stamp(&format!("{text}Z")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_taken_with_its_resolver_and_kept_without() {
        for text in ["10.1234/abc.d", "doi:10.1234/abc.d", "https://doi.org/10.1234/abc.d"] {
            assert_eq!(doi(text).as_deref(), Some("10.1234/abc.d"));
        }
        for text in ["10.12/abc", "11.1234/abc", "10.1234/", "10.1234/a b", "abc"] {
            assert_eq!(doi(text), None, "{text}");
        }
    }

    #[test]
    fn instants_of_other_generators_are_instants() {
        for text in [
            "2024-06-04 12:00:00 +0800",
            "2024-06-04T12:00:00+08:00",
            "2024-06-04 12:00 +08:00",
            "2024-06-04 12:00:00 +08",
        ] {
            assert_eq!(foreign_stamp(text).map(Stamp::iso).as_deref(), Some("2024-06-04T12:00:00+08:00"), "{text}");
        }
        assert_eq!(foreign_stamp("2024-06-04 12:00:00 UTC").map(Stamp::iso).as_deref(), Some("2024-06-04T12:00:00Z"));
        assert_eq!(foreign_stamp("2024-06-04 12:00:00"), None);
        assert!(is_local_time("2024-06-04 12:00:00"));
        assert!(!is_local_time("2024-06-04"));
    }

    #[test]
    fn addresses_have_a_scheme_that_may_stand_in_a_page() {
        assert!(is_url("https://nato.int/a?b=c#d"));
        for text in ["javascript:alert(1)", "nato.int", "https://", "https://a b", "ftp://a.b", "data:text/html,x"] {
            assert!(!is_url(text), "{text}");
        }
    }

    #[test]
    fn grades_are_a_letter_and_a_digit() {
        assert!(grade("B2").is_some() && grade("b-2").is_some());
        assert!(grade("G2").is_none() && grade("B7").is_none() && grade("B").is_none() && grade("B22").is_none());
    }
}
