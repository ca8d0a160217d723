//! The briefing itself.

use std::collections::BTreeMap;

use super::{
    Block, Change, Country, Embargo, Inlines, LangTag, Note, Origins, Section, SharedText,
    vocabulary::{Confidence, Credibility, Reliability, Term},
};
use crate::base::{Address, Slug, Span, Stamp};

/// A text of one line, never empty, white space folded.
pub type Text = String;

/// A briefing as its file gives it. What is missing is missing: nothing is invented.
#[derive(Clone, Debug)]
pub struct Briefing {
    /// The title; `None` is an error that its reader has reported.
    pub title: Option<Text>,
    /// A shorter form of the title.
    pub short_title: Option<Text>,
    /// One or two sentences under the title.
    pub standfirst: Option<Inlines>,
    /// What kind of text it is.
    pub kind: Kind,
    /// Its language; the site's when the text does not say.
    pub language: LangTag,
    /// The last part of its address: given, or of the file's name.
    pub slug: Slug,
    /// The template that renders it, where the author names another than its kind's.
    pub template: Option<Text>,
    /// Who wrote it; empty means that the publisher is the corporate author.
    pub authors: Vec<Credit>,
    /// A byline that could not be taken apart, as written.
    pub byline: Option<Text>,
    /// The publication date.
    pub date: Option<Stamp>,
    /// The information cut-off.
    pub cutoff: Option<Stamp>,
    /// `draft = true`.
    pub draft: bool,
    /// What it says of an embargo.
    pub embargo: Embargo,
    /// What marking it carries.
    pub marking: Marking,
    /// The reason for publishing in spite of a refused marking; front matter alone can give it.
    pub marking_override: Option<Text>,
    /// The summary that the author gives.
    pub summary: Summary,
    /// Where a press text was issued.
    pub dateline: Option<Dateline>,
    /// The text; never empty without an error.
    pub body: Vec<Section>,
    /// The notes, in their order.
    pub notes: Vec<Note>,
    /// The sources of the front matter and of a section of sources.
    pub sources: Vec<Source>,
    /// Forecasts and assessments with their likelihood.
    pub judgements: Vec<Judgement>,
    /// What it is about.
    pub subjects: Subjects,
    /// The series it belongs to.
    pub series: Option<Text>,
    /// Its number in the series, as written.
    pub number: Option<Text>,
    /// What has changed, oldest first.
    pub history: Vec<Change>,
    /// What it translates.
    pub translation_of: Option<TranslationOf>,
    /// The ids of briefings that it replaces, as written.
    pub supersedes: Vec<Text>,
    /// DOI, ISBN, former addresses.
    pub ids: Identifiers,
    /// Files that go with it and are offered for download.
    pub attachments: Vec<Attachment>,
    /// The licence, as written.
    pub licence: Option<Text>,
    /// Who paid for it.
    pub funding: Option<Inlines>,
    /// Acronyms with their expansions, by first use.
    pub glossary: Vec<GlossaryTerm>,
    /// Credit lines of agencies (`Reporting by A; Editing by B`).
    pub credits: Vec<Text>,
    /// `as delivered`, `check against delivery`.
    pub status_note: Option<Text>,
    /// Anything for templates.
    pub extra: Extra,
    /// Where each value comes from.
    pub origins: Origins,
}

/// The kinds of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum Kind {
    Briefing,
    Report,
    Commentary,
    Assessment,
    Statement,
    Advisory,
    Explainer,
    Transcript,
}

impl Kind {
    /// All kinds, in the order in which a site lists them.
    pub const ALL: &'static [Self] = &[
        Self::Briefing,
        Self::Report,
        Self::Commentary,
        Self::Assessment,
        Self::Statement,
        Self::Advisory,
        Self::Explainer,
        Self::Transcript,
    ];

    /// Its name in front matter, JSON and addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::Report => "report",
            Self::Commentary => "commentary",
            Self::Assessment => "assessment",
            Self::Statement => "statement",
            Self::Advisory => "advisory",
            Self::Explainer => "explainer",
            Self::Transcript => "transcript",
        }
    }
}

/// An author.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Credit {
    /// The name.
    pub name: SharedText,
    /// What they are.
    pub role: Option<SharedText>,
    /// Where.
    pub affiliation: Option<SharedText>,
    /// ORCID iD, sixteen digits in four groups, its check digit verified.
    pub orcid: Option<SharedText>,
    /// A page about them.
    pub url: Option<SharedText>,
}

/// What marking a text carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Marking {
    /// None.
    #[default]
    Unmarked,
    /// One that allows publication: `PUBLIC`, `UNCLASSIFIED`, `TLP:CLEAR`, `DECLASSIFIED`.
    Clear {
        /// The marking as written.
        found: String,
        /// Where.
        span: Span,
    },
    /// `OFFICIAL` or `NOT PROTECTIVELY MARKED`: refused unless site.toml says otherwise.
    Official {
        /// The marking as written.
        found: String,
        /// Where.
        span: Span,
    },
    /// One that may not go on the web.
    Refused {
        /// The marking as written.
        found: String,
        /// Where.
        span: Span,
    },
}

/// The summary that the author gives; never derived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The bottom line up front.
    pub bluf: Option<Inlines>,
    /// Key points or key judgements.
    pub points: Vec<Inlines>,
}

