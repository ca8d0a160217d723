//! What is answered to whom: addresses, headers, parts, the state of a page.

use super::preview::{Preview, send, two};

#[test]
fn addresses_answer_as_on_github_pages() {
    let preview = Preview::of(&two());
    for (path, status, location) in [
        ("/", 301, "/site/"),
        ("/site", 301, "/site/"),
        ("/site/briefings/a", 301, "/site/briefings/a/"),
        ("/site/briefings/a?x=1", 301, "/site/briefings/a/?x=1"),
        ("/site/nothing/", 404, ""),
        ("/site/static/", 404, ""),
        ("/other/", 404, ""),
    ] {
        let reply = preview.get(path);
        assert_eq!((reply.status, reply.header("location")), (status, location), "{path}");
    }
    let missing = preview.get("/site/nothing/");
    assert!(missing.body.contains("Desk"), "the site's own 404 page");
    for (path, kind) in [
        ("/site/", "text/html; charset=utf-8"),
        ("/site/feed.xml", "application/xml; charset=utf-8"),
        ("/site/custom.css", "text/css; charset=utf-8"),
        ("/site/data.csv", "text/csv; charset=utf-8"),
        ("/site/robots.txt", "text/plain; charset=utf-8"),
    ] {
        let reply = preview.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, kind), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.header("cache-control").contains("no-store"));
    }
}

#[test]
fn parts_tags_and_heads_are_answered() {
    let preview = Preview::of(&two());
    let whole = preview.get("/site/data.csv");
    let tag = whole.header("etag").to_owned();
    assert_eq!(whole.body, "0123456789");
    let part = preview.get_with("/site/data.csv", "Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.body.as_str(), part.header("content-range")), (206, "234", "bytes 2-4/10"));
    let outside = preview.get_with("/site/data.csv", "Range: bytes=10-\r\n");
    assert_eq!((outside.status, outside.header("content-range")), (416, "bytes */10"));
    let stale = preview.get_with("/site/data.csv", "Range: bytes=2-4\r\nIf-Range: \"other\"\r\n");
    assert_eq!((stale.status, stale.body.as_str()), (200, "0123456789"));
    let known = preview.get_with("/site/data.csv", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    let host = preview.host();
    let head = send(host, &format!("HEAD /site/data.csv HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.as_str(), head.header("content-length")), (200, "", "10"));
    let post =
        send(host, &format!("POST /site/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
    assert_eq!(post.status, 405);
}

#[test]
fn the_bar_is_told_what_is_known_of_a_page() {
    let preview = Preview::with(&two(), &["--drafts", "--editor", "code --wait"]);
    preview.write("content/briefings/d.md", "+++\ntitle = \"Draft\"\ndraft = true\n+++\n\nTLP:CLEAR\n\nText.\n");
    let mut listener = preview.listen("/site/briefings/d/");
    if preview.get("/site/briefings/d/").status != 200 {
        listener.until("page");
    }
    for address in ["/site/briefings/d/", "/site/", "/site/briefings/one/"] {
        let page = preview.get(address).body;
        assert!(
            page.contains("Do not publish it") && page.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{page}"
        );
    }
    let state = preview.state("/site/briefings/d/");
    assert_eq!(state["page"]["file"], "content/briefings/d.md");
    assert_eq!(state["page"]["release"], "draft");
    assert!(state["page"]["open"].as_str().is_some_and(
        |address| address.starts_with("vscode://file/") && address.ends_with("content/briefings/d.md:1:1")
    ));
    let understood = preview.get("/site/-/despatch/understood?page=/site/briefings/d/");
    assert!(understood.status == 200 && understood.body.contains("Draft"), "{}", understood.body);
}

#[test]
fn a_link_to_the_editor_is_there_where_the_editor_is_known() {
    let preview = Preview::of(&two());
    assert!(preview.state("/site/briefings/a/")["page"]["open"].is_null(), "no editor is known");
    let preview = Preview::with(&two(), &["--editor", "my-editor:{file}?at={line}"]);
    let address = preview.state("/site/briefings/a/")["page"]["open"].clone();
    let expected = format!("my-editor:{}/content/briefings/a.md?at=1", preview.folder.path().display());
    assert_eq!(address, expected);
}
