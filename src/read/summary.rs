//! The summary that a text gives: a section of that role, or a paragraph that begins `BLUF:`.

use crate::model::{
    Block, BlockKind, Briefing, Certainty, Decision, Inline, Inlines, Origin, Role, Section, plain_text,
};

/// Fills what the summary lacks from the sections of role `summary`; they stay where they are.
pub(super) fn fill(briefing: &mut Briefing) {
    let (mut bluf, mut points) = (None, Vec::new());
    for section in briefing.body.iter().filter(|section| section.role == Role::Summary) {
        let (own, own_points) = of(section);
        bluf = bluf.or(own);
        points.extend(own_points);
    }
    if briefing.summary.bluf.is_none() && bluf.is_some() {
        briefing.summary.bluf = bluf;
        briefing.origins.insert("bluf", Origin::Derived);
    }
    if briefing.summary.points.is_empty() && !points.is_empty() {
        briefing.summary.points = points;
        briefing.origins.insert("key_points", Origin::Derived);
    }
}

/// The bottom line and the points of a section: its items are points, its first paragraph is the bottom line. Under a heading
/// that announces points, paragraphs without a list are points too.
fn of(section: &Section) -> (Option<Inlines>, Vec<Inlines>) {
    let heading =
        section.heading.as_ref().map(|heading| plain_text(&heading.content).to_lowercase()).unwrap_or_default();
    let lists = section.blocks.iter().any(|block| matches!(block.kind, BlockKind::List(_)));
    let paragraphs_are_points = !lists && ANNOUNCING.iter().any(|word| heading.contains(word));
    let (mut bluf, mut points) = (None, Vec::new());
    for block in &section.blocks {
        match &block.kind {
            BlockKind::Paragraph { content, .. } if paragraphs_are_points => points.push(content.clone()),
            BlockKind::Paragraph { content, .. } if bluf.is_none() => bluf = Some(content.clone()),
            BlockKind::List(list) => {
                points.extend(list.items.iter().filter_map(|item| first_paragraph(&item.blocks)));
            }
            _ => {}
        }
    }
    (bluf, points)
}

const ANNOUNCING: &[&str] = &[
    "point",
    "judgement",
    "judgment",
    "takeaway",
    "take-away",
    "finding",
    "message",
    "highlight",
    "clés",
    "clefs",
    "retenir",
];

fn first_paragraph(blocks: &[Block]) -> Option<Inlines> {
    match &blocks.first()?.kind {
        BlockKind::Paragraph { content, .. } => Some(content.clone()),
        _ => None,
    }
}

/// Takes a paragraph `BLUF: …` out of the text before its second heading and makes it the bottom line.
pub(super) fn take_label(briefing: &mut Briefing) -> Option<Decision> {
    if briefing.summary.bluf.is_some() {
        return None;
    }
    let section = briefing.body.first_mut()?;
    let (at, content) = section.blocks.iter().enumerate().take(4).find_map(|(at, block)| match &block.kind {
        BlockKind::Paragraph { content, .. } => Some((at, after_label(content)?)),
        _ => None,
    })?;
    let span = section.blocks.remove(at).span;
    if section.blocks.is_empty() && section.heading.is_none() {
        briefing.body.remove(0);
    }
    briefing.summary.bluf = Some(content);
    briefing.origins.insert("bluf", Origin::Given);
    Some(Decision {
        span,
        rule: "inline-label",
        reading: "the bottom line up front".into(),
        certainty: Certainty::Certain,
        dropped: None,
    })
}

/// What follows `BLUF:` or `Bottom line:`, plain or strong.
fn after_label(content: &Inlines) -> Option<Inlines> {
    let (first, rest) = content.split_first()?;
    match first {
        Inline::Text(text) => {
            let text = label(text)?.trim_start();
            let begins = (!text.is_empty()).then(|| Inline::Text(text.to_owned()));
            Some(begins.into_iter().chain(rest.iter().cloned()).collect())
        }
        Inline::Strong(inner) => {
            let [Inline::Text(text)] = inner.as_slice() else { return None };
            let (Inline::Text(next), others) = rest.split_first()? else { return None };
            let next = match label(text) {
                Some("") => next.as_str(),
                Some(_) => return None,
                None => label(&format!("{text}:")).and_then(|_| next.strip_prefix(':'))?,
            };
            let begins = Inline::Text(next.trim_start().to_owned());
            Some(std::iter::once(begins).chain(others.iter().cloned()).collect())
        }
        _ => None,
    }
}

fn label(text: &str) -> Option<&str> {
    ["BLUF", "Bottom line up front", "Bottom line"].iter().find_map(|word| {
        let (head, rest) = text.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then(|| rest.trim_start().strip_prefix(':')).flatten()
    })
}
