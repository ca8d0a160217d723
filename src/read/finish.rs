//! What can be said of a briefing only when text and front matter have both spoken.

use crate::{
    base::{Code, Diagnostic},
    model::Briefing,
};

/// Says what is missing.
pub(super) fn finish(briefing: &mut Briefing, notes: &mut Vec<Diagnostic>) {
    if briefing.title.is_none() {
        let help = "add `title = \"…\"` to the front matter, or begin the text with its title";
        notes.push(Diagnostic::whole(Code::NoTitle, "the briefing has no title").hint(help));
    }
    if briefing.body.iter().all(|section| section.blocks.is_empty()) {
        notes.push(Diagnostic::whole(Code::EmptyBody, "the briefing has no text"));
    }
}
