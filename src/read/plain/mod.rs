//! Plain text: what editors paste, read by small named rules over one survey of the whole document.

use super::{Body, ReadOptions};
use crate::{base::SitePath, model::Briefing};

/// What front matter or a sidecar has already said, so that the text is not asked again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    /// The title, if it gives one: the text's first line is then a title only where it repeats it.
    pub(super) title: Option<&'a str>,
    /// Our names of all keys that it gives (`embargo`, `date`, `authors`).
    pub(super) keys: &'a [&'static str],
}

/// Reads the plain text that begins at byte `start` of `text`, filling `begun`, which carries the language that is already
/// known; all spans count in `text`. Front matter wins over what it finds, except that the stricter marking wins.
pub(super) fn read_plain(
    begun: Briefing,
    text: &str,
    start: usize,
    path: &SitePath,
    given: Given<'_>,
    options: &ReadOptions,
) -> Body {
    let _ = (text, start, path, given, options);
    Body { briefing: begun, entries: Vec::new(), decisions: Vec::new(), notes: Vec::new() }
}

/// Our name of a key that may stand in a `Key: value` preamble, in any case, spaces for underscores.
pub(super) fn known_key(key: &str) -> Option<&'static str> {
    let _ = key;
    None
}
