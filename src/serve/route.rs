//! Which file an address means, as on GitHub Pages: `/x` leads to `/x/`, a folder is its `index.html`, nothing is listed.

use super::snapshot::{Served, Snapshot};
use crate::base::OutPath;

/// What an address leads to.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// A file of the output.
    File(OutPath, &'a Served),
    /// Another address, relative to the host.
    Elsewhere(String),
    /// One of the preview's own addresses, by the part after `/-/despatch/`.
    Own(&'a str),
    /// Nothing.
    Missing,
    /// An address that no page has: it climbs, or hides what it means.
    Refused,
}

/// Where the preview's own addresses begin, below the prefix.
pub(super) const OWN: &str = "/-/despatch/";

/// What the path of an address leads to.
pub(super) fn find<'a>(snapshot: &'a Snapshot, path: &'a str) -> Found<'a> {
    if let Some((before, own)) = path.split_once(OWN)
        && !before.contains("..")
    {
        return Found::Own(own);
    }
    let Some(decoded) = decoded(path) else { return Found::Refused };
    let Some(rest) =
        decoded.strip_prefix(snapshot.prefix.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    else {
        return if decoded == "/" { Found::Elsewhere(format!("{}/", snapshot.prefix)) } else { Found::Missing };
    };
    let Some(name) = rest.strip_prefix('/') else { return Found::Elsewhere(format!("{path}/")) };
    if name.is_empty() || name.ends_with('/') {
        return file(snapshot, &format!("{name}index.html")).unwrap_or(Found::Missing);
    }
    if let Some(found) = file(snapshot, name) {
        return found;
    }
    match file(snapshot, &format!("{name}/index.html")) {
        Some(_) => Found::Elsewhere(format!("{path}/")),
        None => file(snapshot, &format!("{name}.html")).unwrap_or(Found::Missing),
    }
}

/// The file of the output that a page's address means, without the prefix; for what the browser part asks about.
pub(super) fn page_file(snapshot: &Snapshot, path: &str) -> Option<OutPath> {
    match find(snapshot, path) {
        Found::File(path, _) => Some(path),
        _ => None,
    }
}

fn file<'a>(snapshot: &'a Snapshot, name: &str) -> Option<Found<'a>> {
    let path = OutPath::new(name).ok()?;
    let served = snapshot.files.get(&path)?;
    Some(Found::File(path, served))
}

/// The path with its escapes undone once; `None` if it climbs, has empty parts, or hides a slash, a backslash or a control
/// character.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            let value = u8::try_from(high * 16 + low).ok()?;
            if value == b'/' {
                return None;
            }
            bytes.push(value);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let sound = text.starts_with('/') && !text.chars().any(|c| c.is_control() || c == '\\');
    let inner = text.trim_start_matches('/');
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let climbs = inner.split('/').any(|part| matches!(part, "." | "..")) || (!inner.is_empty() && inner.contains("//"));
    (sound && !climbs && !text.starts_with("//")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(prefix: &str) -> Snapshot {
        let files = ["index.html", "briefings/x/index.html", "feed.xml", "über.html", "a b/index.html"];
        Snapshot {
            prefix: prefix.to_owned(),
            files: files
                .iter()
                .map(|path| (OutPath::new(path).expect("a path"), Served::new(path.as_bytes().to_vec())))
                .collect(),
            ..Snapshot::default()
        }
    }

    fn means(prefix: &str, path: &str) -> String {
        match find(&site(prefix), path) {
            Found::File(path, _) => path.to_string(),
            Found::Elsewhere(address) => format!("→{address}"),
            Found::Own(name) => format!("own {name}"),
            Found::Missing => "missing".to_owned(),
            Found::Refused => "refused".to_owned(),
        }
    }

    #[test]
    fn addresses_mean_what_they_mean_on_github_pages() {
        for (prefix, path, expected) in [
            ("", "/", "index.html"),
            ("", "/index.html", "index.html"),
            ("", "/briefings/x", "→/briefings/x/"),
            ("", "/briefings/x/", "briefings/x/index.html"),
            ("", "/briefings/", "missing"),
            ("", "/feed.xml", "feed.xml"),
            ("", "/feed.xml/", "missing"),
            ("", "/%C3%BCber", "über.html"),
            ("", "/a%20b", "→/a%20b/"),
            ("/site", "/", "→/site/"),
            ("/site", "/site", "→/site/"),
            ("/site", "/site/", "index.html"),
            ("/site", "/site/briefings/x", "→/site/briefings/x/"),
            ("/site", "/briefings/x/", "missing"),
            ("/site", "/sitefeed.xml", "missing"),
            ("/site", "/site/-/despatch/events", "own events"),
        ] {
            assert_eq!(means(prefix, path), expected, "{path} below {prefix:?}");
        }
    }

    #[test]
    fn no_spelling_climbs() {
        let spellings = [
            "/../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/..%2fetc/passwd",
            "/%2E%2E%2Fetc",
            "/a/../../x",
            "/./x",
            "/..\\x",
            "/..%5cx",
            "//evil.example/",
            "/a//b",
            "/%00",
            "/x%",
            "/x%zz",
            "/%ff",
            "/%c0%ae%c0%ae/x",
            "/%0d%0aSet-Cookie:x",
        ];
        for path in spellings {
            assert_eq!(means("", path), "refused", "{path}");
        }
        assert_eq!(means("", "/%252e%252e/x"), "missing");
    }
}
