//! Items become lists: one level on another by indent, glyph and label (T072–T075).

use super::{
    context::Context,
    inline,
    mark::{Mark, MarkKind},
    piece::Item,
    record::Record,
    words,
};
use crate::{
    base::Span,
    model::{Block, BlockKind, Inlines, List, ListItem},
};

/// Lists are not nested deeper than this; what is deeper stays at this level.
const DEEPEST: usize = 8;

/// One list that is still open.
struct Level<'a> {
    indent: u32,
    last: Mark<'a>,
    ended_in_colon: bool,
    items: Vec<ListItem>,
    start: Option<u64>,
    ordered: bool,
}

/// Where an item belongs.
enum Place {
    /// Into the open list at this depth; deeper ones are closed.
    In(usize),
    /// Into a new list below the innermost item.
    Below,
    /// Into a new list beside the innermost one.
    Beside,
}

/// The lists of a run of items, as they grow: long ones are not kept twice.
#[derive(Default)]
pub(super) struct Lists<'a> {
    done: Vec<Block>,
    open: Vec<Level<'a>>,
    /// The bullets as written.
    bullets: String,
    span: Option<Span>,
    count: usize,
}

impl<'a> Lists<'a> {
    /// Whether no item has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds the next item.
    pub(super) fn add(&mut self, context: &Context<'_>, record: &mut Record, item: &mut Item<'a>) {
        self.count += 1;
        self.span = Some(self.span.map_or(item.span, |span| span.to(item.span)));
        if item.mark.label().is_none() {
            if !self.bullets.is_empty() {
                self.bullets.push(' ');
            }
            self.bullets.push_str(item.mark.written);
        }
        match place(&self.open, item) {
            Place::In(depth) => close_to(&mut self.open, depth + 1),
            Place::Below => self.open.push(Level::new(item)),
            Place::Beside => {
                let depth = self.open.len().saturating_sub(1);
                close(&mut self.open, depth, &mut self.done);
                self.open.push(Level::new(item));
            }
        }
        if let Some(level) = self.open.last_mut() {
            level.last = item.mark;
            level.ended_in_colon = words::ends_in_colon(item.prose.last_text());
            level.items.push(finish(context, record, item));
        }
    }

    /// Its blocks: nothing follows.
    pub(super) fn finish(mut self, record: &mut Record) -> Vec<Block> {
        close(&mut self.open, 0, &mut self.done);
        if !self.bullets.is_empty() {
            let count = self.count;
            let reading = format!("list of {count} {}", if count == 1 { "item" } else { "items" });
            record.dropped(self.span.unwrap_or_default(), "bullet-list", reading, self.bullets);
        }
        self.done
    }
}

impl<'a> Level<'a> {
    fn new(item: &Item<'a>) -> Self {
        let label = item.mark.label();
        Self {
            indent: item.indent,
            last: item.mark,
            ended_in_colon: false,
            items: Vec::new(),
            start: label
                .and_then(|label| match label.roman {
                    _ if label.parts > 1 => None,
                    // An `i` that opens a list is the Roman one; in the list of `h` it opens none (T074).
                    Some(1) => Some(1),
                    roman => label.decimal.or(label.letter).or(roman),
                })
                .map(u64::from),
            ordered: label.is_some(),
        }
    }

    fn into_block(self) -> Option<Block> {
        let first = self.items.first()?.span;
        let span = self.items.last().map_or(first, |last| first.to(last.span));
        let list = List {
            lead_in: None,
            ordered: self.ordered,
            start: self.start,
            tight: self.items.iter().all(|item| item.blocks.len() < 2),
            items: self.items,
        };
        Some(Block { kind: BlockKind::List(Box::new(list)), span })
    }
}

