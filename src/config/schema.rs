//! The JSON Schema of `site.toml`, made from the table of settings.

use serde_json::{Map, Value as Json, json};

use super::{
    settings::{SETTINGS, Setting},
    values::Type,
};

/// The schema, for editors that check TOML.
#[must_use]
pub fn schema() -> Json {
    let mut root = table();
    for setting in SETTINGS {
        let parts: Vec<&str> = setting.parts().collect();
        put(&mut root, &parts, setting);
    }
    if let Some(object) = root.as_object_mut() {
        object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".into(), json!("site.toml of despatch"));
        object.insert("required".into(), json!(["title", "base_url", "language"]));
    }
    root
}

fn table() -> Json {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

/// Puts the schema of `setting` where its path leads, opening tables on the way.
fn put(at: &mut Json, parts: &[&str], setting: &Setting) {
    match parts {
        ["*", rest @ ..] => {
            let slot = slot(at, "additionalProperties");
            descend(slot, rest, setting);
        }
        ["#", rest @ ..] => {
            if let Some(object) = at.as_object_mut() {
                object.remove("properties");
                object.remove("additionalProperties");
                object.insert("type".into(), json!("array"));
            }
            descend(slot(at, "items"), rest, setting);
        }
        [name, rest @ ..] => {
            let properties = slot(at, "properties");
            descend(slot(properties, name), rest, setting);
        }
        [] => {}
    }
}

fn descend(slot: &mut Json, rest: &[&str], setting: &Setting) {
    if rest.is_empty() {
        *slot = leaf(setting);
        return;
    }
    if slot.get("type") == Some(&json!("string")) {
        let text = slot.take();
        *slot = json!({"anyOf": [text, table()]});
    }
    let at = if slot.get("anyOf").is_some() {
        slot.get_mut("anyOf").and_then(|both| both.get_mut(1))
    } else {
        if !slot.is_object() {
            *slot = table();
        }
        Some(slot)
    };
    if let Some(at) = at {
        put(at, rest, setting);
    }
}

fn slot<'a>(at: &'a mut Json, name: &str) -> &'a mut Json {
    if !at.is_object() {
        *at = Json::Object(Map::new());
    }
    match at {
        Json::Object(object) => object.entry(name).or_insert(Json::Null),
        other => other,
    }
}

fn leaf(setting: &Setting) -> Json {
    let mut schema = match setting.kind {
        Type::Flag => json!({"type": "boolean"}),
        Type::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Type::Choice(words) => json!({"type": "string", "enum": words}),
        Type::BaseUrl | Type::Url => json!({"type": "string", "format": "uri", "pattern": "^https?://"}),
        Type::Texts => json!({"type": "array", "items": {"type": "string", "minLength": 1}}),
        Type::Country => json!({"type": "string", "pattern": "^[A-Z]{2}$"}),
        Type::Countries => json!({"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}}),
        Type::Day => json!({"type": "string", "format": "date"}),
        Type::Orcid => json!({"type": "string", "pattern": "[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"}),
        Type::Colour => json!({"type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}),
        Type::Free => json!({"type": "object"}),
        Type::Text | Type::Link | Type::Language | Type::Zone | Type::File => json!({"type": "string", "minLength": 1}),
    };
    if let Json::Object(object) = &mut schema {
        object.insert("description".into(), json!(setting.about));
        if let Ok(default) = format!("x = {}", setting.default).parse::<toml::Table>()
            && let Some(default) = default.get("x").and_then(|value| serde_json::to_value(value).ok())
        {
            object.insert("default".into(), default);
        }
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_has_every_setting() {
        let schema = schema();
        let at = |pointer: &str| schema.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/properties/lists/properties/per_page/default"), json!(20));
        assert_eq!(at("/properties/publisher/anyOf/0/type"), json!("string"));
        assert_eq!(at("/properties/publisher/anyOf/1/properties/url/type"), json!("string"));
        assert_eq!(at("/properties/menu/items/properties/url/type"), json!("string"));
        assert_eq!(
            at("/properties/actors/additionalProperties/properties/members/items/properties/from/format"),
            json!("date")
        );
        assert_eq!(at("/properties/content/properties/roles/additionalProperties/type"), json!("string"));
        assert_eq!(at("/properties/content/additionalProperties"), json!(false));
        assert_eq!(at("/properties/extra/type"), json!("object"));
    }
}
