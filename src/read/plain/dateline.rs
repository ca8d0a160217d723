//! Datelines: `BRUSSELS, 12 March — NATO ministers…` (T036–T038).

use super::{places, words};
use crate::{
    base::scan,
    model::{Dateline, vocabulary},
    read::dates::{self, WrittenDay},
};

/// A dateline at the beginning of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Place and day.
    pub(super) dateline: Dateline,
    /// The agency in brackets.
    pub(super) agency: Option<String>,
    /// Bytes up to the paragraph's own text.
    pub(super) skip: usize,
}

/// The dashes that end a dateline.
const DASHES: &[&str] = &[" — ", " – ", " -- ", " --- ", " - ", "— ", "– ", " —", "—"];
/// The most words of a place (T038).
const WORDS: usize = 4;
/// A dateline is not longer than this.
const LONGEST: usize = 100;

/// Regions that stand behind a town as a country does.
const REGIONS: &[&str] = &[
    "Alberta",
    "British Columbia",
    "Manitoba",
    "New Brunswick",
    "Newfoundland and Labrador",
    "Nova Scotia",
    "Ontario",
    "Prince Edward Island",
    "Quebec",
    "Québec",
    "Saskatchewan",
    "Nunavut",
    "Yukon",
    "Northwest Territories",
    "New South Wales",
    "Queensland",
    "South Australia",
    "Tasmania",
    "Victoria",
    "Western Australia",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
];

/// The dateline that `text` begins with.
pub(super) fn read(text: &str) -> Option<Found> {
    let window = text.char_indices().take(LONGEST).last().map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    dashed(text, window).or_else(|| stopped(text, window))
}

/// `Tallinn, 9 June 2026. Norwegian divers…`: a known place, a whole day and a stop.
fn stopped(text: &str, window: &str) -> Option<Found> {
    let (head, _) = window
        .split_once(". ")
        .filter(|(head, _)| head.contains(", ") && head.ends_with(|c: char| c.is_ascii_digit()))?;
    let (place, day) = place_and_day(head)?;
    let date = whole_day(day).map(|written| shown(day, written))?;
    let body = text.get(head.len() + 1..)?.trim_start();
    let dateline = Dateline { place, date: Some(date) };
    words::starts_upper(body).then(|| Found { dateline, agency: None, skip: text.len() - body.len() })
}

fn dashed(text: &str, window: &str) -> Option<Found> {
    // The first bytes of all dashes.
    if !scan::any(window.as_bytes(), |byte| scan::is_one_of(byte, [b'-', 0xe2])) {
        return None;
    }
    DASHES.iter().find_map(|dash| {
        let (head, _) = window.split_once(dash)?;
        let skip = head.len() + dash.len();
        let body = text.get(skip..)?.trim_start();
        if body.is_empty() {
            return None;
        }
        let skip = text.len() - body.len();
        if let Some((dateline, agency)) = parts(head.trim()) {
            return Some(with_day_after(Found { dateline, agency, skip }, text, dash));
        }
        // A day between two dashes tells a town that a region follows.
        let place = head.trim();
        let dateline = Dateline { place: places::recased(place), date: None };
        let found = with_day_after(Found { dateline, agency: None, skip }, text, dash);
        (found.dateline.date.is_some() && is_town_of_region(place)).then_some(found)
    })
}

/// Whether it is a town, known or in capitals, and the region or country in which it lies: `OTTAWA, Ontario`.
fn is_town_of_region(place: &str) -> bool {
    let Some((town, region)) = place.split_once(", ") else { return false };
    let in_capitals = town.chars().any(char::is_uppercase) && !town.chars().any(char::is_lowercase);
    words::at_most(place, WORDS)
        && (in_capitals || places::is_known(town))
        && region.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// `OSLO – 9 June 2026 – Engineers…`: the day between two dashes belongs to the dateline.
fn with_day_after(found: Found, text: &str, dash: &str) -> Found {
    let body = text.get(found.skip..).unwrap_or_default();
    let day = body.split_once(dash).filter(|(day, _)| found.dateline.date.is_none() && day.len() <= LONGEST);
    let Some((written, rest)) = day.filter(|(_, rest)| !rest.trim().is_empty()) else { return found };
    let Some(day) = whole_day(written) else { return found };
    let dateline = Dateline { date: Some(shown(written.trim(), day)), ..found.dateline };
    Found { dateline, skip: text.len() - rest.trim_start().len(), ..found }
}

/// The day that the whole of `text` is.
fn whole_day(text: &str) -> Option<WrittenDay> {
    let tokens = dates::tokens(text);
    let (day, used) = dates::day_at(&tokens, 0)?;
    (used == tokens.len()).then_some(day)
}

/// Place, day and agency of what stands before the dash.
fn parts(head: &str) -> Option<(Dateline, Option<String>)> {
    if let Some((place, day)) = head.strip_suffix(')').and_then(|head| head.rsplit_once(" ("))
        && let Some(written) = whole_day(day)
        && is_place(place.trim(), true)
    {
        return Some((Dateline { place: places::recased(place.trim()), date: Some(shown(day, written)) }, None));
    }
    let whole = head.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.contains('('));
    let (head, agency) = without_agency(whole.unwrap_or(head));
    let head = head.trim().trim_end_matches(',').trim();
    let dated = head.match_indices(',').map(|(at, _)| at).find_map(|at| {
        let day_text = head.get(at + 1..)?.trim();
        whole_day(day_text).map(|day| (head.get(..at).unwrap_or_default().trim(), day_text, day))
    });
    let (place, date) = match dated {
        Some((place, written, day)) => (place, Some(shown(written, day))),
        None => (head, None),
    };
    let certain = date.is_some() || agency.is_some();
    let wired = agency.as_deref().is_some_and(is_agency) && place.starts_with(char::is_uppercase);
    if !(is_place(place, certain) || wired && words::at_most(place, WORDS)) {
        return None;
    }
    Some((Dateline { place: places::recased(place), date }, agency))
}

