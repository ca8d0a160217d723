//! Which folders may be an output: an empty one, a new one, or one that carries our mark.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::super::{MARK, MEMORY};
use crate::base::Failure;

/// The folders of a site that never hold an output.
const SOURCES: [&str; 5] = ["content", "templates", "static", ".git", MEMORY];

/// The folder with all links resolved, if it may be an output of the site in the folder `site`.
pub(super) fn checked(named: &Path, site: &Path) -> Result<PathBuf, Failure> {
    let refuse = |cause: String| Failure::ForeignFolder { path: named.display().to_string(), cause };
    let unreadable = |path: &Path, error: &io::Error| Failure::Unreadable {
        path: path.display().to_string(),
        cause: super::ops::in_words(error),
    };
    let site = site.canonicalize().map_err(|error| unreadable(site, &error))?;
    let folder = resolved(named).map_err(|error| unreadable(named, &error))?;
    if let Some(cause) = place_refused(&folder, &site) {
        return Err(refuse(cause));
    }
    match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(folder),
        Err(error) => Err(unreadable(named, &error)),
        Ok(found) if !found.is_dir() => Err(refuse("it is not a folder".to_owned())),
        Ok(_) => match is_ours(&folder) {
            Ok(true) => Ok(folder),
            Ok(false) => Err(refuse(format!(
                "it holds files and not the mark `{MARK}` of an output of despatch; name another folder with `--out`, or empty this one"
            ))),
            Err(error) => Err(unreadable(named, &error)),
        },
    }
}

fn place_refused(folder: &Path, site: &Path) -> Option<String> {
    let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
    if folder == site {
        return Some("it is the site itself".to_owned());
    }
    if site.starts_with(folder) {
        return Some("it holds the site".to_owned());
    }
    if home.is_some_and(|home| home.starts_with(folder)) || folder.parent().is_none() {
        return Some("it is or holds the home folder".to_owned());
    }
    if let Some(name) = SOURCES.iter().find(|name| folder.starts_with(site.join(name))) {
        return Some(format!("it lies in the site's own `{name}`"));
    }
    let git = folder.components().any(|part| part.as_os_str() == ".git");
    git.then(|| "it lies in the store of a git repository".to_owned())
}

fn is_ours(folder: &Path) -> io::Result<bool> {
    if fs::symlink_metadata(folder.join(MARK)).is_ok_and(|mark| mark.is_file()) {
        return Ok(true);
    }
    let left_over = format!("{}-", super::stage::INSIDE);
    for entry in fs::read_dir(folder)? {
        if !entry?.file_name().to_string_lossy().starts_with(&left_over) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The folder as an absolute path without links, `.` and `..`; its last parts need not be there.
fn resolved(named: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(named)?;
    let mut place = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                place.pop();
            }
            Component::CurDir => {}
            _ => place.push(part),
        }
        match place.canonicalize() {
            Ok(found) => place = found,
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&place).is_err() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(place)
}
