//! Acronyms with what they stand for, where a text says it: `North Atlantic Treaty Organization (NATO)`.

use std::collections::BTreeSet;

use crate::{
    base::scan,
    model::{Block, BlockKind, Briefing, GlossaryTerm, Inline, plain_text},
};

/// The pairs of a text, by first use.
pub(super) fn of(briefing: &Briefing) -> Vec<GlossaryTerm> {
    let mut out = Pairs::default();
    for section in &briefing.body {
        of_blocks(&section.blocks, &mut out);
    }
    out.terms
}

/// Pairs as they are found.
#[derive(Default)]
struct Pairs {
    terms: Vec<GlossaryTerm>,
    /// The acronyms that are explained already.
    known: BTreeSet<String>,
}

fn of_blocks(blocks: &[Block], out: &mut Pairs) {
    for block in blocks {
        if let BlockKind::Paragraph { content, .. } = &block.kind {
            of_inlines(content, out);
            continue;
        }
        block.inlines().for_each(|inlines| of_inlines(inlines, out));
        for inner in block.children() {
            of_blocks(inner, out);
        }
    }
}

fn of_inlines(inlines: &[Inline], out: &mut Pairs) {
    if inlines.iter().any(may_hold) {
        pairs(&plain_text(inlines), out);
    }
}

/// Whether a bracket with a capital after it stands in a text.
fn may_hold(inline: &Inline) -> bool {
    let Inline::Text(text) = inline else { return false };
    scan::any(text.as_bytes(), |byte| byte == b'(')
        && scan::any_pair(text.as_bytes(), |byte, next| byte == b'(' && next.is_ascii_uppercase())
}

/// Finds the pairs of one paragraph.
fn pairs(text: &str, out: &mut Pairs) {
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('(')).map(|at| from + at) {
        from = open + 1;
        let inside = text.get(from..).unwrap_or_default();
        let length = inside.bytes().take(LONGEST_TERM + 1).position(|b| b == b')');
        let Some(term) = length.and_then(|length| inside.get(..length)).filter(|term| is_acronym(term)) else {
            continue;
        };
        if out.known.contains(term) {
            continue;
        }
        let before = tail(text.get(..open).unwrap_or_default());
        if let Some(expansion) = expansion(term, before) {
            out.known.insert(term.to_owned());
            out.terms.push(GlossaryTerm { term: term.to_owned(), expansion: expansion.to_owned() });
        }
    }
}

const LONGEST_TERM: usize = 12;
/// How far before the bracket the words are looked for, in bytes.
const LONGEST_EXPANSION: usize = 200;

/// Two capitals at least, and nothing but letters, digits, `&` and hyphens.
fn is_acronym(term: &str) -> bool {
    let capitals = term.chars().filter(|c| c.is_uppercase()).count();
    let plain = term.chars().all(|c| c.is_alphanumeric() || matches!(c, '&' | '-'));
    capitals >= 2 && plain && term.starts_with(|c: char| c.is_alphabetic())
}

/// The end of a text, from its last sentence, bracket or line on.
fn tail(text: &str) -> &str {
    let mut cut = text.len().saturating_sub(LONGEST_EXPANSION);
    while !text.is_char_boundary(cut) {
        cut += 1;
    }
    let text = text.get(cut..).unwrap_or_default();
    let begin = text
        .rfind(['.', ';', ':', '(', ')', '\n', '“', '”', '"', '—'])
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    text.get(begin..).unwrap_or_default().trim()
}

/// The words at the end of `before` whose initials are the letters of `term`; small words between them may be passed over.
fn expansion<'t>(term: &str, before: &'t str) -> Option<&'t str> {
    let singular = term.strip_suffix('s').filter(|rest| rest.chars().all(char::is_uppercase)).unwrap_or(term);
    let letters: Vec<char> = singular.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut words = Vec::new();
    let mut at = 0;
    for piece in before.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '/' | '’' | '\'')) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if let Some(first) = word.chars().find(|c| c.is_alphanumeric()) {
            words.push(Word { at, first, small: SMALL.contains(&word.to_lowercase().as_str()) });
        }
        at += piece.len();
    }
    let start = matched(&letters, &words, &mut 0)?;
    before.get(start..).filter(|text| !text.is_empty() && text.contains(' '))
}

struct Word {
    at: usize,
    first: char,
    small: bool,
}

/// Words that an acronym may leave out.
const SMALL: &[&str] = &[
    "of", "the", "and", "for", "on", "in", "to", "a", "an", "at", "by", "with", "de", "la", "le", "les", "du", "des",
    "et", "d", "l", "sur", "pour", "en", "au", "aux", "à", "und", "der", "die", "für",
];

/// Where the words begin that spell the letters, read from the end.
fn matched(letters: &[char], words: &[Word], steps: &mut u32) -> Option<usize> {
    *steps += 1;
    let ((letter, letters), (word, words)) = (letters.split_last()?, words.split_last()?);
    if *steps > 200 {
        return None;
    }
    let same = word.first.to_lowercase().eq(letter.to_lowercase());
    let take = |steps: &mut u32| match (same, letters.is_empty()) {
        (true, true) => Some(word.at),
        (true, false) => matched(letters, words, steps),
        (false, _) => None,
    };
    if !word.small {
        return take(steps);
    }
    let all: Vec<char> = letters.iter().copied().chain([*letter]).collect();
    let skip = |steps: &mut u32| matched(&all, words, steps);
    if letter.is_uppercase() { skip(steps).or_else(|| take(steps)) } else { take(steps).or_else(|| skip(steps)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut out = Pairs::default();
        pairs(text, &mut out);
        out.terms.into_iter().map(|pair| (pair.term, pair.expansion)).collect()
    }

    #[test]
    fn initials_that_match_make_a_pair() {
        for (text, term, expansion) in [
            ("by the North Atlantic Treaty Organization (NATO) since", "NATO", "North Atlantic Treaty Organization"),
            ("the Department of Defence (DoD)", "DoD", "Department of Defence"),
            ("the Organization of American States (OAS)", "OAS", "Organization of American States"),
            ("two improvised explosive devices (IEDs)", "IEDs", "improvised explosive devices"),
            ("A surface-to-air missile (SAM)", "SAM", "surface-to-air missile"),
            ("the Board of Pilots and Lamps (BPL)", "BPL", "Board of Pilots and Lamps"),
            (
                "l’Organisation du traité de l’Atlantique nord (OTAN)",
                "OTAN",
                "Organisation du traité de l’Atlantique nord",
            ),
        ] {
            assert_eq!(found(text), [(term.to_owned(), expansion.to_owned())], "{text}");
        }
    }

    #[test]
    fn anything_else_does_not() {
        for text in [
            "a paragraph (U) of",
            "Colonel Hall (Ret.)",
            "since the strike (IISS, 2024)",
            "the harbour board (NPA)",
            "(NATO)",
            "x (A)",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_first_pair_counts() {
        let text = "Northern Port Authority (NPA) and National Pilots Association (NPA)";
        assert_eq!(found(text).len(), 1);
    }
}
