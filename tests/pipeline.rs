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
    discover::DiskSources,
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
