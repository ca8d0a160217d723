//! What stands in a line of text.

use crate::base::{Span, scan};

/// A run of inlines, in reading order; adjacent texts are merged.
pub type Inlines = Vec<Inline>;

/// One piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text, unescaped.
    Text(String),
    /// A line end in the source that means a space.
    SoftBreak,
    /// A line end that is kept.
    LineBreak,
    /// Emphasised.
    Emphasis(Inlines),
    /// Strongly emphasised.
    Strong(Inlines),
    /// Struck out.
    Strikethrough(Inlines),
    /// Raised.
    Superscript(Inlines),
    /// Lowered.
    Subscript(Inlines),
    /// Code, verbatim; also defanged indicators.
    Code(String),
    /// A link.
    Link(Box<Link>),
    /// An image within a line. One alone in its paragraph is a figure instead.
    Image(Box<Image>),
    /// The mark of a note, by its label.
    NoteRef {
        /// The label as written, without brackets.
        label: String,
        /// Where it stands.
        span: Span,
    },
    /// TeX, within the line.
    Math(String),
    /// The author's HTML, one tag or comment, as written.
    Html(String),
}

/// A link as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The target as written, entities and escapes resolved.
    pub target: String,
    /// The title, if there is one.
    pub title: Option<String>,
    /// What is shown.
    pub content: Inlines,
    /// Where it stands.
    pub span: Span,
}

/// An image as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file or address as written.
    pub src: String,
    /// What it shows, in words.
    pub alt: Alt,
    /// The title, if there is one.
    pub title: Option<String>,
    /// The alternative text with its mark-up, for writers that need it.
    pub content: Inlines,
    /// Where it stands.
    pub span: Span,
}

/// The alternative text of an image: said, or declared not to be needed, or missing (which is an error, and withholds nothing).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alt {
    /// What the image shows.
    Text(String),
    /// It shows nothing that the text does not say; the author's reason.
    Decorative(String),
    /// The author said nothing.
    Missing,
}

/// Schemes that a link on a page may have.
pub const LINK_SCHEMES: &[&str] = &["https", "http", "mailto", "tel"];

/// Whether a link with this target may stand on a page: it has one of [`LINK_SCHEMES`] or none, and holds no control
/// character, because browsers skip some of them while looking for a scheme.
#[must_use]
pub fn may_link(target: &str) -> bool {
    let target = target.trim_matches(' ');
    // Only a byte of C0 or DEL, or the first of those of U+0080 to U+009F, may belong to a control character.
    let may_control = |byte: u8| byte.lt(&b' ') | scan::is_one_of(byte, [0x7f, 0xc2]);
    if scan::any(target.as_bytes(), may_control) && target.contains(char::is_control) {
        return false;
    }
    match scan::position(target.as_bytes(), |byte| scan::is_one_of(byte, *b":/?#"))
        .and_then(|end| target.split_at_checked(end))
    {
        Some((scheme, rest)) if rest.starts_with(':') => {
            LINK_SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
        _ => true,
    }
}

/// The text of inlines: mark-up and note marks removed, white space folded to single spaces, no-break spaces kept, a kept line
/// break as `\n`.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain_text(inlines, &mut out);
    out
}

/// Adds the [`plain_text`] of inlines to what there is.
pub(super) fn push_plain_text(inlines: &[Inline], out: &mut String) {
    let from = out.len();
    collect(inlines, out);
    let raw = out.get(from..).unwrap_or_default();
    if !is_folded(raw) {
        let folded = fold(raw);
        out.truncate(from);
        out.push_str(&folded);
    }
}

/// Whether [`fold`] would change nothing: single spaces within one line.
fn is_folded(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let ends = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    !ends
        && !scan::any(bytes, |byte| scan::is_one_of(byte, *b"\n\t\r\x0c"))
        && !scan::any_pair(bytes, |byte, next| byte == b' ' && next == b' ')
}

fn collect(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
            Inline::SoftBreak => out.push(' '),
            Inline::LineBreak => out.push('\n'),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => collect(inner, out),
            Inline::Link(link) => collect(&link.content, out),
            Inline::Image(image) => collect(&image.content, out),
            Inline::NoteRef { .. } | Inline::Html(_) => {}
        }
    }
}

/// Folds runs of spaces, tabs and CRs to one space, drops spaces around kept line breaks and at the ends.
fn fold(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut gap = false;
    for c in raw.chars() {
        match c {
            '\n' => {
                gap = false;
                out.push('\n');
            }
            ' ' | '\t' | '\r' | '\u{c}' => gap = true,
            _ => {
                if gap && !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
        }
    }
    out.trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_schemes_may_stand_on_a_page() {
        for target in [
            "https://a.b",
            "HTTP://a.b",
            "mailto:a@b.c",
            "tel:+44",
            "/a:b",
            "../x.md#y:z",
            "#a:b",
            "a/b:c",
            "//a.b",
            "",
        ] {
            assert!(may_link(target), "{target}");
        }
        for target in [
            "javascript:x",
            " JavaScript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            ":x",
        ] {
            assert!(!may_link(target), "{target:?}");
        }
    }

    #[test]
    fn plain_text_folds_spaces_and_keeps_no_break_spaces_and_kept_breaks() {
        let inlines = vec![
            Inline::Text("  30\u{a0}000  troops ".into()),
            Inline::LineBreak,
            Inline::Emphasis(vec![Inline::Text(" in".into())]),
            Inline::SoftBreak,
            Inline::NoteRef { label: "1".into(), span: Span::default() },
            Inline::Text("Kyiv".into()),
        ];
        assert_eq!(plain_text(&inlines), "30\u{a0}000 troops\nin Kyiv");
    }
}
