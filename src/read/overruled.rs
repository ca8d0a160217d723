//! What the text said and front matter says otherwise: the text's own words leave the page, and that goes on record.

use super::Body;
use crate::{
    base::{Code, Diagnostic},
    model::{Briefing, Decision, plain_text},
};

/// The rules by which a text gives a value that front matter may give as well, and that then stands nowhere else. All other values
/// are copies of what stays in the text, or their lines are on record as removed already.
const RULES: &[(&str, &[&str])] = &[
    ("title", &["title", "mail-subject", "title-heading"]),
    ("short_title", &["short-title"]),
    ("standfirst", &["standfirst"]),
    ("bluf", &["inline-label"]),
];

/// The values as the text gave them.
pub(super) struct Said(Vec<Option<String>>);

impl Said {
    /// Before front matter is laid over them.
    pub(super) fn of(briefing: &Briefing) -> Self {
        Self(RULES.iter().map(|(key, _)| value(briefing, key)).collect())
    }

    /// After that: what is no longer shown becomes a removal of the decision that took it, and an info says so.
    pub(super) fn keep(self, body: &mut Body) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for (said, (key, rules)) in self.0.into_iter().zip(RULES) {
            let Some(said) = said.filter(|said| value(&body.briefing, key).as_ref() != Some(said)) else { continue };
            let taken = body.decisions.iter_mut().find(|decision| rules.contains(&decision.rule));
            if let Some(decision) = taken {
                notes.push(drop(decision, key, said));
            }
        }
        notes
    }
}

fn drop(decision: &mut Decision, key: &str, said: String) -> Diagnostic {
    decision.reading = format!("dropped: front matter gives `{key}`").into();
    decision.dropped = Some(match decision.dropped.take() {
        Some(mark) => format!("{mark} {said}"),
        None => said,
    });
    let message = format!("this is not shown: front matter gives another `{key}`");
    Diagnostic::new(Code::NoteKept, decision.span, message).hint("delete the line, or the key")
}

fn value(briefing: &Briefing, key: &str) -> Option<String> {
    match key {
        "title" => briefing.title.clone(),
        "short_title" => briefing.short_title.clone(),
        "standfirst" => briefing.standfirst.as_deref().map(plain_text),
        _ => briefing.summary.bluf.as_deref().map(plain_text),
    }
}
