//! Feeds: the newest briefings of a list, as Atom (RFC 4287) and as JSON Feed 1.1.
//!
//! Promises: valid whatever stands in a title; undated texts and texts shown in a preview alone are left out; a retracted text
//! stays, marked, with the reason and without its summary; `updated` tells of nothing that is not in the feed.

mod atom;
mod full_text;
mod json;

use jiff::Zoned;

use super::{Ground, facts};
use crate::{
    base::Finding,
    gate::Public,
    library::{Entry, Facet, Id},
    model::{ChangeKind, Face},
    plan::{FeedFormat, ListKey, feed_root, list_address, members},
};

/// What a feed says, in whichever format.
struct Feed<'a> {
    title: String,
    description: String,
    language: &'a str,
    /// Its own address.
    own: String,
    /// The page that shows the same.
    page: String,
    updated: Option<Zoned>,
    entries: Vec<FeedEntry<'a>>,
}

/// One text in a feed.
struct FeedEntry<'a> {
    face: &'a Face,
    url: String,
    /// The title, marked if it was retracted.
    title: String,
    published: Zoned,
    updated: Zoned,
    /// What there is to say of it, corrections first; may be empty.
    summary: String,
    authors: Vec<Person>,
    /// Its kind and its topics: name, address of the list.
    categories: Vec<(String, String)>,
    /// The whole text as HTML with absolute addresses.
    content: Option<String>,
    card: Option<String>,
}

/// An author, or the publisher.
struct Person {
    name: String,
    url: Option<String>,
}

/// Writes the feed of a list.
///
/// # Errors
/// When a text that it carries in full cannot be read again.
pub fn feed(ground: Ground<'_>, edition: usize, list: ListKey, format: FeedFormat) -> Result<Vec<u8>, Finding> {
    let feed = gather(ground, edition, list, format)?;
    Ok(match format {
        FeedFormat::Atom => atom::write(ground, &feed),
        FeedFormat::Json => json::write(ground, &feed),
    })
}

/// The feed of a list: what it is called, and where it is.
#[must_use]
pub fn title(ground: Ground<'_>, edition: usize, list: ListKey) -> String {
    let site = facts::site_title(ground, edition);
    match list {
        ListKey::All => site.to_owned(),
        ListKey::Term(facet, at) => {
            let term = ground.edition(edition).terms.get(&facet).and_then(|terms| terms.get(at));
            let name = |term| facts::name_in(ground.site, ground.language(edition), facet, term);
            term.map_or_else(|| site.to_owned(), |term| format!("{} – {site}", name(&term.name)))
        }
        ListKey::Corrections => {
            let word = ground.templates.word(ground.language(edition).as_str(), "one_corrections", None);
            format!("{word} – {site}")
        }
    }
}

fn gather(ground: Ground<'_>, edition: usize, list: ListKey, format: FeedFormat) -> Result<Feed<'_>, Finding> {
    let ids = members(ground.library, edition, list);
    let shown = ids.iter().filter(|id| belongs(&ground.entry(**id).public)).take(ground.site.feeds.entries);
    let entries = shown.map(|id| entry(ground, *id)).collect::<Result<Vec<_>, _>>()?;
    let page = match list {
        ListKey::All => ground.edition(edition).root.clone(),
        _ => list_address(ground.library, edition, list),
    };
    Ok(Feed {
        title: title(ground, edition, list),
        description: facts::site_description(ground, edition).to_owned(),
        language: ground.language(edition).as_str(),
        own: ground.absolute_file(&feed_root(ground.library, edition, list).file(format.file())),
        page: ground.absolute(&page),
        updated: entries.iter().map(|entry| entry.updated.clone()).max(),
        entries,
    })
}

fn belongs(public: &Public) -> bool {
    public.card().face.date.is_some() && public.preview().is_none()
}

fn entry(ground: Ground<'_>, id: Id) -> Result<FeedEntry<'_>, Finding> {
    let entry = ground.entry(id);
    let face = &entry.public.card().face;
    let zone = ground.site.zone();
    let published = face.date.map(|date| facts::moment(date, &zone)).unwrap_or_default();
    let retracted = facts::is_retracted(face);
    let full = ground.site.feeds.full_text && !retracted;
    Ok(FeedEntry {
        face,
        url: ground.absolute(&entry.address),
        title: if retracted {
            format!("{}: {}", word(ground, face, "retracted"), face.title)
        } else {
            face.title.to_string()
        },
        updated: facts::updated(face, &zone).unwrap_or_else(|| published.clone()),
        published,
        summary: summary(ground, face),
        authors: face.authors.iter().map(|author| person(ground, entry, author)).collect(),
        categories: categories(ground, entry),
        content: if full { Some(full_text::html(ground, id)?) } else { None },
        card: facts::card_url(ground, entry),
    })
}

fn person(ground: Ground<'_>, entry: &Entry, author: &crate::model::Credit) -> Person {
    let url = author.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let list = || facts::facet_url(ground, entry.edition, Facet::Author, &author.name);
    Person { name: (&author.name).into(), url: url.map(str::to_owned).or_else(list) }
}

/// What was corrected, doubted or retracted, the newest first; then, unless it was retracted, what it is about.
fn summary(ground: Ground<'_>, face: &Face) -> String {
    let flags = [ChangeKind::Correction, ChangeKind::Concern, ChangeKind::Retraction];
    let mut changes: Vec<_> = face.history.iter().filter(|change| flags.contains(&change.kind)).collect();
    changes.sort_by_key(|change| std::cmp::Reverse((change.kind == ChangeKind::Retraction, change.on)));
    let said = changes.into_iter().map(|change| {
        let word = word(ground, face, &format!("change_{}", change.kind.name()));
        if change.note.is_empty() {
            format!("{word} ({}).", change.on)
        } else {
            format!("{word} ({}): {}", change.on, change.note)
        }
    });
    let about = (!facts::is_retracted(face) && !face.description.is_empty()).then(|| face.description.to_string());
    said.chain(about).collect::<Vec<_>>().join("\n")
}

fn categories(ground: Ground<'_>, entry: &Entry) -> Vec<(String, String)> {
    let face = &entry.public.card().face;
    let root = &ground.edition(entry.edition).root;
    let folder = |facet: Facet| ground.absolute(&root.join(facet.folder()));
    let kind = (word(ground, face, &format!("kind_{}", face.kind.name())), folder(Facet::Kind));
    let topics = face.subjects.topics.iter().map(|topic| (topic.into(), folder(Facet::Topic)));
    std::iter::once(kind).chain(topics).collect()
}

fn word(ground: Ground<'_>, face: &Face, key: &str) -> String {
    ground.templates.word(face.language.as_str(), key, None)
}

/// The absolute address of the publisher's logo.
fn logo(ground: Ground<'_>) -> Option<String> {
    let file = ground.site.publisher.logo.as_ref().or(ground.site.theme.logo.as_ref())?;
    facts::static_url(ground, file)
}

#[cfg(test)]
mod tests;
