//! Tests of the door out: refusals, commits, and faults at every operation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::{MARK, Receipt, Remembering};
use super::fault::Faults;
use super::ops::Ops;
use super::{Output, load, save};
use crate::base::{Failure, OutPath, Sink as _};

/// A site in a temporary folder.
struct Site {
    folder: tempfile::TempDir,
}

type Files = BTreeMap<String, String>;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn paths<'a>(files: impl IntoIterator<Item = &'a String>) -> Vec<OutPath> {
    files.into_iter().map(|path| OutPath::new(path).expect("a path")).collect()
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["content", "templates", "static"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self { folder }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn open(&self, name: &str) -> Result<Output, Failure> {
        Output::open(&self.at(name), self.folder.path(), Remembering::Kept)
    }

    fn build(&self, files: &Files) -> Receipt {
        self.build_with(files, Remembering::Kept, Ops::default()).0.expect("built")
    }

    /// Writes what differs, as the pipeline does, and says whether the planned fault was reached.
    fn build_with(&self, files: &Files, remembering: Remembering, ops: Ops) -> (Result<Receipt, Failure>, bool) {
        let output = match Output::open_with(&self.at("public"), self.folder.path(), remembering, ops) {
            Ok(output) => output,
            Err(failure) => return (Err(failure), true),
        };
        let stage = output.stage();
        for (path, text) in files {
            if fs::read_to_string(self.at("public").join(path)).ok().as_ref() != Some(text)
                && let Err(failure) = stage.put(&OutPath::new(path).expect("a path"), text.clone().into_bytes())
            {
                drop(stage);
                return (Err(failure), output.ops.faults.reached());
            }
        }
        let receipt = stage.commit(&paths(files.keys()));
        (receipt, output.ops.faults.reached())
    }

    fn output(&self) -> Files {
        tree(&self.at("public"))
    }

    /// What lies in the site's folder beside its own.
    fn left_over(&self) -> Vec<String> {
        let entries =
            fs::read_dir(self.folder.path()).expect("listed").map(|entry| entry.expect("an entry").file_name());
        let names = entries.map(|name| name.to_string_lossy().into_owned());
        names
            .filter(|name| !["content", "templates", "static", "public", ".despatch"].contains(&name.as_str()))
            .collect()
    }
}

fn tree(folder: &Path) -> Files {
    let walk =
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let walk = walk.filter(|entry| entry.file_name() != MARK);
    walk.map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
        (path, fs::read_to_string(entry.path()).unwrap_or_default())
    })
    .collect()
}

/// `count` pages, the first `changed` of them with the text `text`.
fn pages(count: usize, changed: usize, text: &str) -> Files {
    let text_of = |number| if number < changed { text } else { "old" };
    (0..count).map(|number| (format!("briefings/b{number}/index.html"), text_of(number).repeat(40))).collect()
}

#[test]
fn what_is_planned_is_written_and_what_is_not_is_pruned() {
    let site = Site::new();
    let first = files(&[
        ("index.html", "a"),
        ("x/index.html", "x"),
        ("x/map.png", "m"),
        ("y/z/index.html", "z"),
        (".nojekyll", ""),
    ]);
    let receipt = site.build(&first);
    assert_eq!(receipt.written.len(), 5);
    assert_eq!(site.output(), first);
    assert!(site.at("public").join(MARK).is_file());

    let second = files(&[("index.html", "b"), ("x/index.html", "x"), (".nojekyll", "")]);
    let receipt = site.build(&second);
    assert_eq!(receipt.pruned, paths(&["x/map.png".to_owned(), "y/z/index.html".to_owned()]));
    assert_eq!(site.output(), second);
    assert!(!site.at("public/y").exists());
    assert_eq!(site.left_over(), Vec::<String>::new());
}

#[test]
fn stamps_of_a_receipt_are_those_found_later() {
    let site = Site::new();
    for changed in [9, 1, 8] {
        let pages = pages(10, changed, &format!("new {changed}"));
        let receipt = site.build(&pages);
        let all = paths(pages.keys());
        let stamps: BTreeMap<_, _> = all.iter().cloned().zip(site.open("public").expect("open").stamps(&all)).collect();
        assert!(receipt.written.iter().all(|(path, stamp)| stamps.get(path) == Some(&Some(*stamp))));
    }
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let site = Site::new();
    let pages = pages(5, 0, "");
    site.build(&pages);
    let before = fs::metadata(site.at("public")).expect("there").modified().ok();
    let receipt = site.build(&pages);
    assert_eq!(receipt, Receipt::default());
    assert_eq!(fs::metadata(site.at("public")).expect("there").modified().ok(), before);
}

