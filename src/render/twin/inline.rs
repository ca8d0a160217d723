//! Lines of text as Markdown.

use std::borrow::Cow;

use super::Writer;
use crate::{
    library::Target,
    model::{Alt, Inline, plain_text},
    render::xml::legal,
};

impl Writer<'_> {
    /// A run of inlines; kept line breaks end in a backslash.
    pub(super) fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            self.inline(inline, &mut out);
        }
        guarded(out.trim())
    }

    fn inline(&self, inline: &Inline, out: &mut String) {
        match inline {
            Inline::Text(text) => out.push_str(&escaped(text)),
            Inline::SoftBreak => out.push(' '),
            Inline::LineBreak => out.push_str("\\\n"),
            Inline::Emphasis(inner) => self.wrapped("*", inner, out),
            Inline::Strong(inner) => self.wrapped("**", inner, out),
            Inline::Strikethrough(inner) => self.wrapped("~~", inner, out),
            Inline::Superscript(inner) | Inline::Subscript(inner) => {
                inner.iter().for_each(|inline| self.inline(inline, out))
            }
            Inline::Code(code) => out.push_str(&code_span(code)),
            Inline::Link(link) => {
                let text = self.inlines(&link.content);
                match self.target(&link.target) {
                    Some(url) if !text.is_empty() => out.push_str(&format!("[{text}](<{url}>)")),
                    Some(url) => out.push_str(&format!("<{url}>")),
                    None => out.push_str(&text),
                }
            }
            Inline::Image(image) => {
                let alt = match &image.alt {
                    Alt::Text(alt) => escaped(alt),
                    Alt::Decorative(_) | Alt::Missing => String::new(),
                };
                match self.target(&image.src) {
                    Some(url) => out.push_str(&format!("![{alt}](<{url}>)")),
                    None => out.push_str(&alt),
                }
            }
            Inline::NoteRef { label, .. } => out.push_str(&format!("[^{}]", note_label(label))),
            Inline::Math(tex) => out.push_str(&format!("${}$", legal(tex))),
            // Author HTML, a comment perhaps: the words around the tag stay.
            Inline::Html(_) => {}
        }
    }

    /// Emphasised text; the spaces at its ends stand outside the marks, or these would mark nothing.
    fn wrapped(&self, mark: &str, inner: &[Inline], out: &mut String) {
        let mut text = String::new();
        inner.iter().for_each(|inline| self.inline(inline, &mut text));
        let trimmed = text.trim();
        if trimmed.is_empty() {
            out.push_str(&text);
            return;
        }
        let before = text.len() - text.trim_start().len();
        out.push_str(text.get(..before).unwrap_or_default());
        out.extend([mark, trimmed, mark]);
        out.push_str(text.get(before + trimmed.len()..).unwrap_or_default());
    }

    /// The absolute address of a target as written; `None` if it leads nowhere or may not be linked.
    pub(super) fn target(&self, written: &str) -> Option<String> {
        match self.entry.links.get(written) {
            Some(Target::Text(path) | Target::Path(path)) => Some(format!(
                "{}{}{}",
                self.ground.site.origin(),
                self.ground.site.prefix(),
                address(path).unwrap_or((&**path).into())
            )),
            Some(Target::File(path, _)) => Some(self.ground.absolute_file(path)),
            Some(Target::Dead) => None,
            None if written.starts_with('#') => {
                Some(format!("{}{}", self.ground.absolute(&self.entry.address), bare(written)))
            }
            None => address(written).map(Cow::into_owned),
        }
    }
}

/// An address that may be linked, without what would end it early; `None` for other schemes.
pub(super) fn address(url: &str) -> Option<Cow<'_, str>> {
    let lower = url.trim_start().to_ascii_lowercase();
    let known = ["https:", "http:", "mailto:", "tel:", "/"].iter().any(|start| lower.starts_with(start));
    known.then(|| bare(url))
}

fn bare(url: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '\\');
    if url.contains(odd) { url.chars().filter(|c| !odd(*c)).collect::<String>().into() } else { url.into() }
}

/// A label as a footnote may have it.
pub(super) fn note_label(label: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() { c } else { '-' };
    label.chars().map(kept).collect()
}

fn code_span(code: &str) -> String {
    let code = legal(code).replace('\n', " ");
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// How many backticks follow one another at most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// A text whose characters mean themselves: what CommonMark and its tables would take for mark-up is escaped.
pub(super) fn escaped(text: &str) -> String {
    let text = legal(text);
    let dollars = text.matches('$').count() > 1;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let marks = match c {
            '*' | '`' | '[' | ']' | '~' => true,
            '\\' => next.is_ascii_punctuation(),
            '_' => !(last.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_alphanumeric() || next == '#',
            '|' => true,
            '$' => dollars,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        // U+2028 and U+2029 are line ends to some readers.
        out.push(if matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
        last = c;
    }
    out
}

/// A paragraph whose lines cannot be taken for headings, items, quotations or rules.
fn guarded(text: &str) -> String {
    text.split('\n').map(guarded_line).collect::<Vec<_>>().join("\n")
}

fn guarded_line(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..).unwrap_or_default();
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", line.get(..digits).unwrap_or_default());
    }
    if line.starts_with(['#', '>', '+', '-', '=', ':']) { format!("\\{line}") } else { line.to_owned() }
}

/// The plain text of a run of inlines, escaped, on one line.
pub(super) fn plain_line(inlines: &[Inline]) -> String {
    escaped(&plain_text(inlines).replace('\n', " "))
}
