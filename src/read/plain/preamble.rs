//! Preambles: `Key: value` lines and the headers of a mail (T021, T022). Their values are typed by the schema of front matter.

use super::{
    record::Record,
    reply,
    survey::{Line, Survey},
    words,
};
use crate::{
    base::Span,
    model::{Certainty, Origin},
    read::{
        bare,
        dates::{self, TextualDate},
        front_matter::{Entry, is_known},
    },
};

/// A line `Key: value` with the lines that continue it.
struct Pair<'a> {
    key: &'a str,
    key_span: Span,
    value: String,
    value_span: Span,
    last: usize,
}

/// What a block of `Key: value` lines gives.
pub(super) struct KeyValues {
    /// Its lines.
    pub(super) entries: Vec<Entry>,
    /// The title among them.
    pub(super) title: Option<String>,
    /// The line after it.
    pub(super) end: usize,
}

/// T021: the entries of the first block, where every line is `Word: value` and the keys are known ones.
pub(super) fn key_values(survey: &mut Survey<'_>, record: &mut Record, at: usize) -> Option<KeyValues> {
    let chunk = survey.chunk(at);
    let (all, known) = keys(survey, at, chunk.end)?;
    if known == 0 || known * 2 < all {
        return None;
    }
    let mut pairs = pairs(survey, at, chunk.end)?;
    let names_it = pairs.iter().any(|pair| is_title(pair.key) && !pair.value.is_empty());
    if pairs.len() == 1 && !names_it {
        return None;
    }
    let block = survey.span(at..chunk.end);
    record.dropped(
        block,
        "key-value-preamble",
        format!("front matter: {} keys", pairs.len()),
        survey.written(at..chunk.end),
    );
    for pair in pairs.iter_mut().filter(|pair| pair.key.trim().eq_ignore_ascii_case("subject")) {
        let subject = reply::subject(&pair.value).to_owned();
        pair.value = subject;
    }
    let entries = pairs.iter().map(|pair| Entry::line(pair.key, pair.key_span, &pair.value, pair.value_span)).collect();
    let title = pairs.iter().find(|pair| is_title(pair.key)).map(|pair| words::squeezed(&pair.value));
    let title = title.filter(|title| !title.is_empty());
    Some(KeyValues { entries, title, end: chunk.end })
}

/// Whether the key gives the title.
pub(super) fn is_title(key: &str) -> bool {
    ["title", "headline", "subject"].iter().any(|name| key.trim().eq_ignore_ascii_case(name))
}

/// How many keys the lines have, and how many of them are known; `None` where they are no preamble. Most blocks are none, and they
/// may be long: nothing is kept of them.
fn keys(survey: &Survey<'_>, from: usize, end: usize) -> Option<(usize, usize)> {
    let (mut all, mut known) = (0, 0);
    for at in from..end {
        let line = survey.line(at);
        match key(&line) {
            Some((key, _)) => {
                all += 1;
                known += usize::from(is_known(key));
            }
            None if line.indent > 0 && all > 0 => {}
            None => return None,
        }
    }
    Some((all, known))
}

fn pairs<'a>(survey: &Survey<'a>, from: usize, end: usize) -> Option<Vec<Pair<'a>>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for at in from..end {
        let line = survey.line(at);
        match pair(&line, at) {
            Some(pair) => pairs.push(pair),
            None => {
                let last = pairs.last_mut().filter(|last| line.indent > 0 && last.last + 1 == at)?;
                last.value.push(' ');
                last.value.push_str(line.text);
                last.value_span = last.value_span.to(line.span());
                last.last = at;
            }
        }
    }
    (!pairs.is_empty()).then_some(pairs)
}

fn pair<'a>(line: &Line<'a>, at: usize) -> Option<Pair<'a>> {
    let (key, rest) = key(line)?;
    let value = rest.trim();
    let value_at = line.end() - rest.trim_start().len();
    Some(Pair {
        key,
        key_span: Span::new(line.at, line.at + key.len()),
        value: value.to_owned(),
        value_span: Span::new(value_at, value_at + value.len()),
        last: at,
    })
}

/// `Key: value` at the beginning of a line: a key of at most three words and what follows the colon, which may be empty.
fn key<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    let (key, rest) = line.text.split_once(':')?;
    let fits = line.indent == 0
        && !key.is_empty()
        && key.len() <= 40
        && key.split([' ', '_', '-']).count() <= 4
        && key.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-') || bare::is_invisible(c))
        && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    fits.then_some((key, rest))
}

/// Headers of mails.
const HEADERS: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "sent",
    "reply-to",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "x-mailer",
    "return-path",
    "received",
    "list-id",
    "importance",
    "sender",
    "user-agent",
    "attachments",
];

