//! The HTML writer: trees become HTML as the theme expects it (`render/view/mod.rs` has the table). Pure; escapes everything.

use std::borrow::Cow;

use crate::{
    base::Finding,
    model::{Anchors, Briefing, Inlines},
};

/// What the writer must ask others: where links lead, how large images are, how code is coloured, the interface's words.
pub trait Resolver {
    /// The address of a link's target as pages have it; empty if it leads nowhere or may not be linked.
    fn link<'a>(&'a self, target: &'a str) -> Cow<'a, str>;

    /// The address of an image as pages have it, and its width and height in pixels where they are known.
    fn image<'a>(&'a self, src: &'a str) -> (Cow<'a, str>, Option<(u32, u32)>);

    /// The inside of a `code` element, coloured; `None` to print it plain.
    fn code(&self, language: &str, text: &str) -> Option<String>;

    /// One of the interface's words in the page's language (`callout_note`, `source`, `table`).
    fn word(&self, key: &str) -> Cow<'_, str>;
}

/// What becomes of author HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorHtml {
    /// What could do harm is taken out.
    Sanitise,
    /// It passes as it is.
    Trusted,
    /// It is shown as text.
    Escape,
}

/// A text as HTML.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// All sections but those of notes and of sources that stand in [`Briefing::notes`] and [`Briefing::sources`], and but a
    /// section of role `summary` that fills the summary.
    pub body: String,
    /// Each note's HTML without links back, and the ids of its marks in the text, in reading order.
    pub notes: Vec<(String, Vec<String>)>,
    /// What the sanitiser took out, in words.
    pub findings: Vec<Finding>,
}

/// Writes the text of a briefing.
pub fn write(briefing: &Briefing, anchors: &Anchors, resolver: &dyn Resolver, html: AuthorHtml) -> Written {
    let _ = (briefing, anchors, resolver, html);
    Written::default()
}

/// Writes one run of inlines.
pub fn inlines(inlines: &Inlines, resolver: &dyn Resolver, html: AuthorHtml) -> String {
    let _ = (resolver, html);
    crate::model::plain_text(inlines)
}
