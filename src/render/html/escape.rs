//! Text as HTML: nothing that it holds can become mark-up.

use std::io::Write;

use crate::base::scan;

/// Bytes that stand in an address as they are.
const IN_ADDRESS: [bool; 256] =
    table_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!#$%()*+,/:;=?@");

/// Writes `text` so that it is text, in an element and in a quoted attribute alike.
pub fn escape_into(out: &mut String, text: &str) {
    special(out, text, true);
}

/// Writes `text` as the text of an element; quotes stand as they are.
pub(super) fn text_into(out: &mut String, text: &str) {
    special(out, text, false);
}

/// `text` so that it is text, in an element and in a quoted attribute alike.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut out, text);
    out
}

/// Writes `text` as [`escape_into`] does.
pub(in crate::render) fn escape_to(out: &mut dyn Write, text: &str) -> std::io::Result<()> {
    let mut rest = text;
    while let Some(at) = first_special(rest.as_bytes(), true) {
        out.write_all(rest.as_bytes().get(..at).unwrap_or_default())?;
        out.write_all(entity(rest.as_bytes().get(at)).as_bytes())?;
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.write_all(rest.as_bytes())
}

fn special(out: &mut String, text: &str, quotes: bool) {
    let mut rest = text;
    while let Some(at) = first_special(rest.as_bytes(), quotes) {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(entity(rest.as_bytes().get(at)));
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The place of the first byte that is escaped.
fn first_special(bytes: &[u8], quotes: bool) -> Option<usize> {
    // Each test by itself is known to the compiler whole.
    if quotes {
        return scan::position_by(&QUOTED, bytes, |byte| scan::is_one_of(byte, *b"&<>\"'"));
    }
    scan::position_by(&SIGNS, bytes, |byte| scan::is_one_of(byte, *b"&<>"))
}

/// Bytes that are escaped in the text of an element, and in an attribute.
const SIGNS: [bool; 256] = table_of(b"&<>");
const QUOTED: [bool; 256] = table_of(b"&<>\"'");

const fn table_of(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

fn entity(byte: Option<&u8>) -> &'static str {
    match byte {
        Some(b'&') => "&amp;",
        Some(b'<') => "&lt;",
        Some(b'>') => "&gt;",
        Some(b'"') => "&quot;",
        _ => "&#39;",
    }
}

/// Writes an address into a quoted attribute: what may not stand in one is percent-encoded.
pub(super) fn address_into(out: &mut String, address: &str) {
    let mut done = 0;
    for (at, byte) in address.bytes().enumerate() {
        if IN_ADDRESS[usize::from(byte)] {
            continue;
        }
        out.push_str(address.get(done..at).unwrap_or_default());
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
        done = at + 1;
    }
    out.push_str(address.get(done..).unwrap_or_default());
}

/// Writes a number without formatting machinery.
pub(in crate::render) fn number_into(out: &mut String, number: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        if let (Some(place), Ok(digit)) = (digits.get_mut(at), u8::try_from(rest % 10)) {
            *place = b'0' + digit;
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.push_str(digits.get(at..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_become_mark_up() {
        assert_eq!(escape("<a href=\"x\" title='y'>&é"), "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;é");
    }

    #[test]
    fn addresses_keep_what_may_stand_in_them() {
        let mut out = String::new();
        address_into(&mut out, "/a b?c=\"d\"&é#x%20");
        assert_eq!(out, "/a%20b?c=%22d%22&amp;%C3%A9#x%20");
    }

    #[test]
    fn numbers_are_written_as_they_are() {
        let mut out = String::new();
        [0, 7, 10, 907, u64::MAX].into_iter().for_each(|number| number_into(&mut out, number));
        assert_eq!(out, format!("0710907{}", u64::MAX));
    }
}
