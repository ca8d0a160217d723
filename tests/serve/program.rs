//! The program itself: its words, its port, its end.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use super::preview::{Preview, SETTINGS, briefing, lines, said, two, write_at};

#[test]
fn a_signal_ends_it_well_and_a_taken_port_is_said() {
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::of(&two());
        let _open = preview.listen("/site/");
        let port = preview.host().rsplit(':').next().expect("a port").to_owned();
        let mut second = Command::new(env!("CARGO_BIN_EXE_despatch"));
        let second =
            second.args(["serve", "--port", &port, "--site"]).arg(preview.folder.path()).output().expect("ended");
        assert_eq!(second.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&second.stderr).contains("--port"), "{second:?}");
        assert!(second.stdout.is_empty());
        preview.signal(signal);
        assert_eq!(preview.program.wait().expect("ended").code(), Some(0), "{signal}");
    }
}

/// A folder with a site.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write_at(folder.path(), "site.toml", SETTINGS);
    for (path, text) in two() {
        write_at(folder.path(), path, &text);
    }
    folder
}

fn despatch(site: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_despatch"));
    command.arg("--site").arg(site);
    command
}

#[test]
fn the_terminal_says_in_one_line_what_changed_how_many_pages_were_built_and_in_what_time() {
    let preview = Preview::of(&two());
    let first = preview.says("built ");
    let line = first.last().expect("a line");
    assert!(line.starts_with("built ") && line.ends_with(" ms"), "{first:#?}");
    preview.write("content/briefings/a.md", &briefing("First", "One.\n\nA second paragraph, which no list shows."));
    let lines = preview.says("built ");
    let [line] = lines.as_slice() else { panic!("one line: {lines:#?}") };
    let words = "content/briefings/a.md changed: built 1 page in ";
    assert!(line.starts_with(words) && line.ends_with(" ms"), "{line}");
    preview.write("site.toml", &SETTINGS.replace("Desk", "Other desk"));
    assert!(preview.says("built ").iter().any(|line| line.starts_with("site.toml changed: built ")));
}

#[test]
fn an_error_is_said_in_the_terminal_once() {
    let preview = Preview::of(&two());
    preview.says("built ");
    preview.write("content/briefings/a.md", "+++\ntitle = \"A\"\nnonsense = 1\n+++\n\nText.\n");
    let lines = preview.says("not built");
    assert_eq!(lines.iter().filter(|line| line.starts_with("error")).count(), 1, "{lines:#?}");
    preview.write("content/briefings/b.md", &briefing("Second", "Edited meanwhile."));
    let lines = preview.says("b.md changed: not built");
    assert!(!lines.iter().any(|line| line.starts_with("error")), "{lines:#?}");
}

#[test]
fn with_open_the_browser_is_sent_to_the_address() {
    let tools = tempfile::tempdir().expect("a folder");
    let pipe = tools.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let program = tools.path().join("xdg-open");
    fs::write(&program, format!("#!/bin/sh\necho \"$1\" > '{}'\n", pipe.display())).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("allowed");
    let site = site();
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").expect("a path"));
    let mut command = despatch(site.path());
    command.args(["serve", "--port", "0", "--open"]).env("PATH", path);
    let preview = Preview::run(site, command);
    let mut opened = String::new();
    BufReader::new(fs::File::open(pipe).expect("opened")).read_line(&mut opened).expect("a line");
    assert_eq!(opened.trim(), preview.address);
}

#[test]
fn a_host_that_is_none_is_said_with_the_way_out() {
    let site = site();
    let ended = despatch(site.path()).args(["serve", "--port", "0", "--host", "192.0.2.77"]).output().expect("ended");
    assert_eq!(ended.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("--host"), "{ended:?}");
}

#[test]
fn an_editor_that_takes_no_addresses_is_said() {
    let site = site();
    let ended = despatch(site.path()).args(["serve", "--port", "0", "--editor", "vim"]).output().expect("ended");
    assert_eq!(ended.status.code(), Some(2));
    let words = String::from_utf8_lossy(&ended.stderr);
    assert!(words.contains("--editor") && words.contains("`vim`") && words.contains("code"), "{words}");
}

