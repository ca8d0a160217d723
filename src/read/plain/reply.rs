//! Mails that answer or pass on others: the marks before their subjects, and the earlier mail that hangs below (T022, T105).

use std::ops::Range;

use super::{
    record::Record,
    survey::{Line, Survey},
};
use crate::{
    base::{Code, Diagnostic},
    model::Certainty,
};

/// What mail programs put before the subject of a mail that answers or passes on another, in the languages of Europe.
const PREFIXES: &[&str] =
    &["re", "fw", "fwd", "aw", "wg", "tr", "sv", "vs", "vl", "rv", "rif", "res", "enc", "antw", "odp", "pd"];

/// The subject without `RE:`, `Fwd:` and their like before it.
pub(super) fn subject(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((word, after)) = rest.split_once(':')
        && PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word.trim_end()))
        && !after.trim().is_empty()
    {
        rest = after.trim_start();
    }
    rest
}

/// Takes the earlier mail out of the text: it is another's, and nobody wrote it for readers. `mail` tells whether the text began
/// with the headers of one.
pub(super) fn cut(survey: &mut Survey<'_>, record: &mut Record, from: usize, mail: bool) {
    let Some(range) = quoted(survey, from, mail) else { return };
    let (span, written) = (survey.span(range.clone()), survey.written(range.clone()));
    let reading = "an earlier mail; not published".to_owned();
    record.decide(span, "earlier-mail", reading, Certainty::Ambiguous, Some(written));
    let message = "what follows looks like an earlier mail, and is not published";
    let hint = "delete it; to publish it, take away the line that announces it";
    record.note(Diagnostic::new(Code::AmbiguousReading, span, message).hint(hint));
    survey.take(range);
}

/// The lines of the earlier mail, from the line that announces it.
fn quoted(survey: &Survey<'_>, from: usize, mail: bool) -> Option<Range<usize>> {
    let lines = survey.lines.get(from..)?;
    let wrote = |at: usize| if mail { says_who_wrote(lines, at) } else { None };
    let mut fenced = false;
    let first = (0..lines.len()).find(|&at| {
        fenced ^= lines.get(at).is_some_and(|line| line.text.starts_with("```"));
        !fenced && (lines.get(at).is_some_and(announces) || wrote(at).is_some())
    })?;
    let begin = from + first;
    let Some(after) = wrote(first) else { return Some(begin..survey.lines.len()) };
    let below = survey.next_text(from + after)?;
    let is_quote = |line: &Line<'_>| line.is_blank() || line.text.starts_with('>');
    let rest = survey.lines.get(below..)?;
    let length = rest.iter().position(|line| !is_quote(line)).unwrap_or(rest.len());
    (length > 0).then_some(begin..below + length)
}

/// `-----Original Message-----`, as mail programs announce what they append.
fn announces(line: &Line<'_>) -> bool {
    const NAMES: &[&str] = &[
        "original message",
        "forwarded message",
        "begin forwarded message",
        "ursprüngliche nachricht",
        "weitergeleitete nachricht",
        "message d'origine",
        "message d’origine",
        "message transféré",
    ];
    if !line.text.starts_with("---") || !line.text.ends_with("---") || line.is_blank() {
        return false;
    }
    let name = line.text.trim_matches(['-', ' ']).to_lowercase();
    !name.is_empty() && NAMES.contains(&name.as_str())
}

/// `On 5 Feb 2026, at 17:02, Jo Doe wrote:`, over two lines at most; gives the line after it.
fn says_who_wrote(lines: &[Line<'_>], at: usize) -> Option<usize> {
    const ENDS: &[&str] = &["wrote:", "a écrit :", "a écrit\u{a0}:", "a écrit:"];
    let ends = |at: usize| lines.get(at).is_some_and(|line| ENDS.iter().any(|end| line.text.ends_with(end)));
    let line = lines.get(at)?;
    let begins = ["On ", "Le "].iter().any(|begin| line.text.starts_with(begin));
    let dated = line.text.bytes().any(|byte| byte.is_ascii_digit());
    (at..at + 2).find(|&at| ends(at)).filter(|_| begins && dated && !line.is_blank()).map(|last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_replies_are_no_part_of_a_subject() {
        assert_eq!(subject("RE: FW: Ports"), "Ports");
        assert_eq!(subject("AW : WG: Häfen"), "Häfen");
        assert_eq!(subject("Re: "), "Re: ");
        assert_eq!(subject("Reform: what is left"), "Reform: what is left");
    }
}
