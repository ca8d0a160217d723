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

/// What an editor may do to the second briefing, in a word.
type Withdrawal = (&'static str, fn(&Place));

fn withdrawals() -> Vec<Withdrawal> {
    vec![
        ("deleted", |place| fs::remove_dir_all(place.0.path().join("content/briefings/two")).expect("deleted")),
        ("renamed", |place| {
            let folder = place.0.path().join("content/briefings");
            fs::rename(folder.join("two"), folder.join("second")).expect("renamed");
        }),
        ("drafted", |place| place.write("content/briefings/two/index.md", &text("Two", "draft = true"))),
        ("marked", |place| place.write("content/briefings/two/index.md", &text("Two", "marking = \"SECRET\""))),
        ("embargoed", |place| {
            place.write("content/briefings/two/index.md", &text("Two", "embargo = \"2027-01-12T06:00:00Z\""));
        }),
        ("given another address", |place| {
            place.write(
                "content/briefings/two/index.md",
                &text("Two", "slug = \"second\"\nformer_paths = [\"/briefings/two/\"]"),
            );
        }),
    ]
}

#[test]
fn withdrawn_means_gone_at_the_next_build() {
    for (case, withdraw) in withdrawals() {
        let place = Place::built(&[]);
        withdraw(&place);
        let (status, said) = place.build(&[]);
        assert_eq!(status, i32::from(case == "marked"), "{case}: {said}");
        let files = place.public();
        let left: Vec<&String> = files.iter().filter(|file| file.starts_with("briefings/two/")).collect();
        let redirect = case == "given another address";
        let expected: &[&str] = if redirect { &["briefings/two/index.html"] } else { &[] };
        assert_eq!(left, expected, "{case}");
        let page = fs::read_to_string(place.0.path().join("public/briefings/two/index.html")).unwrap_or_default();
        assert_eq!(page.contains("http-equiv=\"refresh\""), redirect, "{case}");
        assert_eq!(files.iter().any(|file| file == "old/two/index.html"), case == "renamed", "{case}");
    }
}

#[test]
fn a_locked_address_goes_all_the_same_and_strict_is_an_error() {
    let place = Place::built(&[]);
    let lock = Command::new(env!("CARGO_BIN_EXE_despatch"))
        .args(["--site"])
        .arg(place.0.path())
        .args(["lock", "--at", "2026-11-01T00:00:00Z"])
        .output()
        .expect("it runs");
    assert!(lock.status.success());
    let locked = fs::read_to_string(place.0.path().join("despatch.lock")).expect("a lock");
    assert!(locked.contains("path = \"/briefings/two/\"") && locked.contains("first = \"2026-11-01\""), "{locked}");
    place.write("content/briefings/two/index.md", &text("Two", "draft = true"));
    let (status, said) = place.build(&["--strict"]);
    assert_eq!(status, 1, "{said}");
    assert!(
        said.contains("warning[vanished_address]") && said.contains("former_paths = [\"/briefings/two/\"]"),
        "{said}"
    );
    assert!(!place.public().iter().any(|file| file.starts_with("briefings/two/")), "its files go all the same");
}

#[test]
fn check_warns_of_withheld_texts_that_git_keeps() {
    let place = Place::built(&[]);
    let git = |arguments: &[&str]| {
        let done = Command::new("git").arg("-C").arg(place.0.path()).args(arguments).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    place.write("content/briefings/later.md", &text("Later", "embargo = \"2027-01-12T06:00:00Z\""));
    place.write("content/briefings/marked.md", &text("Marked", "marking = \"SECRET\""));
    place.write("content/briefings/loose.md", &text("Loose", "embargo = \"2027-01-12T06:00:00Z\""));
    assert!(git(&["add", "content/briefings/later.md", "content/briefings/marked.md", "content/briefings/one.md"]));
    let checked = Command::new(env!("CARGO_BIN_EXE_despatch"))
        .args(["--site"])
        .arg(place.0.path())
        .args(["check", "--at", "2026-11-01T00:00:00Z"])
        .output()
        .expect("it runs");
    let (out, err) = (String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
    assert_eq!(err.matches("warning[tracked_embargo]").count(), 2, "{err}");
    for file in ["later.md", "marked.md"] {
        assert!(err.contains(&format!("content/briefings/{file}")), "{err}");
    }
    assert!(
        out.contains("withheld: later in content/briefings/later.md (not public before 2027-01-12T06:00:00Z)"),
        "{out}"
    );
    assert!(out.contains("withheld: marked in content/briefings/marked.md (marked `SECRET`)"), "{out}");
    assert!(out.ends_with("next release: 2027-01-12T06:00:00Z\n"), "{out}");
}

#[test]
fn every_build_prints_every_override() {
    let place = Place::built(&[]);
    let cleared = "marking = \"SECRET\"\nmarking_override = \"Declassified, ref. 2026/118\"";
    place.write("content/briefings/two/index.md", &text("Two", cleared));
    for _ in 0..2 {
        let (status, said) = place.build(&[]);
        assert_eq!(status, 0, "{said}");
        assert!(
            said.contains("warning[marking_override]: `SECRET` is published all the same: Declassified, ref. 2026/118"),
            "{said}"
        );
    }
}
