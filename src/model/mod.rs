//! What a briefing is, in the field's own terms: the one tree between the readers and the pages.
//!
//! Nothing here reads, renders or knows of files and templates. A reader fills a [`Briefing`]; what it guessed carries its
//! [`Origin`]. [`Card`] is the small part of a briefing that other pages may speak of, and the one part that is written down
//! (in the ledger); the rest of the model is never serialised.

mod anchor;
mod block;
mod briefing;
mod card;
mod countries;
mod html;
mod inline;
mod origin;
mod release;
mod shared_text;
mod subject;
pub mod vocabulary;

pub use anchor::Anchors;
pub use block::{
    Alignment, Block, BlockKind, Callout, CalloutKind, Definition, Figure, Heading, List, ListItem, Note, Role,
    Section, Table, TableCell,
};
pub use briefing::{
    Attachment, Briefing, Credit, Dateline, Extra, GlossaryTerm, Identifiers, Judgement, Kind, Marking, Source,
    Subjects, Summary, Text, TranslationOf,
};
pub use card::{Anchor, Card, CardLink, CardSource, Claims, DocId, Face, MarkingClaim, ReleaseClaim, Shelf, undated};
pub use html::{HtmlAddress, html_addresses};
pub use inline::{Alt, Image, Inline, Inlines, LINK_SCHEMES, Link, may_link, plain_text};
pub use origin::{Certainty, Decision, Field, Origin, Origins};
pub use release::{Change, ChangeKind, Embargo};
pub use shared_text::{SharedText, SharedTexts};
pub use subject::{Country, LangTag, orcid};