#[test]
fn foreign_files_stay_and_are_named() {
    let site = Site::new();
    site.build(&pages(6, 0, ""));
    fs::write(site.at("public/CNAME"), "example.org").expect("written");
    fs::write(site.at("public/briefings/b0/notes.txt"), "mine").expect("written");
    fs::create_dir(site.at("public/.git")).expect("a folder");
    fs::write(site.at("public/.git/HEAD"), "ref").expect("written");
    for text in ["all of it", "once more"] {
        let receipt = site.build(&pages(6, 6, text));
        let named: Vec<_> = receipt.findings.iter().map(|finding| finding.file.as_str()).collect();
        assert_eq!(named, ["CNAME", "briefings/b0/notes.txt"]);
    }
    let receipt = site.build(&files(&[("index.html", "only")]));
    assert_eq!(receipt.pruned.len(), 6);
    let kept = files(&[
        ("index.html", "only"),
        ("CNAME", "example.org"),
        ("briefings/b0/notes.txt", "mine"),
        (".git/HEAD", "ref"),
    ]);
    assert_eq!(site.output(), kept);
}

#[test]
fn without_memory_all_of_a_marked_folder_is_ours() {
    for remembering in [Remembering::Kept, Remembering::Off] {
        let site = Site::new();
        site.build(&pages(6, 0, ""));
        fs::write(site.at("public/CNAME"), "example.org").expect("written");
        fs::remove_dir_all(site.at(".despatch")).expect("forgotten");
        site.build_with(&pages(2, 0, ""), remembering, Ops::default()).0.expect("built");
        let mut expected = pages(2, 0, "");
        expected.insert("CNAME".to_owned(), "example.org".to_owned());
        assert_eq!(site.output(), expected);
        assert_eq!(site.at(".despatch").exists(), remembering == Remembering::Kept);
    }
}

#[test]
fn a_page_of_a_build_without_memory_does_not_outlive_it() {
    let site = Site::new();
    site.build(&pages(6, 0, ""));
    site.build_with(&pages(9, 0, ""), Remembering::Off, Ops::default()).0.expect("built");
    site.build(&pages(6, 0, ""));
    assert_eq!(site.output(), pages(6, 0, ""));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    let mut one = pages(20, 0, "");
    one.insert("x".to_owned(), "file".to_owned());
    one.insert("y/index.html".to_owned(), "folder".to_owned());
    let mut two = pages(20, 0, "");
    two.insert("x/index.html".to_owned(), "folder".to_owned());
    two.insert("y".to_owned(), "file".to_owned());
    for files in [&one, &two, &one] {
        site.build(files);
        assert_eq!(&site.output(), files);
    }
}

#[cfg(unix)]
#[test]
fn another_spelling_of_a_new_file_is_not_deleted() {
    let site = Site::new();
    let mut one = pages(20, 0, "");
    one.insert("A/index.html".to_owned(), "old".to_owned());
    site.build(&one);
    let mut two = pages(20, 0, "");
    two.insert("a/index.html".to_owned(), "new".to_owned());
    // On a disk that ignores case the new name is the old file: a link from one folder to the other looks the same.
    std::os::unix::fs::symlink("A", site.at("public/a")).expect("a link");
    let output = site.open("public").expect("open");
    let stage = output.stage();
    stage.put(&OutPath::new("a/index.html").expect("a path"), b"new".to_vec()).expect("put");
    assert!(stage.commit(&paths(two.keys())).is_err(), "a linked folder is refused");
    drop(output);
    fs::remove_file(site.at("public/a")).expect("removed");
    site.build(&two);
    assert_eq!(site.output(), two);

    let old = OutPath::new("A/page.html").expect("a path");
    let new = OutPath::new("a/page.html").expect("a path");
    fs::create_dir_all(site.at("public/A")).expect("a folder");
    fs::write(site.at("public/a/page.html"), "new").expect("written");
    fs::hard_link(site.at("public/a/page.html"), site.at("public/A/page.html")).expect("linked");
    let output = site.open("public").expect("open");
    let stamp = super::ops::stamp_at(&site.at("public/a/page.html")).expect("there");
    let done = super::stage::Staged { path: new, number: 0, stamp };
    super::apply::in_place(&output, &site.at("nothing"), &[done], &[old]).expect("applied");
    assert!(site.at("public/A/page.html").exists());
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_not_written_through() {
    let site = Site::new();
    let outside = tempfile::tempdir().expect("a folder");
    site.build(&pages(20, 0, ""));
    fs::remove_dir_all(site.at("public/briefings/b0")).expect("removed");
    std::os::unix::fs::symlink(outside.path(), site.at("public/briefings/b0")).expect("a link");
    let output = site.open("public").expect("open");
    let stage = output.stage();
    stage.put(&OutPath::new("briefings/b0/index.html").expect("a path"), b"new".to_vec()).expect("put");
    let failure = stage.commit(&paths(pages(20, 0, "").keys())).expect_err("refused");
    assert!(failure.to_string().contains("public/briefings/b0/index.html"), "{failure}");
    assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 0);
}

