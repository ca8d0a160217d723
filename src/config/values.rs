//! From TOML to checked values: every key known or reported, every value of its type or reported, each at its place.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use super::{
    base_url::BaseUrl,
    settings::{SETTINGS, names_in, setting},
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Country, LangTag},
};

/// What may stand at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// One line of text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number between two bounds, both included.
    Count(usize, usize),
    /// One of some words.
    Choice(&'static [&'static str]),
    /// An absolute `http` or `https` address that pages can stand below.
    BaseUrl,
    /// An absolute `http` or `https` address.
    Url,
    /// An address of this site, or an absolute one.
    Link,
    /// A BCP 47 language tag.
    Language,
    /// A name of the IANA time zone database.
    Zone,
    /// A list of texts.
    Texts,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// A list of them.
    Countries,
    /// An ISO day.
    Day,
    /// An ORCID iD.
    Orcid,
    /// A colour, `#rgb` or `#rrggbb`.
    Colour,
    /// A file of the site, from `static/`.
    File,
    /// A table of anything.
    Free,
}

/// A checked value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Count(usize),
    Texts(Vec<String>),
    Free(serde_json::Value),
}

/// Where a value stands: the keys that lead to it, the items of a list of tables as `#00000`.
pub(super) type Path = Vec<String>;

/// All values of one `site.toml` that are of their type, and where each stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub(super) given: BTreeMap<Path, (Value, Span)>,
    /// Every table that was opened, with the place of its name.
    pub(super) tables: BTreeMap<Path, Span>,
    pub(super) notes: Vec<Diagnostic>,
}

/// Reads the whole of a `site.toml`. Nothing that is wrong hides anything else that is.
pub(super) fn read_values(text: &str) -> Values {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut found = Values::default();
    for error in &errors {
        let span = error.span().map_or(Span::at(text.len()), Span::from);
        found.notes.push(Diagnostic::new(Code::BadConfig, span, format!("not valid TOML: {}", plain(error.message()))));
    }
    found.table(table.get_ref(), &mut Vec::new());
    found
}

/// A message of the TOML crate in the voice of ours: one line, lower-case, no full stop.
fn plain(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join("; ").trim_end_matches('.').to_owned()
}

impl Values {
    fn table(&mut self, table: &DeTable<'_>, path: &mut Path) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            self.entry(key.span().into(), value, path);
            path.pop();
        }
    }

    fn entry(&mut self, key: Span, value: &Spanned<DeValue<'_>>, path: &mut Path) {
        let leaf = setting(path);
        let below = SETTINGS.iter().any(|setting| setting.begins_with(path) && !setting.matches(path));
        match (value.get_ref(), leaf) {
            (DeValue::Table(table), leaf) if below && leaf.is_none_or(|leaf| leaf.kind != Type::Free) => {
                self.tables.insert(path.clone(), key);
                self.table(table, path);
            }
            (DeValue::Array(items), None) if below => self.items(items, key, value.span().into(), path),
            (_, Some(leaf)) => self.leaf(leaf.kind, value, path),
            (other, None) if below => {
                let message = format!("expected a table at `{}`, found {}", shown(path), type_name(other));
                self.notes.push(Diagnostic::new(Code::WrongType, value.span().into(), message));
            }
            (_, None) => self.notes.push(unknown(key, path)),
        }
    }

    fn items(&mut self, items: &DeArray<'_>, key: Span, span: Span, path: &mut Path) {
        self.tables.insert(path.clone(), key);
        for (at, item) in items.iter().enumerate() {
            path.push(format!("#{at:05}"));
            let listed = SETTINGS.iter().any(|setting| setting.begins_with(path));
            match item.get_ref() {
                DeValue::Table(table) if listed => {
                    self.tables.insert(path.clone(), item.span().into());
                    self.table(table, path);
                }
                other => {
                    let place = if listed { item.span().into() } else { span };
                    let found = if listed { type_name(other) } else { "a list" };
                    path.pop();
                    let message = format!("expected a table at `{}`, found {found}", shown(path));
                    self.notes.push(Diagnostic::new(Code::WrongType, place, message));
                    if !listed {
                        return;
                    }
                    continue;
                }
            }
            path.pop();
        }
    }

    fn leaf(&mut self, kind: Type, value: &Spanned<DeValue<'_>>, path: &Path) {
        let span = Span::from(value.span());
        match checked(kind, value) {
            Ok(value) => {
                self.given.insert(path.clone(), (value, span));
            }
            Err(Wrong { code, span: at, message, help }) => {
                let mut note = Diagnostic::new(code, at.unwrap_or(span), format!("`{}`: {message}", shown(path)));
                note.help = help;
                self.notes.push(note);
            }
        }
    }
}

/// Why a value is not of its type.
struct Wrong {
    code: Code,
    span: Option<Span>,
    message: String,
    help: Option<String>,
}

impl Wrong {
    fn new(code: Code, message: String) -> Self {
        Self { code, span: None, message, help: None }
    }

