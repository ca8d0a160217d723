//! Atom, RFC 4287.

use super::{Feed, FeedEntry, Ground, Person, facts::rfc3339, logo};
use crate::render::xml::Xml;

/// What an empty feed says of its last change: RFC 4287 §4.1.1 asks for one.
const NEVER: &str = "1970-01-01T00:00:00Z";

pub(super) fn write(ground: Ground<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.begin("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language)]);
    xml.leaf("id", &[], &feed.own);
    xml.leaf("title", &[], &feed.title);
    if !feed.description.is_empty() {
        xml.leaf("subtitle", &[], &feed.description);
    }
    xml.leaf("updated", &[], &feed.updated.as_ref().map_or_else(|| NEVER.to_owned(), rfc3339));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.own)]);
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("hreflang", feed.language), ("href", &feed.page)],
    );
    let publisher = &ground.site.publisher;
    person(&mut xml, &Person { name: publisher.name.clone(), url: publisher.url.clone() });
    if let Some(logo) = logo(ground) {
        xml.leaf("logo", &[], &logo);
    }
    xml.leaf("generator", &[], &ground.view.generator);
    for entry in &feed.entries {
        write_entry(&mut xml, entry);
    }
    xml.finish()
}

fn write_entry(xml: &mut Xml, entry: &FeedEntry<'_>) {
    let language = entry.face.language.as_str();
    xml.begin("entry", &[("xml:lang", language)]);
    xml.leaf("id", &[], &entry.url);
    xml.leaf("title", &[], &entry.title);
    xml.leaf("published", &[], &rfc3339(&entry.published));
    xml.leaf("updated", &[], &rfc3339(&entry.updated));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("hreflang", language), ("href", &entry.url)]);
    for author in &entry.authors {
        person(xml, author);
    }
    for (name, scheme) in &entry.categories {
        xml.empty("category", &[("term", name), ("scheme", scheme), ("label", name)]);
    }
    // An entry without content must have a summary or a link; a reader is better off with both.
    if !entry.summary.is_empty() {
        xml.leaf("summary", &[("type", "text")], &entry.summary);
    }
    if let Some(html) = &entry.content {
        xml.leaf("content", &[("type", "html")], html);
    }
    xml.end();
}

fn person(xml: &mut Xml, person: &Person) {
    xml.begin("author", &[]);
    xml.leaf("name", &[], &person.name);
    if let Some(url) = &person.url {
        xml.leaf("uri", &[], url);
    }
    xml.end();
}
