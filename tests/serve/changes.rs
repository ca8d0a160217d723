//! Edits, however they are made: seen at once, whole, and by those whom they concern.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, SystemTime},
};

use super::preview::{Preview, SETTINGS, briefing, two, write_at};

#[test]
fn an_edit_is_seen_in_the_page_and_in_the_lists_at_the_same_moment() {
    let preview = Preview::of(&two());
    assert!(
        preview.address.starts_with("http://127.0.0.1:") && preview.address.ends_with("/site/"),
        "{}",
        preview.address
    );
    let page = preview.get("/site/briefings/a/");
    assert!(page.status == 200 && page.body.contains("One.") && page.body.contains("preview.js"), "{}", page.body);
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("Changed", "Three."));
    listener.until("page");
    assert!(preview.get("/site/briefings/a/").body.contains("Three."));
    for list in ["/site/", "/site/briefings/", "/site/feed.xml"] {
        assert!(preview.get(list).body.contains("Changed"), "{list}");
    }
    assert!(!preview.at("public").exists(), "a preview writes no output");
    assert!(!preview.at(".despatch").exists(), "a preview writes no ledger");
}

#[test]
fn another_base_address_moves_the_site() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/about/");
    preview.write("site.toml", &SETTINGS.replace("/site/", "/other/place/"));
    assert!(listener.until("moved").contains("\"/other/place/\""));
    assert_eq!(preview.get("/other/place/about/").status, 200);
    assert_eq!(preview.get("/site/about/").status, 404);
    assert_eq!(preview.get("/").header("location"), "/other/place/");
}

#[test]
fn a_page_that_did_not_change_hears_nothing_of_it() {
    let preview = Preview::of(&two());
    let mut about = preview.listen("/site/about/");
    let mut a = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("First", "Only the body."));
    a.until("page");
    preview.write("static/custom.css", "p { color: blue }");
    let news = about.next();
    assert!(news.contains("\"assets\"") || news.contains("\"page\""), "{news}");
    assert!(news.contains("custom.css") || news.contains("\"page\""), "{news}");
}

#[test]
fn new_folders_renames_and_deletions_are_seen() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/briefings/new/");
    preview.write("content/briefings/2026/deep/new.md", &briefing("New", "In a new folder."));
    listener.until("page");
    assert_eq!(preview.get("/site/briefings/new/").status, 200);
    fs::rename(preview.at("content/briefings/2026/deep/new.md"), preview.at("content/briefings/2026/deep/newer.md"))
        .expect("renamed");
    listener.until("page");
    assert_eq!(preview.get("/site/briefings/new/").status, 404);
    assert_eq!(preview.get("/site/briefings/newer/").status, 200);
    let mut listener = preview.listen("/site/briefings/newer/");
    fs::remove_dir_all(preview.at("content/briefings/2026")).expect("removed");
    listener.until("page");
    assert_eq!(preview.get("/site/briefings/newer/").status, 404);
    assert!(!preview.get("/site/").body.contains("newer"));
}

#[test]
fn the_ways_in_which_editors_save_are_one_change_and_no_page_is_ever_missing() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/briefings/a/");
    let file = preview.at("content/briefings/a.md");
    let backup = preview.at("content/briefings/a.md~");
    let beside = preview.at("content/briefings/.a.md.tmp");
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let poller = scope.spawn(|| {
            let mut statuses = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                statuses.push(preview.get("/site/briefings/a/").status);
            }
            statuses
        });
        fs::rename(&file, &backup).expect("renamed");
        fs::write(&file, briefing("First", "As Vim does.")).expect("written");
        fs::remove_file(&backup).expect("removed");
        listener.until("page");
        fs::write(&beside, briefing("First", "As others do.")).expect("written");
        fs::rename(&beside, &file).expect("renamed");
        listener.until("page");
        fs::remove_file(&file).expect("removed");
        fs::write(&file, briefing("First", "As still others do.")).expect("written");
        listener.until("page");
        ended.store(true, Ordering::Relaxed);
        let statuses = poller.join().expect("polled");
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    });
    assert!(preview.get("/site/briefings/a/").body.contains("As still others do."));
}

