//! Bytes become text: encodings, line ends, and the characters that should not be there.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{
    base::{Code, Diagnostic, Noted, Span, scan},
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

/// Of a kind of character at most so many are reported one by one; a file of nothing else is still read.
const MOST_REPORTS: usize = 20;

/// The text of `bytes` without byte order mark, all line ends LF. What fits no encoding is an error with its offset and
/// stands as U+FFFD. Control characters are reported here, mojibake too.
pub(super) fn decode(bytes: &[u8]) -> Noted<(String, Encoding)> {
    let mut notes = Vec::new();
    let (mut text, encoding) = decoded(bytes, &mut notes);
    // Most texts hold nothing but what ASCII shows, and line feeds: one look tells that none of it can stand in them.
    if scan::any(text.as_bytes(), |byte| byte != b'\n' && !(b' '..0x7f).contains(&byte)) {
        text = with_line_feeds(text);
        control_characters(&text, &mut notes);
        mojibake(&text, &mut notes);
    }
    Noted { value: (text, encoding), notes }
}

fn decoded(bytes: &[u8], notes: &mut Vec<Diagnostic>) -> (String, Encoding) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_or_windows(rest, 3, notes),
        [0xff, 0xfe, rest @ ..] => (utf16(rest, Encoding::Utf16Le, notes), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, Encoding::Utf16Be, notes), Encoding::Utf16Be),
        _ => utf8_or_windows(bytes, 0, notes),
    }
}

/// T003: what is not UTF-8 is Windows-1252, unless it holds a byte that means nothing there.
fn utf8_or_windows(bytes: &[u8], skipped: usize, notes: &mut Vec<Diagnostic>) -> (String, Encoding) {
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), Encoding::Utf8),
        Err(wrong) => wrong.valid_up_to(),
    };
    let undefined = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0);
    if let Some(at) = bytes.iter().position(undefined) {
        let byte = bytes.get(at).copied().unwrap_or_default();
        let message = format!(
            "the bytes are neither UTF-8 (from offset {}) nor Windows-1252 (byte {byte:02X} at offset {})",
            wrong + skipped,
            at + skipped
        );
        notes.push(Diagnostic::whole(Code::BadBytes, message).hint("save the file as UTF-8"));
        return (String::from_utf8_lossy(bytes).into_owned(), Encoding::Utf8);
    }
    let message = format!("not UTF-8 (byte offset {}); decoded as windows-1252", wrong + skipped);
    notes.push(Diagnostic::whole(Code::DecodedAs, message).hint("save the file as UTF-8"));
    (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Encoding::Windows1252)
}

/// T004: UTF-16 after its byte order mark.
fn utf16(bytes: &[u8], encoding: Encoding, notes: &mut Vec<Diagnostic>) -> String {
    let (decoder, name) = match encoding {
        Encoding::Utf16Be => (UTF_16BE, "utf-16be"),
        _ => (UTF_16LE, "utf-16le"),
    };
    let (text, had_errors) = decoder.decode_without_bom_handling(bytes);
    if had_errors {
        let offset = 2 + first_broken_unit(bytes, encoding);
        let message = format!("the bytes are not {name} (offset {offset})");
        notes.push(Diagnostic::whole(Code::BadBytes, message).hint("save the file as UTF-8"));
    } else {
        notes.push(Diagnostic::whole(Code::DecodedAs, format!("decoded as {name}")).hint("save the file as UTF-8"));
    }
    text.into_owned()
}

fn first_broken_unit(bytes: &[u8], encoding: Encoding) -> usize {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair.first().copied().unwrap_or_default(), pair.last().copied().unwrap_or_default()];
        if encoding == Encoding::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let mut at = 0;
    for decoded in char::decode_utf16(units) {
        match decoded {
            Ok(c) => at += c.len_utf16() * 2,
            Err(_) => return at,
        }
    }
    at
}

