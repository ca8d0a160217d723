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

/// Of each word a part of five letters, so chosen that few other words have it; a shorter word stands for itself.
const PARTS: &[&str] = &[
    "armor", "avele", "avior", "cente", "color", "defen", "eavor", "favor", "fiber", "fuele", "fulfi", "gnale", "gray",
    "harbo", "honor", "humor", "label", "labor", "maneu", "model", "neigh", "offen", "plow", "rumor", "saber", "skept",
    "theat", "vigor",
];

/// Points out American spellings where the language is `en-GB`. A word that begins with a capital is taken for a name.
pub(super) fn lint(survey: &Survey<'_>, record: &mut Record, language: &LangTag) {
    if language.as_str() != "en-GB" {
        return;
    }
    let text = survey.text.as_bytes().get(survey.start..).unwrap_or_default();
    let mut said = 0;
    words(text, |at, (american, british)| {
        let to = at + american.len();
        let span = Span::new(survey.start + at, survey.start + to);
        if !is_in_an_address(text, at, to) && survey.stands_on_a_line(span) {
            said += 1;
            let message = format!("`{american}` is spelt `{british}` in British English");
            record.note(Diagnostic::new(Code::UsSpelling, span, message).hint(format!("write `{british}`")));
        }
        said < MOST
    });
}

/// Whether the word is part of an address: `press@defense.example`, `https://…/defense-budget`.
fn is_in_an_address(text: &[u8], from: usize, to: usize) -> bool {
    let joins = |byte: u8| matches!(byte, b'@' | b'.' | b'/' | b'_' | b'=' | b'&' | b'?' | b'#');
    let before = from.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|byte| joins(*byte));
    let after =
        text.get(to).is_some_and(|byte| joins(*byte)) && text.get(to + 1).is_some_and(u8::is_ascii_alphanumeric);
    before || after
}

