//! Dates and times as people write them: `12 March 2026`, `121430Z MAR 26`, `03/04/2026` where the order is known (T025–T027).

use jiff::civil::{Date, Weekday};

use super::DateOrder;
use crate::base::{Instant, Stamp};

/// What a text says as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextualDate {
    /// A day or an instant.
    Stamp(Stamp),
    /// A numeric date that can be read two ways, and no order is set.
    AmbiguousOrder,
    /// Has the form of a date and is none (30 February; a weekday that does not match).
    Impossible,
}

/// A day as it is written: its year and its weekday may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDay {
    /// The weekday named beside it.
    pub(super) weekday: Option<Weekday>,
    /// The year, if it is written.
    pub(super) year: Option<i16>,
    /// 1 to 12.
    pub(super) month: i8,
    /// 1 to 31.
    pub(super) day: i8,
}

/// A word, a number or a sign of a text, for reading dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Letters.
    Word(&'a str),
    /// Digits, as written.
    Number(&'a str),
    /// Anything else but white space.
    Sign(char),
}

/// No date is longer than this.
const LONGEST: usize = 120;

/// The date that the whole of `text` is: ISO, textual in English or French, numeric by `order`, military date-time group, mail
/// header (`Fri, 06 Feb 2026 08:40:00 +0000`). `None` if it is something else.
pub(super) fn parse_textual(text: &str, order: Option<DateOrder>) -> Option<TextualDate> {
    if text.len() > 2 * LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = text.trim().trim_end_matches('.');
    if text.len() > LONGEST {
        return None;
    }
    if let Some(stamp) = Stamp::parse(text) {
        return Some(TextualDate::Stamp(stamp));
    }
    if looks_iso(text) {
        return Some(TextualDate::Impossible);
    }
    if let Some(instant) = date_time_group(text) {
        return Some(instant);
    }
    if let Some(read) = numeric(text, order) {
        return Some(read);
    }
    let tokens = tokens(text);
    if let Some(read) = military(&tokens).or_else(|| mail(&tokens)) {
        return Some(read);
    }
    let (day, used) = day_at(&tokens, 0)?;
    (used == tokens.len()).then_some(())?;
    match day.date()? {
        Ok(date) => Some(TextualDate::Stamp(Stamp::Day(date))),
        Err(()) => Some(TextualDate::Impossible),
    }
}

fn looks_iso(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    parts.next().is_none()
        && year.is_some_and(|year| digits(year, 4))
        && month.is_some_and(|month| digits(month, 2))
        && day.is_some_and(|day| digits(day, 2))
}

impl WrittenDay {
    /// The calendar day: `None` without a year, an error if there is no such day or its weekday is another.
    pub(super) fn date(self) -> Option<Result<Date, ()>> {
        let year = self.year?;
        let date = Date::new(year, self.month, self.day).map_err(|_| ());
        Some(date.and_then(|date| match self.weekday {
            Some(weekday) if weekday != date.weekday() => Err(()),
            _ => Ok(date),
        }))
    }
}

/// Words, numbers and signs of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            rest.bytes().take_while(u8::is_ascii_digit).count()
        } else if c.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        let (token, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if c.is_ascii_digit() {
            found.push(Token::Number(token));
        } else if c.is_alphabetic() {
            found.push(Token::Word(token));
        } else if !c.is_whitespace() {
            found.push(Token::Sign(c));
        }
        rest = tail;
    }
    found
}

