//! What a site's settings are, as the stages see them.

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};
use serde::Serialize;
use serde_json::Value as Json;

use super::{
    base_url::BaseUrl,
    settings::setting,
    values::{Path, Value, Values},
};
use crate::{
    base::{Code, Diagnostic, Span, ZoneName},
    model::{Country, Kind, LangTag, Role, vocabulary::Scale},
};

/// The settings of a site: plain data, complete, with every default in its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Site {
    /// The site's name.
    pub title: String,
    /// Where the site will stand.
    pub base_url: BaseUrl,
    /// The language of a text that does not say.
    pub language: LangTag,
    /// One or two sentences about the site.
    pub description: Option<String>,
    /// Who publishes.
    pub publisher: Publisher,
    /// The zone in which a day begins; in the IANA database.
    pub time_zone: ZoneName,
    /// How `03/04/2026` is read; `None` makes it an error.
    pub date_order: Option<DateOrder>,
    /// The kind of a text that does not say.
    pub kind: Kind,
    /// What becomes of a front matter key that is not ours.
    pub unknown_keys: UnknownKeys,
    /// Foreign front matter keys and ours that they mean.
    pub keys: BTreeMap<String, String>,
    /// Headings of the site's own and the role they give, lower-case.
    pub roles: BTreeMap<String, Role>,
    /// How Markdown is written.
    pub markup: Markup,
    /// How many briefings one page of a list shows; at least 1.
    pub per_page: usize,
    /// Feeds.
    pub feeds: Feeds,
    /// What is made beside the pages.
    pub outputs: Outputs,
    /// Whether texts marked `OFFICIAL` are published.
    pub publish_official: bool,
    /// Whose likelihood terms judgements use when they do not say.
    pub scale: Scale,
    /// The theme's settings.
    pub theme: Theme,
    /// The menu; empty: the theme's own.
    pub menu: Vec<MenuEntry>,
    /// A sentence shown under every text of a kind.
    pub notices: BTreeMap<Kind, String>,
    /// Further languages.
    pub languages: BTreeMap<LangTag, LanguageSettings>,
    /// Series, by name.
    pub series: BTreeMap<String, Series>,
    /// Actors, by short name.
    pub actors: BTreeMap<String, Actor>,
    /// Authors, by name.
    pub authors: BTreeMap<String, Author>,
    /// Regions, by name.
    pub regions: BTreeMap<String, Region>,
    /// Anything, for templates.
    pub extra: BTreeMap<String, Json>,
}

impl Site {
    /// The path below which the site stands, without a slash at its end; empty at a host's root.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.base_url.prefix()
    }

    /// Scheme, host and port of the site's address.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.base_url.origin()
    }

    /// The zone in which a day begins.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// Who publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// The name.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// Its logo: a file under `static/`, without a slash before it.
    pub logo: Option<String>,
}

/// The order of a numeric date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
}

/// What becomes of a front matter key that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum UnknownKeys {
    /// An error with a suggestion.
    Error,
    /// A warning; the value goes to `extra`.
    Warn,
    /// The value goes to `extra`.
    Extra,
}

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HtmlPolicy {
    /// What could do harm is taken out.
    Sanitise,
    /// It passes as it is.
    Trusted,
    /// It is shown as text.
    Escape,
}

/// How Markdown is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Markup {
    /// What becomes of HTML.
    pub html: HtmlPolicy,
    /// Whether straight quotes become typographic.
    pub smart_punctuation: bool,
    /// Whether code is coloured.
    pub highlight: bool,
}

/// Feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Feeds {
    /// How many briefings a feed holds; at least 1.
    pub entries: usize,
    /// Whether feeds carry the whole text.
    pub full_text: bool,
}

/// What is made beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent switch of `[outputs]`")]
pub struct Outputs {
    /// Machine twins of briefings.
    pub twins: bool,
    /// Pictures for social networks.
    pub cards: bool,
    /// The search page and its index.
    pub search: bool,
    /// JSON Feeds.
    pub json_feed: bool,
}

