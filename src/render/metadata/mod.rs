//! What machines are told of a page: schema.org as JSON-LD, Highwire's citation tags, Dublin Core, Open Graph.
//!
//! Promises: nothing is said that the page does not say; JSON-LD cannot end the `script` element that it stands in.

mod json;
mod json_ld;
mod tags;

use json::Object;

use super::{Ground, cite, facts};
use crate::{
    base::Address,
    gate::PublicBody,
    library::{Edition, Entry, Facet, Id},
    model::{Kind, LangTag, Shelf},
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
    let crumbs = |out: &mut Object<'_>| briefing_crumbs(ground, entry, out);
    Metadata {
        meta: tags::of_briefing(ground, entry, body.briefing()),
        json_ld: json_ld::of_briefing(ground, entry, body.briefing(), crumbs),
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
    let language = &face.language;
    let page = Page {
        edition: entry.edition,
        language,
        address: &entry.address,
        title: &face.title,
        about: &face.description,
    };
    page.metadata(ground, kind, |out| {
        out.object("breadcrumb", |out| breadcrumbs(ground, entry.edition, &[(&face.title, &entry.address)], out));
    })
}

/// Of the home of an edition.
#[must_use]
pub fn of_home(ground: Ground<'_>, edition: usize) -> Metadata {
    let root = &ground.edition(edition).root;
    let (title, about) = (facts::site_title(ground, edition), facts::site_description(ground, edition));
    let page = Page { edition, language: ground.language(edition), address: root, title, about };
    page.metadata(ground, "WebSite", |out| {
        out.object("publisher", |out| json_ld::publisher(ground, out));
        if ground.site.outputs.search {
            let target = format!("{}?q={{search_term_string}}", ground.absolute(&root.join("search")));
            out.thing("potentialAction", "SearchAction", |out| {
                out.thing("target", "EntryPoint", |out| out.text("urlTemplate", &target));
                out.text("query-input", "required name=search_term_string");
            });
        }
    })
}

/// Of one page of a list that is called `title`.
#[must_use]
pub fn of_list(ground: Ground<'_>, list: ListPage, title: &str, about: &str) -> Metadata {
    let address = page_address(ground.library, list.edition, list.list, list.page);
    let language = ground.language(list.edition);
    let page = Page { edition: list.edition, language, address: &address, title, about };
    let ids = members(ground.library, list.edition, list.list);
    let size = per_page(ground.site);
    let before = list.page.saturating_sub(1) * size;
    let first = list_address(ground.library, list.edition, list.list);
    page.metadata(ground, "CollectionPage", |out| {
        out.thing("mainEntity", "ItemList", |out| {
            out.number("numberOfItems", ids.len());
            out.text("itemListOrder", "https://schema.org/ItemListOrderDescending");
            let shown = ids.iter().skip(before).take(size).zip(before + 1..);
            out.list("itemListElement", shown, |out, (id, position)| {
                let entry = ground.entry(*id);
                out.text("@type", "ListItem");
                out.number("position", position);
                out.text("url", &ground.absolute(&entry.address));
                out.text("name", &entry.public.card().face.title);
            });
        });
        out.object("breadcrumb", |out| breadcrumbs(ground, list.edition, &[(title, &first)], out));
    })
}

/// Of the page that lists the names of a facet and is called `title`.
#[must_use]
pub fn of_terms(ground: Ground<'_>, edition: usize, facet: Facet, title: &str) -> Metadata {
    let address = ground.edition(edition).root.join(facet.folder());
    let page = Page { edition, language: ground.language(edition), address: &address, title, about: "" };
    page.metadata(ground, "CollectionPage", |out| {
        out.object("breadcrumb", |out| breadcrumbs(ground, edition, &[(title, &address)], out));
    })
}

/// A page that is no briefing.
struct Page<'a> {
    edition: usize,
    language: &'a LangTag,
    address: &'a Address,
    title: &'a str,
    about: &'a str,
}

impl Page<'_> {
    /// Its tags, and its JSON-LD with what `more` says of it.
    fn metadata(&self, ground: Ground<'_>, kind: &str, more: impl FnOnce(&mut Object<'_>)) -> Metadata {
        let url = ground.absolute(self.address);
        let json_ld = json::object(|out| {
            out.text("@context", "https://schema.org");
            out.text("@type", kind);
            out.text("@id", &url);
            out.text("url", &url);
            out.text("name", self.title);
            out.text("inLanguage", self.language.as_str());
            out.text_if("description", Some(self.about).filter(|about| !about.is_empty()));
            if kind != "WebSite" {
                let home = ground.absolute(&ground.edition(self.edition).root);
                out.thing("isPartOf", "WebSite", |out| {
                    out.text("@id", &home);
                    out.text("url", &home);
                    out.text("name", facts::site_title(ground, self.edition));
                });
            }
            more(out);
        });
        Metadata { meta: tags::of_page(ground, self), json_ld }
    }
}

/// Home, then its series or its kind, then itself.
fn briefing_crumbs(ground: Ground<'_>, entry: &Entry, out: &mut Object<'_>) {
    let face = &entry.public.card().face;
    let edition: &Edition = ground.edition(entry.edition);
    let series = face.series.as_ref().and_then(|name| Some((name.to_string(), edition.address(Facet::Series, name)?)));
    let kind = || {
        let name = ground.templates.word(edition.language.as_str(), &format!("kinds_{}", face.kind.name()), None);
        Some((name, edition.address(Facet::Kind, face.kind.name())?))
    };
    let above = if entry.public.card().shelf == Shelf::Briefings { series.or_else(kind) } else { None };
    let own = (&*face.title, &entry.address);
    match &above {
        Some((name, address)) => breadcrumbs(ground, entry.edition, &[(name, address), own], out),
        None => breadcrumbs(ground, entry.edition, &[own], out),
    }
}

fn breadcrumbs(ground: Ground<'_>, edition: usize, path: &[(&str, &Address)], out: &mut Object<'_>) {
    let home = (facts::site_title(ground, edition), &ground.edition(edition).root);
    out.text("@type", "BreadcrumbList");
    out.list("itemListElement", std::iter::once(&home).chain(path).zip(1..), |out, ((name, address), at)| {
        out.text("@type", "ListItem");
        out.number("position", at);
        out.text("name", name);
        out.text("item", &ground.absolute(address));
    });
}

#[cfg(test)]
mod tests;
