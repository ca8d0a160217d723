//! Lines of an opening that say who, where and when without a word for it: `Ines Vidal | Institute for Ports | 4 June 2026` (T024,
//! T026), `Dated 4 June 2026`, `FOR IMMEDIATE RELEASE – 4 June 2026`, and the caveats below a marking.

use super::{byline, places, press, words};
use crate::{model::Credit, read::dates};

/// A masthead is not longer than this.
const LONGEST: usize = 240;
/// What parts a masthead: bars and raised points always, dashes where a day stands beside them.
const BARS: &[&str] = &[" | ", " · ", " • ", " — ", " – ", " / "];

/// Who wrote it and when, from one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Masthead<'a> {
    /// The authors; never empty.
    pub(super) authors: Vec<Credit>,
    /// The day as written.
    pub(super) day: Option<&'a str>,
}

/// What `text` says if it is a name, then roles, houses and a day in this order or another, and nothing else.
pub(super) fn read(text: &str) -> Option<Masthead<'_>> {
    if text.len() > LONGEST {
        return None;
    }
    let bar = BARS.iter().find(|bar| text.contains(**bar))?;
    let parts: Vec<&str> = text.split(bar).map(str::trim).collect();
    let (days, others): (Vec<&str>, Vec<&str>) = parts.iter().partition(|part| is_day(part));
    let (name, rest) = others.split_first()?;
    let barred = matches!(*bar, " | " | " · " | " • ");
    if days.len() > 1 || rest.len() > 2 || days.is_empty() && (rest.is_empty() || !barred) {
        return None;
    }
    let mut authors = byline::names(name).filter(|_| !places::is_known(name))?;
    for part in rest {
        let slot = byline::post_or_house(part)?;
        for author in &mut authors {
            let place = if slot.is_post { &mut author.role } else { &mut author.affiliation };
            if place.is_some() {
                return None;
            }
            *place = Some(words::squeezed(part).into());
        }
    }
    Some(Masthead { authors, day: days.first().copied() })
}

/// The same from lines of their own, `Dr Ines Vidal`, `Institute for Ports`, `4 June 2026`: what is no address or camp, by a rank or a post.
pub(super) fn stacked(text: &str) -> Option<Masthead<'_>> {
    const RANKS: &[&str] = &[
        "Dr",
        "Prof",
        "Col",
        "Gen",
        "Lt",
        "Maj",
        "Capt",
        "Cdr",
        "Adm",
        "Brig",
        "Mr",
        "Ms",
        "Mrs",
        "Sir",
        "Professor",
        "Colonel",
        "General",
        "Admiral",
        "Captain",
        "Major",
        "Commander",
    ];
    let found = read(text).filter(|found| found.day.is_some())?;
    let ranked = |name: &str| name.split([' ', '.']).next().is_some_and(|first| RANKS.contains(&first));
    found.authors.iter().all(|author| author.role.is_some() || ranked(&author.name)).then_some(found)
}

fn is_day(text: &str) -> bool {
    dates::parse_textual(text, None).is_some()
}

/// The day of a line that is a day and a word for it: `Dated 4 June 2026`, `Publié le 4 juin 2026`; the line itself otherwise.
pub(super) fn day(text: &str) -> &str {
    const LABELS: &[&str] = &[
        "date of publication",
        "date de publication",
        "publication date",
        "date of issue",
        "release date",
        "for release",
        "for publication",
        "date-time group",
        "dtg",
        "dated",
        "date",
        "published",
        "publié",
        "posted",
        "released",
        "issued",
    ];
    let bare = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let lower = bare.get(..bare.len().min(40)).unwrap_or_default().to_lowercase();
    let Some(label) = LABELS.iter().find(|label| lower.starts_with(**label)) else { return bare };
    let rest = bare.get(label.len()..).unwrap_or_default();
    let after = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let after = after.strip_prefix(':').unwrap_or(after);
    if rest.starts_with(char::is_alphanumeric) { text } else { after.trim_start() }
}

/// A release notice with its day, `FOR IMMEDIATE RELEASE – 4 June 2026`: the day.
pub(super) fn dated_notice(text: &str) -> Option<&str> {
    if text.len() > LONGEST || !press::may_be_release_notice(text) {
        return None;
    }
    [" – ", " — ", " - ", ": ", ", ", " | "].iter().find_map(|sign| {
        let (notice, day) = text.split_once(sign)?;
        (press::is_release_notice(notice) && is_day(day)).then_some(day)
    })
}

/// Whether the line says to whom a marked text may go: `RELEASABLE TO FIN, SWE`. It stands below a marking and is no title.
pub(super) fn is_caveat(text: &str) -> bool {
    const BEGIN: &[&str] = &[
        "releasable to ",
        "not releasable to ",
        "rel to ",
        "release to ",
        "releasable only to ",
        "for the eyes of ",
        "eyes only",
        "handle via ",
        "handling: ",
        "handling instructions",
        "limited distribution",
        "distribution limited to ",
        "distribution statement ",
        "classified by",
        "derived from",
        "declassify on",
        "copy no",
        "copy number ",
    ];
    let coloned = text.contains(": ") && BEGIN.iter().any(|begin| words::begins(text, begin));
    coloned || words::is_capitals(text) && BEGIN.iter().any(|begin| words::begins(text, begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mastheads_hold_a_name_and_nothing_unexplained() {
        let one = read("Ines Vidal | Institute for Ports | 4 June 2026").unwrap();
        assert_eq!(one.authors[0].affiliation.as_deref(), Some("Institute for Ports"));
        assert_eq!(one.day, Some("4 June 2026"));
        assert!(read("Ines Vidal – 4 June 2026").is_some());
        for text in
            ["Tugs | Cranes | Quays", "Ports of the North | A Survey", "Kiel – Gdynia", "Sea Power – The New Agency"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn stacks_name_a_rank_or_a_post() {
        assert!(stacked("Dr. Lena Voss | Institute for Ports | 15 January 2026").is_some());
        assert!(stacked("Lena Voss | Senior Analyst | 15 January 2026").is_some());
        assert!(stacked("Camp Bondsteel | Press Office | 15 January 2026").is_none());
    }

    #[test]
    fn days_stand_behind_their_words() {
        for text in ["Dated 4 June 2026", "(4 June 2026)", "Issued: 4 June 2026", "Date\u{a0}: 4 June 2026"] {
            assert!(day(text).ends_with("4 June 2026") && is_day(day(text)), "{text}");
        }
        assert_eq!(day("Dates of the Fair"), "Dates of the Fair");
    }
}
