//! Lays the entries of front matter over a briefing, each checked at its place.

use std::collections::BTreeSet;

use super::{
    Data, Entry, Format, Key, Value, check,
    keys::{self, KEYS, KeyType},
    records,
    taken::{Desk, fold},
    withholding,
};
use crate::{
    base::{Address, Code, Diagnostic, Stamp},
    model::{Briefing, Dateline, Embargo, Inline, Kind, Marking, Origin, SharedText, TranslationOf},
    read::{ReadOptions, UnknownKeys, embargo, marking},
};

/// What an entry is for.
enum Meaning<'a> {
    /// A key of ours.
    Ours(&'static Key),
    /// A key under which `extra` keeps the value.
    Extra(&'a str),
    /// Not ours.
    Unknown,
}

fn meaning<'a>(entry: &'a Entry, format: Format, options: &'a ReadOptions) -> Meaning<'a> {
    let written = entry.key.as_str();
    if let Some(ours) = options.keys.get(written) {
        return match keys::find(KEYS, ours) {
            Some(key) if !matches!(key.takes, KeyType::Free) => Meaning::Ours(key),
            _ => Meaning::Extra(ours.strip_prefix("extra.").unwrap_or(written)),
        };
    }
    let key = if format == Format::Lines { keys::of_line(written) } else { keys::find(KEYS, written) };
    key.map_or(Meaning::Unknown, Meaning::Ours)
}

/// Our names of the keys that the entries give a value: a key left empty says nothing, and the text may speak.
pub(crate) fn given(entries: &[Entry], format: Format, options: &ReadOptions) -> Vec<&'static str> {
    let said = entries.iter().filter(|entry| !matches!(entry.value.data, Data::Null));
    let names = said.filter_map(|entry| match meaning(entry, format, options) {
        Meaning::Ours(key) => Some(key.name),
        _ => None,
    });
    names.collect()
}

/// Lays `entries` over `briefing`. Spans of what is noticed count in the text that the entries were read from.
pub(crate) fn apply(
    entries: &[Entry],
    format: Format,
    briefing: &mut Briefing,
    options: &ReadOptions,
) -> Vec<Diagnostic> {
    let mut desk = Desk { format, options, notes: Vec::new() };
    let mut seen = BTreeSet::new();
    let mut late = None;
    for entry in entries {
        match meaning(entry, format, options) {
            Meaning::Ours(key) => {
                let first = seen.insert(key.name);
                if !first
                    && !matches!(key.name, "topics" | "regions" | "actors" | "authors" | "supersedes" | "former_paths")
                {
                    let message = format!("`{}` is given twice", key.name);
                    desk.note(Code::DuplicateKey, entry.key_span, message, "keep one of them");
                } else if key.name == "judgements" {
                    late = Some(&entry.value);
                } else {
                    set(&mut desk, key, &entry.value, briefing, first);
                }
            }
            Meaning::Extra(name) => {
                briefing.extra.insert(name.to_owned(), json(&entry.value));
            }
            Meaning::Unknown => unknown(&mut desk, entry, briefing),
        }
    }
    if let Some(value) = late {
        briefing.judgements = records::judgements(&mut desk, value, &briefing.sources);
        mark(briefing, "judgements");
    }
    desk.notes
}

fn mark(briefing: &mut Briefing, name: &'static str) {
    briefing.origins.insert(name, Origin::Given);
}

fn unknown(desk: &mut Desk<'_>, entry: &Entry, briefing: &mut Briefing) {
    if let Some(meant) = withholding::meant(entry) {
        let message = format!("`{}` withholds nothing: it is no key of despatch", entry.key);
        return desk.note(Code::UnknownKey, entry.key_span, message, &format!("did you mean `{meant}`?"));
    }
    let policy = if desk.format == Format::Lines { UnknownKeys::Warn } else { desk.options.unknown_keys };
    let near = keys::suggestion(KEYS.iter().map(|key| key.name), &entry.key);
    let suggestion = near.map(|key| format!("did you mean `{key}`?"));
    match policy {
        UnknownKeys::Error => {
            let help = suggestion.unwrap_or_else(|| "put it under `[extra]` if a template needs it".to_owned());
            desk.note(Code::UnknownKey, entry.key_span, format!("unknown key `{}`", entry.key), &help);
            return;
        }
        UnknownKeys::Warn => {
            let message = format!("unknown key `{}` was kept in `extra`", entry.key);
            desk.note(Code::ForeignKey, entry.key_span, message, &suggestion.unwrap_or_default());
        }
        UnknownKeys::Extra => {}
    }
    briefing.extra.insert(entry.key.clone(), json(&entry.value));
}

