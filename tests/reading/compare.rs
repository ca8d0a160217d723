//! How a case's model is held against what was read.

use serde_json::{Map, Value as Json};

/// Every place where `read` is not what `model` demands.
pub fn differences(model: &Json, read: &Json) -> Vec<String> {
    let mut found = Vec::new();
    compare(model, read, "", &mut found);
    found
}

fn compare(model: &Json, read: &Json, place: &str, found: &mut Vec<String>) {
    match (model, read) {
        (Json::String(any), _) if any == "*" => {}
        (Json::Object(demand), _) if demand.len() == 1 && demand.keys().all(|key| key.starts_with('$')) => {
            demanded(demand, read, place, found);
        }
        (Json::Object(model), Json::Object(read)) => {
            for (key, value) in model {
                compare(value, read.get(key).unwrap_or(&Json::Null), &format!("{place}.{key}"), found);
            }
        }
        (Json::Array(model), Json::Array(read)) if model.len() == read.len() => {
            for (at, (model, read)) in model.iter().zip(read).enumerate() {
                compare(model, read, &format!("{place}[{at}]"), found);
            }
        }
        _ if model == read => {}
        _ => found.push(format!("{place}: expected {model}, found {}", shortened(read))),
    }
}

fn demanded(demand: &Map<String, Json>, read: &Json, place: &str, found: &mut Vec<String>) {
    let (kind, wanted) = demand.iter().next().unwrap();
    let all = read.as_array().cloned().unwrap_or_default();
    let matched = |wanted: &Json| all.iter().any(|one| differences(wanted, one).is_empty());
    let wanted_all = wanted.as_array().cloned().unwrap_or_default();
    match kind.as_str() {
        "$contains" => {
            for wanted in wanted_all.iter().filter(|wanted| !matched(wanted)) {
                found.push(format!("{place}: nothing there is {wanted}, found {}", shortened(read)));
            }
        }
        "$none" => {
            for wanted in wanted_all.iter().filter(|wanted| matched(wanted)) {
                found.push(format!("{place}: something there is {wanted}, found {}", shortened(read)));
            }
        }
        "$matches" => {
            let text = wanted.as_str().unwrap_or_default();
            if !read.as_str().is_some_and(|read| read.contains(text)) {
                found.push(format!("{place}: `{text}` is not in {}", shortened(read)));
            }
        }
        other => found.push(format!("{place}: unknown demand `{other}`")),
    }
}

fn shortened(read: &Json) -> String {
    let text = read.to_string();
    if text.chars().count() > 1400 { format!("{}…", text.chars().take(1400).collect::<String>()) } else { text }
}
