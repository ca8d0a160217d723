//! Which parts of a page's views its template reads: the others are left out, and those that are dear to make are not made.
//!
//! Told from the text, as what a template rests on is. Where a view is used otherwise than by the name of a part, as a whole, all of
//! its parts are read.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, closure::Rests};

/// The views that differ from page to page.
const VIEWS: [&str; 7] = ["page", "briefing", "list", "terms", "home", "text", "search"];
/// What functions and filters of ours read of them.
const OURS: [(&str, &str); 1] = [("page", "language")];
/// The word for all that a template can see.
const EVERYTHING: &str = "__tera_context";

/// By template and view the parts that are read; none where it may be read as a whole.
pub(super) struct Reads(BTreeMap<String, BTreeMap<&'static str, Vec<String>>>);

impl Reads {
    pub(super) fn new(sources: &BTreeMap<String, Source>, rests: &Rests<'_>) -> Self {
        let tokens: BTreeMap<&str, Vec<&str>> =
            sources.iter().map(|(name, source)| (name.as_str(), tokens(&source.text))).collect();
        let of_view = |view: &'static str, texts: &BTreeSet<&str>| {
            let all: Option<Vec<_>> =
                texts.iter().filter_map(|name| tokens.get(name)).map(|tokens| parts(tokens, view)).collect();
            let ours = OURS.into_iter().filter(|(of, _)| *of == view).map(|(_, part)| part);
            let all: BTreeSet<&str> = all?.into_iter().flatten().chain(ours).collect();
            Some((view, all.into_iter().map(str::to_owned).collect()))
        };
        let of_template = |name: &String| {
            let texts = rests.all(name);
            (name.clone(), VIEWS.iter().filter_map(|view| of_view(view, &texts)).collect())
        };
        Self(sources.keys().map(of_template).collect())
    }

    /// The parts of the view that the template reads; `None` where it may read all.
    pub(super) fn of(&self, template: &str, view: &str) -> Option<&[String]> {
        self.0.get(template)?.get(view).map(Vec::as_slice)
    }
}

/// The parts of `view` that are read by their names; `None` where it may be read as a whole.
fn parts<'a>(tokens: &[&'a str], view: &str) -> Option<Vec<&'a str>> {
    let mut parts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied();
        // A part of another view may have its name; a component's argument that it takes from around is read in its own text.
        if *token == EVERYTHING {
            return None;
        }
        if *token != view || matches!(before, Some("." | "@")) {
            continue;
        }
        match tokens.get(at + 1..) {
            Some([".", part, ..] | ["?", ".", part, ..]) => parts.push(*part),
            _ => return None,
        }
    }
    Some(parts)
}

/// The words and signs within a template's tags; of texts in quotes their first quote alone.
fn tokens(text: &str) -> Vec<&str> {
    // What stands in a raw block is no tag, and may hold anything.
    if text.contains("raw") && text.contains("endraw") {
        return vec![EVERYTHING];
    }
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find('{') {
        let from = rest.get(at..).unwrap_or_default();
        rest = match from.as_bytes().get(1) {
            Some(b'#') => from.split_once("#}").map_or("", |(_, after)| after),
            Some(b'{' | b'%') => tag(from.get(2..).unwrap_or_default(), &mut all),
            _ => from.get(1..).unwrap_or_default(),
        };
    }
    all
}

/// Reads a tag from behind its opening; what follows it.
fn tag<'a>(text: &'a str, tokens: &mut Vec<&'a str>) -> &'a str {
    let (mut rest, mut depth) = (text, 0_usize);
    tokens.push("{");
    while let Some(first) = rest.chars().next() {
        if depth == 0 && (rest.starts_with("}}") || rest.starts_with("%}")) {
            return rest.get(2..).unwrap_or_default();
        }
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(word.max(first.len_utf8())).unwrap_or((rest, ""));
        rest = match first {
            '"' | '\'' | '`' => behind_quote(after, first),
            _ => after,
        };
        depth = match first {
            '{' => depth + 1,
            '}' => depth.saturating_sub(1),
            _ => depth,
        };
        if !first.is_whitespace() {
            tokens.push(token);
        }
    }
    ""
}

/// What follows the text in quotes that `text` begins with.
fn behind_quote(text: &str, quote: char) -> &str {
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            c if c == quote => return characters.as_str(),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_by_the_names_of_its_parts() {
        for (text, expected) in [
            ("", Some(vec![])),
            ("briefing {# {{ briefing }} #} <p class=\"briefing\">{ briefing }", Some(vec![])),
            ("{{ briefing.card.title }}{%- if briefing . cite -%}", Some(vec!["card", "cite"])),
            ("{{ briefing?.cite.styles[0] }}{{ card.briefing }}", Some(vec!["cite"])),
            ("{% component a(b, @briefing) %}{{ \"briefing }}\" ~ briefing.body }}", Some(vec!["body"])),
            ("{{ <a b={ {c: {d: 1}} } e={briefing.notes} /> }}", Some(vec!["notes"])),
            ("{{ \"a\\\" {{ briefing }}\" ~ briefing.doi }}", Some(vec!["doi"])),
            ("{{ briefing }}", None),
            ("{{ \"a\\\" \" ~ briefing ~ \"\" }}", None),
            ("{{ briefing[name] }}", None),
            ("{{ <a briefing /> }}", None),
            ("{{ <a b={ {c: {d: 1}} } e={briefing} /> }}", None),
            ("{% for name, part in briefing %}", None),
            ("{{ __tera_context }}", None),
            ("{% raw %}{{ ' {% endraw %}{{ briefing }}{{ ' }}", None),
        ] {
            assert_eq!(parts(&tokens(text), "briefing"), expected, "{text}");
        }
    }
}
