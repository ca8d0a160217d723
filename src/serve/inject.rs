//! What the preview adds to a page: one script of its own, and leave for what that brings along where a page's policy gives none.
//! Its stylesheet is for the script's own tree: in the page it would reach the page's elements.

use super::route::OWN;

/// What the browser part is told about a page.
pub(super) struct Note<'a> {
    /// The path of the site's base, without a slash at its end.
    pub(super) prefix: &'a str,
    /// What tells this state of the page from others.
    pub(super) tag: &'a str,
    /// `bar`, `navigate`: what is switched on, joined by spaces.
    pub(super) switches: &'a str,
}

/// The page with the preview's script at the end of its head.
pub(super) fn with_preview(page: &[u8], note: &Note<'_>) -> Vec<u8> {
    let Note { prefix, tag, switches } = note;
    let prefix = escaped(prefix);
    let added = format!(
        "<script src=\"{prefix}{OWN}preview.js\" data-despatch data-prefix=\"{prefix}\" data-tag=\"{tag}\" data-switches=\"{switches}\" defer></script>"
    );
    let page = with_leave(page);
    let at = position(&page, b"</head>").or_else(|| position(&page, b"<body")).unwrap_or(page.len());
    let (before, after) = page.split_at_checked(at).unwrap_or((&page, &[]));
    [before, added.as_bytes(), after].concat()
}

/// The page, its security policy extended by this server's own scripts, styles, connections and frames.
fn with_leave(page: &[u8]) -> Vec<u8> {
    let policy = || {
        let tag = position(page, b"http-equiv=\"Content-Security-Policy\"")?;
        let start = tag + position(page.get(tag..)?, b"content=\"")? + b"content=\"".len();
        let end = start + page.get(start..)?.iter().position(|byte| *byte == b'"')?;
        let text = std::str::from_utf8(page.get(start..end)?).ok()?;
        Some([page.get(..start)?, extended(text).as_bytes(), page.get(end..)?].concat())
    };
    policy().unwrap_or_else(|| page.to_vec())
}

fn extended(policy: &str) -> String {
    let directives: Vec<&str> = policy.split(';').map(str::trim).filter(|text| !text.is_empty()).collect();
    let has_default = directives.iter().any(|text| text.starts_with("default-src"));
    let mut extended: Vec<String> = directives.iter().map(|text| (*text).to_owned()).collect();
    for name in ["script-src", "style-src", "connect-src", "frame-src"] {
        match extended.iter_mut().find(|text| text.split_whitespace().next() == Some(name)) {
            Some(text) if text.contains("'self'") => {}
            Some(text) => *text = format!("{} 'self'", text.replace(" 'none'", "")),
            None if has_default => extended.push(format!("{name} 'self'")),
            None => {}
        }
    }
    extended.join("; ")
}

/// A text between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

fn position(page: &[u8], part: &[u8]) -> Option<usize> {
    page.windows(part.len()).position(|window| window.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        let note = Note { prefix: "/site", tag: "abc", switches: "bar" };
        String::from_utf8(with_preview(text.as_bytes(), &note)).expect("text")
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = page("<!doctype html><head><title>x</title></HEAD><body>y</body>");
        let (head, body) = page.split_once("</HEAD>").expect("a head");
        assert!(head.contains("src=\"/site/-/despatch/preview.js\""), "{head}");
        assert_eq!(body, "<body>y</body>");
    }

    #[test]
    fn a_page_without_a_head_gets_it_too() {
        let page = page("<p>x");
        assert!(page.starts_with("<p>x<script"), "{page}");
        assert!(!page.contains("stylesheet"), "{page}");
    }

    #[test]
    fn a_policy_gives_leave_and_loses_nothing_else() {
        assert_eq!(
            extended("default-src 'none'; script-src 'none'; img-src 'self'"),
            "default-src 'none'; script-src 'self'; img-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'"
        );
        assert_eq!(extended("img-src 'self'"), "img-src 'self'");
        let page = page("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"></head>");
        assert!(page.contains("frame-src 'self'\"></head>") || page.contains("frame-src 'self'\">"), "{page}");
    }
}