/// The day that begins at token `at`, and one past its last token: `Thursday, 12 March 2026`, `March 12`, `le 12 mars 2026`.
pub(super) fn day_at(tokens: &[Token<'_>], at: usize) -> Option<(WrittenDay, usize)> {
    let mut at = at;
    if let Some(Token::Word(word)) = tokens.get(at)
        && matches!(word.to_lowercase().as_str(), "le" | "on" | "the")
    {
        at += 1;
    }
    let mut weekday = weekday_at(tokens, &mut at);
    let (day, month, mut at) = day_month(tokens, at).or_else(|| month_day(tokens, at))?;
    let mut next = at;
    skip_sign(tokens, &mut next, ',');
    let year = match tokens.get(next) {
        Some(Token::Number(year)) if year.len() == 4 => year.parse().ok(),
        _ => None,
    };
    if year.is_some() {
        at = next + 1;
    }
    if weekday.is_none() {
        let mut next = at;
        let bracket = skip_sign(tokens, &mut next, '(');
        skip_sign(tokens, &mut next, ',');
        weekday = weekday_at(tokens, &mut next);
        if weekday.is_some() {
            at = next;
            if bracket {
                skip_sign(tokens, &mut at, ')');
            }
        }
    }
    Some((WrittenDay { weekday, year, month, day }, at))
}

fn skip_sign(tokens: &[Token<'_>], at: &mut usize, sign: char) -> bool {
    let there = tokens.get(*at) == Some(&Token::Sign(sign));
    *at += usize::from(there);
    there
}

fn weekday_at(tokens: &[Token<'_>], at: &mut usize) -> Option<Weekday> {
    let Some(Token::Word(word)) = tokens.get(*at) else { return None };
    let weekday = weekday(word)?;
    *at += 1;
    skip_sign(tokens, at, '.');
    skip_sign(tokens, at, ',');
    Some(weekday)
}

fn day_month(tokens: &[Token<'_>], at: usize) -> Option<(i8, i8, usize)> {
    let (day, mut at) = day_number(tokens, at)?;
    if let Some(Token::Word(of)) = tokens.get(at)
        && of.eq_ignore_ascii_case("of")
    {
        at += 1;
    }
    // `12-Mar-2026`
    let hyphened = matches!(tokens.get(at + 2..at + 4), Some([Token::Sign('-'), Token::Number(year)]) if year.len() == 4)
        && skip_sign(tokens, &mut at, '-');
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    let month = month(word)?;
    at += 1;
    skip_sign(tokens, &mut at, if hyphened { '-' } else { '.' });
    Some((day, month, at))
}

fn month_day(tokens: &[Token<'_>], at: usize) -> Option<(i8, i8, usize)> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    let month = month(word)?;
    let mut at = at + 1;
    skip_sign(tokens, &mut at, '.');
    let (day, at) = day_number(tokens, at)?;
    Some((day, month, at))
}

fn day_number(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let Some(Token::Number(number)) = tokens.get(at) else { return None };
    let day = number.parse().ok().filter(|day| number.len() <= 2 && (1..=31).contains(day))?;
    let ordinal = matches!(tokens.get(at + 1), Some(Token::Word(word)) if matches!(word.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "er"));
    Some((day, at + 1 + usize::from(ordinal)))
}

/// The month of this name, English or French, whole or cut to three letters or more.
pub(super) fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "janvier"),
        ("february", "février"),
        ("march", "mars"),
        ("april", "avril"),
        ("may", "mai"),
        ("june", "juin"),
        ("july", "juillet"),
        ("august", "août"),
        ("september", "septembre"),
        ("october", "octobre"),
        ("november", "novembre"),
        ("december", "décembre"),
    ];
    let lower = word.to_lowercase();
    let short = matches!(
        lower.as_str(),
        "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "févr"
            | "janv"
            | "déc"
    );
    let at = MONTHS.iter().position(|(english, french)| {
        lower == *english || lower == *french || short && (english.starts_with(&lower) || french.starts_with(&lower))
    })?;
    i8::try_from(at + 1).ok()
}

/// The weekday of this name, English or French, whole or cut as English cuts it.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.to_lowercase().as_str() {
        "monday" | "mon" | "lundi" => Weekday::Monday,
        "tuesday" | "tue" | "tues" | "mardi" => Weekday::Tuesday,
        "wednesday" | "wed" | "mercredi" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" | "jeudi" => Weekday::Thursday,
        "friday" | "fri" | "vendredi" => Weekday::Friday,
        "saturday" | "sat" | "samedi" => Weekday::Saturday,
        "sunday" | "sun" | "dimanche" => Weekday::Sunday,
        _ => return None,
    })
}

