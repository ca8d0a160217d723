//! The home of an edition.

use super::{
    super::{Ground, facts, metadata},
    card, common, list,
};
use crate::{
    library::{Facet, Id},
    model::ChangeKind,
    plan::ListKey,
    render::view::{HomeView, KindGroup, PageView, TermLink},
};

/// How many briefings of each kind are shown.
const OF_A_KIND: usize = 4;
/// How many topics and regions are shown.
const TERMS: usize = 12;

/// The page.
pub(super) fn page(edition: usize, ground: Ground<'_>) -> PageView {
    let address = ground.edition(edition).root.clone();
    let mut page = common::page_view(ground, edition, "home", facts::site_title(ground, edition), &address);
    page.description.clone_from(&page.site_description);
    let machine = metadata::of_home(ground, edition);
    machine.dress(&mut page);
    page
}

/// What it shows.
pub(super) fn view(edition: usize, ground: Ground<'_>) -> HomeView {
    let retracted = |id: &&Id| {
        let history = &ground.entry(**id).public.card().face.history;
        history.iter().any(|change| change.kind == ChangeKind::Retraction)
    };
    let ids = &ground.edition(edition).briefings;
    let mut newest = ids.iter().filter(|id| !retracted(id));
    let lead = newest.next().copied();
    let size = crate::plan::per_page(ground.site);
    HomeView {
        lead: lead.map(|id| card::shared(id, ground)),
        latest: newest.take(size - 1).map(|id| card::shared(*id, ground)).collect(),
        kinds: kinds(edition, lead, ground),
        topics: most(edition, Facet::Topic, ground),
        regions: most(edition, Facet::Region, ground),
        series: series(edition, ground),
        total: ids.len(),
    }
}

fn kinds(edition: usize, lead: Option<Id>, ground: Ground<'_>) -> Vec<KindGroup> {
    let terms = ground.edition(edition).terms.get(&Facet::Kind).into_iter().flatten().enumerate();
    terms
        .map(|(at, term)| KindGroup {
            kind: term.name.clone(),
            url: list::url(edition, ListKey::Term(Facet::Kind, at), ground),
            cards: term
                .briefings
                .iter()
                .filter(|id| Some(**id) != lead)
                .take(OF_A_KIND)
                .map(|id| card::shared(*id, ground))
                .collect(),
        })
        .filter(|group| !group.cards.is_empty())
        .collect()
}

fn most(edition: usize, facet: Facet, ground: Ground<'_>) -> Vec<TermLink> {
    let mut terms = list::by_count(edition, facet, ground);
    terms.truncate(TERMS);
    terms
}

/// The series, the one with the newest briefing first.
fn series(edition: usize, ground: Ground<'_>) -> Vec<TermLink> {
    let terms = ground.edition(edition).terms.get(&Facet::Series).into_iter().flatten();
    let mut newest: Vec<(Option<Id>, TermLink)> = terms
        .map(|term| {
            let link =
                TermLink { name: term.name.clone(), url: ground.url(&term.address), count: term.briefings.len() };
            (term.briefings.first().copied(), link)
        })
        .collect();
    newest.sort_by_key(|(id, _)| *id);
    newest.into_iter().map(|(_, link)| link).collect()
}
