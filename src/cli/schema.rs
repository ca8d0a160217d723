//! `despatch schema`: what editors need to check and complete `site.toml` and front matter.

use serde_json::{Map, Value as Json, json};

use super::{Ending, arguments::SchemaOf, terminal::Terminal};
use crate::{
    config,
    read::{KEYS, Key, KeyType, may_be_number},
};

/// Prints a JSON Schema.
pub(super) fn print(of: SchemaOf, terminal: &Terminal) -> Ending {
    let schema = match of {
        SchemaOf::Site => config::schema(),
        SchemaOf::Briefing => briefing(),
    };
    terminal.print(&format!("{schema:#}\n"));
    Ending::Done
}

/// The schema of front matter, made from the table of its keys.
fn briefing() -> Json {
    let mut schema = table(KEYS);
    if let Json::Object(object) = &mut schema {
        object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".into(), json!("Front matter of a briefing of despatch"));
    }
    schema
}

fn table(keys: &[Key]) -> Json {
    let properties: Map<String, Json> = keys.iter().map(|key| (key.name.to_owned(), described(key))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn described(key: &Key) -> Json {
    let mut schema = match key.takes {
        KeyType::Text if may_be_number(key.name) => json!({"type": ["string", "number"], "minLength": 1}),
        takes => value(takes),
    };
    if let Json::Object(object) = &mut schema {
        object.insert("description".into(), json!(key.about));
    }
    schema
}

/// Days and instants as TOML, YAML and JSON write them.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const STAMP: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+ ?(Z|[+-][0-9]{2}:?[0-9]{2}))?$";
const INSTANT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+ ?(Z|[+-][0-9]{2}:?[0-9]{2})$";

fn value(takes: KeyType) -> Json {
    let text = json!({"type": "string", "minLength": 1});
    let like = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let list = |item: &Json| json!({"type": "array", "items": item});
    match takes {
        KeyType::Text | KeyType::Language => text,
        KeyType::Word(words) => json!({"type": "string", "enum": words}),
        KeyType::Flag => json!({"type": "boolean"}),
        KeyType::Stamp => like(STAMP),
        KeyType::Instant => like(INSTANT),
        KeyType::Day => like(DAY),
        KeyType::Slug => like("^[a-z0-9]+(-[a-z0-9]+)*$"),
        KeyType::Url => json!({"type": "string", "format": "uri"}),
        KeyType::Doi => like("10\\.[0-9]{4,9}/.+"),
        KeyType::Orcid => like("[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
        KeyType::Grade => like("^[A-F][1-6]$"),
        KeyType::Texts | KeyType::Paths => list(&text),
        KeyType::Countries => list(&like("^[A-Z]{2}$")),
        KeyType::Names(keys) | KeyType::TextsOrTables(keys) => list(&json!({"anyOf": [text, table(keys)]})),
        KeyType::NameOr(keys) => json!({"anyOf": [text, table(keys)]}),
        KeyType::Tables(keys) => list(&table(keys)),
        KeyType::Free => json!({"type": "object"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_schema() {
        let schema = briefing();
        for key in KEYS {
            assert!(schema.pointer(&format!("/properties/{}/description", key.name)).is_some(), "{}", key.name);
        }
        let grade = "/properties/sources/items/anyOf/1/properties/grade/pattern";
        assert_eq!(schema.pointer(grade), Some(&json!("^[A-F][1-6]$")));
        for key in ["sources", "attachments", "authors"] {
            let text = schema.pointer(&format!("/properties/{key}/items/anyOf/0/type"));
            assert_eq!(text, Some(&json!("string")), "{key} may be a list of texts");
        }
    }
}
