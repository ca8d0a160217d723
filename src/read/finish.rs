//! What can be said of a briefing only when text and front matter have both spoken.

use super::{glossary, summary};
use crate::{
    base::{Code, Diagnostic, SitePath},
    model::Briefing,
};

/// Fills what the text gives of summary and glossary, and says what is missing. A stand-alone page needs no date and no author.
pub(super) fn finish(briefing: &mut Briefing, path: &SitePath, notes: &mut Vec<Diagnostic>) {
    summary::fill(briefing);
    if briefing.glossary.is_empty() {
        briefing.glossary = glossary::of(briefing);
    }
    // Front matter that could not be read may have said all of it: what it said is missing because of the error that was noted.
    let is_unread = notes.iter().any(|note| note.code == Code::BadFrontMatter);
    if briefing.title.is_none() && !is_unread {
        let help = "add `title = \"…\"` to the front matter, or begin the text with its title";
        notes.push(Diagnostic::whole(Code::NoTitle, "the briefing has no title").hint(help));
    }
    if briefing.body.iter().all(|section| section.blocks.is_empty()) {
        notes.push(Diagnostic::whole(Code::EmptyBody, "the briefing has no text"));
    }
    if path.below("content/pages").is_none() && !is_unread {
        missing(briefing, notes);
    }
}

fn missing(briefing: &Briefing, notes: &mut Vec<Diagnostic>) {
    if briefing.date.is_none() {
        let help = "add `date = 2026-03-09` to the front matter";
        notes.push(Diagnostic::whole(Code::NoDate, "the briefing gives no date").hint(help));
    }
    if briefing.authors.is_empty() && briefing.byline.is_none() {
        notes.push(Diagnostic::whole(Code::NoAuthor, "the briefing names no author; the publisher stands for it"));
    }
    if briefing.sources.is_empty() && briefing.notes.is_empty() {
        notes.push(Diagnostic::whole(Code::NoSource, "the briefing names no source"));
    }
}
