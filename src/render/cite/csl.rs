//! CSL-JSON: a list of one `report`.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Name, Reference};

pub(super) fn write(reference: &Reference) -> String {
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| drop(item.insert(name.to_owned(), value));
    set("id", reference.key.clone().into());
    set("type", "report".into());
    set("title", reference.title.clone().into());
    if let Some(short) = &reference.short_title {
        set("title-short", short.clone().into());
    }
    set("author", reference.authors.iter().map(author).collect());
    set("genre", reference.kind.clone().into());
    if let Some(series) = &reference.series {
        set("collection-title", series.clone().into());
    }
    if let Some(number) = &reference.number {
        set("number", number.clone().into());
    }
    set("publisher", reference.publisher.clone().into());
    if let Some(date) = reference.date {
        set("issued", parts(date));
    }
    if !reference.description.is_empty() && reference.retracted.is_none() {
        set("abstract", reference.description.clone().into());
    }
    if !reference.topics.is_empty() {
        set("keyword", reference.topics.join(", ").into());
    }
    if let Some(doi) = &reference.doi {
        set("DOI", doi.clone().into());
    }
    if let Some(isbn) = &reference.isbn {
        set("ISBN", isbn.clone().into());
    }
    set("URL", reference.url.clone().into());
    set("language", reference.language.clone().into());
    if let Some(day) = reference.retracted {
        set("status", "retracted".into());
        set("note", format!("Retracted on {day}").into());
    }
    serde_json::to_string_pretty(&[item]).unwrap_or_default() + "\n"
}

fn author(name: &Name) -> Value {
    match name {
        Name::Person { given, family, suffix: Some(suffix) } => {
            json!({"family": family, "given": given, "suffix": suffix})
        }
        Name::Person { given, family, suffix: None } => json!({"family": family, "given": given}),
        Name::Whole(name) => json!({"literal": name}),
    }
}

fn parts(date: Date) -> Value {
    json!({"date-parts": [[date.year(), date.month(), date.day()]]})
}
