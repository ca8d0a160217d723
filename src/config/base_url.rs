//! Where the site will stand: an absolute address that ends in a slash.

use serde::Serialize;

/// An absolute `http` or `https` address without query and fragment that ends in `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaseUrl {
    text: String,
    /// Where the path begins.
    path: usize,
}

impl BaseUrl {
    /// Takes an address; a missing slash at its end is added.
    ///
    /// # Errors
    /// When it has another scheme, no host, a query, a fragment or a character that no address holds: the reason, in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
        let scheme = scheme.ok_or("expected it to begin with https:// or http://")?.len();
        let rest = text.get(scheme..).unwrap_or_default();
        let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let odd = |c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '{' | '}' | '`' | '^' | '|')
        };
        match rest.get(..host) {
            None | Some("") => return Err("it names no host"),
            Some(host) if host.contains('@') => return Err("it carries a user's name"),
            _ if text.contains(['?', '#']) => return Err("it has a query or a fragment"),
            _ if text.contains(odd) => return Err("it holds a space or a character that no address holds"),
            _ => {}
        }
        let path = rest.get(host..).unwrap_or_default().trim_matches('/');
        if path.split('/').any(|part| matches!(part, "." | "..")) || path.contains("//") {
            return Err("a part of its path is empty, `.` or `..`");
        }
        let origin = scheme + host;
        let mut address = text.get(..origin).unwrap_or_default().to_owned();
        address.push('/');
        if !path.is_empty() {
            address.push_str(path);
            address.push('/');
        }
        Ok(Self { text: address, path: origin })
    }

    /// An address that stands for none: that of a site whose settings have an error there.
    pub(super) fn nowhere() -> Self {
        Self { text: "/".to_owned(), path: 0 }
    }

    /// The address, with `/` at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port, without a slash at the end (`https://org.github.io`).
    #[must_use]
    pub fn origin(&self) -> &str {
        self.text.get(..self.path).unwrap_or_default()
    }

    /// Its path without the slash at its end: `/site`, or empty at a host's root.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.text.get(self.path..).unwrap_or_default().trim_end_matches('/')
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_ends_in_a_slash_and_knows_its_prefix() {
        for (given, text, origin, prefix) in [
            ("https://a.org", "https://a.org/", "https://a.org", ""),
            ("https://a.org/", "https://a.org/", "https://a.org", ""),
            ("https://org.github.io/site", "https://org.github.io/site/", "https://org.github.io", "/site"),
            ("http://localhost:8080/a/b//", "http://localhost:8080/a/b/", "http://localhost:8080", "/a/b"),
        ] {
            let url = BaseUrl::parse(given).expect(given);
            assert_eq!((url.as_str(), url.origin(), url.prefix()), (text, origin, prefix));
        }
    }

    #[test]
    fn what_is_no_site_address_is_refused() {
        for bad in [
            "",
            "/",
            "example.org",
            "ftp://a.org/",
            "https://",
            "https:///x",
            "https://a.org/?x",
            "https://a b.org",
            "https://a.org/../x",
            "https://u@a.org/",
        ] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