/// The theme's settings; `None` is the theme's own choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// A colour, `#rgb` or `#rrggbb`.
    pub accent: Option<String>,
    /// The same for dark pages.
    pub accent_dark: Option<String>,
    /// A file under `static/`, without a slash before it.
    pub logo: Option<String>,
    /// A file under `static/`, without a slash before it.
    pub favicon: Option<String>,
    /// A line under the site's name.
    pub tagline: Option<String>,
    /// A line at the foot of every page.
    pub footer: Option<String>,
}

/// One entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// What it says.
    pub name: String,
    /// Where it leads: an address of this site without prefix (`/about/`), or an absolute one.
    pub url: String,
}

/// What a further language changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageSettings {
    /// The site's name in that language.
    pub title: Option<String>,
    /// The site's description in that language.
    pub description: Option<String>,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// What it is.
    pub about: Option<String>,
    /// Its ISSN, as written.
    pub issn: Option<String>,
    /// Whether its briefings are shown with their numbers.
    pub numbered: bool,
}

/// Someone that acts: a state, an alliance, a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// What it is.
    pub kind: ActorKind,
    /// Its full name.
    pub name: Option<String>,
    /// Other names that mean it.
    pub names: Vec<String>,
    /// Its own site.
    pub url: Option<String>,
    /// What it is, in words.
    pub about: Option<String>,
    /// Its members and since when; naming the actor never tags them.
    pub members: Vec<Member>,
}

/// What an actor can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum ActorKind {
    State,
    Alliance,
    Organisation,
    ArmedGroup,
    Concept,
}

impl ActorKind {
    /// Its name in site.toml.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Alliance => "alliance",
            Self::Organisation => "organisation",
            Self::ArmedGroup => "armed_group",
            Self::Concept => "concept",
        }
    }
}

/// A state's membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The state.
    pub country: Country,
    /// Its first day as a member.
    pub from: Option<Date>,
    /// Its last.
    pub to: Option<Date>,
}

/// An author, as every text of theirs may show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Author {
    /// About them.
    pub bio: Option<String>,
    /// What they are.
    pub role: Option<String>,
    /// Where.
    pub affiliation: Option<String>,
    /// A page about them.
    pub url: Option<String>,
    /// ORCID iD, its check digit verified.
    pub orcid: Option<String>,
    /// Other spellings of the name.
    pub names: Vec<String>,
}

/// A region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Its countries.
    pub places: Vec<Country>,
    /// What it is.
    pub about: Option<String>,
}

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
        keys: given.each("content.keys", |at| at.own_text()),
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
        if !values.values.contains_key(&path) && !spoken_of {
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
    let roles: BTreeMap<String, Role> = given.each("content.roles", |at| at.own_text().and_then(named));
    roles.into_iter().map(|(heading, role)| (heading.trim().to_lowercase(), role)).collect()
}

fn menu(given: &Given<'_>) -> Vec<MenuEntry> {
    let entries = given.each("menu", |at| Some((at.text("name")?, at.text("url")?)));
    entries.into_values().map(|(name, url)| MenuEntry { name, url }).collect()
}

