//! American spelling in a text that declares British English (T116). Names keep theirs.

use super::{record::Record, survey::Survey};
use crate::{
    base::{Code, Diagnostic, Span},
    model::LangTag,
};

/// American words and how they are spelt in Britain; sorted.
const WORDS: &[(&str, &str)] = &[
    ("armor", "armour"),
    ("armored", "armoured"),
    ("behavior", "behaviour"),
    ("center", "centre"),
    ("centers", "centres"),
    ("color", "colour"),
    ("colors", "colours"),
    ("counteroffense", "counteroffence"),
    ("defense", "defence"),
    ("defenses", "defences"),
    ("endeavor", "endeavour"),
    ("favor", "favour"),
    ("favorable", "favourable"),
    ("fiber", "fibre"),
    ("fueled", "fuelled"),
    ("fulfill", "fulfil"),
    ("gray", "grey"),
    ("harbor", "harbour"),
    ("harbors", "harbours"),
    ("honor", "honour"),
    ("humor", "humour"),
    ("labeled", "labelled"),
    ("labor", "labour"),
    ("maneuver", "manoeuvre"),
    ("maneuvers", "manoeuvres"),
    ("modeling", "modelling"),
    ("neighbor", "neighbour"),
    ("neighboring", "neighbouring"),
    ("neighbors", "neighbours"),
    ("offense", "offence"),
    ("plow", "plough"),
    ("rumor", "rumour"),
    ("saber", "sabre"),
    ("signaled", "signalled"),
    ("skeptical", "sceptical"),
    ("theater", "theatre"),
    ("theaters", "theatres"),
    ("traveled", "travelled"),
    ("vigor", "vigour"),
];

/// At most so many are pointed out in one text.
const MOST: usize = 20;

/// Points out American spellings where the language is `en-GB`. A word that begins with a capital is taken for a name.
pub(super) fn lint(survey: &Survey<'_>, record: &mut Record, language: &LangTag) {
    if language.as_str() != "en-GB" {
        return;
    }
    let begin = Beginnings::of_the_words();
    let mut said = 0;
    for line in &survey.lines {
        let mut at = line.at;
        for part in line.text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
            let word = part.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            if (4..=15).contains(&word.len())
                && begin.hold(word)
                && let Ok(found) = WORDS.binary_search_by_key(&word, |(american, _)| american)
                && said < MOST
            {
                said += 1;
                let british = WORDS.get(found).map_or("", |(_, british)| british);
                let span = Span::new(at, at + word.len());
                let message = format!("`{word}` is spelt `{british}` in British English");
                record.note(Diagnostic::new(Code::UsSpelling, span, message).hint(format!("write `{british}`")));
            }
            at += part.len();
        }
    }
}

/// The two letters with which each of the words begins: most words of a text need no look at the list.
struct Beginnings([bool; 26 * 26]);

impl Beginnings {
    fn of_the_words() -> Self {
        let mut known = [false; 26 * 26];
        for (american, _) in WORDS {
            if let Some(slot) = Self::at(american).and_then(|at| known.get_mut(at)) {
                *slot = true;
            }
        }
        Self(known)
    }

    fn hold(&self, word: &str) -> bool {
        Self::at(word).and_then(|at| self.0.get(at)).is_some_and(|known| *known)
    }

    /// `None` where one of them is no lower-case letter.
    fn at(word: &str) -> Option<usize> {
        let place = |byte: u8| byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'));
        match word.as_bytes() {
            [first, second, ..] => Some(place(*first)? * 26 + place(*second)?),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_sorted() {
        assert!(super::WORDS.is_sorted());
    }
}
