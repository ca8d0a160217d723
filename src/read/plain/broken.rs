//! Words that a hyphen at a line's end breaks: whether one stands in one piece elsewhere in the text (T102).

use std::{cell::OnceCell, collections::HashMap};

use super::survey::{Line, Survey};
use crate::base::scan;

/// The broken words of a document, and which of them stand in it in one piece. Looked up when the first is asked for.
#[derive(Debug, Default)]
pub(super) struct BrokenWords {
    /// Each broken word in lower case, and whether it stands elsewhere.
    found: OnceCell<HashMap<String, bool>>,
    /// The same of words that are broken within other blocks.
    further: OnceCell<HashMap<String, bool>>,
}

impl BrokenWords {
    /// Whether `word`, in lower case, stands in the document.
    pub(super) fn stand_whole(&self, survey: &Survey<'_>, word: &str) -> bool {
        let found = self.found.get_or_init(|| looked_up(survey, of_lines(&survey.lines)));
        if let Some(is_there) = found.get(word) {
            return *is_there;
        }
        // No line of the document ends so, but one of a block within it: all its words are looked up once.
        self.further.get_or_init(|| all(survey)).contains_key(word)
    }
}

/// The word, in lower case, that would come of joining the lines without the hyphen between them.
pub(super) fn word(line: &str, next: &str) -> Option<String> {
    let before = line.strip_suffix('-')?;
    let head = before.rsplit(|c: char| !c.is_alphanumeric()).next().filter(|head| !head.is_empty())?;
    let tail = next.split(|c: char| !c.is_alphanumeric()).next().filter(|tail| !tail.is_empty())?;
    Some(format!("{head}{tail}").to_lowercase())
}

/// The words that the ends of `lines` break, none of them found yet.
fn of_lines(lines: &[Line<'_>]) -> HashMap<String, bool> {
    let mut texts = lines.iter().filter(|line| !line.is_blank()).map(|line| line.text).peekable();
    let mut wanted = HashMap::new();
    while let Some(text) = texts.next() {
        if text.ends_with('-')
            && let Some(next) = texts.peek()
            && let Some(word) = word(text, next.trim_start_matches(['>', ' ']))
        {
            wanted.insert(word, false);
        }
    }
    wanted
}

/// Marks which of the words `wanted` stand in the text. Words of three bytes and less do not count.
fn looked_up(survey: &Survey<'_>, mut wanted: HashMap<String, bool>) -> HashMap<String, bool> {
    let mut likely = Likely([0; 256]);
    wanted.keys().for_each(|word| likely.insert(word.as_bytes()));
    let is_likely = |word: &[u8]| likely.holds(word);
    each_word(survey.text, is_likely, |word| {
        if let Some(is_there) = wanted.get_mut(&word.to_lowercase()) {
            *is_there = true;
        }
    });
    wanted
}

fn all(survey: &Survey<'_>) -> HashMap<String, bool> {
    let mut words = HashMap::new();
    each_word(
        survey.text,
        |_| true,
        |word| {
            words.insert(word.to_lowercase(), true);
        },
    );
    words
}

/// Hands the words of `text` that are longer than three bytes to `see`: runs of letters and digits. Of those of ASCII only the likely
/// ones.
fn each_word<'a>(text: &'a str, is_likely: impl Fn(&[u8]) -> bool, mut see: impl FnMut(&'a str)) {
    let (bytes, is_ascii) = (text.as_bytes(), text.is_ascii());
    scan::long_words(bytes, |from, to| {
        let run = bytes.get(from..to).unwrap_or_default();
        let is_ascii = is_ascii || run.is_ascii();
        if is_ascii && !is_likely(run) {
            return;
        }
        let Some(run) = text.get(from..to) else { return };
        if is_ascii {
            see(run);
        } else {
            run.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).for_each(&mut see);
        }
    });
}

/// Words by their length, their first byte and their last one, in either case: most words of a text are none of the broken ones.
struct Likely([u64; 256]);

impl Likely {
    fn insert(&mut self, word: &[u8]) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn holds(&self, word: &[u8]) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    fn place(word: &[u8]) -> (usize, u64) {
        let low = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default() & 0x1f);
        let (first, last, length) = (low(word.first()), low(word.last()), word.len() % 16);
        let place = first | last << 5 | length << 10;
        (place / 64, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_found_as_a_list_of_all_words_has_them() {
        let text = "A corri-\ndor and a Éta-\nt, a bri-\ngade of a B-\nc and wag-\nons.\nThe CORRIDOR; l’état.\n\n                    > in a wag-\n> on: wagon, 4x4a-\n> b; 4X4AB";
        let survey = Survey::new(text, 0);
        let broken = BrokenWords::default();
        let known = all(&survey);
        for word in ["corridor", "état", "brigade", "bc", "wagons", "wagon", "4x4ab", "nowhere", "and", "gade"] {
            assert_eq!(broken.stand_whole(&survey, word), known.contains_key(word), "{word}");
        }
        assert!(broken.stand_whole(&survey, "corridor") && broken.stand_whole(&survey, "état"));
        assert!(!broken.stand_whole(&survey, "brigade") && !broken.stand_whole(&survey, "and"));
    }
}
