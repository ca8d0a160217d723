//! What a briefing's page sees.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{AuthorView, CardView, DateView, NameLink, SeriesView, Shared};

/// `briefing`.
#[derive(Clone, Debug, Serialize)]
pub struct BriefingView {
    /// The same facts that lists show.
    pub card: Shared<CardView>,
    /// The standfirst (HTML), if there is one.
    pub standfirst: Option<String>,
    /// Its authors with role and affiliation, in their order.
    pub authors: Vec<CreditView>,
    /// Its series and number.
    pub series: Option<SeriesView>,
    /// Its number, with or without series.
    pub number: Option<String>,
    /// Where a press text was issued.
    pub dateline: Option<DatelineView>,
    /// The information cut-off.
    pub cutoff: Option<DateView>,
    /// The summary that the author gives; `None` if there is none.
    pub summary: Option<SummaryView>,
    /// The text (HTML): sections with headings, numbered paragraphs, figures, tables.
    pub body: String,
    /// The headings of the text.
    pub contents: Vec<ContentsEntry>,
    /// The notes, in their order.
    pub notes: Vec<NoteView>,
    /// The sources, in their order.
    pub sources: Vec<SourceView>,
    /// The judgements.
    pub judgements: Vec<JudgementView>,
    /// The legend of each likelihood scale that the page uses.
    pub legends: Vec<LegendView>,
    /// Acronyms with their expansions.
    pub glossary: Vec<GlossaryView>,
    /// What has changed: corrections, concerns and retractions first, then updates, newest first.
    pub history: Vec<ChangeView>,
    /// Files to download.
    pub attachments: Vec<AttachmentView>,
    /// The same text in other languages.
    pub translations: Vec<TranslationView>,
    /// Up to five related briefings.
    pub related: Shared<Vec<CardView>>,
    /// The briefing before it: in its series if it has one, else by date.
    pub previous: Option<Shared<CardView>>,
    /// The briefing after it.
    pub next: Option<Shared<CardView>>,
    /// Public briefings that link here, newest first.
    pub backlinks: Shared<Vec<CardView>>,
    /// What it replaces.
    pub supersedes: Vec<NameLink>,
    /// Its regions.
    pub regions: Shared<Vec<NameLink>>,
    /// Its countries.
    pub places: Shared<Vec<NameLink>>,
    /// Its actors.
    pub actors: Shared<Vec<NameLink>>,
    /// Its kind's page.
    pub kind: NameLink,
    /// Ready citations; `None` when twins are off.
    pub cite: CiteView,
    /// The marking as shown (`TLP:CLEAR`), if it carries one that may be shown.
    pub marking: Option<String>,
    /// The licence, as written.
    pub licence: Option<String>,
    /// Who paid for it (HTML).
    pub funding: Option<String>,
    /// The notice that site.toml has for this kind (HTML).
    pub notice: Option<String>,
    /// `as delivered`, `check against delivery`.
    pub status_note: Option<String>,
    /// Agencies' credit lines.
    pub credits: Vec<String>,
    /// DOI without resolver.
    pub doi: Option<String>,
    /// ISBN.
    pub isbn: Option<String>,
    /// The address of the plain Markdown twin, if there is one.
    pub text_twin: Option<String>,
    /// `[extra]` of its front matter.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// An author of a briefing.
#[derive(Clone, Debug, Serialize)]
pub struct CreditView {
    /// The name.
    pub name: String,
    /// The page that lists their briefings.
    pub url: String,
    /// Role, affiliation and so on.
    pub about: AuthorView,
}

/// `text`: a stand-alone page.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// The title.
    pub title: String,
    /// The standfirst (HTML), if there is one.
    pub standfirst: Option<String>,
    /// The text (HTML).
    pub body: String,
    /// The headings of the text.
    pub contents: Vec<ContentsEntry>,
    /// The notes.
    pub notes: Vec<NoteView>,
    /// `[extra]` of its front matter.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// The author's summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryView {
    /// The bottom line (HTML).
    pub bluf: Option<String>,
    /// Key points (HTML each).
    pub points: Vec<String>,
}

