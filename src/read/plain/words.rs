//! Questions about the words of one line.

use crate::base::scan;

/// The line without white space at its ends, and the bytes before it.
pub(super) fn trim(raw: &str) -> (usize, &str) {
    let bytes = raw.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    if ends.iter().flatten().all(|byte| byte.is_ascii_graphic()) {
        return (0, raw);
    }
    let text = raw.trim_start();
    (raw.len() - text.len(), text.trim_end())
}

/// How many characters `text` has.
pub(super) fn characters(text: &str) -> u32 {
    let count = if text.is_ascii() { text.len() } else { text.chars().count() };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether `text` begins with `beginning`, which is ASCII, in any case.
pub(super) fn begins(text: &str, beginning: &str) -> bool {
    let (text, beginning) = (text.as_bytes(), beginning.as_bytes());
    let same = |(a, b): (&u8, &u8)| a.eq_ignore_ascii_case(b);
    text.len() >= beginning.len() && text.iter().zip(beginning).all(same)
}

/// What follows `beginning`, which is ASCII, in any case.
pub(super) fn after<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    if begins(text, beginning) { text.get(beginning.len()..) } else { None }
}

/// Whether two spaces stand side by side in `text`.
pub(super) fn has_two_spaces(text: &str) -> bool {
    scan::any_pair(text.as_bytes(), |byte, next| byte == b' ' && next == b' ')
}

/// How many words `text` has, at most `cap` + 1 of them counted.
pub(super) fn count_to(text: &str, cap: usize) -> usize {
    if text.is_ascii() {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        count_runs(text.as_bytes().iter(), is_space, |byte| byte.is_ascii_alphanumeric(), cap)
    } else {
        count_runs(text.chars(), |c| c.is_whitespace(), |c| c.is_alphanumeric(), cap)
    }
}

/// How many of the runs between spaces hold a sign that makes a word of them.
fn count_runs<C>(
    mut signs: impl Iterator<Item = C>,
    is_space: impl Fn(C) -> bool,
    makes_word: impl Fn(C) -> bool,
    cap: usize,
) -> usize {
    let mut count = 0;
    while signs.any(&makes_word) {
        count += 1;
        if count > cap || !signs.any(&is_space) {
            break;
        }
    }
    count
}

/// Whether `text` has at least one and at most `most` words.
pub(super) fn at_most(text: &str, most: usize) -> bool {
    // Between so few spaces stand no more words, and one letter is a word.
    let spaces = || text.bytes().fold(0_u8, |count, byte| count + u8::from(byte <= b' '));
    if text.len() < 128 && text.is_ascii() && usize::from(spaces()) < most {
        return text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    }
    (1..=most).contains(&count_to(text, most))
}

/// Quotation marks and brackets that may follow a stop.
const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', '›', ')', ']'];

/// The text without note marks and closing quotation marks at its end: `…last year.[1]` is looked at as `…last year.` (T047).
pub(super) fn before_note_marks(text: &str) -> &str {
    if text.bytes().next_back().is_some_and(|last| last.is_ascii_graphic() && !matches!(last, b']' | b')')) {
        return text;
    }
    let mut rest = text.trim_end();
    loop {
        let shorter = strip_note_mark(rest).trim_end();
        if shorter.len() == rest.len() || shorter.is_empty() {
            return rest;
        }
        rest = shorter;
    }
}

fn strip_note_mark(text: &str) -> &str {
    let raised = text.trim_end_matches(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
    if raised.len() < text.len() {
        return raised;
    }
    let (open, close) = match text.chars().next_back() {
        Some(']') => ('[', ']'),
        Some(')') => ('(', ')'),
        _ => return text,
    };
    let inner = text.trim_end_matches(close);
    let Some((before, mark)) = inner.rsplit_once(open) else { return text };
    let mark = mark.strip_prefix('^').filter(|_| open == '[').unwrap_or(mark);
    let is_one = mark.len() <= 4 && mark.bytes().all(|b| b.is_ascii_digit());
    let are_several = open == '['
        && mark.len() <= 24
        && mark.starts_with(|c: char| c.is_ascii_digit())
        && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | ';' | '-' | '–'));
    if !mark.is_empty() && (is_one || are_several) { before } else { text }
}

/// The last character that says how the text ends: note marks and closing quotation marks are looked through.
pub(super) fn last_sign(text: &str) -> Option<char> {
    match text.bytes().next_back() {
        Some(last) if last.is_ascii_graphic() && !matches!(last, b']' | b')' | b'"' | b'\'') => {
            return Some(char::from(last));
        }
        _ => {}
    }
    before_note_marks(text).trim_end_matches(CLOSERS).chars().next_back()
}

