//! The front matter of one file, from wherever it stands: at its head, or in the sidecar beside it.

use super::{
    Body, ReadOptions, bytes,
    front_matter::{self, Data, Entry, Format, Split},
    overruled::Said,
};
use crate::{
    base::{Code, Diagnostic, Span},
    model::{Certainty, Decision, LangTag},
};

/// What was found.
pub(super) struct Matter {
    /// Where the body begins.
    pub(super) body: usize,
    entries: Vec<Entry>,
    format: Format,
    /// The lines that it stands in.
    span: Option<Span>,
    sidecar: Vec<Entry>,
    sidecar_notes: Vec<Diagnostic>,
}

impl Matter {
    /// Finds front matter at the head of `text`, and reads the sidecar.
    pub(super) fn find(text: &str, sidecar: Option<&[u8]>, markdown: bool, notes: &mut Vec<Diagnostic>) -> Self {
        let mut out = Self {
            body: 0,
            entries: Vec::new(),
            format: Format::Toml,
            span: None,
            sidecar: Vec::new(),
            sidecar_notes: Vec::new(),
        };
        match front_matter::split(text) {
            Ok(Some(split)) if markdown || !is_prose(text, &split) => {
                let read = front_matter::parse(text, &split);
                notes.extend(read.notes);
                out.span = Some(Span::new(0, split.body));
                (out.body, out.entries, out.format) = (split.body, read.value, split.format);
            }
            Err(opening) if markdown => {
                notes.push(front_matter::unclosed(opening, opening.slice(text)));
                out.entries = front_matter::of_unclosed(text);
            }
            Ok(None) => {
                if let Some((entries, note)) = front_matter::misplaced(text) {
                    notes.push(note);
                    (out.entries, out.format) = (entries, Format::Yaml);
                }
            }
            _ => {}
        }
        if let Some(bytes) = sidecar {
            out.read_sidecar(bytes);
        }
        out
    }

    fn read_sidecar(&mut self, bytes: &[u8]) {
        let decoded = bytes::decode(bytes);
        let read = front_matter::parse_sidecar(&decoded.value.0);
        self.sidecar_notes = decoded.notes;
        self.sidecar_notes.extend(read.notes);
        self.sidecar = read.value;
    }

    /// The language that it gives, if that is one.
    pub(super) fn language(&self, options: &ReadOptions) -> Option<LangTag> {
        self.peek("language", options).and_then(LangTag::parse)
    }

    /// The title that it gives.
    pub(super) fn title(&self, options: &ReadOptions) -> Option<String> {
        self.peek("title", options).map(str::to_owned)
    }

    fn peek(&self, name: &str, options: &ReadOptions) -> Option<&str> {
        let own = front_matter::peek(&self.entries, name, &options.keys);
        own.or_else(|| front_matter::peek(&self.sidecar, name, &options.keys))
    }

    /// Our names of the keys that it gives.
    pub(super) fn keys(&self, options: &ReadOptions) -> Vec<&'static str> {
        let mut keys = front_matter::given(&self.entries, self.format, options);
        keys.extend(front_matter::given(&self.sidecar, Format::Toml, options));
        keys
    }

    /// Lays it over what the body gave: the preamble first, then the sidecar, then the file's own. Gives the sidecar's notes.
    pub(super) fn lay_over(
        &self,
        body: &mut Body,
        notes: &mut Vec<Diagnostic>,
        options: &ReadOptions,
    ) -> Vec<Diagnostic> {
        let entries = std::mem::take(&mut body.entries);
        let said = Said::of(&body.briefing);
        let briefing = &mut body.briefing;
        notes.extend(front_matter::apply(&entries, Format::Lines, briefing, options));
        let mut sidecar_notes = self.sidecar_notes.clone();
        sidecar_notes.extend(front_matter::apply(&self.sidecar, Format::Toml, briefing, options));
        notes.extend(front_matter::apply(&self.entries, self.format, briefing, options));
        notes.extend(said.keep(body));
        let twice = front_matter::given(&self.sidecar, Format::Toml, options);
        for (entry, name) in self.entries.iter().map(|entry| (entry, entry.key.as_str())) {
            if twice.contains(&name) {
                let message = format!("`{name}` is given here and in the sidecar; this one counts");
                notes.push(Diagnostic::new(Code::DuplicateKey, entry.key_span, message).hint("keep one of them"));
            }
        }
        sidecar_notes
    }

    /// The decision that its lines are front matter.
    pub(super) fn decision(&self) -> Option<Decision> {
        self.span.map(|span| Decision {
            span,
            rule: "front-matter",
            reading: "front matter".into(),
            certainty: Certainty::Certain,
            dropped: None,
        })
    }
}

/// In a plain text two rules with prose between them are not front matter.
fn is_prose(text: &str, split: &Split) -> bool {
    let keyed = |entry: &Entry| !matches!(entry.value.data, Data::Null);
    let inner = text.get(split.inner.clone()).unwrap_or_default();
    split.format == Format::Yaml
        && !inner.lines().any(|line| line.split_once(':').is_some_and(|(key, _)| front_matter::is_known(key)))
        && !front_matter::parse(text, split).value.iter().any(keyed)
}
