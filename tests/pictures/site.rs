//! A small site in memory that notes which of its files are read.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use despatch::{
    base::{Failure, Finding, Inventory, OutPath, SitePath, Sources, Store},
    config::{self, Site},
    discover::MemorySources,
    pipeline::{self, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};

pub const SETTINGS: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n";

/// Sources that note what is read of them.
pub struct Watched {
    pub files: MemorySources,
    pub read: Mutex<Vec<String>>,
}

impl Sources for Watched {
    fn inventory(&self) -> Result<Inventory, Failure> {
        self.files.inventory()
    }

    fn bytes(&self, path: &SitePath) -> Result<Vec<u8>, Failure> {
        self.read.lock().expect("no panic").push(path.to_string());
        self.files.bytes(path)
    }
}

/// What a build came to.
pub struct Built {
    pub outcome: Outcome,
    pub files: BTreeMap<OutPath, Arc<[u8]>>,
    /// The files below `content/` and `static/` that were read.
    pub read: Vec<String>,
}

impl Built {
    /// A file's text.
    pub fn text(&self, path: &str) -> String {
        let path = OutPath::new(path).expect("a path");
        let bytes = self.files.get(&path).unwrap_or_else(|| panic!("no {path} among {:?}", self.files.keys()));
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// The findings about a file, in words, with their lines.
    pub fn said(&self, file: &str) -> Vec<(u32, String)> {
        let said = |finding: &Finding| (finding.start.map_or(0, |at| at.line), finding.message.clone());
        self.outcome.findings.iter().filter(|finding| finding.file == file).map(said).collect()
    }
}

/// A site of these files.
pub fn sources(files: &[(&str, &[u8])]) -> Watched {
    Watched { files: files.iter().copied().collect(), read: Mutex::default() }
}

pub fn write(sources: &mut Watched, path: &str, bytes: &[u8]) {
    sources.files.write(SitePath::new(path).expect("a path"), bytes.to_vec());
}

/// Builds with the settings given.
pub fn build_with(sources: &Watched, site: &Site, store: Option<&dyn Store>, last: Option<&Built>) -> Built {
    let last: Option<&Arc<Ledger>> = last.map(|built| &built.outcome.ledger);
    let request = Request {
        site,
        now: "2026-11-20T12:00:00Z".parse().expect("an instant"),
        drafts: false,
        render: true,
        last,
        memo: None,
        store,
        progress: &Progress::default(),
    };
    let sink = MemorySink::new();
    let outcome = pipeline::build(request, sources, &sink).expect("memory never fails");
    let mut read = std::mem::take(&mut *sources.read.lock().expect("no panic"));
    read.sort();
    Built { outcome, files: sink.into_files(), read }
}

/// Builds with the least settings.
pub fn build(sources: &Watched, last: Option<&Built>) -> Built {
    build_with(sources, &config::parse(SETTINGS).value, None, last)
}
