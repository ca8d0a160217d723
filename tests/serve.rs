//! The preview, end to end: real files, real edits, a real HTTP client; waiting is for events alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use despatch::base::{Finding, SitePath};
use despatch::serve::{Desk, Noticing, Options, Rebuild, serve};

struct TestDesk {
    root: PathBuf,
    ready: Mutex<mpsc::Sender<String>>,
}

impl Desk for TestDesk {
    fn settings(&self) -> (Option<despatch::config::Site>, Vec<Finding>) {
        let text = fs::read_to_string(self.root.join("site.toml")).unwrap_or_default();
        let noted = despatch::config::parse(&text);
        let file = SitePath::new("site.toml").expect("p");
        let index = despatch::base::LineIndex::new(&text);
        let findings: Vec<Finding> = noted.notes.into_iter().map(|note| note.locate(&file, &text, &index)).collect();
        let broken = findings.iter().any(|finding| finding.severity() == despatch::base::Severity::Error);
        ((!broken).then_some(noted.value), findings)
    }
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }
    fn ready(&self, address: &str) {
        let _ = self.ready.lock().expect("x").send(address.to_owned());
    }
    fn built(&self, build: &Rebuild) {
        eprintln!("built: {} files, {} pages, {} changed, {:?}, current {}", build.files, build.pages, build.changed.len(), build.took, build.current);
        for finding in build.findings.iter().flatten().filter(|f| f.severity() > despatch::base::Severity::Info).take(20) {
            eprintln!("  {:?} {} {}", finding.code, finding.file, finding.message);
        }
    }
    fn understood(&self, file: &SitePath) -> Option<String> {
        Some(file.to_string())
    }
}

/// A site being served.
struct Preview {
    folder: tempfile::TempDir,
    address: String,
}

const SETTINGS: &str = "title = \"Desk\"\nbase_url = \"https://example.org/site/\"\nlanguage = \"en-GB\"\n";

fn briefing(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2026-01-02\n+++\n\n{body}\n")
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("site.toml"), SETTINGS).expect("written");
        for (path, text) in files {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
            fs::write(place, text).expect("written");
        }
        let (ready, address) = mpsc::channel();
        let root = folder.path().to_owned();
        std::thread::spawn(move || {
            let desk = TestDesk { root: root.clone(), ready: Mutex::new(ready) };
            let options = Options { root, host: "127.0.0.1".to_owned(), port: 0, at: None, drafts: false, navigate: false, bar: true, noticing: Noticing::Told };
            serve(options, Arc::new(desk)).expect("served");
        });
        let address = address.recv_timeout(Duration::from_secs(60)).expect("ready");
        Self { folder, address }
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
        fs::write(place, text).expect("written");
    }

    fn host(&self) -> &str {
        self.address.trim_start_matches("http://").split('/').next().expect("a host")
    }

    fn send(&self, head: &str) -> Reply {
        let mut stream = TcpStream::connect(self.host()).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("set");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answered");
        Reply::of(&bytes)
    }

    fn get(&self, path: &str) -> Reply {
        self.get_with(path, "")
    }

    fn get_with(&self, path: &str, headers: &str) -> Reply {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.host()))
    }

    fn listen(&self, page: &str) -> Listener {
        let tag = self.get(page).headers.get("etag").cloned().unwrap_or_default().replace('"', "");
        let mut stream = TcpStream::connect(self.host()).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("set");
        write!(stream, "GET /site/-/despatch/events?page={page}&tag={tag} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host()).expect("sent");
        let mut listener = Listener(BufReader::new(stream));
        listener.until("state");
        listener
    }
}

struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Reply {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Self { status, headers: headers.collect(), body: body.to_owned() }
    }
}

struct Listener(BufReader<TcpStream>);

impl Listener {
    fn until(&mut self, kind: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("an event") > 0, "the server went away");
            if line.starts_with("data:") && line.contains(&format!("\"kind\":\"{kind}\"")) {
                return line;
            }
        }
    }
}

#[test]
fn an_edit_is_seen_in_the_page_and_in_the_lists_at_the_same_moment() {
    let preview = Preview::of(&[("content/briefings/a.md", &briefing("First", "One.")), ("content/briefings/b.md", &briefing("Second", "Two."))]);
    assert!(preview.address.ends_with("/site/"), "{}", preview.address);
    let page = preview.get("/site/briefings/a/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("One.") && page.body.contains("preview.js"), "{}", page.body);
    let mut listener = preview.listen("/site/briefings/a/");
    preview.write("content/briefings/a.md", &briefing("Changed", "Three."));
    listener.until("page");
    assert!(preview.get("/site/briefings/a/").body.contains("Three."));
    assert!(preview.get("/site/").body.contains("Changed"));
}
