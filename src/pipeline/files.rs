//! Files that are no texts, as they are published: what is known of each without reading it again, and its bytes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{images, shelves::Shelves};
use crate::{
    base::{Code, Digest, Failure, FileEntry, Finding, LineIndex, Noted, SitePath, Sources},
    plan::{FileRecord, Ledger},
    read,
    render::{picture, svg},
};

/// Stamps and digests of the files that are no texts.
pub(super) type Records = BTreeMap<SitePath, FileRecord>;

/// The files of a site that are no texts.
pub(super) struct Files {
    /// What is known of each.
    pub(super) records: Records,
    /// What is to be said of those of which there is anything to say, if they are published.
    pub(super) notes: BTreeMap<SitePath, Vec<Finding>>,
}

/// All files that are no texts; read only where the stamp has changed. `reading` is the digest of this reading: drawings and
/// pictures are cleaned again by another program.
pub(super) fn files(
    shelves: &Shelves,
    last: Option<&Ledger>,
    reading: Digest,
    sources: &dyn Sources,
) -> Result<Files, Failure> {
    let one = |file: &FileEntry| {
        let last = last.filter(|last| last.reading == reading || !is_rewritten(&file.path));
        let known = last.and_then(|last| Some((last, last.files.get(&file.path)?)));
        Ok(match known.filter(|(_, record)| file.stamp.same_as(&record.stamp)) {
            Some((last, record)) => {
                let notes = last.notes.get(&file.path).cloned().unwrap_or_default();
                (file.path.clone(), FileRecord { stamp: file.stamp, ..*record }, notes)
            }
            None => {
                let (bytes, notes) = published(&file.path, sources.bytes(&file.path)?);
                let facts = images::facts(&bytes);
                (file.path.clone(), FileRecord { stamp: file.stamp, digest: Digest::of(&bytes), facts }, notes)
            }
        })
    };
    let all: Vec<&FileEntry> =
        shelves.files.iter().chain(&shelves.statics).chain(&shelves.templates).chain(&shelves.lock).collect();
    let read: Vec<_> = all.into_par_iter().map(one).collect::<Result<_, Failure>>()?;
    let mut files = Files { records: Records::new(), notes: BTreeMap::new() };
    for (path, record, notes) in read {
        if !notes.is_empty() {
            files.notes.insert(path.clone(), notes);
        }
        files.records.insert(path, record);
    }
    Ok(files)
}

/// The bytes of a file as it is published.
pub(super) fn bytes(path: &SitePath, sources: &dyn Sources) -> Result<Vec<u8>, Failure> {
    Ok(published(path, sources.bytes(path)?).0)
}

/// A file's bytes as they are published, and what is to be said of them. A drawing that cannot be cleaned has no bytes to publish:
/// those it has here tell copies of withheld texts alone.
fn published(path: &SitePath, bytes: Vec<u8>) -> (Vec<u8>, Vec<Finding>) {
    if path.extension().eq_ignore_ascii_case("svgz") {
        let message = "a packed drawing is not looked into, and what it holds is not known";
        let finding = Finding::of_file(Code::BadImage, path.as_str(), message).hint("unpack it, and name it `.svg`");
        return (bytes, vec![finding]);
    }
    if !is_drawing(path) {
        let bare = if is_published(path) { picture::bare(&bytes) } else { None };
        return (bare.unwrap_or(bytes), Vec::new());
    }
    let text = read::decoded(&bytes);
    let lines = LineIndex::new(&text);
    let help = "take it out of the drawing, so that the file is what the page shows";
    match svg::sanitise(&text) {
        Ok(Noted { value, notes }) => {
            let notes = notes.into_iter().map(|note| note.hint(help).locate(path, &text, &lines)).collect();
            (value.into_bytes(), notes)
        }
        Err(broken) => (bytes, vec![broken.locate(path, &text, &lines)]),
    }
}

fn is_drawing(path: &SitePath) -> bool {
    is_published(path) && path.extension().eq_ignore_ascii_case("svg")
}

/// Whether a file is one that may be published.
fn is_published(path: &SitePath) -> bool {
    path.below("content").is_some() || path.below("static").is_some()
}

/// Whether it is by its name a drawing or a picture, which are published otherwise than they are.
fn is_rewritten(path: &SitePath) -> bool {
    let kinds = ["svg", "jpg", "jpeg", "png", "webp"];
    is_published(path) && kinds.iter().any(|kind| path.extension().eq_ignore_ascii_case(kind))
}
