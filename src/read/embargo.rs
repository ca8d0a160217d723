//! Embargoes as people write them: an instant with its offset, or held with the instants that may be meant (T030–T034).

use jiff::{civil::Date, tz::TimeZone};

use super::{
    bare,
    dates::{self, Token, WrittenDay},
    marking,
};
use crate::{
    base::{Code, Diagnostic, Instant, Noted, Span, ZoneName},
    model::Embargo,
};

/// No embargo is longer than this.
const LONGEST: usize = 300;

/// What the value of an embargo means (`00:01 GMT, Thursday 12 March 2026`, an RFC 3339 instant, `none`): until an instant,
/// none, or held with an error that lists the plausible instants. `zone` is the site's IANA time zone, for suggestions alone.
pub(super) fn parse_value(value: &str, span: Span, zone: &ZoneName) -> Noted<Embargo> {
    let value = value.trim().trim_end_matches('.');
    if let Some(instant) = Instant::parse(value) {
        return Noted::new(Embargo::Until(instant));
    }
    if says_none(value) {
        return Noted::new(Embargo::None);
    }
    let parts = Parts::of(value.get(..LONGEST).unwrap_or(value));
    match parts.instant() {
        Ok((instant, written)) => {
            let notes = season(&written, instant, span, zone);
            Noted { value: Embargo::Until(instant), notes }
        }
        Err(reason) => {
            let help = parts.plausible(zone);
            let message = format!("`{value}` is no instant: {reason}; the briefing is held");
            let note = Diagnostic::new(Code::BadEmbargo, span, message).hint(help);
            Noted { value: Embargo::Held { reason }, notes: vec![note] }
        }
    }
}

/// What a line of a preamble says of an embargo, if it begins with an embargo phrase; the value that follows the phrase.
/// `EMBARGOED UNTIL 00:01 GMT…`, `Embargo: none`, `STRICTLY EMBARGOED…`; not `Embargo Politics in the Gulf`.
pub(super) fn phrase(line: &str) -> Option<&str> {
    let mut rest = line.trim_start_matches(['*', '[', '(', ' ', '-', '–', '—']);
    for word in ["strictly", "strict", "under", "news", "press"] {
        rest = strip_word(rest, word).unwrap_or(rest);
    }
    if let Some(after) = strip_word(rest, "embargoed") {
        return Some(value_of(after));
    }
    if let Some(after) = strip_word(rest, "embargo") {
        let ends = ["until", "till", "lifts", "ends", "expires", "to", "date", "time"];
        let says =
            after.starts_with(':') || after.is_empty() || ends.iter().any(|word| strip_word(after, word).is_some());
        return says.then(|| value_of(after));
    }
    ["not for release", "not for publication", "not for broadcast", "hold for release", "not to be released"]
        .iter()
        .find_map(|phrase| strip_words(rest, phrase))
        .filter(|after| ["until", "before", "till", "prior"].iter().any(|word| strip_word(after, word).is_some()))
        .map(value_of)
}

/// The embargo that the head of a Markdown text gives: a line before its running text that begins with an embargo phrase. A
/// heading is a title, unless what it says is an instant. The strictest one found.
pub(super) fn detect(text: &str, start: usize, zone: &ZoneName) -> Noted<Embargo> {
    let mut found = Noted::new(Embargo::None);
    for (line, span) in marking::head_lines(text, start) {
        if line.len() > marking::RUNNING {
            break;
        }
        let seen = bare::seen(line);
        let said = phrase(marking::undecorated(&seen)).filter(|value| value.split_whitespace().count() <= 25);
        let Some(value) = said else {
            if marking::is_running_text(line) {
                break;
            }
            continue;
        };
        let read = parse_value(value, span, zone);
        let is_title = line.starts_with('#') && matches!(read.value, Embargo::Held { .. });
        if read.value != Embargo::None && !is_title {
            found.notes.extend(read.notes);
            found.value = stricter(found.value, read.value);
        }
    }
    found
}