/// A line that is a known place and a day and nothing else: `Brussels, 4 June 2026`, `Paris, le 12 mars 2026`, `4 June 2026 | Brussels`.
pub(super) fn place_and_day(text: &str) -> Option<(String, &str)> {
    if text.len() > LONGEST {
        return None;
    }
    [", ", " – ", " — ", " - ", " | "].iter().find_map(|sign| {
        let (first, rest) = text.split_once(sign)?;
        place_beside_day(first, rest)
            .or_else(|| text.rsplit_once(sign).and_then(|(day, last)| place_beside_day(last, day)))
    })
}

fn place_beside_day<'a>(place: &str, day: &'a str) -> Option<(String, &'a str)> {
    let day = day.strip_prefix("le ").or_else(|| day.strip_prefix("on ")).unwrap_or(day).trim();
    let stamp = matches!(dates::parse_textual(day, None), Some(dates::TextualDate::Stamp(_)));
    (stamp && is_place(place, true) && places::is_known(place)).then(|| (places::recased(place), day))
}

fn shown(written: &str, day: WrittenDay) -> String {
    match day.date() {
        Some(Ok(date)) => date.to_string(),
        _ => written.to_owned(),
    }
}

/// Whether it is the name of an agency that sends its texts to others.
pub(super) fn is_agency(name: &str) -> bool {
    matches!(
        name,
        "AP" | "AFP"
            | "ANSA"
            | "Belga"
            | "DPA"
            | "EFE"
            | "Interfax"
            | "NTB"
            | "PA"
            | "PAP"
            | "Reuters"
            | "TASS"
            | "TT"
            | "UPI"
            | "Ukrinform"
            | "Xinhua"
            | "dpa"
    )
}

fn without_agency(head: &str) -> (&str, Option<String>) {
    if let Some((before, wire)) = head.strip_suffix('/').and_then(|head| head.rsplit_once(" /"))
        && wire.starts_with(char::is_uppercase)
        && words::at_most(wire, 3)
    {
        return (before.trim(), Some(wire.to_owned()));
    }
    let Some((before, rest)) = head.split_once('(') else { return (head, None) };
    let Some((agency, after)) = rest.split_once(')') else { return (head, None) };
    let fits = agency.starts_with(char::is_uppercase) || agency == "dpa";
    if fits && agency.split_whitespace().count() <= 4 && after.trim_matches([',', ' ']).is_empty() {
        (before.trim(), Some(agency.trim().to_owned()))
    } else {
        (head, None)
    }
}

/// Whether `place` can be one: known, or in capitals where a day or an agency stands beside it.
fn is_place(place: &str, certain: bool) -> bool {
    let count = place.split_whitespace().count();
    if !(1..=WORDS).contains(&count) || place.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return false;
    }
    let capitals = !place.chars().any(char::is_lowercase);
    let known = places::is_known(place);
    let (town, land) = place.split_once(", ").unwrap_or((place, ""));
    let town_in_capitals = !town.chars().any(char::is_lowercase) && town.chars().any(char::is_uppercase);
    let known_land = vocabulary::country_named(land).is_some() || REGIONS.contains(&land);
    if certain { capitals || known } else { capitals && known || town_in_capitals && known_land }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(String, Option<String>, Option<String>, String)> {
        let found = read(text)?;
        Some((found.dateline.place, found.dateline.date, found.agency, text.get(found.skip..)?.to_owned()))
    }

    #[test]
    fn datelines_are_read_from_the_first_paragraph() {
        let one = |text| {
            shown(text).map(|(place, date, agency, rest)| {
                format!("{place}|{}|{}|{rest}", date.unwrap_or_default(), agency.unwrap_or_default())
            })
        };
        assert_eq!(one("BRUSSELS, 12 March — NATO met").as_deref(), Some("Brussels|12 March||NATO met"));
        assert_eq!(one("KYIV (Reuters) - Russian forces").as_deref(), Some("Kyiv||Reuters|Russian forces"));
        assert_eq!(one("WASHINGTON, D.C., March 12, 2026 – The").as_deref(), Some("Washington, D.C.|2026-03-12||The"));
        assert_eq!(one("KYIV, March 12 (Reuters) - Russian").as_deref(), Some("Kyiv|March 12|Reuters|Russian"));
        assert_eq!(
            one("THE HAGUE, Netherlands, 5 Jan. 2026 – The").as_deref(),
            Some("The Hague, Netherlands|2026-01-05||The")
        );
        assert_eq!(one("Tallinn, 9 June 2026. Norwegian").as_deref(), Some("Tallinn|2026-06-09||Norwegian"));
        assert_eq!(one("Varsovie, le 9 juin 2026. Des").as_deref(), Some("Varsovie|2026-06-09||Des"));
        assert_eq!(one("(Tallinn, 9 June 2026) – Norwegian").as_deref(), Some("Tallinn|2026-06-09||Norwegian"));
        assert_eq!(one("In Tallinn, 9 June 2026. That"), None);
        assert_eq!(one("Tallinn, 9 June. That"), None);
        assert_eq!(one("SUMMARY — The delegations"), None);
        assert_eq!(one("In Warsaw, on 4 May — the eve"), None);
        assert_eq!(one("NEW YORK — The delegations").as_deref(), Some("New York|||The delegations"));
    }
}