/// Hands the words of the list that stand in `text` to `see`, with their places, until that has seen enough. A word is a run of
/// ASCII letters.
fn words(text: &[u8], mut see: impl FnMut(usize, (&'static str, &'static str)) -> bool) {
    // From the two letters on that are looked at, the last of the part that may end there.
    let mut rest = text.get(SHORTEST - 2..).unwrap_or_default();
    while let [first, second, ..] = rest {
        let step = STEPS.after([*first, *second]);
        if step > 0 {
            let Some(next) = rest.get(step..) else { return };
            rest = next;
            continue;
        }
        let at = text.len() - rest.len() + 1;
        if !STEPS.may_end(text, at) {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (from, to) = word_around(text, at);
        let word = text.get(from..to).unwrap_or_default();
        if STEPS.may_lead_to(word)
            && let Ok(found) = WORDS.binary_search_by_key(&word, |(american, _)| american.as_bytes())
            && let Some(found) = WORDS.get(found)
            && !see(from, *found)
        {
            return;
        }
        // No word begins before the next one.
        rest = text.get(to + SHORTEST - 1..).unwrap_or_default();
    }
}

/// No word of the list is shorter.
const SHORTEST: usize = 4;
/// None is longer.
const LONGEST: usize = 14;

/// Where the word begins and ends to which the letter at `at` belongs. Of one that is longer than any of the list a part is enough.
fn word_around(text: &[u8], at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default().iter().rev().take(LONGEST + 1);
    let after = text.get(at..).unwrap_or_default().iter().take(LONGEST + 1);
    let from = at - before.take_while(|byte| byte.is_ascii_alphabetic()).count();
    (from, at + after.take_while(|byte| byte.is_ascii_alphabetic()).count())
}

/// How far one may go on in a text from two of its bytes without passing over a part, by the five low bits of both: letters differ
/// in them, and other signs may look like letters. Not at all where the two may end a part.
struct Steps {
    after: [u8; PAIRS],
    /// For each first letter which lengths there are, a bit for each.
    lengths: [u16; 32],
    /// For each last letter of a part which letters stand two before it, a bit for each.
    ends: [u32; 32],
}

static STEPS: Steps = Steps::of(PARTS, WORDS);

/// So many pairs of bytes there are, of each but its five low bits gone.
const PAIRS: usize = LOW as usize + 1;
const LOW: u16 = 0x1f1f;

impl Steps {
    const fn of(parts: &[&str], words: &[(&str, &str)]) -> Self {
        const FARTHEST: u8 = 4;
        let mut steps = Self { after: [FARTHEST; PAIRS], lengths: [0; 32], ends: [0; 32] };
        let mut number = 0;
        while number < parts.len() {
            let part = parts[number].as_bytes();
            let mut before = 0;
            let mut left = FARTHEST;
            if part.len() == SHORTEST {
                // Whatever stands before a part of four letters.
                left -= 1;
                let mut other = 0;
                while other < 32 {
                    steps.lower([other, part[0]], left);
                    other += 1;
                }
            }
            while before + 1 < part.len() {
                left -= 1;
                steps.lower([part[before], part[before + 1]], left);
                before += 1;
            }
            steps.ends[(part[before] & 0x1f) as usize] |= 1 << (part[before - 2] & 0x1f);
            number += 1;
        }
        let mut number = 0;
        while number < words.len() {
            let word = words[number].0.as_bytes();
            steps.lengths[(word[0] & 0x1f) as usize] |= 1 << word.len();
            number += 1;
        }
        steps
    }

    const fn lower(&mut self, pair: [u8; 2], step: u8) {
        let known = &mut self.after[Self::pair(pair)];
        *known = if step < *known { step } else { *known };
    }

    #[inline]
    const fn pair(pair: [u8; 2]) -> usize {
        (u16::from_le_bytes(pair) & LOW) as usize
    }

    #[inline]
    fn after(&self, pair: [u8; 2]) -> usize {
        self.after.get(Self::pair(pair)).map_or(1, |step| usize::from(*step))
    }

    /// Whether the letter two before the last one, at `at`, is that of a part.
    #[inline]
    fn may_end(&self, text: &[u8], at: usize) -> bool {
        let (before, last) = (text.get(at - 2), text.get(at));
        let known = last.and_then(|last| self.ends.get(usize::from(last & 0x1f)));
        before.zip(known).is_some_and(|(before, known)| known & 1 << (before & 0x1f) != 0)
    }

    /// Whether a word of the list begins with the same letter and is as long.
    fn may_lead_to(&self, word: &[u8]) -> bool {
        let lengths = word.first().and_then(|first| self.lengths.get(usize::from(first & 0x1f)));
        word.len() <= LONGEST && lengths.is_some_and(|lengths| lengths & 1 << word.len() != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of `text` that are in the list, each letter looked at.
    fn expected(text: &str) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        let mut at = 0;
        for run in text.split(|c: char| !c.is_ascii_alphabetic()) {
            found.extend(WORDS.iter().filter(|(american, _)| *american == run).map(|(american, _)| (at, *american)));
            at += run.len() + 1;
        }
        found
    }

    fn found(text: &str) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        words(text.as_bytes(), |at, (american, _)| {
            found.push((at, american));
            true
        });
        found
    }

    #[test]
    fn words_of_the_list_are_found_wherever_they_stand() {
        for (american, _) in WORDS {
            for before in 0..12 {
                for around in ["", " ", "a", "-", "gra", "ce ", "labe", "S", "9"] {
                    let text = format!("{}{around}{american}{around} {american}", "x ".repeat(before));
                    assert_eq!(found(&text), expected(&text), "{text:?}");
                    let text = format!("{}{american}{around}{american}", "e".repeat(before));
                    assert_eq!(found(&text), expected(&text), "{text:?}");
                }
            }
        }
        assert_eq!(found("gray plow, gray"), [(0, "gray"), (5, "plow"), (11, "gray")]);
        assert_eq!(found(&"color".repeat(100)), []);
    }

    #[test]
    fn words_are_sorted_and_each_has_a_part() {
        assert!(WORDS.is_sorted());
        for (american, _) in WORDS {
            assert!((SHORTEST..=LONGEST).contains(&american.len()), "{american}");
            assert!(PARTS.iter().any(|part| american.contains(part)), "{american}");
        }
        assert!(PARTS.iter().all(|part| part.len() == 5 || WORDS.iter().any(|(american, _)| part == american)));
    }
}
