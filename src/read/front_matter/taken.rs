//! Values taken as what their key takes; what cannot be taken is an error at its place.

use super::{Data, Entry, Format, Key, Value, check, keys};
use crate::{
    base::{Code, Diagnostic, Slug, Span, Stamp},
    model::{Country, LangTag},
    read::{DateOrder, ReadOptions, dates},
};

/// Where values are taken: how they are written, what the site says, and what was noticed.
pub(super) struct Desk<'a> {
    pub(super) format: Format,
    pub(super) options: &'a ReadOptions,
    pub(super) notes: Vec<Diagnostic>,
}

/// Keys that a native date of TOML may stand behind.
const DAYS: &[&str] = &["date", "cutoff", "embargo", "resolves", "accessed", "on", "version"];

impl Desk<'_> {
    pub(super) fn note(&mut self, code: Code, span: Span, message: String, help: &str) {
        let note = Diagnostic::new(code, span, message);
        self.notes.push(if help.is_empty() { note } else { note.hint(help) });
    }

    fn wrong_type(&mut self, name: &str, expected: &str, value: &Value) {
        let message = format!("`{name}` takes {expected}, not {}", value.data.kind());
        let listed = match (&value.data, expected) {
            (Data::Text(text), "a list of texts" | "a list of names or tables") => {
                format!("write it in brackets: `[\"{}\"]`", fold(text))
            }
            (_, "a list of tables") if self.format == Format::Toml => format!("begin each with a line `[[{name}]]`"),
            (Data::Text(_), "`true` or `false`") if self.format == Format::Yaml => {
                "write `true` or `false`, the only two words that YAML has for it".to_owned()
            }
            _ => String::new(),
        };
        let help = match expected {
            _ if !listed.is_empty() => &listed,
            "text" => "write one text in quotation marks",
            "a list of texts" => "write texts in brackets: `[\"…\", \"…\"]`",
            "`true` or `false`" => "write `true` or `false`, without quotation marks",
            _ => "",
        };
        self.note(Code::WrongType, value.span, message, help);
    }

    /// Text of one line, white space folded; `None` if it is empty or something else.
    pub(super) fn text(&mut self, name: &str, value: &Value) -> Option<String> {
        let text = match &value.data {
            Data::Text(text) | Data::Line(text) => text.as_str(),
            Data::Date(text) if DAYS.contains(&name) => text,
            Data::Number(text) if keys::may_be_number(name) => text,
            Data::Null => return None,
            Data::List(items) if name == "series" && items.len() == 1 => {
                return items.first().and_then(|item| self.text(name, item));
            }
            _ => {
                self.wrong_type(name, "text", value);
                return None;
            }
        };
        let folded = fold(text);
        (!folded.is_empty()).then_some(folded)
    }

    /// A list of texts; a line of a preamble stands for all that semicolons or commas part. A text alone is read, with an error.
    pub(super) fn texts(&mut self, name: &str, value: &Value) -> Vec<(String, Span)> {
        match &value.data {
            Data::List(items) => {
                let taken = items.iter().filter_map(|item| Some((self.text(name, item)?, item.span)));
                taken.collect()
            }
            Data::Line(text) => parts(text, value.span),
            Data::Text(text) => {
                self.wrong_type(name, "a list of texts", value);
                Some((fold(text), value.span)).filter(|(text, _)| !text.is_empty()).into_iter().collect()
            }
            Data::Null => Vec::new(),
            _ => {
                self.wrong_type(name, "a list of texts", value);
                Vec::new()
            }
        }
    }

    pub(super) fn flag(&mut self, name: &str, value: &Value) -> Option<bool> {
        match &value.data {
            Data::Bool(flag) => return Some(*flag),
            Data::Null => return None,
            Data::Text(text) | Data::Line(text) if self.format == Format::Lines => {
                match text.trim().to_lowercase().as_str() {
                    "true" | "yes" | "on" => return Some(true),
                    "false" | "no" | "off" => return Some(false),
                    _ => {}
                }
            }
            _ => {}
        }
        self.wrong_type(name, "`true` or `false`", value);
        None
    }

    /// One of these words, in any case where a line gives it.
    pub(super) fn word(&mut self, name: &str, value: &Value, words: &'static [&'static str]) -> Option<&'static str> {
        let text = self.text(name, value)?;
        let lower = text.to_lowercase().replace([' ', '-'], "_");
        if let Some(word) =
            words.iter().find(|word| **word == text || (self.format == Format::Lines && **word == lower))
        {
            return Some(word);
        }
        let help = keys::suggestion(words.iter().copied(), &text)
            .map_or_else(|| format!("write one of {}", listed(words)), |word| format!("did you mean `{word}`?"));
        self.note(Code::BadValue, value.span, format!("`{text}` is not a value of `{name}`"), &help);
        None
    }

    /// An ISO day or an instant with offset; in a preamble, any date that people write.
    pub(super) fn stamp(&mut self, name: &str, value: &Value) -> Option<Stamp> {
        use dates::TextualDate as Textual;
        let text = self.text(name, value)?;
        if let Some(stamp) = Stamp::parse(&text).or_else(|| check::foreign_stamp(&text)) {
            return Some(stamp);
        }
        let (code, message, help) = match dates::parse_textual(&text, self.options.date_order) {
            Some(Textual::Stamp(stamp)) if self.format == Format::Lines || is_numeric(&text) => return Some(stamp),
            Some(Textual::Stamp(stamp)) => (
                Code::BadDate,
                format!("date `{text}` is neither an ISO day nor an instant with offset"),
                format!("write it as {}", stamp.iso()),
            ),
            Some(Textual::AmbiguousOrder) => {
                (Code::AmbiguousDate, format!("date `{text}` can be read two ways"), both_readings(&text))
            }
            Some(Textual::Impossible) => {
                (Code::BadDate, format!("date `{text}` is not a day of the calendar"), String::new())
            }
            None if check::is_local_time(&text) => (
                Code::BadDate,
                format!("date `{text}` has a time and no offset from UTC"),
                "add the offset, as in 2026-03-09T06:00:00+01:00, or leave the time out".to_owned(),
            ),
            None => (Code::BadDate, format!("date `{text}` is not a day"), "write it as 2026-03-09".to_owned()),
        };
        self.note(code, value.span, message, &help);
        None
    }

    pub(super) fn language(&mut self, value: &Value) -> Option<LangTag> {
        let text = self.text("language", value)?;
        let tag = LangTag::parse(&text.replace('_', "-"));
        if tag.is_none() || text.contains('_') {
            let help = match tag {
                Some(tag) => format!("write `{tag}`"),
                None => named_language(&text).map_or_else(
                    || "write a BCP 47 tag such as `en-GB`".to_owned(),
                    |tag| format!("did you mean `{tag}`?"),
                ),
            };
            self.note(Code::BadLanguage, value.span, format!("`{text}` is not a language tag"), &help);
            return None;
        }
        tag
    }

    pub(super) fn slug(&mut self, value: &Value) -> Option<Slug> {
        let text = self.text("slug", value)?;
        let slug = Slug::parse(&text);
        if slug.is_none() {
            let help = Slug::from_name(&text).map(|slug| format!("write `{slug}`")).unwrap_or_default();
            self.note(Code::BadSlug, value.span, format!("`{text}` is not a slug"), &help);
        }
        slug
    }

    pub(super) fn country(&mut self, text: &str, span: Span) -> Option<Country> {
        let country = Country::parse(text);
        if country.is_none() {
            let meant = crate::model::vocabulary::country_named(text)
                .map(str::to_owned)
                .or_else(|| Country::parse(&text.to_uppercase()).map(|country| country.as_str().to_owned()));
            let help = match meant {
                Some(code) => format!("did you mean `{code}`?"),
                None => "write an ISO 3166-1 alpha-2 code such as `GB`; regions go in `regions`".to_owned(),
            };
            self.note(Code::BadCountry, span, format!("`{text}` is not a country code"), &help);
        }
        country
    }

    pub(super) fn url(&mut self, name: &str, value: &Value) -> Option<String> {
        let text = self.text(name, value)?;
        if !check::is_url(&text) {
            let help = if text.starts_with("www.") || (text.contains('.') && !text.contains(':')) {
                format!("write `https://{text}`")
            } else {
                "write an address that begins with `https://`".to_owned()
            };
            self.note(Code::BadUrl, value.span, format!("`{text}` is not an address"), &help);
            return None;
        }
        Some(text)
    }

    /// The entries of a table, those of unknown keys reported.
    pub(super) fn table<'v>(&mut self, name: &str, value: &'v Value, known: &'static [Key]) -> Option<&'v [Entry]> {
        let Data::Table(entries) = &value.data else {
            self.wrong_type(name, "a table", value);
            return None;
        };
        for entry in entries {
            if keys::find(known, &entry.key).is_none() {
                let message = format!("`{}` is not a key of `{name}`", entry.key);
                let help = keys::suggestion(known.iter().map(|key| key.name), &entry.key).map_or_else(
                    || format!("its keys are {}", listed(&known.iter().map(|key| key.name).collect::<Vec<_>>())),
                    |key| format!("did you mean `{key}`?"),
                );
                self.note(Code::UnknownKey, entry.key_span, message, &help);
            }
        }
        Some(entries)
    }

    /// The items of a list; one value alone is read as its item, with an error.
    pub(super) fn items<'v>(&mut self, name: &str, expected: &str, value: &'v Value) -> &'v [Value] {
        match &value.data {
            Data::List(items) => items,
            Data::Line(_) => std::slice::from_ref(value),
            Data::Table(_) | Data::Text(_) => {
                self.wrong_type(name, expected, value);
                if expected == "a list of tables" && matches!(value.data, Data::Text(_)) {
                    return &[];
                }
                std::slice::from_ref(value)
            }
            Data::Null => &[],
            _ => {
                self.wrong_type(name, expected, value);
                &[]
            }
        }
    }
}

