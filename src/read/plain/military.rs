//! Message traffic and detection rules: shown as they are (T082, T083, T086).

use super::{
    preamble,
    record::Record,
    survey::{Line, Survey},
    words,
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Embargo, Origin},
};

/// T083: the header of a cable at `at`; its subject is offered as the title.
/// Gives the line after the header.
pub(super) fn cable(survey: &Survey<'_>, record: &mut Record, at: usize, title_given: bool) -> Option<usize> {
    begins_below(survey, at)?;
    let mut end = survey.chunk(at).end;
    while let Some(next) = survey.next_text(end).filter(|&next| is_header_line(survey.line(next).text)) {
        end = survey.chunk(next).end;
    }
    let span = survey.span(at..end);
    record.certain(span, "cable-header", "preformatted header of a cable");
    let subject = (at..end).find_map(|at| {
        let line = survey.line(at).text;
        let set = line.strip_prefix("SUBJ/").or_else(|| line.strip_prefix("SUBJECT/"));
        if let Some(set) = set {
            return Some(words::squeezed(set.trim_end_matches('/')));
        }
        let (key, value) = line.split_once(':')?;
        (preamble::is_title(key) || key.trim().eq_ignore_ascii_case("subj")).then(|| words::squeezed(value))
    });
    if let Some(subject) = subject.filter(|subject| !title_given && !subject.is_empty()) {
        record.briefing.title = Some(subject);
        record.origin("title", Origin::Derived);
    }
    Some(end)
}

/// The line of the first piece at which a cable begins: what operators write above it (`ZCZC…`, `RR RUEHDBU`) is in capitals.
fn begins_below(survey: &Survey<'_>, at: usize) -> Option<usize> {
    const LINES: usize = 12;
    let begins = |at: usize| {
        let (text, next) = (survey.line(at).text, survey.line(at + 1).text);
        begins_cable(text) || is_routed(text, next) || is_sent(survey, at)
    };
    let is_above = |at: &usize| *at == 0 || words::is_capitals(survey.line(*at - 1).text);
    let lines = (at..survey.chunk(at).end.min(at + LINES)).take_while(|line| *line == at || is_above(line));
    lines.into_iter().find(|line| begins(*line))
}

/// A cable by its number, with place and day or without: `Cablegram 509 LONDON, 12 March 1946`.
pub(super) fn is_numbered(text: &str) -> bool {
    if text.len() > 120 || !text.starts_with(['C', 'T', 'S']) {
        return false;
    }
    let mut words = text.split_whitespace();
    let named = words
        .next()
        .is_some_and(|word| ["cablegram", "telegram", "savingram"].iter().any(|name| word.eq_ignore_ascii_case(name)));
    let has_digit = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let number = words.next().filter(|_| named).is_some_and(|word| has_digit(word) && !word.ends_with(':'));
    let rest: Vec<&str> = words.collect();
    number
        && (rest.is_empty()
            || rest.first().is_some_and(|place| words::is_capitals(place)) && rest.iter().any(|word| has_digit(word)))
}

/// T083: a cable is held unless its front matter says from when it is public.
pub(super) fn hold(record: &mut Record, header: Span) {
    let reason = "a cable is published only when its front matter gives an embargo".to_owned();
    let message = "the text begins like a cable; it is held until it is confirmed".to_owned();
    let hint = "confirm it in front matter: `embargo = \"…\"` with the instant from which it is public";
    record.note(Diagnostic::new(Code::PreformattedMessage, header, message).hint(hint));
    record.briefing.embargo = Embargo::Held { reason };
}

/// `UNCLAS SECTION 01 OF 02 BRUSSELS 000123`, `C O N F I D E N T I A L KYIV 000417`.
fn begins_cable(text: &str) -> bool {
    let capitals = words::is_capitals(text) && text.chars().any(|c| c.is_ascii_digit());
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let marked = ["UNCLAS", "CONFIDENTIAL", "SECRET", "LIMITEDOFFICIALUSE"].iter().any(|mark| joined.starts_with(mark));
    let number = text
        .split_whitespace()
        .next_back()
        .is_some_and(|last| last.len() >= 4 && last.bytes().all(|b| b.is_ascii_digit()));
    capitals && marked && number
}

/// A date-time group and the sender below it: `R 121430Z MAR 26`, `FM AMEMBASSY TALLINN`.
fn is_routed(text: &str, next: &str) -> bool {
    let mut words = text.split_whitespace();
    let precedence = words.next().is_some_and(|word| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_uppercase()));
    let group = words.next().is_some_and(|word| word.len() == 7 && word.bytes().take(6).all(|b| b.is_ascii_digit()));
    precedence && group && next.starts_with("FM ")
}

/// A sender and below it a receiver, in capitals, with the precedence above them or without: `FM AMEMBASSY BERGEN`, `TO …`.
fn is_sent(survey: &Survey<'_>, at: usize) -> bool {
    const PRECEDENCE: &[&str] = &["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"];
    let from = at + usize::from(PRECEDENCE.contains(&survey.line(at).text));
    let (sender, receiver) = (survey.line(from).text, survey.line(from + 1).text);
    let routes = sender.starts_with("FM ") && (receiver.starts_with("TO ") || receiver.starts_with("INFO "));
    routes && words::is_capitals(sender) && words::is_capitals(receiver)
}