fn stricter(one: Embargo, other: Embargo) -> Embargo {
    match (&one, &other) {
        (Embargo::Held { .. }, _) => one,
        (Embargo::Until(first), Embargo::Until(second)) if first.at >= second.at => one,
        _ => other,
    }
}

fn value_of(after: &str) -> &str {
    let mut rest = after.trim_start_matches([':', ' ', ',', '-', '–', '—']);
    for word in ["until", "till", "for", "lifts", "ends", "expires", "before", "prior", "to", "at", "on"] {
        rest = strip_word(rest, word).unwrap_or(rest).trim_start_matches([':', ' ', ',']);
    }
    rest.trim_end_matches(['*', ']', ')', ' '])
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
    let rest = text.get(head.len()..)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then(|| rest.trim_start())
}

fn strip_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    words.split(' ').try_fold(text, |rest, word| strip_word(rest, word))
}

/// T032: words that mean the opposite.
fn says_none(value: &str) -> bool {
    let folded: String = value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        folded,
        "none"
            | "no"
            | "nil"
            | "n/a"
            | "no embargo"
            | "not embargoed"
            | "lifted"
            | "aucun"
            | "immediate"
            | "immediate release"
            | "for immediate release"
            | "release immediately"
            | "immediately"
            | "false"
    )
}

/// What an embargo names.
#[derive(Debug, Default)]
struct Parts {
    day: Option<WrittenDay>,
    time: Option<(i8, i8)>,
    zone: Option<(String, i32)>,
    unknown_zone: Option<String>,
    midnight: bool,
    by_event: bool,
}

