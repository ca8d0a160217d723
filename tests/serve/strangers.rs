//! Who is refused, and what no address reaches.

use std::{
    fs,
    io::{BufRead as _, Write as _},
    net::TcpStream,
    os::unix::fs::symlink,
};

use super::preview::{Preview, send, two};

#[test]
fn strangers_are_refused() {
    let preview = Preview::of(&two());
    let host = preview.host();
    let ask = |headers: &str| send(host, &format!("GET /site/ HTTP/1.1\r\nConnection: close\r\n{headers}\r\n")).status;
    assert_eq!(ask("Host: localhost:1\r\n"), 200);
    assert_eq!(ask("Host: [::1]\r\n"), 200);
    assert_eq!(ask("Host: evil.example\r\n"), 403);
    assert_eq!(ask("Host: 127.0.0.1.evil.example\r\n"), 403);
    assert_eq!(ask(&format!("Host: {host}\r\nOrigin: http://evil.example\r\n")), 403);
    assert_eq!(ask(&format!("Host: {host}\r\nOrigin: null\r\n")), 403);
    assert_eq!(ask(&format!("Host: {host}\r\nOrigin: http://{host}\r\n")), 200);
    for path in [
        "/site/../../etc/passwd",
        "/site/%2e%2e/%2e%2e/etc/passwd",
        "/site/..%2f..%2fetc/passwd",
        "/site/..%5cx",
        "//etc/passwd",
    ] {
        assert_eq!(preview.get(path).status, 400, "{path}");
    }
    let wish = |headers: &str| {
        let head = format!(
            "POST /site/-/despatch/at HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n"
        );
        send(host, &head).status
    };
    assert_eq!(wish(""), 405);
    assert_eq!(wish("Origin: http://evil.example\r\nX-Despatch: 1\r\n"), 403);
}

