//! The author's HTML without what could harm a reader.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

use crate::model::{LINK_SCHEMES, may_link};

/// MathML that the writer makes.
const MATHML: &[&str] = &[
    "math",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "mspace",
    "mrow",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
];

/// Attributes that the writer gives to any element.
const ANYWHERE: &[&str] = &[
    "data-note",
    "id",
    "class",
    "lang",
    "dir",
    "title",
    "role",
    "aria-label",
    "aria-hidden",
    "aria-labelledby",
    "tabindex",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(MATHML)
        .add_tags([
            "section",
            "input",
            "figure",
            "figcaption",
            "picture",
            "source",
            "details",
            "summary",
            "mark",
            "aside",
            "footer",
            "header",
        ])
        .add_generic_attributes(ANYWHERE)
        .add_tag_attributes("math", ["display", "xmlns"])
        .add_tag_attributes("img", ["loading", "decoding"])
        .add_tag_attributes("source", ["type", "srcset", "sizes"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .tag_attribute_values(checkbox())
        .url_schemes(LINK_SCHEMES.iter().copied().collect::<HashSet<_>>())
        .attribute_filter(|_, attribute, value| {
            let stays = match attribute {
                "href" | "src" | "cite" => may_link(value),
                // A list of addresses: those of this site alone.
                "srcset" => value.starts_with('/') && !value.contains("//") && !value.contains('\\'),
                _ => true,
            };
            stays.then(|| value.into())
        })
        .link_rel(None)
        .strip_comments(true);
    for tag in MATHML {
        cleaner.add_tag_attributes(*tag, MATH_ATTRIBUTES);
    }
    cleaner
});

/// The elements that stay.
static TAGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| CLEANER.clone_tags());

const MATH_ATTRIBUTES: &[&str] = &[
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "form",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "symmetric",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "width",
    "height",
    "depth",
    "voffset",
    "linethickness",
    "displaystyle",
    "scriptlevel",
    "columnalign",
    "columnspan",
    "rowspan",
];

/// The one form control that a text may hold: a task's box, which nobody can change.
fn checkbox() -> HashMap<&'static str, HashMap<&'static str, HashSet<&'static str>>> {
    HashMap::from([("input", HashMap::from([("type", HashSet::from(["checkbox"]))]))])
}

/// A page's text that holds author HTML, with elements, attributes and addresses that may stand in one.
pub(super) fn sanitise(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// The elements and attributes of one piece of author HTML that do not reach the page: what they are in words, and as written.
#[must_use]
pub fn removed(html: &str) -> Vec<(String, &str)> {
    let mut removed = Vec::new();
    let mut rest = html;
    while let Some((at, after)) = rest.find('<').and_then(|at| Some((at, rest.get(at + 1..)?))) {
        let length = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(length).unwrap_or((after, ""));
        let written = rest.get(at..=at + length).unwrap_or(name);
        rest = tail;
        if name.is_empty() {
            continue;
        }
        let name = name.to_ascii_lowercase();
        if TAGS.contains(name.as_str()) {
            let inner = tail.split_once('>').map_or(tail, |(inner, _)| inner);
            attributes(inner, &mut removed);
        } else {
            removed.push((format!("`<{name}>`"), written));
        }
    }
    removed
}

/// The attributes by which author HTML most often does harm, or is laid out by hand.
fn attributes<'a>(inner: &'a str, removed: &mut Vec<(String, &'a str)>) {
    for word in inner.split([' ', '\t', '\n', '"', '\'', '/']) {
        let Some((name, _)) = word.split_once('=') else { continue };
        let lower = name.to_ascii_lowercase();
        let event = lower.len() > 2 && lower.starts_with("on") && lower.bytes().all(|b| b.is_ascii_lowercase());
        if event || matches!(lower.as_str(), "style" | "srcdoc" | "formaction") {
            removed.push((format!("the attribute `{lower}`"), name));
        }
    }
}
