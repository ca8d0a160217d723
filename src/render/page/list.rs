//! The pages of lists.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    super::{Ground, facts, metadata},
    Reads, about, card, common, term_url, timeline,
};
use crate::{
    library::{Facet, Id, Term},
    model::SharedText,
    plan::{ListKey, ListPage, list_address, members, page_address, per_page},
    render::view::{FacetView, ListView, PageView, Pager, PagerLink, TermLink, YearCount},
};

/// How many names that occur together with a list's own are shown.
const TOGETHER: usize = 8;

/// The page and the view of one page of a list; what is told beside its briefings is gathered where the template `reads` it.
pub(super) fn list(list: ListPage, reads: &Reads<'_>, ground: Ground<'_>) -> (PageView, ListView) {
    let ids = members(ground.library, list.edition, list.list);
    let term = term(list, ground);
    let title = title(list, term, ground);
    let shown = shown(list, ground);
    // What is told of the name, and what depends on all briefings of the list, stands on its first page.
    let facet = match list.list {
        ListKey::Term(facet, _) if list.page == 1 => Some(facet),
        _ => None,
    };
    let named = about::Named { edition: list.edition, name: &title, ids: &ids };
    let along_time =
        facet.is_some_and(|facet| facet != Facet::Year) && (reads("list", "years") || reads("list", "timeline"));
    let days = if along_time { days(&ids, ground) } else { Vec::new() };
    let written = match list.list {
        ListKey::Term(facet, _) => facts::name_in(ground.site, ground.language(list.edition), facet, &title),
        _ => &title,
    };
    let view = ListView {
        facet: facet_name(list, &title, &shown, ground).into(),
        title: written.to_owned(),
        // What is said of it is in the language of its own name.
        intro: if written == title { intro(list.list, &title, ground) } else { String::new() },
        cards: card::shared_all(&shown, ground),
        total: ids.len(),
        pager: pager(list, ground),
        author: (facet == Some(Facet::Author)).then(|| about::author(named, ground)),
        actor: if facet == Some(Facet::Actor) { about::actor(named, ground) } else { None },
        place: (facet == Some(Facet::Region)).then(|| about::place(named, ground)),
        related: if facet.is_some() && reads("list", "related") { together(list, &ids, ground) } else { Vec::new() },
        years: years(list.edition, &days, ground),
        timeline: timeline::timeline(&days),
        facets: if list.list == ListKey::All && reads("list", "facets") {
            facets(list.edition, ground)
        } else {
            Vec::new()
        },
    };
    (page(list, written, &view, reads, ground), view)
}

/// The entries that one page of a list shows.
fn shown(list: ListPage, ground: Ground<'_>) -> Vec<Id> {
    let size = per_page(ground.site);
    let ids = members(ground.library, list.edition, list.list);
    ids.iter().skip((list.page - 1) * size).take(size).copied().collect()
}

fn page(list: ListPage, title: &str, view: &ListView, reads: &Reads<'_>, ground: Ground<'_>) -> PageView {
    let address = page_address(ground.library, list.edition, list.list, list.page);
    let mut page = common::page_view(ground, list.edition, "list", title, &address);
    if list.list == ListKey::Corrections {
        page.kind = "corrections".into();
    }
    page.description.clone_from(&view.intro);
    let own = match list.list {
        ListKey::Term(facet, _) if facet.has_feeds() => Some((list.list, title)),
        _ => None,
    };
    page.feeds = common::feeds(ground, list.edition, own);
    super::dress(&mut page, reads, || metadata::of_list(ground, list, title, &view.intro));
    page
}

fn term(list: ListPage, ground: Ground<'_>) -> Option<&Term> {
    let ListKey::Term(facet, at) = list.list else { return None };
    ground.edition(list.edition).terms.get(&facet)?.get(at)
}

fn title(list: ListPage, term: Option<&Term>, ground: Ground<'_>) -> String {
    match (list.list, term) {
        (ListKey::Term(Facet::Kind, _), Some(term)) => {
            common::word(ground, list.edition, &format!("kinds_{}", term.name))
        }
        (_, Some(term)) => term.name.clone(),
        (ListKey::Corrections, _) => common::word(ground, list.edition, "one_corrections"),
        _ => common::word(ground, list.edition, "one_all"),
    }
}

