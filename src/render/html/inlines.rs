//! Inlines as HTML.

use super::{
    AuthorHtml, Shown, Writer,
    escape::{address_into, escape_into, number_into, text_into},
    math,
};
use crate::model::{Alt, Image, Inline, Link, Note, html_addresses, may_link, plain_text};

/// How wide the theme shows a picture of a text: `--measure` where there is room for it, else nearly the screen's width.
const SIZES: &str = "(min-width: 44rem) 39rem, 92vw";

impl Writer<'_> {
    pub(super) fn write_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.write_inline(inline);
        }
    }

    fn write_inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => text_into(&mut self.out, text),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::LineBreak => self.out.push_str(if self.plain() { "<br />\n" } else { "<br>\n" }),
            Inline::Emphasis(inner) => self.element("em", inner),
            Inline::Strong(inner) => self.element("strong", inner),
            Inline::Strikethrough(inner) => self.element("del", inner),
            Inline::Superscript(inner) => self.element("sup", inner),
            Inline::Subscript(inner) => self.element("sub", inner),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                text_into(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::NoteRef { label, .. } => self.note_mark(label),
            Inline::Math(tex) => {
                self.out.push_str("<span class=\"math\">");
                math::write(&mut self.out, tex, math::Display::Inline);
                self.out.push_str("</span>");
            }
            Inline::Html(html) => self.author_html(html),
        }
    }

    fn element(&mut self, name: &str, inner: &[Inline]) {
        self.open(name);
        self.write_inlines(inner);
        self.close(name);
    }

    pub(super) fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
    }

    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// ` name="value"`, escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    fn link(&mut self, link: &Link) {
        if self.plain() {
            return self.anchor(&link.target, link);
        }
        let resolver = self.resolver;
        let target = resolver.link(&link.target);
        if self.in_link || target.is_empty() || !may_link(&target) || !may_link(&link.target) {
            return self.write_inlines(&link.content);
        }
        self.in_link = true;
        self.anchor(&target, link);
        self.in_link = false;
    }

    fn anchor(&mut self, target: &str, link: &Link) {
        self.out.push_str("<a href=\"");
        address_into(&mut self.out, target);
        self.out.push('"');
        if let Some(title) = &link.title {
            self.attribute("title", title);
        }
        self.out.push('>');
        self.write_inlines(&link.content);
        self.close("a");
    }

    fn image(&mut self, image: &Image) {
        if self.plain() {
            self.out.push_str("<img src=\"");
            address_into(&mut self.out, &image.src);
            self.out.push_str("\" alt=\"");
            alternative(&mut self.out, &image.content);
            self.out.push('"');
            if let Some(title) = &image.title {
                self.attribute("title", title);
            }
            self.out.push_str(" />");
            return;
        }
        let title = image.title.as_deref().filter(|_| matches!(image.alt, Alt::Text(_)));
        self.picture(&image.src, &image.alt, title);
    }

    /// An `img` with address, alternative text, width and height; in a `picture` where there are smaller sizes of it.
    pub(super) fn picture(&mut self, src: &str, alt: &Alt, title: Option<&str>) {
        let resolver = self.resolver;
        let Shown { address, size, sizes } = resolver.image(src);
        if !sizes.is_empty() {
            let all: Vec<String> = sizes.iter().map(|(address, width)| format!("{address} {width}w")).collect();
            self.out.push_str("<picture><source type=\"image/webp\"");
            self.attribute("srcset", &all.join(", "));
            self.attribute("sizes", SIZES);
            self.out.push('>');
        }
        self.out.push_str("<img src=\"");
        if may_link(&address) {
            address_into(&mut self.out, &address);
        }
        self.out.push('"');
        let text = if let Alt::Text(text) = alt { text.as_str() } else { "" };
        self.attribute("alt", text);
        if let Some((width, height)) = size {
            self.out.push_str(" width=\"");
            number_into(&mut self.out, u64::from(width));
            self.out.push_str("\" height=\"");
            number_into(&mut self.out, u64::from(height));
            self.out.push('"');
        }
        // The first may stand where the reader begins: it is not waited with.
        if self.pictures > 0 {
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.pictures += 1;
        if let Some(title) = title {
            self.attribute("title", title);
        }
        self.out.push_str(if sizes.is_empty() { ">" } else { "></picture>" });
    }

    fn note_mark(&mut self, label: &str) {
        let Some(mark) = self.notes.get_mut(label) else {
            self.out.push_str("<sup>");
            text_into(&mut self.out, label);
            self.out.push_str("</sup>");
            return;
        };
        let base = mark.anchor.strip_prefix("note-").unwrap_or(mark.anchor);
        let id = match mark.written.len() {
            0 => format!("mark-{base}"),
            before => format!("mark-{base}-{}", before + 1),
        };
        self.out.push_str("<sup class=\"ref\" data-note=\"");
        escape_into(&mut self.out, &mark.shown);
        self.out.push(' ');
        escape_into(&mut self.out, &side_note(mark.note));
        self.out.push_str("\"><a id=\"");
        escape_into(&mut self.out, &id);
        self.out.push_str("\" href=\"#");
        escape_into(&mut self.out, mark.anchor);
        self.out.push_str("\" role=\"doc-noteref\">");
        text_into(&mut self.out, &mark.shown);
        self.out.push_str("</a></sup>");
        mark.written.push(id);
    }

    /// The author's HTML, as the site wants it.
    pub(super) fn author_html(&mut self, html: &str) {
        match self.html {
            AuthorHtml::Escape => return text_into(&mut self.out, html),
            AuthorHtml::Sanitise => self.foreign = true,
            AuthorHtml::Trusted => {}
        }
        let mut done = 0;
        for address in html_addresses(html) {
            let target = address.target.as_str();
            let leads = if address.is_file { self.resolver.image(target).address } else { self.resolver.link(target) };
            if leads != address.target {
                self.out.push_str(html.get(done..address.range.start).unwrap_or_default());
                let is_quoted = html.get(..address.range.start).is_some_and(|before| before.ends_with(['"', '\'']));
                let quote = if is_quoted { "" } else { "\"" };
                self.out.push_str(quote);
                escape_into(&mut self.out, &leads);
                self.out.push_str(quote);
                done = address.range.end;
            }
        }
        self.out.push_str(html.get(done..).unwrap_or_default());
    }
}

/// A note as plain text for the margin of wide screens, cut to some 300 characters.
fn side_note(note: &Note) -> String {
    let mut text = String::new();
    for block in &note.blocks {
        for inlines in block.inlines() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&plain_text(inlines));
        }
        if text.len() > 4 * LONGEST_SIDE_NOTE {
            break;
        }
    }
    match text.char_indices().nth(LONGEST_SIDE_NOTE) {
        Some((cut, _)) => {
            let cut = text.get(..cut).and_then(|head| head.rfind(' ')).unwrap_or(cut);
            text.truncate(cut);
            text.push('…');
            text
        }
        None => text,
    }
}

const LONGEST_SIDE_NOTE: usize = 300;

/// The text of an image's content, as the specification has it.
fn alternative(out: &mut String, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) | Inline::Html(text) => escape_into(out, text),
            Inline::SoftBreak | Inline::LineBreak => out.push(' '),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => alternative(out, inner),
            Inline::Link(link) => alternative(out, &link.content),
            Inline::Image(image) => alternative(out, &image.content),
            Inline::NoteRef { label, .. } => escape_into(out, label),
        }
    }
}
