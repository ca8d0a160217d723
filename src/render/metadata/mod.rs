//! What machines are told of a page: schema.org as JSON-LD, Highwire's citation tags, Dublin Core, Open Graph.
//!
//! Promises: nothing is said that the page does not say; JSON-LD cannot end the `script` element that it stands in.

mod json_ld;
mod tags;

use serde_json::{Value, json};

use super::{Ground, cite, facts};
use crate::{
    base::{Address, scan},
    gate::PublicBody,
    library::{Edition, Entry, Facet, Id},
    model::{Kind, Shelf},
    plan::{ListPage, list_address, members, page_address, per_page},
    render::{html, view::PageView},
};

/// The metadata of a page.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// `meta` elements, in their order.
    pub meta: Vec<MetaTag>,
    /// JSON-LD, safe within a `script` element.
    pub json_ld: String,
}

/// One `meta` element.
#[derive(Clone, Debug)]
pub struct MetaTag {
    /// `name` or `property`.
    pub attribute: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub content: String,
}

impl Metadata {
    /// Puts it on a page.
    pub(super) fn dress(self, page: &mut PageView) {
        page.meta = elements(&self.meta);
        page.json_ld = self.json_ld;
    }
}

/// The tags as HTML, one a line.
fn elements(tags: &[MetaTag]) -> String {
    let mut out = String::with_capacity(tags.len() * 80);
    for tag in tags {
        if !out.is_empty() {
            out.push('\n');
        }
        out.extend(["<meta ", tag.attribute, "=\"", tag.name, "\" content=\""]);
        html::escape_into(&mut out, &tag.content);
        out.push_str("\">");
    }
    out
}

/// Of a briefing's page.
#[must_use]
pub fn of_briefing(ground: Ground<'_>, id: Id, body: &PublicBody) -> Metadata {
    let entry = ground.entry(id);
    let crumbs = briefing_crumbs(ground, entry);
    Metadata {
        meta: tags::of_briefing(ground, entry, body.briefing()),
        json_ld: embedded(&json_ld::of_briefing(ground, entry, body.briefing(), crumbs)),
    }
}

/// Of a stand-alone page.
#[must_use]
pub fn of_text(ground: Ground<'_>, id: Id) -> Metadata {
    let entry = ground.entry(id);
    let face = &entry.public.card().face;
    let kind = match face.slug.as_str() {
        "about" | "about-us" => "AboutPage",
        "contact" | "contact-us" => "ContactPage",
        _ => "WebPage",
    };
    let page = Page { edition: entry.edition, address: &entry.address, title: &face.title, about: &face.description };
    let mut json = page.json(ground, kind);
    set(&mut json, "inLanguage", face.language.as_str().into());
    set(&mut json, "breadcrumb", breadcrumbs(ground, entry.edition, &[(face.title.clone(), entry.address.clone())]));
    Metadata { meta: tags::of_page(ground, &page), json_ld: embedded(&json) }
}

/// Of the home of an edition.
#[must_use]
pub fn of_home(ground: Ground<'_>, edition: usize) -> Metadata {
    let root = &ground.edition(edition).root;
    let (title, about) = (facts::site_title(ground, edition), facts::site_description(ground, edition));
    let page = Page { edition, address: root, title, about };
    let mut json = page.json(ground, "WebSite");
    set(&mut json, "publisher", json_ld::publisher(ground));
    if ground.site.outputs.search {
        let target = format!("{}?q={{search_term_string}}", ground.absolute(&root.join("search")));
        let action = json!({
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        });
        set(&mut json, "potentialAction", action);
    }
    Metadata { meta: tags::of_page(ground, &page), json_ld: embedded(&json) }
}

