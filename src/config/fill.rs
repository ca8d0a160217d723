//! Filling a [`Site`]: what was given, and the table's defaults where nothing was.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    base_url::BaseUrl,
    settings::setting,
    site::{
        Actor, ActorKind, Author, DateOrder, Feeds, HtmlPolicy, Images, LanguageSettings, Markup, Member, MenuEntry,
        Outputs, Publisher, Region, Series, Site, Theme, UnknownKeys,
    },
    values::{Path, Value, Values},
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Country, Kind, LangTag, Role, vocabulary::Scale},
};

/// Fills a [`Site`] with what was given, and with the table's defaults where nothing was.
pub(super) fn from_values(values: &mut Values) -> Site {
    require(values);
    let mut notes = Vec::new();
    let given = Given { values, at: Vec::new() };
    let title = given.text("title").unwrap_or_default();
    let site = Site {
        publisher: Publisher {
            name: given.text("publisher").or(given.text("publisher.name")).unwrap_or_else(|| title.clone()),
            url: given.text("publisher.url"),
            logo: given.text("publisher.logo"),
        },
        title,
        base_url: given.parsed("base_url", |text| BaseUrl::parse(text).ok()).unwrap_or_else(BaseUrl::nowhere),
        language: given.parsed("language", LangTag::parse).unwrap_or_else(LangTag::undetermined),
        description: given.text("description"),
        time_zone: given.text("time_zone").unwrap_or_default(),
        date_order: given
            .parsed("date_order", |text| Some(if text == "dmy" { DateOrder::DayMonth } else { DateOrder::MonthDay })),
        kind: given.parsed("kind", kind).unwrap_or(Kind::Briefing),
        unknown_keys: match given.text("content.unknown_keys").as_deref() {
            Some("warn") => UnknownKeys::Warn,
            Some("extra") => UnknownKeys::Extra,
            _ => UnknownKeys::Error,
        },
        keys: given.each("content.keys", |at| at.text("")),
        roles: roles(&given),
        markup: Markup {
            html: match given.text("markup.html").as_deref() {
                Some("trusted") => HtmlPolicy::Trusted,
                Some("escape") => HtmlPolicy::Escape,
                _ => HtmlPolicy::Sanitise,
            },
            smart_punctuation: given.flag("markup.smart_punctuation"),
            highlight: given.flag("markup.highlight"),
        },
        per_page: given.count("lists.per_page"),
        feeds: Feeds { entries: given.count("feeds.entries"), full_text: given.flag("feeds.full_text") },
        images: Images { sizes: given.flag("images.sizes"), quality: given.count("images.quality") },
        outputs: Outputs {
            twins: given.flag("outputs.twins"),
            cards: given.flag("outputs.cards"),
            search: given.flag("outputs.search"),
            json_feed: given.flag("outputs.json_feed"),
        },
        publish_official: given.flag("gate.publish_official"),
        scale: given.parsed("likelihood.scale", scale).unwrap_or(Scale::Phia),
        theme: Theme {
            accent: given.text("theme.accent"),
            accent_dark: given.text("theme.accent_dark"),
            logo: given.text("theme.logo"),
            favicon: given.text("theme.favicon"),
            tagline: given.text("theme.tagline"),
            footer: given.text("theme.footer"),
        },
        menu: menu(&given),
        notices: notices(&given, &mut notes),
        languages: languages(&given, &mut notes),
        series: given.each("series", |at| {
            Some(Series { about: at.text("about"), issn: at.text("issn"), numbered: at.flag("numbered") })
        }),
        actors: given.each("actors", |at| Some(actor(at))),
        authors: given.each("authors", |at| Some(author(at))),
        regions: given.each("regions", |at| Some(Region { places: at.countries("places"), about: at.text("about") })),
        extra: match given.value("extra") {
            Some(Value::Free(Json::Object(table))) => table.into_iter().collect(),
            _ => BTreeMap::new(),
        },
    };
    values.notes.append(&mut notes);
    site
}

/// The three settings without which there is no site.
fn require(values: &mut Values) {
    for (name, line) in [
        ("title", "title = \"Northern Flank Briefings\""),
        ("base_url", "base_url = \"https://example.org/\""),
        ("language", "language = \"en-GB\""),
    ] {
        let path = vec![name.to_owned()];
        let spoken_of = values.notes.iter().any(|note| note.message.starts_with(&format!("`{name}`")));
        if !values.given.contains_key(&path) && !spoken_of {
            let message = format!("the setting `{name}` is missing");
            values
                .notes
                .push(Diagnostic::new(Code::BadConfig, Span::at(0), message).hint(format!("add the line {line}")));
        }
    }
}

fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.name() == name)
}

fn scale(name: &str) -> Option<Scale> {
    Scale::ALL.iter().copied().find(|scale| scale.name() == name)
}

fn roles(given: &Given<'_>) -> BTreeMap<String, Role> {
    let named = |name: String| Role::ALL.iter().copied().find(|role| role.name() == name);
    let roles: BTreeMap<String, Role> = given.each("content.roles", |at| at.text("").and_then(named));
    roles.into_iter().map(|(heading, role)| (heading.trim().to_lowercase(), role)).collect()
}

