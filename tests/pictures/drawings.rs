//! SVG files lose what acts and what leads elsewhere, wherever they enter the output.

use super::site::{Built, build, sources, write};

const TEXT: &[u8] = b"+++\ntitle = \"One\"\ndate = \"2026-03-12\"\n[[attachments]]\nfile = \"annex.svg\"\n+++\n\nText.\n\n![A map](map.svg)\n";
const OTHER: &[u8] = b"+++\ntitle = \"Two\"\ndate = \"2026-03-13\"\n+++\n\nText.\n";
const BAD: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\">\n<script>alert(1)</script>\n<rect/></svg>";
const GOOD: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>";
const CLEANED: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\">\n\n<rect/></svg>\n";
const SAID: &str = "the sanitiser takes `<script>` out";

fn site() -> super::site::Watched {
    sources(&[
        ("content/briefings/one/index.md", TEXT),
        ("content/briefings/one/map.svg", BAD),
        ("content/briefings/one/annex.svg", BAD),
        ("content/briefings/two.md", OTHER),
        ("static/logo.SVG", BAD),
    ])
}

fn warned(built: &Built) -> Vec<(u32, String)> {
    ["content/briefings/one/map.svg", "content/briefings/one/annex.svg", "static/logo.SVG"]
        .iter()
        .flat_map(|file| built.said(file))
        .collect()
}

#[test]
fn a_drawing_is_cleaned_wherever_it_enters_the_output() {
    let built = build(&site(), None);
    for path in ["briefings/one/map.svg", "briefings/one/annex.svg", "logo.SVG"] {
        assert_eq!(built.text(path), CLEANED, "{path}");
    }
    assert_eq!(warned(&built), vec![(2, SAID.to_owned()); 3]);
    assert!(built.text("briefings/one/index.html").contains("width=\"30\" height=\"20\""));
}

#[test]
fn a_drawing_that_did_not_change_is_not_read_again_and_still_warned_of() {
    let mut site = site();
    let first = build(&site, None);
    write(&mut site, "static/logo.SVG", GOOD);
    let second = build(&site, Some(&first));
    assert_eq!(second.read, ["static/logo.SVG", "static/logo.SVG"]);
    assert_eq!(warned(&second), vec![(2, SAID.to_owned()); 2]);
    let paths: Vec<&str> = second.files.keys().map(|path| path.as_str()).collect();
    assert_eq!(paths, ["logo.SVG"]);
}

#[test]
fn a_drawing_whose_private_parts_alone_change_makes_nothing() {
    let mut site = site();
    let first = build(&site, None);
    let commented = [BAD, b"<!-- saved on Tuesday -->"].concat();
    write(&mut site, "content/briefings/one/map.svg", &commented);
    assert!(build(&site, Some(&first)).files.is_empty());
}

#[test]
fn a_drawing_that_is_no_xml_stops_the_build_at_its_line() {
    let mut site = site();
    write(&mut site, "content/briefings/one/map.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g>\n</svg>");
    let built = build(&site, None);
    assert!(!built.outcome.complete && built.files.is_empty());
    let said = built.said("content/briefings/one/map.svg");
    assert!(matches!(said.as_slice(), [(3, words)] if words.contains("no well-formed XML")), "{said:?}");
}

#[test]
fn a_drawing_of_a_withheld_text_is_neither_published_nor_spoken_of() {
    let mut site = site();
    let draft = String::from_utf8_lossy(TEXT).replacen("title", "draft = true\ntitle", 1);
    write(&mut site, "content/briefings/one/index.md", draft.as_bytes());
    write(&mut site, "content/briefings/one/map.svg", b"no drawing");
    let built = build(&site, None);
    assert!(built.outcome.complete);
    assert_eq!(warned(&built), [(2, SAID.to_owned())]);
}
