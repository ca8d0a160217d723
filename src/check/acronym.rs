//! Acronyms that a text never expands.

use std::collections::BTreeSet;

use super::{House, Prose};
use crate::{
    base::{Code, Diagnostic},
    model::{BlockKind, Briefing, plain_text},
};

/// What needs no expansion in a newspaper.
const KNOWN: &[&str] = &[
    "AIDS", "BBC", "CEO", "CET", "COVID", "DNA", "EST", "GDP", "GMT", "GPS", "HTML", "HTTP", "HTTPS", "NATO", "PDF",
    "TLP", "UNESCO", "URL", "USA", "USB", "USD", "EUR", "GBP", "USSR", "STIX", "TAXII", "UTC", "WWW", "YARA",
];

/// Says each acronym that is never expanded, at its first use.
pub(super) fn unexpanded(briefing: &Briefing, prose: &Prose<'_>, house: &House, notes: &mut Vec<Diagnostic>) {
    let mut known: BTreeSet<String> = briefing.glossary.iter().map(|term| term.term.clone()).collect();
    known.extend(house.known.iter().cloned());
    known.extend(KNOWN.iter().map(|&name| name.to_owned()));
    briefing.visit_blocks(&mut |block| {
        if let BlockKind::Definitions(all) = &block.kind {
            known.extend(all.iter().map(|definition| plain_text(&definition.term)));
        }
    });
    for paragraph in prose.iter().filter(|paragraph| !is_shouted(&paragraph.words)) {
        for (at, acronym) in acronyms(&paragraph.words) {
            let after = paragraph.words.get(at + acronym.len()..).unwrap_or_default();
            let explained = after.trim_start_matches('s').starts_with(" (");
            if known.insert(acronym.to_owned()) && !explained {
                let message = format!("`{acronym}` is never expanded");
                let help = format!("write it out at its first use, as in `Full Name ({acronym})`");
                let plural = paragraph.words.get(at..=at + acronym.len()).filter(|words| words.ends_with('s'));
                let place = paragraph.place(plural.unwrap_or(acronym));
                notes.push(Diagnostic::new(Code::UndefinedAcronym, place, message).hint(help));
            }
        }
    }
}

/// Words of three to six capitals, and where they stand; the `s` of a plural is left off, and Roman numbers are none.
fn acronyms(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = words.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '/' || c == '&'));
    parts.filter_map(move |word| {
        let at = word.as_ptr() as usize - words.as_ptr() as usize;
        let word = word.strip_suffix('s').unwrap_or(word);
        let capitals = word.chars().all(|c| c.is_ascii_uppercase());
        let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M'));
        (capitals && !roman && (3..=6).contains(&word.len())).then_some((at, word))
    })
}

/// Whether most of a paragraph is in capitals: a heading or a banner, where capitals say nothing.
fn is_shouted(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    capitals * 2 > letters
}
