//! The rule cases of `tests/suite/plain`: each a text and what must be read from it, compared whole. `README.md` there says how
//! a case is written. `CASE=T047` runs those whose names begin so; `SHOW=1` prints what was read of them.

#[path = "reading/case.rs"]
mod case;
#[path = "reading/compare.rs"]
mod compare;
#[path = "reading/lossless.rs"]
mod lossless;
#[path = "reading/view.rs"]
mod view;

use std::path::Path;

use case::{Case, read_text};

/// The cases, by name.
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/plain");
    let chosen = std::env::var("CASE").unwrap_or_default();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if file.extension().is_some_and(|extension| extension == "case") && name.starts_with(&chosen) {
            found.push((name, Case::parse(&std::fs::read_to_string(&file).unwrap())));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

#[test]
fn every_case_is_read_as_it_says() {
    let mut failures = Vec::new();
    let all = cases();
    let count = all.len();
    for (name, case) in all {
        let read = case.read();
        if std::env::var("SHOW").is_ok() {
            println!("{name}\n{read:#}");
        }
        let differences = compare::differences(&case.model, &read);
        if !differences.is_empty() {
            failures.push(format!("{name}\n    {}", differences.join("\n    ")));
        }
    }
    assert!(count > 0, "no case begins so");
    assert!(failures.is_empty(), "{} of {count} cases are read otherwise:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_case_loses_a_character_or_a_line() {
    let mut failures = Vec::new();
    for (name, case) in cases() {
        if let Some(Err(wrong)) = case.reading_of_plain_text().map(|reading| lossless::check(&reading)) {
            failures.push(format!("{name}: {wrong}"));
        }
    }
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

/// Real texts, where `DESPATCH_SHARED` names their folder.
#[test]
fn no_real_text_loses_a_character_or_a_line() {
    let Ok(shared) = std::env::var("DESPATCH_SHARED") else { return };
    let mut failures = Vec::new();
    for folder in ["speeches", "transcripts", "cables"] {
        let mut files: Vec<_> = std::fs::read_dir(Path::new(&shared).join("corpora").join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
            let body = text
                .strip_prefix("---\n")
                .and_then(|rest| rest.split_once("\n---\n"))
                .map_or(text.as_str(), |(_, body)| body);
            let reading = read_text(body.as_bytes());
            if let Err(wrong) = lossless::check(&reading) {
                failures.push(format!("{}: {wrong}", file.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{} texts:\n{}", failures.len(), failures.join("\n"));
}
