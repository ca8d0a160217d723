//! Small sites in memory, and what a build makes of them.

use std::sync::Arc;

use despatch::{
    base::{Code, Severity},
    config,
    discover::MemorySources,
    pipeline::{self, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};

use super::canary::{self, Files};

/// The instant of builds that name none.
pub const NOW: &str = "2026-11-20T12:00:00Z";

/// What a build came to.
pub struct Built {
    pub files: Files,
    pub outcome: Outcome,
}

/// A site: its settings beyond the least, its files, when it is built, and whether drafts are shown.
#[derive(Clone)]
pub struct Site {
    settings: String,
    zone: String,
    files: Vec<(String, Vec<u8>)>,
    now: String,
    drafts: bool,
}

/// A site with one public briefing, `open.md`, and these files.
pub fn site(files: &[(&str, &str)]) -> Site {
    let open = briefing("Open", "", "An open text.");
    let mut site = Site { settings: String::new(), zone: "UTC".into(), files: vec![], now: NOW.into(), drafts: false };
    site.write("content/briefings/open.md", &open);
    for (path, text) in files {
        site.write(path, text);
    }
    site
}

/// A dated text in Markdown with these further lines in its front matter.
pub fn briefing(title: &str, keys: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = \"2026-03-12\"\nauthors = [\"A. Writer\"]\n{keys}\n+++\n\n{body}\n")
}

impl Site {
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.remove(path);
        self.files.push((path.to_owned(), bytes.as_ref().to_vec()));
    }

    pub fn remove(&mut self, path: &str) {
        self.files.retain(|(known, _)| known != path);
    }

    pub fn settings(mut self, lines: &str) -> Self {
        self.settings.push_str(lines);
        self
    }

    pub fn zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.zone);
        self
    }

    pub fn at(mut self, now: &str) -> Self {
        now.clone_into(&mut self.now);
        self
    }

    pub fn with_drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    pub fn build(&self) -> Built {
        self.build_after(None)
    }

    /// What `check` says: all of a build but the rendering.
    pub fn check(&self) -> Built {
        self.run(None, false)
    }

    pub fn build_after(&self, last: Option<&Arc<Ledger>>) -> Built {
        self.run(last, true)
    }

    fn run(&self, last: Option<&Arc<Ledger>>, render: bool) -> Built {
        let text = format!(
            "time_zone = \"{}\"\ntitle = \"S\"\nbase_url = \"https://example.org/s/\"\nlanguage = \"en-GB\"\n[outputs]\ncards = false\n{}",
            self.zone, self.settings
        );
        let settings = config::parse(&text);
        assert!(settings.notes.is_empty(), "{:?}", settings.notes);
        let sources: MemorySources = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        let request = Request {
            site: &settings.value,
            now: self.now.parse().expect("an instant"),
            drafts: self.drafts,
            render,
            last,
            memo: None,
            store: None,
            progress: &Progress::default(),
        };
        let sink = MemorySink::new();
        let outcome = pipeline::build(request, &sources, &sink).expect("memory never fails");
        Built { files: sink.into_files(), outcome }
    }
}

impl Built {
    /// Nothing of the output says the word, and there is an output.
    pub fn hides(&self, word: &str) {
        let traces = canary::traces(&self.files, word);
        assert!(traces.is_empty(), "`{word}` is told by {traces:#?}");
    }

    pub fn shows(&self, word: &str) {
        assert!(!canary::traces(&self.files, word).is_empty(), "`{word}` is nowhere; {:#?}", self.outcome.findings);
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.keys().any(|known| known.as_str() == path)
    }

    /// A file of the output as text.
    pub fn text(&self, path: &str) -> String {
        let found = self.files.iter().find(|(known, _)| known.as_str() == path);
        let (_, bytes) = found.unwrap_or_else(|| panic!("no `{path}`; {:#?}", self.outcome.findings));
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// The findings of a kind: what is said, with the place.
    pub fn said(&self, code: Code) -> Vec<String> {
        let of_kind = self.outcome.findings.iter().filter(|finding| finding.code == code);
        let told = of_kind.map(|finding| {
            let line = finding.start.map(|start| format!(":{}", start.line)).unwrap_or_default();
            let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}{line}: {}{help}", finding.file, finding.message)
        });
        told.collect()
    }

    /// The kinds of errors.
    pub fn errors(&self) -> Vec<Code> {
        let errors = self.outcome.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        errors.map(|finding| finding.code).collect()
    }

    /// Why a file is withheld, if it is.
    pub fn withheld(&self, source: &str) -> Option<&str> {
        let withheld = self.outcome.withheld.iter().find(|withheld| withheld.source == source);
        withheld.map(|withheld| withheld.reason.as_str())
    }
}
