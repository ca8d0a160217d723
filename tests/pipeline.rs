//! The whole road on the demonstration site: what is built, built again, and built with something withheld.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::path::Path;

use despatch::{
    base::{Severity, Sources as _},
    config,
    discover::{DiskSources, MemorySources},
    pipeline::{self, Outcome, Progress, Request},
    write::MemorySink,
};

const NOW: &str = "2026-11-20T12:00:00Z";

fn build(last: Option<&std::sync::Arc<despatch::plan::Ledger>>, sink: &MemorySink) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = DiskSources::open(root).expect("the repository is a site");
    let site = config::parse(&std::fs::read_to_string(root.join("site.toml")).expect("site.toml")).value;
    let request = Request {
        site: &site,
        now: NOW.parse().expect("an instant"),
        drafts: false,
        render: true,
        last,
        progress: &Progress::default(),
    };
    sources.inventory().expect("an inventory");
    pipeline::build(request, &sources, sink).expect("a build")
}

#[test]
fn the_demonstration_site_builds_without_errors() {
    let sink = MemorySink::new();
    let outcome = build(None, &sink);
    let errors: Vec<_> = outcome.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(outcome.complete);
    assert!(outcome.counts.briefings >= 16, "{:?}", outcome.counts);
}

#[test]
fn a_second_build_makes_nothing() {
    let sink = MemorySink::new();
    let first = build(None, &sink);
    let again = build(Some(&first.ledger), &MemorySink::new());
    assert_eq!(again.made, vec![]);
    assert_eq!(again.counts.parsed, 0);
}

#[test]
fn a_translation_goes_with_its_original() {
    let french = "+++\ntitle = \"Un\"\ndate = \"2026-03-12\"\n";
    for (original, name, key) in
        [("one.md", "one.fr.md", ""), ("two.md", "deux.md", "language = \"fr\"\ntranslation_of = \"two\"\n")]
    {
        let files = [
            (format!("content/briefings/{original}"), "+++\ntitle = \"One\"\ndraft = true\n+++\n\nText.\n".to_owned()),
            (format!("content/briefings/{name}"), format!("{french}{key}+++\n\nTexte.\n")),
            (
                "content/briefings/other.md".to_owned(),
                "+++\ntitle = \"Other\"\ndate = \"2026-03-12\"\n+++\n\nText.\n".to_owned(),
            ),
        ];
        let sources: MemorySources = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        let site = config::parse("title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n").value;
        let request = Request {
            site: &site,
            now: NOW.parse().expect("an instant"),
            drafts: false,
            render: true,
            last: None,
            progress: &Progress::default(),
        };
        let outcome = pipeline::build(request, &sources, &MemorySink::new()).expect("memory never fails");
        let withheld: Vec<&str> = outcome.withheld.iter().map(|withheld| withheld.source.as_str()).collect();
        assert_eq!(outcome.counts.briefings, 1, "{name}");
        assert!(withheld.contains(&format!("content/briefings/{name}").as_str()), "{withheld:?}");
    }
}