/// Whether a sentence ends here: `.`, `!`, `?`, `…`.
pub(super) fn ends_sentence(text: &str) -> bool {
    matches!(last_sign(text), Some('.' | '!' | '?' | '…' | '。'))
}

/// Whether it ends in a full stop that is not that of an abbreviation of single letters (`U.S.`).
pub(super) fn ends_in_stop(text: &str) -> bool {
    match last_sign(text) {
        Some('…') => true,
        Some('.') => !ends_in_initialism(text),
        _ => false,
    }
}

fn ends_in_initialism(text: &str) -> bool {
    if let [.., before, last, b'.'] = text.as_bytes()
        && before.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return false;
    }
    let word = before_note_marks(text).trim_end_matches(CLOSERS).rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = word.split('.').filter(|part| !part.is_empty());
    word.matches('.').count() > 1 && letters.clone().all(|part| part.chars().count() == 1) && letters.count() > 1
}

/// Whether it ends in a colon, note marks looked through.
pub(super) fn ends_in_colon(text: &str) -> bool {
    before_note_marks(text).ends_with([':', '：'])
}

/// The first letter or digit.
pub(super) fn first_sign(text: &str) -> Option<char> {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_alphanumeric() => return Some(char::from(*byte)),
        _ => {}
    }
    text.chars().find(|c| c.is_alphanumeric())
}

/// Whether its first letter, after quotation marks and brackets, is lower-case.
pub(super) fn starts_lower(text: &str) -> bool {
    first_sign(text).is_some_and(char::is_lowercase)
}

/// Whether its first letter is upper-case, or of a script without case, or it begins with a digit.
pub(super) fn starts_upper(text: &str) -> bool {
    first_sign(text).is_some_and(|c| !c.is_lowercase())
}

/// Whether it holds letters and none of them is lower-case.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Words that no title ends with: what follows belongs to it (T016).
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "against", "amid", "among", "an", "and", "as", "at", "au", "aux", "before", "between",
    "but", "by", "de", "des", "du", "during", "et", "for", "from", "in", "into", "is", "its", "la", "le", "les", "nor",
    "of", "on", "or", "our", "over", "pour", "sur", "than", "that", "the", "their", "through", "to", "toward",
    "towards", "under", "upon", "versus", "via", "vs", "when", "while", "with", "within", "without",
];

/// Whether `word` is one that binds what follows.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Whether the last word is one that binds what follows, with no mark after it.
pub(super) fn ends_in_function_word(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(is_function_word)
}

/// Whether its longer words begin with capitals, as titles in English have it.
pub(super) fn is_title_case(text: &str) -> bool {
    let mut capital = 0;
    let mut small = 0;
    for word in text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())) {
        match word.chars().next() {
            Some(c) if c.is_uppercase() || c.is_ascii_digit() => capital += 1,
            Some(_) if word.chars().count() >= 4 && !is_function_word(word) => small += 1,
            _ => {}
        }
    }
    capital > 0 && small * 4 <= capital
}

/// Case folded and punctuation gone, words joined by single spaces, to compare titles (T014).
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let word = word.trim_matches(['\'', '’']);
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '\'' | '’' => {}
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}

/// Whether the first letter or digit is one of `letters`, in lower case.
pub(super) fn begins_with_one_of(text: &str, letters: &str) -> bool {
    first_sign(text).and_then(|c| c.to_lowercase().next()).is_some_and(|c| letters.contains(c))
}

/// [`folded`] of a text that may be one of a few phrases, which begin with one of the letters `first`; empty where it is too short
/// or too long for any, or begins with another letter.
pub(super) fn folded_short(text: &str, first: &str) -> String {
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=120;
    if LENGTHS.contains(&text.len()) && begins_with_one_of(text, first) { folded(text) } else { String::new() }
}

/// White space folded to single spaces, none at the ends; no-break spaces kept.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn words_are_counted_between_spaces_up_to_one_more_than_asked() {
        for (text, cap, count) in [
            ("", 3, 0),
            (" – ", 3, 0),
            ("one", 3, 1),
            ("one - two\u{2003}three, ", 3, 3),
            ("\tone-two (three) ", 3, 2),
            ("a b c d e", 3, 4),
            ("é b c d e", 3, 4),
            ("a b", 0, 1),
        ] {
            assert_eq!(count_to(text, cap), count, "{text:?}");
        }
    }

    #[test]
    fn note_marks_are_looked_through() {
        assert!(ends_in_stop("as it was last year.[1]"));
        assert!(ends_in_stop("“We are ready.”¹²"));
        assert!(!ends_in_stop("Friends of the U.S."));
        assert!(!ends_in_stop("What next for NATO?"));
    }
}
