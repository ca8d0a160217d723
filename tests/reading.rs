//! The rule cases of `tests/suite/plain`: each a text and what must be read from it, compared whole. `README.md` there says how
//! a case is written. `CASE=T047` runs those whose names begin so; `SHOW=1` prints what was read of them.

#[path = "reading/case.rs"]
mod case;
#[path = "reading/compare.rs"]
mod compare;
#[path = "reading/view.rs"]
mod view;

use std::path::Path;

use case::Case;

#[test]
fn every_case_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/plain");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let chosen = std::env::var("CASE").unwrap_or_default();
    let mut failures = Vec::new();
    let mut count = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "case")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.starts_with(&chosen) {
            continue;
        }
        count += 1;
        let case = Case::parse(&std::fs::read_to_string(file).unwrap());
        let read = case.read();
        if std::env::var("SHOW").is_ok() {
            println!("{name}\n{read:#}");
        }
        let differences = compare::differences(&case.model, &read);
        if !differences.is_empty() {
            failures.push(format!("{name}\n    {}", differences.join("\n    ")));
        }
    }
    assert!(count > 0, "no case begins with `{chosen}`");
    assert!(failures.is_empty(), "{} of {count} cases are read otherwise:\n{}", failures.len(), failures.join("\n"));
}
