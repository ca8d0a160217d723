//! The file that `despatch read` was asked about: where it lies, its bytes, and those of its sidecar.

#![expect(clippy::disallowed_methods, reason = "the door to the one file, which need not lie in a site")]

use std::path::{Path, PathBuf};

use crate::{
    base::{Failure, Finding, LineIndex, SitePath},
    cli::{cause, site::SiteFolder, surroundings::Surroundings},
    read::Reading,
};

/// A file to read.
pub(super) struct OpenFile {
    /// Its path in the site, or what stands for one: its folder's name and its own.
    pub(super) path: SitePath,
    /// The path as it is spoken of: from the site's root, else as typed.
    pub(super) shown: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The `.toml` beside it: its name as spoken of, and its bytes.
    pub(super) sidecar: Option<(String, Vec<u8>)>,
}

/// Opens `typed`, relative to the current folder, else to the site.
///
/// # Errors
/// When it cannot be read.
pub(super) fn open(typed: &Path, near: Option<&SiteFolder>, around: &Surroundings) -> Result<OpenFile, Failure> {
    let here = around.folder.join(typed);
    let place = match near {
        Some(near) if !here.exists() && near.root.join(typed).exists() => near.root.join(typed),
        _ => here,
    };
    let place = place.canonicalize().map_err(|error| unreadable(typed, &error))?;
    let bytes = std::fs::read(&place).map_err(|error| unreadable(typed, &error))?;
    let inner = near.and_then(|near| inside(&near.root, &place));
    let shown = inner.as_ref().map_or_else(|| typed.display().to_string(), ToString::to_string);
    let path = match inner {
        Some(path) => path,
        None => stand_in(&place)?,
    };
    Ok(OpenFile { sidecar: sidecar(&path, &place, &shown), path, shown, bytes })
}

/// A name that leads to no file was typed wrongly; the rest is the machine's.
fn unreadable(typed: &Path, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    let shown = typed.display();
    match error.kind() {
        NotFound | NotADirectory => Failure::Usage { message: format!("there is no file `{shown}`") },
        IsADirectory => Failure::Usage { message: format!("`{shown}` is a folder, and `read` takes one file") },
        _ => Failure::Unreadable { path: shown.to_string(), cause: cause(error) },
    }
}

fn inside(root: &Path, place: &Path) -> Option<SitePath> {
    let parts: Option<Vec<&str>> = place.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    SitePath::new(&parts?.join("/")).ok()
}

/// A path for a file that lies in no site, such that its slug is what it would be in one.
fn stand_in(place: &Path) -> Result<SitePath, Failure> {
    let name = |path: Option<&std::ffi::OsStr>| {
        let name = path.map(|name| name.to_string_lossy().replace(|c: char| c.is_control() || c == '\\', "_"));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| "text".to_owned())
    };
    let folder = name(place.parent().and_then(Path::file_name));
    let joined = format!("{folder}/{}", name(place.file_name()));
    SitePath::new(&joined).map_err(|reason| Failure::Usage { message: format!("cannot name `{joined}`: {reason}") })
}

fn sidecar(path: &SitePath, place: &Path, shown: &str) -> Option<(String, Vec<u8>)> {
    if !["txt", "md", "markdown"].iter().any(|ending| path.extension().eq_ignore_ascii_case(ending)) {
        return None;
    }
    let bytes = std::fs::read(place.with_extension("toml")).ok()?;
    Some((PathBuf::from(shown).with_extension("toml").display().to_string(), bytes))
}

impl OpenFile {
    /// The sidecar's bytes.
    pub(super) fn sidecar_bytes(&self) -> Option<&[u8]> {
        self.sidecar.as_ref().map(|(_, bytes)| bytes.as_slice())
    }

    /// What is wrong with the sidecar, at its places.
    pub(super) fn sidecar_findings(&self, reading: &Reading) -> Vec<Finding> {
        let Some((shown, bytes)) = &self.sidecar else { return Vec::new() };
        let text = String::from_utf8_lossy(bytes);
        let index = LineIndex::new(&text);
        let place = |note: &crate::base::Diagnostic| Finding {
            file: shown.clone(),
            ..note.clone().locate(&self.path, &text, &index)
        };
        reading.sidecar_notes.iter().map(place).collect()
    }
}
