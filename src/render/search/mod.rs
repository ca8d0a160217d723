//! The search index: static files that a reader's browser loads piece by piece (`static/search.js` reads them).
//!
//! An own index over the typed model. Measured beside it, Pagefind takes 37 s and 4.3 GB for 10,000 briefings, and one file of
//! elasticlunr has 12 MB at 1,000. What is found is weighed by where it stands: title, names, summary, headings, text. There is
//! no stemmer to maintain for each language: words that begin alike stand in one file, and the browser compares beginnings.
//!
//! Promises: knows public texts alone; an edit changes the files of its block alone, and of these only those whose words changed.
//!
//! | file | holds |
//! |---|---|
//! | `search/index.json` | `language`, `shards`, `titles` (texts a file), and the number of texts in each block |
//! | `search/BLOCK/SHARD.bin` | words in order: length, word, twice the number of postings (and 1 if the word is common), postings |
//! | `search/BLOCK/facets.bin` | names in order: facet, length, name, number of texts, texts |
//! | `search/BLOCK/titles-N.json` | address below the site, title, day, kind, language of each text |
//!
//! Numbers are LEB128; texts are the differences of their places in the block; a posting is the difference times 16 plus the
//! weight: 8 to 15 for words of the title, 1 to 7 for others. Of common words, those in the running text of every fourth text of a
//! block, only what stands elsewhere is kept. The file of a word is FNV-1a over its first four letters, modulo `shards`.

mod words;

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

use super::{Ground, facts, page};
use crate::{
    base::Finding,
    gate::PublicBody,
    library::{Entry, Facet, Id},
    model::{Block, Briefing, Role, SharedText, plain_text},
    plan::{SearchShape, TITLES},
    render::view::SearchView,
};

pub use words::words;

/// The description of an edition's index.
#[must_use]
pub fn index(ground: Ground<'_>, edition: usize, sizes: &[usize]) -> Vec<u8> {
    let shape = SearchShape::of(sizes.iter().sum());
    let about = json!({
        "language": ground.language(edition).as_str(), "shards": shape.shards, "titles": TITLES, "blocks": sizes,
    });
    about.to_string().into_bytes()
}

/// What the search page sees.
pub(super) fn view(ground: Ground<'_>, edition: usize) -> SearchView {
    let root = ground.edition(edition).root.join("search");
    let total = ground.library.entries.iter().filter(|entry| entry.edition == edition).count();
    SearchView { index: ground.url(&root), prefix: ground.site.prefix().to_owned(), total }
}

/// The files of one block: its words, its facets, its titles, in the order of the plan.
///
/// # Errors
/// When a text cannot be read again.
pub fn block(ground: Ground<'_>, shape: SearchShape, texts: &[Id]) -> Result<Vec<Vec<u8>>, Finding> {
    let mut found: HashMap<String, Vec<Posting>> = HashMap::new();
    let mut facets: BTreeMap<(Facet, String), Vec<usize>> = BTreeMap::new();
    for (at, id) in texts.iter().enumerate() {
        let entry = ground.entry(*id);
        let body = (ground.bodies)(*id)?;
        for (word, weight, placed) in weighed(ground, entry, &body) {
            found.entry(word).or_default().push((at, weight, placed));
        }
        for name in names(ground, entry) {
            facets.entry(name).or_default().push(at);
        }
    }
    let mut files = word_files(found, texts.len(), shape);
    files.push(facet_file(&facets));
    files.extend(texts.chunks(TITLES).map(|texts| titles(ground, texts)));
    Ok(files)
}

/// The weight of a word of a title, 8 to 15: more in a shorter one, so that of two titles with all words of a query the one without
/// others comes first.
fn in_title(title: &str) -> u8 {
    let words = title.split_whitespace().count().clamp(4, 11);
    u8::try_from(19 - words).unwrap_or(8)
}

