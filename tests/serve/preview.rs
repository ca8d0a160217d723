//! A preview being looked at: the real program on a free port, a real HTTP client, and ears for the reload events.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

/// A site being served by the program; ended when dropped.
pub(crate) struct Preview {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) program: Child,
    pub(crate) address: String,
    /// What it says for people, line by line.
    said: Mutex<Receiver<String>>,
}

pub(crate) const SETTINGS: &str = "title = \"Desk\"\nbase_url = \"https://example.org/site/\"\nlanguage = \"en-GB\"\n";

/// Longer than anything here takes, however busy the machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

pub(crate) fn briefing(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2026-01-02\nauthors = [\"Desk\"]\n+++\n\n{body}\n")
}

pub(crate) fn two() -> Vec<(&'static str, String)> {
    vec![
        ("content/briefings/a.md", briefing("First", "One.")),
        ("content/briefings/b.md", briefing("Second", "Two.")),
        ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nAbout us.\n".to_owned()),
        ("static/custom.css", "p { color: red }".to_owned()),
        ("static/data.csv", "0123456789".to_owned()),
    ]
}

pub(crate) fn write_at(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
    fs::write(place, text).expect("written");
}

impl Preview {
    pub(crate) fn of(files: &[(&str, String)]) -> Self {
        Self::with(files, &[])
    }

    pub(crate) fn with(files: &[(&str, String)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        write_at(folder.path(), "site.toml", SETTINGS);
        for (path, text) in files {
            write_at(folder.path(), path, text);
        }
        Self::start(folder, options)
    }

    pub(crate) fn start(folder: tempfile::TempDir, options: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_despatch"));
        program.args(["serve", "--port", "0", "--site"]).arg(folder.path()).args(options);
        Self::run(folder, program)
    }

    /// Runs a command that serves the site in `folder`.
    pub(crate) fn run(folder: tempfile::TempDir, mut program: Command) -> Self {
        for name in ["VISUAL", "EDITOR", "TERM_PROGRAM", "ZED_TERM", "TERMINAL_EMULATOR", "CURSOR_TRACE_ID"] {
            program.env_remove(name);
        }
        let mut program = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
        let said = Mutex::new(lines(program.stderr.take().expect("a pipe")));
        let mut line = String::new();
        let stdout = program.stdout.as_mut().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a first line");
        Self { folder, program, address: line.trim().to_owned(), said }
    }

    /// Waits until it says a line that holds `words`; gives all lines until then.
    pub(crate) fn says(&self, words: &str) -> Vec<String> {
        said(&self.said.lock().expect("one listens"), words)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write_at(self.folder.path(), path, text);
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn host(&self) -> &str {
        self.address.trim_start_matches("http://").split('/').next().expect("a host")
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, "")
    }

    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Reply {
        send(
            self.host(),
            &format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.host()),
        )
    }

    pub(crate) fn state(&self, page: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(&format!("/site/-/despatch/state?page={page}")).body).expect("a state")
    }

    /// Opens the events of a page as a browser does that has just loaded it.
    pub(crate) fn listen(&self, page: &str) -> Listener {
        let tag = self.get(page).headers.get("etag").cloned().unwrap_or_default().replace('"', "");
        let mut stream = TcpStream::connect(self.host()).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let head = format!("GET /-/despatch/events?page={page}&tag={tag} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host());
        stream.write_all(head.as_bytes()).expect("sent");
        let mut listener = Listener(BufReader::new(stream));
        listener.until("state");
        listener
    }

    /// Waits until the page at `path` has the status and holds the words, looking again at each piece of news.
    pub(crate) fn shows(&self, path: &str, status: u16, words: &str) {
        let mut listener = self.listen(path);
        loop {
            let reply = self.get(path);
            if reply.status == status && reply.body.contains(words) {
                return;
            }
            listener.next();
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        let done = Command::new("kill").args([name, &self.program.id().to_string()]).status().expect("kill");
        assert!(done.success());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

pub(crate) fn send(host: &str, head: &str) -> Reply {
    let mut stream = TcpStream::connect(host).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    stream.write_all(head.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("answered");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Reply { status, headers, body: body.to_owned() }
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

pub(crate) struct Listener(BufReader<TcpStream>);

impl Listener {
    /// Waits for news of a kind.
    pub(crate) fn until(&mut self, kind: &str) -> String {
        loop {
            let line = self.next();
            if line.contains(&format!("\"kind\":\"{kind}\"")) {
                return line;
            }
        }
    }

    pub(crate) fn next(&mut self) -> String {
        let began = std::time::Instant::now();
        loop {
            let mut line = String::new();
            assert!(began.elapsed() < PATIENCE, "no news came");
            assert!(self.0.read_line(&mut line).expect("an event") > 0, "the server went away");
            if line.starts_with("data:") {
                return line;
            }
        }
    }
}

/// The lines of a pipe as they come.
pub(crate) fn lines(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The lines up to the first that holds `words`.
pub(crate) fn said(lines: &Receiver<String>, words: &str) -> Vec<String> {
    let mut all = Vec::new();
    while !all.last().is_some_and(|line: &String| line.contains(words)) {
        let line = lines.recv_timeout(PATIENCE);
        all.push(line.unwrap_or_else(|_| panic!("`{words}` was never said: {all:#?}")));
    }
    all
}
