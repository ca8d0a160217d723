//! The site at other instants, and at the next release by itself.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::preview::{Preview, briefing, send, two};

#[test]
fn the_site_can_be_looked_at_at_another_instant() {
    let mut files = two();
    files.push((
        "content/briefings/later.md",
        "+++\ntitle = \"Later\"\ndate = 2026-01-02\nembargo = 2999-01-01T06:00:00Z\n+++\n\nLater.\n".to_owned(),
    ));
    let preview = Preview::of(&files);
    assert_eq!(preview.get("/site/briefings/later/").status, 404);
    assert_eq!(preview.state("/site/")["next_release"], "2999-01-01T06:00:00Z");
    let mut listener = preview.listen("/site/briefings/later/");
    let host = preview.host();
    let wish = |text: &str| {
        let head = format!(
            "POST /site/-/despatch/at HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nOrigin: http://{host}\r\nX-Despatch: 1\r\n"
        );
        send(host, &format!("{head}Content-Length: {}\r\n\r\n{text}", text.len())).status
    };
    assert_eq!(wish("tomorrow"), 400);
    assert_eq!(wish("2999-01-01T06:00:00Z"), 202);
    listener.until("page");
    assert_eq!(preview.get("/site/briefings/later/").status, 200);
    assert_eq!(preview.state("/site/")["at"], "2999-01-01T06:00:00Z");
    assert_eq!(wish(""), 202);
    listener.until("page");
    assert_eq!(preview.get("/site/briefings/later/").status, 404);
}

fn embargoed(seconds: u64) -> (Timestamp, String) {
    let at = Timestamp::try_from(SystemTime::now() + Duration::from_secs(seconds)).expect("an instant");
    let at = Timestamp::from_second(at.as_second()).expect("an instant");
    (at, format!("+++\ntitle = \"Later\"\ndate = 2026-01-02\nauthors = [\"Desk\"]\nembargo = {at}\n+++\n\nReleased.\n"))
}

#[test]
fn a_text_is_released_by_itself_when_its_instant_comes() {
    let preview = Preview::of(&two());
    let (at, text) = embargoed(3);
    preview.write("content/briefings/later.md", &text);
    while preview.state("/site/")["next_release"] != at.to_string() {
        preview.says("later.md");
    }
    assert_eq!(preview.get("/site/briefings/later/").status, 404);
    let mut listener = preview.listen("/site/briefings/later/");
    listener.until("page");
    assert!(Timestamp::try_from(SystemTime::now()).expect("an instant") >= at, "before its time");
    assert!(preview.get("/site/briefings/later/").body.contains("Released."));
    for list in ["/site/", "/site/briefings/", "/site/feed.xml"] {
        assert!(preview.get(list).body.contains("Later"), "{list}");
    }
    assert!(preview.state("/site/")["next_release"].is_null());
}

#[test]
fn a_release_that_comes_while_the_site_is_broken_builds_once_and_not_for_ever() {
    let preview = Preview::of(&two());
    preview.write("content/briefings/later.md", &embargoed(3).1);
    preview.says("later.md");
    preview.write("content/briefings/b.md", "+++\ntitle = \n+++\n");
    preview.says("last good site");
    let mut listener = preview.listen("/site/briefings/later/");
    while !preview.state("/site/")["next_release"].is_null() {
        listener.until("state");
    }
    preview.write("content/briefings/b.md", &briefing("Second", "Mended."));
    preview.shows("/site/briefings/later/", 200, "Released.");
    let lines = preview.says("b.md changed");
    let builds = lines.iter().filter(|line| line.contains("built ")).count();
    assert!(builds <= 3, "{lines:#?}");
}
