//! The lines at the edges of a text and of its pages, where markings and embargoes stand.

use super::around;
use crate::base::{Span, scan};

/// How many lines at the head and at the foot of a page may hold its banner.
const EDGE: usize = 8;
/// A line of so many bytes is running text, whatever its words are.
pub(in crate::read) const RUNNING: usize = 4096;

/// The lines that may hold a banner, with their places: those near the edges of each page that stand before or behind its
/// running text.
pub(in crate::read) fn banner_lines(text: &str, start: usize) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    let mut from = start;
    while from < text.len() {
        let end = page_end(text, from);
        edges(text.get(from..end).unwrap_or_default(), from, &mut found);
        from = end;
    }
    found
}

/// Where the page that begins with a line at `from` ends: before the next line that a form feed stands on.
fn page_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    if !scan::any(bytes, |byte| byte == b'\x0c') {
        return text.len();
    }
    let first_line = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let rest = bytes.get(first_line..).unwrap_or_default();
    let Some(feed) = scan::position(rest, |byte| byte == b'\x0c') else { return text.len() };
    let line = rest.get(..feed).unwrap_or_default().iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    from + first_line + line
}

/// The lines before the running text, at most eight.
pub(in crate::read) fn head_lines(text: &str, start: usize) -> impl Iterator<Item = (&str, Span)> {
    let mut at = start;
    let lines = text.get(start..).unwrap_or_default().split('\n').filter_map(move |raw| {
        let (line, from) = (raw.trim(), at + raw.len() - raw.trim_start().len());
        at += raw.len() + 1;
        (!line.is_empty()).then(|| (line, Span::new(from, from + line.len())))
    });
    lines.take(EDGE)
}

/// The lines at the head and at the foot of the page that begins at byte `from`; none twice.
fn edges<'a>(page: &'a str, from: usize, found: &mut Vec<(&'a str, Span)>) {
    let mut rest = page;
    for _ in 0..EDGE {
        rest = rest.trim_start();
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let at = from + page.len() - rest.len();
        if line.is_empty() || is_running_text(line.trim_end()) {
            break;
        }
        found.push((line.trim_end(), Span::new(at, at + line.trim_end().len())));
        rest = below;
    }
    let below = page.len() - rest.len();
    let mut foot = Vec::new();
    for _ in 0..EDGE {
        rest = rest.trim_end();
        let (above, line) = rest.rsplit_once('\n').unwrap_or(("", rest));
        let line = line.trim_start();
        if line.is_empty() || is_running_text(line) {
            break;
        }
        let end = from + below + rest.len();
        foot.push((line, Span::new(end - line.len(), end)));
        rest = above;
    }
    found.extend(foot.into_iter().rev());
}

/// Whether the line is prose: long, or a sentence.
pub(in crate::read) fn is_running_text(line: &str) -> bool {
    if line.len() > RUNNING {
        return true;
    }
    let words = |most: usize| has_more_words(line, most);
    // `Cablegram 509 LONDON, 12 March 1946, 6.20 p.m.` is no sentence.
    let timed = || ["a.m.", "p.m.", "hrs."].iter().any(|end| line.ends_with(end)) && !words(10);
    words(15) && !around::is_letter_spaced(line) || line.ends_with(['.', '!', '?', '”']) && words(4) && !timed()
}

/// Whether `line` has more words between white space than `most`.
fn has_more_words(line: &str, most: usize) -> bool {
    if !line.is_ascii() {
        return line.split_whitespace().take(most + 1).count() > most;
    }
    let mut words = line.as_bytes().split(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).filter(|word| !word.is_empty());
    words.nth(most).is_some()
}
