//! Bytes become text: encodings, line ends, and the characters that should not be there.

use crate::{
    base::{Diagnostic, Noted},
    model::LangTag,
};

/// How a file's bytes were decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, little-endian, with byte order mark.
    Utf16Le,
    /// UTF-16, big-endian, with byte order mark.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
}

/// The text of `bytes` without byte order mark, all line ends LF. What fits no encoding is an error with its offset and
/// stands as U+FFFD. Control characters are reported here, mojibake too.
pub(super) fn decode(bytes: &[u8]) -> Noted<(String, Encoding)> {
    Noted::new((String::from_utf8_lossy(bytes).into_owned(), Encoding::Utf8))
}

/// Bidirectional controls (an error unless `language` runs from right to left) and invisible characters (an info) of
/// `text`; for both readers, once the language is known.
pub(super) fn lint(text: &str, language: &LangTag) -> Vec<Diagnostic> {
    let _ = (text, language);
    Vec::new()
}
