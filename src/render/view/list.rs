//! What list pages see: cards, names with their addresses, pages of a list.

use serde::Serialize;

use super::{ChangeView, DateView, Shared};

/// A briefing as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its id.
    pub id: String,
    /// Its address with prefix.
    pub url: String,
    /// The title.
    pub title: String,
    /// A shorter title, where the author gives one.
    pub short_title: Option<String>,
    /// The kind's name (`advisory`).
    pub kind: String,
    /// One or two sentences; may be empty.
    pub description: String,
    /// Its date; `None` if undated.
    pub date: Option<Shared<DateView>>,
    /// The day of the last update or correction, where there is one.
    pub updated: Option<Shared<DateView>>,
    /// Its authors; empty means the publisher.
    pub authors: Shared<Vec<NameLink>>,
    /// Its topics.
    pub topics: Shared<Vec<NameLink>>,
    /// Its series.
    pub series: Option<SeriesView>,
    /// Its language.
    pub language: String,
    /// Minutes to read, at least 1 (200 words a minute).
    pub minutes: u32,
    /// Whether it was corrected.
    pub corrected: bool,
    /// Whether it was retracted.
    pub retracted: bool,
    /// Its retractions, concerns and corrections, the newest first.
    pub flags: Vec<ChangeView>,
    /// In a preview: `draft`, `held` or `embargoed`; never in a public build.
    pub withheld: Option<String>,
}

/// A name and the page that lists what it names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NameLink {
    /// The name.
    pub name: String,
    /// The address with prefix.
    pub url: String,
}

/// A briefing's place in its series.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SeriesView {
    /// The series.
    pub name: String,
    /// Its page.
    pub url: String,
    /// The number in it, as written.
    pub number: Option<String>,
}

/// `list`: one page of a list of briefings.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// `all`, `topic`, `region`, `place`, `actor`, `author`, `series`, `kind`, `year`, `corrections`.
    pub facet: String,
    /// What it lists (`Air defence`).
    pub title: String,
    /// About it, as site.toml says; may be empty.
    pub intro: String,
    /// The briefings of this page.
    pub cards: Shared<Vec<CardView>>,
    /// How many there are on all pages.
    pub total: usize,
    /// This page among the list's pages.
    pub pager: Pager,
    /// For the first page of an author's list: who they are.
    pub author: Option<AuthorView>,
    /// For the first page of an actor's list: what it is, as site.toml says.
    pub actor: Option<ActorView>,
    /// For the first page of the list of a region or country: where it is, as site.toml says.
    pub place: Option<PlaceView>,
    /// Other names that occur together with this one, by facet, most often first.
    pub related: Vec<FacetView>,
    /// Briefings by year, oldest first.
    pub years: Vec<YearCount>,
    /// Briefings along time, as a drawing; none where fewer than two are dated.
    pub timeline: Option<TimelineView>,
    /// Facets to narrow by; only on the list of all.
    pub facets: Vec<FacetView>,
}

/// An author.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorView {
    /// What they are.
    pub role: Option<String>,
    /// Where.
    pub affiliation: Option<String>,
    /// Their ORCID iD.
    pub orcid: Option<String>,
    /// A page about them.
    pub url: Option<String>,
    /// About them, as site.toml says.
    pub bio: Option<String>,
}

/// An actor.
#[derive(Clone, Debug, Serialize)]
pub struct ActorView {
    /// `state`, `alliance`, `organisation`, `armed_group`, `concept`.
    pub kind: String,
    /// Its full name.
    pub name: Option<String>,
    /// Other names that mean it.
    pub names: Vec<String>,
    /// Its own site.
    pub url: Option<String>,
    /// Its members, the earliest first; those that left or will leave stand last.
    pub members: Vec<MemberView>,
}

