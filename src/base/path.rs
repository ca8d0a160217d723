//! Paths that cannot leave their place: in the site, in the output, and as addresses of pages. Their copies share one text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scan;

/// A file of the site, relative to its root, with `/` between its parts; never absolute, never with `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SitePath(Arc<str>);

/// A file of the output, relative to its root; never absolute, never with `.` or `..`, never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutPath(Arc<str>);

/// The address of a page below the site's base: begins and ends in `/`, without the base's own path (`/briefings/x/`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address(Arc<str>);

/// Why a text is not a path of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    /// Nothing there.
    Empty,
    /// It begins at a root or a drive.
    Absolute,
    /// A part is `.` or `..`, or empty.
    Climbs,
    /// A character that no path of ours holds: NUL, control characters, `\`.
    Character,
}

impl std::fmt::Display for PathError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::Absolute => "it is absolute",
            Self::Climbs => "a part of it is empty, `.` or `..`",
            Self::Character => "it holds a control character or a backslash",
        })
    }
}

impl std::error::Error for PathError {}

/// Whether every part of a path is plain at a glance: no part is empty or begins with a dot.
fn is_plain(bytes: &[u8]) -> bool {
    let begins = bytes.first().is_some_and(|byte| !matches!(byte, b'/' | b'.'));
    let ends = bytes.last() != Some(&b'/');
    begins && ends && !scan::any_pair(bytes, |byte, next| byte == b'/' && matches!(next, b'/' | b'.'))
}

fn checked(text: &str) -> Result<(), PathError> {
    if is_plain(text.as_bytes())
        && text.is_ascii()
        && !scan::any(text.as_bytes(), |b| b < b' ' || matches!(b, 0x7f | b'\\'))
    {
        return Ok(());
    }
    match text {
        "" => return Err(PathError::Empty),
        _ if text.starts_with('/') => return Err(PathError::Absolute),
        _ if text.chars().any(|c| c.is_control() || c == '\\') => return Err(PathError::Character),
        _ => {}
    }
    if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(PathError::Climbs);
    }
    Ok(())
}

impl SitePath {
    /// Takes a relative path with `/` between its parts.
    ///
    /// # Errors
    /// When it is empty, absolute, climbs, or holds a character that no path of ours holds.
    pub fn new(text: &str) -> Result<Self, PathError> {
        checked(text).map(|()| Self(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last part without its last extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rsplit_once('.') {
            Some(("", _)) | None => name,
            Some((stem, _)) => stem,
        }
    }

    /// The last extension as written, without its dot; empty if there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        match self.name().rsplit_once('.') {
            Some(("", _)) | None => "",
            Some((_, extension)) => extension,
        }
    }

    /// The folder that holds it, `""` for the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// `target`, as written in this file, as a path of the site: relative to its folder, `..` resolved; `None` if that
    /// leaves the site.
    #[must_use]
    pub fn resolve(&self, target: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                _ => parts.push(part),
            }
        }
        Self::new(&parts.join("/")).ok()
    }

    /// What is left of it below `folder`; `None` if it does not lie there.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl OutPath {
    /// Takes a relative path with `/` between its parts.
    ///
    /// # Errors
    /// When it is empty, absolute, climbs, or holds a character that no path of ours holds.
    pub fn new(text: &str) -> Result<Self, PathError> {
        checked(text).map(|()| Self(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// What two paths share on a file system that ignores case and composition of characters.
    #[must_use]
    pub fn folded(&self) -> std::borrow::Cow<'_, str> {
        use unicode_normalization::UnicodeNormalization as _;
        if self.0.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return (&*self.0).into();
        }
        self.0.nfkc().flat_map(char::to_lowercase).collect()
    }
}

impl Address {
    /// The address of the site's home.
    #[must_use]
    pub fn home() -> Self {
        Self("/".into())
    }

    /// Takes the parts of an address with any slashes at its ends: `briefings/x`, `/briefings/x/`.
    ///
    /// # Errors
    /// When a part is empty, `.` or `..`, or holds a character that no path of ours holds.
    pub fn new(text: &str) -> Result<Self, PathError> {
        let inner = text.trim_matches('/');
        if inner.is_empty() {
            return Ok(Self::home());
        }
        checked(inner)?;
        Ok(Self(["/", inner, "/"].concat().into()))
    }

    /// The text, with `/` at both ends.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page below this one with the parts of `rest`, which come from slugs and numbers.
    #[must_use]
    pub fn join(&self, rest: &str) -> Self {
        let inner = rest.trim_matches('/');
        match checked(inner) {
            Ok(()) => Self([&self.0, inner, "/"].concat().into()),
            Err(_) => self.clone(),
        }
    }

    /// The file that the page is written to: its `index.html`.
    #[must_use]
    pub fn index(&self) -> OutPath {
        self.file("index.html")
    }

    /// A file of this name in the page's folder.
    #[must_use]
    pub fn file(&self, name: &str) -> OutPath {
        OutPath([self.0.trim_start_matches('/'), name].concat().into())
    }
}

impl std::fmt::Display for SitePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for OutPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_its_place() {
        for bad in ["", "/a", "../a", "a/../b", "a//b", "a/./b", "a\\b", "a\0b", "a/"] {
            assert!(SitePath::new(bad).is_err(), "{bad:?}");
            assert!(OutPath::new(bad).is_err(), "{bad:?}");
        }
        assert!(Address::new("/../x/").is_err());
    }

    #[test]
    fn targets_resolve_against_their_file() {
        let file = SitePath::new("content/briefings/2026/x.md").expect("a path");
        assert_eq!(file.resolve("../2025/y.md").map(|p| p.to_string()), Some("content/briefings/2025/y.md".into()));
        assert_eq!(file.resolve("../../../../etc/passwd"), None);
    }

    #[test]
    fn addresses_have_a_slash_at_both_ends() {
        let address = Address::new("briefings/x").expect("an address");
        assert_eq!(address.as_str(), "/briefings/x/");
        assert_eq!(address.index().as_str(), "briefings/x/index.html");
        assert_eq!(Address::home().index().as_str(), "index.html");
    }
}
