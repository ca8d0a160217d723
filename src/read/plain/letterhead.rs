//! Letterheads: the address of whoever writes, or of whoever receives, above the title of a letter.

use super::{
    record::Record,
    survey::{Line, Survey},
    words,
};
use crate::read::dates;

/// A line of an address is not longer than this.
const WIDTH: u32 = 45;
/// An address has no more lines than this.
const LINES: usize = 8;

/// Takes the address at `at` out of the text, if one stands there and something below it; gives the line after it.
pub(super) fn take(survey: &mut Survey<'_>, record: &mut Record, at: usize) -> Option<usize> {
    let chunk = survey.chunk(at);
    let lines = survey.lines.get(chunk.clone())?;
    survey.next_text(chunk.end).filter(|_| is_address(lines))?;
    let (span, written) = (survey.span(chunk.clone()), survey.written(chunk.clone()));
    record.dropped_with_info(span, "letterhead", "the address at the head of a letter; removed", &written);
    Some(chunk.end)
}

/// Three short lines or more without stops, of which one names a street or a town by their numbers.
fn is_address(lines: &[Line<'_>]) -> bool {
    let short = |line: &Line<'_>| line.width <= WIDTH && !words::ends_sentence(line.text);
    (3..=LINES).contains(&lines.len())
        && lines.iter().all(short)
        && lines.iter().skip(1).any(|line| is_street(line.text) || has_post_code(line.text))
}

/// `12 Harbour Street`, `Rue de la Loi 155`, `1110 Brussels`; a day is none.
fn is_street(text: &str) -> bool {
    const STREETS: &[&str] = &["street", "road", "avenue", "lane", "square", "place", "rue", "boulevard", "allee"];
    let tokens = dates::tokens(text);
    if dates::day_at(&tokens, 0).is_some() {
        return false;
    }
    let numbered = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let street = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        STREETS.contains(&word.as_str()) || word.ends_with("straße") || word.ends_with("strasse")
    };
    let mut parts = text.split_whitespace();
    let town = parts.clone().next().is_some_and(|first| (4..=5).contains(&first.len()) && is_number(first))
        && parts.clone().nth(1).is_some_and(|second| second.starts_with(char::is_uppercase))
        && parts.clone().count() <= 3;
    town || parts.clone().any(numbered) && parts.any(street)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `SW1Y 4LE`, `DC 20005`.
fn has_post_code(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        let [outward, inward] = pair else { return false };
        let capitals = outward.bytes().take_while(u8::is_ascii_uppercase).count();
        let british = (1..=2).contains(&capitals)
            && (2..=4).contains(&outward.len())
            && outward.bytes().skip(capitals).all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && outward.as_bytes().get(capitals).is_some_and(u8::is_ascii_digit)
            && matches!(inward.as_bytes(), [b'0'..=b'9', b'A'..=b'Z', b'A'..=b'Z']);
        let american = outward.len() == 2 && capitals == 2 && inward.len() == 5 && is_number(inward);
        british || american
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_numbers() {
        for line in
            ["12 Harbour Street", "London SW1Y 4LE", "Washington, DC 20005", "1110 Brussels", "Rue de la Loi 155"]
        {
            assert!(is_street(line) || has_post_code(line), "{line}");
        }
        for line in ["12 March 2026", "Part 2", "155 mm shells", "2026 Budget and After That", "Baltic Air Policing"] {
            assert!(!is_street(line) && !has_post_code(line), "{line}");
        }
    }
}
