//! The table of settings: every key of `site.toml` with its type, its default and what it is for.
//!
//! Reading, the commented `site.toml` of a new site, the JSON Schema and the manual all come from this one table, and it is the
//! only place where a default stands.

use super::values::Type;

/// One key of `site.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The key's path: `*` stands for any name, `#` for the items of a list of tables.
    pub path: &'static str,
    /// What may stand there.
    pub kind: Type,
    /// The default as TOML; empty where there is none.
    pub default: &'static str,
    /// What it is for: one sentence.
    pub about: &'static str,
    /// An example as TOML, shown where the default says little.
    pub example: &'static str,
}

/// The kinds of text, as front matter and site.toml name them.
const KINDS: &[&str] =
    &["briefing", "report", "commentary", "assessment", "statement", "advisory", "explainer", "transcript"];

/// The roles of sections.
const ROLES: &[&str] = &[
    "body",
    "summary",
    "key_developments",
    "background",
    "implications",
    "impact",
    "outlook",
    "recommendations",
    "methodology",
    "notes",
    "sources",
    "glossary",
    "about",
    "contact",
    "disclaimer",
];

/// What an actor can be.
const ACTOR_KINDS: &[&str] = &["state", "alliance", "organisation", "armed_group", "concept"];

macro_rules! settings {
    ($($path:literal $kind:expr, $default:literal, $example:literal, $about:literal;)*) => {
        /// All settings, in the order of the manual; those of one table stand together.
        pub const SETTINGS: &[Setting] =
            &[$(Setting { path: $path, kind: $kind, default: $default, about: $about, example: $example },)*];
    };
}