/// What a word counts for in other places that say what a text is about.
const IN_NAMES: u8 = 3;
const IN_SUMMARY: u8 = 2;
const IN_HEADING: u8 = 2;

/// A word of a text, its weight, and whether it stands elsewhere than in the running text.
type Weighed = (String, u8, bool);

/// The words of a text with their weights, 1 to 15. Of a retracted one, those of its title and names alone.
fn weighed(ground: Ground<'_>, entry: &Entry, body: &PublicBody) -> Vec<Weighed> {
    let language = ground.language(entry.edition);
    let face = &entry.public.card().face;
    let mut found = Found::default();
    found.place(&face.title, 0, TITLE);
    found.place(face.short_title.as_deref().unwrap_or_default(), 0, TITLE);
    let subjects = &face.subjects;
    let authors = face.authors.iter().map(|author| &author.name);
    let named = subjects.topics.iter().chain(&subjects.actors).chain(authors).map(SharedText::as_str);
    let named = named.chain(face.series.as_deref()).chain(face.number.as_deref());
    named.for_each(|name| found.place(name, IN_NAMES, 2));
    let region = |name| facts::name_in(ground.site, language, Facet::Region, name);
    subjects.regions.iter().for_each(|name| found.place(region(name), IN_NAMES, 2));
    subjects.places.iter().for_each(|country| found.place(country.name_in(language), IN_NAMES, 2));
    if !facts::is_retracted(face) {
        found.text(body.briefing());
    }
    found.sorted(in_title(&face.title))
}

/// The mark of a title among the places.
const TITLE: u8 = 1;

/// The words of a text in the making: how often in the running text, weight of the places it stands in, which places.
#[derive(Default)]
struct Found(HashMap<String, (u32, u8, u8)>);

impl Found {
    /// The words of a place that tells what a text is about. A word counts once for each such place.
    fn place(&mut self, text: &str, weight: u8, mark: u8) {
        words(text, &mut |word| {
            let (_, weights, marks) = self.0.entry(word.to_owned()).or_default();
            if *marks & mark == 0 {
                (*weights, *marks) = (*weights + weight, *marks | mark);
            }
        });
    }

    fn text(&mut self, briefing: &Briefing) {
        let summary = briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points);
        summary.for_each(|text| self.place(&plain_text(text), IN_SUMMARY, 4));
        for section in shown(briefing) {
            if let Some(heading) = &section.heading {
                self.place(&plain_text(&heading.content), IN_HEADING, 8);
            }
            self.count(&section.blocks);
        }
    }

    fn count(&mut self, blocks: &[Block]) {
        for block in blocks {
            for inlines in block.inlines() {
                words(&plain_text(inlines), &mut |word| match self.0.get_mut(word) {
                    Some((times, ..)) => *times += 1,
                    None => drop(self.0.insert(word.to_owned(), (1, 0, 0))),
                });
            }
            block.children().for_each(|inner| self.count(inner));
        }
    }

    fn sorted(self, in_title: u8) -> Vec<Weighed> {
        let weigh = |(word, (times, weight, marks)): (String, (u32, u8, u8))| {
            let weight = if marks & TITLE > 0 { in_title } else { (weight + of_times(times)).clamp(1, 7) };
            (word, weight, marks > 0)
        };
        let mut weighed: Vec<Weighed> = self.0.into_iter().map(weigh).collect();
        weighed.sort_unstable();
        weighed
    }
}

/// The sections in which something is looked for.
fn shown(briefing: &Briefing) -> impl Iterator<Item = &crate::model::Section> {
    briefing
        .body
        .iter()
        .filter(|section| !matches!(section.role, Role::Notes | Role::Sources | Role::Contact | Role::Disclaimer))
}

/// What so many times in the text count for: more, but ever less.
fn of_times(times: u32) -> u8 {
    match times {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=8 => 3,
        _ => 4,
    }
}

