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
    let looks = Looks::of_the_words();
    let mut said = 0;
    for line in &survey.lines {
        words(line.text.as_bytes(), |at, word| {
            if said < MOST
                && looks.hold(word)
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
        if said == MOST {
            return;
        }
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

/// Hands the words of `text` that are long enough for the list to `see`, with their places. A word is a run of ASCII letters.
#[inline]
fn words(text: &[u8], mut see: impl FnMut(usize, &[u8])) {
    const SHORTEST: usize = 4;
    let mut from = 0;
    let ends = text.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_alphabetic()).map(|(at, _)| at);
    for end in ends.chain([text.len()]) {
        if end - from >= SHORTEST {
            see(from, text.get(from..end).unwrap_or_default());
        }
        from = end + 1;
    }
}

/// What the words look like, so that most words of a text need no look at the list: for each of the first letters which lengths
/// there are, and which second letters, a bit for each.
struct Looks([(u32, u32); 26]);

impl Looks {
    fn of_the_words() -> Self {
        let mut looks = [(0, 0); 26];
        for (american, _) in WORDS {
            if let Some((first, length, second)) = Self::of(american.as_bytes())
                && let Some((lengths, seconds)) = looks.get_mut(first)
            {
                *lengths |= length;
                *seconds |= second;
            }
        }
        Self(looks)
    }

    #[inline]
    fn hold(&self, word: &[u8]) -> bool {
        Self::of(word).is_some_and(|(first, length, second)| {
            self.0.get(first).is_some_and(|(lengths, seconds)| lengths & length != 0 && seconds & second != 0)
        })
    }

    /// `None` where one of the first two letters is no small one, or the word is longer than any.
    #[inline]
    fn of(word: &[u8]) -> Option<(usize, u32, u32)> {
        match word {
            [first @ b'a'..=b'z', second @ b'a'..=b'z', ..] if word.len() < 32 => {
                Some((usize::from(first - b'a'), 1 << word.len(), 1 << (second - b'a')))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_sorted_and_found_by_their_looks() {
        assert!(super::WORDS.is_sorted());
        let looks = super::Looks::of_the_words();
        assert!(super::WORDS.iter().all(|(american, _)| american.len() >= 4 && looks.hold(american.as_bytes())));
    }
}
