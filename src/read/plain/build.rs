//! Pieces become blocks, and blocks sections.

use super::{
    assign::{self, Lead},
    context::Context,
    heading, inline,
    list::{self, Lists},
    piece::{Piece, Prose, Title},
    record::Record,
    scan,
    settle::Waiting,
    survey::Line,
};
use crate::{
    base::Span,
    model::{Block, BlockKind, Heading, Inlines, Note, Role, Section, plain_text},
    read::role,
};

/// The blocks of lines within another block; headings are not looked for there.
pub(super) fn inner<'a>(context: &Context<'a>, record: &mut Record, lines: &[Line<'a>], depth: u8) -> Vec<Block> {
    let mut sections = Sections::new();
    scan::scan(context, record, (lines, &assign::assign(lines)), depth, &mut |record, piece| match piece {
        Piece::Heading(title) => {
            let heading = make_heading(context, record, &title);
            sections.flush_items(record);
            sections.push(Block { span: title.span, kind: BlockKind::Heading(Box::new(heading)) });
        }
        other => sections.add(context, record, other),
    });
    sections.flush_items(record);
    sections.into_blocks()
}

/// The sections of the body, and the notes found in it.
pub(super) fn sections<'a>(
    context: &Context<'a>,
    record: &mut Record,
    lines: &[Line<'a>],
    leads: &[Lead<'a>],
) -> (Vec<Section>, Vec<Note>) {
    let mut sections = Sections::new();
    let mut add = |record: &mut Record, piece: Piece<'a>| sections.add(context, record, piece);
    let mut waiting = Waiting::default();
    scan::scan(context, record, (lines, leads), 0, &mut |record, piece| {
        waiting.add(context, record, piece, &mut add);
    });
    waiting.finish(context, record, &mut add);
    sections.flush_items(record);
    sections.finish()
}

/// Sections as they grow.
struct Sections<'a> {
    done: Vec<Section>,
    notes: Vec<Note>,
    lists: Lists<'a>,
    /// Whether an end mark has stood: sections without a role of their own are notes.
    ended: bool,
    /// Whether the last block is a turn that what follows belongs to.
    speaking: bool,
}

impl<'a> Sections<'a> {
    fn new() -> Self {
        let first = Section { heading: None, level: 2, role: Role::Body, blocks: Vec::new(), span: Span::default() };
        Self { done: vec![first], notes: Vec::new(), lists: Lists::default(), ended: false, speaking: false }
    }

    fn add(&mut self, context: &Context<'a>, record: &mut Record, piece: Piece<'a>) {
        if !matches!(piece, Piece::Item(_)) {
            self.flush_items(record);
        }
        match piece {
            Piece::Item(mut item) => self.lists.add(context, record, &mut item),
            Piece::Block(block) => self.push(block),
            Piece::Prose(prose) => {
                let block = paragraph(context, record, &prose);
                self.push(block);
            }
            Piece::Heading(title) => self.begin(context, record, &title),
            Piece::Part(role, span) => self.part(role, span),
            Piece::End(span) => {
                self.ended = true;
                self.part(Role::Notes, span);
            }
            Piece::Note { label, prose, span, .. } => {
                let block = paragraph(context, record, &prose);
                self.notes.push(Note { label, blocks: vec![block], span });
            }
            Piece::Turn { speaker, prose, span } => {
                let blocks = prose.iter().map(|prose| paragraph(context, record, prose)).collect();
                self.speaking = false;
                self.push(Block { kind: BlockKind::Turn { speaker: speaker.into(), blocks }, span });
                self.speaking = true;
            }
        }
    }

    fn begin(&mut self, context: &Context<'a>, record: &mut Record, title: &Title<'a>) {
        let heading = make_heading(context, record, title);
        let role = role::role(&plain_text(&heading.content), context.roles);
        let role = if self.ended && role == Role::Body { Role::Notes } else { role };
        let level = heading.level;
        self.speaking = false;
        self.done.push(Section { heading: Some(heading), level, role, blocks: Vec::new(), span: title.span });
    }