/// The names by which a result may be narrowed.
fn names(ground: Ground<'_>, entry: &Entry) -> Vec<(Facet, String)> {
    let face = &entry.public.card().face;
    let kind =
        ground.templates.word(ground.language(entry.edition).as_str(), &format!("kind_{}", face.kind.name()), None);
    let subjects = &face.subjects;
    let mut names = vec![(Facet::Kind, kind)];
    names.extend(subjects.topics.iter().map(|name| (Facet::Topic, name.into())));
    let region = |name: &str| {
        let name = facts::name_in(ground.site, ground.language(entry.edition), Facet::Region, name);
        (Facet::Region, name.to_owned())
    };
    names.extend(subjects.regions.iter().map(|name| region(name)));
    for place in &subjects.places {
        names.push((Facet::Region, place.name_in(ground.language(entry.edition)).to_owned()));
        let around = ground.site.regions.iter().filter(|(_, region)| region.places.contains(place));
        names.extend(around.map(|(name, _)| region(name)));
    }
    names.extend(face.authors.iter().map(|author| (Facet::Author, (&author.name).into())));
    names.extend(face.date.map(|date| (Facet::Year, date.day().year().to_string())));
    names.sort();
    names.dedup();
    names
}

/// A text's place in the block, the word's weight in it, and whether it stands elsewhere than in the running text.
type Posting = (usize, u8, bool);

/// Blocks of fewer texts keep every posting.
const FEW: usize = 64;

fn word_files(found: HashMap<String, Vec<Posting>>, texts: usize, shape: SearchShape) -> Vec<Vec<u8>> {
    let mut sorted: Vec<(String, Vec<Posting>)> = found.into_iter().collect();
    sorted.sort_unstable();
    let mut files = vec![Vec::new(); shape.shards];
    for (word, mut postings) in sorted {
        let Some(file) = files.get_mut(shape.shard(&word)) else { continue };
        // A word in the running text of every fourth says nothing of any, and would be most of what is loaded.
        let common = texts >= FEW && postings.len() * 4 > texts;
        if common {
            postings.retain(|(_, _, placed)| *placed);
        }
        put_text(file, &word);
        put(file, postings.len() << 1 | usize::from(common));
        let mut last = 0;
        for (at, weight, _) in postings {
            put(file, (at - last) << 4 | usize::from(weight));
            last = at;
        }
    }
    files
}

fn facet_file(facets: &BTreeMap<(Facet, String), Vec<usize>>) -> Vec<u8> {
    let mut file = Vec::new();
    for ((facet, name), texts) in facets {
        put(&mut file, Facet::ALL.iter().position(|known| known == facet).unwrap_or_default());
        put_text(&mut file, name);
        put(&mut file, texts.len());
        let mut last = 0;
        for at in texts {
            put(&mut file, at - last);
            last = *at;
        }
    }
    file
}

fn titles(ground: Ground<'_>, texts: &[Id]) -> Vec<u8> {
    let rows: Vec<_> = texts
        .iter()
        .map(|id| {
            let entry = ground.entry(*id);
            let face = &entry.public.card().face;
            let language = ground.language(entry.edition);
            let day = face.date.map_or_else(String::new, |date| page::date_text(date.day(), language));
            let kind = match entry.public.card().shelf {
                crate::model::Shelf::Briefings => {
                    ground.templates.word(language.as_str(), &format!("kind_{}", face.kind.name()), None)
                }
                crate::model::Shelf::Pages => String::new(),
            };
            json!([entry.address.as_str(), face.title, day, kind, face.language.as_str()])
        })
        .collect();
    serde_json::Value::Array(rows).to_string().into_bytes()
}

fn put_text(file: &mut Vec<u8>, text: &str) {
    put(file, text.len());
    file.extend_from_slice(text.as_bytes());
}

fn put(file: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        file.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    file.push(u8::try_from(number).unwrap_or_default());
}

#[cfg(test)]
mod tests;
