//! The anchors of a page, given out in one place: the HTML writer prints them, the link check knows them.

use std::{collections::BTreeSet, ops::Bound};

use super::{Anchor, BlockKind, Briefing, Note, Section, Source, plain_text};
use crate::base::words;

/// Every anchor of one page; all are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// One a section; `None` where it has no heading.
    pub headings: Vec<Option<Anchor>>,
    /// One a block of each section; `None` where it is no paragraph.
    pub paragraphs: Vec<Vec<Option<Anchor>>>,
    /// One a note: `note-LABEL`. The marks in the text are `mark-LABEL`, `mark-LABEL-2` and so on.
    pub notes: Vec<Anchor>,
    /// One a source: `source-ID`.
    pub sources: Vec<Anchor>,
}

impl Anchors {
    /// The anchors of a briefing: what the author gave, else the heading's words; `para-4` for a paragraph numbered 4, `p-7` for
    /// the seventh paragraph of the text without number.
    #[must_use]
    pub fn of(briefing: &Briefing) -> Self {
        let mut taken = Taken::default();
        let headings = briefing.body.iter().map(|section| heading(section, &mut taken)).collect();
        let paragraphs = paragraphs(&briefing.body, &mut taken);
        let notes = briefing.notes.iter().map(|note: &Note| taken.claim(named("note", &note.label))).collect();
        let sources = briefing.sources.iter().map(|source: &Source| taken.claim(named("source", &source.id))).collect();
        Self { headings, paragraphs, notes, sources }
    }

    /// All of them, headings first.
    pub fn all(&self) -> impl Iterator<Item = &Anchor> {
        let headings = self.headings.iter().flatten();
        let paragraphs = self.paragraphs.iter().flatten().flatten();
        headings.chain(paragraphs).chain(&self.notes).chain(&self.sources)
    }
}

#[derive(Default)]
struct Taken(BTreeSet<String>, std::collections::BTreeMap<String, u32>);

impl Taken {
    /// The wish, or the wish with the first free number from 2.
    fn claim(&mut self, wish: String) -> Anchor {
        if self.0.insert(wish.clone()) {
            return wish.into();
        }
        let next = self.1.entry(wish.clone()).or_insert(2);
        loop {
            let numbered = format!("{wish}-{next}");
            *next += 1;
            if self.0.insert(numbered.clone()) {
                return numbered.into();
            }
        }
    }

    /// Whether any name that was given out begins like this.
    fn has_any(&self, beginning: &str) -> bool {
        self.0
            .range::<str, _>((Bound::Included(beginning), Bound::Unbounded))
            .next()
            .is_some_and(|name| name.starts_with(beginning))
    }
}

fn heading(section: &Section, taken: &mut Taken) -> Option<Anchor> {
    let heading = section.heading.as_ref()?;
    if let Some(given) = &heading.id {
        return Some(taken.claim(given.to_string()));
    }
    let words = words(&plain_text(&heading.content));
    Some(taken.claim(if words.is_empty() { "section".to_owned() } else { words }))
}

fn paragraphs(body: &[Section], taken: &mut Taken) -> Vec<Vec<Option<Anchor>>> {
    let mut count = 0u32;
    // Nothing that is claimed after the headings begins like the names of paragraphs without number.
    let free = !taken.has_any("p-");
    let mut of_section = |section: &Section| {
        let anchor = |block: &super::Block| match &block.kind {
            BlockKind::Paragraph { number: Some(number), .. } => Some(taken.claim(named("para", number))),
            BlockKind::Paragraph { number: None, .. } => {
                count += 1;
                let name = ["p-", &count.to_string()].concat();
                Some(if free { name.into() } else { taken.claim(name) })
            }
            _ => None,
        };
        section.blocks.iter().map(anchor).collect()
    };
    body.iter().map(&mut of_section).collect()
}

fn named(kind: &str, label: &str) -> String {
    let words = words(label);
    if words.is_empty() { kind.to_owned() } else { format!("{kind}-{words}") }
}