/// A membership: of a country in an actor, or of an actor in a country's list.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// The country, or the actor.
    pub name: String,
    /// Its page, where a briefing of this list speaks of it too.
    pub url: Option<String>,
    /// Its first day as a member.
    pub from: Option<DateView>,
    /// Its last.
    pub to: Option<DateView>,
}

/// A region or a country.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    /// The country's ISO 3166-1 alpha-2 code; none for a region.
    pub code: Option<String>,
    /// The countries of a region; of a country the regions that it is in.
    pub around: Vec<NamedPlace>,
    /// The actors of which a country is or was a member.
    pub member_of: Vec<MemberView>,
}

/// A region or a country beside another.
#[derive(Clone, Debug, Serialize)]
pub struct NamedPlace {
    /// The name.
    pub name: String,
    /// Its page, where a briefing of this list speaks of it too.
    pub url: Option<String>,
}

/// Briefings along time, as a drawing of bars on a line.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// The drawing's width in its own units.
    pub width: usize,
    /// The drawing's height: that of the highest bar.
    pub height: usize,
    /// The bars, the earliest first; stretches of time without briefings have none.
    pub bars: Vec<BarView>,
    /// Where years begin.
    pub ticks: Vec<TickView>,
}

/// One bar of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct BarView {
    /// Its left edge.
    pub x: usize,
    /// Its upper edge.
    pub y: usize,
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// What it stands for: a month (`2026-03`), three months (`2026-01/03`) or a year.
    pub label: String,
    /// How many briefings.
    pub count: usize,
}

/// Where a year begins in a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// The place.
    pub x: usize,
    /// The year; empty where there is no room for it.
    pub text: String,
}

/// How many briefings a year has.
#[derive(Clone, Debug, Serialize)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// How many.
    pub count: usize,
    /// Its archive page.
    pub url: String,
}

/// A page among the pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The page with newer briefings.
    pub previous: Option<String>,
    /// The page with older briefings.
    pub next: Option<String>,
    /// All pages in order.
    pub links: Vec<PagerLink>,
}

/// A link to one page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// The page, from 1; 0 stands for pages left out.
    pub page: usize,
    /// Its address with prefix; empty for pages left out.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A facet with its terms.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// `topic`, `region`, `place`, `actor`, `author`, `series`, `kind`, `year`.
    pub facet: String,
    /// The page that lists its terms, with prefix.
    pub url: String,
    /// Its terms, most briefings first.
    pub terms: Vec<TermLink>,
}

/// A term of a facet with its count.
#[derive(Clone, Debug, Serialize)]
pub struct TermLink {
    /// The term.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many public briefings it has.
    pub count: usize,
}

/// `terms`: the page that lists the terms of a facet.
#[derive(Clone, Debug, Serialize)]
pub struct TermsView {
    /// `topic`, `region`, `place`, `actor`, `author`, `series`, `kind`, `year`.
    pub facet: String,
    /// The terms by name.
    pub terms: Vec<TermLink>,
}

/// `home`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest briefing.
    pub lead: Option<Shared<CardView>>,
    /// The next newest ones, without the lead; at most one page of them.
    pub latest: Shared<Vec<CardView>>,
    /// The newest of each kind, at most four each, without the lead.
    pub kinds: Vec<KindGroup>,
    /// The topics with most briefings, at most twelve.
    pub topics: Vec<TermLink>,
    /// The regions with most briefings, at most twelve.
    pub regions: Vec<TermLink>,
    /// The series, the one with the newest briefing first.
    pub series: Vec<TermLink>,
    /// How many public briefings there are.
    pub total: usize,
}

/// The newest briefings of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    /// The kind's name.
    pub kind: String,
    /// The page that lists them all.
    pub url: String,
    /// The newest.
    pub cards: Shared<Vec<CardView>>,
}

/// `search`: the search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The folder of the index, with prefix.
    pub index: String,
    /// What stands before the addresses in the index: the site's prefix.
    pub prefix: String,
    /// How many texts can be found.
    pub total: usize,
}
