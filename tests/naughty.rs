//! The strings that break titles, slugs and pages come out harmless, wherever they stand.
//!
//! The list lies outside the repository: `DESPATCH_SHARED` names the folder that holds `suites/`. A few of its kind stand here.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test reads what stands beside it and says what it skips"
)]

use jiff::{Timestamp, tz::TimeZone};

use despatch::{
    base::{Digest, LineIndex, SitePath},
    config,
    gate::{self, GateRules, PublicBody},
    model::{Anchors, Briefing, Card, CardSource, Shelf},
    pipeline::read_options,
    read::{ReadOptions, SourceFile, read},
    render::html::{AsWritten, AuthorHtml, escape, inlines, write},
};

const OWN: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onclick='alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt&#58;alert(1)",
    "java\tscript:alert(1)",
    "](javascript:alert(1))[x",
    "<svg/onload=alert(1)>",
    "<math><mtext></p><style><img src=x onerror=alert(1)>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ 7 * 7 }}{% raw %}",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "`\"><script>alert(1)</script>`",
    "[^<script>]",
    "![\" onerror=\"alert(1)](x.png \"' onload='y\")",
    "<https://a.b/\"onmouseover=alert(1)>",
    "https://a.b/\"><script>alert(1)</script>",
    "| <script> |\n|---|\n| \"> |",
];

fn strings() -> Vec<String> {
    let mut out: Vec<String> = OWN.iter().map(|text| (*text).to_owned()).collect();
    match std::env::var("DESPATCH_SHARED") {
        Ok(shared) => {
            let bytes = std::fs::read(format!("{shared}/suites/naughty-strings.txt")).expect("the list can be read");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            out.extend(text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned));
        }
        Err(_) => println!("skipped the list: DESPATCH_SHARED is not set"),
    }
    out
}

fn options() -> ReadOptions {
    read_options(&config::parse(r#"language = "en-GB""#).value)
}

/// Everything that a page shows of a text, as HTML.
fn page(path: &str, text: &str) -> String {
    let path = SitePath::new(path).expect("a path");
    let briefing = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).value.briefing;
    let body = opened(briefing);
    let briefing = body.briefing();
    let written = write(&body, &Anchors::of(briefing), &AsWritten, AuthorHtml::Sanitise);
    let mut out = written.body;
    written.notes.iter().for_each(|(html, _)| out.push_str(html));
    for texts in [&briefing.standfirst, &briefing.summary.bluf, &briefing.funding].into_iter().flatten() {
        out.push_str(&inlines(texts, &AsWritten, AuthorHtml::Sanitise));
    }
    for author in &briefing.authors {
        out.push_str(&escape(&author.name));
    }
    out.push_str(&escape(briefing.title.as_deref().unwrap_or_default()));
    out
}

/// The text as the writer takes it: through the gate, which looks at a harmless text in its place.
fn opened(briefing: Briefing) -> PublicBody {
    let (text, digest) = ("A title\n\nA text that says nothing much.\n", Digest::of(b"both"));
    let path = SitePath::new("content/briefings/x.txt").expect("a path");
    let harmless = read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options()).value.briefing;
    let lines = LineIndex::new(text);
    let source = CardSource {
        path,
        digest,
        shelf: Shelf::Briefings,
        language_suffix: None,
        text,
        lines: &lines,
        html_links: true,
        findings: vec![],
    };
    let rules = GateRules { now: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC, publish_official: false, drafts: false };
    let public = gate::admit(Card::of(&harmless, source).into(), &rules).public.expect("public");
    gate::open(&public, briefing, digest).expect("the digest of both")
}

/// The tags of a page, as a browser finds them.
fn tags(html: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tail = &rest[at + 1..];
        let begins = tail.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let mut quote = None;
        let end = tail.char_indices().find(|(_, c)| match (quote, c) {
            (Some(open), c) if open == *c => {
                quote = None;
                false
            }
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (None, '>') => true,
            _ => false,
        });
        let end = end.map_or(tail.len(), |(end, _)| end);
        if begins {
            out.push(&tail[..end]);
            rest = &tail[end..];
        } else {
            rest = tail;
        }
    }
    out
}

fn harm(html: &str) -> Option<String> {
    const ELEMENTS: &[&str] =
        &["script", "iframe", "object", "embed", "style", "link", "meta", "base", "form", "svg", "textarea", "title"];
    for tag in tags(html) {
        let lower = tag.to_ascii_lowercase();
        let name = lower.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if ELEMENTS.contains(&name) {
            return Some(tag.to_owned());
        }
        let mut outside = String::new();
        for (at, part) in lower.split('"').enumerate() {
            if at % 2 == 0 {
                outside.push_str(part);
            } else if outside.trim_end().ends_with("href=") || outside.trim_end().ends_with("src=") {
                let squeezed: String = part.chars().filter(|c| *c > ' ').collect();
                if ["javascript:", "vbscript:", "data:"].iter().any(|scheme| squeezed.starts_with(scheme)) {
                    return Some(tag.to_owned());
                }
            }
        }
        if outside.split_whitespace().any(|word| word.starts_with("on") && word.contains('=')) {
            return Some(tag.to_owned());
        }
    }
    None
}

#[test]
fn the_judge_of_harm_knows_harm() {
    assert!(harm("<p onclick=\"x\">").is_some());
    assert!(harm("<a href=\"javascript:x\">").is_some());
    assert!(harm("<SCRIPT>").is_some());
    assert!(harm("<a href=\"x\" title=\"onclick=y <script>\">onclick=z</a>").is_none());
}

#[test]
fn naughty_strings_are_harmless_in_every_field_and_place() {
    for text in strings() {
        let quoted = serde_json::to_string(&text).expect("a text is JSON");
        let front = format!(
            "+++\ntitle = {quoted}\nstandfirst = {quoted}\nbluf = {quoted}\nfunding = {quoted}\nauthors = [{quoted}]\n+++\n"
        );
        let places = [
            format!("{front}{text}\n"),
            format!("{front}# {text}\n\n- {text}\n\n> {text}\n\n| {text} |\n|---|\n| {text} |\n"),
            format!("{front}a [x]({text}) ![{text}]({text} \"{text}\") `{text}` [^n]\n\n[^n]: {text}\n"),
            format!("{front}```{text}\n{text}\n```\n\n$${text}$$ and ${text}$\n\n<div {text}>{text}</div>\n"),
        ];
        for place in places {
            let html = page("content/briefings/x.md", &place);
            assert_eq!(harm(&html), None, "{text:?} in\n{place}\nbecame\n{html}");
        }
        let html = page(
            "content/briefings/x.txt",
            &format!("A title of words\n\n{text}\n\nBackground\n\n{text} and more. {text}\n"),
        );
        assert_eq!(harm(&html), None, "{text:?} became\n{html}");
    }
}
