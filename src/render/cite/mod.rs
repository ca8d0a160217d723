//! How a briefing is cited: for the cite box in three styles, and as BibTeX, RIS and CSL-JSON.
//!
//! An own formatter for the one type of document that a site publishes, a report, rather than a processor of the Citation
//! Style Language: that would bring a style archive, a locale archive and their parsers (a minute of compiling, 40 ms of start)
//! to choose among thousands of styles where three are shown. Readers who need another take the CSL-JSON twin.

mod bibtex;
mod csl;
mod name;
mod ris;
mod style;

use jiff::civil::Date;

use super::{Ground, facts};
use crate::{
    gate::PublicBody,
    library::Id,
    model::ChangeKind,
    plan::TwinFormat,
    render::view::{CitationView, CiteView},
};

pub(super) use name::Name;

/// All that a citation says, as plain text of one line each.
struct Reference {
    /// What tells it from the site's other texts: its id, with hyphens.
    key: String,
    /// Its authors; the publisher where it names none.
    authors: Vec<Name>,
    title: String,
    short_title: Option<String>,
    /// Its kind in words (`Briefing`).
    kind: String,
    series: Option<String>,
    number: Option<String>,
    publisher: String,
    date: Option<Date>,
    url: String,
    doi: Option<String>,
    isbn: Option<String>,
    language: String,
    description: String,
    topics: Vec<String>,
    /// Since when it has been retracted.
    retracted: Option<Date>,
}

/// The cite box of a briefing.
#[must_use]
pub fn view(ground: Ground<'_>, id: Id, body: &PublicBody) -> CiteView {
    let reference = Reference::of(ground, id, body);
    let styles = [("Chicago", style::chicago as fn(&Reference) -> String), ("APA", style::apa), ("MHRA", style::mhra)];
    let styles = styles.map(|(style, write)| CitationView { style: style.to_owned(), text: write(&reference) });
    let twin = |format: TwinFormat| {
        let address = &ground.entry(id).address;
        ground.site.outputs.twins.then(|| ground.file_url(&address.file(format.file())))
    };
    CiteView {
        styles: styles.into(),
        bibtex: twin(TwinFormat::BibTex),
        ris: twin(TwinFormat::Ris),
        csl: twin(TwinFormat::CslJson),
    }
}

/// A briefing's record as biblatex, RIS or CSL-JSON; `None` for the Markdown twin, which is no record.
#[must_use]
pub fn record(ground: Ground<'_>, id: Id, body: &PublicBody, format: TwinFormat) -> Option<String> {
    let reference = Reference::of(ground, id, body);
    match format {
        TwinFormat::Markdown => None,
        TwinFormat::BibTex => Some(bibtex::write(&reference)),
        TwinFormat::Ris => Some(ris::write(&reference)),
        TwinFormat::CslJson => Some(csl::write(&reference)),
    }
}

impl Reference {
    fn of(ground: Ground<'_>, id: Id, body: &PublicBody) -> Self {
        let entry = ground.entry(id);
        let face = &entry.public.card().face;
        let briefing = body.briefing();
        let publisher = line(&ground.site.publisher.name);
        let authors: Vec<Name> = face.authors.iter().map(|author| Name::of(&line(&author.name))).collect();
        let language = face.language.as_str();
        Self {
            key: entry.id.replace('/', "-"),
            authors: if authors.is_empty() { vec![Name::Whole(publisher.clone())] } else { authors },
            title: line(&face.title),
            short_title: face.short_title.as_deref().map(line),
            kind: ground.templates.word(language, &format!("kind_{}", face.kind.name()), None),
            series: face.series.as_deref().map(line),
            number: face.number.as_deref().map(line),
            publisher,
            date: face.date.map(crate::base::Stamp::day),
            url: ground.absolute(&entry.address),
            doi: face.doi.as_deref().map(line),
            isbn: briefing.ids.isbn.as_deref().map(line),
            language: language.to_owned(),
            description: line(&face.description),
            topics: face.subjects.topics.iter().map(|topic| line(topic)).collect(),
            retracted: facts::newest(face, ChangeKind::Retraction).map(|change| change.on),
        }
    }

    /// The DOI as an address, else the page's own.
    fn link(&self) -> String {
        self.doi.as_ref().map_or_else(|| self.url.clone(), |doi| format!("https://doi.org/{doi}"))
    }

    /// Whether the publisher is its only author.
    fn is_corporate(&self) -> bool {
        matches!(self.authors.as_slice(), [Name::Whole(name)] if *name == self.publisher)
    }
}

/// A text as one line: control characters and line ends of every kind become spaces, and runs of spaces one.
fn line(text: &str) -> String {
    let single = |text: &str| !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    if single(text) && text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return text.to_owned();
    }
    let spaced = |c: char| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') { ' ' } else { c }
    };
    let spaced: String = text.chars().map(spaced).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
