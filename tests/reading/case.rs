//! One case: its directives, its text as bytes, and the part of the reading that must hold.

use std::{path::Path, process::Command};

use despatch::{
    base::SitePath,
    config,
    pipeline::read_options,
    read::{self, Reading, SourceFile},
};
use serde_json::Value as Json;

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

    /// Reads the text with the program, in a site that is made for it in `folder`.
    pub fn read(&self, folder: &Path) -> Json {
        let file = folder.join("content/briefings").join(&self.file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(folder.join("site.toml"), &self.site).unwrap();
        std::fs::write(&file, &self.bytes).unwrap();
        let mut despatch = Command::new(env!("CARGO_BIN_EXE_despatch"));
        despatch.args(["--format", "json", "--site"]).arg(folder).arg("read").arg(&file).args(["--at", &self.at]);
        let said = despatch.output().expect("the program runs");
        let error = String::from_utf8_lossy(&said.stderr);
        assert!(matches!(said.status.code(), Some(0 | 1)), "{}: {error}", said.status);
        serde_json::from_slice(&said.stdout).expect("one JSON object on stdout")
    }
}

/// What is read of a plain text by the defaults.
pub fn read_text(bytes: &[u8]) -> Reading {
    let path = SitePath::new("content/briefings/x.txt").unwrap();
    let site = config::parse("title = \"T\"\nbase_url = \"https://example.org\"\nlanguage = \"en-GB\"\n").value;
    read::read(SourceFile { path: &path, bytes, sidecar: None }, &read_options(&site)).value
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