/// T025: three numbers with one sign between them; their order must be set.
fn numeric(text: &str, order: Option<DateOrder>) -> Option<TextualDate> {
    let sign = ['/', '.', '-'].into_iter().find(|sign| text.matches(*sign).count() == 2)?;
    let mut parts = text.split(sign);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(a, 2) && digits(b, 2) && digits(year, 4) && matches!(year.len(), 2 | 4)) {
        return None;
    }
    let Some(order) = order else { return Some(TextualDate::AmbiguousOrder) };
    let (day, month) = if order == DateOrder::DayMonth { (a, b) } else { (b, a) };
    let year: i16 = year.parse::<i16>().ok().map(|value| if year.len() == 2 { value + 2000 } else { value })?;
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?);
    Some(date.map_or(TextualDate::Impossible, |date| TextualDate::Stamp(Stamp::Day(date))))
}

/// T027: `R 121430Z MAR 26`, precedence and the year's first two digits optional, the zone letter required.
fn date_time_group(text: &str) -> Option<TextualDate> {
    let tokens = tokens(text);
    let rest = match tokens.as_slice() {
        [Token::Word("Z" | "O" | "P" | "R" | "FLASH" | "IMMEDIATE" | "PRIORITY" | "ROUTINE"), rest @ ..] => rest,
        all => all,
    };
    let (group, zone, month_word, year) = match rest {
        [Token::Number(group), Token::Word(zone), Token::Word(month), Token::Number(year)] => {
            (group, *zone, *month, year)
        }
        // `121430ZMAR26`
        [Token::Number(group), Token::Word(word), Token::Number(year)] => {
            let (zone, month) = word.split_at_checked(1)?;
            (group, zone, month, year)
        }
        _ => return None,
    };
    if group.len() != 6 || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let offset = zone_letter(zone)?;
    let month = month(month_word)?;
    let number = |range: std::ops::Range<usize>| group.get(range).and_then(|part| part.parse::<i8>().ok());
    let (day, hour, minute) = (number(0..2)?, number(2..4)?, number(4..6)?);
    let year: i16 = year.parse::<i16>().ok().map(|value| if value < 100 { value + 2000 } else { value })?;
    let instant = Date::new(year, month, day).ok().and_then(|date| instant(date, hour, minute, offset));
    Some(instant.map_or(TextualDate::Impossible, |instant| TextualDate::Stamp(Stamp::Instant(instant))))
}

