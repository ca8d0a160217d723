//! What the sanitiser takes out of a text's own HTML, said where it stands.

use std::collections::BTreeSet;

use crate::{
    base::{Code, Diagnostic, Span},
    config::HtmlPolicy,
    model::{Block, BlockKind, Briefing, Inline, Inlines},
    render::html,
};

/// A warning for each element and each attribute that does not reach the page, at the first place where it stands in `text`, from
/// which `briefing` was read.
#[must_use]
pub fn author_html(briefing: &Briefing, text: &str, policy: HtmlPolicy) -> Vec<Diagnostic> {
    if policy != HtmlPolicy::Sanitise {
        return Vec::new();
    }
    let mut said = Said { text, known: BTreeSet::new(), notes: Vec::new() };
    for heading in briefing.body.iter().filter_map(|section| section.heading.as_ref()) {
        said.inlines(&heading.content, heading.span, &mut (heading.span.start as usize));
    }
    briefing.visit_blocks(&mut |block| said.block(block));
    for content in briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points) {
        said.inlines(content, Span::new(0, text.len()), &mut 0);
    }
    said.notes
}

struct Said<'a> {
    text: &'a str,
    known: BTreeSet<String>,
    notes: Vec<Diagnostic>,
}

impl Said<'_> {
    fn block(&mut self, block: &Block) {
        let mut cursor = block.span.start as usize;
        if let BlockKind::Html(html) = &block.kind {
            self.piece(html, block.span, &mut cursor);
        }
        for content in block.inlines() {
            self.inlines(content, block.span, &mut cursor);
        }
    }

    fn inlines(&mut self, content: &Inlines, span: Span, cursor: &mut usize) {
        for inline in content {
            match inline {
                Inline::Html(html) => self.piece(html, span, cursor),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strikethrough(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.inlines(inner, span, cursor),
                Inline::Link(link) => self.inlines(&link.content, span, cursor),
                _ => {}
            }
        }
    }

    /// One piece of HTML, which stands in `span` at or after `cursor`.
    fn piece(&mut self, html: &str, span: Span, cursor: &mut usize) {
        for (what, written) in html::removed(html) {
            if !self.known.insert(what.clone()) {
                continue;
            }
            let found = self.text.get(*cursor..span.end as usize).and_then(|rest| rest.find(written));
            let place = found.map(|at| Span::new(*cursor + at, *cursor + at + written.len()));
            *cursor = place.map_or(span.end as usize, |place| place.end as usize);
            let message = format!("the sanitiser takes {what} out");
            let help = "write it in Markdown, or set `html = \"trusted\"` under `[markup]` in site.toml";
            self.notes.push(Diagnostic::new(Code::SanitisedHtml, place.unwrap_or(span), message).hint(help));
        }
    }
}
