//! Times of day and zones as embargoes write them (T030, T033).

use jiff::tz::TimeZone;

use crate::{
    base::{Code, Diagnostic, Instant, Span, ZoneName},
    read::dates::Token,
};

/// Whether the word says that the number before it is a time.
pub(super) fn is_hours(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "hrs" | "hr" | "hours" | "h" | "hours.")
}

/// Whether the word is `pm`; nothing if it is neither that nor `am`.
pub(super) fn is_half(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

/// The hour of 24 where `am` or `pm` follows, and the token after that.
pub(super) fn half_of_day(tokens: &[Token<'_>], at: usize, hour: i8) -> (i8, usize) {
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
pub(super) fn numeric_offset(tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
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
pub(super) fn zone_offset(name: &str) -> Option<i32> {
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
pub(super) fn season(written: &str, instant: Instant, span: Span, zone: &ZoneName) -> Vec<Diagnostic> {
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
