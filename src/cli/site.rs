//! Finding the site and reading its settings.

#![expect(clippy::disallowed_methods, reason = "the door to site.toml, which says where all else is")]

use std::path::{Path, PathBuf};

use super::surroundings::Surroundings;
use crate::{
    base::{Code, Failure, Finding, LineIndex, Noted, SitePath},
    config::{self, BaseUrl, Site},
};

/// The name of the file that makes a folder a site.
pub(super) const SETTINGS_FILE: &str = "site.toml";

/// A site's folder and its settings.
#[derive(Clone, Debug)]
pub(super) struct SiteFolder {
    /// The folder, absolute.
    pub(super) root: PathBuf,
    /// The folder as typed, where `--site` named another than the current one.
    pub(super) typed: Option<String>,
    /// The settings.
    pub(super) site: Site,
    /// What is to be said of `site.toml`.
    pub(super) findings: Vec<Finding>,
}

impl SiteFolder {
    /// Whether `site.toml` has errors: nothing is built then.
    pub(super) fn is_broken(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == crate::base::Severity::Error)
    }
}

/// Opens the site that the command line means: `typed`, else the nearest folder upward with a `site.toml`.
///
/// # Errors
/// When there is none (how to make one is said), or its `site.toml` cannot be read.
pub(super) fn open_site(around: &Surroundings, typed: Option<&Path>) -> Result<SiteFolder, Failure> {
    let root = find_site(around, typed)?;
    let shown = typed.filter(|typed| typed.is_relative() && *typed != Path::new("."));
    read_settings(root, shown.map(|typed| typed.display().to_string()))
}

/// The folder of the site that the command line means: `typed`, else the nearest folder upward with a `site.toml`.
///
/// # Errors
/// When there is none; how to make one is said.
pub(super) fn find_site(around: &Surroundings, typed: Option<&Path>) -> Result<PathBuf, Failure> {
    let Some(typed) = typed else {
        return find_upward(&around.folder).ok_or_else(|| missing("no site.toml in this folder or any above it"));
    };
    let root = around.folder.join(typed);
    if root.join(SETTINGS_FILE).is_file() {
        return Ok(root);
    }
    let place = if root.is_dir() { "holds no site.toml" } else { "is not a folder" };
    Err(missing(&format!("`{}` {place}", typed.display())))
}

/// The nearest folder from `start` upward that holds a `site.toml`.
pub(super) fn find_upward(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()).map(Path::to_path_buf)
}

fn missing(what: &str) -> Failure {
    Failure::Usage { message: format!("{what}\nmake a site with `despatch new DIR`, or name one with `--site DIR`") }
}

/// Reads the settings of the site at `root`.
///
/// # Errors
/// When `site.toml` cannot be read.
pub(super) fn read_settings(root: PathBuf, typed: Option<String>) -> Result<SiteFolder, Failure> {
    let path = root.join(SETTINGS_FILE);
    let bytes = std::fs::read(&path)
        .map_err(|cause| Failure::Unreadable { path: path.display().to_string(), cause: super::cause(&cause) })?;
    let root = root.canonicalize().unwrap_or(root);
    let (noted, text) = match String::from_utf8(bytes) {
        Ok(text) => (config::parse(&text), text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("site.toml is not UTF-8: byte {at} fits no character");
            let finding = Finding::of_file(Code::BadBytes, SETTINGS_FILE, message);
            let site = config::parse("").value;
            return Ok(SiteFolder { root, typed, site, findings: vec![finding.hint("save it as UTF-8")] });
        }
    };
    let Noted { value: site, notes } = noted;
    let index = LineIndex::new(&text);
    let place = |note: crate::base::Diagnostic| match SitePath::new(SETTINGS_FILE) {
        Ok(path) => note.locate(&path, &text, &index),
        Err(_) => Finding::of_file(note.code, SETTINGS_FILE, note.message),
    };
    Ok(SiteFolder { root, typed, site, findings: notes.into_iter().map(place).collect() })
}

/// Puts the address that was typed in the place of the settings'.
///
/// # Errors
/// When it is not an address that a site can stand at.
pub(super) fn move_to(site: &mut Site, typed: Option<&str>) -> Result<(), Failure> {
    if let Some(typed) = typed {
        site.base_url = BaseUrl::parse(typed).map_err(|reason| Failure::Usage {
            message: format!("`--base-url {typed}` is not an address that a site can stand at ({reason})"),
        })?;
    }
    Ok(())
}
