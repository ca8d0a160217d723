//! Tests of the door in, on real folders.

use super::*;

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in FOLDERS {
        fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    folder
}

fn write(site: &tempfile::TempDir, path: &str, text: &str) {
    let place = site.path().join(path);
    fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
    fs::write(place, text).expect("written");
}

fn inventory(site: &tempfile::TempDir) -> Inventory {
    DiskSources::open(site.path()).expect("a site").inventory().expect("listed")
}

fn paths(inventory: &Inventory) -> Vec<&str> {
    inventory.files.iter().map(|file| file.path.as_str()).collect()
}

fn said(inventory: &Inventory) -> Vec<(Code, &str)> {
    inventory.findings.iter().map(|finding| (finding.code, finding.file.as_str())).collect()
}

#[test]
fn a_branch_and_what_is_below_it_have_paths_without_a_slash_at_the_end() {
    let branch = Branch { place: Path::new("/site/content"), path: "content", via: Vec::new() };
    for (below, path) in [("", "content"), ("a.md", "content/a.md"), ("a/b c/ü.md", "content/a/b c/ü.md")] {
        assert_eq!(path_below(&branch, &branch.place.join(below)), path);
    }
}

#[test]
fn a_site_is_listed_in_the_order_of_paths_without_hidden_files_and_editors_leavings() {
    let site = site();
    for path in ["content/b/z.md", "content/b.md", "content/a.md", "static/x.css", "templates/t.html", "despatch.lock"]
    {
        write(&site, path, path);
    }
    for path in
        ["content/.b.md.swp", "content/a.md~", "content/#a.md#", "content/4913", "content/.git/x.md", "other/x.md"]
    {
        write(&site, path, "");
    }
    write(&site, "static/.well-known/security.txt", "x");
    let found = inventory(&site);
    assert_eq!(
        paths(&found),
        [
            "content/a.md",
            "content/b.md",
            "content/b/z.md",
            "despatch.lock",
            "static/.well-known/security.txt",
            "static/x.css",
            "templates/t.html"
        ]
    );
    assert_eq!(said(&found), []);
}

#[test]
fn a_site_without_folders_is_an_empty_inventory() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(paths(&inventory(&folder)), Vec::<&str>::new());
    assert!(DiskSources::open(&folder.path().join("nowhere")).is_err());
}

#[cfg(unix)]
#[test]
fn links_inside_the_site_are_followed_and_others_are_named() {
    use std::os::unix::fs::symlink;
    let site = site();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret"), "secret").expect("written");
    write(&site, "content/real/a.md", "a");
    let at = |path: &str| site.path().join(path);
    symlink(at("content/real"), at("static/folder")).expect("a link");
    symlink("real/a.md", at("content/file.md")).expect("a link");
    symlink(outside.path().join("secret"), at("content/out.md")).expect("a link");
    symlink(outside.path(), at("content/out")).expect("a link");
    symlink("loop", at("content/loop")).expect("a link");
    symlink("..", at("content/real/up")).expect("a link");
    symlink("nothing.md", at("content/dangling.md")).expect("a link");
    let found = inventory(&site);
    assert_eq!(paths(&found), ["content/file.md", "content/real/a.md", "static/folder/a.md"]);
    let links = said(&found);
    for path in ["content/out.md", "content/out", "content/loop", "content/real/up"] {
        assert!(links.contains(&(Code::EscapingLink, path)), "{path}: {links:?}");
    }
    assert!(links.contains(&(Code::UnreadableFile, "content/dangling.md")));
    let out = found.findings.iter().find(|finding| finding.file == "content/out.md").expect("said");
    assert!(out.message.contains("secret"), "{}", out.message);

    let sources = DiskSources::open(site.path()).expect("a site");
    let read = |path: &str| sources.bytes(&SitePath::new(path).expect("a path"));
    assert_eq!(read("static/folder/a.md").as_deref(), Ok(&b"a"[..]));
    assert_eq!(read("content/file.md").as_deref(), Ok(&b"a"[..]));
    assert!(read("content/out.md").is_err());
    assert!(read("content/out/secret").is_err());
    assert!(read("content").is_err());
}