#[test]
fn two_hundred_saves_end_in_one_right_state_and_no_request_fails() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/briefings/a/");
    let (ended, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let poller = scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                for path in ["/site/", "/site/briefings/a/", "/site/feed.xml"] {
                    assert_eq!(preview.get(path).status, 200, "{path}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        for number in 1..=200 {
            preview.write("content/briefings/a.md", &briefing(&format!("Title {number}"), &format!("Body {number}.")));
        }
        while !preview.get("/site/briefings/a/").body.contains("Body 200.") {
            listener.until("page");
        }
        ended.store(true, Ordering::Relaxed);
        poller.join().expect("no request failed");
    });
    assert!(preview.get("/site/").body.contains("Title 200"));
    assert!(asked.load(Ordering::Relaxed) > 0);
}

#[test]
fn looking_by_the_clock_sees_the_same() {
    let preview = Preview::with(&two(), &["--poll", "--no-bar"]);
    assert!(!preview.get("/site/").body.contains("data-switches=\"bar\""));
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("Changed by the clock", "A longer text than before."));
    listener.until("page");
    assert!(preview.get("/site/").body.contains("Changed by the clock"));
}

/// A system watches so many folders and no more. On one that lets a process set its own limit, it is set to one folder.
#[test]
fn where_no_more_folders_can_be_watched_it_is_looked() {
    const LIMIT: &str = "echo 1 > /proc/sys/user/max_inotify_watches";
    let limited = |rest: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", &format!("{LIMIT} && {rest}")]);
        command
    };
    if !limited("true").output().is_ok_and(|done| done.status.success()) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    write_at(folder.path(), "site.toml", SETTINGS);
    two().iter().for_each(|(path, text)| write_at(folder.path(), path, text));
    let mut program = limited("exec \"$0\" \"$@\"");
    program.arg(env!("CARGO_BIN_EXE_despatch")).args(["serve", "--port", "0", "--site"]).arg(folder.path());
    let preview = Preview::run(folder, program);
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("Changed all the same", "A longer text than before."));
    listener.until("page");
    assert!(preview.get("/site/").body.contains("Changed all the same"));
}

/// Both ways of noticing: the system's, and the clock's.
const BOTH: [&[&str]; 2] = [&[], &["--poll"]];

fn dated(place: &Path, time: SystemTime) {
    fs::File::options().write(true).open(place).expect("opened").set_modified(time).expect("dated");
}

#[test]
fn an_edit_is_seen_that_leaves_the_size_and_sets_the_time_back() {
    for options in BOTH {
        let preview = Preview::with(&two(), options);
        let mut listener = preview.listen("/site/briefings/a/");
        let beside = preview.at("older.md");
        fs::write(&beside, briefing("First", "Six.")).expect("written");
        dated(&beside, SystemTime::now() - Duration::from_secs(86_400 * 365));
        fs::rename(&beside, preview.at("content/briefings/a.md")).expect("renamed");
        listener.until("page");
        assert!(preview.get("/site/briefings/a/").body.contains("Six."), "{options:?}");
    }
}

#[test]
fn folders_that_come_full_go_and_are_replaced_are_seen() {
    for options in BOTH {
        let preview = Preview::with(&two(), options);
        write_at(preview.folder.path(), "elsewhere/deep/er/c.md", &briefing("Third", "Three."));
        fs::rename(preview.at("elsewhere"), preview.at("content/briefings/in")).expect("renamed");
        preview.shows("/site/briefings/c/", 200, "Three.");
        preview.write("content/briefings/in/deep/er/c.md", &briefing("Third", "Edited in the moved folder."));
        preview.shows("/site/briefings/c/", 200, "Edited in the moved folder.");
        fs::rename(preview.at("content"), preview.at("old")).expect("renamed");
        preview.shows("/site/briefings/c/", 404, "");
        write_at(preview.folder.path(), "other/briefings/d.md", &briefing("Fourth", "Four."));
        fs::rename(preview.at("other"), preview.at("content")).expect("renamed");
        preview.shows("/site/briefings/d/", 200, "Four.");
        preview.write("content/briefings/d.md", &briefing("Fourth", "Edited in the other folder."));
        preview.shows("/site/briefings/d/", 200, "Edited in the other folder.");
        fs::remove_dir_all(preview.at("content")).expect("removed");
        preview.shows("/site/briefings/d/", 404, "");
        preview.write("content/briefings/e.md", &briefing("Fifth", "Five."));
        preview.shows("/site/briefings/e/", 200, "Five.");
        preview.write("templates/page.html", "<head></head><p>A first template: {{ page.title }}</p>");
        preview.write("content/pages/more.md", "+++\ntitle = \"More\"\n+++\n\nMore.\n");
        preview.shows("/site/more/", 200, "A first template: More");
    }
}