/// `12 MAR 26`, as messages write a day: the month in three letters, the first a capital, the year as in a date-time group.
fn military(tokens: &[Token<'_>]) -> Option<TextualDate> {
    let [Token::Number(day), Token::Word(word), Token::Number(year)] = tokens else { return None };
    let fits =
        word.len() == 3 && word.starts_with(|c: char| c.is_ascii_uppercase()) && year.len() == 2 && day.len() <= 2;
    let month = month(word).filter(|_| fits)?;
    let date = Date::new(2000 + year.parse::<i16>().ok()?, month, day.parse().ok()?);
    Some(date.map_or(TextualDate::Impossible, |date| TextualDate::Stamp(Stamp::Day(date))))
}

/// The instant that the whole of `text` is as a date-time group.
pub(super) fn instant_of_group(text: &str) -> Option<Instant> {
    match date_time_group(text.get(..LONGEST).unwrap_or(text))? {
        TextualDate::Stamp(Stamp::Instant(instant)) => Some(instant),
        _ => None,
    }
}

/// The offset in seconds of a military zone letter (ACP 121); `J` is local time and none.
fn zone_letter(letter: &str) -> Option<i32> {
    let [letter @ b'A'..=b'Z'] = letter.as_bytes() else { return None };
    let hours = match letter {
        b'A'..=b'I' => i32::from(letter - b'A') + 1,
        b'K'..=b'M' => i32::from(letter - b'K') + 10,
        b'N'..=b'Y' => -(i32::from(letter - b'N') + 1),
        b'Z' => 0,
        _ => return None,
    };
    Some(hours * 3600)
}

/// The instant of a local time with its offset.
pub(super) fn instant(date: Date, hour: i8, minute: i8, offset: i32) -> Option<Instant> {
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    let zone = jiff::tz::Offset::from_seconds(offset).ok()?;
    let at = zone.to_timestamp(date.to_datetime(time)).ok()?;
    Some(Instant { at, offset })
}

/// A mail's `Date`: `Fri, 06 Feb 2026 08:40:00 +0000`, `Mon, 4 May 2026 09:15 GMT`.
fn mail(tokens: &[Token<'_>]) -> Option<TextualDate> {
    let (day, at) = day_at(tokens, 0)?;
    let [Token::Number(hour), Token::Sign(':'), Token::Number(minute), rest @ ..] = tokens.get(at..)? else {
        return None;
    };
    let rest = match rest {
        [Token::Sign(':'), Token::Number(_), rest @ ..] => rest,
        rest => rest,
    };
    let offset = match rest {
        [Token::Sign(sign @ ('+' | '-')), Token::Number(digits), ..] if digits.len() == 4 => {
            let value: i32 = digits.parse().ok()?;
            let seconds = value / 100 * 3600 + value % 100 * 60;
            if *sign == '-' { -seconds } else { seconds }
        }
        [Token::Word("GMT" | "UT" | "UTC" | "Z"), ..] => 0,
        _ => return None,
    };
    let Ok(date) = day.date()? else { return Some(TextualDate::Impossible) };
    let instant = instant(date, hour.parse().ok()?, minute.parse().ok()?, offset);
    Some(instant.map_or(TextualDate::Impossible, |instant| TextualDate::Stamp(Stamp::Instant(instant))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        match parse_textual(text, None)? {
            TextualDate::Stamp(stamp) => Some(stamp.iso()),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn textual_dates_are_read_without_a_time() {
        for text in [
            "12 March 2026",
            "March 12, 2026",
            "2026-03-12",
            "Thursday, 12 March 2026",
            "12th of March 2026",
            "12 mars 2026",
            "Thursday 12 March 2026",
            "Mar. 12, 2026",
            "12 March 2026 (Thursday)",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2026-03-12"), "{text}");
        }
        assert_eq!(iso("March 2026"), None);
        assert_eq!(iso("12 March"), None);
        assert_eq!(iso("12 March 2026 in Brussels"), None);
    }

    #[test]
    fn impossible_and_ambiguous_dates_are_told() {
        assert_eq!(iso("30 February 2026").as_deref(), Some("Impossible"));
        assert_eq!(iso("Friday, 12 March 2026").as_deref(), Some("Impossible"));
        assert_eq!(iso("03/04/2026").as_deref(), Some("AmbiguousOrder"));
        let read = parse_textual("03/04/2026", Some(DateOrder::MonthDay));
        assert_eq!(read, Stamp::parse("2026-03-04").map(TextualDate::Stamp));
    }

    #[test]
    fn date_time_groups_need_their_zone() {
        assert_eq!(iso("R 121430Z MAR 26").as_deref(), Some("2026-03-12T14:30:00Z"));
        assert_eq!(iso("121430B MAR 2026").as_deref(), Some("2026-03-12T14:30:00+02:00"));
        assert_eq!(iso("121430 MAR 26"), None);
    }

    #[test]
    fn mail_dates_are_instants() {
        assert_eq!(iso("Fri, 06 Feb 2026 08:40:00 +0000").as_deref(), Some("2026-02-06T08:40:00Z"));
    }
}
