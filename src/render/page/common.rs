//! What every page's view shares: title, addresses, alternates, feeds, menu.

use serde::Serialize;

use super::super::{Ground, facts, templates::Templates};
use crate::{
    base::Address,
    config::Site,
    library::{Edition, Entry, Facet, Library},
    plan::{FeedFormat, ListKey, feed_root},
    render::view::{Alternate, FeedLink, MenuItem, PageView, Shared},
};

/// What all pages of an edition carry, made once a build; every page's print covers it.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The menu.
    pub menu: Shared<Vec<MenuItem>>,
}

/// One of the interface's words in an edition's language.
pub(crate) fn word(ground: Ground<'_>, edition: usize, key: &str) -> String {
    ground.templates.word(ground.language(edition).as_str(), key, None)
}

/// The view of a page at `address`, without feeds of its own, metadata or description.
#[must_use]
pub(crate) fn page_view(ground: Ground<'_>, edition: usize, kind: &str, title: &str, address: &Address) -> PageView {
    let language = ground.language(edition);
    let root = &ground.edition(edition).root;
    PageView {
        kind: kind.into(),
        title: title.into(),
        description: String::new(),
        url: ground.url(address),
        canonical: ground.absolute(address),
        language: language.to_string(),
        direction: if language.is_right_to_left() { "rtl" } else { "ltr" }.into(),
        alternates: Vec::new(),
        feeds: feeds(ground, edition, None),
        meta: String::new(),
        json_ld: String::new(),
        noindex: ground.view.shows_drafts,
        section: section(ground, root, address),
        menu: ground.frames.get(edition).map(|frame| frame.menu.clone()).unwrap_or_default(),
        site_title: facts::site_title(ground, edition).to_owned(),
        site_description: facts::site_description(ground, edition).to_owned(),
        tagline: facts::tagline(ground, edition).map(str::to_owned),
        footer: facts::footer(ground, edition).map(str::to_owned),
        home: ground.url(root),
        all: ground.url(&root.join("briefings")),
        search: ground.site.outputs.search.then(|| ground.url(&root.join("search"))),
    }
}

/// The page that stands where nothing stands.
pub(super) fn not_found(ground: Ground<'_>) -> PageView {
    let title = word(ground, 0, "not_found_title");
    let mut page = page_view(ground, 0, "not_found", &title, &Address::home());
    page.noindex = true;
    page
}

/// The menu item that leads to a page: the one whose address begins the page's.
fn section(ground: Ground<'_>, root: &Address, address: &Address) -> String {
    let below = address.as_str().strip_prefix(root.as_str()).unwrap_or_default();
    match below.split('/').next() {
        Some("") | None => ground.url(root),
        Some(first) => ground.url(&root.join(first)),
    }
}

/// The frame of every edition.
#[must_use]
pub fn frames(site: &Site, library: &Library, templates: &Templates) -> Vec<Frame> {
    let frame = |(at, edition): (usize, &Edition)| Frame { menu: menu(at, edition, site, library, templates).into() };
    library.editions.iter().enumerate().map(frame).collect()
}

/// The menu of site.toml; else the lists that there are, and the page about the site.
fn menu(at: usize, edition: &Edition, site: &Site, library: &Library, templates: &Templates) -> Vec<MenuItem> {
    let prefix = site.prefix();
    if !site.menu.is_empty() && at == 0 {
        let own = |url: &str| if url.starts_with('/') { format!("{prefix}{url}") } else { url.to_owned() };
        return site.menu.iter().map(|entry| MenuItem { name: entry.name.clone(), url: own(&entry.url) }).collect();
    }
    let item = |key: &str, place: &str| MenuItem {
        name: templates.word(edition.language.as_str(), key, None),
        url: format!("{prefix}{}", edition.root.join(place)),
    };
    let listed = [Facet::Topic, Facet::Region, Facet::Series, Facet::Author];
    let facets = listed.into_iter().filter(|facet| edition.terms.contains_key(facet));
    let facets = facets.map(|facet| item(&format!("facet_{}", facet.name()), facet.folder()));
    let is_about =
        |(_, entry): &(u32, &Entry)| entry.edition == at && entry.public.card().face.slug.as_str() == "about";
    let about = library.pages().find(is_about).map(|(_, entry)| MenuItem {
        name: entry.public.card().face.title.to_string(),
        url: format!("{prefix}{}", entry.address),
    });
    std::iter::once(item("kinds_briefing", "briefings")).chain(facets).chain(about).collect()
}

/// The feeds of a list, if it has any, before those of its edition.
pub(super) fn feeds(ground: Ground<'_>, edition: usize, list: Option<(ListKey, &str)>) -> Vec<FeedLink> {
    let whole = (ListKey::All, facts::site_title(ground, edition));
    let lists = list.into_iter().chain(std::iter::once(whole));
    let json = ground.site.outputs.json_feed;
    lists
        .flat_map(|(list, title)| {
            let root = feed_root(ground.library, edition, list);
            let formats = [(FeedFormat::Atom, "application/atom+xml"), (FeedFormat::Json, "application/feed+json")];
            formats.into_iter().take(1 + usize::from(json)).map(move |(format, media_type)| FeedLink {
                title: title.to_owned(),
                url: ground.file_url(&root.file(format.file())),
                media_type: media_type.into(),
            })
        })
        .collect()
}

/// An entry's page in all its languages, itself included; empty if there is only one.
pub(super) fn alternates(entry: &Entry, ground: Ground<'_>) -> Vec<Alternate> {
    if entry.around.kin().translations.is_empty() {
        return Vec::new();
    }
    let others = entry.around.kin().translations.iter().map(|id| ground.entry(*id));
    let mut all: Vec<&Entry> = std::iter::once(entry).chain(others).collect();
    all.sort_by_key(|entry| (entry.edition, &entry.address));
    let alternate = |language: String, entry: &Entry| Alternate { language, href: ground.absolute(&entry.address) };
    let default = all.first().map(|entry| alternate("x-default".into(), entry));
    let own = all.iter().map(|entry| alternate(entry.public.card().face.language.to_string(), entry));
    own.chain(default).collect()
}