/// Puts one value where it belongs; `first` is false for a second key of the same meaning, whose names are added.
fn set(desk: &mut Desk<'_>, key: &'static Key, value: &Value, briefing: &mut Briefing, first: bool) {
    let name = key.name;
    let done = match name {
        "title" => put(&mut briefing.title, desk.text(name, value)),
        "short_title" => put(&mut briefing.short_title, desk.text(name, value)),
        "standfirst" => put(&mut briefing.standfirst, inlines(desk.text(name, value))),
        "kind" => kind(desk, key, value, briefing),
        "language" => desk.language(value).map(|tag| briefing.language = tag).is_some(),
        "slug" => desk.slug(value).map(|slug| briefing.slug = slug).is_some(),
        "template" => put(&mut briefing.template, desk.text(name, value)),
        "date" => put(&mut briefing.date, desk.stamp(name, value)),
        "cutoff" => put(&mut briefing.cutoff, desk.stamp(name, value)),
        "embargo" => embargo(desk, value, briefing),
        "draft" => draft(desk, value, briefing),
        "marking" => marking(desk, value, briefing),
        "marking_override" => put(&mut briefing.marking_override, reason(desk, value)),
        "authors" => authors(desk, value, briefing, first),
        "topics" => add(&mut briefing.subjects.topics, names(desk, name, value), first),
        "regions" => add(&mut briefing.subjects.regions, names(desk, name, value), first),
        "actors" => add(&mut briefing.subjects.actors, names(desk, name, value), first),
        "places" => places(desk, value, briefing),
        "programme" => put(&mut briefing.subjects.programme, desk.text(name, value).map(SharedText::from)),
        "series" => put(&mut briefing.series, desk.text(name, value)),
        "number" => put(&mut briefing.number, desk.text(name, value)),
        "bluf" => put(&mut briefing.summary.bluf, inlines(desk.text(name, value))),
        "key_points" => {
            let points = desk.texts(name, value).into_iter().filter_map(|(text, _)| inlines(Some(text)));
            briefing.summary.points = points.collect();
            true
        }
        "sources" => sources(desk, value, briefing),
        "history" => {
            briefing.history.extend(records::history(desk, value));
            briefing.history.sort_by_key(|change| change.on);
            true
        }
        "attachments" => {
            briefing.attachments = records::attachments(desk, value);
            true
        }
        "translation_of" => put::<TranslationOf>(&mut briefing.translation_of, records::original(desk, value)),
        "supersedes" => {
            add(&mut briefing.supersedes, names(desk, name, value).iter().map(String::from).collect(), first)
        }
        "former_paths" => former_paths(desk, value, briefing),
        "doi" => doi(desk, value, briefing),
        "isbn" => put(&mut briefing.ids.isbn, desk.text(name, value)),
        "licence" => put(&mut briefing.licence, desk.text(name, value)),
        "funding" => put(&mut briefing.funding, inlines(desk.text(name, value))),
        "dateline" => dateline(desk, value, briefing),
        "extra" => extra(desk, value, briefing),
        _ => false,
    };
    if done {
        mark(briefing, name);
    }
}

fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let given = value.is_some();
    if given {
        *place = value;
    }
    given
}

fn add<T>(place: &mut Vec<T>, mut values: Vec<T>, first: bool) -> bool {
    if first {
        place.clear();
    }
    place.append(&mut values);
    true
}

fn inlines(text: Option<String>) -> Option<Vec<Inline>> {
    text.map(|text| vec![Inline::Text(text)])
}

/// Texts of a list, each once.
fn names(desk: &mut Desk<'_>, name: &str, value: &Value) -> Vec<SharedText> {
    let mut out: Vec<SharedText> = Vec::new();
    let mut seen = BTreeSet::new();
    for (text, span) in desk.texts(name, value) {
        if !seen.insert(text.clone()) {
            desk.note(Code::DuplicateKey, span, format!("`{text}` stands twice in `{name}`"), "keep one of them");
        } else {
            out.push(text.into());
        }
    }
    out
}

fn kind(desk: &mut Desk<'_>, key: &'static Key, value: &Value, briefing: &mut Briefing) -> bool {
    let KeyType::Word(words) = key.takes else { return false };
    let name = desk.word(key.name, value, words);
    let kind = Kind::ALL.iter().copied().find(|kind| Some(kind.name()) == name);
    kind.map(|kind| briefing.kind = kind).is_some()
}

fn embargo(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let Some(text) = desk.text("embargo", value) else {
        if !matches!(value.data, Data::Null) {
            briefing.embargo = Embargo::Held { reason: "its embargo cannot be read".to_owned() };
        }
        return false;
    };
    if let Some(Stamp::Instant(instant)) = Stamp::parse(&text).or_else(|| check::foreign_stamp(&text)) {
        briefing.embargo = Embargo::Until(instant);
        return true;
    }
    let read = embargo::parse_value(&text, value.span, &desk.options.zone);
    desk.notes.extend(read.notes);
    briefing.embargo = read.value;
    true
}

