//! The title block: title, short title, standfirst, and the repeat of the title (T013–T020).

use super::{
    context::Context,
    heading, inline,
    mark::Mark,
    record::{Guess, Record},
    survey::{Line, Survey},
    words,
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Certainty, Origin},
};

/// The most words of a short title (T013).
const SHORT_WORDS: usize = 12;
/// The most words of a title: what is longer is a sentence without its stop.
const TITLE_WORDS: usize = 40;

/// The lines of a title block by what they are.
#[derive(Debug, Default)]
pub(super) struct TitleBlock {
    /// One past the last line of the block.
    pub(super) end: usize,
    /// The line that is the standfirst.
    pub(super) standfirst: Option<usize>,
}

/// Reads the title block whose first line is `at`; nothing if the text begins otherwise (T020).
pub(super) fn read(survey: &Survey<'_>, record: &mut Record, at: usize, end: usize) -> Option<TitleBlock> {
    let first = survey.line(at);
    if !may_be_title(survey, at, end) {
        return None;
    }
    let second = if at + 1 < end { Some(survey.line(at + 1)) } else { None };
    if let Some(row) = second.filter(|row| heading::underlines(row.text, first.text)) {
        record.dropped(row.span(), "underlined-title", "underline of the title above it", row.text);
        set_title(record, first.text, first.span());
        return Some(TitleBlock { end: at + 2, standfirst: None });
    }
    let block_ends = at + 2 == end && second.is_some();
    let Some(second) = second.filter(|_| block_ends && has_blank_lines(survey, at)) else {
        set_title(record, first.text, first.span());
        return Some(TitleBlock { end: at + 1, standfirst: None });
    };
    Some(two_lines(survey, record, at, first, second))
}

fn has_blank_lines(survey: &Survey<'_>, from: usize) -> bool {
    let lines = survey.lines.get(from..).unwrap_or_default();
    let end = lines.iter().rposition(|line| !line.is_blank()).unwrap_or(0);
    lines.get(..end).unwrap_or_default().iter().any(Line::is_blank)
}

/// T020: a title is a line without a stop at its end that is not the beginning of a paragraph.
fn may_be_title(survey: &Survey<'_>, at: usize, end: usize) -> bool {
    let first = survey.line(at);
    let next = if at + 1 < end { survey.line(at + 1).text } else { "" };
    let goes_on = end > at + 2 && words::starts_lower(next);
    words::at_most(first.text, TITLE_WORDS)
        && !words::ends_in_stop(first.text)
        && !matches!(words::last_sign(first.text), Some(',' | ';'))
        && !goes_on
        && !heading::is_salutation(first.text)
        && !first.text.starts_with(['>', '|', '#'])
        && Mark::of(first.text).is_none_or(|mark| mark.label().is_some())
}

/// T013, T015, T016: what the second line of the block is.
fn two_lines(survey: &Survey<'_>, record: &mut Record, at: usize, first: Line<'_>, second: Line<'_>) -> TitleBlock {
    let block = TitleBlock { end: at + 2, standfirst: None };
    let span = first.span().to(second.span());
    if words::ends_in_function_word(first.text) || words::starts_lower(second.text) {
        record.certain(span, "wrapped-title", "title over two lines");
        set_title(record, &format!("{} {}", first.text, second.text), span);
        return block;
    }
    set_title(record, first.text, first.span());
    let repeated = repeats_below(survey, at + 2, first.text);
    let titled = words::is_title_case(second.text) || words::is_capitals(second.text);
    let asks = second.text.ends_with(['?', '!']) && !repeated && !titled;
    if asks || words::ends_in_stop(second.text) || !words::at_most(second.text, SHORT_WORDS) {
        return TitleBlock { standfirst: Some(at + 1), ..block };
    }
    record.briefing.short_title = Some(words::squeezed(second.text));
    record.origin("short_title", Origin::Derived);
    let guess = Guess {
        span: second.span(),
        rule: "short-title",
        reading: "short title".into(),
        message: "the second line may be a short title, a standfirst or the rest of the title; read as a short title"
            .into(),
        hint: format!("settle it in front matter: `short_title = \"{}\"`", words::squeezed(second.text)),
    };
    match (repeated, titled) {
        (true, _) => record.certain(second.span(), "short-title", "short title"),
        (false, true) => record.probable(guess),
        (false, false) => record.ambiguous(guess),
    }
    block
}

