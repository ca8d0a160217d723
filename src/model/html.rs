//! The addresses in author HTML: which tags link where, and where in the text that stands.

use std::ops::Range;

/// An address in a piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlAddress {
    /// It, with `&amp;` read as `&`.
    pub target: String,
    /// Where it stands in the piece, without its quotation marks.
    pub range: Range<usize>,
    /// Whether it is the file of an image.
    pub is_file: bool,
}

/// The values of `href` and `src` in the tags of a piece of HTML, in their order. What stands in comments, scripts and style sheets
/// is no tag. Takes time linear in the piece.
#[must_use]
pub fn html_addresses(html: &str) -> Vec<HtmlAddress> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += open + 1;
        let rest = html.get(at..).unwrap_or_default();
        if rest.starts_with("!--") {
            at = after(html, at, "-->");
            continue;
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        at = attributes(html, at + length, name == "img", &mut found);
        if matches!(name.as_str(), "script" | "style") {
            at = after(html, at, "</");
        }
    }
    found
}

/// The byte after the next `mark`; the end where there is none.
fn after(html: &str, at: usize, mark: &str) -> usize {
    html.get(at..).and_then(|rest| rest.find(mark)).map_or(html.len(), |found| at + found + mark.len())
}

/// Reads the attributes of a tag from `at` on; gives the byte after the tag.
fn attributes(html: &str, mut at: usize, is_image: bool, found: &mut Vec<HtmlAddress>) -> usize {
    let bytes = html.as_bytes();
    let skip = |at: usize, over: fn(u8) -> bool| {
        at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| over(**byte)).count())
    };
    loop {
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return html.len(),
            Some(b'>') => return at + 1,
            Some(b'<') => return at,
            _ => {}
        }
        let name_end = skip(at, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/' | b'<'));
        let name = html.get(at..name_end).unwrap_or_default();
        let equals = skip(name_end, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = equals.max(at + 1);
            continue;
        }
        let begins = skip(equals + 1, |byte| byte.is_ascii_whitespace());
        let (value, next) = match bytes.get(begins) {
            Some(quote @ (b'"' | b'\'')) => {
                let end = begins + 1 + skip_to(bytes, begins + 1, *quote);
                (begins + 1..end, end + 1)
            }
            _ => {
                let end = skip(begins, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                (begins..end, end)
            }
        };
        let is_file = name.eq_ignore_ascii_case("src");
        if let Some(text) = html.get(value.clone()).filter(|_| is_file || name.eq_ignore_ascii_case("href")) {
            let target = text.trim().replace("&amp;", "&");
            if !target.is_empty() {
                found.push(HtmlAddress { target, range: value, is_file: is_file && is_image });
            }
        }
        at = next;
    }
}

fn skip_to(bytes: &[u8], at: usize, quote: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| *byte == quote).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<(String, &str, bool)> {
        let found = html_addresses(html).into_iter();
        found.map(|one| (one.target, html.get(one.range).unwrap_or("out of range"), one.is_file)).collect()
    }

    #[test]
    fn addresses_are_found_however_a_tag_is_written() {
        let html = "<A class=x HREF = '../a.md?b=1&amp;c'>a</a> <img alt=\"a > b\" src=map.png> <a href=\"b.md\"/>";
        let wanted: Vec<(String, &str, bool)> = vec![
            ("../a.md?b=1&c".into(), "../a.md?b=1&amp;c", false),
            ("map.png".into(), "map.png", true),
            ("b.md".into(), "b.md", false),
        ];
        assert_eq!(of(html), wanted);
    }

    #[test]
    fn what_is_no_tag_links_nowhere() {
        for html in [
            "<!-- <a href=\"x\"> -->",
            "<script>a = '<a href=\"x\">'</script>",
            "a < b href=\"x\"",
            "<a data-href=\"x\">",
            "<a href>",
            "<a href=\"",
            "<a href=",
            "<",
        ] {
            assert_eq!(of(html), vec![], "{html}");
        }
    }
}