/// A `draft` that says neither yes nor no withholds.
fn draft(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let said = desk.flag("draft", value);
    briefing.draft = said.unwrap_or(!matches!(value.data, Data::Null));
    said.is_some()
}

/// A reason says something: letters.
fn reason(desk: &mut Desk<'_>, value: &Value) -> Option<String> {
    let text = desk.text("marking_override", value)?;
    if text.chars().any(char::is_alphabetic) {
        return Some(text);
    }
    let message = format!("`{text}` is no reason for publishing a marked text");
    desk.note(Code::BadValue, value.span, message, "say who cleared it and when");
    None
}

/// A marking that cannot be read refuses.
fn marking(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let Some(text) = desk.text("marking", value) else {
        if !matches!(&value.data, Data::Null | Data::Text(_) | Data::Line(_)) {
            briefing.marking = Marking::Refused { found: "unreadable marking".to_owned(), span: value.span };
        }
        return false;
    };
    let read = marking::of_value(&text, value.span);
    desk.notes.extend(read.notes);
    briefing.marking = marking::stricter(std::mem::take(&mut briefing.marking), read.value);
    true
}

fn authors(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing, first: bool) -> bool {
    let authors = records::authors(desk, value);
    if first {
        briefing.byline = None;
    }
    add(&mut briefing.authors, authors, first)
}

fn places(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let texts = desk.texts("places", value);
    let mut places = Vec::new();
    for (text, span) in texts {
        if let Some(country) = desk.country(&text, span).filter(|country| !places.contains(country)) {
            places.push(country);
        }
    }
    briefing.subjects.places = places;
    true
}

/// Those of the front matter come first, then those that a section of sources gives under other ids.
fn sources(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let given = records::sources(desk, value);
    let found = std::mem::replace(&mut briefing.sources, given);
    let mut known: BTreeSet<String> = briefing.sources.iter().map(|source| source.id.clone()).collect();
    briefing.sources.extend(found.into_iter().filter(|source| known.insert(source.id.clone())));
    true
}

fn former_paths(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    for (text, span) in desk.texts("former_paths", value) {
        match Address::new(&text) {
            Ok(address) if address != Address::home() && !text.contains([':', '?', '#', '%']) => {
                briefing.ids.former_paths.push(address);
            }
            Ok(_) => {
                let message = format!("`{text}` is not a former address of this site");
                desk.note(Code::BadValue, span, message, "write the path alone, such as `/2024/old-name/`");
            }
            Err(error) => {
                let message = format!("`{text}` is not a former address of this site ({error})");
                desk.note(Code::BadValue, span, message, "write the path alone, such as `/2024/old-name/`");
            }
        }
    }
    true
}

fn doi(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let Some(text) = desk.text("doi", value) else { return false };
    let found = check::doi(&text);
    if found.is_none() {
        desk.note(Code::BadDoi, value.span, format!("`{text}` is not a DOI"), "write it as 10.1234/abcd");
    }
    put(&mut briefing.ids.doi, found)
}

/// `Brussels`, or `Brussels, 2026-03-12`.
fn dateline(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    let Some(text) = desk.text("dateline", value) else { return false };
    let day = text.rsplit_once(',').and_then(|(place, day)| Some((place.trim(), Stamp::parse(day)?.day().to_string())));
    let (place, date) = match day {
        Some((place, day)) if !place.is_empty() => (place.to_owned(), Some(day)),
        _ => (text, None),
    };
    briefing.dateline = Some(Dateline { place, date });
    true
}

fn extra(desk: &mut Desk<'_>, value: &Value, briefing: &mut Briefing) -> bool {
    match &value.data {
        Data::Table(entries) => {
            // Put in order as a whole, which costs less than finding a place for each.
            let mut all = entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect();
            briefing.extra.append(&mut all);
            true
        }
        Data::Null => false,
        other => {
            let message = format!("`extra` takes a table, not {}", other.kind());
            desk.note(Code::WrongType, value.span, message, "");
            false
        }
    }
}

fn json(value: &Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match &value.data {
        Data::Null => Json::Null,
        Data::Bool(flag) => Json::Bool(*flag),
        Data::Number(text) => {
            let plain = text.replace('_', "");
            let whole = plain.parse::<i64>().ok().map(Json::from);
            whole.or_else(|| plain.parse::<f64>().ok().map(Json::from)).unwrap_or_else(|| Json::from(text.as_str()))
        }
        Data::Date(text) | Data::Text(text) => Json::from(text.as_str()),
        Data::Line(text) => Json::from(fold(text)),
        Data::List(items) => items.iter().map(json).collect(),
        Data::Table(entries) => entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect(),
    }
}
