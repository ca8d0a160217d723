//! The program as people and scripts meet it: arguments in; stdout, stderr and exit status out, compared exactly.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value as Json;
use tempfile::TempDir;

const SETTINGS: &str = "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n";

const ONE: &str = "+++\ntitle = \"One\"\ndate = 2025-01-02\nauthors = [\"A. Writer\"]\n+++\n\nText of one.\n\n[A source](https://example.org/s).\n";

/// A folder with a site in its folder `s`.
struct Place(TempDir);

/// What a run said.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Place {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn site() -> Self {
        let place = Self::empty();
        place.write("s/site.toml", SETTINGS);
        place.write("s/content/briefings/one.md", ONE);
        place
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("written");
        fs::write(path, text).expect("written");
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Runs the program in this folder, with nothing of the environment that could change what it says.
    fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_despatch"));
        command.args(arguments).current_dir(self.path());
        for name in ["SOURCE_DATE_EPOCH", "GITHUB_WORKSPACE", "NO_COLOR", "TERM", "LANG", "TZ"] {
            command.env_remove(name);
        }
        let Output { status, stdout, stderr } = command.envs(environment.iter().copied()).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said { status: status.code().expect("a status"), out: text(stdout), err: timeless(&text(stderr)) }
    }
}

/// The text with what the clock says taken out.
fn timeless(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once(", in ") {
        Some((before, time)) if line.starts_with("built ") && time.ends_with(" s") => format!("{before}, in T s\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn said(status: i32, out: &str, err: &str) -> Said {
    Said { status, out: out.to_owned(), err: err.to_owned() }
}

const NOT_WRITTEN: &str = "nothing written: the errors come first, and s/public stays as it was\n";

#[test]
fn a_first_build_says_what_it_did_and_a_second_has_nothing_to_do() {
    let place = Place::site();
    let first = place.run(&["--site", "s", "build"]);
    assert_eq!((first.status, first.out.as_str()), (0, "next release: none\n"));
    assert!(first.err.starts_with("built 1 briefing as "), "{}", first.err);
    assert!(place.has("s/public/briefings/one/index.html"));
    let second = place.run(&["build", "--site", "s", "--explain"]);
    assert_eq!((second.status, second.out.as_str()), (0, "next release: none\n"));
    assert!(second.err.ends_with(": 0 rendered, 0 written, 0 deleted, in T s\n"), "{}", second.err);
}

#[test]
fn explain_gives_each_file_its_reason() {
    let place = Place::site();
    place.run(&["--site", "s", "build", "-q"]);
    place.write("s/content/briefings/one.md", ONE.replace("Text", "New text"));
    let again = place.run(&["--site", "s", "build", "--explain"]);
    assert!(again.out.contains("briefings/one/index.html: "), "{}", again.out);
    assert!(!again.out.contains("404.html"), "{}", again.out);
}

#[test]
fn a_file_that_went_from_the_output_comes_back() {
    let place = Place::site();
    place.run(&["--site", "s", "build"]);
    fs::remove_file(place.path().join("s/public/briefings/one/index.html")).expect("deleted");
    place.run(&["--site", "s", "build"]);
    assert!(place.has("s/public/briefings/one/index.html"));
}

#[test]
fn without_a_site_one_is_told_how_to_make_one() {
    let help = "help: make a site with `despatch new DIR`, or name one with `--site DIR`\n";
    let place = Place::empty();
    for command in ["build", "check", "serve"] {
        assert_eq!(
            place.run(&[command]),
            said(2, "", &format!("error: no site.toml in this folder or any above it\n{help}"))
        );
    }
    assert_eq!(place.run(&["--site", "nope", "build"]), said(2, "", &format!("error: `nope` is not a folder\n{help}")));
    fs::create_dir(place.path().join("bare")).expect("made");
    assert_eq!(
        place.run(&["build", "--site", "bare"]),
        said(2, "", &format!("error: `bare` holds no site.toml\n{help}"))
    );
}

#[test]
fn the_site_is_the_nearest_folder_upward() {
    let place = Place::site();
    let mut command = Command::new(env!("CARGO_BIN_EXE_despatch"));
    let status = command.arg("build").current_dir(place.path().join("s/content/briefings")).output().expect("it runs");
    assert_eq!(status.status.code(), Some(0));
    assert!(place.has("s/public/index.html"));
}

#[test]
fn every_error_of_the_settings_is_shown_at_its_place() {
    let place = Place::site();
    place.write("s/site.toml", format!("{SETTINGS}tittle = 1\n[lists]\nper_page = \"20\"\n"));
    let err = "error[unknown_setting]: unknown setting `tittle`
 --> s/site.toml:4:1
  |
4 | tittle = 1
  | ^^^^^^
  |
  = help: did you mean `title`?

error[wrong_type]: `lists.per_page`: expected a whole number, found a text
 --> s/site.toml:6:12
  |
6 | per_page = \"20\"
  |            ^^^^

2 errors
";
    assert_eq!(place.run(&["--site", "s", "build"]), said(2, "", err));
    assert_eq!(place.run(&["--site", "s", "check"]), said(2, "", err));
    assert!(!place.has("s/public"));
}

#[test]
fn broken_front_matter_stops_the_writing_and_keeps_the_last_good_output() {
    let place = Place::site();
    place.run(&["--site", "s", "build"]);
    let page = || fs::read(place.path().join("s/public/briefings/one/index.html")).expect("a page");
    let before = page();
    place.write("s/content/briefings/one.md", ONE.replace("Text", "Other text"));
    place.write("s/content/briefings/two.md", "+++\ntitle = \"Two\ndate = 2025-01-01\n+++\n\nText.\n");
    let broken = place.run(&["--site", "s", "build"]);
    assert_eq!(broken.status, 1);
    let shown = "error[bad_front_matter]: the front matter is not valid TOML (invalid basic string, expected `\"`)
 --> s/content/briefings/two.md:2:13
  |
2 | title = \"Two
  |             ^
";
    assert!(broken.err.contains(shown), "{}", broken.err);
    assert!(broken.err.ends_with(NOT_WRITTEN), "{}", broken.err);
    assert_eq!(page(), before);
}

#[test]
fn what_cannot_be_decoded_is_an_error_with_its_offset() {
    let place = Place::site();
    place.write("s/content/briefings/bad.txt", b"\xff\x81\x8d\x8f title\n");
    let bad = place.run(&["--site", "s", "build"]);
    assert_eq!(bad.status, 1);
    let shown = "error[bad_bytes]: the bytes are neither UTF-8 (from offset 0) nor Windows-1252 (byte 81 at offset 1)
--> s/content/briefings/bad.txt
 = help: save the file as UTF-8
";
    assert!(bad.err.contains(shown), "{}", bad.err);
}

#[test]
fn a_broken_template_is_an_error_of_the_author() {
    let place = Place::site();
    place.write("s/templates/briefing.html", "{{ page.titel }}\n");
    let broken = place.run(&["--site", "s", "build"]);
    assert_eq!((broken.status, broken.out.as_str()), (1, "next release: none\n"));
    let shown = "error[template_error]: field `titel` is not defined
 --> s/templates/briefing.html:1:9
  |
1 | {{ page.titel }}
  |         ^^^^^
  |
  = help: did you mean `title`?";
    assert!(broken.err.starts_with(shown), "{}", broken.err);
    assert!(!place.has("s/public"));
    assert_eq!(place.run(&["--site", "s", "check"]).status, 1);
}

#[test]
fn a_template_that_is_not_there_is_named() {
    let place = Place::site();
    place.write("s/content/briefings/one.md", ONE.replace("date", "template = \"nothere\"\ndate"));
    let err = format!(
        "error[template_error]: there is no template `nothere.html`
--> s/content/briefings/one.md
 = help: add `templates/nothere.html`, or name another template

1 error
{NOT_WRITTEN}"
    );
    assert_eq!(place.run(&["--site", "s", "build"]), said(1, "next release: none\n", &err));
}

#[test]
fn a_folder_that_is_not_ours_is_refused_and_left_alone() {
    let place = Place::site();
    place.write("other/file.txt", "mine");
    for out in ["other", "s/content", "s", ".", "s/static/x"] {
        let refused = place.run(&["--site", "s", "build", "--out", out]);
        assert_eq!((refused.status, refused.out.as_str()), (2, ""), "{out}");
        assert!(refused.err.starts_with("error: will not write into `"), "{out}: {}", refused.err);
    }
    assert!(!place.has("s/static") && !place.has("other/index.html"));
    assert_eq!(fs::read_to_string(place.path().join("other/file.txt")).expect("still there"), "mine");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_nothing_is_the_machines_fault() {
    let place = Place::site();
    let failed = place.run(&["--site", "s", "build", "--out", "/proc/despatch"]);
    assert_eq!(failed.status, 3);
    assert!(failed.err.starts_with("error: cannot write `/proc/despatch"), "{}", failed.err);
}

#[test]
fn drafts_never_stand_where_the_public_site_stands() {
    let place = Place::site();
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two").replace("date", "draft = true\ndate"));
    place.run(&["--site", "s", "build"]);
    assert!(!place.has("s/public/briefings/two"));
    assert_eq!(place.run(&["--site", "s", "build", "--drafts"]).status, 0);
    assert!(place.has("s/public-drafts/briefings/two/index.html"));
    let refused = place.run(&["--site", "s", "build", "--drafts", "--out", "s/public"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("it is the folder of the public site"), "{}", refused.err);
}

#[test]
fn a_page_that_is_withdrawn_goes_even_when_the_build_fails() {
    let place = Place::site();
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two"));
    place.run(&["--site", "s", "build"]);
    assert!(place.has("s/public/briefings/two/index.html"));
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two").replace("date", "draft = true\ndate"));
    place.write("s/content/briefings/three.md", "+++\ntitle = \"Three\n+++\n\nText.\n");
    let failed = place.run(&["--site", "s", "build"]);
    assert!(!place.has("s/public/briefings/two/index.html"));
    assert!(place.has("s/public/briefings/one/index.html"));
    assert!(matches!(failed.status, 1 | 3), "{failed:?}");
    let lists = fs::read_to_string(place.path().join("s/public/briefings/index.html")).expect("a list");
    assert!(failed.status == 3 || !lists.contains("Two"), "{failed:?}");
}

#[test]
fn the_whole_of_a_refused_marking_is_shown() {
    let place = Place::site();
    place.write("s/content/briefings/one.md", "# Ports\n\n**SECRET//NOFORN**\n\nText of a briefing.\n");
    let shown = ":3:1
  |
3 | **SECRET//NOFORN**
  | ^^^^^^^^^^^^^^^^^^
";
    assert!(place.run(&["--site", "s", "check"]).err.contains(shown));
    assert!(place.run(&["read", "s/content/briefings/one.md"]).err.contains(shown));
    place.write("s/content/briefings/one.md", "+++\ntitle = \"Ports\"\nmarking = \"SECRET\"\n+++\nText.\n");
    assert!(place.run(&["--site", "s", "check"]).err.contains("3 | marking = \"SECRET\"\n  |           ^^^^^^^^"));
}

#[test]
fn a_refused_marking_withholds_its_briefing_and_the_rest_is_written() {
    let place = Place::site();
    place.write("s/content/briefings/two.txt", "Headline: Two\nDate: 2025-01-01\n\nSECRET\n\nText of two.\n");
    let built = place.run(&["--site", "s", "build"]);
    assert_eq!(built.status, 1);
    assert!(built.err.contains("error[refused_marking]: `SECRET` may not go on the web; the briefing is withheld"));
    assert!(built.err.contains("withheld: content/briefings/two.txt (marked `SECRET`)\n"), "{}", built.err);
    assert!(place.has("s/public/briefings/one/index.html") && !place.has("s/public/briefings/two"));
}

#[test]
fn check_writes_nothing_and_says_what_is_withheld_until_when() {
    let place = Place::site();
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two").replace("2025-01-02", "2031-01-02"));
    let checked = place.run(&["--site", "s", "check", "--at", "2026-01-01T00:00:00Z"]);
    assert_eq!(checked.status, 0, "{}", checked.err);
    let withheld = "withheld: two in content/briefings/two.md (not public before 2031-01-02T00:00:00Z)\n";
    assert_eq!(checked.out, format!("{withheld}next release: 2031-01-02T00:00:00Z\n"));
    assert!(!place.has("s/public") && !place.has("s/.despatch"));
    let next = place.run(&["--site", "s", "release", "--next", "--at", "2026-01-01T00:00:00Z"]);
    assert_eq!(next, said(0, "2031-01-02T00:00:00Z\n", ""));
}

#[test]
fn strict_counts_warnings() {
    let place = Place::site();
    place.write("s/content/briefings/one.md", ONE.replace("date = 2025-01-02\n", ""));
    assert_eq!(place.run(&["--site", "s", "check"]).status, 0);
    assert_eq!(place.run(&["--site", "s", "check", "--strict"]).status, 1);
    assert_eq!(place.run(&["--site", "s", "build", "--strict"]).status, 1);
}

#[test]
fn programs_get_every_diagnostic_as_one_object_a_line() {
    let place = Place::site();
    place.write("s/content/briefings/one.md", ONE.replace("date", "dat"));
    let run = place.run(&["--site", "s", "build", "--format", "json"]);
    assert_eq!(run.status, 1);
    let lines: Vec<Json> = run.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let unknown = lines.iter().find(|line| line["code"] == "unknown_key").expect("the error");
    assert_eq!(unknown["severity"], "error");
    assert_eq!((&unknown["file"], &unknown["line"]), (&"content/briefings/one.md".into(), &3.into()));
    assert_eq!((&unknown["column"], &unknown["end_line"], &unknown["end_column"]), (&1.into(), &3.into(), &4.into()));
    assert!(unknown["help"].as_str().expect("help").contains("`date`"), "{unknown}");
}

#[test]
fn github_gets_annotations_from_the_repositorys_root() {
    let place = Place::site();
    place.write("s/site.toml", format!("{SETTINGS}tittle = 1\n"));
    let plain = "line=4,col=1,endLine=4,endColumn=7,title=unknown_setting::unknown setting `tittle`%0Ahelp: did you mean `title`?\n";
    let run = place.run(&["--site", "s", "--format", "github", "build"]);
    assert_eq!(run, said(2, &format!("::error file=site.toml,{plain}"), ""));
    let root = place.path().canonicalize().expect("a folder");
    let run = place.run_with(
        &["--site", "s", "--format", "github", "build"],
        &[("GITHUB_WORKSPACE", root.to_str().expect("UTF-8"))],
    );
    assert_eq!(run.out, format!("::error file=s/site.toml,{plain}"));
}

#[test]
fn a_wrong_instant_is_a_fault_of_usage() {
    let place = Place::site();
    let wrong = place.run(&["--site", "s", "build", "--at", "yesterday"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.err.starts_with("error: invalid value 'yesterday' for '--at <INSTANT>': write it as "),
        "{}",
        wrong.err
    );
    let epoch = place.run_with(&["--site", "s", "build"], &[("SOURCE_DATE_EPOCH", "soon")]);
    let err = "error: expected SOURCE_DATE_EPOCH to be a whole number of seconds since 1970, found `soon`\n";
    assert_eq!(epoch, said(2, "", err));
    assert_eq!(place.run(&["frobnicate"]).status, 2);
    let base = place.run(&["--site", "s", "build", "--base-url", "example.org"]);
    let err = "error: `--base-url example.org` is not an address that a site can stand at (expected it to begin with https:// or http://)\n";
    assert_eq!(base, said(2, "", err));
}

#[test]
fn the_epoch_of_the_source_stands_for_the_clock() {
    let place = Place::site();
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two").replace("2025-01-02", "2020-01-02"));
    let next = place.run_with(&["--site", "s", "release", "--next"], &[("SOURCE_DATE_EPOCH", "1577836800")]);
    assert_eq!(next, said(0, "2020-01-02T00:00:00Z\n", ""));
}

#[test]
fn a_new_site_builds_without_a_warning_and_is_never_overwritten() {
    let place = Place::empty();
    let made = place.run(&["new", "fresh-site"]);
    assert_eq!(made.status, 0, "{}", made.err);
    for file in ["site.toml", ".gitignore", ".github/workflows/pages.yml", "content/pages/about.md"] {
        assert!(place.has(&format!("fresh-site/{file}")), "{file}");
    }
    let built = place.run(&["--site", "fresh-site", "build", "--strict"]);
    assert_eq!(built.status, 0, "{}", built.err);
    assert!(built.err.starts_with("built 2 briefings as "), "{}", built.err);
    let before = fs::read(place.path().join("fresh-site/site.toml")).expect("settings");
    let again = place.run(&["new", "fresh-site"]);
    let err = "error: `fresh-site` already holds files\nhelp: name a folder that is empty or not there\n";
    assert_eq!(again, said(2, "", err));
    assert_eq!(fs::read(place.path().join("fresh-site/site.toml")).expect("settings"), before);
}

#[test]
fn read_gives_one_object_as_the_contract_has_it() {
    let place = Place::site();
    place.write("alone/note.txt", "A headline of a note\n\nThe first paragraph of the note says what it is about.\n");
    let run = place.run(&["read", "alone/note.txt", "--format", "json"]);
    let object: Json = serde_json::from_str(&run.out).expect("one object");
    let keys = |value: &Json| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&object), ["file", "encoding", "briefing", "origins", "decisions", "diagnostics"]);
    assert_eq!((&object["file"], &object["encoding"]), (&"alone/note.txt".into(), &"utf-8".into()));
    let briefing = &object["briefing"];
    let contract = [
        "title",
        "short_title",
        "standfirst",
        "language",
        "kind",
        "slug",
        "authors",
        "release",
        "marking",
        "summary",
        "dateline",
        "sections",
        "notes",
        "sources",
        "judgements",
        "glossary",
        "credits",
        "status_note",
        "links",
        "history",
        "subjects",
        "series",
        "number",
        "cutoff",
        "supersedes",
        "extra",
    ];
    assert_eq!(keys(briefing).get(..contract.len()), Some(contract.map(str::to_owned).as_slice()));
    assert_eq!(briefing["title"], "A headline of a note");
    assert_eq!(briefing["slug"], "note");
    assert_eq!(briefing["release"], serde_json::json!({"state": "published", "at": null, "reason": null}));
    let block = &briefing["sections"][0]["blocks"][0];
    assert_eq!((&block["type"], &block["lines"]), (&"paragraph".into(), &serde_json::json!([3, 3])));
}

#[test]
fn a_file_that_read_cannot_find_is_a_fault_of_usage() {
    let place = Place::site();
    assert_eq!(place.run(&["read", "nope.md"]), said(2, "", "error: there is no file `nope.md`\n"));
    assert_eq!(place.run(&["read", "s"]), said(2, "", "error: `s` is a folder, and `read` takes one file\n"));
}

#[test]
fn read_finds_the_file_in_the_site_and_shows_its_errors() {
    let place = Place::site();
    place.write("s/content/briefings/bad.md", "+++\ntitel = \"x\"\ndate = 2025-01-01\n+++\n\nText.\n");
    let run = place.run(&["--site", "s", "read", "content/briefings/bad.md", "--format", "json"]);
    assert_eq!(run.status, 1);
    let object: Json = serde_json::from_str(&run.out).expect("one object, errors or not");
    assert_eq!(object["file"], "content/briefings/bad.md");
    assert_eq!(object["briefing"]["title"], Json::Null);
    let codes: Vec<&str> =
        object["diagnostics"].as_array().expect("a list").iter().filter_map(|d| d["code"].as_str()).collect();
    assert!(codes.contains(&"unknown_key") && codes.contains(&"no_title"), "{codes:?}");
}

#[test]
fn read_shows_people_what_it_found_above_the_lines() {
    let place = Place::site();
    place.write(
        "alone/note.txt",
        "Headline: Ice on the Fairway\nTags: Ports; Ice\nPlaces: EE\n\nBLUF: The fairway stays open.\n\nKey points\n- Pilots \
         are back.\n- Tugs are not.\n",
    );
    let run = place.run(&["--color", "never", "read", "alone/note.txt"]);
    for row in [
        "      title  Ice on the Fairway\n",
        "       bluf  The fairway stays open.\n",
        " key_points  Pilots are back.; Tugs are not.  (derived)\n",
        "     topics  Ports; Ice\n",
        "     places  EE\n",
    ] {
        assert!(run.out.contains(row), "{row}{}", run.out);
    }
}

#[test]
fn schemas_completions_and_the_manual_page_are_printed_without_a_site() {
    let place = Place::empty();
    for of in ["site", "briefing"] {
        let schema = place.run(&["schema", of]);
        let object: Json = serde_json::from_str(&schema.out).expect("a schema");
        assert_eq!(object["additionalProperties"], Json::Bool(false));
        assert_eq!((schema.status, schema.err.as_str()), (0, ""));
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]);
        assert_eq!((script.status, script.out.contains("despatch")), (0, true));
    }
    assert!(place.run(&["man"]).out.contains(".TH despatch 1"));
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let place = Place::site();
    place.write("s/site.toml", "title = 1\n");
    assert!(!place.run(&["--site", "s", "build"]).err.contains('\u{1b}'));
    assert!(place.run(&["--site", "s", "build", "--color", "always"]).err.contains('\u{1b}'));
}

#[test]
fn a_port_that_is_taken_says_the_way_out() {
    let place = Place::site();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let err = format!(
        "error: cannot listen on `127.0.0.1:{port}` (it is taken; name another with `--port`, or `--port 0` for any that is free)\n"
    );
    assert_eq!(place.run(&["--site", "s", "serve", "--port", &port]), said(3, "", &err));
}

#[test]
fn check_remarks_on_what_a_careful_editor_would_mend() {
    let place = Place::site();
    place.write("s/content/briefings/one.md", ONE.replace("Text of one.", "Text of one. Experts say so of the QRF."));
    let checked = place.run(&["--site", "s", "check"]);
    let err = "warning[vague_attribution]: `Experts say` names nobody
 --> s/content/briefings/one.md:7:14
  |
7 | Text of one. Experts say so of the QRF.
  |              ^^^^^^^^^^^
  |
  = help: name who says it, or give a note with the source

warning[undefined_acronym]: `QRF` is never expanded
 --> s/content/briefings/one.md:7:36
  |
7 | Text of one. Experts say so of the QRF.
  |                                    ^^^
  |
  = help: write it out at its first use, as in `Full Name (QRF)`
";
    assert!(checked.err.contains(err), "{}", checked.err);
    assert!(checked.err.ends_with("\n2 warnings\n"), "{}", checked.err);
    assert_eq!((checked.status, checked.out.as_str()), (0, "next release: none\n"));
}

#[test]
fn a_locked_address_that_vanishes_and_a_silent_change_are_said() {
    let place = Place::site();
    place.write("s/content/briefings/two.md", ONE.replace("One", "Two"));
    let locked = place.run(&["--site", "s", "lock"]);
    assert_eq!(locked, said(0, "", "despatch.lock: 2 published addresses\n"));
    assert!(!place.run(&["--site", "s", "check"]).err.contains("warning"));
    fs::remove_file(place.path().join("s/content/briefings/two.md")).expect("deleted");
    place.write("s/content/briefings/one.md", ONE.replace("Text of one", "Another text"));
    let built = place.run(&["--site", "s", "build"]);
    assert!(
        built.err.contains("warning[vanished_address]: the address `/briefings/two/`, published on "),
        "{}",
        built.err
    );
    assert!(
        built.err.contains("warning[unrecorded_change]: the text has changed since it was published on "),
        "{}",
        built.err
    );
    assert_eq!(place.run(&["--site", "s", "build", "--strict"]).status, 1);
    let history = "history = [{ on = 2025-02-01, kind = \"update\", note = \"New text.\" }]\nformer_paths = [\"/briefings/two/\"]\n+++\n\n";
    place.write("s/content/briefings/one.md", ONE.replace("+++\n\n", history).replace("Text of one", "Another text"));
    let mended = place.run(&["--site", "s", "build", "--strict"]);
    assert_eq!(mended.status, 0, "{}", mended.err);
}

#[test]
fn a_file_of_the_theme_is_taken_over_once_and_never_overwritten_unasked() {
    let place = Place::site();
    let eject = |rest: &[&str]| place.run(&[&["--site", "s", "theme", "eject"], rest].concat());
    assert_eq!(eject(&["list.html"]), said(0, "", "wrote templates/list.html\n"));
    place.write("s/templates/list.html", "mine");
    let there =
        "error: the site has its own `templates/list.html`: nothing written\nhelp: add `--force` to replace it\n";
    assert_eq!(eject(&["templates/list.html"]), said(2, "", there));
    assert_eq!(fs::read_to_string(place.path().join("s/templates/list.html")).ok().as_deref(), Some("mine"));
    assert_eq!(eject(&["list.html", "--force"]), said(0, "", "replaced templates/list.html\n"));
    let listed = eject(&[]).out;
    assert!(listed.contains("templates/list.html (the site has its own)\n"), "{listed}");
    assert!(listed.contains("static/css/10-tokens.css\n"), "{listed}");
    let unknown = "error: the theme has no file `lst.html`\nhelp: did you mean `templates/list.html`?\n";
    assert_eq!(eject(&["lst.html"]), said(2, "", unknown));
    assert_eq!(place.run(&["--site", "s", "build"]).status, 0);
}
