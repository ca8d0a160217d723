//! The list of the files that we wrote into an output, kept in the site's memory: it tells ours from foreign ones.
//!
//! The list names the times of the marks for which it holds: when somebody else wrote the output, such as a build without
//! memory, the mark is another one and the list is void.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::{MARK, MEMORY};
use super::Output;
use super::ops::stamp_at;
use crate::base::{Digest, Failure, OutPath};

/// The list, as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    marks: Vec<i64>,
    files: Vec<OutPath>,
}

/// Where the list for an output folder is kept.
pub(super) fn place(site: &Path, folder: &Path) -> PathBuf {
    let site_folder = site.canonicalize().unwrap_or_else(|_| site.to_owned());
    let named = folder.strip_prefix(&site_folder).unwrap_or(folder);
    let digest = Digest::of(named.to_string_lossy().as_bytes()).hex();
    site.join(MEMORY).join(format!("outputs-{}", digest.chars().take(12).collect::<String>()))
}

/// The time of a folder's mark.
pub(super) fn mark_of(folder: &Path) -> Option<i64> {
    stamp_at(&folder.join(MARK)).map(|stamp| stamp.modified)
}

impl Output {
    /// The files that are ours, sorted; `None` when that is not known.
    pub(super) fn ours(&self) -> Option<Vec<OutPath>> {
        let mark = mark_of(&self.folder)?;
        let list: List = unsealed(&super::load(self.list.as_deref()?)?)?;
        (list.marks.contains(&mark) && is_sound(&list.files)).then_some(list.files)
    }

    /// Remembers which files are ours as long as the mark is one of `marks`.
    pub(super) fn remember(&self, marks: Vec<i64>, files: Vec<OutPath>) -> Result<(), Failure> {
        let Some(place) = &self.list else { return Ok(()) };
        self.ops.replace_with(place, [sealed(&List { marks, files })]).map_err(|error| Failure::Unwritable {
            path: place.display().to_string(),
            cause: super::ops::in_words(&error),
        })
    }
}

/// Whether paths that were read from a file stay in the output: the file may have come with somebody's repository.
pub(super) fn is_sound<'a>(paths: impl IntoIterator<Item = &'a OutPath>) -> bool {
    paths.into_iter().all(|path| OutPath::new(path.as_str()).is_ok())
}

/// A value's bytes behind their digest.
pub(super) fn sealed<T: Serialize>(value: &T) -> Vec<u8> {
    let body = postcard::to_stdvec(value).unwrap_or_default();
    let mut bytes = Digest::of(&body).hex().into_bytes();
    bytes.extend(body);
    bytes
}

/// The value, if the bytes are whole.
pub(super) fn unsealed<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<T> {
    let (digest, body) = bytes.split_at_checked(32)?;
    if Digest::of(body).hex().as_bytes() != digest {
        return None;
    }
    postcard::from_bytes(body).ok()
}