    fn hint(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }
}

fn checked(kind: Type, value: &Spanned<DeValue<'_>>) -> Result<Value, Wrong> {
    let value = value.get_ref();
    match kind {
        Type::Flag => value.as_bool().map(Value::Flag).ok_or_else(|| expected("`true` or `false`", value)),
        Type::Count(least, most) => count(value, least, most),
        Type::Texts => texts(value, "a list of texts", |text| Ok(text.to_owned())),
        Type::Countries => texts(value, "a list of country codes", country),
        Type::Free => match value {
            DeValue::Table(_) => Ok(Value::Free(json(value))),
            _ => Err(expected("a table", value)),
        },
        Type::Day => match value {
            DeValue::Datetime(day) => day_of(&day.to_string()).map(Value::Text),
            DeValue::String(text) => day_of(text).map(Value::Text),
            _ => Err(expected("a day such as 2026-03-09", value)),
        },
        _ => {
            let text = value.as_str().ok_or_else(|| expected("a text in quotes", value))?;
            text_of(kind, text).map(Value::Text)
        }
    }
}

fn expected(what: &str, found: &DeValue<'_>) -> Wrong {
    let wrong = Wrong::new(Code::WrongType, format!("expected {what}, found {}", type_name(found)));
    match (what, found) {
        ("`true` or `false`", DeValue::String(text)) if matches!(text.as_ref(), "true" | "false") => {
            wrong.hint(format!("leave out the quotes: {text}"))
        }
        ("a text in quotes", DeValue::Integer(number)) => wrong.hint(format!("\"{}\"", number.as_str())),
        _ => wrong,
    }
}

fn count(value: &DeValue<'_>, least: usize, most: usize) -> Result<Value, Wrong> {
    let Some(number) = value.as_integer() else {
        return Err(expected("a whole number", value));
    };
    match usize::from_str_radix(number.as_str(), number.radix()) {
        Ok(number) if (least..=most).contains(&number) => Ok(Value::Count(number)),
        _ => Err(Wrong::new(
            Code::BadValue,
            format!("expected a number from {least} to {most}, found `{}`", number.as_str()),
        )),
    }
}

fn texts(value: &DeValue<'_>, what: &str, check: fn(&str) -> Result<String, Wrong>) -> Result<Value, Wrong> {
    let items = value.as_array().ok_or_else(|| expected(what, value))?;
    let texts = items.iter().map(|item| {
        let at = |wrong: Wrong| wrong.at(item.span().into());
        let text = item.get_ref().as_str().ok_or_else(|| at(expected("a text in quotes", item.get_ref())))?;
        check(text).map_err(at)
    });
    texts.collect::<Result<_, _>>().map(Value::Texts)
}

fn text_of(kind: Type, text: &str) -> Result<String, Wrong> {
    let bad = |code, message| Err(Wrong::new(code, message));
    match kind {
        _ if text.trim().is_empty() => bad(Code::BadValue, "expected a text, found an empty one".into()),
        Type::Choice(words) if !words.contains(&text) => {
            let wrong = Wrong::new(Code::BadValue, format!("expected one of {}, found `{text}`", listed(words)));
            Err(match nearest(text, words) {
                Some(word) => wrong.hint(format!("did you mean \"{word}\"?")),
                None => wrong,
            })
        }
        Type::BaseUrl => BaseUrl::parse(text).map(|url| url.as_str().to_owned()).map_err(|reason| {
            Wrong::new(Code::BadUrl, format!("`{text}` is not an address that a site can stand at ({reason})"))
                .hint("write it as \"https://example.org/\", with the path below which the site will stand")
        }),
        Type::Url if !is_web(text) => {
            Err(Wrong::new(Code::BadUrl, format!("`{text}` is not an http or https address"))
                .hint("begin it with https://"))
        }
        Type::Link
            if !(is_web(text) || (text.starts_with('/') && !text.starts_with("//")) || text.starts_with("mailto:")) =>
        {
            Err(Wrong::new(Code::BadUrl, format!("`{text}` is neither an address of this site nor an absolute one"))
                .hint("begin it with / for a page of this site, as in \"/about/\", else with https://"))
        }
        Type::Language => LangTag::parse(text).map(|tag| tag.to_string()).ok_or_else(|| {
            Wrong::new(Code::BadLanguage, format!("`{text}` is not a BCP 47 language tag"))
                .hint("write it as \"en-GB\" or \"fr\"")
        }),
        Type::Zone => zone(text),
        Type::Country => country(text),
        Type::Orcid => crate::model::orcid(text).ok_or_else(|| {
            Wrong::new(Code::BadOrcid, format!("`{text}` is not an ORCID iD, or its check digit is wrong"))
        }),
        Type::Colour if !is_colour(text) => {
            Err(Wrong::new(Code::BadValue, format!("`{text}` is not a colour")).hint("write it as \"#1f4e79\""))
        }
        Type::File => file(text),
        _ => Ok(text.trim().to_owned()),
    }
}

