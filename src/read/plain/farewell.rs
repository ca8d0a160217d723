//! What stands below a mail and is not of it: the names below its farewell, what the phone adds, what the lawyers add (T106).

use std::ops::Range;

use super::{record::Record, survey::Survey, words};
use crate::{
    base::{Code, Diagnostic},
    model::Certainty,
};

/// No signature has more lines than this below its farewell.
const LINES: usize = 12;
/// No more pieces than this are added to one mail.
const CHUNKS: usize = 6;
/// No line of a signature is longer than this.
const WIDTH: u32 = 80;

/// Takes them out of the text below `from`. `mail` tells whether it began with the headers of a mail: only there do names below a
/// farewell go, for those below a letter belong to it.
pub(super) fn cut(survey: &mut Survey<'_>, record: &mut Record, from: usize, mail: bool) {
    for _ in 0..CHUNKS {
        let Some(chunk) = last_chunk(survey, from) else { break };
        let first = survey.line(chunk.start).text;
        if chunk.len() == 1 && is_of_a_phone(first) {
            drop_with_info(survey, record, chunk, "the phone's own line below a mail; removed");
        } else if mail && is_notice(first) {
            drop_with_warning(survey, record, chunk);
        } else {
            break;
        }
    }
    if mail && let Some(range) = signature(survey, from) {
        drop_with_info(survey, record, range, "signature of a mail; removed");
    }
}

fn drop_with_info(survey: &mut Survey<'_>, record: &mut Record, range: Range<usize>, reading: &'static str) {
    let (span, written) = (survey.span(range.clone()), survey.written(range.clone()));
    record.dropped_with_info(span, "signature", reading, &written);
    survey.take(range);
}

fn drop_with_warning(survey: &mut Survey<'_>, record: &mut Record, range: Range<usize>) {
    let (span, written) = (survey.span(range.clone()), survey.written(range.clone()));
    let reading = "the notice that a mail program adds; not published".to_owned();
    record.decide(span, "mail-notice", reading, Certainty::Ambiguous, Some(written));
    let message =
        "what looks like the notice of a mail program is not published; it may say that the mail is confidential";
    let hint = "delete it once it is sure that the mail may be published";
    record.note(Diagnostic::new(Code::AmbiguousReading, span, message).hint(hint));
    survey.take(range);
}

/// The last lines of the text that stand together.
fn last_chunk(survey: &Survey<'_>, from: usize) -> Option<Range<usize>> {
    let lines = survey.lines.get(from..)?;
    let last = lines.iter().rposition(|line| !line.is_blank())?;
    let above = lines.get(..last)?.iter().rposition(|line| line.is_blank()).map_or(0, |blank| blank + 1);
    Some(from + above..from + last + 1)
}

/// The last farewell and the short lines below it, to the end.
fn signature(survey: &Survey<'_>, from: usize) -> Option<Range<usize>> {
    let last = last_chunk(survey, from)?.end;
    let mut seen = 0;
    for at in (from..last).rev() {
        let line = survey.line(at);
        if line.is_blank() {
            continue;
        }
        if is_farewell(line.text) {
            return (seen > 0).then_some(at..last);
        }
        seen += 1;
        if seen > LINES || line.width > WIDTH || words::ends_sentence(line.text) {
            return None;
        }
    }
    None
}

/// `Kind regards,` and nothing else.
fn is_farewell(text: &str) -> bool {
    const FAREWELLS: &[&str] = &[
        "all best",
        "all best wishes",
        "all the best",
        "amicalement",
        "best",
        "best regards",
        "best wishes",
        "bien cordialement",
        "bien à vous",
        "cheers",
        "cordialement",
        "cordially",
        "freundliche grüße",
        "kind regards",
        "kindest regards",
        "many thanks",
        "mit freundlichen grüßen",
        "regards",
        "respectfully",
        "salutations distinguées",
        "sincerely",
        "sincerely yours",
        "thank you",
        "thanks",
        "thanks and regards",
        "thanks and best regards",
        "very best wishes",
        "very respectfully",
        "vr",
        "v r",
        "warm regards",
        "warm wishes",
        "warmest regards",
        "with best regards",
        "with best wishes",
        "with kind regards",
        "yours",
        "yours ever",
        "yours faithfully",
        "yours sincerely",
        "yours truly",
    ];
    text.len() <= 40 && FAREWELLS.contains(&words::folded(text).as_str())
}

/// `Sent from my iPhone`, as phones and their programs add it.
fn is_of_a_phone(text: &str) -> bool {
    const BEGIN: &[&str] = &[
        "sent from my ",
        "sent from outlook",
        "sent from mail for",
        "get outlook for ",
        "envoyé de mon ",
        "envoyé depuis mon ",
    ];
    text.chars().count() <= 60 && !words::ends_in_stop(text) && {
        let lower = text.to_lowercase();
        BEGIN.iter().any(|begin| lower.starts_with(begin))
    }
}

/// `This email and any attachments are confidential…`
fn is_notice(text: &str) -> bool {
    const BEGIN: &[&str] = &[
        "confidentiality notice",
        "confidentiality:",
        "disclaimer:",
        "please consider the environment",
        "the contents of this e",
        "the information contained in this e",
        "the information contained in this communication",
        "the information in this e",
        "this communication is intended",
        "this e-mail",
        "this email",
        "this message and any",
        "this message is intended",
        "this message may contain",
        "ce courriel",
        "ce message et ",
        "ce message est ",
        "ce mail ",
        "l'information contenue dans ce",
    ];
    BEGIN.iter().any(|begin| words::begins(text, begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn farewells_are_whole_lines() {
        for line in ["Kind regards,", "Cordialement,", "BEST WISHES", "Yours sincerely", "V/R,"] {
            assert!(is_farewell(line), "{line}");
        }
        for line in ["Best regards, in the cable of 1938", "Best Practice", "Thanks to the crews"] {
            assert!(!is_farewell(line), "{line}");
        }
    }
}