/// Of one page of a list that is called `title`.
#[must_use]
pub fn of_list(ground: Ground<'_>, list: ListPage, title: &str, about: &str) -> Metadata {
    let address = page_address(ground.library, list.edition, list.list, list.page);
    let page = Page { edition: list.edition, address: &address, title, about };
    let ids = members(ground.library, list.edition, list.list);
    let size = per_page(ground.site);
    let before = list.page.saturating_sub(1) * size;
    let items = ids.iter().skip(before).take(size).zip(before + 1..).map(|(id, position)| {
        let entry = ground.entry(*id);
        let name = &entry.public.card().face.title;
        json!({"@type": "ListItem", "position": position, "url": ground.absolute(&entry.address), "name": name})
    });
    let mut json = page.json(ground, "CollectionPage");
    let items: Vec<Value> = items.collect();
    let newest = "https://schema.org/ItemListOrderDescending";
    set(
        &mut json,
        "mainEntity",
        json!({
            "@type": "ItemList", "numberOfItems": ids.len(), "itemListOrder": newest, "itemListElement": items,
        }),
    );
    let first = list_address(ground.library, list.edition, list.list);
    set(&mut json, "breadcrumb", breadcrumbs(ground, list.edition, &[(title.to_owned(), first)]));
    Metadata { meta: tags::of_page(ground, &page), json_ld: embedded(&json) }
}

/// Of the page that lists the names of a facet and is called `title`.
#[must_use]
pub fn of_terms(ground: Ground<'_>, edition: usize, facet: Facet, title: &str) -> Metadata {
    let address = ground.edition(edition).root.join(facet.folder());
    let page = Page { edition, address: &address, title, about: "" };
    let mut json = page.json(ground, "CollectionPage");
    set(&mut json, "breadcrumb", breadcrumbs(ground, edition, &[(title.to_owned(), address.clone())]));
    Metadata { meta: tags::of_page(ground, &page), json_ld: embedded(&json) }
}

/// A page that is no briefing.
struct Page<'a> {
    edition: usize,
    address: &'a Address,
    title: &'a str,
    about: &'a str,
}

impl Page<'_> {
    fn json(&self, ground: Ground<'_>, kind: &str) -> Value {
        let url = ground.absolute(self.address);
        let mut json = json!({
            "@context": "https://schema.org", "@type": kind, "@id": url, "url": url, "name": self.title,
            "inLanguage": ground.language(self.edition).as_str(),
        });
        if !self.about.is_empty() {
            set(&mut json, "description", self.about.into());
        }
        if kind != "WebSite" {
            let home = ground.absolute(&ground.edition(self.edition).root);
            let name = facts::site_title(ground, self.edition);
            set(&mut json, "isPartOf", json!({"@type": "WebSite", "@id": home, "url": home, "name": name}));
        }
        json
    }
}

/// Home, then its series or its kind, then itself.
fn briefing_crumbs(ground: Ground<'_>, entry: &Entry) -> Value {
    let face = &entry.public.card().face;
    let edition: &Edition = ground.edition(entry.edition);
    let series = face.series.as_ref().and_then(|name| Some((name.clone(), edition.address(Facet::Series, name)?)));
    let kind = || {
        let name = ground.templates.word(edition.language.as_str(), &format!("kinds_{}", face.kind.name()), None);
        Some((name, edition.address(Facet::Kind, face.kind.name())?))
    };
    let above = if entry.public.card().shelf == Shelf::Briefings { series.or_else(kind) } else { None };
    let path: Vec<_> = above.into_iter().chain([(face.title.clone(), entry.address.clone())]).collect();
    breadcrumbs(ground, entry.edition, &path)
}

fn breadcrumbs(ground: Ground<'_>, edition: usize, path: &[(String, Address)]) -> Value {
    let home = (facts::site_title(ground, edition).to_owned(), ground.edition(edition).root.clone());
    let items: Vec<Value> = std::iter::once(&home)
        .chain(path)
        .zip(1..)
        .map(|((name, address), at)| {
            json!({"@type": "ListItem", "position": at, "name": name, "item": ground.absolute(address)})
        })
        .collect();
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(map) = object {
        map.insert(name.to_owned(), value);
    }
}

/// JSON whose text cannot end, or begin, anything in HTML.
fn embedded(json: &Value) -> String {
    // A value whose keys are texts is always written.
    let text = serde_json::to_string(json).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut rest = text.as_str();
    while let Some(at) = scan::position(rest.as_bytes(), |byte| matches!(byte, b'<' | b'>' | b'&' | 0xe2)) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut characters = from.chars();
        out.push_str(before);
        match characters.next() {
            Some('<') => out.push_str("\\u003c"),
            Some('>') => out.push_str("\\u003e"),
            Some('&') => out.push_str("\\u0026"),
            Some('\u{2028}') => out.push_str("\\u2028"),
            Some('\u{2029}') => out.push_str("\\u2029"),
            other => out.extend(other),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