fn zone(text: &str) -> Result<String, Wrong> {
    if jiff::tz::TimeZone::get(text).is_ok() {
        return Ok(text.to_owned());
    }
    let wrong = Wrong::new(Code::BadValue, format!("`{text}` is not a time zone of the IANA database"));
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(match nearest(text, &names) {
        Some(name) => wrong.hint(format!("did you mean \"{name}\"?")),
        None => wrong.hint("write it as \"Europe/London\" or \"UTC\""),
    })
}

fn country(text: &str) -> Result<String, Wrong> {
    if Country::parse(text).is_some() {
        return Ok(text.to_owned());
    }
    let wrong = Wrong::new(Code::BadCountry, format!("`{text}` is not an ISO 3166-1 alpha-2 country code"));
    Err(match crate::model::vocabulary::country_named(text) {
        Some(code) => wrong.hint(format!("write \"{code}\"")),
        None => wrong.hint("write two capital letters, as in \"GB\""),
    })
}

fn day_of(text: &str) -> Result<String, Wrong> {
    match text.parse::<jiff::civil::Date>() {
        Ok(day) if text.len() == 10 => Ok(day.to_string()),
        _ => Err(Wrong::new(Code::BadDate, format!("`{text}` is not a day")).hint("write it as 2026-03-09")),
    }
}

fn file(text: &str) -> Result<String, Wrong> {
    match crate::base::SitePath::new(text.trim_start_matches('/')) {
        Ok(path) => Ok(path.to_string()),
        Err(reason) => Err(Wrong::new(Code::BadValue, format!("`{text}` is not a file under static/ ({reason})"))
            .hint("write it from static/, as in \"/logo.svg\"")),
    }
}

fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The diagnostic for a key that is not ours, with the key that was probably meant.
fn unknown(key: Span, path: &Path) -> Diagnostic {
    let name = path.last().map_or("", String::as_str);
    let table = path.get(..path.len().saturating_sub(1)).unwrap_or_default();
    let note = Diagnostic::new(Code::UnknownSetting, key, format!("unknown setting `{}`", shown(path)));
    let siblings = names_in(table);
    if let Some(meant) = nearest(name, &siblings) {
        return note.hint(format!("did you mean `{meant}`?"));
    }
    match elsewhere(name) {
        Some(place) if place.is_table => note.hint(format!("did you mean `[{}]`?", place.path)),
        Some(Place { path, .. }) => note.hint(match path.rsplit_once('.') {
            Some((table, own)) if own == name => format!("`{name}` belongs into `[{table}]`"),
            Some((table, own)) => format!("did you mean `{own}` in `[{table}]`?"),
            None if path == name => format!("`{name}` belongs above the first table"),
            None => format!("did you mean `{path}` above the first table?"),
        }),
        None if table.is_empty() => note.hint("values for templates of your own go into `[extra]`"),
        None => note.hint(format!("expected one of {}", listed(&siblings))),
    }
}

/// A setting or a table of settings by its whole path, which holds no free names.
struct Place {
    path: &'static str,
    is_table: bool,
}

/// The setting or table of another level that is called so, else the one that is called nearly so.
fn elsewhere(name: &str) -> Option<Place> {
    let places = || SETTINGS.iter().flat_map(|setting| places_of(setting.path));
    let own = |place: &Place| place.path.rsplit('.').next().unwrap_or_default();
    let called = |wanted: &str| places().find(|place| own(place) == wanted);
    called(name).or_else(|| {
        let names: Vec<&str> = places().map(|place| own(&place)).collect();
        nearest(name, &names).filter(|_| name.len() > 3).and_then(called)
    })
}

/// The path of a setting and of the tables that it stands in, up to the first free name.
fn places_of(path: &'static str) -> impl Iterator<Item = Place> {
    let named = path.find(".*").or_else(|| path.find(".#")).unwrap_or(path.len());
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]).filter(move |end| *end <= named);
    ends.filter_map(move |end| Some(Place { path: path.get(..end)?, is_table: end < path.len() }))
}

/// The word of `words` that `text` was probably meant to be.
pub(super) fn nearest<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    let text = text.to_lowercase().replace(['-', ' '], "_");
    let score = |word: &str| strsim::damerau_levenshtein(&text, &word.to_lowercase());
    let best = words.iter().copied().min_by_key(|word| score(word))?;
    (score(best) <= 1.max(best.chars().count() / 3)).then_some(best)
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn shown(path: &Path) -> String {
    let parts = path.iter().filter(|part| !part.starts_with('#'));
    parts.map(String::as_str).collect::<Vec<_>>().join(".")
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn json(value: &DeValue<'_>) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Json::Null, Json::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Json::Null, Json::from),
        DeValue::Boolean(flag) => Json::from(*flag),
        DeValue::Datetime(date) => Json::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect())
        }
    }
}
