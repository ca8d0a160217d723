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
    let mut words = Words { out: String::with_capacity(name.len()), gap: false };
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            words.add(rest.get(..plain).unwrap_or_default());
        } else if !c.is_ascii() {
            words.add_beyond_ascii(c);
        } else if c != '\'' {
            words.gap = true;
        }
        rest = rest.get(plain.max(c.len_utf8())..).unwrap_or_default();
    }
    words.out.make_ascii_lowercase();
    words.out
}

/// Words as they are put together, in the case that they are written in.
struct Words {
    out: String,
    /// Whether something stands between the last word and what comes.
    gap: bool,
}

impl Words {
    /// Adds letters and digits of ASCII.
    fn add(&mut self, plain: &str) {
        if self.gap && !self.out.is_empty() {
            self.out.push('-');
        }
        self.gap = false;
        self.out.push_str(plain);
    }

    fn add_beyond_ascii(&mut self, c: char) {
        if matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '’' | '‘') {
            return;
        }
        for c in deunicode::deunicode_char(c).unwrap_or(" ").chars() {
            match c {
                '\'' => {}
                _ if c.is_ascii_alphanumeric() => self.add(c.encode_utf8(&mut [0; 4])),
                _ => self.gap = true,
            }
        }
    }
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
