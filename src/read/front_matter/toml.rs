//! TOML as the tree of front matter.

use toml::de::{DeTable, DeValue};

use super::{Data, Entry, Value};
use crate::base::{Code, Diagnostic, Noted, Span};

/// At most so many errors are reported one by one.
const MOST_REPORTS: usize = 100;

/// Reads `text`, which begins at byte `offset` of its file; what can be read of broken TOML is read.
pub(super) fn parse(text: &str, offset: usize) -> Noted<Vec<Entry>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut notes: Vec<Diagnostic> =
        errors.iter().take(MOST_REPORTS).map(|error| problem(error, text, offset)).collect();
    notes.dedup_by(|b, a| a.span == b.span);
    let more = errors.len().saturating_sub(MOST_REPORTS);
    if more > 0 {
        let plural = if more == 1 { "" } else { "s" };
        let code = notes.last().map_or(Code::BadFrontMatter, |note| note.code);
        notes.push(Diagnostic::whole(code, format!("{more} more error{plural} in the front matter")));
    }
    Noted { value: entries(table.into_inner(), offset), notes }
}

fn problem(error: &toml::de::Error, text: &str, offset: usize) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let start = range.start.min(text.trim_end().len());
    let message = error.message().trim().replace('\n', ", ");
    let (code, message) = if message.contains("duplicate key") {
        (Code::DuplicateKey, "the key is given twice".to_owned())
    } else {
        (Code::BadFrontMatter, format!("the front matter is not valid TOML ({message})"))
    };
    Diagnostic::new(code, Span::new(start, range.end.max(start)).shifted(offset), message)
}

fn entries(table: DeTable<'_>, offset: usize) -> Vec<Entry> {
    let mut out: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: Span::from(key.span()).shifted(offset),
            key: key.into_inner().into_owned(),
            value: self::value(value, offset),
        })
        .collect();
    out.sort_by_key(|entry| entry.key_span);
    out
}

fn value(value: toml::Spanned<DeValue<'_>>, offset: usize) -> Value {
    let span = Span::from(value.span()).shifted(offset);
    let data = match value.into_inner() {
        DeValue::String(text) => Data::Text(text.into_owned()),
        DeValue::Integer(number) => Data::Number(number.to_string()),
        DeValue::Float(number) => Data::Number(number.to_string()),
        DeValue::Boolean(value) => Data::Bool(value),
        DeValue::Datetime(date) => Data::Date(date.to_string()),
        DeValue::Array(values) => Data::List(values.into_iter().map(|item| self::value(item, offset)).collect()),
        DeValue::Table(table) => Data::Table(entries(table, offset)),
    };
    Value { data, span }
}
