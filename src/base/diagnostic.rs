//! What is said about an author's files: made with a span, located once in its file, shown by the command line alone.

use serde::{Deserialize, Serialize};

use super::{Code, LineIndex, Position, Severity, SitePath, Span};

/// A value and what was noticed while making it: reading never fails, it takes notes.
#[derive(Clone, Debug)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// What was noticed, in the order of noticing.
    pub notes: Vec<Diagnostic>,
}

impl<T> Noted<T> {
    /// A value with nothing to say about it.
    pub fn new(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// The same notes about another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Noted<U> {
        Noted { value: change(self.value), notes: self.notes }
    }
}

/// One thing noticed in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: Code,
    /// Where, in bytes of the decoded text; `None` when it concerns the file as a whole.
    pub span: Option<Span>,
    /// One sentence, lower-case, no full stop, values in backticks.
    pub message: String,
    /// What to type, if that can be said.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Something noticed at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span: Some(span), message: message.into(), help: None }
    }

    /// Something that concerns the whole file.
    pub fn whole(code: Code, message: impl Into<String>) -> Self {
        Self { code, span: None, message: message.into(), help: None }
    }

    /// Adds what to type.
    #[must_use]
    pub fn hint(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Places it in `file`, whose decoded text is `text`.
    #[must_use]
    pub fn locate(self, file: &SitePath, text: &str, index: &LineIndex) -> Finding {
        let mut finding = Finding::of_file(self.code, file.as_str(), self.message);
        finding.help = self.help;
        if let Some(span) = self.span {
            finding.start = Some(index.position(text, span.start));
            finding.end = Some(index.position(text, span.end));
            let line = index.text(text, index.line(span.start));
            finding.excerpt = Some(line.chars().take(EXCERPT_CHARACTERS).collect());
        }
        finding
    }
}

/// How much of a source line is kept for showing; a line of prose may be a whole paragraph.
const EXCERPT_CHARACTERS: usize = 2_000;

/// A diagnostic at its place, complete in itself: it can be kept in the ledger and shown without its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// The file, relative to the site; empty when it concerns no file.
    pub file: String,
    /// Where it begins.
    pub start: Option<Position>,
    /// Where it ends: one past the last character.
    pub end: Option<Position>,
    /// One sentence.
    pub message: String,
    /// What to type.
    pub help: Option<String>,
    /// The source line at `start`, cut to 2,000 characters.
    pub excerpt: Option<String>,
    /// Other places that belong to it, such as the second of two colliding files.
    pub related: Vec<Related>,
}

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The file, relative to the site.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<u32>,
    /// What stands there.
    pub message: String,
}

impl Finding {
    /// A finding about a file as a whole.
    pub fn of_file(code: Code, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            file: file.to_owned(),
            start: None,
            end: None,
            message: message.into(),
            help: None,
            excerpt: None,
            related: Vec::new(),
        }
    }

    /// Adds what to type.
    #[must_use]
    pub fn hint(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn with(mut self, file: &str, message: impl Into<String>) -> Self {
        self.related.push(Related { file: file.to_owned(), line: None, message: message.into() });
        self
    }

    /// Its weight.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether it speaks of this file.
    #[must_use]
    pub fn concerns(&self, file: &str) -> bool {
        self.file == file || self.related.iter().any(|related| related.file == file)
    }

    /// The order in which findings are shown: by file, place, weight, kind and words.
    #[must_use]
    pub fn order(&self) -> (&str, Option<Position>, std::cmp::Reverse<Severity>, Code, &str) {
        (&self.file, self.start, std::cmp::Reverse(self.severity()), self.code, &self.message)
    }
}

impl Serialize for Position {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.line, self.column).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (line, column) = Deserialize::deserialize(deserializer)?;
        Ok(Self { line, column })
    }
}