/// White space folded to single spaces, none at the ends.
pub(super) fn fold(text: &str) -> String {
    if !text.contains(['\n', '\t', '\r']) && !text.contains("  ") {
        return text.trim().to_owned();
    }
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The parts of a line between semicolons, or commas where there is none.
fn parts(line: &str, span: Span) -> Vec<(String, Span)> {
    let mark = if line.contains(';') { ';' } else { ',' };
    let mut at = span.start as usize;
    let mut out = Vec::new();
    for part in line.split(mark) {
        let lead = part.len() - part.trim_start().len();
        let text = part.trim();
        if !text.is_empty() {
            out.push((fold(text), Span::new(at + lead, at + lead + text.len())));
        }
        at += part.len() + 1;
    }
    out
}

fn is_numeric(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'))
}

/// The two days that `03/04/2026` may be, as a hint.
fn both_readings(text: &str) -> String {
    let day = |order| match dates::parse_textual(text, Some(order)) {
        Some(dates::TextualDate::Stamp(stamp)) => Some(stamp.iso()),
        _ => None,
    };
    match (day(DateOrder::DayMonth), day(DateOrder::MonthDay)) {
        (Some(a), Some(b)) => format!("write {a} or {b}, or set `date_order` in site.toml"),
        _ => "write it as 2026-03-09, or set `date_order` in site.toml".to_owned(),
    }
}

pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The tag of a language that is given by its name, in English or as it calls itself.
fn named_language(name: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &[&str])] = &[
        ("ar", &["arabic"]),
        ("de", &["german", "deutsch"]),
        ("en", &["english", "anglais", "englisch"]),
        ("es", &["spanish", "español"]),
        ("fr", &["french", "français", "francais"]),
        ("it", &["italian", "italiano"]),
        ("nl", &["dutch", "nederlands"]),
        ("pl", &["polish", "polski"]),
        ("ru", &["russian"]),
        ("uk", &["ukrainian"]),
    ];
    let name = name.to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(tag, _)| *tag)
}
