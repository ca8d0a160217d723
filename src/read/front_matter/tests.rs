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
                || kind == "day" && matches!(name, "date" | "version")
                || name == "series" && kind == "list"
        }
        KeyType::Stamp | KeyType::Day => matches!(kind, "text" | "yes" | "day"),
        KeyType::Instant => matches!(kind, "text" | "yes" | "day"),
        KeyType::Flag => kind == "flag",
        KeyType::Texts | KeyType::Countries | KeyType::Paths => kind == "list",
        KeyType::Names(_) => matches!(kind, "list" | "tables"),
        KeyType::NameOr(_) => matches!(kind, "text" | "yes" | "table"),
        KeyType::Tables(_) => kind == "tables",
        // A source or an attachment may be its text or its file alone.
        KeyType::TextsOrTables(_) => matches!(kind, "list" | "tables"),
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

/// The keys of the tables of front matter, by the key that holds them, with the rest that makes such a table whole.
const TABLES: &[(&str, &str)] = &[
    ("authors", "name = \"A B\""),
    ("sources", "title = \"A\""),
    ("judgements", "text = \"It is likely.\""),
    ("history", "on = \"2026-03-09\"\nkind = \"update\"\nnote = \"A\""),
    ("attachments", "file = \"a.pdf\""),
    ("translation_of", "id = \"a\""),
];

/// The keys that a value of `takes` has.
fn inner(takes: KeyType) -> &'static [super::Key] {
    match takes {
        KeyType::Names(keys) | KeyType::NameOr(keys) | KeyType::Tables(keys) | KeyType::TextsOrTables(keys) => keys,
        _ => &[],
    }
}

#[test]
fn a_value_of_another_type_within_a_table_is_one_error_at_the_value() {
    let mut wrong = Vec::new();
    for holder in KEYS.iter().filter(|key| !inner(key.takes).is_empty()) {
        let (_, whole) = TABLES.iter().find(|(name, _)| *name == holder.name).expect("every table is listed");
        for key in inner(holder.takes) {
            for (kind, value, _) in VALUES {
                let rest: Vec<&str> =
                    whole.lines().filter(|line| !line.starts_with(&format!("{} =", key.name))).collect();
                let open =
                    if holder.name == "translation_of" { "[translation_of]" } else { &format!("[[{}]]", holder.name) };
                let text = format!("+++\n{open}\n{}\n{} = {value}\n+++\n", rest.join("\n"), key.name);
                let (inside, all) = errors_from(&text, text.rfind(value).unwrap_or_default(), value.len());
                let of_type = inside.iter().filter(|code| **code == "wrong_type").count();
                let right =
                    if is_taken(key.name, key.takes, kind) { of_type == 0 } else { inside.len() == 1 && all == 1 };
                if !right {
                    wrong.push(format!("{}.{}: {kind}: {inside:?} of {all}", holder.name, key.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_line_of_a_preamble_that_its_key_does_not_take_is_one_error_at_the_value() {
    let mut wrong = Vec::new();
    for key in KEYS {
        let said = match key.takes {
            KeyType::Text | KeyType::Texts | KeyType::Names(_) | KeyType::NameOr(_) => continue,
            KeyType::Tables(_) | KeyType::TextsOrTables(_) | KeyType::Free => continue,
            KeyType::Slug => "Not A Slug!",
            KeyType::Countries => "Atlantis",
            KeyType::Paths => "http://[",
            _ => "neither ~ nor",
        };
        let title = if key.name == "title" { "" } else { "Title: A\n" };
        let text = format!(
            "{title}{}: {said}\nNumber: 7\n\nText that goes on for a while, and then ends.\n",
            key.name.replace('_', " ")
        );
        let path = SitePath::new("content/briefings/x.txt").unwrap();
        let notes = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).notes;
        let at = text.find(said).unwrap();
        let inside = |note: &&crate::base::Diagnostic| {
            let span = note.span.unwrap_or_default();
            note.code.severity() == Severity::Error && span.start as usize >= at && span.end as usize <= at + said.len()
        };
        let errors: Vec<&str> = notes.iter().filter(inside).map(|note| note.code.name()).collect();
        if errors.len() != 1 {
            wrong.push(format!("{}: {errors:?}", key.name));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The codes of the errors that lie within `length` bytes from `at`, and how many errors there are of values at all.
fn errors_from(text: &str, at: usize, length: usize) -> (Vec<&'static str>, usize) {
    let path = SitePath::new("content/briefings/x.md").unwrap();
    let notes = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).notes;
    let errors = notes.iter().filter(|note| note.code.severity() == Severity::Error && note.span.is_some());
    let errors: Vec<_> = errors.filter(|note| note.code.name() != "no_title").collect();
    let inside = errors
        .iter()
        .filter(|note| note.span.is_some_and(|span| span.start as usize >= at && span.end as usize <= at + length));
    (inside.map(|note| note.code.name()).collect(), errors.len())
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
