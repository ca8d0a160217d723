//! XML as feeds and sitemaps are written: well-formed by construction, whatever stands in titles.

use std::borrow::Cow;

use quick_xml::escape::escape;

use crate::base::scan;

/// A document in the making; every element that was begun is ended by [`Xml::finish`] at the latest.
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document that holds its declaration.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".into(), open: Vec::new() }
    }

    /// Begins an element that holds others.
    pub(super) fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.extend(["</", name, ">\n"]);
        }
    }

    /// An element that holds text alone.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.indent();
        self.tag(name, attributes);
        self.text.push('>');
        self.escaped(text);
        self.text.extend(["</", name, ">\n"]);
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// The document, ended.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.end();
        }
        self.text.into_bytes()
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.extend(["<", name]);
        for (name, value) in attributes {
            self.text.extend([" ", name, "=\""]);
            if is_plain(value) {
                self.text.push_str(value);
            } else {
                self.escaped(&value.replace(['\n', '\t'], " "));
            }
            self.text.push('"');
        }
    }

    fn escaped(&mut self, text: &str) {
        if is_plain(text) {
            self.text.push_str(text);
        } else {
            self.text.push_str(&escape(&*legal(text)));
        }
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
    }
}

/// Whether a text can stand in an element or an attribute as it is: no sign of mark-up, no white space but spaces, nothing that
/// [`legal`] looks at.
fn is_plain(text: &str) -> bool {
    !scan::any(text.as_bytes(), |byte: u8| byte.lt(&b' ') | scan::is_one_of(byte, *b"<>&\"'\x7f\xc2\xef"))
}

/// A text without the characters that XML 1.0 §2.2 forbids.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    // None stands where no byte is one of C0 or DEL, or the first of those from U+0080 to U+00BF or from U+F000 on.
    let may_be =
        |byte: u8| byte.lt(&b' ') & !scan::is_one_of(byte, *b"\t\n") | scan::is_one_of(byte, [0x7f, 0xc2, 0xef]);
    if !scan::any(text.as_bytes(), may_be) {
        return text.into();
    }
    let stands = |c: &char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    text.chars().filter(stands).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Whether a reader takes the document, and every name in it is bound.
    pub(in crate::render) fn assert_well_formed(bytes: &[u8]) {
        let mut reader = quick_xml::NsReader::from_reader(bytes);
        let (mut depth, mut roots) = (0, 0);
        loop {
            match reader.read_resolved_event() {
                Ok((_, quick_xml::events::Event::Eof)) => break,
                Ok((_, quick_xml::events::Event::Start(start))) => {
                    roots += u32::from(depth == 0);
                    depth += 1;
                    start.attributes().for_each(|attribute| drop(attribute.expect("an attribute")));
                }
                Ok((_, quick_xml::events::Event::End(_))) => depth -= 1,
                Ok(_) => {}
                Err(error) => panic!("{error}: {}", String::from_utf8_lossy(bytes)),
            }
        }
        assert_eq!((depth, roots), (0, 1));
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()));
    }

    #[test]
    fn nothing_in_a_text_breaks_the_document() {
        for text in crate::render::testing::HOSTILE {
            let mut xml = Xml::new();
            xml.begin("a", &[("b", text)]);
            xml.leaf("c", &[("d", text)], text);
            assert_well_formed(&xml.finish());
        }
    }
}
