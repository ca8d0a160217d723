//! What each file of a site is: a text, a text's sidecar, a file beside texts, a template, a static file.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{Code, FileEntry, Finding, SitePath},
    model::Shelf,
    plan::LOCK_FILE,
};

/// The files of a site by what they are, each in the order of paths.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    /// Briefings and stand-alone pages.
    pub(super) texts: Vec<(FileEntry, Shelf)>,
    /// `.toml` files beside a text of the same stem, by the text's path.
    pub(super) sidecars: BTreeMap<SitePath, FileEntry>,
    /// Everything else below `content/`.
    pub(super) files: Vec<FileEntry>,
    /// Everything below `templates/`.
    pub(super) templates: Vec<FileEntry>,
    /// Everything below `static/`.
    pub(super) statics: Vec<FileEntry>,
    /// `despatch.lock`.
    pub(super) lock: Option<FileEntry>,
}

/// Endings of texts, in any case.
const TEXTS: [&str; 3] = ["md", "markdown", "txt"];

/// Sorts the files of a site.
pub(super) fn sort(files: &[FileEntry], findings: &mut Vec<Finding>) -> Shelves {
    let mut shelves = Shelves::default();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in files {
        let path = &file.path;
        match path.as_str().split('/').next() {
            Some("templates") => shelves.templates.push(file.clone()),
            Some("static") => shelves.statics.push(file.clone()),
            Some(LOCK_FILE) => shelves.lock = Some(file.clone()),
            Some("content") => content(file, &paths, &mut shelves, findings),
            _ => {}
        }
    }
    shelves
}

fn content(file: &FileEntry, paths: &BTreeSet<&str>, shelves: &mut Shelves, findings: &mut Vec<Finding>) {
    let path = &file.path;
    let extension = path.extension().to_ascii_lowercase();
    if TEXTS.contains(&extension.as_str()) {
        if path.name().starts_with('_') {
            let message = "a file whose name begins with `_` is no briefing and is passed over";
            findings.push(Finding::of_file(Code::OrphanFile, path.as_str(), message));
            return;
        }
        let shelf = if path.below("content/pages").is_some() { Shelf::Pages } else { Shelf::Briefings };
        shelves.texts.push((file.clone(), shelf));
        return;
    }
    if extension == "toml"
        && let Some(text) = text_of_sidecar(path, paths)
    {
        shelves.sidecars.insert(text, file.clone());
        return;
    }
    shelves.files.push(file.clone());
}

/// The text beside which a `.toml` stands, if there is one of its stem.
fn text_of_sidecar(path: &SitePath, paths: &BTreeSet<&str>) -> Option<SitePath> {
    let stem = path.as_str().strip_suffix(path.extension())?;
    TEXTS
        .iter()
        .map(|ending| format!("{stem}{ending}"))
        .find(|text| paths.contains(text.as_str()))
        .and_then(|text| SitePath::new(&text).ok())
}
