//! JSON written as it is said, field after field, safe within a `script` element.

use crate::{base::scan, render::html};

/// An object in the making. Its fields come out in the order in which they are said; a name must be said once only.
pub(super) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

/// The JSON of one object. Its text cannot end, or begin, anything in HTML.
pub(super) fn object(fill: impl FnOnce(&mut Object<'_>)) -> String {
    let mut out = String::with_capacity(2048);
    write_object(&mut out, fill);
    out
}

impl Object<'_> {
    /// A text.
    pub(super) fn text(&mut self, name: &'static str, value: &str) {
        self.name(name);
        write_text(self.out, value);
    }

    /// A text, if there is one.
    pub(super) fn text_if(&mut self, name: &'static str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(name, value.as_ref());
        }
    }

    /// A number.
    pub(super) fn number(&mut self, name: &'static str, value: usize) {
        self.name(name);
        html::number_into(self.out, value as u64);
    }

    /// Yes.
    pub(super) fn yes(&mut self, name: &'static str) {
        self.name(name);
        self.out.push_str("true");
    }

    /// A thing of a schema.org type.
    pub(super) fn thing(&mut self, name: &'static str, kind: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.object(name, |object| {
            object.text("@type", kind);
            fill(object);
        });
    }

    /// An object.
    pub(super) fn object(&mut self, name: &'static str, fill: impl FnOnce(&mut Object<'_>)) {
        self.name(name);
        write_object(self.out, fill);
    }

    /// A list with an object for each of `items`; no field at all if there is none.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
        fill: impl Fn(&mut Object<'_>, T),
    ) {
        self.each(name, items, |out, item| write_object(out, |object| fill(object, item)));
    }

    /// A list of texts; no field at all if there is none.
    pub(super) fn texts(&mut self, name: &'static str, items: impl IntoIterator<Item = impl AsRef<str>>) {
        self.each(name, items, |out, item| write_text(out, item.as_ref()));
    }

    fn each<T>(&mut self, name: &'static str, items: impl IntoIterator<Item = T>, write: impl Fn(&mut String, T)) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.name(name);
        for (at, item) in items.enumerate() {
            self.out.push(if at == 0 { '[' } else { ',' });
            write(self.out, item);
        }
        self.out.push(']');
    }

    fn name(&mut self, name: &'static str) {
        self.out.push_str(if self.empty { "\"" } else { ",\"" });
        self.out.push_str(name);
        self.out.push_str("\":");
        self.empty = false;
    }
}

fn write_object(out: &mut String, fill: impl FnOnce(&mut Object<'_>)) {
    out.push('{');
    fill(&mut Object { out, empty: true });
    out.push('}');
}

/// A text in quotation marks: what RFC 8259 asks to escape, and what means something in HTML or ends a line of a script.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = first_special(rest.as_bytes()) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut characters = from.chars();
        out.push_str(before);
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some(c) if c < ' ' || matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') => {
                use std::fmt::Write as _;
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            other => out.extend(other),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Whether a byte is, or may begin, what is escaped.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = at < 0x20 || matches!(at, 0x22 | 0x5c | 0x3c | 0x3e | 0x26 | 0xe2);
        at += 1;
    }
    table
};

fn first_special(bytes: &[u8]) -> Option<usize> {
    scan::position_by(&SPECIAL, bytes, |byte| byte.lt(&b' ') | scan::is_one_of(byte, *b"\"\\<>&\xe2"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    proptest! {
        #[test]
        fn any_text_comes_back_and_none_means_anything_in_html(text in any::<String>()) {
            let json = object(|out| {
                out.text("text", &text);
                out.texts("texts", [&text, &text]);
                out.texts("none", [""; 0]);
                out.list("things", [1, 2], |out, at| out.number("at", at));
                out.thing("thing", &text, |out| out.yes("is"));
            });
            prop_assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']), "{json}");
            let expected = serde_json::json!({
                "text": text, "texts": [text, text], "things": [{"at": 1}, {"at": 2}], "thing": {"@type": text, "is": true},
            });
            prop_assert_eq!(serde_json::from_str::<Value>(&json).ok(), Some(expected));
        }
    }
}