fn notices(given: &Given<'_>, notes: &mut Vec<Diagnostic>) -> BTreeMap<Kind, String> {
    let mut out = BTreeMap::new();
    for (name, notice) in given.each("notices", |at| at.own_text().map(|text| (text, at.span()))) {
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
        let settings = LanguageSettings { title: at.text("title"), description: at.text("description") };
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
        if let Some((value, _)) = self.values.values.get(&path) {
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

    fn own_text(&self) -> Option<String> {
        self.text("")
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
        let value = self.values.values.get(&self.at).map(|(_, span)| *span);
        value.or_else(|| self.values.tables.get(&self.at).copied()).unwrap_or_default()
    }

    /// One thing for each name in the table at `key`, by name.
    fn each<T>(&self, key: &str, make: impl Fn(&Given<'_>) -> Option<T>) -> BTreeMap<String, T> {
        let path = self.path(key);
        let below = |other: &&Path| other.len() > path.len() && other.starts_with(&path);
        let all = self.values.values.keys().filter(below).chain(self.values.tables.keys().filter(below));
        let names: std::collections::BTreeSet<&String> = all.filter_map(|other| other.get(path.len())).collect();
        let named = names.into_iter().filter_map(|name| {
            let at = path.iter().cloned().chain([name.clone()]).collect();
            Some((name.clone(), make(&Given { values: self.values, at })?))
        });
        named.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    const LEAST: &str = "title = \"T\"\nbase_url = \"https://a.org/x\"\nlanguage = \"en-gb\"\n";

    fn notes(text: &str) -> Vec<(Code, String, String, Option<String>)> {
        let noted = parse(text);
        let note = |note: Diagnostic| {
            (note.code, note.span.unwrap_or_default().slice(text).to_owned(), note.message, note.help)
        };
        noted.notes.into_iter().map(note).collect()
    }

    #[test]
    fn three_settings_suffice_and_the_rest_has_defaults() {
        let noted = parse(LEAST);
        assert_eq!(noted.notes, []);
        let site = noted.value;
        assert_eq!(site.base_url.as_str(), "https://a.org/x/");
        assert_eq!((site.prefix(), site.origin()), ("/x", "https://a.org"));
        assert_eq!(site.language.as_str(), "en-GB");
        assert_eq!(site.publisher.name, "T");
        assert_eq!(site.time_zone, "UTC");
        assert_eq!((site.per_page, site.feeds.entries, site.feeds.full_text), (20, 20, false));
        assert!(site.outputs.twins && site.outputs.cards && site.outputs.search && site.outputs.json_feed);
        assert!(site.markup.highlight && !site.publish_official);
        assert_eq!(site.kind, Kind::Briefing);
    }

    #[test]
    fn every_unknown_setting_is_found_with_what_was_probably_meant() {
        let text = format!("{LEAST}tittle = \"x\"\nper_page = 3\n[outputs]\nserch = true\n[fedes]\nentries = 3\n");
        let found = notes(&text);
        let all: Vec<_> =
            found.iter().map(|(_, at, message, help)| (at.as_str(), message.as_str(), help.as_deref())).collect();
        assert_eq!(
            all,
            [
                ("tittle", "unknown setting `tittle`", Some("did you mean `title`?")),
                ("per_page", "unknown setting `per_page`", Some("`per_page` belongs into `[lists]`")),
                ("serch", "unknown setting `outputs.serch`", Some("did you mean `search`?")),
                ("fedes", "unknown setting `fedes`", Some("did you mean `feeds`?")),
            ]
        );
    }

    #[test]
    fn a_value_of_another_type_is_reported_at_the_value() {
        let text = format!(
            "{LEAST}menu = 3\n[lists]\nper_page = \"20\"\n[outputs]\ntwins = \"false\"\n[feeds]\nentries = 0\n[markup]\nhtml = \"trust\"\n[theme]\naccent = \"red\"\n"
        );
        let all: Vec<_> = notes(&text).into_iter().map(|(code, at, ..)| (code, at)).collect();
        assert_eq!(
            all,
            [
                (Code::WrongType, "3".into()),
                (Code::WrongType, "\"20\"".into()),
                (Code::WrongType, "\"false\"".into()),
                (Code::BadValue, "0".into()),
                (Code::BadValue, "\"trust\"".into()),
                (Code::BadValue, "\"red\"".into()),
            ]
        );
    }

    #[test]
    fn what_is_required_and_missing_is_said() {
        let messages: Vec<_> = notes("").into_iter().map(|(_, _, message, _)| message).collect();
        assert_eq!(
            messages,
            [
                "the setting `title` is missing",
                "the setting `base_url` is missing",
                "the setting `language` is missing"
            ]
        );
        assert_eq!(notes("title = 3\nbase_url = \"x\"\nlanguage = \"english\"\n").len(), 3);
    }

    #[test]
    fn tables_of_names_are_read() {
        let text = format!(
            r#"{LEAST}publisher = {{ name = "P", url = "https://p.org" }}
menu = [{{ name = "About", url = "/about/" }}]
[content.keys]
doc_date = "date"
[content.roles]
"The Stakes" = "implications"
[languages.fr]
title = "Le T"
[actors."NATO"]
kind = "alliance"
members = [{{ country = "FI", from = 2023-04-04 }}, {{ country = "GB", from = "1949-04-04" }}]
[authors."A. Writer"]
orcid = "0000-0002-1825-0097"
[regions."Baltic"]
places = ["EE", "LV"]
[series."Weekly"]
numbered = false
[notices]
commentary = "Own views."
[extra]
a = {{ b = [1, 2.5, true] }}
"#
        );
        let noted = parse(&text);
        assert_eq!(noted.notes, []);
        let site = noted.value;
        assert_eq!(site.publisher.name, "P");
        assert_eq!(site.menu, [MenuEntry { name: "About".into(), url: "/about/".into() }]);
        assert_eq!(site.keys.get("doc_date").map(String::as_str), Some("date"));
        assert_eq!(site.roles.get("the stakes"), Some(&Role::Implications));
        assert_eq!(site.languages.len(), 1);
        assert_eq!(site.actors.get("NATO").map(|nato| (nato.kind, nato.members.len())), Some((ActorKind::Alliance, 2)));
        assert!(site.authors.contains_key("A. Writer"));
        assert_eq!(site.regions.get("Baltic").map(|baltic| baltic.places.len()), Some(2));
        assert_eq!(site.series.get("Weekly").map(|weekly| weekly.numbered), Some(false));
        assert_eq!(site.notices.len(), 1);
        assert_eq!(site.extra.get("a"), Some(&serde_json::json!({"b": [1, 2.5, true]})));
    }

    #[test]
    fn values_are_checked_for_what_they_mean() {
        for (line, code) in [
            ("time_zone = \"Europe/Londn\"", Code::BadValue),
            ("[regions.\"B\"]\nplaces = [\"UK\"]", Code::BadCountry),
            ("[authors.\"A\"]\norcid = \"0000-0002-1825-0098\"", Code::BadOrcid),
            ("[languages.french]\ntitle = \"x\"", Code::BadLanguage),
            ("[notices]\ncomentary = \"x\"", Code::BadValue),
            ("[[menu]]\nname = \"x\"\nurl = \"javascript:alert(1)\"", Code::BadUrl),
            ("[theme]\nlogo = \"../x.svg\"", Code::BadValue),
            ("title = \"again\"", Code::BadConfig),
        ] {
            let found = notes(&format!("{LEAST}{line}\n"));
            assert_eq!(found.iter().map(|(found, ..)| *found).collect::<Vec<_>>(), [code], "{line}: {found:?}");
        }
    }

    #[test]
    fn every_default_is_of_its_type() {
        let noted = parse(LEAST);
        for setting in crate::config::SETTINGS.iter().filter(|setting| !setting.default.is_empty()) {
            if setting.path.contains(['*', '#']) {
                continue;
            }
            let (table, key) = setting.path.rsplit_once('.').unwrap_or(("", setting.path));
            let line = format!("{key} = {}\n", setting.default);
            let text = if table.is_empty() { format!("{LEAST}{line}") } else { format!("{LEAST}[{table}]\n{line}") };
            let again = parse(&text);
            assert_eq!((again.notes, again.value), (Vec::new(), noted.value.clone()), "{}", setting.path);
        }
    }
}
