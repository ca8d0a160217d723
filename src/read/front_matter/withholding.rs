//! Keys and lines that look as if they withheld a text and would not: misspelt ones, other programs', and those that stand where no
//! front matter is read. Whatever the site says of unknown keys, these are never passed over.

use super::{Data, Entry, Value, keys};
use crate::{base::Span, read::bare};

/// The keys by which an author withholds a text, and the one by which its page can be told.
const KEYS: [&str; 4] = ["draft", "embargo", "marking", "slug"];

/// The key that an unknown one was meant for, with its value, if it would have withheld the text.
pub(super) fn meant(entry: &Entry) -> Option<String> {
    let key: String =
        entry.key.to_lowercase().chars().filter(|c| c.is_alphanumeric() && !bare::is_invisible(*c)).collect();
    let near = |name: &str| keys::distance(&key, name, 1).is_some();
    let text = text(&entry.value);
    let says = |words: &[&str]| words.contains(&&*text.to_lowercase());
    let truth = ["true", "yes", "on", "1"];
    let is_draft = matches!(&*key, "draft" | "drafts") && !says(&["false", "no", "off", "0", ""]);
    if is_draft
        || (near("draft") || near("drafts")) && says(&truth)
        || key == "published" && says(&["false", "no", "off"])
        || says(&["draft", "unpublished", "private", "embargoed"]) && !near("kind")
        || matches!(&*key, "unpublished" | "private" | "hidden" | "embargoed") && says(&truth)
    {
        return Some("draft = true".to_owned());
    }
    let is_embargo = key.starts_with("embargo") || keys::distance(&key, "embargo", 2).is_some();
    if is_embargo && !says(&["", "none", "no", "false"]) {
        return Some("embargo".to_owned());
    }
    let is_marking =
        near("marking") || near("markings") || matches!(&*key, "classification" | "protectivemarking" | "tlp");
    let clear = crate::read::marking::of_value(&text, Span::default()).value;
    (is_marking && matches!(clear, crate::model::Marking::Refused { .. } | crate::model::Marking::Official { .. }))
        .then(|| "marking".to_owned())
}

fn text(value: &Value) -> String {
    match &value.data {
        Data::Text(text) | Data::Line(text) | Data::Date(text) | Data::Number(text) => text.trim().to_owned(),
        Data::Bool(flag) => flag.to_string(),
        Data::List(items) => items.first().map(text_of_first).unwrap_or_default(),
        Data::Null | Data::Table(_) => String::new(),
    }
}

fn text_of_first(value: &Value) -> String {
    if matches!(value.data, Data::List(_)) { String::new() } else { text(value) }
}

/// What the lines of front matter that cannot be read say of a release, each taken by itself. Spans count from `offset` on.
pub(super) fn salvage(text: &str, offset: usize) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut at = offset;
    for raw in text.split_inclusive('\n') {
        found.extend(of_line(raw.trim_end(), at));
        at += raw.len();
    }
    found
}

/// A line `draft: true`, `embargo = "…"`.
fn of_line(line: &str, at: usize) -> Option<Entry> {
    let (key, value) = line.split_once([':', '='])?;
    let clean: String = key.chars().filter(|c| !bare::is_invisible(*c)).collect();
    let name = clean.trim().trim_matches(['"', '\'']).to_lowercase();
    let known = KEYS.into_iter().find(|known| *known == name)?;
    let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'', ',']).trim();
    let span = Span::new(at, at + line.len());
    let data = if value.is_empty() { Data::Null } else { Data::Line(value.to_owned()) };
    Some(Entry { key: known.to_owned(), key_span: span, value: Value { data, span } })
}
