//! What each file of a site is: a text, a text's sidecar, a file beside texts, a template, a static file.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashSet},
};

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
    /// `.toml` files beside texts of the same stem, by the texts' paths.
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
    let stems = LazyCell::new(|| stems(files));
    for file in files {
        let path = &file.path;
        match path.as_str().split('/').next() {
            Some("templates") => shelves.templates.push(file.clone()),
            Some("static") => shelves.statics.push(file.clone()),
            Some(LOCK_FILE) => shelves.lock = Some(file.clone()),
            Some("content") => content(file, &stems, &mut shelves, findings),
            _ => {}
        }
    }
    shelves
}

fn content(file: &FileEntry, stems: &Stems, shelves: &mut Shelves, findings: &mut Vec<Finding>) {
    let path = &file.path;
    if is_text(path) {
        if path.name().starts_with('_') {
            let message = "a file whose name begins with `_` is no briefing and is passed over";
            findings.push(Finding::of_file(Code::OrphanFile, path.as_str(), message));
            return;
        }
        let shelf = if path.below("content/pages").is_some() { Shelf::Pages } else { Shelf::Briefings };
        shelves.texts.push((file.clone(), shelf));
        return;
    }
    match stems.get(&stem(path)) {
        Some(texts) if is_toml(path) => {
            for text in texts {
                let exact = text.stem() == path.stem();
                if exact || !shelves.sidecars.contains_key(text) {
                    shelves.sidecars.insert(text.clone(), file.clone());
                }
            }
            return;
        }
        Some(texts) => findings.extend(texts.first().and_then(|text| lookalike(path, text))),
        None => findings.extend(of_whole_name(path, stems)),
    }
    shelves.files.push(file.clone());
}

/// Texts by what they share with their sidecar, whatever the case of its name.
type Stems = BTreeMap<String, Vec<SitePath>>;

/// The texts of the folders in which there is anything else.
fn stems(files: &[FileEntry]) -> Stems {
    let others = files.iter().map(|file| &file.path).filter(|path| path.below("content").is_some() && !is_text(path));
    let folders: HashSet<&str> = others.map(SitePath::folder).collect();
    let mut stems = Stems::new();
    for file in files.iter().filter(|file| folders.contains(file.path.folder()) && is_text(&file.path)) {
        stems.entry(stem(&file.path)).or_default().push(file.path.clone());
    }
    stems
}

fn stem(path: &SitePath) -> String {
    format!("{}/{}", path.folder(), path.stem().to_lowercase())
}

fn is_text(path: &SitePath) -> bool {
    TEXTS.iter().any(|ending| path.extension().eq_ignore_ascii_case(ending)) && path.below("content").is_some()
}

fn is_toml(path: &SitePath) -> bool {
    path.extension().eq_ignore_ascii_case("toml")
}

/// A file that looks as if it held the front matter of a text and does not: what it says of a release is not heard.
fn lookalike(path: &SitePath, text: &SitePath) -> Option<Finding> {
    let is_data = ["yaml", "yml", "json"].iter().any(|ending| path.extension().eq_ignore_ascii_case(ending));
    is_data.then(|| {
        let message = format!("`{}` takes no front matter from this file", text.name());
        let help = format!("write it as TOML in `{}.toml`, or at the head of the text", text.stem());
        Finding::of_file(Code::OrphanFile, path.as_str(), message).hint(help)
    })
}

/// The same of `text.txt.toml`.
fn of_whole_name(path: &SitePath, stems: &Stems) -> Option<Finding> {
    let inner = SitePath::new(&format!("{}/{}", path.folder(), path.stem())).ok()?;
    let texts = stems.get(&stem(&inner)).filter(|_| is_toml(path) && is_text(&inner))?;
    let text = texts.first()?;
    let message = format!("`{}` takes no front matter from this file", text.name());
    Some(Finding::of_file(Code::OrphanFile, path.as_str(), message).hint(format!("name it `{}.toml`", text.stem())))
}

impl Shelves {
    /// The text of this path, and its shelf.
    pub(super) fn text(&self, path: &SitePath) -> Option<(&FileEntry, Shelf)> {
        let at = self.texts.binary_search_by(|(file, _)| file.path.cmp(path)).ok()?;
        self.texts.get(at).map(|(file, shelf)| (file, *shelf))
    }

    /// The sidecar of a text.
    pub(super) fn sidecar_of(&self, text: &SitePath) -> Option<&SitePath> {
        self.sidecars.get(text).map(|file| &file.path)
    }
}

/// The sidecars of a site's texts, by the texts' paths.
#[must_use]
pub fn sidecars(files: &[FileEntry]) -> BTreeMap<SitePath, SitePath> {
    let sidecars = sort(files, &mut Vec::new()).sidecars;
    sidecars.into_iter().map(|(text, file)| (text, file.path)).collect()
}
