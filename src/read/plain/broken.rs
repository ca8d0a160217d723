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
    let mut word = String::with_capacity(head.len() + tail.len());
    word.push_str(head);
    word.push_str(tail);
    if word.is_ascii() {
        word.make_ascii_lowercase();
        return Some(word);
    }
    Some(word.to_lowercase())
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
    let steps = Steps::to(wanted.keys().map(|word| word.as_bytes()).filter(|word| word.len() >= SHORTEST));
    let is_likely = |word: &[u8]| likely.holds(word);
    let see = |word: &str| {
        if let Some(is_there) = wanted.get_mut(&word.to_lowercase()) {
            *is_there = true;
        }
    };
    match steps.filter(|_| !may_hold_kelvins(survey.text)) {
        Some(steps) => steps.each_word(survey.text, is_likely, see),
        None => each_word(survey.text, is_likely, see),
    }
    wanted
}

/// Whether the sign of the kelvin may stand in a text: the only one beyond ASCII that is a letter of ASCII in lower case.
fn may_hold_kelvins(text: &str) -> bool {
    scan::any_pair(text.as_bytes(), |byte, next| byte == 0x84 && next == 0xaa)
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
    scan::long_words(text.as_bytes(), |from, to| words_of(text, (from, to), &is_likely, &mut see));
}

/// Hands the words of one run of letters, digits and bytes beyond ASCII to `see`.
#[inline]
fn words_of<'a>(
    text: &'a str,
    (from, to): (usize, usize),
    is_likely: &impl Fn(&[u8]) -> bool,
    see: &mut impl FnMut(&'a str),
) {
    let run = text.as_bytes().get(from..to).unwrap_or_default();
    let is_ascii = run.is_ascii();
    if is_ascii && !is_likely(run) {
        return;
    }
    let Some(run) = text.get(from..to) else { return };
    if is_ascii {
        see(run);
    } else {
        run.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST).for_each(see);
    }
}

/// No word that is shorter counts.
const SHORTEST: usize = 4;

/// How far one may go on in a text from two of its bytes without passing over the beginning of a wanted word, by the five low bits
/// of both, in which letters of either case agree.
struct Steps {
    after: [u8; 1024],
    /// Of each word so many bytes are looked at.
    length: usize,
}

impl Steps {
    /// The steps to words of ASCII; none if there are others among them, or no words at all.
    fn to<'w>(words: impl Iterator<Item = &'w [u8]> + Clone) -> Option<Self> {
        const LONGEST: usize = 16;
        let length = words.clone().map(<[u8]>::len).min()?.min(LONGEST);
        let mut steps = Self { after: [u8::try_from(length - 1).ok()?; 1024], length };
        for word in words {
            if !word.is_ascii() {
                return None;
            }
            let beginning = word.get(..length)?;
            for (left, pair) in (0..).zip(beginning.windows(2).rev()) {
                let known = steps.after.get_mut(Self::place(*pair.first()?, *pair.last()?))?;
                *known = left.min(*known);
            }
        }
        Some(steps)
    }

    #[inline]
    fn place(first: u8, second: u8) -> usize {
        usize::from(first & 0x1f) << 5 | usize::from(second & 0x1f)
    }

    /// Hands the words of `text` among which the wanted ones are to `see`, as [`each_word`] does.
    fn each_word<'a>(&self, text: &'a str, is_likely: impl Fn(&[u8]) -> bool, mut see: impl FnMut(&'a str)) {
        let bytes = text.as_bytes();
        let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        // From the two bytes on that are looked at.
        let mut rest = bytes.get(self.length - 2..).unwrap_or_default();
        while let [first, second, ..] = rest {
            let step = self.after.get(Self::place(*first, *second)).map_or(1, |step| usize::from(*step));
            if step > 0 {
                let Some(next) = rest.get(step..) else { return };
                rest = next;
                continue;
            }
            let at = bytes.len() - rest.len();
            let from = at - bytes.get(..at).unwrap_or_default().iter().rev().take_while(in_word).count();
            let to = at + rest.iter().take_while(in_word).count();
            words_of(text, (from, to), &is_likely, &mut see);
            // No word begins before the sign that ends this one, or the one that is looked at.
            let Some(next) = bytes.get(to.max(at) + self.length - 1..) else { return };
            rest = next;
        }
    }
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

    #[test]
    fn words_are_stepped_to_wherever_they_stand() {
        let wanted = ["corridor", "4x4ab", "oneroom"];
        let steps = Steps::to(wanted.iter().map(|word| word.as_bytes())).unwrap();
        for word in ["corridor", "CORRIDOR", "4X4ab", "OneRoom"] {
            for around in [["", ""], [" ", " "], ["“", "”"], ["a ", "."], ["corri ", "-"], ["é", "x"], ["co-", "\n"]]
            {
                for before in 0..12 {
                    let text = format!("{}{}{word}{} {word}", "x ".repeat(before), around[0], around[1]);
                    let (mut found, mut expected) = (Vec::new(), Vec::new());
                    let is_wanted = |word: &str| wanted.contains(&word.to_lowercase().as_str());
                    steps.each_word(&text, |_| true, |word| found.extend(Some(word).filter(|word| is_wanted(word))));
                    each_word(&text, |_| true, |word| expected.extend(Some(word).filter(|word| is_wanted(word))));
                    assert_eq!(found, expected, "{text:?}");
                }
            }
        }
    }
}