/// A heading of the text.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry {
    /// Its anchor, without `#`.
    pub id: String,
    /// What it says, as plain text.
    pub title: String,
    /// The author's number, if there is one.
    pub number: Option<String>,
    /// 1 for the text's main headings, 2 below them, and so on.
    pub depth: u8,
    /// The role's name.
    pub role: String,
}

/// A note.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// Its anchor.
    pub id: String,
    /// The mark that readers see: the label as written, or the note's number where labels are words.
    pub label: String,
    /// What it says (HTML), without the links back.
    pub html: String,
    /// The anchors of its marks in the text, in reading order.
    pub marks: Vec<String>,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its anchor.
    pub id: String,
    /// The citation (HTML).
    pub html: String,
    /// Its address.
    pub url: Option<String>,
    /// An archived copy.
    pub archived: Option<String>,
    /// The day on which it was seen.
    pub accessed: Option<DateView>,
    /// The grade as written (`B2`).
    pub grade: Option<String>,
    /// What the grade means (`usually reliable; probably true`).
    pub grade_meaning: Option<String>,
}

/// A judgement.
#[derive(Clone, Debug, Serialize)]
pub struct JudgementView {
    /// What is judged (HTML).
    pub html: String,
    /// The likelihood term (`highly likely`).
    pub likelihood: Option<String>,
    /// Its step, 1 to 7.
    pub step: Option<u8>,
    /// `low`, `moderate` or `high`.
    pub confidence: Option<String>,
    /// The sources it rests on: anchors and labels.
    pub basis: Vec<NameLink>,
    /// When it can be told whether it was right.
    pub resolves: Option<DateView>,
    /// What became of it.
    pub outcome: Option<String>,
}

/// The legend of a likelihood scale.
#[derive(Clone, Debug, Serialize)]
pub struct LegendView {
    /// What the scale is called.
    pub title: String,
    /// Its seven steps from the least likely.
    pub steps: Vec<LegendStep>,
}

/// A step of a scale.
#[derive(Clone, Debug, Serialize)]
pub struct LegendStep {
    /// The terms (`likely or probable`).
    pub terms: String,
    /// The range (`55–75 %`).
    pub range: String,
    /// Whether the page uses it.
    pub used: bool,
}

/// An acronym.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// The acronym.
    pub term: String,
    /// What it stands for.
    pub expansion: String,
}

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangeView {
    /// `publication`, `update`, `correction`, `concern`, `retraction`.
    pub kind: String,
    /// The day.
    pub date: DateView,
    /// What was changed.
    pub note: String,
    /// By whom.
    pub by: Option<String>,
}

/// A file to download.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// What it is called.
    pub title: String,
    /// Its address with prefix.
    pub url: String,
    /// Its extension in capitals (`PDF`).
    pub format: String,
    /// Its size in words (`1.2 MB`).
    pub size: String,
}

/// The same text in another language.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationView {
    /// Its title.
    pub title: String,
    /// Its address with prefix.
    pub url: String,
    /// Its language tag.
    pub language: String,
    /// The language's name in itself.
    pub language_name: String,
    /// Whether it is the original of this page.
    pub original: bool,
    /// The version of the original that was translated, where it is older than the present one: for the original, by this page.
    pub of_version: Option<String>,
    /// The version that the original is at, where `of_version` is given.
    pub at_version: Option<String>,
}

/// Where a press text was issued.
#[derive(Clone, Debug, Serialize)]
pub struct DatelineView {
    /// The place.
    pub place: String,
    /// The day as written or shown.
    pub date: Option<String>,
}

/// Ready citations.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CiteView {
    /// The page's own citation in three styles: name and text.
    pub styles: Vec<CitationView>,
    /// Address of the BibTeX twin with prefix, if there is one.
    pub bibtex: Option<String>,
    /// Address of the RIS twin.
    pub ris: Option<String>,
    /// Address of the CSL-JSON twin.
    pub csl: Option<String>,
}

/// A citation in one style.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// The style's name (`Chicago`).
    pub style: String,
    /// The citation, plain text.
    pub text: String,
}
