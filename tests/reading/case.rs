//! One case: its directives, its text as bytes, and the part of the reading that must hold.

use despatch::{
    base::{Code, Diagnostic, LineIndex, SitePath},
    config,
    model::{Briefing, Marking},
    read::{self, DateOrder, ReadOptions, Reading, SourceFile, UnknownKeys},
};
use serde_json::Value as Json;

use super::view::{Understood, view};

/// A case as its file says it.
pub struct Case {
    at: String,
    file: String,
    site: String,
    bytes: Vec<u8>,
    /// What must hold.
    pub model: Json,
}

/// Marks of the cases and what they stand for.
const ESCAPES: &[(&str, &str)] = &[
    ("⟨NBSP⟩", "\u{a0}"),
    ("⟨NNBSP⟩", "\u{202f}"),
    ("⟨SHY⟩", "\u{ad}"),
    ("⟨ZWSP⟩", "\u{200b}"),
    ("⟨ZWJ⟩", "\u{200d}"),
    ("⟨ZWNJ⟩", "\u{200c}"),
    ("⟨RLO⟩", "\u{202e}"),
    ("⟨PDF⟩", "\u{202c}"),
    ("⟨BOM⟩", "\u{feff}"),
    ("⟨FF⟩", "\u{c}"),
    ("⟨TAB⟩", "\t"),
    ("⟨ESC⟩", "\u{1b}"),
    ("⟨NUL⟩", "\0"),
    ("⟨F0B7⟩", "\u{f0b7}"),
    ("⟨TRAILING⟩", " "),
];

impl Case {
    /// Takes a case's file apart.
    pub fn parse(file: &str) -> Self {
        let (head, rest) = file.split_once("--- text\n").expect("a case has `--- text`");
        let (text, model) = rest.rsplit_once("--- model\n").expect("a case has `--- model`");
        let one = |key: &str, default: &str| values(head, key).next().unwrap_or(default).to_owned();
        let mut text = escaped(text);
        if one("final-newline:", "yes") == "no" {
            text.pop();
        }
        let site: String = values(head, "site:").map(|line| format!("{line}\n")).collect();
        let language = if site.contains("language") { "" } else { "language = \"en-GB\"\n" };
        Self {
            at: one("at:", "2026-11-01T00:00:00Z"),
            file: one("file:", "x.txt"),
            site: format!("title = \"T\"\nbase_url = \"https://example.org\"\n{language}{site}"),
            bytes: bytes(&with_line_ends(&text, &one("eol:", "lf")), &one("encoding:", "utf-8")),
            model: serde_json::from_str(model).expect("the model of a case is JSON"),
        }
    }

    /// What is read of the text, unless it holds front matter or cannot be decoded.
    pub fn reading_of_plain_text(&self) -> Option<Reading> {
        let reading = read_text(&self.bytes);
        let front_matter = reading.text.starts_with("+++\n") || reading.text.starts_with("---\n");
        (!front_matter && !reading.text.contains('\u{fffd}')).then_some(reading)
    }

    /// Reads the text, as `despatch read --format json` shows it.
    pub fn read(&self) -> Json {
        let path = SitePath::new(&format!("content/briefings/{}", self.file)).unwrap();
        let settings = config::parse(&self.site);
        assert!(settings.notes.is_empty(), "site.toml of the case: {:?}", settings.notes);
        let site = settings.value;
        let source = SourceFile { path: &path, bytes: &self.bytes, sidecar: None };
        let noted = read::read(source, &options(&site));
        let lines = LineIndex::new(&noted.value.text);
        let mut notes = noted.notes;
        notes.extend(refusal(&noted.value.briefing, site.publish_official));
        let findings: Vec<_> = notes.into_iter().map(|note| note.locate(&path, &noted.value.text, &lines)).collect();
        view(&Understood {
            file: path.as_str(),
            reading: &noted.value,
            lines: &lines,
            findings: &findings,
            zone: site.zone(),
            site: &site,
            now: self.at.parse().unwrap(),
        })
    }
}

/// What is read of a plain text by the defaults.
pub fn read_text(bytes: &[u8]) -> Reading {
    let path = SitePath::new("content/briefings/x.txt").unwrap();
    let site = config::parse("title = \"T\"\nbase_url = \"https://example.org\"\nlanguage = \"en-GB\"\n").value;
    read::read(SourceFile { path: &path, bytes, sidecar: None }, &options(&site)).value
}

/// What the gate says of the marking.
fn refusal(briefing: &Briefing, publish_official: bool) -> Option<Diagnostic> {
    let span = match &briefing.marking {
        Marking::Refused { span, .. } => *span,
        Marking::Official { span, .. } if !publish_official => *span,
        _ => return None,
    };
    let refused = briefing.marking_override.is_none();
    refused.then(|| Diagnostic::new(Code::RefusedMarking, span, "the marking may not go on the web"))
}

fn options(site: &config::Site) -> ReadOptions {
    ReadOptions {
        language: site.language.clone(),
        kind: site.kind,
        date_order: site.date_order.map(|order| match order {
            config::DateOrder::DayMonth => DateOrder::DayMonth,
            config::DateOrder::MonthDay => DateOrder::MonthDay,
        }),
        zone: site.time_zone.clone(),
        unknown_keys: match site.unknown_keys {
            config::UnknownKeys::Error => UnknownKeys::Error,
            config::UnknownKeys::Warn => UnknownKeys::Warn,
            config::UnknownKeys::Extra => UnknownKeys::Extra,
        },
        keys: site.keys.clone(),
        roles: site.roles.clone(),
        smart_punctuation: site.markup.smart_punctuation,
    }
}

fn values<'a>(head: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    head.lines().filter_map(move |line| line.strip_prefix(key)).map(str::trim)
}

fn escaped(text: &str) -> String {
    ESCAPES.iter().fold(text.to_owned(), |text, (mark, stands_for)| text.replace(mark, stands_for))
}

fn with_line_ends(text: &str, eol: &str) -> String {
    let ends: &[&str] = match eol {
        "crlf" => &["\r\n"],
        "cr" => &["\r"],
        "mixed" => &["\r\n", "\n", "\r"],
        _ => &["\n"],
    };
    let mut ends = ends.iter().cycle();
    text.chars().map(|c| if c == '\n' { (*ends.next().unwrap()).to_owned() } else { c.to_string() }).collect()
}

fn bytes(text: &str, encoding: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("⟨BYTE ") {
        let (byte, after) = after.split_once('⟩').unwrap();
        out.extend(encoded(before, encoding));
        out.push(u8::from_str_radix(byte, 16).unwrap());
        rest = after;
    }
    out.extend(encoded(rest, encoding));
    match encoding {
        "utf-8-bom" => [b"\xef\xbb\xbf".to_vec(), out].concat(),
        "utf-16le" => [b"\xff\xfe".to_vec(), out].concat(),
        "utf-16be" => [b"\xfe\xff".to_vec(), out].concat(),
        _ => out,
    }
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}