fn set_title(record: &mut Record, text: &str, span: Span) {
    record.certain(span, "title", "title");
    if record.briefing.title.is_none() {
        record.briefing.title = Some(words::squeezed(text));
        record.origin("title", Origin::Derived);
        if words::is_capitals(text) && text.split_whitespace().count() > 1 {
            let message = "the title is in capitals and was kept so";
            let hint = "give it as you want it shown in front matter: `title = \"…\"`";
            record.note(Diagnostic::new(Code::CapitalsTitle, span, message).hint(hint));
        }
    }
}

/// Whether the next line with text says what `title` says.
fn repeats_below(survey: &Survey<'_>, from: usize, title: &str) -> bool {
    survey.next_text(from).is_some_and(|next| words::folded(survey.line(next).text) == words::folded(title))
}

/// T013, T014: drops the line at `at`, with what underlines it, if it alone says again what the title says. Gives the line after.
pub(super) fn drop_repeat(
    survey: &Survey<'_>,
    record: &mut Record,
    at: usize,
    title: &str,
    title_line: Option<usize>,
) -> Option<usize> {
    let line = survey.line(at);
    let folded = words::folded(title);
    let near = line.text.len() <= title.len() * 2 + 16;
    let row = survey.lines.get(at + 1).filter(|row| heading::underlines(row.text, line.text));
    let chunk = survey.chunk(at);
    let alone = survey.is_alone(at) || (row.is_some() && chunk == (at..at + 2));
    if !near || !alone || folded.is_empty() || words::folded(line.text) != folded {
        return None;
    }
    let row = row.map(|row| (row.span(), row.text));
    let of = title_line.map_or("the title".to_owned(), |line| format!("line {line}"));
    let exact = words::squeezed(line.text) == words::squeezed(title);
    let certainty = if exact { Certainty::Certain } else { Certainty::Probable };
    let reading = format!("dropped: repeats {of}");
    record.decide(line.span(), "repeated-title", reading, certainty, Some(line.text.to_owned()));
    if !exact {
        let message = format!("repeats {of} in other letters; dropped");
        record.note(Diagnostic::new(Code::ProbableReading, line.span(), message).hint("delete the line, or change it"));
    }
    if let Some((span, text)) = row {
        record.dropped(span, "underlined-title", "underline of the title above it", text);
        return Some(at + 2);
    }
    Some(at + 1)
}

/// T013: a short line alone between the title and its repeat is the short title; gives the line after it.
pub(super) fn short_before_repeat(
    survey: &Survey<'_>,
    record: &mut Record,
    at: usize,
    title: Option<&str>,
) -> Option<usize> {
    let (line, title) = (survey.line(at), title?);
    let fits = survey.is_alone(at)
        && record.briefing.short_title.is_none()
        && words::at_most(line.text, SHORT_WORDS)
        && heading::looks_like_one(line.text);
    let repeat = survey.next_text(at + 1).filter(|_| fits && repeats_below(survey, at + 1, title))?;
    if !survey.is_alone(repeat) {
        return None;
    }
    record.briefing.short_title = Some(words::squeezed(line.text));
    record.origin("short_title", Origin::Derived);
    record.certain(line.span(), "short-title", "short title");
    Some(at + 1)
}

/// T018: whether the line at `at` is a row right above a title that another row underlines; it is then dropped.
pub(super) fn is_overline(survey: &Survey<'_>, record: &mut Record, at: usize, before_title: bool) -> bool {
    let (row, text, below) = (survey.line(at), survey.line(at + 1), survey.line(at + 2));
    let over = before_title
        && heading::row(row.text).is_some()
        && heading::underlines(row.text, text.text)
        && heading::underlines(below.text, text.text);
    if over {
        record.dropped(row.span(), "underlined-title", "row above the title", row.text);
    }
    over
}

/// Reads the standfirst, once the votes are known.
pub(super) fn standfirst(context: &Context<'_>, record: &mut Record, line: &Line<'_>) {
    record.certain(line.span(), "standfirst", "standfirst");
    record.briefing.standfirst = Some(inline::read_one(context, record, line));
    record.origin("standfirst", Origin::Derived);
}
