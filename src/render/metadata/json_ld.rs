//! A briefing in the terms of schema.org.

use super::{
    Entry, Facet, Ground, Kind,
    cite::Name,
    facts,
    json::{self, Object},
};
use crate::{
    base::Stamp,
    model::{Briefing, Change, ChangeKind, Credit, Face, SharedText, Source, plain_text},
};

/// The type of a text of this kind.
fn kind_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Briefing | Kind::Report | Kind::Assessment => "Report",
        Kind::Commentary | Kind::Explainer => "AnalysisNewsArticle",
        Kind::Statement => "NewsArticle",
        Kind::Advisory => "TechArticle",
        Kind::Transcript => "Article",
    }
}

pub(super) fn of_briefing(
    ground: Ground<'_>,
    entry: &Entry,
    briefing: &Briefing,
    crumbs: impl FnOnce(&mut Object<'_>),
) -> String {
    let face = &entry.public.card().face;
    json::object(|out| {
        identity(ground, entry, crumbs, out);
        authorship(ground, entry, out);
        publication(ground, entry, briefing, out);
        history(ground, face, out);
        out.list("citation", &briefing.sources, source);
        subjects(ground, entry, out);
        out.list("identifier", identifiers(briefing), |out, (kind, value, url)| {
            out.text("@type", "PropertyValue");
            out.text("propertyID", kind);
            out.text("value", value);
            out.text_if("url", url);
        });
        out.text_if("license", briefing.licence.as_ref());
        if let Some(url) = facts::card_url(ground, entry) {
            out.thing("image", "ImageObject", |out| {
                out.text("url", &url);
                out.number("width", 1200);
                out.number("height", 630);
            });
        }
        others(ground, entry, out);
    })
}

/// What it is, where, and what it is called.
fn identity(ground: Ground<'_>, entry: &Entry, crumbs: impl FnOnce(&mut Object<'_>), out: &mut Object<'_>) {
    let face = &entry.public.card().face;
    let url = ground.absolute(&entry.address);
    out.text("@context", "https://schema.org");
    out.text("@type", kind_of(face.kind));
    out.text("@id", &url);
    out.text("url", &url);
    out.text("headline", &face.title);
    out.text("name", &face.title);
    out.text("inLanguage", face.language.as_str());
    out.object("publisher", |out| publisher(ground, out));
    out.thing("mainEntityOfPage", "WebPage", |out| {
        out.text("@id", &url);
        out.object("breadcrumb", crumbs);
    });
    out.yes("isAccessibleForFree");
    out.text_if("alternativeHeadline", face.short_title.as_ref());
    let about = Some(&face.description).filter(|about| !about.is_empty() && !facts::is_retracted(face));
    out.text_if("abstract", about);
}

/// Those who wrote it; the publisher, where nobody is named.
fn authorship(ground: Ground<'_>, entry: &Entry, out: &mut Object<'_>) {
    match &*entry.public.card().face.authors {
        [] => out.object("author", |out| publisher(ground, out)),
        authors => out.list("author", authors, |out, author| person(ground, entry, author, out)),
    }
}

/// When it appeared, and as what.
fn publication(ground: Ground<'_>, entry: &Entry, briefing: &Briefing, out: &mut Object<'_>) {
    let face = &entry.public.card().face;
    let (zone, kind) = (ground.site.zone(), kind_of(face.kind));
    out.text_if("datePublished", face.date.map(|date| facts::rfc3339(&facts::moment(date, &zone))));
    out.text_if("dateModified", facts::updated(face, &zone).map(|at| facts::rfc3339(&at)));
    out.text_if("reportNumber", face.number.as_ref().filter(|_| kind == "Report"));
    let dateline = briefing.dateline.as_ref().filter(|_| kind == "NewsArticle");
    out.text_if(
        "dateline",
        dateline.map(|dateline| match &dateline.date {
            Some(date) => format!("{}, {date}", dateline.place),
            None => dateline.place.clone(),
        }),
    );
    if let Some(name) = &face.series {
        out.thing("isPartOf", "CreativeWorkSeries", |out| {
            out.text("name", name);
            out.text_if("url", facts::facet_url(ground, entry.edition, Facet::Series, name));
            out.text_if("issn", ground.site.series.get(&**name).and_then(|series| series.issn.as_ref()));
        });
    }
}

/// What became of it. For an expression of concern schema.org has no type of its own.
fn history(ground: Ground<'_>, face: &Face, out: &mut Object<'_>) {
    let zone = ground.site.zone();
    let changes = |kind| face.history.iter().filter(move |change| change.kind == kind);
    let told = |change: &Change, out: &mut Object<'_>| {
        out.text("text", &change.note);
        out.text("datePublished", &facts::rfc3339(&facts::moment(Stamp::Day(change.on), &zone)));
    };
    out.list("correction", changes(ChangeKind::Correction), |out, change| {
        out.text("@type", "CorrectionComment");
        told(change, out);
    });
    out.list("comment", changes(ChangeKind::Concern), |out, change| {
        out.text("@type", "Comment");
        out.text("name", &ground.templates.word(face.language.as_str(), "change_concern", None));
        told(change, out);
    });
    out.text_if("creativeWorkStatus", facts::is_retracted(face).then_some("Retracted"));
}

