//! HTML that authors write: what the sanitiser takes out is said where it stands, and what it links to is linked to like all else.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::sync::Arc;

use despatch::{
    base::{Code, Finding},
    config,
    discover::MemorySources,
    pipeline::{self, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};

const OTHER: &str = "+++\ntitle = \"Other\"\ndate = \"2026-03-12\"\n+++\n\nText.\n";

fn build(html: &str, body: &str, last: Option<&Arc<Ledger>>, sink: &MemorySink) -> Outcome {
    let settings = format!(
        "title = \"T\"\nbase_url = \"https://example.org/site/\"\nlanguage = \"en\"\n[markup]\nhtml = \"{html}\"\n"
    );
    let text = format!("+++\ntitle = \"One\"\ndate = \"2026-03-12\"\n+++\n\n{body}");
    let files = [
        ("site.toml", settings.as_str()),
        ("content/briefings/one.md", text.as_str()),
        ("content/briefings/other.md", OTHER),
    ];
    let site = config::parse(&settings).value;
    let sources: MemorySources = files.into_iter().collect();
    let request = Request {
        site: &site,
        now: "2026-11-20T12:00:00Z".parse().unwrap(),
        drafts: false,
        render: true,
        last,
        memo: None,
        store: None,
        progress: &Progress::default(),
    };
    pipeline::build(request, &sources, sink).expect("a build")
}

fn found(outcome: &Outcome, code: Code) -> Vec<(u32, u32, String)> {
    let of_code = |finding: &&Finding| finding.code == code && finding.file == "content/briefings/one.md";
    let place = |finding: &Finding| {
        let start = finding.start.expect("a place");
        (start.line, start.column, finding.message.clone())
    };
    outcome.findings.iter().filter(of_code).map(place).collect()
}

fn page(sink: MemorySink) -> String {
    let files = sink.into_files();
    let page = files.iter().find(|(path, _)| path.as_str() == "briefings/one/index.html").expect("the page").1;
    String::from_utf8(page.to_vec()).unwrap()
}

const HARMFUL: &str = "Some <b onclick=\"x()\">text</b>.\n\n> <script>alert(1)</script>\n> <blink>a</blink>\n";

#[test]
fn what_the_sanitiser_takes_out_is_a_warning_at_its_place_in_every_build() {
    let first = build("sanitise", HARMFUL, None, &MemorySink::new());
    let wanted = vec![
        (6, 9, "the sanitiser takes the attribute `onclick` out".to_owned()),
        (8, 3, "the sanitiser takes `<script>` out".to_owned()),
        (9, 3, "the sanitiser takes `<blink>` out".to_owned()),
    ];
    assert_eq!(found(&first, Code::SanitisedHtml), wanted);
    let again = build("sanitise", HARMFUL, Some(&first.ledger), &MemorySink::new());
    assert_eq!(again.counts.parsed, 0);
    assert_eq!(found(&again, Code::SanitisedHtml), wanted);
}

#[test]
fn html_that_is_trusted_or_shown_as_text_loses_nothing() {
    for policy in ["trusted", "escape"] {
        assert_eq!(found(&build(policy, HARMFUL, None, &MemorySink::new()), Code::SanitisedHtml), vec![]);
    }
}

#[test]
fn links_in_html_lead_where_those_of_markdown_lead() {
    for policy in ["sanitise", "trusted"] {
        let sink = MemorySink::new();
        let body = "See <a href=\"other.md\">it</a>.\n\n<p>And <a class=\"x\" href=other.md>it</a>, \
                    <a href=\"#here\">here</a> or <a href=\"https://nato.int/\">there</a>.</p>\n";
        build(policy, body, None, &sink);
        let page = page(sink);
        assert_eq!(page.matches("href=\"/site/briefings/other/\">it</a>").count(), 2, "{policy}: {page}");
        assert!(page.contains("href=\"#here\"") && page.contains("href=\"https://nato.int/\""), "{policy}: {page}");
    }
}

#[test]
fn dead_links_in_html_and_in_headings_are_errors_at_their_place() {
    let body =
        "## See [it](lost.md)\n\nSee <a href=\"gone.md\">it</a>.\n\n<p>\n<img alt=\"a\" src=\"gone.png\">\n</p>\n";
    let outcome = build("sanitise", body, None, &MemorySink::new());
    let places: Vec<(u32, u32)> = [Code::DeadLink, Code::MissingFile]
        .iter()
        .flat_map(|code| found(&outcome, *code))
        .map(|(a, b, _)| (a, b))
        .collect();
    assert_eq!(places, [(6, 8), (8, 14), (11, 19)]);
    assert!(!outcome.complete);
}

#[test]
fn html_that_is_shown_as_text_links_nowhere() {
    let outcome = build("escape", "See <a href=\"gone.md\">it</a>.\n", None, &MemorySink::new());
    assert!(outcome.complete, "{:?}", outcome.findings);
}