impl Parts {
    fn of(value: &str) -> Self {
        let tokens = dates::tokens(value);
        let mut parts = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            at = parts
                .day(&tokens, at)
                .or_else(|| parts.time(&tokens, at))
                .or_else(|| parts.zone(&tokens, at))
                .unwrap_or(at + 1);
        }
        let lower = value.to_lowercase();
        parts.by_event = parts.day.is_none()
            && ["delivery", "delivered", "release", "notice", "cleared", "publication"]
                .iter()
                .any(|word| lower.contains(word));
        parts
    }

    fn day(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if self.day.is_some() {
            return None;
        }
        if let [Token::Number(year), Token::Sign('-'), Token::Number(month), Token::Sign('-'), Token::Number(day), ..] =
            tokens.get(at..)?
        {
            let (year, month, day) =
                (year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?);
            self.day = Some(WrittenDay { weekday: None, year: Some(year), month, day });
            return Some(at + 5);
        }
        let (day, next) = dates::day_at(tokens, at)?;
        self.day = Some(day);
        Some(next)
    }

    /// `00:01`, `00.01`, `0001 hrs`, `6 am`, `noon`.
    fn time(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if self.time.is_some() {
            return None;
        }
        let (hour, minute, next) = match tokens.get(at..)? {
            [Token::Number(hour), Token::Sign(':' | '.'), Token::Number(minute), ..]
                if hour.len() <= 2 && minute.len() == 2 =>
            {
                (hour.parse().ok()?, minute.parse().ok()?, at + 3)
            }
            [Token::Number(four), Token::Word(word), ..]
                if four.len() == 4 && (is_hours(word) || zone_offset(word).is_some()) =>
            {
                (four.get(..2)?.parse().ok()?, four.get(2..)?.parse().ok()?, at + 1)
            }
            [Token::Number(hour), Token::Word(word), ..] if hour.len() <= 2 && is_half(word).is_some() => {
                (hour.parse().ok()?, 0, at + 1)
            }
            [Token::Number(hour), Token::Word(word), Token::Sign('.'), Token::Word(m), ..]
                if hour.len() <= 2 && matches!(*word, "a" | "p" | "A" | "P") && m.eq_ignore_ascii_case("m") =>
            {
                (hour.parse().ok()?, 0, at + 1)
            }
            [Token::Word(word), ..] if matches!(word.to_lowercase().as_str(), "noon" | "midday") => (12, 0, at + 1),
            [Token::Word(word), ..] if word.eq_ignore_ascii_case("midnight") => {
                self.midnight = true;
                return Some(at + 1);
            }
            _ => return None,
        };
        let (hour, next) = half_of_day(tokens, next, hour);
        let next = next + usize::from(matches!(tokens.get(next), Some(Token::Word(word)) if is_hours(word)));
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return None;
        }
        self.time = Some((hour, minute));
        Some(next)
    }

    /// `GMT`, `CEST`, `UTC+2`, `+01:00`.
    fn zone(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if self.zone.is_some() {
            return None;
        }
        if let Some((offset, next)) = numeric_offset(tokens, at).filter(|_| self.time.is_some()) {
            self.zone = Some((String::new(), offset));
            return Some(next);
        }
        let Some(Token::Word(word)) = tokens.get(at) else { return None };
        let capital = word.chars().all(char::is_uppercase);
        match zone_offset(word).filter(|_| capital) {
            Some(base) => {
                let plain = matches!(*word, "GMT" | "UTC" | "UT");
                let (more, next) = numeric_offset(tokens, at + 1).filter(|_| plain).unwrap_or((0, at + 1));
                self.zone = Some(((*word).to_owned(), base + more));
                Some(next)
            }
            None if matches!(word.to_lowercase().as_str(), "et" | "ct" | "pt" | "mt" | "cst" | "ist" | "local")
                && (capital || *word == "local")
                || word.eq_ignore_ascii_case("time") =>
            {
                self.unknown_zone = Some((*word).to_owned());
                Some(at + 1)
            }
            None => None,
        }
    }

    /// The instant, and the zone's name; or why there is none.
    fn instant(&self) -> Result<(Instant, String), String> {
        if self.by_event {
            return Err("it waits for an event; release it by hand".to_owned());
        }
        let mut missing = Vec::new();
        match (self.day, self.day.and_then(|day| day.year)) {
            (None, _) => missing.push("the day"),
            (Some(_), None) => missing.push("the year"),
            _ => {}
        }
        if self.midnight {
            return Err("midnight may begin or end the day".to_owned());
        }
        if self.time.is_none() {
            missing.push("the time");
        }
        if self.zone.is_none() {
            missing.push("the zone");
        }
        if let (true, Some(day), Some((hour, minute)), Some((zone, offset))) =
            (missing.is_empty(), self.day, self.time, &self.zone)
        {
            let Some(Ok(date)) = day.date() else { return Err(self.wrong_day(day)) };
            return dates::instant(date, hour, minute, *offset)
                .map(|instant| (instant, zone.clone()))
                .ok_or_else(|| "there is no such time".to_owned());
        }
        Err(format!("{} {} missing", list(&missing), if missing.len() == 1 { "is" } else { "are" }))
    }

    fn wrong_day(&self, day: WrittenDay) -> String {
        let date = day.year.and_then(|year| Date::new(year, day.month, day.day).ok());
        match (date, day.weekday) {
            (Some(date), Some(_)) => format!("{date} is a {:?}", date.weekday()),
            _ => "there is no such day".to_owned(),
        }
    }

    /// What to type: the instants that may be meant, at most six.
    fn plausible(&self, zone: &ZoneName) -> String {
        let days = self.plausible_days();
        let Some((hour, minute)) = self.time.filter(|_| !days.is_empty() && !self.midnight) else {
            return "write the embargo in front matter as an instant with its offset: `embargo = \"2026-03-12T00:01:00Z\"`".to_owned();
        };
        let local = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let mut found: Vec<String> = Vec::new();
        for date in days {
            let civil = date.at(hour, minute, 0, 0);
            let here = local.to_ambiguous_timestamp(civil).offset();
            let here = match here {
                jiff::tz::AmbiguousOffset::Unambiguous { offset } => offset.seconds(),
                jiff::tz::AmbiguousOffset::Gap { before, .. } | jiff::tz::AmbiguousOffset::Fold { before, .. } => {
                    before.seconds()
                }
            };
            let offsets = self.zone.as_ref().map_or_else(|| vec![0, here], |(_, offset)| vec![*offset]);
            let instants = offsets.into_iter().filter_map(|offset| dates::instant(date, hour, minute, offset));
            for text in instants.map(|instant| format!("`embargo = \"{}\"`", instant.rfc3339())) {
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        found.truncate(6);
        format!("write in front matter what is meant: {}", found.join(" or "))
    }

    /// The day as written; without a year those years whose weekday fits; with a wrong weekday also the days around it.
    fn plausible_days(&self) -> Vec<Date> {
        let Some(day) = self.day else { return Vec::new() };
        let date = |year: i16| Date::new(year, day.month, day.day).ok();
        match (day.year, day.weekday) {
            (Some(year), None) => date(year).into_iter().collect(),
            (Some(year), Some(weekday)) => {
                let near = date(year).into_iter().flat_map(|date| {
                    (-3..=3).filter_map(move |days: i64| date.checked_add(jiff::Span::new().days(days)).ok())
                });
                date(year).into_iter().chain(near.filter(move |near| near.weekday() == weekday)).collect()
            }
            (None, weekday) => {
                let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
                (2024..=2032).filter_map(date).filter(fits).take(3).collect()
            }
        }
    }
}

fn list(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn is_hours(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "hrs" | "hr" | "hours" | "h" | "hours.")
}

fn is_half(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

/// The hour of 24 where `am` or `pm` follows, and the token after that.
fn half_of_day(tokens: &[Token<'_>], at: usize, hour: i8) -> (i8, usize) {
    let (afternoon, next) = match tokens.get(at..).unwrap_or_default() {
        [Token::Word(word), ..] if is_half(word).is_some() => (is_half(word) == Some(true), at + 1),
        [Token::Word(word), Token::Sign('.'), Token::Word(m), rest @ ..]
            if m.eq_ignore_ascii_case("m") && word.len() == 1 =>
        {
            (word.eq_ignore_ascii_case("p"), at + 3 + usize::from(rest.first() == Some(&Token::Sign('.'))))
        }
        _ => return (hour, at),
    };
    match (hour, afternoon) {
        (12, false) => (0, next),
        (12, true) => (12, next),
        (1..=11, true) => (hour + 12, next),
        (0..=11, false) => (hour, next),
        _ => (-1, next),
    }
}

/// `+01:00`, `+0100`, `+1`, `-5`.
fn numeric_offset(tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
    let (sign, hours, minutes, next) = match tokens.get(at..)? {
        [Token::Sign(sign @ ('+' | '-' | '−')), Token::Number(hours), Token::Sign(':'), Token::Number(minutes), ..]
            if hours.len() <= 2 && minutes.len() == 2 =>
        {
            (*sign, hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?, at + 4)
        }
        [Token::Sign(sign @ ('+' | '-' | '−')), Token::Number(digits), ..] if digits.len() == 4 => {
            let value: i32 = digits.parse().ok()?;
            (*sign, value / 100, value % 100, at + 2)
        }
        [Token::Sign(sign @ ('+' | '-' | '−')), Token::Number(hours), ..] if hours.len() <= 2 => {
            (*sign, hours.parse().ok()?, 0, at + 2)
        }
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Some((if sign == '+' { seconds } else { -seconds }, next))
}

/// The offset of a zone whose letters mean one thing in this field. `CST`, `IST` and the like mean several, `ET` has two.
fn zone_offset(name: &str) -> Option<i32> {
    let quarters = match name {
        "GMT" | "UTC" | "UT" | "Z" | "WET" | "ZULU" => 0,
        "BST" | "CET" | "WEST" => 4,
        "CEST" | "EET" | "SAST" => 8,
        "EEST" | "MSK" | "TRT" => 12,
        "EDT" => -16,
        "EST" | "CDT" => -20,
        "MDT" => -24,
        "MST" | "PDT" => -28,
        "PST" => -32,
        "JST" | "KST" => 36,
        "ACST" => 38,
        "AEST" => 40,
        "ACDT" => 42,
        "AEDT" => 44,
        "AWST" | "SGT" | "HKT" => 32,
        "NZST" => 48,
        "NZDT" => 52,
        _ => return None,
    };
    Some(quarters * 900)
}

/// T033: warns where the site's own zone keeps the other season's time on that day.
fn season(written: &str, instant: Instant, span: Span, zone: &ZoneName) -> Vec<Diagnostic> {
    const PAIRS: &[(&str, &str)] = &[
        ("GMT", "BST"),
        ("GMT", "IST"),
        ("WET", "WEST"),
        ("CET", "CEST"),
        ("EET", "EEST"),
        ("EST", "EDT"),
        ("MST", "MDT"),
        ("PST", "PDT"),
        ("AEST", "AEDT"),
        ("ACST", "ACDT"),
        ("NZST", "NZDT"),
    ];
    let Ok(local) = TimeZone::get(zone) else { return Vec::new() };
    let info = local.to_offset_info(instant.at);
    let kept = info.abbreviation();
    let other = PAIRS
        .iter()
        .any(|(winter, summer)| (written, kept) == (*winter, *summer) || (written, kept) == (*summer, *winter));
    if !other {
        return Vec::new();
    }
    let place = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let message = format!("{place} is on {kept} that day; `{written}` is taken literally");
    let meant = Instant { at: instant.at, offset: info.offset().seconds() };
    let help =
        format!("it ends at {} in {place}; if another instant is meant, write it with its offset", meant.rfc3339());
    vec![Diagnostic::new(Code::SeasonZone, span, message).hint(help)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> String {
        match parse_value(value, Span::default(), &"UTC".to_owned()).value {
            Embargo::None => "none".into(),
            Embargo::Until(instant) => instant.rfc3339(),
            Embargo::Held { reason } => format!("held: {reason}"),
        }
    }

    #[test]
    fn complete_embargoes_are_instants() {
        assert_eq!(read("00:01 GMT, Thursday 12 March 2026"), "2026-03-12T00:01:00Z");
        assert_eq!(read("0600 CET on 12 March 2026"), "2026-03-12T06:00:00+01:00");
        assert_eq!(read("6 p.m. BST, July 1, 2026"), "2026-07-01T18:00:00+01:00");
        assert_eq!(read("12 March 2026, 09.30 UTC+2"), "2026-03-12T09:30:00+02:00");
        assert_eq!(read("2026-03-12T06:00:00+01:00"), "2026-03-12T06:00:00+01:00");
        assert_eq!(read("noon EST 12 March 2026"), "2026-03-12T12:00:00-05:00");
    }

    #[test]
    fn incomplete_embargoes_are_held() {
        assert_eq!(read("00:01HRS FRIDAY 28 AUGUST"), "held: the year and the zone are missing");
        assert_eq!(read("00:01 GMT, Friday 12 March 2026"), "held: 2026-03-12 is a Thursday");
        assert_eq!(read("THURSDAY NOON"), "held: the day and the zone are missing");
        assert_eq!(read("DELIVERY"), "held: it waits for an event; release it by hand");
        assert_eq!(read("9am ET 12 March 2026"), "held: the zone is missing");
        assert_eq!(read("none"), "none");
    }

    #[test]
    fn the_plausible_instants_are_listed() {
        let noted = parse_value("00:01 FRIDAY 28 AUGUST", Span::default(), &"Europe/London".to_owned());
        let help = noted.notes.first().and_then(|note| note.help.clone()).unwrap_or_default();
        assert!(help.contains("2026-08-28T00:01:00+01:00") && help.contains("2026-08-28T00:01:00Z"), "{help}");
    }

    #[test]
    fn phrases_begin_their_line() {
        assert_eq!(phrase("STRICTLY EMBARGOED UNTIL 00:01"), Some("00:01"));
        assert_eq!(phrase("Embargo: none"), Some("none"));
        assert_eq!(phrase("Embargo Politics in the Gulf"), None);
        assert_eq!(phrase("The arms embargo until 2031"), None);
    }
}
