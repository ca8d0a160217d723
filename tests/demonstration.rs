//! The demonstration texts of this repository are read without an error.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test reads what stands beside it and says what it skips"
)]

use std::path::Path;

use despatch::{
    base::{Severity, SitePath},
    config,
    pipeline::read_options,
    read::{SourceFile, read},
};

fn texts(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
            out.push(path);
        }
    }
}

#[test]
fn every_demonstration_text_is_read_without_an_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    texts(&root.join("content"), &mut paths);
    assert!(paths.len() > 10);
    let options = read_options(&config::parse(r#"language = "en-GB""#).value);
    let mut wrong = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let sidecar = std::fs::read(path.with_extension("toml")).ok();
        let name = path.strip_prefix(root).expect("it lies in the repository").to_string_lossy().into_owned();
        let name = SitePath::new(&name).expect("a path");
        let read = read(SourceFile { path: &name, bytes: &bytes, sidecar: sidecar.as_deref() }, &options);
        for note in read.notes.iter().chain(&read.value.sidecar_notes) {
            println!(
                "{name}: {} {} {:?}",
                note.code.name(),
                note.message,
                note.span.map(|s| s.slice(&read.value.text).chars().take(60).collect::<String>())
            );
            if note.code.severity() == Severity::Error {
                wrong.push(format!("{name}: {}", note.message));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
