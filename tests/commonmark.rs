//! The suites of CommonMark and GitHub Flavored Markdown through our own tree and writer.
//!
//! They lie outside the repository: `DESPATCH_SHARED` names the folder that holds `suites/`. Each case must come out as the
//! parser's own writer has it, and as the specification has it wherever that one does.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test reads what stands beside it and says what it skips"
)]

use despatch::{
    base::{LineIndex, SitePath, Span},
    config,
    pipeline::read_options,
    read::{Dialect, SourceFile, markdown_blocks, read},
    render::html::commonmark,
};
use pulldown_cmark::{Options, Parser, html};

struct Case {
    number: usize,
    markdown: String,
    expected: String,
}

fn cases(name: &str) -> Option<Vec<Case>> {
    let Ok(shared) = std::env::var("DESPATCH_SHARED") else {
        println!("skipped: DESPATCH_SHARED is not set");
        return None;
    };
    let text = std::fs::read_to_string(format!("{shared}/suites/{name}")).expect("the suite can be read");
    let json: Vec<serde_json::Value> = serde_json::from_str(&text).expect("the suite is a list");
    let field = |case: &serde_json::Value, name: &str| case[name].as_str().unwrap_or_default().to_owned();
    let cases = json.iter().enumerate().map(|(at, case)| Case {
        number: case["example"].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(at + 1),
        markdown: field(case, "markdown"),
        expected: field(case, "html"),
    });
    Some(cases.collect())
}

fn ours(markdown: &str, dialect: Dialect) -> String {
    commonmark(&markdown_blocks(markdown, dialect))
}

fn theirs(markdown: &str, options: Options) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}

/// White space between and around block tags does not count, nor whether an empty element ends in `/>`, nor whether a cell is
/// aligned by its style or by the attribute that HTML has given up.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("<pre") {
        let end = rest[at..].find("</pre>").map_or(rest.len(), |end| at + end + 6);
        out.push_str(&folded(&rest[..at]));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out.push_str(&folded(rest));
    let out = ["left", "center", "right"]
        .iter()
        .fold(out, |html, side| html.replace(&format!("style=\"text-align: {side}\""), &format!("align=\"{side}\"")));
    let pairs = [(" />", ">"), ("/>", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("%C2%A0", "\u{a0}")];
    pairs.iter().fold(out, |html, (from, to)| html.replace(from, to))
}

const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "pre",
    "div",
    "br",
];

fn folded(html: &str) -> String {
    let mut out = html.split_whitespace().collect::<Vec<_>>().join(" ");
    for name in BLOCKS {
        for tag in [format!("</{name}>"), format!("<{name}>"), format!("<{name} />")] {
            out = out.replace(&format!("{tag} "), &tag).replace(&format!(" {tag}"), &tag);
        }
    }
    out.trim().to_owned()
}

/// The cases that come out otherwise than specified: those that the parser's own writer gets right, and those that it does not.
fn failing(cases: &[Case], dialect: Dialect, options: Options) -> (Vec<usize>, Vec<usize>) {
    let differs = |case: &&Case| normal(&ours(&case.markdown, dialect)) != normal(&case.expected);
    let failing: Vec<&Case> = cases.iter().filter(differs).collect();
    for case in &failing {
        let found = ours(&case.markdown, dialect);
        println!("{}: {:?}\n  expected {:?}\n  found    {found:?}", case.number, case.markdown, case.expected);
    }
    let of_the_parser = |case: &&Case| normal(&theirs(&case.markdown, options)) != normal(&case.expected);
    let (parsers, own): (Vec<&Case>, Vec<&Case>) = failing.into_iter().partition(of_the_parser);
    (own.iter().map(|case| case.number).collect(), parsers.iter().map(|case| case.number).collect())
}

#[test]
fn every_case_of_commonmark_comes_out_as_specified() {
    let Some(cases) = cases("commonmark.json") else { return };
    assert_eq!(failing(&cases, Dialect::CommonMark, Options::empty()), (vec![], vec![]));
}

/// The lines, from 1, that hold something and stand in no node and no decision.
fn lost_lines(markdown: &str) -> Vec<u32> {
    let path = SitePath::new("content/briefings/x.md").expect("a path");
    let options = read_options(&config::parse(r#"language = "en""#).value);
    let source = SourceFile { path: &path, bytes: markdown.as_bytes(), sidecar: None };
    let reading = read(source, &options).value;
    let index = LineIndex::new(&reading.text);
    let mut spans: Vec<Span> = reading.decisions.iter().map(|decision| decision.span).collect();
    for section in &reading.briefing.body {
        spans.extend(section.heading.iter().map(|heading| heading.span));
        spans.extend(section.blocks.iter().map(|block| block.span));
    }
    let held = |line: u32| spans.iter().map(|span| index.lines(*span)).any(|(from, to)| (from..=to).contains(&line));
    let blank =
        |line: u32| index.text(&reading.text, line).chars().all(|c| c.is_whitespace() || matches!(c, '>' | '\u{feff}'));
    (1..=index.count()).filter(|line| !blank(*line) && !held(*line)).collect()
}

#[test]
fn every_line_of_every_case_stands_in_a_node_or_a_decision() {
    let Some(cases) = cases("commonmark.json") else { return };
    let mut lost = Vec::new();
    for case in cases.iter().chain(&cases_of_github()) {
        // An opening rule that is never closed is an error of its own, and what follows is still text.
        let lines = lost_lines(&case.markdown);
        if !lines.is_empty() {
            println!("{}: lines {lines:?} of {:?}", case.number, case.markdown);
            lost.push(case.number);
        }
    }
    assert_eq!(lost, Vec::<usize>::new());
}

fn cases_of_github() -> Vec<Case> {
    cases("gfm-extensions.json").unwrap_or_default()
}

/// GitHub shows nine elements as text whatever an author wants. Here `markup.html = "trusted"` is the author's word, and the
/// sanitiser, which is the default, takes out more than nine.
const DISALLOWED_HTML: usize = 653;

#[test]
fn every_case_of_github_comes_out_as_specified() {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let cases = cases_of_github();
    if !cases.is_empty() {
        assert_eq!(failing(&cases, Dialect::Gfm, options), (vec![], vec![DISALLOWED_HTML]));
    }
}
