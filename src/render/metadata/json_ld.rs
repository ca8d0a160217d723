//! A briefing in the terms of schema.org.

use serde_json::{Value, json};

use super::{Entry, Facet, Ground, Kind, cite::Name, facts, set};
use crate::{
    base::Stamp,
    model::{Briefing, Change, ChangeKind, Credit, Source, plain_text},
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

pub(super) fn of_briefing(ground: Ground<'_>, entry: &Entry, briefing: &Briefing, crumbs: Value) -> Value {
    let face = &entry.public.card().face;
    let url = ground.absolute(&entry.address);
    let kind = kind_of(face.kind);
    let mut out = json!({
        "@context": "https://schema.org", "@type": kind, "@id": url, "url": url,
        "headline": face.title, "name": face.title,
        "inLanguage": face.language.as_str(),
        "publisher": publisher(ground),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, "breadcrumb": crumbs},
        "isAccessibleForFree": true,
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            set(&mut out, name, value);
        }
    };
    let zone = ground.site.zone();
    let moment = |stamp: Stamp| Value::from(facts::rfc3339(&facts::moment(stamp, &zone)));
    let retracted = facts::is_retracted(face);

    add("alternativeHeadline", face.short_title.clone().map(Value::from));
    add("abstract", (!face.description.is_empty() && !retracted).then(|| face.description.clone().into()));
    add(
        "author",
        Some(match face.authors.as_slice() {
            [] => publisher(ground),
            authors => authors.iter().map(|author| person(ground, entry, author)).collect(),
        }),
    );
    add("datePublished", face.date.map(moment));
    add("dateModified", facts::updated(face, &zone).map(|at| facts::rfc3339(&at).into()));
    add("reportNumber", face.number.clone().filter(|_| kind == "Report").map(Value::from));
    let dateline = briefing.dateline.as_ref().filter(|_| kind == "NewsArticle");
    add(
        "dateline",
        dateline.map(|dateline| match &dateline.date {
            Some(date) => format!("{}, {date}", dateline.place).into(),
            None => dateline.place.clone().into(),
        }),
    );
    add("isPartOf", face.series.as_ref().map(|name| series(ground, entry, name)));
    let changes = |kind| face.history.iter().filter(move |change| change.kind == kind);
    add("correction", list(changes(ChangeKind::Correction).map(|change| correction(change, &zone))));
    let word = ground.templates.word(face.language.as_str(), "change_concern", None);
    add("comment", list(changes(ChangeKind::Concern).map(|change| concern(change, &word, &zone))));
    add("creativeWorkStatus", retracted.then(|| "Retracted".into()));
    add("citation", list(briefing.sources.iter().map(source)));
    add("about", list(face.subjects.topics.iter().map(|topic| json!({"@type": "Thing", "name": topic}))));
    add("mentions", list(face.subjects.actors.iter().map(|actor| json!({"@type": "Organization", "name": actor}))));
    let places =
        face.subjects.places.iter().map(
            |place| json!({"@type": "Country", "name": place.name_in(&face.language), "identifier": place.as_str()}),
        );
    let regions = face.subjects.regions.iter().map(|region| {
        let name = facts::name_in(ground.site, ground.language(entry.edition), Facet::Region, region);
        json!({"@type": "Place", "name": name})
    });
    add("spatialCoverage", list(regions.chain(places)));
    add("keywords", list(face.subjects.topics.iter().map(|topic| topic.clone().into())));
    add("identifier", list(identifiers(briefing)));
    add("license", briefing.licence.clone().map(Value::from));
    add(
        "image",
        facts::card_url(ground, entry)
            .map(|url| json!({"@type": "ImageObject", "url": url, "width": 1200, "height": 630})),
    );
    let linked = |id: &u32| json!({"@id": ground.absolute(&ground.entry(*id).address)});
    let original = entry.around.original;
    add("translationOfWork", original.as_ref().map(linked));
    add("workTranslation", list(entry.around.translations.iter().filter(|id| original != Some(**id)).map(linked)));
    add("isBasedOn", list(entry.around.supersedes.iter().map(linked)));
    out
}

