//! What the writer makes of whole texts.

use super::*;
use crate::read::{Dialect, markdown_blocks};

fn options_of_reading() -> crate::read::ReadOptions {
    use crate::model::{Kind, LangTag};
    crate::read::ReadOptions {
        language: LangTag::parse("en").expect("a tag"),
        kind: Kind::Briefing,
        date_order: None,
        zone: "UTC".to_owned(),
        unknown_keys: crate::read::UnknownKeys::Error,
        keys: BTreeMap::new(),
        roles: BTreeMap::new(),
        smart_punctuation: false,
    }
}

fn page(text: &str) -> String {
    blocks(&markdown_blocks(text, Dialect::Briefing), &AsWritten, AuthorHtml::Sanitise)
}

#[test]
fn a_link_of_a_foreign_scheme_loses_its_link() {
    assert_eq!(page("[x](javascript:alert)"), "<p>x</p>\n");
    assert!(page("[x](https://a.b \"t\\\"><script>\")").contains("title=\"t&quot;&gt;&lt;script&gt;\""));
}

#[test]
fn author_html_is_sanitised_passed_or_shown() {
    let text = "A <b onclick=\"x\">b</b> <script>alert(1)</script>\n\n<div style=\"x\" class=\"y\">\n\n*c*\n\n</div>\n";
    let tree = markdown_blocks(text, Dialect::Briefing);
    let write = |html| blocks(&tree, &AsWritten, html);
    let clean = write(AuthorHtml::Sanitise);
    assert!(clean.contains("<b>b</b>") && clean.contains("<div class=\"y\">"), "{clean}");
    assert!(!clean.contains("script") && !clean.contains("onclick") && !clean.contains("style"), "{clean}");
    assert!(write(AuthorHtml::Trusted).contains("<b onclick=\"x\">"));
    assert!(write(AuthorHtml::Escape).contains("&lt;b onclick="));
}

#[test]
fn the_sanitiser_leaves_what_the_writer_made() {
    let text = "## Aims {#aims}\n\nOne[^1]: $x^2$, H~2~O and *more*.\n\n- [x] done\n\n| a |\n|--:|\n| 1 |\n\n![m](a.png \"Figure 1: M. Credit: N\")\n\n> [!TIP]\n> x\n\n```rust\nx\n```\n\n[^1]: Note.\n";
    let read = |text: &str| {
        let path = crate::base::SitePath::new("content/briefings/a.md").expect("a path");
        let source = crate::read::SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None };
        let briefing = crate::read::read(source, &options_of_reading()).value.briefing;
        written(&briefing, &Anchors::of(&briefing), &AsWritten, AuthorHtml::Sanitise).body
    };
    let (own, mixed) = (read(text), read(&format!("{text}\n<b>x</b>\n")));
    let normal = |html: &str| html.replace("=\"\"", "").replace(" disabled checked>", " checked disabled>");
    let sorted = |html: &str| {
        let mut words: Vec<String> = normal(html).split([' ', '>', '<']).map(str::to_owned).collect();
        words.sort();
        words
    };
    let (own, mixed) = (sorted(&own), sorted(&mixed));
    let lost: Vec<_> = own.iter().filter(|word| !mixed.contains(word)).collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn raised_and_lowered_text_and_bare_addresses_are_found() {
    let html = page("H~2~O, x^2^ and 10^-3^; see https://nato.int/a_(b)).");
    assert_eq!(
        html,
        "<p>H<sub>2</sub>O, x<sup>2</sup> and 10<sup>-3</sup>; see <a href=\"https://nato.int/a_(b)\">https://nato.int/a_(b)</a>).</p>\n"
    );
    assert!(!page("hxxps://evil[.]example and 203.0.113[.]7 and https://evil[.]example").contains("<a "));
    assert_eq!(page("a \\~b\\~ c\\^d\\^"), "<p>a ~b~ c^d^</p>\n");
    assert_eq!(page("~~gone~~ and ~two words~"), "<p><del>gone</del> and <del>two words</del></p>\n");
}

#[test]
fn prices_are_no_mathematics_and_formulas_are_mathml() {
    for text in ["$5bn to $10bn", "between $1bn and US$2bn", "$5-$10", "costs $5m (US$3m)"] {
        assert!(!page(text).contains("<math"), "{text}: {}", page(text));
        assert_eq!(page(text), format!("<p>{text}</p>\n"));
    }
    assert!(page("$x^2$").contains("<math"));
    assert!(page("so $$\\frac{a}{b}$$").contains("<mfrac>"));
    assert!(!page("$\\text{<script>alert(1)</script>}$").contains("<script"));
}

#[test]
fn notes_and_marks_lead_to_each_other() {
    let text = b"+++\ntitle = \"A\"\n+++\nOne[^1] and again[^1], two[^b].\n\n[^1]: First.\n[^b]: Second.\n";
    let path = crate::base::SitePath::new("content/briefings/a.md").expect("a path");
    let source = crate::read::SourceFile { path: &path, bytes: text, sidecar: None };
    let briefing = crate::read::read(source, &options_of_reading()).value.briefing;
    let anchors = Anchors::of(&briefing);
    let written = written(&briefing, &anchors, &AsWritten, AuthorHtml::Sanitise);
    assert!(written.body.contains("data-note=\"1 First.\"><a id=\"mark-1-2\" href=\"#note-1\""), "{}", written.body);
    assert_eq!(written.notes[0].1, ["mark-1", "mark-1-2"]);
    assert_eq!(written.notes[1], ("<p>Second.</p>\n".to_owned(), vec!["mark-b".to_owned()]));
}
