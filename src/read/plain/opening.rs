//! The opening: what stands before the first paragraph, line by line (T013–T045).

use super::{
    Given,
    byline::{self, Byline},
    dateline, heading, letterhead,
    mark::Mark,
    masthead, military, preamble, press,
    record::{Guess, Record},
    survey::Survey,
    title, words,
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Certainty, Credit, Dateline, Embargo, Inline, Origin},
    read::{
        DateOrder, ReadOptions,
        dates::{self, TextualDate},
        embargo,
        front_matter::{self, Entry, Format},
        marking,
    },
};

/// Where the opening ends, and what it found for others to finish.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The first line of the body.
    pub(super) body: usize,
    /// The line of the standfirst.
    pub(super) standfirst: Option<usize>,
    /// The lines of a `Key: value` preamble.
    pub(super) entries: Vec<Entry>,
    /// The lines of a cable's header, which stand before the body.
    pub(super) header: Option<std::ops::Range<usize>>,
    /// Whether the text begins with the headers of a mail.
    pub(super) is_mail: bool,
    /// Whether the bottom line is given: a paragraph `BLUF: …` then stays in the body.
    pub(super) gives_bluf: bool,
}

/// A title block has no more lines than this; what stands below them in one piece is text.
const TITLE_LINES: usize = 12;

/// A name on a line of its own is not wider than this.
const SIGNED: u32 = 60;

/// No opening has more lines than this.
const LINES: usize = 100;

/// What the opening goes by.
struct Door {
    /// Our names of the keys that front matter, sidecar or preamble give.
    keys: Vec<&'static str>,
    order: Option<DateOrder>,
    zone: String,
    title: Option<String>,
    title_line: Option<usize>,
}

/// Reads the opening.
pub(super) fn read(survey: &mut Survey<'_>, record: &mut Record, given: Given<'_>, options: &ReadOptions) -> Opening {
    let title = given.title.map(words::squeezed);
    let mut door = Door {
        keys: given.keys.to_vec(),
        order: options.date_order,
        zone: options.zone.clone(),
        title,
        title_line: None,
    };
    let mut opening = Opening::default();
    let mut at = blocks_of_headers(survey, record, &mut door, &mut opening);
    door.keys.extend(front_matter::given(&opening.entries, Format::Lines, options));
    for _ in 0..LINES {
        let Some(next) = survey.next_text(at) else { break };
        at = match line(survey, record, &mut door, &mut opening, next) {
            Some(after) => after,
            None => break,
        };
    }
    opening.body = at;
    if record.briefing.embargo == Embargo::None && !door.gives("embargo") {
        embargo_in_head(survey, record, &door);
    }
    if !door.gives("key_points") {
        at = key_points(survey, record, at);
    }
    opening.gives_bluf = door.gives("bluf");
    opening.body = at;
    dateline_at(survey, record, at);
    opening
}

impl Door {
    /// Whether the key needs no asking in the text.
    fn gives(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }
}

/// Cable headers, mail headers and `Key: value` lines stand in the first block.
fn blocks_of_headers(survey: &mut Survey<'_>, record: &mut Record, door: &mut Door, opening: &mut Opening) -> usize {
    let Some(first) = survey.next_text(0) else { return 0 };
    if let Some(end) = military::cable(survey, record, first, door.title.is_some()) {
        opening.header = Some(first..end);
        if !door.gives("embargo") {
            military::hold(record, survey.span(first..end));
        }
        door.title = door.title.take().or_else(|| record.briefing.title.clone());
        return end;
    }
    if let Some(end) = preamble::mail(survey, record, first, door.title.is_some()) {
        opening.is_mail = true;
        door.title = door.title.take().or_else(|| record.briefing.title.clone());
        return end;
    }
    if let Some(found) = preamble::key_values(survey, record, first) {
        door.title = door.title.take().or(found.title);
        opening.entries = found.entries;
        return found.end;
    }
    0
}

