//! A build that fails writes nothing new, and never keeps a leak: what shows a text that is withheld or gone is taken away,
//! whatever is known of how the output was made.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test")]

use std::{fs, path::Path, process::Command};

const BROKEN: &str = "+++\ntitle = \"Three\ndate = 2025-01-03\n+++\n\nText of three.\n";

/// A site with two public briefings, built.
struct Place(tempfile::TempDir);

impl Place {
    fn built(options: &[&str]) -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        place.write(
            "site.toml",
            "title = \"S\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n[outputs]\ncards = false\n",
        );
        place.write("content/briefings/one.md", &text("One", ""));
        place.write("content/briefings/two/index.md", &text("Two", "former_paths = [\"/old/two/\"]"));
        place.write("content/briefings/two/annex.csv", "1");
        assert_eq!(place.build(options).0, 0);
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn build(&self, options: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_despatch"));
        command.arg("--site").arg(self.0.path()).arg("build").args(["--at", "2026-11-01T00:00:00Z"]).args(options);
        let said = command.output().expect("it runs");
        (said.status.code().unwrap_or(-1), String::from_utf8_lossy(&said.stderr).into_owned())
    }

    /// Withholds the second briefing and breaks a third.
    fn withhold_and_break(&self) {
        self.write("content/briefings/two/index.md", &text("Two", "draft = true\nformer_paths = [\"/old/two/\"]"));
        self.write("content/briefings/three.md", BROKEN);
    }

    fn public(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.0.path().join("public"), "", &mut found);
        found.sort();
        found
    }

    fn assert_two_is_gone(&self) {
        let files = self.public();
        for path in
            ["briefings/two/index.html", "briefings/two/annex.csv", "briefings/two/index.md", "old/two/index.html"]
        {
            assert!(!files.iter().any(|file| file == path), "`{path}` is still there");
        }
        for path in
            ["index.html", "briefings/one/index.html", "briefings/one/index.md", "feed.xml", "briefings/index.html"]
        {
            assert!(files.iter().any(|file| file == path), "`{path}` is gone");
        }
    }
}

fn text(title: &str, keys: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2025-01-02\nauthors = [\"A. Writer\"]\n{keys}\n+++\n\nText of {title}.\n")
}

fn collect(folder: &Path, path: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

#[test]
fn without_a_memory_what_no_public_text_makes_is_taken_away() {
    let place = Place::built(&["--no-cache"]);
    place.withhold_and_break();
    let (status, said) = place.build(&["--no-cache"]);
    place.assert_two_is_gone();
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("lists and feeds of the kept output may still name them"), "{said}");
    assert_eq!(place.build(&["--no-cache"]).0, 1, "nothing more is to be taken away");
}

#[test]
fn a_ledger_that_was_deleted_makes_no_difference() {
    let place = Place::built(&[]);
    fs::remove_dir_all(place.0.path().join(".despatch")).expect("deleted");
    place.withhold_and_break();
    assert_eq!(place.build(&[]).0, 3);
    place.assert_two_is_gone();
}

#[test]
fn a_text_that_is_deleted_goes_too() {
    let place = Place::built(&["--no-cache"]);
    fs::remove_dir_all(place.0.path().join("content/briefings/two")).expect("deleted");
    place.write("content/briefings/three.md", BROKEN);
    assert_eq!(place.build(&["--no-cache"]).0, 3);
    place.assert_two_is_gone();
}

#[test]
fn pages_that_somebody_touched_are_withdrawn_like_the_others() {
    let place = Place::built(&[]);
    for path in place.public() {
        let path = place.0.path().join("public").join(path);
        let bytes = fs::read(&path).expect("a file");
        fs::remove_file(&path).expect("deleted");
        fs::write(&path, bytes).expect("written");
    }
    place.withhold_and_break();
    let (status, said) = place.build(&[]);
    place.assert_two_is_gone();
    assert_eq!(status, 1, "{said}");
    let list = fs::read_to_string(place.0.path().join("public/briefings/index.html")).expect("a list");
    assert!(list.contains("One") && !list.contains("Two"), "{list}");
}

#[test]
fn a_broken_template_keeps_no_leak_either() {
    for options in [&[][..], &["--no-cache"]] {
        let place = Place::built(options);
        place.write("content/briefings/two/index.md", &text("Two", "draft = true\nformer_paths = [\"/old/two/\"]"));
        place.write("templates/briefing.html", "{% if %}");
        assert_eq!(place.build(options).0, 3);
        place.assert_two_is_gone();
    }
}

#[test]
fn where_nothing_is_withheld_a_failed_build_takes_nothing_away() {
    for options in [&[][..], &["--no-cache"]] {
        let place = Place::built(options);
        let before = place.public();
        place.write("static/css/style.css", "p { margin: 0 }");
        place.write("content/briefings/three.md", BROKEN);
        fs::remove_dir_all(place.0.path().join(".despatch")).ok();
        assert_eq!(place.build(options).0, 1);
        assert_eq!(place.public(), before, "an old stylesheet is still what the kept pages use");
    }
}

#[test]
fn a_first_build_that_fails_makes_no_folder() {
    let place = Place::built(&[]);
    fs::remove_dir_all(place.0.path().join("public")).expect("deleted");
    fs::remove_dir_all(place.0.path().join(".despatch")).expect("deleted");
    place.withhold_and_break();
    assert_eq!(place.build(&["--no-cache"]).0, 1);
    assert!(!place.0.path().join("public").exists());
}

#[test]
fn a_text_that_cannot_be_read_keeps_its_page_where_its_address_can_be_told() {
    let place = Place::built(&["--no-cache"]);
    place.write("content/briefings/one.md", "---\ntitle: \"One\nslug: one\n---\n\nText.\n");
    assert_eq!(place.build(&["--no-cache"]).0, 1);
    assert!(place.public().iter().any(|file| file == "briefings/one/index.html"));
}
