//! What the page of an author, an actor or a place says of it: what `site.toml` knows, and what the list's briefings show.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    super::{Ground, facts},
    dates, term_url,
};
use crate::{
    base::Stamp,
    config::{Actor, Author, Member},
    library::{Facet, Id},
    model::{Country, Credit, SharedText},
    render::view::{ActorView, AuthorView, MemberView, NamedPlace, PlaceView},
};

/// A list of one name, of which a page tells.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// The edition.
    pub(super) edition: usize,
    /// The name.
    pub(super) name: &'a str,
    /// Its briefings, the newest first.
    pub(super) ids: &'a [Id],
}

/// An author: what the newest briefing says, else what site.toml says.
pub(super) fn author(named: Named<'_>, ground: Ground<'_>) -> AuthorView {
    let newest = named.ids.first().map(|id| &ground.entry(*id).public.card().face.authors);
    let credit = newest.into_iter().flatten().find(|credit| credit.name == named.name);
    credited(named.name, credit, ground)
}

/// What is known of an author, the credit first.
pub(super) fn credited(name: &str, credit: Option<&Credit>, ground: Ground<'_>) -> AuthorView {
    let known = ground.site.authors.get(name);
    let of = |site: fn(&Author) -> &Option<String>, text: fn(&Credit) -> &Option<SharedText>| {
        let given = credit.and_then(|credit| text(credit).as_ref().map(String::from));
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

/// An actor, where site.toml knows it.
pub(super) fn actor(named: Named<'_>, ground: Ground<'_>) -> Option<ActorView> {
    let actor = ground.site.actors.get(named.name)?;
    let countries = countries(named.ids, ground);
    let view = |member: &&Member| {
        let name = member.country.name_in(ground.language(named.edition));
        let shown = countries.contains(&member.country);
        member_view(member, name, shown.then_some(Facet::Region), named, ground)
    };
    let mut members: Vec<&Member> = actor.members.iter().collect();
    let place = |member: &Member| member.country.name_in(ground.language(named.edition));
    members.sort_by_key(|member| (member.to.is_some(), member.from, place(member)));
    Some(ActorView {
        kind: actor.kind.name().into(),
        name: actor.name.clone().filter(|name| name != named.name),
        names: actor.names.clone(),
        url: actor.url.clone(),
        members: members.iter().map(view).collect(),
    })
}

/// A region or a country.
pub(super) fn place(named: Named<'_>, ground: Ground<'_>) -> PlaceView {
    let language = ground.language(named.edition);
    let spoken = countries(named.ids, ground);
    let country = country(named.edition, named.name, named.ids, ground);
    let link = |name: &str, there: bool| NamedPlace {
        name: facts::name_in(ground.site, language, Facet::Region, name).to_owned(),
        url: there.then(|| term_url(ground, ground.edition(named.edition), Facet::Region, name)),
    };
    let around = match (ground.site.regions.get(named.name), country) {
        (Some(region), _) => {
            region.places.iter().map(|place| link(place.name_in(language), spoken.contains(place))).collect()
        }
        (None, Some(country)) => {
            let holding = ground.site.regions.iter().filter(|(_, region)| region.places.contains(&country));
            holding.map(|(name, _)| link(name, true)).collect()
        }
        _ => Vec::new(),
    };
    PlaceView {
        code: country.map(|country| country.as_str().to_owned()),
        around,
        member_of: country.map(|country| member_of(country, named, ground)).unwrap_or_default(),
    }
}

/// The country that a list is named after, where its briefings are about one of this name.
pub(super) fn country(edition: usize, name: &str, ids: &[Id], ground: Ground<'_>) -> Option<Country> {
    let language = ground.language(edition);
    countries(ids, ground).into_iter().find(|country| country.name_in(language) == name)
}

fn member_of(country: Country, named: Named<'_>, ground: Ground<'_>) -> Vec<MemberView> {
    let of_one = |id: &Id| ground.entry(*id).public.card().face.subjects.actors.iter().map(SharedText::as_str);
    let actors: BTreeSet<&str> = named.ids.iter().flat_map(of_one).collect();
    let memberships = |(name, actor): (&'_ String, &'_ Actor)| {
        let of = actor.members.iter().filter(|member| member.country == country);
        let facet = actors.contains(name.as_str()).then_some(Facet::Actor);
        of.map(|member| member_view(member, name, facet, named, ground)).collect::<Vec<_>>()
    };
    ground.site.actors.iter().flat_map(memberships).collect()
}

/// A membership; its name leads to its page where `facet` says that there is one.
fn member_view(member: &Member, name: &str, facet: Option<Facet>, named: Named<'_>, ground: Ground<'_>) -> MemberView {
    let day = |day: Option<Date>| day.map(|day| dates::date(Stamp::Day(day), ground.language(named.edition)));
    MemberView {
        name: name.to_owned(),
        url: facet.map(|facet| term_url(ground, ground.edition(named.edition), facet, name)),
        from: day(member.from),
        to: day(member.to),
    }
}

/// The countries that the briefings are about.
fn countries(ids: &[Id], ground: Ground<'_>) -> BTreeSet<Country> {
    ids.iter().flat_map(|id| ground.entry(*id).public.card().face.subjects.places.iter().copied()).collect()
}