/// What it is about.
fn subjects(ground: Ground<'_>, entry: &Entry, out: &mut Object<'_>) {
    let face = &entry.public.card().face;
    let subjects = &face.subjects;
    let named = |kind: &'static str| {
        move |out: &mut Object<'_>, name: &SharedText| {
            out.text("@type", kind);
            out.text("name", name);
        }
    };
    out.list("about", &subjects.topics, named("Thing"));
    out.list("mentions", &subjects.actors, named("Organization"));
    let regions = subjects.regions.iter().map(|region| {
        let name = facts::name_in(ground.site, ground.language(entry.edition), Facet::Region, region);
        ("Place", name, None)
    });
    let places = subjects.places.iter().map(|place| ("Country", place.name_in(&face.language), Some(place.as_str())));
    out.list("spatialCoverage", regions.chain(places), |out, (kind, name, code)| {
        out.text("@type", kind);
        out.text("name", name);
        out.text_if("identifier", code);
    });
    out.texts("keywords", &subjects.topics);
}

/// The texts that it translates, or replaces, and that translate it.
fn others(ground: Ground<'_>, entry: &Entry, out: &mut Object<'_>) {
    let linked = |out: &mut Object<'_>, id: &u32| out.text("@id", &ground.absolute(&ground.entry(*id).address));
    let original = entry.around.kin().original;
    if let Some(original) = &original {
        out.object("translationOfWork", |out| linked(out, original));
    }
    out.list("workTranslation", entry.around.kin().translations.iter().filter(|id| original != Some(**id)), linked);
    out.list("isBasedOn", &entry.around.kin().supersedes, linked);
}

/// The publisher, with its logo.
pub(super) fn publisher(ground: Ground<'_>, out: &mut Object<'_>) {
    let publisher = &ground.site.publisher;
    out.text("@type", "Organization");
    out.text("name", &publisher.name);
    out.text_if("url", publisher.url.as_ref());
    if let Some(logo) = publisher.logo.as_deref().and_then(|logo| facts::static_url(ground, logo)) {
        out.thing("logo", "ImageObject", |out| out.text("url", &logo));
    }
}

fn person(ground: Ground<'_>, entry: &Entry, author: &Credit, out: &mut Object<'_>) {
    let described = author.role.is_some() || author.affiliation.is_some() || author.orcid.is_some();
    let settings = ground.site.authors.get(author.name.as_str());
    let role = author.role.as_deref().or_else(|| settings?.role.as_deref());
    let affiliation = author.affiliation.as_deref().or_else(|| settings?.affiliation.as_deref());
    let orcid = author.orcid.as_deref().or_else(|| settings?.orcid.as_deref());
    let own = author.url.as_deref().or_else(|| settings?.url.as_deref());
    let organisation = !described && Name::is_organisation(&author.name);
    out.text("@type", if organisation { "Organization" } else { "Person" });
    out.text("name", &author.name);
    out.text_if("jobTitle", role);
    if let Some(affiliation) = affiliation {
        out.thing("affiliation", "Organization", |out| out.text("name", affiliation));
    }
    out.text_if("url", facts::facet_url(ground, entry.edition, Facet::Author, &author.name));
    let orcid = orcid.map(|orcid| format!("https://orcid.org/{orcid}"));
    out.texts("sameAs", orcid.as_deref().into_iter().chain(own));
}

fn source(out: &mut Object<'_>, source: &Source) {
    out.text("@type", "CreativeWork");
    match (&source.title, &source.text) {
        (Some(title), _) => out.text("name", title),
        (None, Some(text)) => out.text("name", &plain_text(text)),
        (None, None) => {}
    }
    out.text_if("author", source.author.as_ref());
    out.text_if("publisher", source.publisher.as_ref());
    out.text_if("datePublished", source.date.as_ref());
    out.text_if("url", source.url.as_ref());
    out.text_if("archivedAt", source.archived.as_ref());
}

/// The numbers under which it is registered, with the address that one leads to.
fn identifiers(briefing: &Briefing) -> impl Iterator<Item = (&'static str, &str, Option<String>)> {
    let doi = briefing.ids.doi.as_deref().map(|doi| ("DOI", doi, Some(format!("https://doi.org/{doi}"))));
    let isbn = briefing.ids.isbn.as_deref().map(|isbn| ("ISBN", isbn, None));
    doi.into_iter().chain(isbn)
}