/// Reads the line at `at` if it belongs to the opening; gives the line after it.
fn line(
    survey: &mut Survey<'_>,
    record: &mut Record,
    door: &mut Door,
    opening: &mut Opening,
    at: usize,
) -> Option<usize> {
    let line = survey.line(at);
    let alone = survey.is_alone(at);
    if notice(survey, record, door, at)
        || date_line(record, door, survey, at)
        || title::is_overline(survey, record, at, door.title.is_none())
    {
        return Some(at + 1);
    }
    if let Some(after) = signed(record, door, survey, at) {
        return Some(after);
    }
    if heading::row(line.text).is_some() && alone && door.title.is_none() {
        record.dropped(line.span(), "rule-in-preamble", "dropped: a rule before the text", line.text);
        return Some(at + 1);
    }
    if door.title.is_some() {
        let title = door.title.clone().unwrap_or_default();
        let repeat = title::drop_repeat(survey, record, at, &title, door.title_line);
        let repeat =
            repeat.or_else(|| title::short_before_repeat(survey, record, at, door.title_line.and(Some(&*title))));
        return repeat.or_else(|| by(survey, record, door, at).then_some(at + 1));
    }
    if by(survey, record, door, at) {
        return Some(at + 1);
    }
    if let Some(after) = letterhead::take(survey, record, at) {
        return Some(after);
    }
    if opening.header.is_none() && military::is_numbered(line.text) && alone && stands_above_subject(survey, at) {
        record.certain(line.span(), "cable-header", "preformatted header of a cable");
        opening.header = Some(at..at + 1);
        return Some(at + 1);
    }
    let chunk = survey.chunk(at);
    let near = chunk.end.min(at + TITLE_LINES);
    let end = (at + 1..near).find(|&next| is_preamble_line(survey, next)).unwrap_or(chunk.end);
    let block = title::read(survey, record, at, end)?;
    door.title = record.briefing.title.clone();
    door.title_line = Some(survey.number(at));
    if let Some(second) = block.standfirst.filter(|_| door.gives("standfirst")) {
        return Some(second);
    }
    opening.standfirst = block.standfirst;
    Some(block.end)
}

/// Whether the line is one of a preamble, so that the title block ends above it.
fn is_preamble_line(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.line(at);
    let text = line.text;
    press::is_release_notice(text)
        || text.contains(' ') && press::is_kicker(text)
        || press::status_note(text).is_some()
        || press::is_advisory(text)
        || embargo::phrase(text).is_some_and(|_| words::at_most(text, 25))
        || byline::read(text).is_some()
        || masthead::dated_notice(text).is_some()
        || masthead::read(text).is_some()
        || dates::parse_textual(masthead::day(text), None).is_some()
        || dateline::place_and_day(text).is_some()
        || dateline::read(text).is_some()
        || Mark::of(text).is_some_and(|mark| mark.label().is_none())
        || marking::banner(text, line.span()).is_some()
}

/// Notices that leave the text: release, embargo, status, advisory, marking.
fn notice(survey: &Survey<'_>, record: &mut Record, door: &Door, at: usize) -> bool {
    let line = survey.line(at);
    let (text, span) = (line.text, line.span());
    if press::is_release_notice(text) {
        record.dropped(span, "release-notice", "release: immediate", text);
    } else if let Some(day) = masthead::dated_notice(text) {
        let notice = text.strip_suffix(day).unwrap_or(text);
        record.dropped(span, "release-notice", "release: immediate", notice.trim_end());
        if let Some(read) = dates::parse_textual(day, door.order) {
            take_date(record, door, read, (day, None), (span, day));
        }
    } else if door.title.is_none() && masthead::is_caveat(text) && is_marked(record) {
        record.dropped_with_info(span, "marking-caveat", "what is said beside a marking is no title; removed", text);
    } else if press::is_kicker(text) && (text.contains(' ') || door.title.is_none()) && stands_above_nothing(survey, at)
        || door.title.is_none() && is_house_above_notice(survey, at)
    {
        record.dropped_with_info(span, "kicker", "the kind of the text is no title; removed", text);
    } else if press::is_advisory(text) {
        record.dropped_with_info(span, "advisory", "editorial note to subscribers; not published", text);
    } else if let Some(value) = embargo::phrase(text).filter(|_| words::at_most(text, 25)) {
        embargo_line(record, door, &line, value);
    } else if press::status_note(text).is_some() && record.briefing.status_note.is_some() {
        record.dropped_with_info(span, "second-status-note", "a further status note; the first is shown", text);
    } else if let Some(status) = press::status_note(text) {
        let marks: String = text.replace(status, "");
        record.briefing.status_note = Some(words::squeezed(status));
        record.origin("status_note", Origin::Given);
        record.decide(
            span,
            "status-note",
            "status note".to_owned(),
            Certainty::Certain,
            Some(marks).filter(|marks| !marks.is_empty()),
        );
    } else {
        return false;
    }
    true
}

fn is_marked(record: &Record) -> bool {
    record.decisions.iter().any(|decision| decision.rule == "marking-banner")
}

/// T083: whether the next line with text is the subject of a cable: it stands alone like a heading, says more than one word, not in
/// capitals as precedences are, and something follows it.
fn stands_above_subject(survey: &Survey<'_>, at: usize) -> bool {
    let Some(next) = survey.next_text(at + 1) else { return false };
    let text = survey.line(next).text;
    survey.is_alone(next)
        && heading::looks_like_one(text)
        && !words::at_most(text, 1)
        && !words::is_capitals(text)
        && !is_preamble_line(survey, next)
        && Mark::of(text).is_none()
        && survey.next_text(next + 1).is_some()
}

