//! The search index: for each part, what is said of its briefings, and, in a second file, their texts. Plain JSON that the
//! page's script reads; nothing is stemmed or inverted, so that one edit makes one small file anew.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Ground,
    page::card,
    view::{CardView, SearchPartView, SearchView},
};
use crate::{
    base::Finding,
    library::{Facet, Id},
    model::{Briefing, plain_text},
    plan::{SearchPart, search_parts},
};

/// A briefing as the script finds and shows it. Names are short because they are sent.
#[derive(Serialize)]
struct Record<'a> {
    url: &'a str,
    title: &'a str,
    about: &'a str,
    kind: &'a str,
    date: Option<&'a str>,
    day: Option<&'a str>,
    language: &'a str,
    minutes: u32,
    authors: Vec<&'a str>,
    topics: Vec<&'a str>,
    regions: Vec<&'a str>,
    actors: Vec<&'a str>,
    series: Option<&'a str>,
    number: Option<&'a str>,
}

/// The files of a part: records, texts.
pub(super) fn index(
    ground: Ground<'_>,
    edition: usize,
    part: usize,
    wanted: &[bool],
) -> Result<Vec<Option<Vec<u8>>>, Finding> {
    let parts = search_parts(ground.library, edition);
    let Some(part) = parts.get(part) else { return Ok(vec![None; wanted.len()]) };
    let is_wanted = |at: usize| wanted.get(at).copied().unwrap_or_default();
    let records = is_wanted(0).then(|| records(ground, edition, part));
    let texts = is_wanted(1).then(|| texts(ground, part)).transpose()?;
    Ok(vec![records, texts])
}

/// What the search page sees.
pub(super) fn view(ground: Ground<'_>, edition: usize) -> SearchView {
    let root = ground.edition(edition).root.join("search");
    let url = |name: &str, ending: &str| ground.file_url(&root.file(&format!("{name}{ending}")));
    let parts = search_parts(ground.library, edition);
    let total = parts.iter().map(|part| part.briefings.len()).sum();
    let part =
        |part: &SearchPart| SearchPartView { url: url(&part.name, ".json"), texts: url(&part.name, ".text.json") };
    SearchView { parts: parts.iter().map(part).collect(), total }
}

fn records(ground: Ground<'_>, edition: usize, part: &SearchPart) -> Vec<u8> {
    let [regions, actors] = [Facet::Region, Facet::Actor].map(|facet| names(ground, edition, facet));
    let cards: Vec<(Id, CardView)> = part.briefings.iter().map(|id| (*id, card(*id, ground))).collect();
    let record = |(id, card): &(Id, CardView)| {
        json(&Record {
            url: &card.url,
            title: &card.title,
            about: &card.description,
            kind: &card.kind,
            date: card.date.as_ref().map(|date| date.iso.as_str()),
            day: card.date.as_ref().map(|date| date.text.as_str()),
            language: &card.language,
            minutes: card.minutes,
            authors: card.authors.iter().map(|author| author.name.as_str()).collect(),
            topics: card.topics.iter().map(|topic| topic.name.as_str()).collect(),
            regions: regions.get(id).cloned().unwrap_or_default(),
            actors: actors.get(id).cloned().unwrap_or_default(),
            series: card.series.as_ref().map(|series| series.name.as_str()),
            number: card.series.as_ref().and_then(|series| series.number.as_deref()),
        })
    };
    array(cards.iter().map(record))
}

/// The texts of a part, in the order of its records; a retracted one is empty.
fn texts(ground: Ground<'_>, part: &SearchPart) -> Result<Vec<u8>, Finding> {
    let text = |id: &Id| {
        if card(*id, ground).retracted {
            return Ok(json(""));
        }
        (ground.bodies)(*id).map(|body| json(&text_of(body.briefing())))
    };
    let texts: Vec<String> = part.briefings.iter().map(text).collect::<Result<_, Finding>>()?;
    Ok(array(texts.into_iter()))
}

/// The names that a facet gives to each briefing.
fn names<'a>(ground: Ground<'a>, edition: usize, facet: Facet) -> BTreeMap<Id, Vec<&'a str>> {
    let mut names: BTreeMap<Id, Vec<&str>> = BTreeMap::new();
    for term in ground.edition(edition).terms.get(&facet).into_iter().flatten() {
        for id in &term.briefings {
            names.entry(*id).or_default().push(&term.name);
        }
    }
    names
}

/// A text in reading order, its parts set off by line ends, without end matter.
fn text_of(briefing: &Briefing) -> String {
    let mut text = String::new();
    let mut add = |piece: String| {
        if !piece.is_empty() {
            text.push_str(&piece);
            text.push('\n');
        }
    };
    briefing.summary.bluf.iter().chain(&briefing.summary.points).for_each(|inlines| add(plain_text(inlines)));
    for section in briefing.body.iter().filter(|section| !section.role.is_end_matter()) {
        section.heading.iter().for_each(|heading| add(plain_text(&heading.content)));
        section.blocks.iter().for_each(|block| add_block(block, &mut add));
    }
    text
}

fn add_block(block: &crate::model::Block, add: &mut dyn FnMut(String)) {
    block.inlines().into_iter().for_each(|inlines| add(plain_text(inlines)));
    block.children().into_iter().flatten().for_each(|inner| add_block(inner, add));
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".into())
}

/// One value a line, so that an edit is a line in a comparison.
fn array(values: impl Iterator<Item = String>) -> Vec<u8> {
    let lines: Vec<String> = values.collect();
    format!("[{}]\n", lines.join(",\n")).into_bytes()
}
