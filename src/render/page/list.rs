//! The pages of lists.

use std::collections::BTreeMap;

use super::{
    super::{Ground, metadata},
    card, common, term_url,
};
use crate::{
    library::{Facet, Id, Term},
    plan::{ListKey, ListPage, list_address, members, page_address, per_page},
    render::view::{AuthorView, FacetView, ListView, PageView, Pager, PagerLink, TermLink, YearCount},
};

/// How many names that occur together with a list's own are shown.
const TOGETHER: usize = 8;

/// The page and the view of one page of a list.
pub(super) fn list(list: ListPage, ground: Ground<'_>) -> (PageView, ListView) {
    let ids = members(ground.library, list.edition, list.list);
    let term = term(list, ground);
    let title = title(list, term, ground);
    let first = list.page == 1;
    let view = ListView {
        facet: facet_name(list.list).into(),
        title: title.clone(),
        intro: intro(list.list, &title, ground),
        cards: card::shared_all(&shown(list, ground), ground),
        total: ids.len(),
        pager: pager(list, ground),
        author: author(list.list, &title, &ids, ground),
        related: if first { together(list, &ids, ground) } else { Vec::new() },
        years: if first && term.is_some() { years(list.edition, &ids, ground) } else { Vec::new() },
        facets: if list.list == ListKey::All { facets(list.edition, ground) } else { Vec::new() },
    };
    (page(list, &title, &view, ground), view)
}

/// The entries that one page of a list shows.
fn shown(list: ListPage, ground: Ground<'_>) -> Vec<Id> {
    let size = per_page(ground.site);
    let ids = members(ground.library, list.edition, list.list);
    ids.iter().skip((list.page - 1) * size).take(size).copied().collect()
}

fn page(list: ListPage, title: &str, view: &ListView, ground: Ground<'_>) -> PageView {
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
    let machine = metadata::of_list(ground, list, title, &view.intro);
    machine.dress(&mut page);
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

fn facet_name(list: ListKey) -> &'static str {
    match list {
        ListKey::All => "all",
        ListKey::Corrections => "corrections",
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

/// An author: what site.toml says, else what the newest briefing says.
fn author(list: ListKey, name: &str, ids: &[Id], ground: Ground<'_>) -> Option<AuthorView> {
    let ListKey::Term(Facet::Author, _) = list else { return None };
    let newest = ids.first().map(|id| &ground.entry(*id).public.card().face.authors);
    let credit = newest.into_iter().flatten().find(|credit| credit.name == name);
    Some(about(name, credit, ground))
}

/// What is known of an author, site.toml first.
pub(super) fn about(name: &str, credit: Option<&crate::model::Credit>, ground: Ground<'_>) -> AuthorView {
    let known = ground.site.authors.get(name);
    let of = |site: fn(&crate::config::Author) -> &Option<String>,
              text: fn(&crate::model::Credit) -> &Option<String>| {
        let given = credit.and_then(|credit| text(credit).clone());
        given.or_else(|| known.and_then(|author| site(author).clone()))
    };
    AuthorView {
        role: of(|author| &author.role, |credit| &credit.role),
        affiliation: of(|author| &author.affiliation, |credit| &credit.affiliation),
        orcid: of(|author| &author.orcid, |credit| &credit.orcid),
        url: of(|author| &author.url, |credit| &credit.url),
        bio: known.and_then(|author| author.bio.clone()),
    }
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

/// The topics, actors and regions that occur most often with the list's own name.
fn together(list: ListPage, ids: &[Id], ground: Ground<'_>) -> Vec<TermLink> {
    let ListKey::Term(own, _) = list.list else { return Vec::new() };
    if matches!(own, Facet::Year | Facet::Kind) {
        return Vec::new();
    }
    let facet = if own == Facet::Topic { Facet::Actor } else { Facet::Topic };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        let subjects = &ground.entry(*id).public.card().face.subjects;
        let names = if facet == Facet::Actor { &subjects.actors } else { &subjects.topics };
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let edition = ground.edition(list.edition);
    let link = |(name, count): (&str, usize)| TermLink {
        name: name.into(),
        url: term_url(ground, edition, facet, name),
        count,
    };
    counts.into_iter().take(TOGETHER).map(link).collect()
}

fn years(edition: usize, ids: &[Id], ground: Ground<'_>) -> Vec<YearCount> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for id in ids {
        if let Some(date) = ground.entry(*id).public.card().face.date {
            *counts.entry(date.day().year()).or_default() += 1;
        }
    }
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
    terms
        .map(|term| TermLink { name: term.name.clone(), url: ground.url(&term.address), count: term.briefings.len() })
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