fn place(open: &[Level<'_>], item: &Item<'_>) -> Place {
    let Some(top) = open.last() else { return Place::Below };
    if item.indent > top.indent + 1 && open.len() < DEEPEST {
        return Place::Below;
    }
    let outdented = item.indent + 1 < top.indent;
    let depth_by_indent = open.iter().rposition(|level| level.indent <= item.indent + 1).unwrap_or(0);
    let from = if outdented { depth_by_indent } else { open.len() - 1 };
    match item.mark.kind {
        MarkKind::Bullet(_) => place_bullet(open, item, from),
        MarkKind::Label(_) => place_label(open, item, from),
    }
}

/// A changed glyph nests after a colon; a glyph of an open list goes back to it; else the list goes on.
fn place_bullet(open: &[Level<'_>], item: &Item<'_>, from: usize) -> Place {
    let known = open.iter().take(from + 1).rposition(|level| level.last.is_kin(&item.mark));
    match (known, open.get(from)) {
        (Some(depth), _) => Place::In(depth),
        (None, Some(level)) if level.ended_in_colon && open.len() < DEEPEST => Place::Below,
        (None, Some(level)) if level.ordered => Place::Beside,
        _ => Place::In(from),
    }
}

/// T074: a label goes where it follows; the first of its kind opens a list.
fn place_label(open: &[Level<'_>], item: &Item<'_>, from: usize) -> Place {
    let Some(label) = item.mark.label() else { return Place::In(from) };
    let levels = || open.iter().take(from + 1);
    let by =
        |fits: &dyn Fn(super::mark::Label) -> bool| levels().rposition(|level| level.last.label().is_some_and(fits));
    if let Some(depth) = by(&|last| last.is_before(label)) {
        return Place::In(depth);
    }
    let kin = levels().rposition(|level| level.last.is_kin(&item.mark));
    if label.is_first() {
        let restarts = kin.is_some() && label.roman != Some(1);
        return if restarts || open.len() >= DEEPEST { Place::Beside } else { Place::Below };
    }
    match by(&|last| last.leads_to(label)).or(kin) {
        Some(depth) => Place::In(depth),
        None if open.get(from).is_some_and(|level| !level.ordered && !level.ended_in_colon) => Place::Beside,
        None if open.len() < DEEPEST => Place::Below,
        None => Place::In(from),
    }
}

/// Closes the levels from `depth` on; each becomes a block of the last item above it.
fn close_to(open: &mut Vec<Level<'_>>, depth: usize) {
    while open.len() > depth.max(1) {
        let Some(level) = open.pop() else { return };
        let Some(parent) = open.last_mut().and_then(|parent| parent.items.last_mut()) else { return };
        if let Some(block) = level.into_block() {
            parent.span = parent.span.to(block.span);
            parent.blocks.push(block);
        }
    }
}

fn close(open: &mut Vec<Level<'_>>, depth: usize, done: &mut Vec<Block>) {
    close_to(open, depth);
    if depth == 0 {
        done.extend(open.pop().and_then(Level::into_block));
    }
}

fn finish(context: &Context<'_>, record: &mut Record, item: &mut Item<'_>) -> ListItem {
    let content: Inlines = inline::read(context, record, &item.prose);
    let paragraph = Block { kind: BlockKind::Paragraph { number: None, content }, span: item.prose.span() };
    let mut blocks = Vec::with_capacity(1 + item.more.len());
    blocks.push(paragraph);
    blocks.append(&mut item.more);
    let label = item.mark.label().map(|_| item.mark.written.to_owned());
    ListItem { label, task: None, blocks, span: item.span }
}

/// Puts the paragraph that announces it into a list: what ends in a colon right above it (T050).
pub(super) fn lead_in(blocks: &mut Vec<Block>, list: &mut Block) {
    let announces = |block: &Block| match &block.kind {
        BlockKind::Paragraph { number: None, content } => ends_in_colon(content),
        _ => false,
    };
    let Some(above) = blocks.pop_if(|block| announces(block)) else { return };
    if let (BlockKind::Paragraph { content, .. }, BlockKind::List(inner)) = (above.kind, &mut list.kind) {
        inner.lead_in = Some(content);
        list.span = Span::to(above.span, list.span);
    }
}

fn ends_in_colon(content: &[crate::model::Inline]) -> bool {
    use crate::model::Inline;
    let last = content.iter().rev().find(|inline| !matches!(inline, Inline::NoteRef { .. }));
    matches!(last, Some(Inline::Text(text)) if text.trim_end().ends_with(':'))
}
