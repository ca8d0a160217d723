//! The house's own rules: who may import whom, which crate enters by which door, how a file opens and how long it may be.
#![expect(clippy::expect_used, clippy::disallowed_methods, clippy::string_slice, reason = "a test")]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Each floor, from the ground up, and those it may import.
const FLOORS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("model", &["base"]),
    ("config", &["base", "model"]),
    ("discover", &["base"]),
    ("read", &["base", "model"]),
    ("gate", &["base", "model"]),
    ("library", &["base", "model", "gate"]),
    ("plan", &["base", "model", "config", "gate", "library"]),
    ("render", &["base", "model", "config", "gate", "library", "plan"]),
    ("check", &["base", "model", "config"]),
    ("pipeline", &["base", "model", "config", "discover", "read", "gate", "library", "plan", "render", "check"]),
    ("write", &["base", "plan"]),
    ("serve", &["base", "model", "config", "discover", "gate", "plan", "pipeline", "write"]),
    ("cli", &["base", "model", "config", "discover", "read", "gate", "plan", "check", "pipeline", "write", "serve"]),
];

/// Outside crates and the one place that each enters by.
const DOORS: &[(&str, &[&str])] = &[
    ("ammonia", &["render/html/"]),
    ("annotate_snippets", &["cli/report.rs"]),
    ("axum", &["serve/"]),
    ("base64", &["base/digest.rs"]),
    ("clap", &["cli/"]),
    ("cssparser", &["render/svg/"]),
    ("deunicode", &["base/slug.rs"]),
    ("encoding_rs", &["read/bytes.rs"]),
    ("fast_image_resize", &["render/picture/"]),
    ("foldhash", &["library/", "plan/route.rs", "pipeline/outputs.rs", "read/plain/transcript.rs"]),
    ("icu_calendar", &["render/locale.rs"]),
    ("icu_datetime", &["render/locale.rs"]),
    ("icu_decimal", &["render/locale.rs"]),
    ("icu_locale_core", &["render/locale.rs"]),
    ("imagesize", &["pipeline/images.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("memchr", &["base/scan.rs"]),
    ("notify", &["serve/watch.rs"]),
    ("pulldown_cmark", &["read/markdown/"]),
    ("pulldown_latex", &["render/html/"]),
    ("quick_xml", &["render/"]),
    ("rustix", &["discover/disk.rs", "write/disk/"]),
    ("serde_saphyr", &["read/front_matter/"]),
    ("sha2", &["base/digest.rs"]),
    ("syntect", &["render/code/"]),
    ("tera", &["render/templates/"]),
    ("tokio", &["serve/"]),
    ("two_face", &["render/code/"]),
    ("twox_hash", &["base/digest.rs"]),
    ("walkdir", &["discover/disk.rs"]),
    ("webp", &["render/picture/"]),
    ("zune_jpeg", &["render/picture/"]),
];

/// A file that takes longer to read than this is two files.
const LONGEST: usize = 600;

/// A file of the house.
struct Room {
    /// Its path below `src/`.
    path: String,
    text: String,
    /// The text without comments and tests, line by line as in the file.
    code: String,
}

impl Room {
    fn floor(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    fn is_test(&self) -> bool {
        ["tests.rs", "testing.rs", "/tests/"].iter().any(|end| self.path.contains(end))
    }

    /// The places where `word::` stands and begins a path, as lines from 1 with what follows.
    fn paths_from<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let start = format!("{word}::");
        let found: Vec<usize> = self.code.match_indices(&start).map(|(at, _)| at).collect();
        found.into_iter().filter_map(move |at| {
            let before = self.code[..at].chars().next_back();
            let begins = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':');
            let line = self.code[..at].matches('\n').count() + 1;
            begins.then(|| (line, &self.code[at + word.len() + 2..]))
        })
    }
}

fn rooms() -> Vec<Room> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let room = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source file");
        let code = code_of(&text);
        let path = path.strip_prefix(&root).expect("a file of src").to_string_lossy().replace('\\', "/");
        Room { path, text, code }
    };
    files.iter().map(room).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
}