#[cfg(unix)]
#[test]
fn two_folders_that_link_to_each_other_end() {
    use std::os::unix::fs::symlink;
    let site = site();
    write(&site, "content/a/a.md", "a");
    write(&site, "content/b/b.md", "b");
    symlink("../b", site.path().join("content/a/to-b")).expect("a link");
    symlink("../a", site.path().join("content/b/to-a")).expect("a link");
    let found = inventory(&site);
    assert_eq!(paths(&found), ["content/a/a.md", "content/a/to-b/b.md", "content/b/b.md", "content/b/to-a/a.md"]);
    assert_eq!(said(&found).len(), 2);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_never_opened() {
    use std::os::unix::ffi::OsStrExt as _;
    let site = site();
    fs::create_dir(site.path().join("content/x.MD")).expect("a folder");
    write(&site, "content/x.MD/inner.md", "");
    fs::write(site.path().join("content").join(std::ffi::OsStr::from_bytes(b"n\xe9.md")), "").expect("written");
    fs::write(site.path().join("content/back\\slash.md"), "").expect("written");
    let _socket = std::os::unix::net::UnixListener::bind(site.path().join("content/socket")).expect("a socket");
    let found = inventory(&site);
    assert_eq!(paths(&found), Vec::<&str>::new());
    let mut codes: Vec<_> = found.findings.iter().map(|finding| finding.code).collect();
    codes.sort();
    let mut expected = [Code::UnreadableFile, Code::ForeignName, Code::ForeignName, Code::FolderAsFile];
    expected.sort();
    assert_eq!(codes, expected);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    write(&site, "content/closed/a.md", "a");
    let closed = site.path().join("content/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    let may_read_all_the_same = fs::read_dir(&closed).is_ok();
    let found = inventory(&site);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("opened");
    if !may_read_all_the_same {
        assert_eq!(said(&found), [(Code::UnreadableFile, "content/closed")]);
    }
}

#[test]
fn a_file_is_fresh_until_its_clock_has_ticked() {
    let site = site();
    write(&site, "content/now.md", "");
    let found = fs::metadata(site.path().join("content/now.md")).expect("there");
    let changed = found.modified().expect("a time");
    assert!(stamp(&found, changed).fresh);
    assert!(stamp(&found, changed + Duration::from_millis(50)).fresh);
    assert!(!stamp(&found, changed + Duration::from_secs(3)).fresh);
    assert!(stamp(&found, changed - Duration::from_secs(3600)).fresh, "a clock that runs behind");
}

#[test]
fn an_inventory_is_refreshed_where_contents_alone_changed() {
    let site = site();
    write(&site, "content/a.md", "a");
    write(&site, "content/b.md", "b");
    let sources = DiskSources::open(site.path()).expect("a site");
    let last = sources.inventory().expect("listed");
    let path = |text| SitePath::new(text).expect("a path");
    write(&site, "content/a.md", "longer");
    let now = sources.refreshed(&last, &[path("content/a.md")]).expect("refreshed");
    let sizes: Vec<_> = now.files.iter().map(|file| file.stamp.size).collect();
    assert_eq!(sizes, [6, 1]);
    assert!(sources.refreshed(&last, &[path("content/new.md")]).is_none());
    fs::remove_file(site.path().join("content/a.md")).expect("removed");
    assert!(sources.refreshed(&last, &[path("content/a.md")]).is_none());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_would_command_a_terminal_is_shown_without_that() {
    let site = site();
    write(&site, "static/a\u{1b}[31mred\nline.txt", "x");
    let found = inventory(&site);
    let [finding] = found.findings.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.code, Code::ForeignName);
    assert!(!finding.file.contains(char::is_control) && !finding.message.contains(char::is_control), "{finding:?}");
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_not_looked_at_under_one_alone() {
    let site = site();
    for path in ["content/a.md", "content/b.md", "content/c.md"] {
        write(&site, path, path);
    }
    std::os::unix::fs::symlink("a.md", site.path().join("content/link.md")).expect("linked");
    fs::hard_link(site.path().join("content/b.md"), site.path().join("content/same.md")).expect("linked");
    let sources = DiskSources::open(site.path()).expect("a site");
    let mut last = sources.inventory().expect("listed");
    for file in &mut last.files {
        file.stamp.fresh = false;
    }
    for (path, alone) in [("content/a.md", false), ("content/b.md", false), ("content/c.md", true)] {
        let touched = [SitePath::new(path).expect("a path")];
        assert_eq!(sources.refreshed(&last, &touched).is_some(), alone, "{path}");
    }
}
