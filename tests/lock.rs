//! `despatch lock`, and what is said when a published address vanishes or a published text changes.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test")]

use std::{fs, path::Path, process::Command};

fn despatch(site: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_despatch"))
        .arg("--site")
        .arg(site)
        .args(arguments)
        .args(["--at", "2026-11-01T00:00:00Z"])
        .output()
        .expect("the program runs");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn briefing(title: &str, body: &str, history: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = \"2026-03-12\"\nauthors = [\"A\"]\n{history}+++\n\n{body}\n")
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| fs::write(site.path().join(path), text).expect("a file");
    fs::create_dir_all(site.path().join("content/briefings")).expect("a folder");
    write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n");
    write("content/briefings/one.md", &briefing("One", "The first text.", ""));
    write("content/briefings/two.md", &briefing("Two", "The second text.", ""));
    let (status, said) = despatch(site.path(), &["lock"]);
    assert_eq!(status, 0, "{said}");
    site
}

#[test]
fn a_published_address_that_vanishes_is_a_warning_that_says_what_to_add() {
    let site = site();
    fs::remove_file(site.path().join("content/briefings/two.md")).expect("it is there");
    let (status, said) = despatch(site.path(), &["check"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("/briefings/two/") && said.contains("former_paths = [\"/briefings/two/\"]"), "{said}");
    assert_eq!(despatch(site.path(), &["check", "--strict"]).0, 1);
    fs::write(
        site.path().join("content/briefings/three.md"),
        briefing("Three", "The second text.", "former_paths = [\"/briefings/two/\"]\n"),
    )
    .expect("a file");
    let (_, said) = despatch(site.path(), &["check"]);
    assert!(!said.contains("leads nowhere now"), "{said}");
}

#[test]
fn a_published_text_that_changes_without_a_word_is_a_warning() {
    let site = site();
    let one = site.path().join("content/briefings/one.md");
    fs::write(&one, briefing("One", "The first text, changed.", "")).expect("a file");
    let (_, said) = despatch(site.path(), &["check"]);
    assert!(said.contains("has changed since it was published"), "{said}");
    let history = "[[history]]\non = \"2026-10-01\"\nkind = \"update\"\nnote = \"Figures of September added.\"\n";
    fs::write(&one, briefing("One", "The first text, changed.", history)).expect("a file");
    let (_, said) = despatch(site.path(), &["check"]);
    assert!(!said.contains("has changed since it was published"), "{said}");
}

#[test]
fn a_topic_is_no_part_of_the_text() {
    let site = site();
    let text = briefing("One", "The first text.", "topics = [\"New\"]\n");
    fs::write(site.path().join("content/briefings/one.md"), text).expect("a file");
    let (_, said) = despatch(site.path(), &["check"]);
    assert!(!said.contains("has changed since it was published"), "{said}");
}

#[test]
fn a_broken_lock_is_an_error_that_names_it() {
    let site = site();
    fs::write(site.path().join("despatch.lock"), "published = 3\n").expect("a file");
    let (status, said) = despatch(site.path(), &["check"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("despatch.lock"), "{said}");
}
