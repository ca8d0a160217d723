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
    base::{Severity, Sources as _, integrity},
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
        memo: None,
        store: None,
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
            memo: None,
            store: None,
            progress: &Progress::default(),
        };
        let outcome = pipeline::build(request, &sources, &MemorySink::new()).expect("memory never fails");
        let withheld: Vec<&str> = outcome.withheld.iter().map(|withheld| withheld.source.as_str()).collect();
        assert_eq!(outcome.counts.briefings, 1, "{name}");
        assert!(withheld.contains(&format!("content/briefings/{name}").as_str()), "{withheld:?}");
    }
}

#[test]
fn every_stylesheet_and_script_carries_the_integrity_of_its_bytes() {
    let sink = MemorySink::new();
    build(None, &sink);
    let files = sink.into_files();
    let (mut checked, prefix) = (0, "/");
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let elements = html.split('<').filter_map(|rest| rest.split_once('>')).map(|(element, _)| element);
        for element in elements {
            let value = |name: &str| element.split_once(&format!(" {name}=\""))?.1.split('"').next();
            let named = match element.split_whitespace().next() {
                Some("script") => value("src"),
                Some("link") if value("rel") == Some("stylesheet") => value("href"),
                _ => None,
            };
            let Some(address) = named else { continue };
            let file = files.iter().find(|(path, _)| path.as_str() == address.trim_start_matches(prefix));
            let wanted = file.map(|(_, bytes)| integrity(bytes));
            assert_eq!(value("integrity"), wanted.as_deref(), "{path}: {element}");
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn pages_in_a_further_language_bear_the_name_that_the_site_has_in_it() {
    let sink = MemorySink::new();
    build(None, &sink);
    let files = sink.into_files();
    for page in ["fr/index.html", "fr/briefings/index.html"] {
        let found = files.iter().find(|(path, _)| path.as_str() == page).expect("a page").1;
        let html = String::from_utf8_lossy(found);
        assert!(html.contains("Institut Northfield</title>"), "{html}");
        assert!(html.contains("Notes de démonstration sur la politique de défense."), "{html}");
        assert!(!html.contains("Demonstration briefings"), "{html}");
    }
}

#[test]
fn a_further_language_has_its_own_lines_and_names_of_regions() {
    let text = |title: &str, language: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ndate = \"2026-03-12\"\nlanguage = \"{language}\"\nregions = [\"Baltic\"]\n+++\n\nText.\n"
        )
    };
    let (one, un) = (text("One", "en"), text("Un", "fr"));
    let files = [("content/briefings/one.md", one.as_bytes()), ("content/briefings/one.fr.md", un.as_bytes())];
    let sources: MemorySources = files.into_iter().collect();
    let settings = "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\n[theme]\ntagline = \"Said plainly\"\n\
                    footer = \"A charity\"\n[languages.fr]\ntagline = \"Dit clairement\"\nfooter = \"Une association\"\n\
                    [languages.fr.regions]\nBaltic = \"Baltique\"\n";
    let settings = config::parse(settings);
    assert_eq!(settings.notes, []);
    let request = Request {
        site: &settings.value,
        now: NOW.parse().expect("an instant"),
        drafts: false,
        render: true,
        last: None,
        memo: None,
        store: None,
        progress: &Progress::default(),
    };
    let sink = MemorySink::new();
    assert!(pipeline::build(request, &sources, &sink).expect("memory never fails").complete);
    let files = sink.into_files();
    let file = |path: &str| {
        let found = files.iter().find(|(name, _)| name.as_str() == path).unwrap_or_else(|| panic!("{path}"));
        String::from_utf8_lossy(found.1).into_owned()
    };
    for page in
        ["fr/index.html", "fr/briefings/one/index.html", "fr/regions/baltic/index.html", "fr/briefings/filter.json"]
    {
        let text = file(page);
        assert!(text.contains("Baltique") && !text.contains(">Baltic<"), "{page}");
        assert!(
            !page.ends_with("html") || text.contains("Dit clairement") && text.contains("Une association"),
            "{page}"
        );
        assert!(!text.contains("Said plainly") && !text.contains("A charity"), "{page}");
    }
    assert!(file("fr/regions/baltic/index.html").contains("<h1>Baltique</h1>"));
    assert!(file("fr/regions/baltic/feed.xml").contains("Baltique – T"));
    let found = |folder: &str, word: &[u8]| {
        let index =
            files.iter().filter(|(path, _)| path.as_str().starts_with(folder) && path.as_str().ends_with(".bin"));
        index.map(|(_, bytes)| bytes).any(|bytes| bytes.windows(word.len()).any(|part| part == word))
    };
    assert!(found("fr/search/", b"baltique") && !found("search/", b"baltique") && found("search/", b"baltic"));
    let english = file("briefings/one/index.html");
    assert!(english.contains("Said plainly") && english.contains(">Baltic<") && !english.contains("Baltique"));
}