/// The status of a request line as it is, with a good host.
fn status(preview: &Preview, line: &str) -> u16 {
    let host = preview.host();
    send(host, &format!("{line}\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status
}

#[test]
fn no_spelling_of_an_address_leads_out_of_the_site() {
    let preview = Preview::of(&two());
    fs::write(preview.at("secret.txt"), "secret").expect("written");
    for path in [
        "/site/../secret.txt",
        "/site/%2e%2e/secret.txt",
        "/site/%2E./secret.txt",
        "/site/.%2e/secret.txt",
        "/site/..%2fsecret.txt",
        "/site/..%2Fsecret.txt",
        "/site/..%5csecret.txt",
        "/site/..\\secret.txt",
        "/site/%c0%ae%c0%ae/secret.txt",
        "/site/%e0%80%ae/secret.txt",
        "/site/%uff0e/secret.txt",
        "/site/%00",
        "/site/feed.xml%00.html",
        "/site/%0d%0aSet-Cookie:%20x",
        "/site//secret.txt",
        "/site/./feed.xml",
        "/site/%",
        "/site/%2",
        "/site/briefings/../feed.xml",
    ] {
        assert_eq!(status(&preview, &format!("GET {path} HTTP/1.1")), 400, "{path}");
    }
    for path in ["/site/%252e%252e/secret.txt", "/secret.txt", "/site/secret.txt", "/site/site.toml", "/site/content/"]
    {
        assert_eq!(status(&preview, &format!("GET {path} HTTP/1.1")), 404, "{path}");
    }
}

#[test]
fn odd_requests_are_answered_and_leave_the_server_well() {
    let preview = Preview::of(&two());
    let host = preview.host();
    for method in ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X"] {
        assert_eq!(status(&preview, &format!("{method} /site/ HTTP/1.1")), 405, "{method}");
    }
    assert_eq!(status(&preview, "OPTIONS * HTTP/1.1"), 405);
    assert_eq!(status(&preview, &format!("GET http://{host}/site/ HTTP/1.1")), 200);
    assert_eq!(status(&preview, "GET http://evil.example/site/ HTTP/1.1"), 403);
    assert_eq!(status(&preview, "GET http://evil.example/site/-/despatch/state HTTP/1.1"), 403);
    assert_eq!(status(&preview, &format!("GET /site/{} HTTP/1.1", "x".repeat(60_000))), 404);
    assert!((400..500).contains(&status(&preview, &format!("GET /site/{} HTTP/1.1", "x".repeat(900_000)))));
    assert!((400..500).contains(&status(&preview, "GARBAGE")));
    let ask =
        |name: &str| send(host, &format!("GET /site/ HTTP/1.1\r\nConnection: close\r\nHost: {name}\r\n\r\n")).status;
    for name in ["localhost.", "LOCALHOST:99", "[::1]:4600", "127.0.0.1"] {
        assert_eq!(ask(name), 200, "{name}");
    }
    for name in
        ["", "localhost..", "[::2]", "[::1", "127.0.0.2", "127.1", "0.0.0.0", "localhost@evil.example", "localhost:x"]
    {
        assert!(matches!(ask(name), 400 | 403), "{name}");
    }
    let head = send(host, &format!("HEAD /site/nothing HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.as_str()), (404, ""));
    // Those who say nothing, or never finish, keep nobody waiting.
    let idle: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(host).expect("connected");
            stream.write_all(b"GET /site/ HTTP/1.1\r\nHost: 127").expect("sent");
            stream
        })
        .collect();
    assert_eq!(preview.get("/site/").status, 200);
    drop(idle);
}

#[test]
fn every_answer_says_that_it_is_not_to_be_guessed_or_kept() {
    let preview = Preview::of(&two());
    for path in [
        "/site/",
        "/site/nothing/",
        "/site/feed.xml",
        "/site",
        "/site/../x",
        "/site/-/despatch/state",
        "/site/-/despatch/preview.js",
        "/site/-/despatch/preview.css",
        "/site/-/despatch/understood?page=/site/briefings/a/",
        "/site/-/despatch/nothing",
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(reply.header("cache-control").contains("no-store"), "{path}");
        assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(!reply.headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[test]
fn links_that_lead_out_of_the_site_are_refused_and_said() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.csv"), "secret").expect("written");
    let preview = Preview::of(&two());
    symlink(outside.path().join("secret.csv"), preview.at("static/secret.csv")).expect("linked");
    symlink(outside.path(), preview.at("static/outside")).expect("linked");
    preview.says("leads out of the site");
    for path in ["/site/secret.csv", "/site/outside/secret.csv", "/site/outside/"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    let state = preview.state("/site/");
    assert!(state["errors"].as_array().is_some_and(|errors| errors.len() == 2), "{state}");
    fs::remove_file(preview.at("static/secret.csv")).expect("removed");
    fs::remove_file(preview.at("static/outside")).expect("removed");
    preview.shows("/site/", 200, "");
}

#[test]
fn names_with_signs_in_them_stand_at_their_address_or_are_refused_with_words() {
    let preview = Preview::of(&two());
    preview.write("static/a b.txt", "blank");
    preview.write("static/50%.txt", "per cent");
    preview.write("static/it's \"so\".txt", "quotes");
    preview.write("static/über.txt", "umlaut");
    preview.shows("/site/%C3%BCber.txt", 200, "umlaut");
    for (path, text) in
        [("/site/a%20b.txt", "blank"), ("/site/50%25.txt", "per cent"), ("/site/it's%20%22so%22.txt", "quotes")]
    {
        let reply = preview.get(path);
        let refused = preview.state("/site/")["errors"].as_array().is_some_and(|errors| !errors.is_empty());
        assert!(reply.body.contains(text) || refused, "{path}: {}", reply.status);
    }
}

#[test]
fn however_many_listen_the_server_answers() {
    let preview = Preview::of(&two());
    let host = preview.host();
    let head = format!("GET /-/despatch/events?page=/site/&tag=x HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let listeners: Vec<TcpStream> = (0..450)
        .map(|_| {
            let mut stream = TcpStream::connect(host).expect("connected");
            stream.write_all(head.as_bytes()).expect("sent");
            stream
        })
        .collect();
    let statuses: Vec<String> = listeners
        .iter()
        .map(|stream| {
            let mut line = String::new();
            std::io::BufReader::new(stream).read_line(&mut line).expect("a first line");
            line
        })
        .collect();
    let count = |status: &str| statuses.iter().filter(|line| line.contains(status)).count();
    assert_eq!((count(" 200 "), count(" 503 ")), (400, 50));
    assert_eq!(preview.get("/site/").status, 200);
    drop(listeners);
    preview.write("content/briefings/a.md", &super::preview::briefing("First", "For those who stay."));
    preview.shows("/site/briefings/a/", 200, "For those who stay.");
}