/// T002: CR LF and a lone CR become LF.
fn with_line_feeds(text: String) -> String {
    if scan::any(text.as_bytes(), |byte| byte == b'\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// T012: control characters but tab, line feed and form feed are errors.
fn control_characters(text: &str, notes: &mut Vec<Diagnostic>) {
    // Those of C0 and DEL, and the first byte of those from U+0080 to U+00BF.
    let may_be = |byte: u8| byte.lt(&b' ') & !scan::is_one_of(byte, *b"\t\n\x0c") | scan::is_one_of(byte, [0x7f, 0xc2]);
    let mut found = characters(text, may_be).filter(|(_, c)| c.is_control());
    for (at, c) in found.by_ref().take(MOST_REPORTS) {
        let message = format!("control character U+{:04X} at offset {at}", u32::from(c));
        let span = Span::new(at, at + c.len_utf8());
        notes.push(Diagnostic::new(Code::ControlCharacter, span, message).hint("delete it"));
    }
    more(found.count(), Code::ControlCharacter, "control character", notes);
}

fn more(count: usize, code: Code, what: &str, notes: &mut Vec<Diagnostic>) {
    if count > 0 {
        let plural = if count == 1 { "" } else { "s" };
        notes.push(Diagnostic::whole(code, format!("{count} more {what}{plural} in this file")));
    }
}

/// T005: letters that were UTF-8 and were read as Windows-1252 once before. They are kept.
fn mojibake(text: &str, notes: &mut Vec<Diagnostic>) {
    let mut reported = 0;
    let mut after = 0;
    // All the letters with which such a sequence begins lie from U+00C0 to U+00FF.
    for (at, c) in characters(text, |byte| byte == 0xc3) {
        if at < after || !matches!(c, 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ð' | 'Ñ' | 'Î' | 'Ï' | 'â' | 'ï' | 'ð') {
            continue;
        }
        let Some((length, meant)) = twice_decoded(text.get(at..).unwrap_or_default()) else { continue };
        after = at + length;
        reported += 1;
        if reported <= MOST_REPORTS {
            let span = Span::new(at, after);
            let message = format!("`{}` looks like text that was decoded wrongly; it is kept", span.slice(text));
            let diagnostic = Diagnostic::new(Code::Mojibake, span, message);
            notes.push(diagnostic.hint(format!("if so, write `{meant}`")));
        }
    }
    let rest = reported.max(MOST_REPORTS) - MOST_REPORTS;
    more(rest, Code::Mojibake, "sequence that looks wrongly decoded", notes);
}

/// The character that the first letters of `text` mean if they are the bytes of one in UTF-8, and how many bytes they take.
fn twice_decoded(text: &str) -> Option<(usize, char)> {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    for c in text.chars().take(4) {
        bytes.push(windows_byte(c)?);
        length += c.len_utf8();
        if bytes.len() < 2 {
            continue;
        }
        match std::str::from_utf8(&bytes) {
            Ok(meant) => return meant.chars().next().filter(|c| !c.is_control()).map(|meant| (length, meant)),
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

fn windows_byte(c: char) -> Option<u8> {
    let mut one = [0; 4];
    if let Ok(byte @ (0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xa0..=0xff | 0..=0x7f)) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let (bytes, _, unmapped) = WINDOWS_1252.encode(c.encode_utf8(&mut one));
    if unmapped { None } else { bytes.first().copied() }
}

/// Bidirectional controls (an error unless `language` runs from right to left) and invisible characters (an info) of
/// `text`; for both readers, once the language is known.
pub(super) fn lint(text: &str, language: &LangTag) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let (mut bidi, mut invisible) = (0, 0);
    for (at, c) in suspects(text) {
        let span = Span::new(at, at + c.len_utf8());
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
                if !language.is_right_to_left() =>
            {
                bidi += 1;
                if bidi <= MOST_REPORTS {
                    let message =
                        format!("bidirectional control U+{:04X} in a text that runs from left to right", u32::from(c));
                    notes.push(Diagnostic::new(Code::BidiControl, span, message).hint("delete it"));
                }
            }
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {
                invisible += 1;
                if invisible <= MOST_REPORTS {
                    let message =
                        format!("invisible character U+{:04X}; left out of addresses and of the search", u32::from(c));
                    notes.push(Diagnostic::new(Code::InvisibleCharacter, span, message));
                }
            }
            _ => {}
        }
    }
    more(bidi.max(MOST_REPORTS) - MOST_REPORTS, Code::BidiControl, "bidirectional control", &mut notes);
    more(invisible.max(MOST_REPORTS) - MOST_REPORTS, Code::InvisibleCharacter, "invisible character", &mut notes);
    notes
}

/// The characters of `text` whose first bytes are those of a bidirectional control or an invisible character, with their places.
fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let text = if text.is_ascii() { "" } else { text };
    characters(text, |byte| scan::is_one_of(byte, [0xc2, 0xd8, 0xe2, 0xef]))
}

/// The characters of `text` whose first byte satisfies `test`, with their places.
fn characters(text: &str, test: impl Fn(u8) -> bool) -> impl Iterator<Item = (usize, char)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(from..)?;
        let at = from + scan::position(rest, &test)?;
        let c = text.get(at..)?.chars().next()?;
        from = at + c.len_utf8();
        Some((at, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_told_from_honest_accents() {
        assert_eq!(twice_decoded("â€™s"), Some(("â€™".len(), '’')));
        assert_eq!(twice_decoded("Ã©e"), Some((4, 'é')));
        assert_eq!(twice_decoded("âne"), None);
        assert_eq!(twice_decoded("Ångström"), None);
    }

    #[test]
    fn undefined_bytes_are_an_error_with_their_offset() {
        let read = decode(b"caf\xe9 \x81");
        assert_eq!(read.notes.first().map(|note| note.code), Some(Code::BadBytes));
        assert!(read.notes.iter().any(|note| note.message.contains("81 at offset 5")));
    }
}