/// The publisher, with its logo.
pub(super) fn publisher(ground: Ground<'_>) -> Value {
    let publisher = &ground.site.publisher;
    let mut out = json!({"@type": "Organization", "name": publisher.name});
    if let Some(url) = &publisher.url {
        set(&mut out, "url", url.clone().into());
    }
    if let Some(logo) = publisher.logo.as_deref().and_then(|logo| facts::static_url(ground, logo)) {
        set(&mut out, "logo", json!({"@type": "ImageObject", "url": logo}));
    }
    out
}

fn person(ground: Ground<'_>, entry: &Entry, author: &Credit) -> Value {
    let described = author.role.is_some() || author.affiliation.is_some() || author.orcid.is_some();
    let kind = if !described && Name::is_organisation(&author.name) { "Organization" } else { "Person" };
    let mut out = json!({"@type": kind, "name": author.name});
    let settings = ground.site.authors.get(&author.name);
    let role = author.role.as_ref().or_else(|| settings?.role.as_ref());
    let affiliation = author.affiliation.as_ref().or_else(|| settings?.affiliation.as_ref());
    let orcid = author.orcid.as_ref().or_else(|| settings?.orcid.as_ref());
    let own = author.url.as_ref().or_else(|| settings?.url.as_ref());
    if let Some(role) = role {
        set(&mut out, "jobTitle", role.clone().into());
    }
    if let Some(affiliation) = affiliation {
        set(&mut out, "affiliation", json!({"@type": "Organization", "name": affiliation}));
    }
    if let Some(url) = facts::facet_url(ground, entry.edition, Facet::Author, &author.name) {
        set(&mut out, "url", url.into());
    }
    let same = orcid.map(|orcid| format!("https://orcid.org/{orcid}")).into_iter().chain(own.cloned());
    if let Some(same) = list(same.map(Value::from)) {
        set(&mut out, "sameAs", same);
    }
    out
}

fn series(ground: Ground<'_>, entry: &Entry, name: &str) -> Value {
    let mut out = json!({"@type": "CreativeWorkSeries", "name": name});
    if let Some(url) = facts::facet_url(ground, entry.edition, Facet::Series, name) {
        set(&mut out, "url", url.into());
    }
    if let Some(issn) = ground.site.series.get(name).and_then(|series| series.issn.as_ref()) {
        set(&mut out, "issn", issn.clone().into());
    }
    out
}

fn correction(change: &Change, zone: &jiff::tz::TimeZone) -> Value {
    let on = facts::rfc3339(&facts::moment(Stamp::Day(change.on), zone));
    json!({"@type": "CorrectionComment", "text": change.note, "datePublished": on})
}

/// An expression of concern, for which schema.org has no type of its own.
fn concern(change: &Change, word: &str, zone: &jiff::tz::TimeZone) -> Value {
    let on = facts::rfc3339(&facts::moment(Stamp::Day(change.on), zone));
    json!({"@type": "Comment", "name": word, "text": change.note, "datePublished": on})
}

fn source(source: &Source) -> Value {
    let mut out = json!({"@type": "CreativeWork"});
    let text = source.text.as_ref().map(|text| plain_text(text));
    let fields = [
        ("name", source.title.clone().or(text)),
        ("author", source.author.clone()),
        ("publisher", source.publisher.clone()),
        ("datePublished", source.date.clone()),
        ("url", source.url.clone()),
        ("archivedAt", source.archived.clone()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            set(&mut out, name, value.into());
        }
    }
    out
}

fn identifiers(briefing: &Briefing) -> impl Iterator<Item = Value> {
    let doi = briefing.ids.doi.as_ref().map(|doi| {
        json!({"@type": "PropertyValue", "propertyID": "DOI", "value": doi, "url": format!("https://doi.org/{doi}")})
    });
    let isbn =
        briefing.ids.isbn.as_ref().map(|isbn| json!({"@type": "PropertyValue", "propertyID": "ISBN", "value": isbn}));
    doi.into_iter().chain(isbn)
}

/// A list, unless it would be empty.
fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Vec<Value> = values.collect();
    (!values.is_empty()).then_some(Value::Array(values))
}
