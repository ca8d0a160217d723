//! How fast reading is: Markdown into our tree and out again against the parser's own writer, and plain text against Markdown.

#![expect(clippy::expect_used, reason = "a bench that cannot begin says so")]

mod common;

use common::{dialect, options};
use despatch::{
    base::{Digest, LineIndex, SitePath},
    gate::{self, GateRules},
    model::{Anchors, Card, CardSource, Shelf},
    read::{Dialect, SourceFile, markdown_blocks, read},
    render::html::{AsWritten, AuthorHtml, write},
};
use divan::{Bencher, black_box, counter::BytesCount};
use jiff::{Timestamp, tz::TimeZone};
use pulldown_cmark::{Parser, html};

fn main() {
    divan::main();
}

/// Five kilobytes of a briefing with front matter, headings, a list, a table and notes.
fn briefing() -> String {
    let mut text = String::from(
        "+++\ntitle = \"Moving heavy units along the corridor\"\ndate = \"2026-03-26\"\ntopics = [\"Mobility\"]\n\
         places = [\"EE\", \"LT\"]\nauthors = [{ name = \"Jane Smith\", role = \"Fellow\" }]\n+++\n\n",
    );
    let mut part = 0;
    while text.len() < 5_000 {
        part += 1;
        text.push_str(&format!(
            "## Where the hours go, part {part}\n\nThe prepared train arrives after *53 hours* and the unprepared one \
             after **98**.[^{part}] Of the 45 hours between them, 26 arise at Kaunas, as [the survey](survey.md) says.\n\n\
             Three measures follow:\n\n- hold wagons in a pool, owned in common;\n- train two shifts;\n- measure once.\n\n\
             | Leg | Prepared | Unprepared |\n|:--|--:|--:|\n| Kaunas | 14 | 40 |\n| Riga | 11 | 15 |\n\n\
             [^{part}]: Northfield Institute, 2026.\n\n"
        ));
    }
    text
}

/// Five kilobytes of paragraphs with headings between blank lines.
fn plain() -> String {
    let mut text = String::from("Moving heavy units along the corridor\n\n");
    let mut part = 0;
    while text.len() < 5_000 {
        part += 1;
        text.push_str(&format!(
            "Where the hours go in part {part}\n\nThe prepared train arrives after 53 hours and the unprepared one after 98. \
             Of the 45 hours between them, 26 arise at Kaunas. Line speed explains very little of the difference.\n\n\
             Three measures follow:\n\n  • hold wagons in a pool\n  • train two shifts\n  • measure once\n\n"
        ));
    }
    text
}

fn reads(bencher: Bencher<'_, '_>, name: &str, text: &str) {
    let (path, options) = (SitePath::new(name).expect("a path"), options());
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| read(black_box(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }), &options));
}

#[divan::bench]
fn markdown_file(bencher: Bencher<'_, '_>) {
    reads(bencher, "content/briefings/x.md", &briefing());
}

#[divan::bench]
fn plain_file(bencher: Bencher<'_, '_>) {
    reads(bencher, "content/briefings/x.txt", &plain());
}

/// The very same text as plain text and as Markdown.
#[divan::bench(args = ["x.txt", "x.md"])]
fn one_text(bencher: Bencher<'_, '_>, name: &str) {
    reads(bencher, &format!("content/briefings/{name}"), &plain());
}

#[divan::bench]
fn markdown_to_our_tree(bencher: Bencher<'_, '_>) {
    let text = briefing();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| markdown_blocks(black_box(&text), Dialect::Briefing));
}

#[divan::bench]
fn markdown_to_our_html(bencher: Bencher<'_, '_>) {
    let text = briefing();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        despatch::render::html::blocks(
            &markdown_blocks(black_box(&text), Dialect::Briefing),
            &AsWritten,
            AuthorHtml::Sanitise,
        )
    });
}

#[divan::bench]
fn markdown_to_the_parsers_html(bencher: Bencher<'_, '_>) {
    let text = briefing();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut out = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut out, Parser::new_ext(black_box(&text), dialect()));
        out
    });
}

#[divan::bench]
fn tree_to_html(bencher: Bencher<'_, '_>) {
    let (path, text) = (SitePath::new("content/briefings/x.md").expect("a path"), briefing());
    let briefing = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).value.briefing;
    let anchors = Anchors::of(&briefing);
    let lines = LineIndex::new(&text);
    let digest = Digest::of(text.as_bytes());
    let source = CardSource {
        path,
        digest,
        shelf: Shelf::Briefings,
        language_suffix: None,
        text: &text,
        lines: &lines,
        html_links: true,
        findings: Vec::new(),
    };
    let rules = GateRules { now: Timestamp::MAX, zone: TimeZone::UTC, publish_official: false, drafts: false };
    let public = gate::admit(Card::of(&briefing, source).into(), &rules).public.expect("a public text");
    let body = gate::open(&public, briefing, digest).expect("its own digest");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| write(black_box(&body), &anchors, &AsWritten, AuthorHtml::Sanitise));
}
