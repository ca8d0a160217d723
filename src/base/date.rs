//! Days and instants: what a briefing's dates are, and when they begin.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// An instant with the offset from UTC that it was given in, so that it can be shown as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant {
    /// The moment itself.
    pub at: Timestamp,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// A day, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stamp {
    /// A calendar day; it begins when the site's time zone says so.
    Day(Date),
    /// A moment.
    Instant(Instant),
}

/// The site's time zone by its IANA name.
pub type ZoneName = String;

impl Instant {
    /// Reads RFC 3339: day, time to the second or finer, and an offset or `Z`; a space may stand for the `T`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let tail = text.get(10..)?;
        let offset = if tail.ends_with(['Z', 'z']) {
            0
        } else {
            let sign = tail.rfind(['+', '-'])?;
            let zone = tail.get(sign..)?;
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..4)?.parse::<i32>().ok()?);
            let seconds = hours * 3600 + minutes * 60;
            if zone.starts_with('-') { -seconds } else { seconds }
        };
        text.parse::<Timestamp>().ok().map(|at| Self { at, offset })
    }

    /// RFC 3339 with the offset it was given in.
    #[must_use]
    pub fn rfc3339(self) -> String {
        if self.offset == 0 {
            return self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        }
        self.zoned().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The day in its own offset.
    #[must_use]
    pub fn day(self) -> Date {
        self.zoned().date()
    }

    fn zoned(self) -> jiff::Zoned {
        let offset = jiff::tz::Offset::from_seconds(self.offset).unwrap_or(jiff::tz::Offset::UTC);
        self.at.to_zoned(TimeZone::fixed(offset))
    }
}

impl Stamp {
    /// Reads an ISO day or an RFC 3339 instant.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 10 {
            return text.parse::<Date>().ok().map(Self::Day);
        }
        Instant::parse(text).map(Self::Instant)
    }

    /// The moment it begins: a day, at its first moment in `zone`.
    #[must_use]
    pub fn begins(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(instant) => instant.at,
            Self::Day(day) => day.to_zoned(zone.clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp()),
        }
    }

    /// The calendar day.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.day(),
        }
    }

    /// ISO day or RFC 3339 instant.
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Instant(instant) => instant.rfc3339(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_keep_the_offset_they_were_given_in() {
        for text in ["2026-03-12", "2026-03-12T06:00:00Z", "2026-03-12T06:00:00+01:00"] {
            assert_eq!(Stamp::parse(text).map(Stamp::iso).as_deref(), Some(text));
        }
        assert_eq!(Stamp::parse("2026-03-12 06:00:00 +0800").map(Stamp::iso), None);
        assert_eq!(Stamp::parse("2026-02-30"), None);
        assert_eq!(Stamp::parse("2026-03-12T06:00:00"), None);
    }
}
