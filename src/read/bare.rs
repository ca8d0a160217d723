//! A line as whoever looks at it sees it: without mark-up and invisible characters, wide and letter-spaced words as plain ones.
//! Markings and embargoes are looked for in this form, so that none is missed for how it was typed or pasted.

use std::borrow::Cow;

use crate::base::scan;

/// The line without HTML, Markdown's escapes and code marks, and characters that nobody sees.
pub(super) fn seen(line: &str) -> Cow<'_, str> {
    let is_dress = |byte: u8| scan::is_one_of(byte, *b"<&\\`") | byte.ge(&0x7f);
    let is_plain = scan::position(line.as_bytes(), is_dress).is_none();
    let text = if is_plain { Cow::Borrowed(line) } else { Cow::Owned(undressed(&untagged(line))) };
    unspaced(&text).map_or(text, Cow::Owned)
}

/// The line without tags and the signs of comments.
fn untagged(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = if let Some(comment) = tag.strip_prefix("!--") {
            comment
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            tag.split_once('>').map_or("", |(_, after)| after)
        } else {
            out.push('<');
            tag
        };
    }
    out.push_str(rest);
    if out.contains('>') {
        out = out.replace("-->", "");
    }
    if out.contains('&') {
        out = out.replace("&nbsp;", " ").replace("&shy;", "").replace("&amp;", "&");
    }
    out
}

fn undressed(line: &str) -> String {
    let seen = |c: char| match c {
        _ if is_invisible(c) => None,
        '\\' | '`' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    };
    line.chars().filter_map(seen).collect()
}

/// Whether nobody sees the character: soft hyphens, spaces and joiners without width, marks of direction, byte order marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// `T O P  S E C R E T` as `TOP SECRET`: a line of nothing but single signs, as typewriters emphasised.
fn unspaced(line: &str) -> Option<String> {
    let is_single = |word: &str| word.chars().nth(1).is_none();
    let words = line.split_whitespace();
    if !words.clone().all(is_single) || words.count() < 4 {
        return None;
    }
    let word = |word: &str| word.split_whitespace().collect::<String>();
    Some(line.trim().split("  ").map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_seen_without_its_dress() {
        for (line, expected) in [
            ("SEC\u{200b}RET", "SECRET"),
            ("ＴＯＰ　ＳＥＣＲＥＴ", "TOP SECRET"),
            ("T O P  S E C R E T", "TOP SECRET"),
            ("S E C R E T", "SECRET"),
            ("OFFICIAL\u{2011}SENSITIVE", "OFFICIAL-SENSITIVE"),
            ("<center><b>SECRET</b></center>", "SECRET"),
            ("<!-- SECRET -->", " SECRET "),
            ("`SECRET`", "SECRET"),
            ("\\[SECRET\\]", "[SECRET]"),
            ("SECRET&nbsp;//&nbsp;NOFORN", "SECRET // NOFORN"),
        ] {
            assert_eq!(seen(line), expected, "{line}");
        }
        for line in ["A B C", "5 < 6 and 7 > 3", "Plain words", "I saw 4 A 3s"] {
            assert_eq!(seen(line), line);
        }
    }
}