/// Where and when a press text was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place; capitals are recased (`BRUSSELS` → `Brussels`).
    pub place: Text,
    /// An ISO day, or as written where the year is missing.
    pub date: Option<Text>,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its id on the page.
    pub id: Text,
    /// A ready citation.
    pub text: Option<Inlines>,
    /// Title.
    pub title: Option<Text>,
    /// Author, as written.
    pub author: Option<Text>,
    /// Publisher.
    pub publisher: Option<Text>,
    /// Date as written: a day, a month or a year.
    pub date: Option<Text>,
    /// Address.
    pub url: Option<Text>,
    /// The day on which it was seen there.
    pub accessed: Option<Stamp>,
    /// The address of an archived copy.
    pub archived: Option<Text>,
    /// Admiralty grade.
    pub grade: Option<(Reliability, Credibility)>,
}

/// A judgement with its likelihood.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What is judged.
    pub text: Inlines,
    /// How likely it is.
    pub likelihood: Option<Term>,
    /// How sure the judgement is.
    pub confidence: Option<Confidence>,
    /// Ids of the sources it rests on.
    pub basis: Vec<Text>,
    /// The day on which it can be told whether it was right.
    pub resolves: Option<Stamp>,
    /// What became of it, as written.
    pub outcome: Option<Text>,
}

/// What a briefing is about: facets, not one bag of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Subjects {
    /// Topics.
    pub topics: Vec<SharedText>,
    /// Regions.
    pub regions: Vec<SharedText>,
    /// Countries.
    pub places: Vec<Country>,
    /// Alliances, organisations, groups.
    pub actors: Vec<SharedText>,
    /// The programme of the publisher.
    pub programme: Option<SharedText>,
}

/// What a translation translates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct TranslationOf {
    /// The original as written: id, source path or address.
    pub id: Text,
    /// The version of the original that was translated.
    pub version: Option<Text>,
}

/// Identifiers and former addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// DOI without resolver (`10.1234/abcd`).
    pub doi: Option<Text>,
    /// ISBN as written.
    pub isbn: Option<Text>,
    /// Addresses at which it stood before.
    pub former_paths: Vec<Address>,
}

/// A file that goes with a briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file as written, relative to the briefing.
    pub file: Text,
    /// What it is called.
    pub title: Option<Text>,
    /// Where it was named.
    pub span: Span,
}

/// An acronym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// The acronym.
    pub term: Text,
    /// What it stands for.
    pub expansion: Text,
}

/// Free values of `[extra]`, as JSON knows them, keys sorted.
pub type Extra = BTreeMap<String, serde_json::Value>;

impl Briefing {
    /// A briefing that says nothing yet.
    #[must_use]
    pub fn new(kind: Kind, language: LangTag, slug: Slug) -> Self {
        Self {
            title: None,
            short_title: None,
            standfirst: None,
            kind,
            language,
            slug,
            template: None,
            authors: Vec::new(),
            byline: None,
            date: None,
            cutoff: None,
            draft: false,
            embargo: Embargo::None,
            marking: Marking::Unmarked,
            marking_override: None,
            summary: Summary::default(),
            dateline: None,
            body: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
            judgements: Vec::new(),
            subjects: Subjects::default(),
            series: None,
            number: None,
            history: Vec::new(),
            translation_of: None,
            supersedes: Vec::new(),
            ids: Identifiers::default(),
            attachments: Vec::new(),
            licence: None,
            funding: None,
            glossary: Vec::new(),
            credits: Vec::new(),
            status_note: None,
            extra: Extra::new(),
            origins: Origins::new(),
        }
    }

    /// All blocks in reading order, those within others after the block that holds them.
    pub fn visit_blocks<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        for section in &self.body {
            visit_all(&section.blocks, visit);
        }
        for note in &self.notes {
            visit_all(&note.blocks, visit);
        }
    }
}

fn visit_all<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for inner in block.children() {
            visit_all(inner, visit);
        }
    }
}

impl Block {
    /// The runs of blocks that it holds.
    pub fn children(&self) -> impl Iterator<Item = &[Self]> {
        use super::{BlockKind as Kind, Definition, ListItem};
        let (mut items, mut one, mut definitions) = (Default::default(), None, Default::default());
        match &self.kind {
            Kind::List(list) => items = list.items.as_slice(),
            Kind::Quote { blocks, .. } | Kind::Turn { blocks, .. } => one = Some(blocks.as_slice()),
            Kind::Callout(callout) => one = Some(callout.blocks.as_slice()),
            Kind::Definitions(all) => definitions = all.as_slice(),
            _ => {}
        }
        let meanings = definitions.iter().flat_map(|definition: &Definition| &definition.meanings);
        items.iter().map(|item: &ListItem| item.blocks.as_slice()).chain(one).chain(meanings.map(Vec::as_slice))
    }

    /// The runs of inlines that stand in it, not those of the blocks it holds.
    pub fn inlines(&self) -> impl Iterator<Item = &Inlines> {
        use super::{BlockKind as Kind, Definition, Table};
        let (mut first, mut table, mut definitions, mut last) = (None, None, Default::default(), None);
        match &self.kind {
            Kind::Paragraph { content, .. } => first = Some(content),
            Kind::Heading(heading) => first = Some(&heading.content),
            Kind::List(list) => first = list.lead_in.as_ref(),
            Kind::Table(of) => (first, table, last) = (of.caption.as_ref(), Some(&**of), of.source.as_ref()),
            Kind::Figure(figure) => (first, last) = (figure.caption.as_ref(), figure.source.as_ref()),
            Kind::Callout(callout) => first = callout.title.as_ref(),
            Kind::Definitions(all) => definitions = all.as_slice(),
            _ => {}
        }
        let cells = table.into_iter().flat_map(|table: &Table| table.head.iter().chain(table.rows.iter().flatten()));
        let terms = definitions.iter().map(|definition: &Definition| &definition.term);
        first.into_iter().chain(cells).chain(terms).chain(last)
    }
}