fn is_header_line(text: &str) -> bool {
    const KEYS: &[&str] = &[
        "SUBJECT:",
        "SUBJ:",
        "SUBJ/",
        "SUBJECT/",
        "SIC ",
        "REF:",
        "REFS:",
        "TAGS:",
        "E.O.",
        "EO ",
        "CLASSIFIED BY:",
        "SIPDIS",
        "NOFORN",
        "FM ",
        "TO ",
        "INFO ",
        "DEPARTMENT FOR",
    ];
    KEYS.iter().any(|key| text.starts_with(key))
}

/// The line after a region that begins at `at` and is shown as it is; with the code that says so, if somebody must be told.
pub(super) fn region(lines: &[Line<'_>], at: usize, last_fence: usize) -> Option<(usize, Option<Code>)> {
    let text = lines.get(at)?.text;
    let first = *text.as_bytes().first()?;
    if !(first.is_ascii_alphanumeric() || first == b'`') {
        return None;
    }
    if first == b'`' && text.starts_with("```") {
        return if at < last_fence { fence(lines, at) } else { None }.map(|end| (end, None));
    }
    if let Some(end) = Some(first).filter(u8::is_ascii_uppercase).and_then(|_| message_sets(lines, at)) {
        return Some((end, Some(Code::PreformattedMessage)));
    }
    if !matches!(first, b'r' | b'p' | b'g' | b'a' | b'd' | b'l' | b't') {
        return None;
    }
    let begins_chunk = at == 0 || lines.get(at - 1).is_none_or(Line::is_blank);
    if !begins_chunk {
        return None;
    }
    let begins = |word: &str| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    if ["rule", "private rule", "global rule"].into_iter().any(begins) {
        return yara(lines, at).map(|end| (end, None));
    }
    if ["alert", "drop", "reject", "pass", "log"].into_iter().any(begins) && is_snort(text) {
        return balanced(lines, at, '(', ')').map(|end| (end, None));
    }
    if text.starts_with("title:") {
        return sigma(lines, at).map(|end| (end, None));
    }
    None
}

fn fence(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let rest = lines.get(at + 1..)?;
    rest.iter().position(Line::closes_fence).map(|close| at + 1 + close + 1)
}

/// T082: sets of a formatted message: a word in capitals, fields between strokes, two strokes at the end.
fn message_sets(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let mut end = at;
    while let Some(next) = set_end(lines, end) {
        end = next;
    }
    (end > at).then_some(end)
}

fn set_end(lines: &[Line<'_>], at: usize) -> Option<usize> {
    const LINES: usize = 40;
    let text = lines.get(at).filter(|line| !line.is_blank())?.text;
    let of_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if !text.bytes().take(3).all(of_name) {
        return None;
    }
    let length = text.bytes().take(9).position(|b| b == b'/')?;
    let name = text.get(..length)?;
    let named = (3..=8).contains(&name.len()) && name.bytes().all(of_name);
    if !named || !text.contains('/') || !text.starts_with(char::is_alphabetic) {
        return None;
    }
    let run = lines.get(at..)?.iter().take(LINES).take_while(|line| !line.is_blank());
    run.enumerate().find(|(_, line)| line.text.ends_with("//")).map(|(offset, _)| at + offset + 1)
}

/// T086: from `rule Name … {` to the brace that closes it.
fn yara(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let first = lines.get(at)?.text;
    let next = lines.get(at + 1).map_or("", |line| line.text);
    let name = first.split_whitespace().find(|word| !matches!(*word, "rule" | "private" | "global"))?;
    let named = name.trim_end_matches('{').chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let opens = first.ends_with('{') || next.starts_with('{') || first.contains('{') && first.ends_with('}');
    if !named || !opens {
        return None;
    }
    balanced(lines, at, '{', '}')
}

fn is_snort(text: &str) -> bool {
    text.contains('(') && (text.contains("->") || text.contains("<>"))
}

/// The line after the one that closes what `open` opens; texts in quotation marks do not count.
fn balanced(lines: &[Line<'_>], at: usize, open: char, close: char) -> Option<usize> {
    const LINES: usize = 400;
    let (mut depth, mut opened) = (0usize, false);
    let keyword = lines.get(at)?.text.split(' ').next()?;
    for (offset, line) in lines.get(at..)?.iter().take(LINES).enumerate() {
        if offset > 0 && line.text.split(' ').next() == Some(keyword) {
            return None;
        }
        let mut quoted = false;
        let mut escaped = false;
        for c in line.text.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => quoted = !quoted,
                c if c == open && !quoted => {
                    depth += 1;
                    opened = true;
                }
                c if c == close && !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if opened && depth == 0 {
            return Some(at + offset + 1);
        }
    }
    None
}

/// T086: a Sigma rule: `title:` with `detection:` and `logsource:` or `condition:` below it.
fn sigma(lines: &[Line<'_>], at: usize) -> Option<usize> {
    const LINES: usize = 400;
    let rest = lines.get(at..)?;
    let part = |line: &Line<'_>| {
        line.indent > 0
            || line.text.starts_with(['-', '#'])
            || line.text.split_once(':').is_some_and(|(key, _)| !key.contains(' '))
    };
    let length = rest.iter().take(LINES).take_while(|line| !line.is_blank() && part(line)).count();
    let has = |key: &str| rest.iter().take(length).any(|line| line.text.starts_with(key));
    (has("detection:") && (has("logsource:") || has("condition:"))).then_some(at + length)
}
