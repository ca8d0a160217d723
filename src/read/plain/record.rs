//! The record of a reading: every guess and every removal with its rule, and what is said of it.

use std::borrow::Cow;

use crate::{
    base::{Code, Diagnostic, Span},
    model::{Briefing, Certainty, Decision, Field, Origin},
};

/// What fills while the text is read.
#[derive(Debug)]
pub(super) struct Record {
    /// The briefing as far as it is read.
    pub(super) briefing: Briefing,
    /// What was decided.
    pub(super) decisions: Vec<Decision>,
    /// What was noticed.
    pub(super) notes: Vec<Diagnostic>,
}

/// One guess in words.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    /// Where.
    pub(super) span: Span,
    /// The rule's name.
    pub(super) rule: &'static str,
    /// What was made of it.
    pub(super) reading: Cow<'static, str>,
    /// Both readings, for the diagnostic.
    pub(super) message: String,
    /// The mark-up that settles it.
    pub(super) hint: String,
}

impl Record {
    /// A reading that is not plain and yet certain.
    pub(super) fn certain(&mut self, span: Span, rule: &'static str, reading: impl Into<Cow<'static, str>>) {
        self.decide(span, rule, reading, Certainty::Certain, None);
    }

    /// A text that stands nowhere in the model, and why.
    pub(super) fn dropped(
        &mut self,
        span: Span,
        rule: &'static str,
        reading: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
    ) {
        self.decide(span, rule, reading, Certainty::Certain, Some(text.into()));
    }

    /// A text that stands nowhere in the model, and an info that says so.
    pub(super) fn dropped_with_info(&mut self, span: Span, rule: &'static str, reading: &'static str, text: &str) {
        self.decide(span, rule, reading, Certainty::Probable, Some(text.to_owned()));
        self.note(Diagnostic::new(Code::NoteKept, span, reading));
    }

    /// A probable reading: an info names both.
    pub(super) fn probable(&mut self, guess: Guess) {
        self.decide(guess.span, guess.rule, guess.reading, Certainty::Probable, None);
        self.note(Diagnostic::new(Code::ProbableReading, guess.span, guess.message).hint(guess.hint));
    }

    /// An ambiguous reading: a warning names both, the less structured one was taken.
    pub(super) fn ambiguous(&mut self, guess: Guess) {
        self.decide(guess.span, guess.rule, guess.reading, Certainty::Ambiguous, None);
        self.note(Diagnostic::new(Code::AmbiguousReading, guess.span, guess.message).hint(guess.hint));
    }

    /// Keeps a decision.
    pub(super) fn decide(
        &mut self,
        span: Span,
        rule: &'static str,
        reading: impl Into<Cow<'static, str>>,
        certainty: Certainty,
        dropped: Option<String>,
    ) {
        self.decisions.push(Decision { span, rule, reading: reading.into(), certainty, dropped });
    }

    /// Keeps a diagnostic.
    pub(super) fn note(&mut self, diagnostic: Diagnostic) {
        self.notes.push(diagnostic);
    }

    /// Says where a field's value comes from.
    pub(super) fn origin(&mut self, field: Field, origin: Origin) {
        self.briefing.origins.insert(field, origin);
    }
}