/// T029: whether the line names a house, right above what kind its text is or that it may go out, and a title follows.
fn is_house_above_notice(survey: &Survey<'_>, at: usize) -> bool {
    const NOTICES: usize = 3;
    if !byline::is_house(survey.line(at).text) {
        return false;
    }
    let is_notice =
        |text: &str| press::is_kicker(text) || press::is_release_notice(text) || masthead::dated_notice(text).is_some();
    let mut below = at;
    for _ in 0..NOTICES {
        let Some(next) = survey.next_text(below + 1) else { return false };
        let text = survey.line(next).text;
        if !is_notice(text) {
            return below > at && heading::looks_like_one(text) && dateline::read(text).is_none();
        }
        below = next;
    }
    false
}

/// Whether nothing stands right below the line, or a line of the opening that is no title.
fn stands_above_nothing(survey: &Survey<'_>, at: usize) -> bool {
    survey.is_alone(at) || is_preamble_line(survey, at + 1)
}

/// T030, T031: what no other rule saw withholds all the same; its line stays where it stands.
fn embargo_in_head(survey: &Survey<'_>, record: &mut Record, door: &Door) {
    let Some((read, span)) = embargo::in_head(survey.text, survey.start, &door.zone) else { return };
    record.notes.extend(read.notes);
    record.briefing.embargo = read.value;
    record.origin("embargo", Origin::Given);
    record.certain(span, "embargo-line", "embargo at the head of the text");
}

fn embargo_line(record: &mut Record, door: &Door, line: &super::survey::Line<'_>, value: &str) {
    let span = line.span();
    let reading = if door.gives("embargo") {
        "dropped: front matter gives the embargo".to_owned()
    } else {
        let read = embargo::parse_value(value, span, &door.zone);
        record.notes.extend(read.notes);
        let reading = match &read.value {
            Embargo::None => "embargo: none".to_owned(),
            Embargo::Until(instant) => format!("embargo until {}", instant.rfc3339()),
            Embargo::Held { reason } => format!("held: {reason}"),
        };
        if read.value != Embargo::None || record.briefing.embargo == Embargo::None {
            record.briefing.embargo = read.value;
            record.origin("embargo", Origin::Given);
        }
        reading
    };
    record.dropped(span, "embargo-line", reading, line.text);
}

/// T025–T027: a line that is a date and nothing else.
fn date_line(record: &mut Record, door: &Door, survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.line(at);
    let text = masthead::day(line.text.strip_suffix(" =").unwrap_or(line.text));
    let (place, text) = match dates::parse_textual(text, door.order) {
        Some(_) => (None, text),
        None => dateline::place_and_day(text).map_or((None, text), |(place, day)| (Some(place), day)),
    };
    let Some(read) = dates::parse_textual(text, door.order) else { return false };
    let span = line.span();
    take_date(record, door, read, (text, place), (span, line.text));
    true
}

/// Keeps the day and the place that the line at a span says.
fn take_date(
    record: &mut Record,
    door: &Door,
    read: TextualDate,
    (text, place): (&str, Option<String>),
    (span, written): (Span, &str),
) {
    if let Some(place) = place.filter(|_| record.briefing.dateline.is_none()) {
        let date = match read {
            TextualDate::Stamp(stamp) => Some(stamp.day().to_string()),
            _ => None,
        };
        record.briefing.dateline = Some(Dateline { place, date });
        record.origin("dateline", Origin::Given);
    }
    let reading = match read {
        TextualDate::Stamp(stamp) => {
            if record.briefing.date.is_none() {
                record.briefing.date = Some(stamp);
                record.origin("date", Origin::Given);
            }
            format!("date: {}", stamp.iso())
        }
        TextualDate::AmbiguousOrder => {
            if !door.gives("date") {
                let message = format!("`{text}` can be read with the day or with the month first");
                let hint = "write it as 2026-04-03, or set `date_order` in site.toml";
                record.note(Diagnostic::new(Code::AmbiguousDate, span, message).hint(hint));
            }
            "dropped: a date that can be read two ways".to_owned()
        }
        TextualDate::Impossible => {
            if !door.gives("date") {
                let message = format!("`{text}` is no day, or not that weekday");
                record.note(Diagnostic::new(Code::BadDate, span, message).hint("write it as 2026-03-12"));
            }
            "dropped: a date that is no day".to_owned()
        }
    };
    record.dropped(span, "date-line", reading, written);
}

