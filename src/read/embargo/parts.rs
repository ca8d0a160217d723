//! Day, time and zone of an embargo: the instant that they make, or what is missing and which instants may be meant.

use jiff::{civil::Date, tz::TimeZone};

use super::zones::{half_of_day, is_half, is_hours, numeric_offset, zone_offset};
use crate::{
    base::{Instant, ZoneName},
    read::dates::{self, Token, WrittenDay},
};

/// What an embargo names.
#[derive(Debug, Default)]
pub(super) struct Parts {
    day: Option<WrittenDay>,
    time: Option<(i8, i8)>,
    zone: Option<(String, i32)>,
    unknown_zone: Option<String>,
    midnight: bool,
    by_event: bool,
}

impl Parts {
    /// Day, time and zone as far as `value` gives them.
    pub(super) fn of(value: &str) -> Self {
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

    /// Whether it names a day.
    pub(super) fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// Whether it names a time of day.
    pub(super) fn has_time(&self) -> bool {
        self.time.is_some() || self.midnight
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

    /// `00:01`, `00.01`, `0001 hrs`, `6 am`, `noon`, `6 h 30`.
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
            [Token::Number(hour), Token::Word(word), Token::Number(minute), ..]
                if hour.len() <= 2 && minute.len() == 2 && is_heures(word) =>
            {
                (hour.parse().ok()?, minute.parse().ok()?, at + 3)
            }
            [Token::Number(hour), Token::Word(word), ..] if hour.len() <= 2 && is_heures(word) => {
                (hour.parse().ok()?, 0, at + 2)
            }
            [Token::Word(word), ..] if matches!(word.to_lowercase().as_str(), "noon" | "midday" | "midi") => {
                (12, 0, at + 1)
            }
            [Token::Word(word), ..] if matches!(word.to_lowercase().as_str(), "midnight" | "minuit") => {
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
    pub(super) fn instant(&self) -> Result<(Instant, String), String> {
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
    pub(super) fn plausible(&self, zone: &ZoneName) -> String {
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

/// Whether the word stands between hours and minutes in French: `6 h 30`, `18 heures`.
fn is_heures(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "h" | "heure" | "heures")
}

fn list(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
