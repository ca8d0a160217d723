//! YAML as the tree of front matter.

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{Location, Spanned};

use super::{Data, Entry, Value, withholding};
use crate::base::{Code, Diagnostic, LineIndex, Noted, Span};

/// Reads `text`, which begins at byte `offset` of its file. Aliases and depth have a budget; `NO` is Norway, not false.
pub(super) fn parse(text: &str, offset: usize) -> Noted<Vec<Entry>> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 20_000, max_anchors: 100, max_aliases: 1_000 },
    };
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Noted::new(Vec::new());
    }
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(root) => match into_value(root, text, offset) {
            Value { data: Data::Table(entries), .. } => Noted::new(entries),
            Value { data: Data::Null, .. } => Noted::new(Vec::new()),
            other => {
                let message = format!("expected keys and values, found {}", other.data.kind());
                Noted { value: Vec::new(), notes: vec![Diagnostic::new(Code::BadFrontMatter, other.span, message)] }
            }
        },
        // What it says of its release is heard all the same.
        Err(error) => Noted { value: withholding::salvage(text, offset), notes: vec![problem(&error, text, offset)] },
    }
}

fn problem(error: &serde_saphyr::Error, text: &str, offset: usize) -> Diagnostic {
    let span = error.location().map_or(Span::at(0), |place| span_of(&place, text));
    let cause = error.without_snippet().to_string();
    let cause = cause.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let (code, message) = if cause.to_lowercase().contains("duplicate") {
        (Code::DuplicateKey, "the key is given twice".to_owned())
    } else {
        (Code::BadFrontMatter, format!("the front matter is not valid YAML ({cause})"))
    };
    Diagnostic::new(code, span.shifted(offset), message)
}

fn span_of(place: &Location, text: &str) -> Span {
    let span = place.span();
    let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
    match (span.byte_offset(), span.byte_len()) {
        (Some(at), Some(length)) => {
            let at = number(at).min(text.len());
            Span::new(at, at.saturating_add(number(length)).min(text.len()))
        }
        _ => {
            let index = LineIndex::new(text);
            Span::at(index.start(u32::try_from(place.line()).unwrap_or(1)) as usize)
        }
    }
}

fn into_value(raw: Spanned<Raw>, text: &str, offset: usize) -> Value {
    let span = span_of(&raw.referenced, text);
    let written = || span_of(&raw.defined, text).slice(text).trim().to_owned();
    let data = match raw.value {
        Raw::Null => Data::Null,
        Raw::Bool(value) => Data::Bool(value),
        Raw::Number => Data::Number(written()),
        Raw::Text(value) => Data::Text(value),
        Raw::List(items) => Data::List(items.into_iter().map(|item| into_value(item, text, offset)).collect()),
        Raw::Table(entries) => Data::Table(
            entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key_span: span_of(&key.referenced, text).shifted(offset),
                    key: key.value,
                    value: into_value(value, text, offset),
                })
                .collect(),
        ),
    };
    Value { data, span: trimmed(span, text).shifted(offset) }
}

/// Spans of block collections and scalars may run into the line end behind them.
fn trimmed(span: Span, text: &str) -> Span {
    let inner = span.slice(text).trim_end().len();
    Span::new(span.start as usize, span.start as usize + inner)
}

enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Table(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Raw, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = sequence.next_element()? {
            out.push(item);
        }
        Ok(Raw::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut out = Vec::new();
        while let Some(entry) = map.next_entry()? {
            out.push(entry);
        }
        Ok(Raw::Table(out))
    }
}
