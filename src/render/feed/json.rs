//! JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Map, Value, json};

use super::{Feed, FeedEntry, Ground, Person, facts::rfc3339, logo};

pub(super) fn write(ground: Ground<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let publisher = &ground.site.publisher;
    let author = person(&Person { name: publisher.name.clone(), url: publisher.url.clone() });
    let mut out = Map::new();
    out.insert("version".into(), "https://jsonfeed.org/version/1.1".into());
    out.insert("title".into(), feed.title.clone().into());
    out.insert("home_page_url".into(), feed.page.clone().into());
    out.insert("feed_url".into(), feed.own.clone().into());
    if !feed.description.is_empty() {
        out.insert("description".into(), feed.description.clone().into());
    }
    if let Some(logo) = logo(ground) {
        out.insert("icon".into(), logo.into());
    }
    out.insert("authors".into(), json!([author]));
    out.insert("language".into(), feed.language.into());
    out.insert("items".into(), feed.entries.iter().map(item).collect());
    let mut bytes = serde_json::to_vec_pretty(&out).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(entry: &FeedEntry<'_>) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), entry.url.clone().into());
    out.insert("url".into(), entry.url.clone().into());
    out.insert("title".into(), entry.title.clone().into());
    match &entry.content {
        Some(html) => drop(out.insert("content_html".into(), html.clone().into())),
        // An item must have content: the summary stands for it, or at least the title.
        None if entry.summary.is_empty() => drop(out.insert("content_text".into(), entry.title.clone().into())),
        None => drop(out.insert("content_text".into(), entry.summary.clone().into())),
    }
    if !entry.summary.is_empty() {
        out.insert("summary".into(), entry.summary.clone().into());
    }
    if let Some(card) = &entry.card {
        out.insert("image".into(), card.clone().into());
    }
    out.insert("date_published".into(), rfc3339(&entry.published).into());
    out.insert("date_modified".into(), rfc3339(&entry.updated).into());
    if !entry.authors.is_empty() {
        out.insert("authors".into(), entry.authors.iter().map(person).collect());
    }
    out.insert("tags".into(), entry.categories.iter().map(|(name, _)| name.clone()).collect());
    out.insert("language".into(), entry.face.language.as_str().into());
    Value::Object(out)
}

fn person(person: &Person) -> Value {
    match &person.url {
        Some(url) => json!({"name": person.name, "url": url}),
        None => json!({"name": person.name}),
    }
}
