//! Events become our tree: one frame a open element on an explicit stack, so that no input can overflow the machine's.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{
    Dialect, arrange,
    frame::{Frame, Open, has_space, is_block, may_skip},
    text,
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{
        Alt, Block, BlockKind, Callout, CalloutKind, Definition, Heading, Image, Inline, Inlines, Link, List, ListItem,
        Note, may_link,
    },
};

/// Elements nested deeper than this lose their mark-up and keep their text.
const DEEPEST: usize = 96;

/// What the events of one text came to.
pub(super) struct Tree {
    /// The blocks of the text itself, headings among them.
    pub(super) blocks: Vec<Block>,
    /// Its footnotes, in their order.
    pub(super) notes: Vec<Note>,
    /// What was noticed.
    pub(super) found: Vec<Diagnostic>,
}

/// Builds the tree of one text.
pub(super) struct Builder<'a> {
    source: &'a str,
    dialect: Dialect,
    frames: Vec<Frame>,
    skipped: usize,
    links: usize,
    pending: text::Pending,
    notes: Vec<Note>,
    found: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, start: usize, dialect: Dialect) -> Self {
        let mut frames = Vec::with_capacity(16);
        frames.push(Frame::new(Open::Root, start));
        Self {
            source,
            dialect,
            frames,
            skipped: 0,
            links: 0,
            pending: text::Pending::default(),
            notes: Vec::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> Tree {
        self.flush();
        while self.frames.len() > 1 {
            self.close(self.source.len());
        }
        self.found.extend(self.pending.rest());
        let root = self.frames.pop();
        Tree { blocks: root.map(|frame| frame.blocks).unwrap_or_default(), notes: self.notes, found: self.found }
    }

    pub(super) fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Event::Text(text) = &event {
            return self.text(text, range);
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(range, is_block(tag)),
            Event::Text(_) => {}
            Event::Code(code) => self.inline(Inline::Code(code.into_string()), range),
            Event::InlineMath(tex) => self.math(&tex, range),
            Event::DisplayMath(tex) => self.inline(Inline::Math(tex.into_string()), range),
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(html) => self.inline(Inline::Html(html.into_string()), range),
            Event::FootnoteReference(label) => {
                self.inline(Inline::NoteRef { label: label.into_string(), span: range.clone().into() }, range);
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak, range),
            Event::HardBreak => self.inline(Inline::LineBreak, range),
            Event::Rule => self.block(Block { kind: BlockKind::Break, span: range.into() }),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match self.frames.last_mut().map(|frame| &mut frame.open) {
            Some(Open::Code { text: code, .. }) => code.push_str(text),
            Some(Open::Html(html)) => html.push_str(text),
            _ => self.pending.push(text, range, self.source),
        }
    }

    /// A text node is whole: bare addresses and the like are found in it, and it goes into its element.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let range = self.pending.range();
        let Some(frame) = self.frames.last_mut() else { return };
        frame.widen(&range);
        let context = text::Context { source: self.source, dialect: self.dialect, in_link: self.links > 0 };
        self.pending.finish(context, &mut frame.inlines, &mut self.found);
    }

    fn html(&mut self, html: &str) {
        match self.frames.last_mut().map(|frame| &mut frame.open) {
            Some(Open::Html(text)) => text.push_str(html),
            _ => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.inlines.push(Inline::Html(html.to_owned()));
                }
            }
        }
    }

    /// Prices are not mathematics: TeX in a line has no digit after it, and a mark of TeX in it where it has a space.
    fn math(&mut self, tex: &str, range: Range<usize>) {
        let digit_follows = self.source.as_bytes().get(range.end).is_some_and(u8::is_ascii_digit);
        let spaced = tex.contains(char::is_whitespace) && !tex.contains(['\\', '^', '_', '=', '{', '+', '<', '>']);
        if digit_follows || spaced {
            self.pending.push("$", range.start..range.start + 1, self.source);
            self.pending.push(tex, range.start + 1..range.end.saturating_sub(1), self.source);
            self.pending.push("$", range.end.saturating_sub(1)..range.end, self.source);
        } else {
            self.inline(Inline::Math(tex.to_owned()), range);
        }
    }

    fn task(&mut self, done: bool) {
        for frame in self.frames.iter_mut().rev() {
            if let Open::Item { task, .. } = &mut frame.open {
                *task = Some(done);
                return;
            }
        }
    }

    fn inline(&mut self, inline: Inline, range: Range<usize>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.widen(&range);
            if frame.inlines.is_empty() {
                frame.inlines.reserve_exact(1);
            }
            frame.inlines.push(inline);
        }
    }

    fn block(&mut self, block: Block) {
        let arranged = self.dialect == Dialect::Briefing;
        if let Some(frame) = self.frames.last_mut() {
            frame.wrap_loose(arranged);
            frame.push(block, arranged);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.skipped > 0 || (self.frames.len() >= DEEPEST && may_skip(&tag)) {
            self.skipped += 1;
            return;
        }
        if matches!(tag, Tag::Link { .. } | Tag::Image { .. }) {
            self.links += 1;
        }
        let label = if matches!(tag, Tag::Item) { self.label(&range) } else { None };
        let open = Open::of(tag, label);
        self.frames.push(Frame::new(open, range.start));
    }

    /// The label of the item that begins now: its number as it counts, with the mark that the author puts behind numbers.
    fn label(&mut self, range: &Range<usize>) -> Option<String> {
        let Some(Open::List { ordered: true, next, .. }) = self.frames.last_mut().map(|frame| &mut frame.open) else {
            return None;
        };
        let number = *next;
        *next = next.saturating_add(1);
        let mark =
            self.source.as_bytes().get(range.clone())?.iter().find(|byte| !byte.is_ascii_digit() && **byte != b' ');
        Some(format!("{number}{}", if mark == Some(&b')') { ')' } else { '.' }))
    }

    fn end(&mut self, range: Range<usize>, block: bool) {
        if self.skipped > 0 {
            self.skipped -= 1;
            let arranged = self.dialect == Dialect::Briefing;
            if let Some(frame) = self.frames.last_mut().filter(|frame| block && frame.open.holds_blocks()) {
                frame.wrap_loose(arranged);
            }
            return;
        }
        self.close(range.end);
    }

    fn close(&mut self, end: usize) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        if frame.open.holds_blocks() {
            frame.wrap_loose(self.dialect == Dialect::Briefing);
        }
        let range = frame.from..end;
        let span: Span = range.clone().into();
        let (blocks, inlines) = (frame.blocks, frame.inlines);
        match frame.open {
            Open::Root => {}
            Open::Paragraph => self.paragraph(inlines, span),
            Open::Heading { level, id } => {
                let heading = Heading { level, number: None, content: trimmed(inlines), id, span };
                self.block(Block { kind: BlockKind::Heading(Box::new(heading)), span });
            }
            Open::Quote(kind) => self.quote(kind, blocks, span),
            Open::Code { language, text } => self.block(Block { kind: BlockKind::Code { language, text }, span }),
            Open::Html(text) => self.block(Block { kind: BlockKind::Html(text), span }),
            Open::List { ordered, start, tight, items, .. } => {
                let list = List { lead_in: None, ordered, start: start.filter(|_| ordered), tight, items };
                self.block(Block { kind: BlockKind::List(Box::new(list)), span });
            }
            Open::Item { label, task, tight } => self.item(ListItem { label, task, blocks, span }, tight),
            Open::Note { label } => self.notes.push(Note { label, blocks, span }),
            Open::Definitions(all) => self.block(Block { kind: BlockKind::Definitions(all), span }),
            Open::Term => {
                if let Some(Open::Definitions(all)) = self.parent() {
                    all.push(Definition { term: inlines, meanings: Vec::new() });
                }
            }
            Open::Meaning => {
                if let Some(Open::Definitions(all)) = self.parent()
                    && let Some(definition) = all.last_mut()
                {
                    definition.meanings.push(blocks);
                }
            }
            Open::Table(table) => self.block(Block { kind: BlockKind::Table(table), span }),
            Open::Head(cells) => {
                if let Some(Open::Table(table)) = self.parent() {
                    table.head = cells;
                }
            }
            Open::Row(cells) => {
                if let Some(Open::Table(table)) = self.parent() {
                    table.rows.push(cells);
                }
            }
            Open::Cell => {
                if let Some(Open::Head(cells) | Open::Row(cells)) = self.parent() {
                    cells.push(inlines);
                }
            }
            Open::Emphasis => self.inline(Inline::Emphasis(inlines), range),
            Open::Strong => self.inline(Inline::Strong(inlines), range),
            Open::Strikethrough => self.inline(Inline::Strikethrough(inlines), range),
            Open::Superscript => self.inline(Inline::Superscript(inlines), range),
            Open::Subscript if has_space(&inlines) => self.inline(Inline::Strikethrough(inlines), range),
            Open::Subscript => self.inline(Inline::Subscript(inlines), range),
            Open::Link { target, title } => {
                self.links = self.links.saturating_sub(1);
                self.check_target(&target, span);
                let link = Link { target, title, content: inlines, span };
                self.inline(Inline::Link(Box::new(link)), range);
            }
            Open::Image { src, title } => {
                self.links = self.links.saturating_sub(1);
                self.image(Image { src, alt: Alt::Missing, title, content: inlines, span }, range);
            }
        }
    }

    fn parent(&mut self) -> Option<&mut Open> {
        self.frames.last_mut().map(|frame| &mut frame.open)
    }

    fn check_target(&mut self, target: &str, span: Span) {
        if !may_link(target) {
            let message = format!("a link to `{target}` may not stand in a page");
            let help = "link to `https`, `http`, `mailto` or `tel` addresses, or to files of the site";
            self.found.push(Diagnostic::new(Code::BadUrl, span, message).hint(help));
        }
    }

    fn image(&mut self, mut image: Image, range: Range<usize>) {
        self.check_target(&image.src, image.span);
        image.alt = arrange::alt_of(&image);
        self.inline(Inline::Image(Box::new(image)), range);
    }

    fn paragraph(&mut self, inlines: Inlines, span: Span) {
        if self.dialect != Dialect::Briefing {
            return self.block(Block { kind: BlockKind::Paragraph { number: None, content: inlines }, span });
        }
        let block = arrange::paragraph(inlines, span, &mut self.found);
        self.block(block);
    }

    fn quote(&mut self, kind: Option<CalloutKind>, blocks: Vec<Block>, span: Span) {
        let kind = match kind {
            Some(kind) => BlockKind::Callout(Box::new(Callout { kind, title: None, blocks })),
            None if self.dialect == Dialect::Briefing => arrange::quote(blocks),
            None => BlockKind::Quote { attribution: None, blocks },
        };
        self.block(Block { kind, span });
    }

    fn item(&mut self, item: ListItem, item_is_tight: bool) {
        if let Some(Open::List { tight, items, .. }) = self.parent() {
            *tight |= item_is_tight;
            items.push(item);
        }
    }
}

/// A second definition of one label.
pub(super) fn duplicate_note(label: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, span, format!("a second note `[^{label}]`")).hint("give each note its own label")
}

/// A heading's content without the spaces that its attributes leave behind.
fn trimmed(mut inlines: Inlines) -> Inlines {
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end_matches([' ', '\t']).len());
    }
    inlines
}
