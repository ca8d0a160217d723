//! Every key with a value of every type, in every form of front matter: what its key does not take is an error at the value.

use super::{Format, KEYS, KeyType, may_be_number};
use crate::{
    base::{Severity, SitePath},
    read::{SourceFile, read, tests::options},
};

/// The types of values, as TOML and as YAML write them.
const VALUES: &[(&str, &str, &str)] = &[
    ("flag", "true", "true"),
    ("number", "5", "5"),
    ("decimal", "1.5", "1.5"),
    ("day", "2026-03-12", ""),
    ("text", "\"word\"", "\"word\""),
    ("yes", "\"yes\"", "\"yes\""),
    ("list", "[\"word\"]", "[\"word\"]"),
    ("numbers", "[5]", "[5]"),
    ("table", "{ some = \"word\" }", "{ some: word }"),
    ("tables", "[{ some = \"word\" }]", "[{ some: word }]"),
];

/// Whether a value of this type may stand behind the key; what it says is another question.
fn is_taken(name: &str, takes: KeyType, kind: &str) -> bool {
    match takes {
        KeyType::Text => {
            matches!(kind, "text" | "yes")
                || matches!(kind, "number" | "decimal") && may_be_number(name)
                || name == "series" && kind == "list"
        }
        KeyType::Stamp | KeyType::Day => matches!(kind, "text" | "yes" | "day"),
        KeyType::Instant => matches!(kind, "text" | "yes" | "day"),
        KeyType::Flag => kind == "flag",
        KeyType::Texts | KeyType::Countries | KeyType::Paths => kind == "list",
        KeyType::Names(_) => matches!(kind, "list" | "tables"),
        KeyType::NameOr(_) => matches!(kind, "text" | "yes" | "table"),
        // A source or an attachment may be its text or its file alone.
        KeyType::Tables(_) => kind == "tables" || kind == "list" && matches!(name, "sources" | "attachments"),
        KeyType::Free => kind == "table",
        _ => matches!(kind, "text" | "yes"),
    }
}

/// The codes of the errors that lie within the value.
fn errors(text: &str, value: &str) -> Vec<&'static str> {
    let path = SitePath::new("content/briefings/x.md").unwrap();
    let notes = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).notes;
    let at = text.find(value).unwrap();
    let inside = |note: &crate::base::Diagnostic| {
        note.span.is_some_and(|span| span.start as usize >= at && span.end as usize <= at + value.len())
    };
    notes
        .iter()
        .filter(|note| inside(note) && note.code.severity() == Severity::Error)
        .map(|note| note.code.name())
        .collect()
}

#[test]
fn a_value_of_another_type_is_an_error_at_the_value() {
    let mut wrong = Vec::new();
    for key in KEYS {
        for (kind, toml, yaml) in VALUES {
            let texts = [
                (Format::Toml, format!("+++\n{} = {toml}\n+++\n", key.name), toml),
                (Format::Yaml, format!("---\n{}: {yaml}\n---\n", key.name), yaml),
            ];
            for (format, text, value) in texts.into_iter().filter(|(_, _, value)| !value.is_empty()) {
                let errors = errors(&text, value);
                let of_type = errors.contains(&"wrong_type");
                if if is_taken(key.name, key.takes, kind) { of_type } else { errors.is_empty() } {
                    wrong.push(format!("{format:?} {}: {kind}", key.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_flood_of_toml_errors_is_counted_and_not_listed() {
    let text = format!("+++\ntitle = \"A\"\n{}+++\nText.\n", "draft = false\n".repeat(301));
    let path = SitePath::new("content/briefings/x.md").unwrap();
    let read = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options());
    let said: Vec<&str> = read.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(said.iter().filter(|said| **said == "the key is given twice").count(), 100);
    assert!(said.contains(&"200 more errors in the front matter"), "{said:?}");
}