/// T024, T026: name, house and day between bars, or on lines of their own. Gives the line after them.
fn signed(record: &mut Record, door: &Door, survey: &Survey<'_>, at: usize) -> Option<usize> {
    door.title.as_ref()?;
    let line = survey.line(at);
    let chunk = survey.chunk(at);
    let is_stack = (3..=4).contains(&chunk.len()) && line.width <= SIGNED;
    let stacked = if is_stack { survey.written(chunk.clone()).replace('\n', " | ") } else { String::new() };
    let (found, end) = match masthead::read(line.text) {
        Some(found) => (found, at + 1),
        None => (masthead::stacked(&stacked)?, chunk.end),
    };
    let (span, written) = (survey.span(at..end), survey.written(at..end));
    record.dropped(span, "byline", "authors and day", written);
    if record.briefing.authors.is_empty() {
        record.briefing.authors = found.authors;
        record.origin("authors", Origin::Given);
    }
    if let Some((day, read)) = found.day.and_then(|day| Some((day, dates::parse_textual(day, door.order)?))) {
        take_date(record, door, read, (day, None), (span, ""));
    }
    Some(end)
}

/// T024, T044: a byline.
fn by(survey: &Survey<'_>, record: &mut Record, door: &Door, at: usize) -> bool {
    let line = survey.line(at);
    if door.title.is_none() && !survey.is_alone(at) && !is_preamble_line(survey, at) {
        return false;
    }
    let Some(byline) = byline::read(line.text) else { return false };
    let span = line.span();
    let (authors, unclear) = match byline {
        Byline::Authors(authors) => (authors, None),
        Byline::Unclear(text) => (vec![Credit { name: text.as_str().into(), ..Credit::default() }], Some(text)),
    };
    record.dropped(span, "byline", "authors", line.text);
    if let Some(text) = unclear.filter(|_| !door.gives("authors")) {
        record.ambiguous(Guess {
            span,
            rule: "byline",
            reading: "one byline as written".into(),
            message: format!("the commas of `{text}` may part names, roles or places of work; kept as one byline"),
            hint: "settle it in front matter: `authors = [{ name = \"…\", role = \"…\" }]`".into(),
        });
    }
    if record.briefing.authors.is_empty() {
        record.briefing.authors = authors;
        record.origin("authors", Origin::Given);
    }
    true
}

/// T042: two to five one-line items right above a dateline are the key points.
fn key_points(survey: &mut Survey<'_>, record: &mut Record, at: usize) -> usize {
    let Some(first) = survey.next_text(at) else { return at };
    let mut points = Vec::new();
    let mut next = first;
    while points.len() < 7
        && let Some(mark) = Mark::of(survey.line(next).text).filter(|mark| mark.label().is_none())
    {
        points.push((next, mark));
        next += 1;
    }
    let Some(below) = survey.next_text(next) else { return at };
    if !(2..=5).contains(&points.len()) || below > next + 1 || dateline::read(survey.line(below).text).is_none() {
        return at;
    }
    let span = survey.span(first..next);
    let marks: Vec<&str> = points.iter().map(|(_, mark)| mark.written).collect();
    record.dropped(span, "key-points", "key points above the dateline", marks.join(" "));
    for (line, mark) in points {
        let text = survey.line(line).text.get(mark.skip..).unwrap_or_default();
        record.briefing.summary.points.push(vec![Inline::Text(words::squeezed(text))]);
    }
    record.origin("summary", Origin::Derived);
    next
}

/// T036–T038: the dateline of the first paragraph, which then begins after it.
fn dateline_at(survey: &mut Survey<'_>, record: &mut Record, at: usize) {
    let Some(first) = first_paragraph(survey, at) else { return };
    let line = survey.line(first);
    let Some(found) = dateline::read(line.text) else { return };
    let written = line.text.get(..found.skip).unwrap_or_default().trim_end();
    let span = crate::base::Span::new(line.at, line.at + written.len());
    record.dropped(span, "dateline", format!("dateline: {}", found.dateline.place), written);
    record.briefing.dateline = Some(found.dateline);
    record.origin("dateline", Origin::Given);
    if let Some(agency) = found.agency {
        let message = format!("the dateline names `{agency}`: the text may be syndicated");
        record.note(Diagnostic::new(Code::SyndicatedText, span, message).hint("check its licence"));
        record.briefing.credits.push(agency);
        record.origin("credits", Origin::Given);
    }
    if let Some(slot) = survey.lines.get_mut(first) {
        *slot = line.inside(found.skip);
    }
}

/// The first line of the first paragraph: lists and short lines before it are passed over.
fn first_paragraph(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let mut at = survey.next_text(at)?;
    for _ in 0..12 {
        let line = survey.line(at);
        let bullet = Mark::of(line.text).is_some();
        let heading = survey.is_alone(at) && heading::looks_like_one(line.text);
        if !bullet && !heading || dateline::read(line.text).is_some() {
            return Some(at);
        }
        at = survey.next_text(at + 1)?;
    }
    None
}