#[cfg(unix)]
#[test]
fn a_left_over_that_is_a_link_is_not_followed() {
    let site = Site::new();
    let outside = tempfile::tempdir().expect("a folder");
    fs::create_dir(outside.path().join("precious")).expect("a folder");
    fs::write(outside.path().join("precious/file"), "x").expect("written");
    std::os::unix::fs::symlink(outside.path(), site.at(".public.despatch-1")).expect("a link");
    site.build(&pages(2, 0, ""));
    assert!(outside.path().join("precious/file").exists());
    assert_eq!(site.left_over(), Vec::<String>::new());
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let site = Site::new();
    fs::create_dir_all(site.at("other/deep")).expect("a folder");
    fs::write(site.at("other/file"), "x").expect("written");
    fs::write(site.at("file"), "x").expect("written");
    let refused = |name: &str| match site.open(name) {
        Err(failure) => (failure.status(), failure.to_string()),
        Ok(output) => panic!("{name} was taken as {output:?}"),
    };
    let inside = ["content", "content/new", "templates", "static/x", ".git", ".git/x", ".despatch/out"];
    for name in ["", ".", "..", "/", "./content/..", "other", "file", "other/../content"].into_iter().chain(inside) {
        let (status, words) = refused(name);
        assert_eq!(status, 2, "{name}: {words}");
    }
    if let Some(home) = std::env::home_dir() {
        assert!(Output::open(&home, site.folder.path(), Remembering::Kept).is_err());
    }
    assert!(site.open("other/deep").is_ok(), "an empty folder");
    assert!(site.open("new/deep").is_ok(), "a new folder");
    assert!(!site.at("new").exists(), "opening makes nothing");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_sources_is_refused_and_one_to_an_empty_folder_is_not() {
    let site = Site::new();
    let outside = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink("content", site.at("public")).expect("a link");
    assert!(site.open("public").is_err());
    fs::remove_file(site.at("public")).expect("removed");
    std::os::unix::fs::symlink(outside.path(), site.at("public")).expect("a link");
    site.build(&pages(3, 0, ""));
    assert_eq!(tree(outside.path()), pages(3, 0, ""));
}

#[test]
fn a_second_build_waits_for_the_first() {
    let site = Site::new();
    let first = super::lock(site.folder.path(), super::PATIENCE).expect("locked");
    let second = super::lock(site.folder.path(), std::time::Duration::ZERO);
    assert!(matches!(second, Err(Failure::Busy { .. })), "{second:?}");
    drop(first);
    assert!(super::lock(site.folder.path(), std::time::Duration::ZERO).is_ok());
}

#[test]
fn the_memory_is_saved_whole() {
    let site = Site::new();
    let place = site.at(".despatch/ledger");
    assert_eq!(load(&place), None);
    save(&place, &[b"one"]).expect("saved");
    save(&place, &[b"two"]).expect("saved");
    assert_eq!(load(&place).as_deref(), Some(&b"two"[..]));
    assert_eq!(fs::read_dir(site.at(".despatch")).expect("listed").count(), 1);
}

/// What a fault is tried on: from the first pages to the second, with this many of them changed.
fn changes() -> Vec<(Files, Files)> {
    let mut grown = pages(30, 2, "new");
    grown.insert("z/index.html".to_owned(), "new".repeat(50));
    grown.remove("briefings/b7/index.html");
    let mut moved = pages(36, 36, "new");
    moved.remove("briefings/b3/index.html");
    let (mut file, mut folder) = (pages(9, 0, ""), pages(9, 1, "new"));
    file.insert("x".to_owned(), "file".to_owned());
    folder.insert("x/index.html".to_owned(), "folder".to_owned());
    vec![(Files::new(), pages(36, 0, "")), (pages(30, 0, ""), grown), (pages(36, 0, ""), moved), (file, folder)]
}

/// Whether every page is the old one or the new one.
fn is_old_or_new(output: &Files, old: &Files, new: &Files) -> bool {
    let fine = |(path, text): (&String, &String)| old.get(path) == Some(text) || new.get(path) == Some(text);
    let kept = |path: &String| output.contains_key(path) || !new.contains_key(path);
    output.iter().all(fine) && old.keys().all(kept)
}

#[test]
fn killed_at_any_operation_each_page_is_the_old_or_the_new_one_and_the_next_build_repairs_all() {
    let mut points = 0;
    for (old, new) in changes() {
        for at in 0.. {
            let site = Site::new();
            site.build(&old);
            let (_, reached) = site.build_with(&new, Remembering::Kept, Ops { faults: Faults::dying(at) });
            assert!(is_old_or_new(&site.output(), &old, &new), "killed at {at}: {:?}", site.output());
            if !reached {
                break;
            }
            points += 1;
            // A build that withholds what the killed one may have published.
            let next = if at % 2 == 0 { &old } else { &new };
            site.build(next);
            assert_eq!(&site.output(), next, "after a kill at {at}");
            assert_eq!(site.left_over(), Vec::<String>::new(), "after a kill at {at}");
        }
    }
    assert!(points > 200, "{points}");
}

#[test]
fn killed_while_repairing_it_is_repaired_by_the_one_after() {
    let (old, new) = (pages(12, 0, ""), pages(12, 2, "new"));
    for first in (0..40).step_by(3) {
        for second in 0..12 {
            let site = Site::new();
            site.build(&old);
            site.build_with(&new, Remembering::Kept, Ops { faults: Faults::dying(first) }).0.ok();
            site.build_with(&old, Remembering::Kept, Ops { faults: Faults::dying(second) }).0.ok();
            assert!(is_old_or_new(&site.output(), &old, &new), "killed at {first} and {second}");
            site.build(&old);
            assert_eq!(site.output(), old);
        }
    }
}

#[test]
fn a_disk_that_fails_at_any_operation_is_named_and_repaired() {
    for (old, new) in changes() {
        for at in 0.. {
            let site = Site::new();
            site.build(&old);
            let (done, reached) = site.build_with(&new, Remembering::Kept, Ops { faults: Faults::failing(at) });
            if !reached {
                break;
            }
            assert!(is_old_or_new(&site.output(), &old, &new), "failed at {at}");
            if let Err(failure) = done {
                assert!(matches!(failure, Failure::Unwritable { .. }), "{failure}");
            }
            site.build(&new);
            assert_eq!(site.output(), new, "after a failure at {at}");
            assert_eq!(site.left_over(), Vec::<String>::new(), "after a failure at {at}");
        }
    }
}

#[test]
fn a_full_disk_while_staging_leaves_the_last_good_output_and_no_stage() {
    let site = Site::new();
    let (old, new) = (pages(12, 0, ""), pages(12, 12, "new"));
    site.build(&old);
    let output = Output::open_with(
        &site.at("public"),
        site.folder.path(),
        Remembering::Kept,
        Ops { faults: Faults::failing(9) },
    );
    let output = output.expect("open");
    let stage = output.stage();
    let put =
        |(path, text): (&String, &String)| stage.put(&OutPath::new(path).expect("a path"), text.clone().into_bytes());
    let failure = new.iter().map(put).find_map(Result::err).expect("the disk is full");
    assert!(failure.to_string().contains("public/briefings/"), "{failure}");
    drop(stage);
    assert_eq!(site.output(), old);
    assert_eq!(site.left_over(), Vec::<String>::new());
}

#[test]
fn a_journal_that_names_files_outside_the_output_is_not_obeyed() {
    let site = Site::new();
    site.build(&pages(3, 0, ""));
    fs::write(site.at("content/a.md"), "a").expect("written");
    let stage = site.at(".public.despatch-7");
    fs::create_dir_all(stage.join("new")).expect("a folder");
    let evil = super::journal::Journal::InPlace { replace: Vec::new(), delete: climbing("../content/a.md") };
    fs::write(stage.join("journal"), super::list::sealed(&evil)).expect("written");
    site.build(&pages(3, 0, ""));
    assert!(site.at("content/a.md").exists());
    assert!(!stage.exists());
}

/// A path that no constructor gives, as a forged file may hold it.
fn climbing(text: &str) -> Vec<OutPath> {
    vec![postcard::from_bytes(&postcard::to_stdvec(text).expect("bytes")).expect("a path")]
}