settings! {
    "title" Type::Text, "", r#""Northern Flank Briefings""#, "The site's name. Required.";
    "base_url" Type::BaseUrl, "", r#""https://example.org/briefings/""#, "Where the site will stand, with its path. Required.";
    "language" Type::Language, "", r#""en-GB""#, "The language of a text that does not say: a BCP 47 tag. Required.";
    "description" Type::Text, "", r#""Independent analysis of defence policy.""#, "One or two sentences about the site, for search engines and feeds.";
    "publisher" Type::Text, "", r#""Northern Flank Institute""#, "Who publishes: the author of texts that name none. A name, or a table of its own. Default: the title.";
    "time_zone" Type::Zone, r#""UTC""#, r#""Europe/London""#, "The zone in which a day begins, as in the IANA database.";
    "date_order" Type::Choice(&["dmy", "mdy"]), "", r#""dmy""#, "How 03/04/2026 is read; unset, a numeric date is an error.";
    "kind" Type::Choice(KINDS), r#""briefing""#, "", "The kind of a text that does not say.";
    "publisher.name" Type::Text, "", r#""Northern Flank Institute""#, "The publisher's name.";
    "publisher.url" Type::Url, "", r#""https://example.org/""#, "The publisher's own site.";
    "publisher.logo" Type::File, "", r#""/logo.svg""#, "The publisher's logo: a file under static/.";
    "content.unknown_keys" Type::Choice(&["error", "warn", "extra"]), r#""error""#, "", "What becomes of a front matter key that despatch does not know.";
    "content.keys.*" Type::Text, "", r#"doc_date = "date""#, "Foreign front matter keys and ours that they mean.";
    "content.roles.*" Type::Choice(ROLES), "", r#""The stakes" = "implications""#, "Headings of your own and the role their sections have.";
    "markup.html" Type::Choice(&["sanitise", "trusted", "escape"]), r#""sanitise""#, "", "What becomes of HTML in Markdown.";
    "markup.smart_punctuation" Type::Flag, "false", "", "Whether straight quotes and `--` in Markdown become typographic.";
    "markup.highlight" Type::Flag, "true", "", "Whether code is coloured.";
    "lists.per_page" Type::Count(1, 1_000), "20", "", "How many briefings one page of a list shows.";
    "feeds.entries" Type::Count(1, 1_000), "20", "", "How many briefings a feed holds.";
    "feeds.full_text" Type::Flag, "false", "", "Whether feeds carry the whole text, not its summary.";
    "images.sizes" Type::Flag, "true", "", "Whether the pictures of texts are also made in smaller sizes, as WebP. Previews show them as they are.";
    "images.quality" Type::Count(1, 100), "80", "", "How good photographs are in smaller sizes. Charts lose nothing that can be seen.";
    "outputs.twins" Type::Flag, "true", "", "Whether each briefing has its machine twins: clean Markdown, BibTeX, RIS, CSL-JSON.";
    "outputs.cards" Type::Flag, "true", "", "Whether each briefing has a picture for social networks.";
    "outputs.search" Type::Flag, "true", "", "Whether the site has a search page and its index.";
    "outputs.json_feed" Type::Flag, "true", "", "Whether there is a JSON Feed beside each Atom feed.";
    "gate.publish_official" Type::Flag, "false", "", "Whether texts marked OFFICIAL or NOT PROTECTIVELY MARKED are published.";
    "likelihood.scale" Type::Choice(&["phia", "icd203_a", "icd203_b"]), r#""phia""#, "", "Whose likelihood terms judgements use when they do not say.";
    "theme.accent" Type::Colour, "", r##""#1f4e79""##, "The colour of links and rules, for light pages.";
    "theme.accent_dark" Type::Colour, "", r##""#8fb8de""##, "The same for dark pages; derived from the first if unset.";
    "theme.logo" Type::File, "", r#""/logo.svg""#, "A picture beside the site's name: a file under static/.";
    "theme.favicon" Type::File, "", r#""/favicon.svg""#, "The picture in the browser's tab: a file under static/.";
    "theme.tagline" Type::Text, "", r#""Analysis you can cite""#, "A line under the site's name.";
    "theme.footer" Type::Text, "", r#""Registered charity 123456""#, "A line at the foot of every page.";
    "notices.*" Type::Text, "", r#"commentary = "The views are the author's own.""#, "A sentence shown under every text of a kind, such as a funding or view-of-author notice.";
    "languages.*.title" Type::Text, "", r#""Notes du flanc nord""#, "The site's name in a further language, in a table named by its tag.";
    "languages.*.description" Type::Text, "", r#""Analyses indépendantes.""#, "The site's description in that language.";
    "languages.*.tagline" Type::Text, "", r#""Des analyses citables""#, "The line under the site's name in that language.";
    "languages.*.footer" Type::Text, "", r#""Association n° 123456""#, "The line at the foot of every page in that language.";
    "languages.*.regions.*" Type::Text, "", r#""Baltic" = "Baltique""#, "Regions and what they are called in that language.";
    "menu.#.name" Type::Text, "", r#""About""#, "What an entry of the menu says. Without `[[menu]]` the theme makes its own.";
    "menu.#.url" Type::Link, "", r#""/about/""#, "Where it leads: an address of this site, or of another.";
    "series.*.about" Type::Text, "", r#""A weekly picture of the Black Sea.""#, "What a series is, for its page.";
    "series.*.issn" Type::Text, "", r#""2049-3630""#, "The series' ISSN.";
    "series.*.numbered" Type::Flag, "true", "", "Whether its briefings are shown with their numbers.";
    "actors.*.kind" Type::Choice(ACTOR_KINDS), r#""organisation""#, "", "What an actor is.";
    "actors.*.name" Type::Text, "", r#""North Atlantic Treaty Organization""#, "Its full name.";
    "actors.*.names" Type::Texts, "[]", r#"["OTAN"]"#, "Other names that mean it.";
    "actors.*.url" Type::Url, "", r#""https://www.nato.int/""#, "Its own site.";
    "actors.*.about" Type::Text, "", r#""An alliance of 32 states.""#, "What it is, for its page.";
    "actors.*.members.#.country" Type::Country, "", r#""FI""#, "A member state.";
    "actors.*.members.#.from" Type::Day, "", r#""2023-04-04""#, "Since when.";
    "actors.*.members.#.to" Type::Day, "", r#""2030-01-01""#, "Until when, if it left.";
    "authors.*.bio" Type::Text, "", r#""Writes on logistics.""#, "About an author, for their page.";
    "authors.*.role" Type::Text, "", r#""Senior Fellow""#, "What they are.";
    "authors.*.affiliation" Type::Text, "", r#""Northern Flank Institute""#, "Where.";
    "authors.*.url" Type::Url, "", r#""https://example.org/people/a-writer""#, "A page about them.";
    "authors.*.orcid" Type::Orcid, "", r#""0000-0002-1825-0097""#, "Their ORCID iD.";
    "authors.*.names" Type::Texts, "[]", r#"["A. Writer"]"#, "Other spellings of the name that mean the same person.";
    "regions.*.places" Type::Countries, "[]", r#"["EE", "LV", "LT"]"#, "The countries of a region.";
    "regions.*.about" Type::Text, "", r#""Estonia, Latvia and Lithuania.""#, "What it is, for its page.";
    "extra" Type::Free, "", r#"masthead = "blue""#, "Anything, for templates of your own.";
}

impl Setting {
    /// The path's parts.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('.')
    }

    /// Whether `path`, as written in a file (list items as `#`), is this setting's.
    #[must_use]
    pub fn matches(&self, path: &[String]) -> bool {
        self.parts().count() == path.len() && self.begins_with(path)
    }

    /// Whether this setting stands at or below `path`.
    #[must_use]
    pub fn begins_with(&self, path: &[String]) -> bool {
        let mut parts = self.parts();
        path.iter().all(|part| parts.next().is_some_and(|own| same(own, part)))
    }
}

/// Whether a part of a setting's path means a part of a written path.
fn same(own: &str, written: &str) -> bool {
    match own {
        "*" => written != "#",
        "#" => written.starts_with('#'),
        _ => own == written,
    }
}

/// The setting of this path.
#[must_use]
pub(super) fn setting(path: &[String]) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.matches(path))
}

/// The names that may stand in the table at `path`; empty if any name may.
#[must_use]
pub(super) fn names_in(path: &[String]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = SETTINGS
        .iter()
        .filter(|setting| setting.begins_with(path))
        .filter_map(|setting| setting.parts().nth(path.len()))
        .collect();
    names.dedup();
    if names.contains(&"*") { Vec::new() } else { names }
}
