//! What a heading looks like (T047–T054, T056, T057).

use super::{furniture, press, words};
use crate::base::scan;

/// The most words of an unmarked heading (T047).
const WORDS: usize = 12;
/// The most characters of an unmarked heading (T047).
const CHARACTERS: u32 = 80;
/// The most words of a heading with text right below it (T048).
const TIGHT_WORDS: usize = 8;
/// The fewest characters of the line right below a heading (T048).
const TIGHT_NEXT: u32 = 40;
/// The most words of a heading that ends in a colon (T051).
const COLON_WORDS: usize = 5;

/// Whether `text` is short and ends in nothing that a heading does not end in (T047, T049).
pub(super) fn is_short(text: &str) -> bool {
    is_short_to(text, WORDS)
}

/// The same of a text of so many words at most.
fn is_short_to(text: &str, most: usize) -> bool {
    text.len() <= 4 * CHARACTERS as usize
        && !matches!(words::last_sign(text), Some(';' | ',' | ':'))
        && !words::ends_in_stop(text)
        && (text.len() <= CHARACTERS as usize || words::characters(text) <= CHARACTERS)
        && words::at_most(text, most)
}

/// Whether `text`, standing alone between blank lines, looks like a heading.
pub(super) fn looks_like_one(text: &str) -> bool {
    is_short(text) && words::starts_upper(text) && !is_something_else(text)
}

/// Whether `text` looks like a heading that ends in a colon (T051): up to five words.
pub(super) fn ends_in_colon(text: &str) -> bool {
    text.ends_with(':') && words::at_most(text, COLON_WORDS) && words::starts_upper(text) && !is_salutation(text)
}

/// Whether `text`, with `next` right below it, is a heading without a blank line (T048).
pub(super) fn stands_on(text: &str, next: &str) -> bool {
    // What is told soonest comes first.
    next.len() >= TIGHT_NEXT as usize
        && words::starts_upper(next)
        && is_short_to(text, TIGHT_WORDS)
        && words::starts_upper(text)
        && words::characters(next) >= TIGHT_NEXT
        && !holds_a_sentence(text)
        && !is_something_else(text)
        && !(words::is_capitals(text) && words::is_capitals(next))
}

/// Whether a sentence ends within the line: `RESPECT. ADMIRAL` is no heading, `Mr. Price` and `U.S. Policy` may be.
fn holds_a_sentence(text: &str) -> bool {
    scan::any_pair(text.as_bytes(), |byte, next| byte == b'.' && next == b' ')
        && text.match_indices(". ").any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default().rsplit(char::is_whitespace).next().unwrap_or_default();
            before.chars().filter(|c| c.is_alphabetic()).count() > 3
        })
}

/// Whether the line says something about the text: `Subjects: Australian Army`.
fn is_about_the_text(text: &str) -> bool {
    const KEYS: &[&str] = &[
        "subject(s)",
        "subjects",
        "venue",
        "location",
        "e&oe",
        "proof only",
        "contact",
        "tel",
        "phone",
        "enquiries",
        "source",
        "sources",
    ];
    let Some((key, _)) = text.split_once(':') else { return false };
    KEYS.contains(&key.trim().to_lowercase().as_str())
        || crate::read::front_matter::is_known(key)
        || press::is_contact(text)
}

/// Short lines that are no headings: `E&OE`, remarks in brackets, numbers, addresses of the net.
fn is_something_else(text: &str) -> bool {
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(2).count();
    bracketed
        || text.starts_with("-- ")
        || letters < 2
        || excepts_errors(text)
        || text.contains('@')
        || is_salutation(text)
        || furniture::tells_its_page(text)
        || text.contains(':') && (text.contains("://") || begins_with_turn(text) || is_about_the_text(text))
}

/// `E&OE` and its long forms.
fn excepts_errors(text: &str) -> bool {
    words::first_sign(text).is_some_and(|c| matches!(c, 'e' | 'E'))
        && matches!(
            words::folded(text).replace(' ', "").as_str(),
            "eoe" | "eandoe" | "errorsandomissionsexcepted" | "errorsexcepted"
        )
}

/// Whether a question or an answer of an interview stands here: too few for a transcript, and no heading all the same (T046).
fn begins_with_turn(text: &str) -> bool {
    text.starts_with("Q: ") || text.starts_with("A: ")
}