/// Every file below a folder with its bytes and the time of its last change.
fn state(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(state(&entry));
        } else {
            let time = fs::metadata(&entry).and_then(|found| found.modified()).expect("a time");
            files.insert(entry.display().to_string(), (fs::read(&entry).expect("bytes"), time));
        }
    }
    files
}

#[test]
fn a_preview_leaves_a_built_site_as_it_is_and_a_built_site_holds_nothing_of_the_preview() {
    let site = site();
    assert!(despatch(site.path()).arg("build").output().expect("ended").status.success());
    let built = [state(&site.path().join("public")), state(&site.path().join(".despatch"))];
    for (path, (bytes, _)) in &built[0] {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("/-/despatch/") && !text.contains("preview.js"), "{path}");
    }
    let mut preview = Preview::start(site, &[]);
    preview.write("content/briefings/a.md", &briefing("Changed", "While being looked at."));
    preview.shows("/site/briefings/a/", 200, "While being looked at.");
    preview.signal("-INT");
    assert_eq!(preview.program.wait().expect("ended").code(), Some(0));
    let root = preview.folder.path();
    assert_eq!([state(&root.join("public")), state(&root.join(".despatch"))], built);
}

#[test]
fn without_the_bar_pages_hear_of_changes_all_the_same() {
    let preview = Preview::with(&two(), &["--no-bar"]);
    let page = preview.get("/site/briefings/a/").body;
    assert!(page.contains("preview.js") && !page.contains("data-switches=\"bar"), "{page}");
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("First", "Without a bar."));
    listener.until("page");
}

#[test]
fn a_signal_does_not_wait_for_a_build() {
    let site = site();
    for number in 0..1_500 {
        let text = briefing(&format!("Text {number}"), &"A paragraph of some length.\n\n".repeat(40));
        write_at(site.path(), &format!("content/briefings/n{number}.md"), &text);
    }
    let mut preview = Preview::start(site, &[]);
    let whole = preview.says("built ").pop().expect("a line");
    let whole: u64 = whole.split(' ').rev().nth(1).and_then(|text| text.parse().ok()).expect("milliseconds");
    preview.write("templates/briefing.html", "<head></head>{{ page.title }}");
    let page = "/site/briefings/n1/";
    let _ = preview.get(page);
    let began = Instant::now();
    preview.signal("-TERM");
    assert_eq!(preview.program.wait().expect("ended").code(), Some(0));
    let most = Duration::from_millis(whole.max(1_500) / 2);
    assert!(began.elapsed() < most, "{:?}, and a whole build takes {whole} ms", began.elapsed());
}

#[test]
fn build_with_watch_does_the_same_to_disk() {
    let site = site();
    let mut program = despatch(site.path());
    let mut program =
        program.args(["build", "--watch"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("started");
    let words = lines(program.stderr.take().expect("a pipe"));
    said(&words, "built ");
    let page = |path: &str| fs::read_to_string(site.path().join("public").join(path).join("index.html"));
    let until = |path: &str, text: &str| {
        while !page(path).is_ok_and(|page| page.contains(text)) {
            said(&words, "built ");
        }
    };
    write_at(site.path(), "content/briefings/a.md", &briefing("First", "Watched."));
    until("briefings/a", "Watched.");
    write_at(site.path(), "content/briefings/new/folder/c.md", &briefing("Third", "In a new folder."));
    until("briefings/c", "In a new folder.");
    write_at(site.path(), "content/briefings/a.md", "+++\ntitle = \n+++\n");
    said(&words, "nothing written");
    assert!(page("briefings/a").expect("a page").contains("Watched."), "the last good output");
    write_at(site.path(), "content/briefings/a.md", &briefing("First", "Mended."));
    until("briefings/a", "Mended.");
    write_at(site.path(), "site.toml", &SETTINGS.replace("Desk", "Other desk"));
    until("", "Other desk");
    let soon = jiff::Timestamp::try_from(SystemTime::now() + Duration::from_secs(2)).expect("an instant");
    let soon = jiff::Timestamp::from_second(soon.as_second()).expect("an instant");
    let text = briefing("Later", "Released.").replace("+++\n\n", &format!("embargo = {soon}\n+++\n\n"));
    write_at(site.path(), "content/briefings/later.md", &text);
    until("briefings/later", "Released.");
    program.kill().expect("killed");
    program.wait().expect("ended");
}
