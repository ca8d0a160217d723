//! Slugs: the lower-case ASCII words, joined by hyphens, of which addresses and anchors are made.

use serde::{Deserialize, Serialize};

/// One part of an address: lower-case ASCII letters and digits in words joined by single hyphens; never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(Box<str>);

/// Slugs longer than this are cut at a word: file systems allow 255 bytes a name.
const LONGEST: usize = 120;

impl Slug {
    /// Makes a slug of any name by transliteration; `None` if nothing is left of it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = words(name);
        if slug.len() > LONGEST {
            slug.truncate(LONGEST);
            if let Some(cut) = slug.rfind('-') {
                slug.truncate(cut);
            }
        }
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// Takes a text that must already be a slug.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let joined = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        (plain && joined && !text.is_empty() && text.len() <= 200).then(|| Self(text.into()))
    }

    /// The slug of what has no name to make one of.
    #[must_use]
    pub fn untitled() -> Self {
        Self("untitled".into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of a name as lower-case ASCII joined by hyphens; may be empty. Apostrophes join what they stand between.
#[must_use]
pub fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' {
            gap = true;
        }
    };
    if name.is_ascii() {
        name.bytes().for_each(push);
        return out;
    }
    for c in name.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '’' | '‘' => {}
            _ if c.is_ascii() => c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut push),
            _ => deunicode::deunicode_char(c).unwrap_or(" ").bytes().for_each(&mut push),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        let slug = |name| Slug::from_name(name).map(|slug| slug.to_string());
        assert_eq!(slug("Côte d’Ivoire & the “Sahel”"), Some("cote-divoire-the-sahel".into()));
        assert_eq!(slug("Україна"), Some("ukrayina".into()));
        assert_eq!(slug("C++"), Some("c".into()));
        assert_eq!(slug("!!!"), None);
    }

    #[test]
    fn a_given_slug_must_already_be_one() {
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "../x", "a/b", "é"] {
            assert_eq!(Slug::parse(bad), None, "{bad}");
        }
        assert!(Slug::parse("nato-2026").is_some());
    }
}