/// The English name of a header as mail programs write it in French and German.
fn header(key: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("de", "from"),
        ("von", "from"),
        ("à", "to"),
        ("a", "to"),
        ("an", "to"),
        ("objet", "subject"),
        ("sujet", "subject"),
        ("betreff", "subject"),
        ("envoyé", "sent"),
        ("envoyé le", "sent"),
        ("gesendet", "sent"),
        ("datum", "date"),
        ("cci", "bcc"),
        ("pièces jointes", "attachments"),
        ("pièce jointe", "attachments"),
        ("attachments", "attachments"),
    ];
    let key = key.trim();
    let lower = key.to_lowercase();
    NAMES.iter().find(|(name, _)| *name == lower).map_or(key, |(_, english)| english)
}

fn is_header(key: &str) -> bool {
    let name = header(key);
    HEADERS.iter().any(|known| name.eq_ignore_ascii_case(known)) || key.starts_with("X-")
}

/// T022: the headers of a mail at `at`; the subject is the title, the day a candidate, and no address is published. Gives the
/// line after them.
pub(super) fn mail(survey: &mut Survey<'_>, record: &mut Record, at: usize, title_given: bool) -> Option<usize> {
    let chunk = survey.chunk(at);
    let lines = survey.lines.get(chunk.clone()).unwrap_or_default();
    if !lines.iter().filter_map(key).all(|(key, _)| is_header(key)) {
        return None;
    }
    let headers = pairs(survey, at, chunk.end)?;
    let is = |pair: &Pair<'_>, name: &str| header(pair.key).eq_ignore_ascii_case(name);
    let sent = headers.iter().any(|pair| ["from", "to", "sent"].iter().any(|name| is(pair, name)));
    if !sent || headers.len() < 2 {
        return None;
    }
    let mut from = at;
    for header in &headers {
        let lines = from..header.last + 1;
        let (span, written) = (survey.span(lines.clone()), survey.written(lines));
        let written = written.as_str();
        from = header.last + 1;
        if is(header, "subject") && !title_given && record.briefing.title.is_none() && !header.value.is_empty() {
            let subject = reply::subject(&header.value);
            let marks = header.value.strip_suffix(subject).unwrap_or_default();
            record.briefing.title = Some(words::squeezed(subject));
            record.origin("title", Origin::Derived);
            let mark = format!("{}: {marks}", header.key);
            record.dropped(span, "mail-subject", "title", mark.trim_end());
        } else if is(header, "date") || is(header, "sent") {
            date(record, header, span, written);
        } else {
            let reading =
                if is(header, "from") { "dropped: a sender is no author" } else { "dropped: header of a mail" };
            record.decide(span, "mail-header", reading.to_owned(), Certainty::Certain, Some(written.to_owned()));
        }
    }
    Some(chunk.end)
}

/// What stands before the time of day: `Thursday, 12 March 2026 09:14`, as mail programs write it when a mail is forwarded.
fn day_of(value: &str) -> Option<&str> {
    let is_time = |word: &str| {
        let (hour, minute) = word.split_once([':', '.'])?;
        let is_short = |digits: &str| matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
        (is_short(hour) && minute.bytes().take(2).filter(u8::is_ascii_digit).count() == 2).then_some(())
    };
    let begins = |(at, _): &(usize, &str)| is_time(value.get(at + 1..)?.split(' ').next()?);
    let at = value.match_indices(' ').find(|space| begins(space).is_some())?.0;
    let day = value.get(..at)?.trim_end();
    let day = [" at", " à", " um"].iter().find_map(|word| day.strip_suffix(word)).unwrap_or(day);
    Some(day.trim_end_matches([',', ' ']))
}

fn date(record: &mut Record, header: &Pair<'_>, span: Span, written: &str) {
    let read = dates::parse_textual(&header.value, None).or_else(|| dates::parse_textual(day_of(&header.value)?, None));
    if let (Some(TextualDate::Stamp(stamp)), None) = (read, record.briefing.date) {
        record.briefing.date = Some(crate::base::Stamp::Day(stamp.day()));
        record.origin("date", Origin::Derived);
        let reading = "date: the day on which the mail was sent".to_owned();
        record.decide(span, "mail-date", reading, Certainty::Probable, Some(written.to_owned()));
        let message = "the mail's day is taken as the date".to_owned();
        let note = crate::base::Diagnostic::new(crate::base::Code::ProbableReading, span, message);
        record.note(note.hint(format!("confirm it in front matter: `date = \"{}\"`", stamp.day())));
    } else {
        record.decide(
            span,
            "mail-header",
            "dropped: header of a mail".to_owned(),
            Certainty::Certain,
            Some(written.to_owned()),
        );
    }
}
