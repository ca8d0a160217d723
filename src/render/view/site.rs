//! What every page sees: the site, and the page itself as browsers and machines know it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Shared;

/// `site`: the same for every page of a build.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Who publishes it.
    pub publisher: PublisherView,
    /// The absolute base address, ending in `/`.
    pub base_url: String,
    /// The path below which the site stands, without a slash at its end; empty at a host's root. Addresses in views carry it.
    pub prefix: String,
    /// The main language.
    pub language: String,
    /// The languages, the main one first.
    pub languages: Vec<LanguageView>,
    /// The menu of site.toml, or the theme's own.
    pub menu: Vec<MenuItem>,
    /// `[theme]`.
    pub theme: ThemeView,
    /// Which optional outputs there are.
    pub outputs: OutputsView,
    /// `[extra]` of site.toml.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Addresses of static files as pages should use them: name (`style.css`) → address with prefix and fingerprint.
    pub assets: BTreeMap<String, String>,
    /// The `integrity` value of each stylesheet and script in `assets`.
    pub integrity: BTreeMap<String, String>,
    /// `despatch` and its version.
    pub generator: String,
    /// Whether this is a preview that shows withheld texts (`--drafts`).
    pub shows_drafts: bool,
}

/// Who publishes a site.
#[derive(Clone, Debug, Serialize)]
pub struct PublisherView {
    /// The name.
    pub name: String,
    /// The address of its own site, if given.
    pub url: Option<String>,
}

/// One language of a site.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    /// The tag.
    pub tag: String,
    /// Its name in itself (`Français`).
    pub name: String,
    /// The address of its home, with prefix.
    pub url: String,
    /// Whether it is the main one.
    pub main: bool,
}

/// One item of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// What it says.
    pub name: String,
    /// Where it leads, with prefix.
    pub url: String,
}

/// `[theme]` of site.toml.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The accent colour as CSS, if given.
    pub accent: Option<String>,
    /// The address of the logo, with prefix, if given.
    pub logo: Option<String>,
    /// The address of the icon, with prefix, if given.
    pub favicon: Option<String>,
    /// A line under the site's name, if given.
    pub tagline: Option<String>,
    /// A line at the foot of every page, if given.
    pub footer: Option<String>,
}

/// Which optional outputs a site has.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OutputsView {
    /// Machine twins beside briefings.
    pub twins: bool,
    /// Social cards.
    pub cards: bool,
    /// `/search/`.
    pub search: bool,
    /// JSON feeds beside the Atom ones.
    pub json_feed: bool,
}

/// `page`: this page as browsers and machines know it.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `briefing`, `page`, `home`, `list`, `terms`, `archive`, `search`, `corrections`, `not_found`.
    pub kind: String,
    /// Its own title, without the site's.
    pub title: String,
    /// One or two sentences, for descriptions; may be empty.
    pub description: String,
    /// Its address with prefix (`/site/briefings/x/`).
    pub url: String,
    /// Its absolute address.
    pub canonical: String,
    /// Its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The same page in all its languages, this one included; empty when there is only one.
    pub alternates: Vec<Alternate>,
    /// The feeds that a reader of this page may want, the nearest first.
    pub feeds: Vec<FeedLink>,
    /// The `meta` elements for machines: Highwire, Dublin Core, Open Graph (HTML).
    pub meta: String,
    /// JSON-LD, safe within a `script` element (HTML).
    pub json_ld: String,
    /// Whether search engines shall pass it by.
    pub noindex: bool,
    /// The path of the menu item that leads here, for marking it.
    pub section: String,
    /// The menu in the page's language: that of site.toml, or the theme's own.
    pub menu: Shared<Vec<MenuItem>>,
    /// The site's title in the page's language.
    pub site_title: String,
    /// The site's description in the page's language; may be empty.
    pub site_description: String,
    /// The line under the site's name in the page's language, if given.
    pub tagline: Option<String>,
    /// The line at the foot of every page in the page's language, if given.
    pub footer: Option<String>,
    /// The home of the page's language, with prefix.
    pub home: String,
    /// The list of all briefings in the page's language, with prefix.
    pub all: String,
    /// The search page of the page's language, with prefix; `None` where there is none.
    pub search: Option<String>,
}

/// A page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// The language tag, or `x-default`.
    pub language: String,
    /// Its absolute address.
    pub href: String,
}

/// A feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedLink {
    /// What it carries.
    pub title: String,
    /// Its address with prefix.
    pub url: String,
    /// Its media type.
    pub media_type: String,
}

/// A date, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DateView {
    /// ISO day or RFC 3339 instant, for `datetime`.
    pub iso: String,
    /// As the page's language writes it (`12 March 2026`).
    pub text: String,
    /// The year.
    pub year: i16,
}