    fn part(&mut self, role: Role, span: Span) {
        self.speaking = false;
        self.done.push(Section { heading: None, level: 2, role, blocks: Vec::new(), span });
    }

    fn flush_items(&mut self, record: &mut Record) {
        if self.lists.is_empty() {
            return;
        }
        for mut block in std::mem::take(&mut self.lists).finish(record) {
            if let Some(blocks) = self.blocks() {
                list::lead_in(blocks, &mut block);
            }
            self.push(block);
        }
    }

    fn push(&mut self, block: Block) {
        let Some(section) = self.done.last_mut() else { return };
        section.span = if section.span == Span::default() { block.span } else { section.span.to(block.span) };
        if let Some(Block { kind: BlockKind::Turn { blocks, .. }, span }) =
            section.blocks.last_mut().filter(|_| self.speaking)
        {
            *span = span.to(block.span);
            blocks.push(block);
        } else {
            section.blocks.push(block);
        }
    }

    /// The blocks into which the next one goes.
    fn blocks(&mut self) -> Option<&mut Vec<Block>> {
        let speaking = self.speaking;
        let section = self.done.last_mut()?;
        if speaking && matches!(section.blocks.last(), Some(Block { kind: BlockKind::Turn { .. }, .. })) {
            match section.blocks.last_mut() {
                Some(Block { kind: BlockKind::Turn { blocks, .. }, .. }) => Some(blocks),
                _ => None,
            }
        } else {
            Some(&mut section.blocks)
        }
    }

    fn into_blocks(self) -> Vec<Block> {
        self.done.into_iter().flat_map(|section| section.blocks).collect()
    }

    fn finish(mut self) -> (Vec<Section>, Vec<Note>) {
        self.done.retain(|section| section.heading.is_some() || !section.blocks.is_empty());
        (self.done, self.notes)
    }
}

fn paragraph(context: &Context<'_>, record: &mut Record, prose: &Prose<'_>) -> Block {
    let content: Inlines = inline::read(context, record, prose);
    let number = prose.number.map(|number| number.written.into());
    let span = number_span(prose);
    Block { kind: BlockKind::Paragraph { number, content }, span }
}

/// Where the paragraph stands, its number included.
fn number_span(prose: &Prose<'_>) -> Span {
    let span = prose.span();
    let Some(first) = prose.first() else { return span };
    let lead = first.at.saturating_sub(prose.number.map_or(0, |number| number.written.len() + 1));
    Span::new(lead, span.end as usize)
}

fn make_heading(context: &Context<'_>, record: &mut Record, title: &Title<'_>) -> Heading {
    let mut line = title.line;
    let mut number = title.number.map(Box::from);
    if number.is_none()
        && let Some((end, skip)) = heading::worded_number(line.text)
    {
        number = line.text.get(..end).map(Box::from);
        let between = line.text.get(end..skip).unwrap_or_default().trim();
        if !between.is_empty() {
            record.dropped(title.span, "heading-number", "mark between number and heading", between);
        }
        line = line.inside(skip);
    }
    let content = inline::read_one(context, record, &line);
    Heading { level: title.level, number, content, id: None, span: title.span }
}

/// Puts a block before everything else: into the first section if that has no heading, else into one of its own.
pub(super) fn put_first(sections: &mut Vec<Section>, block: Option<Block>) {
    let Some(block) = block else { return };
    match sections.first_mut().filter(|first| first.heading.is_none() && first.role == Role::Body) {
        Some(first) => {
            first.span = first.span.to(block.span);
            first.blocks.insert(0, block);
        }
        None => {
            let span = block.span;
            sections.insert(0, Section { heading: None, level: 2, role: Role::Body, blocks: vec![block], span });
        }
    }
}
