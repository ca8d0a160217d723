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
    let mut end = |at: usize| {
        if at - from >= SHORTEST {
            see(from, text.get(from..at).unwrap_or_default());
        }
        from = at + 1;
    };
    let (eights, rest) = text.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        let mut others = no_letters(u64::from_le_bytes(*eight));
        while others != 0 {
            end(number * 8 + others.trailing_zeros() as usize / 8);
            others &= others - 1;
        }
    }
    let rest = rest.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_alphabetic());
    rest.for_each(|(at, _)| end(eights.len() * 8 + at));
    end(text.len());
}

/// The high bit of each of eight bytes that is no ASCII letter.
#[inline]
fn no_letters(eight: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let small = (eight | ONES << 5) & !HIGH;
    let from_a = small + ONES * u64::from(0x80 - b'a');
    let past_z = small + ONES * u64::from(0x80 - b'z' - 1);
    (eight | !from_a | past_z) & HIGH
}

/// What the words look like, so that most words of a text need no look at the list: for each of the first letters which lengths
/// there are, which second letters and which third ones, a bit for each.
struct Looks([Look; 26]);

#[derive(Clone, Copy, Default)]
struct Look {
    lengths: u32,
    seconds: u32,
    thirds: u32,
}

impl Looks {
    fn of_the_words() -> Self {
        let mut looks = [Look::default(); 26];
        for (american, _) in WORDS {
            if let Some((first, look)) = Self::of(american.as_bytes())
                && let Some(known) = looks.get_mut(first)
            {
                known.lengths |= look.lengths;
                known.seconds |= look.seconds;
                known.thirds |= look.thirds;
            }
        }
        Self(looks)
    }

    #[inline]
    fn hold(&self, word: &[u8]) -> bool {
        Self::of(word).is_some_and(|(first, look)| {
            self.0.get(first).is_some_and(|known| {
                known.lengths & look.lengths != 0
                    && known.seconds & look.seconds != 0
                    && known.thirds & look.thirds != 0
            })
        })
    }

    /// `None` where the first letter is no small one, or the word is longer than any. The others may be capitals: they look like
    /// small ones, and the list says that they are none.
    #[inline]
    fn of(word: &[u8]) -> Option<(usize, Look)> {
        let bit = |letter: &u8| 1 << (letter & 0x1f);
        match word {
            [first @ b'a'..=b'z', second, third, ..] if word.len() < 32 => {
                let look = Look { lengths: 1 << word.len(), seconds: bit(second), thirds: bit(third) };
                Some((usize::from(first - b'a'), look))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_the_runs_of_ascii_letters() {
        for byte in 0..=u8::MAX {
            for length in 0..20 {
                let text: Vec<u8> =
                    (0..20).map(|at| if at % 7 == length % 7 { byte } else { b'z' }).take(length).collect();
                let mut found = Vec::new();
                super::words(&text, |at, word| found.push((at, word.to_vec())));
                let mut expected = Vec::new();
                let mut at = 0;
                for run in text.split(|byte| !byte.is_ascii_alphabetic()) {
                    if run.len() >= 4 {
                        expected.push((at, run.to_vec()));
                    }
                    at += run.len() + 1;
                }
                assert_eq!(found, expected, "{text:?}");
            }
        }
    }

    #[test]
    fn words_are_sorted_and_found_by_their_looks() {
        assert!(super::WORDS.is_sorted());
        let looks = super::Looks::of_the_words();
        assert!(super::WORDS.iter().all(|(american, _)| american.len() >= 4 && looks.hold(american.as_bytes())));
    }
}
