//! What a site's settings are, as the stages see them.

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};
use serde::Serialize;
use serde_json::Value as Json;

use super::base_url::BaseUrl;
use crate::{
    base::ZoneName,
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
    /// Pictures in smaller sizes.
    pub images: Images,
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

/// Pictures in smaller sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Images {
    /// Whether they are made.
    pub sizes: bool,
    /// How good photographs are in them, from 1 to 100.
    pub quality: usize,
}

/// What is made beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// The line under the site's name in that language.
    pub tagline: Option<String>,
    /// The line at the foot of every page in that language.
    pub footer: Option<String>,
    /// Regions by name, and what they are called in that language.
    pub regions: BTreeMap<String, String>,
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
