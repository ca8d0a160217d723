//! Tables of the manual that the library knows whole: diagnostics, settings, keys of front matter.

use std::fmt::Write as _;

use despatch::{
    base::Code,
    config::{SETTINGS, Setting, Type},
    read::{KEYS, Key, KeyType},
};

/// Where each chapter of the diagnostics begins.
const CHAPTERS: &[(&str, Code)] = &[
    ("Bytes", Code::BadBytes),
    ("Front matter", Code::UnclosedFrontMatter),
    ("Text", Code::NoTitle),
    ("Release and marking", Code::RefusedMarking),
    ("The site", Code::BadConfig),
];

pub(crate) fn diagnostics() -> String {
    let mut out = String::new();
    for code in Code::ALL {
        if let Some((title, _)) = CHAPTERS.iter().find(|(_, first)| first == code) {
            let _ = write!(out, "### {title}\n\n");
        }
        let _ = write!(out, "#### {}\n\n*{}.* {}\n\n", code.name(), capital(code.severity().name()), code.about());
    }
    out
}

pub(crate) fn settings() -> String {
    let mut out = String::new();
    let mut table = None;
    for setting in SETTINGS {
        let (own, key) = place(setting);
        if table.as_ref() != Some(&own) {
            let title = if own.is_empty() { "At the top".to_owned() } else { format!("`[{own}]`") };
            let _ = write!(out, "{}### {title}\n\n| key | takes | default | meaning |\n|---|---|---|---|\n", gap(&out));
            table = Some(own);
        }
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        let example =
            if setting.example.is_empty() { String::new() } else { format!(" Such as `{}`.", cell(setting.example)) };
        let about = cell(setting.about);
        let _ = writeln!(out, "| `{key}` | {} | {} | {about}{example} |", of_type(setting.kind), cell(&default));
    }
    out
}

fn gap(before: &str) -> &'static str {
    if before.is_empty() { "" } else { "\n" }
}

/// The table that a setting stands in, as a heading of site.toml has it, and its key there.
fn place(setting: &Setting) -> (String, String) {
    let parts: Vec<&str> = setting.parts().collect();
    let named: Vec<&str> = parts.iter().map(|part| if *part == "*" { "NAME" } else { part }).collect();
    match parts.as_slice() {
        [.., "#", key] => (format!("[{}]", named[..named.len() - 2].join(".")), (*key).to_owned()),
        [key] => (String::new(), (*key).to_owned()),
        [..] => (named[..named.len() - 1].join("."), named[named.len() - 1].to_owned()),
    }
}

fn of_type(kind: Type) -> String {
    match kind {
        Type::Text => "text".into(),
        Type::Flag => "`true` or `false`".into(),
        Type::Count(least, most) => format!("a number from {least} to {most}"),
        Type::Choice(words) => one_of(words),
        Type::BaseUrl => "an absolute address".into(),
        Type::Url => "an absolute address".into(),
        Type::Link => "an address, of this site or absolute".into(),
        Type::Language => "a language tag".into(),
        Type::Zone => "a time zone".into(),
        Type::Texts => "a list of texts".into(),
        Type::Country => "a country code".into(),
        Type::Countries => "a list of country codes".into(),
        Type::Day => "a day".into(),
        Type::Orcid => "an ORCID iD".into(),
        Type::Colour => "`#rgb` or `#rrggbb`".into(),
        Type::File => "a file under `static/`".into(),
        Type::Free => "a table of anything".into(),
    }
}

fn one_of(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

pub(crate) fn keys() -> String {
    let mut out = String::new();
    list(KEYS, &mut out);
    for key in KEYS {
        let (KeyType::Names(inner) | KeyType::NameOr(inner) | KeyType::Tables(inner) | KeyType::TextsOrTables(inner)) =
            key.takes
        else {
            continue;
        };
        let _ = write!(out, "\n### In `{}`\n\n", key.name);
        list(inner, &mut out);
    }
    out
}

fn list(keys: &[Key], out: &mut String) {
    out.push_str("| key | takes | meaning |\n|---|---|---|\n");
    for key in keys {
        let _ = writeln!(out, "| `{}` | {} | {} |", key.name, takes(key.takes), cell(key.about));
    }
}

fn takes(kind: KeyType) -> String {
    match kind {
        KeyType::Text => "text".into(),
        KeyType::Word(words) => one_of(words),
        KeyType::Flag => "`true` or `false`".into(),
        KeyType::Stamp => "a day, or an instant with offset".into(),
        KeyType::Instant => "an instant with offset".into(),
        KeyType::Day => "a day".into(),
        KeyType::Language => "a language tag".into(),
        KeyType::Slug => "lower-case words joined by hyphens".into(),
        KeyType::Url => "an absolute address".into(),
        KeyType::Doi => "a DOI".into(),
        KeyType::Orcid => "an ORCID iD".into(),
        KeyType::Grade => "a letter and a figure".into(),
        KeyType::Texts => "a list of texts".into(),
        KeyType::Countries => "a list of country codes".into(),
        KeyType::Paths => "a list of addresses of this site".into(),
        KeyType::Names(_) => "names, or tables (below)".into(),
        KeyType::NameOr(_) => "a name, or a table (below)".into(),
        KeyType::Tables(_) => "tables (below)".into(),
        KeyType::TextsOrTables(_) => "tables (below), or texts".into(),
        KeyType::Free => "a table of anything".into(),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