#[test]
fn a_site_that_is_moved_away_and_another_in_its_place_are_seen() {
    for options in BOTH {
        let above = tempfile::tempdir().expect("a folder");
        let preview = Preview::with(&two(), options);
        let root = preview.folder.path();
        let mut listener = preview.listen("/site/briefings/a/");
        fs::rename(root, above.path().join("moved")).expect("renamed");
        listener.until("state");
        assert_eq!(preview.state("/site/briefings/a/")["current"], false);
        assert_eq!(preview.get("/site/briefings/a/").status, 200, "the last good site");
        write_at(root, "site.toml", &SETTINGS.replace("Desk", "Second desk"));
        write_at(root, "content/briefings/a.md", &briefing("First", "In the second site."));
        preview.shows("/site/briefings/a/", 200, "In the second site.");
        preview.write("content/briefings/a.md", &briefing("First", "Edited in the second site."));
        preview.shows("/site/briefings/a/", 200, "Edited in the second site.");
        fs::remove_dir_all(root).expect("removed");
        fs::rename(above.path().join("moved"), root).expect("renamed");
        preview.shows("/site/briefings/a/", 200, "One.");
        preview.write("content/briefings/a.md", &briefing("First", "Edited in the first site."));
        preview.shows("/site/briefings/a/", 200, "Edited in the first site.");
    }
}

#[test]
fn a_checkout_of_many_folders_ends_right() {
    let preview = Preview::of(&two());
    for folder in 0..40 {
        for text in 0..10 {
            let path = format!("content/briefings/f{folder}/g/n{folder}-{text}.md");
            preview.write(&path, &briefing(&format!("Text {folder} {text}"), "Checked out."));
        }
    }
    preview.shows("/site/briefings/n39-9/", 200, "Checked out.");
    for folder in 0..40 {
        for text in 0..10 {
            let path = format!("/site/briefings/n{folder}-{text}/");
            if preview.get(&path).status != 200 {
                preview.shows(&path, 200, "Checked out.");
            }
        }
    }
    fs::remove_dir_all(preview.at("content/briefings/f7")).expect("removed");
    preview.shows("/site/briefings/n7-3/", 404, "");
}

#[test]
fn an_edit_is_seen_under_all_names_that_a_file_has() {
    let preview = Preview::of(&two());
    let folder = preview.at("content/briefings");
    std::os::unix::fs::symlink("a.md", folder.join("linked.md")).expect("linked");
    fs::hard_link(folder.join("a.md"), folder.join("same.md")).expect("linked");
    for name in ["a", "linked", "same"] {
        preview.shows(&format!("/site/briefings/{name}/"), 200, "One.");
    }
    preview.write("content/briefings/a.md", &briefing("First", "Edited once."));
    for name in ["a", "linked", "same"] {
        preview.shows(&format!("/site/briefings/{name}/"), 200, "Edited once.");
    }
}

#[test]
fn a_rename_of_letters_case_is_seen() {
    let preview = Preview::of(&two());
    preview.write("static/Picture.css", "a {}");
    preview.shows("/site/Picture.css", 200, "a {}");
    fs::rename(preview.at("static/Picture.css"), preview.at("static/picture.css")).expect("renamed");
    preview.shows("/site/picture.css", 200, "a {}");
    assert_eq!(preview.get("/site/Picture.css").status, 404);
}

#[test]
fn with_navigate_the_browser_goes_to_the_page_that_changed_and_without_it_stays() {
    let preview = Preview::with(&two(), &["--navigate"]);
    let mut home = preview.listen("/site/about/");
    preview.write("content/briefings/b.md", &briefing("Second", "Changed."));
    assert!(home.until("go").contains("\"/site/briefings/b/\""));
    preview.write("content/briefings/new.md", &briefing("New", "New."));
    assert!(home.until("go").contains("\"/site/briefings/new/\""));
    let preview = Preview::of(&two());
    let mut about = preview.listen("/site/about/");
    preview.write("content/briefings/b.md", &briefing("Second", "Changed."));
    preview.shows("/site/briefings/b/", 200, "Changed.");
    preview.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nEdited.\n");
    loop {
        let news = about.next();
        assert!(!news.contains("\"go\""), "{news}");
        if news.contains("\"page\"") && preview.get("/site/about/").body.contains("Edited.") {
            return;
        }
    }
}
