//! The editorial checks: what a careful editor of a defence briefing would mend, and a build does not ask about.
//!
//! Promises: pure; each remark stands at its words and says what to write. Must not know: files, pages, other texts.

mod acronym;
mod prose;
mod speech;

use std::collections::BTreeMap;

use crate::{
    base::{Code, Diagnostic},
    config::Site,
    model::{Briefing, LangTag},
};

use prose::Prose;

/// What the house knows of names: those that need no expansion, and other spellings with the one that the site uses.
#[derive(Clone, Debug)]
pub struct House {
    /// The site's language: a text in another has its own names.
    language: LangTag,
    /// Names that every reader of this site knows.
    known: Vec<String>,
    /// Other names of actors and the one that the site uses.
    actors: BTreeMap<String, String>,
    /// Other spellings of authors' names and the one that the site uses.
    authors: BTreeMap<String, String>,
}

impl House {
    /// The names of a site's settings.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let mut house = Self {
            language: site.language.clone(),
            known: Vec::new(),
            actors: BTreeMap::new(),
            authors: BTreeMap::new(),
        };
        for (name, actor) in &site.actors {
            house.known.push(name.clone());
            house.actors.extend(actor.names.iter().map(|other| (other.clone(), name.clone())));
        }
        for (name, author) in &site.authors {
            house.authors.extend(author.names.iter().map(|other| (other.clone(), name.clone())));
        }
        house
    }
}

/// What is to be said of one text. Spans count in `text`, the decoded text that the briefing was read from.
#[must_use]
pub fn editorial(briefing: &Briefing, text: &str, house: &House) -> Vec<Diagnostic> {
    let prose = prose::of(briefing, text);
    let mut notes = Vec::new();
    acronym::unexpanded(briefing, &prose, house, &mut notes);
    speech::vague(briefing, &prose, &mut notes);
    speech::likelihood_with_confidence(briefing, &prose, &mut notes);
    speech::uncited(briefing, &prose, &mut notes);
    name_variants(briefing, house, &mut notes);
    notes.sort_by_key(|note| note.span);
    notes
}

/// Actors and authors that go by another name than the site's.
fn name_variants(briefing: &Briefing, house: &House, notes: &mut Vec<Diagnostic>) {
    let actors = briefing.subjects.actors.iter().map(|name| (name, &house.actors));
    let authors = briefing.authors.iter().map(|author| (&author.name, &house.authors));
    if briefing.language.primary() != house.language.primary() {
        return;
    }
    for (name, others) in actors.chain(authors) {
        if let Some(usual) = others.get(name.as_str()) {
            let message = format!("`{name}` is another name of `{usual}`, which this site uses");
            notes.push(Diagnostic::whole(Code::NameVariant, message).hint(format!("write \"{usual}\"")));
        }
    }
}

#[cfg(test)]
mod tests;
