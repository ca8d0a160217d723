//! Languages and countries by their international codes.

use serde::{Deserialize, Serialize};

/// A well-formed BCP 47 language tag in its usual case (`en-GB`, `uk`, `zh-Hant`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LangTag(Box<str>);

impl LangTag {
    /// Takes language, script, region and variants; puts them into their usual case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut out = String::with_capacity(text.len());
        for (at, part) in text.split('-').enumerate() {
            let alphabetic = part.bytes().all(|b| b.is_ascii_alphabetic());
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric()) && !part.is_empty() && part.len() <= 8;
            let shown = match (at, part.len()) {
                (0, 2 | 3) if alphabetic => part.to_ascii_lowercase(),
                (0, _) => return None,
                (1, 4) if alphabetic => {
                    let lower = part.to_ascii_lowercase();
                    lower.get(..1)?.to_ascii_uppercase() + lower.get(1..)?
                }
                (_, 2) if alphabetic => part.to_ascii_uppercase(),
                _ if plain => part.to_ascii_lowercase(),
                _ => return None,
            };
            if at > 0 {
                out.push('-');
            }
            out.push_str(&shown);
        }
        Some(Self(out.into()))
    }

    /// `und`: the language is not known.
    #[must_use]
    pub fn undetermined() -> Self {
        Self("und".into())
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone (`en` of `en-GB`).
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether the language is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let script = self.0.split('-').nth(1).filter(|part| part.len() == 4);
        match script {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm"),
            None => {
                matches!(self.primary(), "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "ku")
            }
        }
    }
}

impl std::fmt::Display for LangTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An ISO 3166-1 alpha-2 country code, upper-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Country([u8; 2]);

impl Country {
    /// Takes an assigned code in upper case (`GB`, not `UK`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        super::vocabulary::country_name(text)?;
        match text.as_bytes() {
            [a, b] => Some(Self([*a, *b])),
            _ => None,
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The short English name of ISO 3166-1, in usual order.
    #[must_use]
    pub fn name(&self) -> &'static str {
        super::vocabulary::country_name(self.as_str()).unwrap_or_default()
    }

    /// Its name in a language; the English one where the language is not among the theme's.
    #[must_use]
    pub fn name_in(&self, language: &LangTag) -> &'static str {
        super::countries::country_name_in(self.as_str(), language.primary()).unwrap_or_else(|| self.name())
    }
}

/// An ORCID iD in its usual form (`0000-0002-1825-0097`), from that form or its address; `None` if it is malformed or its check
/// digit (ISO 7064 mod 11-2) is wrong.
#[must_use]
pub fn orcid(text: &str) -> Option<String> {
    let text = text.trim();
    let text =
        ["https://orcid.org/", "http://orcid.org/"].iter().find_map(|site| text.strip_prefix(site)).unwrap_or(text);
    let groups: Vec<&str> = text.split('-').collect();
    if groups.len() != 4 || groups.iter().any(|group| group.len() != 4) {
        return None;
    }
    let digits = groups.concat();
    let (body, check) = digits.split_at_checked(15)?;
    let total = body.chars().try_fold(0, |total, c| Some((total + c.to_digit(10)?) * 2))?;
    let right = match (12 - total % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10)?,
    };
    check.chars().eq([right]).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_case() {
        let tag = |text| LangTag::parse(text).map(|tag| tag.to_string());
        assert_eq!(tag("EN-gb"), Some("en-GB".into()));
        assert_eq!(tag("zh-hant-tw"), Some("zh-Hant-TW".into()));
        assert_eq!(tag("english"), None);
        assert_eq!(tag("en_GB"), None);
        assert_eq!(tag(""), None);
    }

    #[test]
    fn an_orcid_needs_its_check_digit() {
        assert_eq!(orcid("https://orcid.org/0000-0002-1825-0097").as_deref(), Some("0000-0002-1825-0097"));
        assert!(orcid("0000-0002-1694-233X").is_some());
        for bad in ["0000-0002-1825-0098", "0000000218250097", "0000-0002-1825-009", "", "0000-0002-18é-0097"] {
            assert_eq!(orcid(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_united_kingdom_is_gb() {
        assert!(Country::parse("UK").is_none());
        assert_eq!(Country::parse("GB").map(|c| c.name()), Some("United Kingdom"));
    }
}
