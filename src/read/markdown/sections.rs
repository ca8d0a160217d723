//! A flat run of blocks becomes sections under their headings.

use std::collections::BTreeMap;

use crate::{
    base::Span,
    model::{Block, BlockKind, Heading, Inline, Inlines, Role, Section, Source, plain_text},
    read::role::role,
};

/// Cuts the blocks of a text at their headings. What stands before the first is a section without one.
pub(super) fn sections(blocks: Vec<Block>, roles: &BTreeMap<String, Role>) -> Vec<Section> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let count = blocks.iter().filter(|block| is_heading(block)).count();
    if count == 0 {
        return first(blocks).into_iter().collect();
    }
    let mut out = Vec::with_capacity(count + 1);
    let mut rest = blocks.into_iter();
    loop {
        let length = rest.as_slice().iter().position(is_heading).unwrap_or(rest.len());
        let blocks: Vec<Block> = rest.by_ref().take(length).collect();
        match out.last_mut() {
            Some(section) => fill(section, blocks),
            None => out.extend(first(blocks)),
        }
        match rest.next().map(|block| block.kind) {
            Some(BlockKind::Heading(heading)) => out.push(begin(*heading, roles)),
            _ => return out,
        }
    }
}

/// The section without a heading.
fn first(blocks: Vec<Block>) -> Option<Section> {
    let span = blocks.first()?.span;
    let mut section = Section { heading: None, level: 2, role: Role::Body, span, blocks: Vec::new() };
    fill(&mut section, blocks);
    Some(section)
}

fn fill(section: &mut Section, blocks: Vec<Block>) {
    section.span = blocks.iter().fold(section.span, |span, block| span.to(block.span));
    section.blocks = blocks;
}

fn begin(mut heading: Heading, roles: &BTreeMap<String, Role>) -> Section {
    if let Some(Inline::Text(text)) = heading.content.first_mut()
        && let Some((number, rest)) = numbered(text)
    {
        heading.number = Some(number.into());
        *text = rest.to_owned();
    }
    let (level, span): (u8, Span) = (heading.level, heading.span);
    let role = role(&plain_text(&heading.content), roles);
    Section { heading: Some(heading), level, role, blocks: Vec::new(), span }
}

/// The entries of a section of sources: each item or paragraph is one, under its number, with its first link as its address.
pub(super) fn sources(sections: &[Section]) -> Vec<Source> {
    let mut out = Vec::new();
    for block in sections.iter().filter(|section| section.role == Role::Sources).flat_map(|section| &section.blocks) {
        match &block.kind {
            BlockKind::Paragraph { content, .. } => out.push(source(content, out.len())),
            BlockKind::List(list) => {
                for item in &list.items {
                    if let Some(BlockKind::Paragraph { content, .. }) = item.blocks.first().map(|block| &block.kind) {
                        out.push(source(content, out.len()));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn source(content: &Inlines, before: usize) -> Source {
    let url = content.iter().find_map(|inline| match inline {
        Inline::Link(link) if link.target.starts_with("http") => Some(link.target.clone()),
        _ => None,
    });
    Source { id: (before + 1).to_string(), text: Some(content.clone()), url, ..Source::default() }
}

/// `2.1 Aims`, `3. Findings`, `IV. Findings`, `Annex A: Data` as number and rest.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_once([' ', '\u{a0}'])?;
    let rest = rest.trim_start();
    if matches!(number, "Annex" | "Annexe" | "Appendix") {
        let end = rest.find([' ', '\u{a0}']).map(|end| number.len() + 1 + end)?;
        let (label, after) = text.split_at_checked(end)?;
        let short = label.trim_end_matches([':', '.']).len() <= number.len() + 3;
        return short
            .then_some((label.trim_end_matches([':', '.']), after.trim_start_matches([' ', '–', '—', '\u{a0}'])));
    }
    let bare = number.trim_end_matches(['.', ')']);
    let marked = bare.len() + 1 == number.len();
    let mut parts = bare.split('.');
    let digits = parts.all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let roman = marked && !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let begins = rest.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit() && c.is_alphabetic());
    ((digits && (marked || bare.contains('.')) || roman) && begins).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_heading_is_numbered_when_a_capital_follows() {
        assert_eq!(numbered("2.1 Aims"), Some(("2.1", "Aims")));
        assert_eq!(numbered("3. Findings"), Some(("3.", "Findings")));
        assert_eq!(numbered("IV. Findings"), Some(("IV.", "Findings")));
        assert_eq!(numbered("Annex A: Data"), Some(("Annex A", "Data")));
        for text in ["2026 in review", "5.56 mm rounds", "I think so", "155 mm", "Annex", "1 Corps"] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }
}