/// Whether a speech or a letter greets somebody here.
pub(super) fn is_salutation(text: &str) -> bool {
    const GREETINGS: &[&str] = &[
        "dear ",
        "fellow ",
        "friends and ",
        "ladies and gentlemen",
        "my fellow",
        "excellencies",
        "citizens of ",
        "mesdames et messieurs",
        "monsieur le ",
        "madame la ",
    ];
    const ADDRESSED: &[&str] = &["speaker", "president", "vice president", "chairman", "chair", "chief justice"];
    if !text.starts_with(|c: char| matches!(c.to_ascii_lowercase(), 'c' | 'd' | 'e' | 'f' | 'l' | 'm')) {
        return false;
    }
    let folded = text.trim_end_matches([':', ',', '!', '.', ';']).split([',', ';']).next().unwrap_or_default();
    let person =
        ["Mr. ", "Mr ", "Mrs ", "Ms ", "Madam ", "Madame "].iter().find_map(|title| folded.strip_prefix(title));
    let addressed = person.is_some_and(|person| ADDRESSED.iter().any(|office| office.eq_ignore_ascii_case(person)));
    let closes = text.ends_with([':', ',', '!', ';']) || text.len() == folded.len();
    addressed && closes
        || text.ends_with([':', ',', '!']) && GREETINGS.iter().any(|greeting| words::begins(text, greeting))
}

/// The level and the text of a heading with hashes, as `(level, bytes before the text)` (T057).
pub(super) fn hashes(text: &str) -> Option<(u8, usize)> {
    if !text.starts_with('#') {
        return None;
    }
    let level = text.bytes().take_while(|b| *b == b'#').count();
    let rest = text.get(level..)?;
    let body = rest.trim_start();
    let fits = (1..=6).contains(&level) && body.len() < rest.len() && !body.trim_end_matches('#').is_empty();
    fits.then(|| (u8::try_from(level).unwrap_or(6), text.len() - body.len()))
}

/// Whether `text` is a row of one sign, three or more of `-=_*~•` and their like or a single `⁂`, that may be a rule or an underline,
/// and of which (T109).
pub(super) fn row(text: &str) -> Option<char> {
    const SIGNS: &[char] = &['-', '=', '_', '*', '~', '–', '—', '•', '·', '⁎', '⁂'];
    if text.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let first = text.chars().next().filter(|c| SIGNS.contains(c))?;
    let mut count = 0usize;
    for c in text.chars() {
        match c {
            c if c == first => count += 1,
            ' ' | '\t' => {}
            _ => return None,
        }
    }
    (count >= 3 || first == '⁂').then_some(first)
}

/// Whether `row` underlines `text`: no spaces in it, and as long to three characters (T056).
pub(super) fn underlines(row_text: &str, text: &str) -> bool {
    row(row_text).is_some()
        && !row_text.contains([' ', '\t', '•', '·', '⁎', '⁂'])
        && words::characters(row_text).abs_diff(words::characters(text)) <= 3
}

/// The number of a heading in words and the bytes up to its text: `Annex A: Sources`, `Part II – Findings`. A heading that is
/// its number alone keeps it as its text.
pub(super) fn worded_number(text: &str) -> Option<(usize, usize)> {
    const WORDS: &[&str] = &["annex", "appendix", "chapter", "part", "section", "annexe", "chapitre", "partie"];
    let (word, rest) = text.split_once(' ')?;
    if !WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return None;
    }
    let number = rest.split([' ', ':', '.', '–', '—']).next().unwrap_or_default();
    let is_number = number.bytes().all(|b| b.is_ascii_digit())
        || super::mark::roman(number).is_some() && number.bytes().all(|b| b.is_ascii_uppercase())
        || number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    let end = word.len() + 1 + number.len();
    let after = text.get(end..)?;
    let body = after.trim_start_matches([' ', ':', '.', '–', '—', '-']);
    let parted = after.trim_start().starts_with([':', '.', '–', '—', '-']);
    (is_number && !number.is_empty() && parted && !body.is_empty()).then(|| (end, text.len() - body.len()))
}

/// Whether a quotation begins here.
pub(super) fn opens_quotation(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„', '‘', '>'])
}
