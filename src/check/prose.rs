//! The running text of a briefing: each paragraph with its words, and where it stands.

use crate::{
    base::Span,
    model::{Block, BlockKind, Briefing, Inline, Inlines, Role, plain_text},
};

/// One run of running text.
#[derive(Clone, Debug)]
pub(super) struct Paragraph<'a> {
    /// Its words.
    pub(super) words: String,
    /// What it is in the source.
    source: &'a str,
    /// Where that stands.
    span: Span,
    /// Whether a note or a link stands in it.
    pub(super) is_cited: bool,
}

/// The running text, in reading order: no code, no notes, no end matter, nothing that others said.
pub(super) type Prose<'a> = Vec<Paragraph<'a>>;

/// Collects the running text of a briefing.
pub(super) fn of<'a>(briefing: &Briefing, text: &'a str) -> Prose<'a> {
    let mut prose = Prose::new();
    for section in &briefing.body {
        if !section.role.is_end_matter() && section.role != Role::Glossary {
            collect(&section.blocks, text, &mut prose);
        }
    }
    prose
}

fn collect<'a>(blocks: &[Block], text: &'a str, prose: &mut Prose<'a>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Quote { .. } | BlockKind::Turn { .. } => {}
            BlockKind::Paragraph { content, .. } => prose.push(paragraph(content, block.span, text)),
            BlockKind::List(list) => {
                prose.extend(list.lead_in.iter().map(|lead| paragraph(lead, block.span, text)));
                list.items.iter().for_each(|item| collect(&item.blocks, text, prose));
            }
            _ => block.children().for_each(|inner| collect(inner, text, prose)),
        }
    }
}

fn paragraph<'a>(content: &Inlines, span: Span, text: &'a str) -> Paragraph<'a> {
    Paragraph { words: plain_text(&without_code(content)), source: span.slice(text), span, is_cited: is_cited(content) }
}

/// Code is no prose: commands and labels are written as they must be.
fn without_code(inlines: &[Inline]) -> Inlines {
    let prose = inlines.iter().filter(|inline| !matches!(inline, Inline::Code(_) | Inline::Math(_)));
    let part = |inline: &Inline| match inline {
        Inline::Emphasis(inner) => Inline::Emphasis(without_code(inner)),
        Inline::Strong(inner) => Inline::Strong(without_code(inner)),
        other => other.clone(),
    };
    prose.map(part).collect()
}

fn is_cited(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::NoteRef { .. } | Inline::Link(_) => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Superscript(inner) => is_cited(inner),
        _ => false,
    })
}

impl Paragraph<'_> {
    /// Where `words`, which stand in this paragraph, stand in the source; a line end may part them there.
    pub(super) fn place(&self, words: &str) -> Span {
        let mut from = 0;
        while let Some(at) = self.source.get(from..).and_then(|rest| find(rest, words)).map(|at| from + at) {
            let end = at + matched(self.source.get(at..).unwrap_or_default(), words);
            let before = self.source.get(..at).and_then(|before| before.chars().next_back());
            let after = self.source.get(end..).and_then(|after| after.chars().next());
            let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if end > at && whole(before) && whole(after) {
                return Span::new(at, end).shifted(self.span.start as usize);
            }
            from = at + 1;
            while !self.source.is_char_boundary(from) {
                from += 1;
            }
        }
        self.span
    }

    /// Its sentences, roughly: they end in a full stop, a question or an exclamation mark before a space and a capital.
    pub(super) fn sentences(&self) -> Vec<&str> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in self.words.match_indices(['.', '?', '!']) {
            let rest = self.words.get(at + 1..).unwrap_or_default();
            if rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase) {
                sentences.extend(self.words.get(start..=at));
                start = at + 1;
            }
        }
        sentences.extend(self.words.get(start..));
        sentences
    }
}

/// Where the first word of `words` stands in `text`.
fn find(text: &str, words: &str) -> Option<usize> {
    text.find(words.split(' ').next()?)
}

/// How many bytes of `text` are `words`, any white space being a space; 0 if it begins otherwise.
fn matched(text: &str, words: &str) -> usize {
    let mut rest = text;
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            rest = rest.trim_start();
        }
        match rest.strip_prefix(word) {
            Some(after) => rest = after,
            None => return 0,
        }
    }
    text.len() - rest.len()
}
