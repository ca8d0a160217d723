//! The tree that TOML, YAML and `Key: value` lines become.

use crate::base::Span;

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key as written.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// Its value.
    pub(crate) value: Value,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    /// What it is.
    pub(crate) data: Data,
    /// Where.
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    /// Nothing (YAML's `null`, an empty value).
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A native date or time, as written.
    Date(String),
    /// Text.
    Text(String),
    /// `Key: value` text, which may be one value or several between semicolons or commas.
    Line(String),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of writing.
    Table(Vec<Entry>),
}

impl Entry {
    /// A `Key: value` line.
    pub(crate) fn line(key: &str, key_span: Span, value: &str, value_span: Span) -> Self {
        let data = Data::Line(value.to_owned());
        Self { key: key.to_owned(), key_span, value: Value { data, span: value_span } }
    }
}

impl Data {
    /// What it is, for messages, with its article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Date(_) => "a date",
            Self::Text(_) | Self::Line(_) => "text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}
