//! How fast the floors above reading are, on two hundred briefings in memory: parsing into cards, library and plan alone, views and
//! rendering, and a build that goes on from the last. Whole programs on whole disks are measured by `benches/site/run`.

#![expect(clippy::expect_used, reason = "a bench that cannot begin says so")]

use std::sync::Arc;

use despatch::{
    base::SitePath,
    config::{self, Site},
    discover::MemorySources,
    pipeline::{self, Memo, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};
use divan::{Bencher, counter::ItemsCount};

/// How many briefings the site has.
const BRIEFINGS: usize = 200;

fn main() {
    divan::main();
}

fn path(text: &str) -> SitePath {
    SitePath::new(text).expect("a path")
}

fn settings() -> Site {
    let text = "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n[outputs]\ncards = false\nsearch = false\n";
    config::parse(text).value
}

/// The n-th briefing: topics, places, authors and links as a site of policy briefings has them.
fn text(n: usize) -> String {
    let (month, day) = (1 + n / 28 % 12, 1 + n % 28);
    let paragraph = "The prepared train arrives after *53 hours* and the unprepared one after **98**, as [the survey](b000.md) says. ";
    format!(
        "+++\ntitle = \"Moving heavy units, part {n}\"\ndate = 2026-{month:02}-{day:02}\ntopics = [\"Topic {}\", \"Theme {}\"]\n\
         places = [\"EE\", \"LT\"]\nauthors = [\"Author {}\"]\n+++\n\n## Findings\n\n{}\n\n## Outlook\n\n- one\n- two\n\n{}\n",
        n % 7,
        n % 11,
        n % 5,
        paragraph.repeat(8),
        paragraph.repeat(8)
    )
}

fn site() -> MemorySources {
    let mut sources = MemorySources::new();
    for n in 0..BRIEFINGS {
        sources.write(path(&format!("content/briefings/b{n:03}.md")), text(n).into_bytes());
    }
    sources
}

fn build(sources: &MemorySources, render: bool, last: Option<&Arc<Ledger>>, memo: Option<&Memo>) -> Outcome {
    let request = Request {
        site: &settings(),
        now: "2027-01-01T00:00:00Z".parse().expect("an instant"),
        drafts: false,
        render,
        last,
        memo,
        store: None,
        progress: &Progress::default(),
    };
    let outcome = pipeline::build(request, sources, &MemorySink::new()).expect("memory never fails");
    assert!(outcome.complete, "the site is sound");
    outcome
}

/// Reading every text into its card; library and plan, without rendering.
#[divan::bench]
fn read_and_plan(bencher: Bencher<'_, '_>) {
    let sources = site();
    bencher.counter(ItemsCount::new(BRIEFINGS)).bench_local(|| build(&sources, false, None, None));
}

/// Library and plan from the cards of the last build.
#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let sources = site();
    let last = build(&sources, true, None, None).ledger;
    bencher.counter(ItemsCount::new(BRIEFINGS)).bench_local(|| build(&sources, false, Some(&last), None));
}

/// Views and rendering: the base template has changed, and no text.
#[divan::bench]
fn view_and_render(bencher: Bencher<'_, '_>) {
    let mut sources = site();
    let last = build(&sources, true, None, None).ledger;
    let base = pipeline::theme_files().find(|(name, _)| name == "templates/base.html").expect("the theme has a base").1;
    sources.write(path("templates/base.html"), format!("{base}\n").into_bytes());
    bencher.counter(ItemsCount::new(BRIEFINGS)).bench_local(|| {
        let outcome = build(&sources, true, Some(&last), None);
        assert!(outcome.counts.parsed == 0 && outcome.counts.rendered > BRIEFINGS);
    });
}

/// One body edited, by a program that ends after each build.
#[divan::bench]
fn body_edited(bencher: Bencher<'_, '_>) {
    edited(bencher, None);
}

/// The same, by one that keeps its last build.
#[divan::bench]
fn body_edited_in_a_preview(bencher: Bencher<'_, '_>) {
    edited(bencher, Some(Memo::default()));
}

fn edited(bencher: Bencher<'_, '_>, memo: Option<Memo>) {
    let mut sources = site();
    let mut last = build(&sources, true, None, memo.as_ref()).ledger;
    let mut round = 0_u8;
    bencher.bench_local(|| {
        round ^= 1;
        sources.write(path("content/briefings/b100.md"), format!("{}\nEdit {round}.\n", text(100)).into_bytes());
        let outcome = build(&sources, true, Some(&last), memo.as_ref());
        assert_eq!(outcome.counts.parsed, 1);
        last = outcome.ledger;
    });
}