fn menu(given: &Given<'_>) -> Vec<MenuEntry> {
    let entries = given.each("menu", |at| Some((at.text("name")?, at.text("url")?)));
    entries.into_values().map(|(name, url)| MenuEntry { name, url }).collect()
}

fn notices(given: &Given<'_>, notes: &mut Vec<Diagnostic>) -> BTreeMap<Kind, String> {
    let mut out = BTreeMap::new();
    for (name, notice) in given.each("notices", |at| at.text("").map(|text| (text, at.span()))) {
        let (text, span) = notice;
        match kind(&name) {
            Some(kind) => drop(out.insert(kind, text)),
            None => {
                let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                let note = Diagnostic::new(Code::BadValue, span, format!("`notices.{name}` names no kind of text"));
                notes.push(note.hint(match super::values::nearest(&name, &names) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("expected one of `{}`", names.join("`, `")),
                }));
            }
        }
    }
    out
}

fn languages(given: &Given<'_>, notes: &mut Vec<Diagnostic>) -> BTreeMap<LangTag, LanguageSettings> {
    let mut out = BTreeMap::new();
    let all = given.each("languages", |at| {
        let settings = LanguageSettings {
            title: at.text("title"),
            description: at.text("description"),
            tagline: at.text("tagline"),
            footer: at.text("footer"),
            regions: at.each("regions", |region| region.text("")),
        };
        Some((settings, at.span()))
    });
    for (tag, (settings, span)) in all {
        match LangTag::parse(&tag) {
            Some(tag) => drop(out.insert(tag, settings)),
            None => notes.push(
                Diagnostic::new(Code::BadLanguage, span, format!("`{tag}` is not a BCP 47 language tag"))
                    .hint("name the table by a tag, as in [languages.fr]"),
            ),
        }
    }
    out
}

fn actor(at: &Given<'_>) -> Actor {
    let members = at.each("members", |member| {
        Some(Member {
            country: member.parsed("country", Country::parse)?,
            from: member.parsed("from", |text| text.parse().ok()),
            to: member.parsed("to", |text| text.parse().ok()),
        })
    });
    Actor {
        kind: match at.text("kind").as_deref() {
            Some("state") => ActorKind::State,
            Some("alliance") => ActorKind::Alliance,
            Some("armed_group") => ActorKind::ArmedGroup,
            Some("concept") => ActorKind::Concept,
            _ => ActorKind::Organisation,
        },
        name: at.text("name"),
        names: at.texts("names"),
        url: at.text("url"),
        about: at.text("about"),
        members: members.into_values().collect(),
    }
}

fn author(at: &Given<'_>) -> Author {
    Author {
        bio: at.text("bio"),
        role: at.text("role"),
        affiliation: at.text("affiliation"),
        url: at.text("url"),
        orcid: at.text("orcid"),
        names: at.texts("names"),
    }
}

/// The values at and below one place of the file; what was not given is the table's default.
struct Given<'a> {
    values: &'a Values,
    at: Path,
}

impl Given<'_> {
    fn path(&self, key: &str) -> Path {
        self.at.iter().cloned().chain(key.split('.').filter(|part| !part.is_empty()).map(str::to_owned)).collect()
    }

    fn value(&self, key: &str) -> Option<Value> {
        let path = self.path(key);
        if let Some((value, _)) = self.values.given.get(&path) {
            return Some(value.clone());
        }
        let default = setting(&path)?.default;
        match default {
            "" => None,
            "[]" => Some(Value::Texts(Vec::new())),
            "true" => Some(Value::Flag(true)),
            "false" => Some(Value::Flag(false)),
            _ => Some(match default.parse() {
                Ok(number) => Value::Count(number),
                Err(_) => Value::Text(default.trim_matches('"').to_owned()),
            }),
        }
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn parsed<T>(&self, key: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.text(key).and_then(|text| parse(&text))
    }

    fn flag(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Value::Flag(true)))
    }

    fn count(&self, key: &str) -> usize {
        match self.value(key) {
            Some(Value::Count(number)) => number,
            _ => 1,
        }
    }

    fn texts(&self, key: &str) -> Vec<String> {
        match self.value(key) {
            Some(Value::Texts(texts)) => texts,
            _ => Vec::new(),
        }
    }

    fn countries(&self, key: &str) -> Vec<Country> {
        self.texts(key).iter().filter_map(|code| Country::parse(code)).collect()
    }

    /// Where this place's own name or value stands.
    fn span(&self) -> Span {
        let value = self.values.given.get(&self.at).map(|(_, span)| *span);
        value.or_else(|| self.values.tables.get(&self.at).copied()).unwrap_or_default()
    }

    /// One thing for each name in the table at `key`, by name.
    fn each<T>(&self, key: &str, make: impl Fn(&Given<'_>) -> Option<T>) -> BTreeMap<String, T> {
        let path = self.path(key);
        let below = |other: &&Path| other.len() > path.len() && other.starts_with(&path);
        let all = self.values.given.keys().filter(below).chain(self.values.tables.keys().filter(below));
        let names: std::collections::BTreeSet<&String> = all.filter_map(|other| other.get(path.len())).collect();
        let named = names.into_iter().filter_map(|name| {
            let at = path.iter().cloned().chain([name.clone()]).collect();
            Some((name.clone(), make(&Given { values: self.values, at })?))
        });
        named.collect()
    }
}