/// The code alone: comments become empty, and a file ends where its tests begin.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        if line.starts_with("mod tests {") {
            break;
        }
        let end = if line.trim_start().starts_with("//") { 0 } else { line.len() };
        code.push_str(&line[..end]);
        code.push('\n');
    }
    code
}

/// The first names of a use tree: `base::x` gives one, `{base::{..}, model}` two.
fn first_names(tree: &str) -> Vec<String> {
    let Some(inner) = tree.strip_prefix('{') else {
        return vec![tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()];
    };
    let (mut names, mut depth, mut name) = (Vec::new(), 0, Some(String::new()));
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(name.replace(String::new())),
            _ if depth > 0 || c.is_whitespace() => {}
            _ if c.is_alphanumeric() || c == '_' => {
                if let Some(name) = &mut name {
                    name.push(c);
                }
            }
            _ => names.extend(name.take()),
        }
    }
    names.extend(name);
    names.retain(|name| !name.is_empty());
    names
}

fn assert_none(faults: &str) {
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_floor_imports_only_from_the_floors_it_may() {
    let mut faults = String::new();
    for room in rooms().iter().filter(|room| !room.is_test()) {
        let Some((own, may)) = FLOORS.iter().find(|(floor, _)| *floor == room.floor()) else {
            if !matches!(room.path.as_str(), "lib.rs" | "main.rs") {
                let _ = writeln!(faults, "src/{}: its floor is not in the table", room.path);
            }
            continue;
        };
        for (line, tree) in room.paths_from("crate") {
            for name in first_names(tree) {
                let is_floor = FLOORS.iter().any(|(floor, _)| *floor == name);
                if is_floor && name != *own && !may.contains(&name.as_str()) {
                    let _ = writeln!(faults, "src/{}:{line}: {own} may not import {name}", room.path);
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn the_library_lists_the_floors_in_building_order() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let listed: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let expected: Vec<&str> = FLOORS.iter().map(|(floor, _)| *floor).filter(|floor| listed.contains(floor)).collect();
    assert_eq!(listed, expected);
}

#[test]
fn an_outside_crate_enters_by_its_door() {
    let mut faults = String::new();
    for room in rooms().iter().filter(|room| !room.is_test()) {
        for (name, doors) in DOORS {
            if doors.iter().any(|door| room.path.starts_with(door)) {
                continue;
            }
            for (line, _) in room.paths_from(name) {
                let _ = writeln!(faults, "src/{}:{line}: {name} enters by {}", room.path, doors.join(", "));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn stdout_and_stderr_are_the_terminals_alone() {
    let mut faults = String::new();
    for room in rooms().iter().filter(|room| !room.is_test() && !room.path.starts_with("cli/")) {
        for word in ["println!", "eprintln!", "print!(", "stdout()", "stderr()"] {
            for (at, _) in room.code.match_indices(word) {
                let line = room.code[..at].matches('\n').count() + 1;
                let _ = writeln!(faults, "src/{}:{line}: {word} belongs into cli/", room.path);
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_file_opens_with_a_sentence_of_purpose() {
    let mut faults = String::new();
    for room in rooms() {
        let first = room.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") {
            let _ = writeln!(faults, "src/{}:1: expected `//!` and what the file is for", room.path);
        }
    }
    assert_none(&faults);
}

#[test]
fn a_file_can_be_read_in_one_go() {
    let mut faults = String::new();
    for room in rooms() {
        let lines = room.text.lines().count();
        if lines > LONGEST {
            let _ = writeln!(faults, "src/{}: {lines} lines, and {LONGEST} are the most", room.path);
        }
    }
    assert_none(&faults);
}

#[test]
fn use_trees_are_taken_apart() {
    assert_eq!(first_names("base::{A, B};"), ["base"]);
    assert_eq!(first_names("{\n    base::{A, B},\n    model,\n    gate::{self, C},\n};"), ["base", "model", "gate"]);
}
