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
        words(line.text, |at, word| {
            if said < MOST
                && begin.hold(word)
                && let Ok(found) = WORDS.binary_search_by_key(&word, |(american, _)| american.as_bytes())
                && let Some((american, british)) = WORDS.get(found)
                && !is_in_an_address(line.text.as_bytes(), at, at + word.len())
            {
                said += 1;
                let span = Span::new(line.at + at, line.at + at + word.len());
                let message = format!("`{american}` is spelt `{british}` in British English");
                record.note(Diagnostic::new(Code::UsSpelling, span, message).hint(format!("write `{british}`")));
            }
        });
    }
}

/// Whether the word is part of an address: `press@defense.example`, `https://…/defense-budget`.
fn is_in_an_address(text: &[u8], from: usize, to: usize) -> bool {
    let joins = |byte: u8| matches!(byte, b'@' | b'.' | b'/' | b'_' | b'=' | b'&' | b'?' | b'#');
    let before = from.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|byte| joins(*byte));
    let after =
        text.get(to).is_some_and(|byte| joins(*byte)) && text.get(to + 1).is_some_and(u8::is_ascii_alphanumeric);
    before || after
}

/// Hands the words of `text` to `see`, with their places. A word is a run of ASCII letters.
#[inline]
fn words(text: &str, mut see: impl FnMut(usize, &[u8])) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let rest = bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        see(from, rest.get(..length).unwrap_or_default());
        from += length + 1;
    }
}

/// The first three letters of the words, a bit for each third one: most words of a text need no look at the list.
struct Beginnings([u32; 26 * 26]);

impl Beginnings {
    fn of_the_words() -> Self {
        let mut thirds = [0; 26 * 26];
        for (american, _) in WORDS {
            if let Some((at, bit)) = Self::place(american.as_bytes())
                && let Some(known) = thirds.get_mut(at)
            {
                *known |= bit;
            }
        }
        Self(thirds)
    }

    #[inline]
    fn hold(&self, word: &[u8]) -> bool {
        Self::place(word).is_some_and(|(at, bit)| self.0.get(at).is_some_and(|known| known & bit != 0))
    }

    /// `None` where one of the letters is no small one.
    #[inline]
    fn place(word: &[u8]) -> Option<(usize, u32)> {
        match word {
            [first @ b'a'..=b'z', second @ b'a'..=b'z', third @ b'a'..=b'z', ..] => {
                Some((usize::from(first - b'a') * 26 + usize::from(second - b'a'), 1 << (third - b'a')))
            }
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
