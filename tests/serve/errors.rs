//! Errors are laid over the last good site, and go when they are mended.

use std::fs;

use super::preview::{Preview, SETTINGS, briefing, two};

#[test]
fn a_broken_file_is_said_over_the_last_good_page_until_it_is_mended() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", "+++\ntitle = \"<script>\"\nnonsense = 1\n+++\n\nBroken.\n");
    listener.until("state");
    let state = preview.state("/site/briefings/a/");
    assert_eq!(state["current"], false);
    assert_eq!(state["errors"][0]["file"], "content/briefings/a.md");
    assert_eq!(state["errors"][0]["line"], 3);
    assert!(state["errors"][0]["excerpt"].as_str().is_some_and(|text| text.contains("nonsense")));
    let page = preview.get("/site/briefings/a/");
    assert!(page.status == 200 && page.body.contains("One."), "the last good page");
    preview.write("content/briefings/a.md", &briefing("First", "Mended."));
    listener.until("page");
    assert_eq!(preview.state("/site/briefings/a/")["current"], true);
    assert!(preview.get("/site/briefings/a/").body.contains("Mended."));
}

#[test]
fn broken_settings_and_templates_are_said_and_mended_without_a_restart() {
    let preview = Preview::of(&two());
    let mut listener = preview.listen("/site/about/");
    let mut broken_file = |path: &str, text: &str| {
        preview.write(path, text);
        while preview.state("/site/about/")["errors"][0]["file"] != path {
            listener.until("state");
        }
        assert_eq!(preview.get("/site/about/").status, 200);
    };
    broken_file("site.toml", "title = \n");
    preview.write("site.toml", &SETTINGS.replace("Desk", "Other desk"));
    let mut other = preview.listen("/site/about/");
    while !preview.get("/site/about/").body.contains("Other desk") {
        other.next();
    }
    broken_file("templates/page.html", "{% if %}");
    let mut listener = preview.listen("/site/about/");
    preview.write("templates/page.html", "<head></head><p>My own page: {{ page.title }}</p>");
    listener.until("page");
    assert!(preview.get("/site/about/").body.contains("My own page: About"));
    fs::remove_file(preview.at("templates/page.html")).expect("removed");
    listener.until("page");
    assert!(!preview.get("/site/about/").body.contains("My own page"));
}

#[test]
fn a_broken_site_is_served_with_its_errors_and_goes_on_when_mended() {
    let mut files = two();
    files.push(("content/briefings/c.md", "+++\ntitle = \"<b>Unclosed\n".to_owned()));
    let preview = Preview::of(&files);
    let page = preview.get("/site/");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("content/briefings/c.md") && page.body.contains("preview.js"), "{}", page.body);
    let mut listener = preview.listen("/site/");
    preview.write("content/briefings/c.md", &briefing("Closed", "Now."));
    listener.until("page");
    assert_eq!(preview.get("/site/").status, 200);
}
