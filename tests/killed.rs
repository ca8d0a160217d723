//! The program killed at many moments of a build: each page is the last good one or the new one, and the next build repairs all.
#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::disallowed_types, missing_docs, reason = "a test")]
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

type Tree = BTreeMap<String, Vec<u8>>;

/// At how many moments the program is killed, spread over the time that a build takes.
const MOMENTS: u32 = 24;

fn write_sources(site: &Path, state: u32) {
    let folder = site.join("content/briefings");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for number in 0..24 {
        // One briefing in six comes or goes, one in two changes its text.
        if number % 6 == 5 && state == 1 {
            continue;
        }
        let text = if number % 2 == 0 { state } else { 0 };
        let head = format!(
            "+++\ntitle = \"Briefing {number}\"\ndate = 2026-01-02\ntopics = [\"Topic {}\"]\n+++\n",
            number % 5
        );
        fs::write(folder.join(format!("b{number}.md")), format!("{head}\nText {text} of it.\n")).expect("written");
    }
}

fn build(site: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_despatch"));
    command.args(["build", "--at", "2026-06-01T00:00:00Z", "--site"]).arg(site).args(options);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn built(site: &Path, options: &[&str]) {
    let done = build(site, options).status().expect("run");
    assert!(done.success(), "{done}");
}

fn tree(folder: &Path) -> Tree {
    let files =
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let path =
        |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
    files.map(|entry| (path(&entry), fs::read(entry.path()).expect("read"))).collect()
}

#[test]
fn killed_at_any_moment_the_output_is_whole_page_by_page_and_the_next_build_repairs_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::write(site.join("site.toml"), "title = \"Desk\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n")
        .expect("written");
    let mut clean = Vec::new();
    for state in [0, 1] {
        write_sources(site, state);
        let out = site.join(format!("clean-{state}"));
        built(site, &["--no-cache", "--out", &out.to_string_lossy()]);
        clean.push(tree(&out));
    }
    let public = site.join("public");
    let out = public.to_string_lossy().into_owned();
    write_sources(site, 0);
    built(site, &["--out", &out]);
    let began = Instant::now();
    write_sources(site, 1);
    built(site, &["--out", &out]);
    let takes = began.elapsed();
    let mut killed = 0;
    for moment in 0..MOMENTS {
        for state in [0, 1] {
            let (old, new) = (clean.get(1 - state).expect("a tree"), clean.get(state).expect("a tree"));
            write_sources(site, u32::try_from(state).expect("small"));
            let mut program = build(site, &["--out", &out]).spawn().expect("started");
            // The moment of the kill: it is to be any, and no event stands for it.
            std::thread::sleep(takes.mul_f64(1.2) * moment / MOMENTS);
            killed += u32::from(program.try_wait().expect("asked").is_none());
            program.kill().expect("killed");
            program.wait().expect("ended");
            let now = tree(&public);
            for (path, bytes) in &now {
                assert!(
                    old.get(path) == Some(bytes) || new.get(path) == Some(bytes),
                    "{path} after a kill at {moment}"
                );
            }
            assert!(old.keys().all(|path| now.contains_key(path) || !new.contains_key(path)), "a page is missing");
            built(site, &["--out", &out]);
            assert!(tree(&public) == *new, "the build after a kill at {moment} is not a clean one");
        }
    }
    assert!(killed > MOMENTS / 2, "killed only {killed} times, a build taking {takes:?}");
    let left: Vec<_> =
        fs::read_dir(site).expect("listed").filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".public.despatch-")), "{left:?}");
}

#[test]
fn two_builds_at_once_take_their_turns() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::write(site.join("site.toml"), "title = \"Desk\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n")
        .expect("written");
    write_sources(site, 0);
    let out = site.join("public").to_string_lossy().into_owned();
    let programs: Vec<_> = (0..4).map(|_| build(site, &["--out", &out]).spawn().expect("started")).collect();
    for mut program in programs {
        assert!(program.wait().expect("ended").success());
    }
    let clean = site.join("clean");
    built(site, &["--no-cache", "--out", &clean.to_string_lossy()]);
    assert_eq!(tree(&site.join("public")), tree(&clean));
}
