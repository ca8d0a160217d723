//! `meta` elements: Highwire's citation tags, Dublin Core, Open Graph.

use super::{Entry, Facet, Ground, MetaTag, Page, facts};
use crate::{
    base::Stamp,
    library::Target,
    model::{Briefing, Face, LangTag},
};

pub(super) fn of_briefing(ground: Ground<'_>, entry: &Entry, briefing: &Briefing) -> Vec<MetaTag> {
    let mut tags = Tags(Vec::new());
    highwire(ground, entry, briefing, &mut tags);
    dublin_core(ground, entry, briefing, &mut tags);
    open_graph(ground, entry, &mut tags);
    tags.0
}

/// Of a page that is no briefing: what a shared link shows.
pub(super) fn of_page(ground: Ground<'_>, page: &Page<'_>) -> Vec<MetaTag> {
    let mut tags = Tags(Vec::new());
    tags.property("og:type", "website");
    tags.property("og:title", page.title);
    tags.property("og:description", page.about);
    tags.property("og:url", &ground.absolute(page.address));
    tags.property("og:site_name", facts::site_title(ground, page.edition));
    tags.property("og:locale", &locale(ground.language(page.edition)));
    tags.name("twitter:card", "summary");
    tags.0
}

struct Tags(Vec<MetaTag>);

impl Tags {
    fn name(&mut self, name: &'static str, content: &str) {
        self.add("name", name, content);
    }

    fn property(&mut self, name: &'static str, content: &str) {
        self.add("property", name, content);
    }

    /// Empty contents say nothing and are left out.
    fn add(&mut self, attribute: &'static str, name: &'static str, content: &str) {
        if !content.is_empty() {
            self.0.push(MetaTag { attribute, name, content: content.to_owned() });
        }
    }

    fn name_if(&mut self, name: &'static str, content: Option<&str>) {
        self.name(name, content.unwrap_or_default());
    }
}

/// As Google Scholar reads them: one author a tag, each followed by their institution.
fn highwire(ground: Ground<'_>, entry: &Entry, briefing: &Briefing, tags: &mut Tags) {
    let face = &entry.public.card().face;
    let publisher = &ground.site.publisher.name;
    tags.name("citation_title", &face.title);
    for author in &face.authors {
        tags.name("citation_author", &author.name);
        tags.name_if("citation_author_institution", author.affiliation.as_deref());
        tags.name_if(
            "citation_author_orcid",
            author.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}")).as_deref(),
        );
    }
    if face.authors.is_empty() {
        tags.name("citation_author", publisher);
    }
    tags.name("citation_publication_date", &day(face, "%Y/%m/%d"));
    tags.name("citation_technical_report_institution", publisher);
    tags.name_if("citation_technical_report_number", face.number.as_deref());
    tags.name_if("citation_series_title", face.series.as_deref());
    tags.name("citation_publisher", publisher);
    tags.name("citation_language", face.language.as_str());
    tags.name_if("citation_doi", face.doi.as_deref());
    tags.name_if("citation_isbn", briefing.ids.isbn.as_deref());
    tags.name("citation_abstract_html_url", &ground.absolute(&entry.address));
    let pdf = briefing.attachments.iter().find_map(|file| match entry.links.get(&file.file) {
        Some(Target::File(path, _)) if path.as_str().to_ascii_lowercase().ends_with(".pdf") => {
            Some(ground.absolute_file(path))
        }
        _ => None,
    });
    tags.name_if("citation_pdf_url", pdf.as_deref());
    for topic in &face.subjects.topics {
        tags.name("citation_keywords", topic);
    }
}

fn dublin_core(ground: Ground<'_>, entry: &Entry, briefing: &Briefing, tags: &mut Tags) {
    let face = &entry.public.card().face;
    tags.name("DC.title", &face.title);
    for author in &face.authors {
        tags.name("DC.creator", &author.name);
    }
    if face.authors.is_empty() {
        tags.name("DC.creator", &ground.site.publisher.name);
    }
    tags.name("DC.publisher", &ground.site.publisher.name);
    tags.name("DC.date", &day(face, "%Y-%m-%d"));
    tags.name("DCTERMS.modified", &facts::last_change(face).map_or_else(String::new, |day| day.to_string()));
    tags.name("DC.language", face.language.as_str());
    tags.name("DC.type", "Text");
    let doi = face.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    tags.name("DC.identifier", &doi.unwrap_or_else(|| ground.absolute(&entry.address)));
    for topic in &face.subjects.topics {
        tags.name("DC.subject", topic);
    }
    for place in &face.subjects.places {
        tags.name("DC.coverage", place.name_in(&face.language));
    }
    tags.name_if("DC.rights", briefing.licence.as_deref());
}

fn open_graph(ground: Ground<'_>, entry: &Entry, tags: &mut Tags) {
    let face = &entry.public.card().face;
    let zone = ground.site.zone();
    let retracted = facts::is_retracted(face);
    tags.property("og:type", "article");
    tags.property("og:title", &face.title);
    tags.property("og:description", if retracted { "" } else { &face.description });
    tags.property("og:url", &ground.absolute(&entry.address));
    tags.property("og:site_name", facts::site_title(ground, entry.edition));
    tags.property("og:locale", &locale(&face.language));
    let published = face.date.map(|date| facts::rfc3339(&facts::moment(date, &zone)));
    tags.property("article:published_time", &published.unwrap_or_default());
    let changed = facts::last_change(face).map(|day| facts::rfc3339(&facts::moment(Stamp::Day(day), &zone)));
    tags.property("article:modified_time", &changed.unwrap_or_default());
    for author in &face.authors {
        tags.property(
            "article:author",
            &facts::facet_url(ground, entry.edition, Facet::Author, &author.name).unwrap_or_default(),
        );
    }
    tags.property("article:section", &kind(ground, face));
    for topic in &face.subjects.topics {
        tags.property("article:tag", topic);
    }
    match facts::card_url(ground, entry) {
        Some(card) => {
            tags.property("og:image", &card);
            tags.property("og:image:type", "image/png");
            tags.property("og:image:width", "1200");
            tags.property("og:image:height", "630");
            tags.property("og:image:alt", &card_alt(ground, face));
            tags.name("twitter:card", "summary_large_image");
            tags.name("twitter:image:alt", &card_alt(ground, face));
        }
        None => tags.name("twitter:card", "summary"),
    }
}

/// What the social card says.
fn card_alt(ground: Ground<'_>, face: &Face) -> String {
    let day = day(face, "%Y-%m-%d");
    let parts = [kind(ground, face), face.title.to_string(), day, ground.site.title.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn kind(ground: Ground<'_>, face: &Face) -> String {
    ground.templates.word(face.language.as_str(), &format!("kind_{}", face.kind.name()), None)
}

fn day(face: &Face, format: &str) -> String {
    face.date.map_or_else(String::new, |date| date.day().strftime(format).to_string())
}

/// `en_GB`; empty where the tag names no country, which Open Graph asks for.
fn locale(language: &LangTag) -> String {
    let region = language.as_str().split('-').skip(1).find(|part| part.len() == 2);
    region.map_or_else(String::new, |region| format!("{}_{region}", language.primary()))
}