fn facet_name(list: ListPage, title: &str, shown: &[Id], ground: Ground<'_>) -> &'static str {
    match list.list {
        ListKey::All => "all",
        ListKey::Corrections => "corrections",
        ListKey::Term(Facet::Region, _) if about::country(list.edition, title, shown, ground).is_some() => "place",
        ListKey::Term(facet, _) => facet.name(),
    }
}

/// What site.toml says of a name.
fn intro(list: ListKey, name: &str, ground: Ground<'_>) -> String {
    let site = ground.site;
    let about = match list {
        ListKey::Term(Facet::Series, _) => site.series.get(name).and_then(|series| series.about.clone()),
        ListKey::Term(Facet::Actor, _) => site.actors.get(name).and_then(|actor| actor.about.clone()),
        ListKey::Term(Facet::Region, _) => site.regions.get(name).and_then(|region| region.about.clone()),
        _ => None,
    };
    about.unwrap_or_default()
}

fn pager(list: ListPage, ground: Ground<'_>) -> Pager {
    let url = |page| ground.url(&page_address(ground.library, list.edition, list.list, page));
    let at = |page: usize| (1..=list.pages).contains(&page).then(|| url(page));
    let mut links: Vec<PagerLink> = Vec::new();
    for page in 1..=list.pages {
        let near = page == 1 || page == list.pages || page.abs_diff(list.page) <= 2;
        if near {
            links.push(PagerLink { page, url: url(page), current: page == list.page });
        } else if links.last().is_none_or(|last| last.page != 0) {
            links.push(PagerLink { page: 0, url: String::new(), current: false });
        }
    }
    Pager { page: list.page, pages: list.pages, previous: at(list.page - 1), next: at(list.page + 1), links }
}

/// The names of other facets, and the others of its own, that occur most often with the list's name.
fn together(list: ListPage, ids: &[Id], ground: Ground<'_>) -> Vec<FacetView> {
    let ListKey::Term(own, _) = list.list else { return Vec::new() };
    let facets: &[Facet] = match own {
        Facet::Topic => &[Facet::Actor, Facet::Region],
        Facet::Region => &[Facet::Topic, Facet::Actor],
        Facet::Actor => &[Facet::Actor, Facet::Topic],
        Facet::Author => &[Facet::Topic, Facet::Author],
        Facet::Series => &[Facet::Topic],
        Facet::Year | Facet::Kind => &[],
    };
    let own = term(list, ground).map(|term| term.name.as_str());
    let view = |facet: &Facet| FacetView {
        facet: facet.name().into(),
        url: ground.url(&ground.edition(list.edition).root.join(facet.folder())),
        terms: most_often(*facet, own, list.edition, ids, ground),
    };
    facets.iter().map(view).filter(|facet| !facet.terms.is_empty()).collect()
}

fn most_often(facet: Facet, own: Option<&str>, edition: usize, ids: &[Id], ground: Ground<'_>) -> Vec<TermLink> {
    let edition = ground.edition(edition);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        let face = &ground.entry(*id).public.card().face;
        let names: Vec<&str> = match facet {
            Facet::Author => face.authors.iter().map(|author| author.name.as_str()).collect(),
            Facet::Actor => face.subjects.actors.iter().map(SharedText::as_str).collect(),
            Facet::Region => {
                let places = face.subjects.places.iter().map(|place| place.name_in(&edition.language));
                face.subjects.regions.iter().map(SharedText::as_str).chain(places).collect()
            }
            _ => face.subjects.topics.iter().map(SharedText::as_str).collect(),
        };
        names.into_iter().filter(|name| Some(*name) != own).for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let link = |(name, count): (&str, usize)| TermLink {
        name: facts::name_in(ground.site, &edition.language, facet, name).into(),
        url: term_url(ground, edition, facet, name),
        count,
    };
    counts.into_iter().take(TOGETHER).map(link).collect()
}

/// When the briefings were published, in the list's order.
fn days(ids: &[Id], ground: Ground<'_>) -> Vec<Date> {
    ids.iter().filter_map(|id| Some(ground.entry(*id).public.card().face.date?.day())).collect()
}

fn years(edition: usize, days: &[Date], ground: Ground<'_>) -> Vec<YearCount> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    days.iter().for_each(|day| *counts.entry(day.year()).or_default() += 1);
    let edition = ground.edition(edition);
    let count = |(year, count): (i16, usize)| YearCount {
        year,
        count,
        url: term_url(ground, edition, Facet::Year, &year.to_string()),
    };
    counts.into_iter().map(count).collect()
}

fn facets(edition: usize, ground: Ground<'_>) -> Vec<FacetView> {
    let root = &ground.edition(edition).root;
    let view = |facet: &Facet| FacetView {
        facet: facet.name().into(),
        url: ground.url(&root.join(facet.folder())),
        terms: by_count(edition, *facet, ground),
    };
    Facet::ALL.iter().map(view).filter(|facet| !facet.terms.is_empty()).collect()
}

/// The terms of a facet by name.
pub(super) fn term_links(edition: usize, facet: Facet, ground: Ground<'_>) -> Vec<TermLink> {
    let terms = ground.edition(edition).terms.get(&facet).into_iter().flatten();
    let shown = |name| facts::name_in(ground.site, ground.language(edition), facet, name).to_owned();
    terms
        .map(|term| TermLink { name: shown(&term.name), url: ground.url(&term.address), count: term.briefings.len() })
        .collect()
}

/// The terms of a facet, most briefings first; years newest first, kinds in their own order.
pub(super) fn by_count(edition: usize, facet: Facet, ground: Ground<'_>) -> Vec<TermLink> {
    let mut terms = term_links(edition, facet, ground);
    match facet {
        Facet::Year => terms.reverse(),
        Facet::Kind => {}
        _ => terms.sort_by_key(|term| std::cmp::Reverse(term.count)),
    }
    terms
}

/// The address of a list's first page, with prefix.
pub(super) fn url(edition: usize, list: ListKey, ground: Ground<'_>) -> String {
    ground.url(&list_address(ground.library, edition, list))
}
