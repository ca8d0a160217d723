//! What an edit makes again, and what it leaves alone: the exact files, with their reasons, on a site of forty briefings.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::{collections::BTreeMap, sync::Arc};

use despatch::{
    base::{Code, SitePath},
    config,
    discover::MemorySources,
    pipeline::{self, Memo, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};

const SETTINGS: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"en-GB\"\ntime_zone = \"UTC\"\n\
    [lists]\nper_page = 10\n[publisher]\nname = \"P\"\n[feeds]\nentries = 5\nfull_text = true\n[outputs]\ncards = false\nsearch = false\n";

/// A site that remembers its last build.
struct Bench {
    sources: MemorySources,
    settings: String,
    last: Option<Arc<Ledger>>,
    memo: Option<Memo>,
}

/// What a build made: path and reason.
type Made = BTreeMap<String, String>;

fn path(text: &str) -> SitePath {
    SitePath::new(text).expect("a path")
}

/// The n-th briefing's text: four topics in turn, one day a briefing, the higher the number the newer.
fn text(n: usize, title: &str, body: &str) -> String {
    let (month, day) = (1 + n / 28, 1 + n % 28);
    format!(
        "+++\ntitle = \"{title}\"\ndate = 2026-{month:02}-{day:02}\ntopics = [\"Topic {}\"]\n+++\n\n{body}\n",
        n % 4
    )
}

fn source(n: usize) -> SitePath {
    path(&format!("content/briefings/b{n:02}.md"))
}

impl Bench {
    /// Both kinds: one that is built by separate programs, and one that is previewed.
    fn both() -> [Self; 2] {
        [Self::new(None), Self::new(Some(Memo::default()))]
    }

    fn new(memo: Option<Memo>) -> Self {
        let mut sources = MemorySources::new();
        for n in 0..40 {
            sources.write(source(n), text(n, &format!("Title {n}"), "The text.").into_bytes());
        }
        sources.write(path("static/note.txt"), b"one".to_vec());
        let mut bench = Self { sources, settings: SETTINGS.to_owned(), last: None, memo };
        let first = bench.build();
        assert_eq!((first.counts.briefings, first.counts.parsed), (40, 40));
        assert_eq!(first.counts.rendered, first.counts.outputs);
        bench
    }

    fn build(&mut self) -> Outcome {
        let outcome = self.built(true, self.last.as_ref(), self.memo.as_ref());
        assert!(outcome.complete, "{:?}", outcome.findings);
        self.last = Some(outcome.ledger.clone());
        outcome
    }

    fn built(&self, render: bool, last: Option<&Arc<Ledger>>, memo: Option<&Memo>) -> Outcome {
        let settings = config::parse(&self.settings);
        assert!(settings.notes.is_empty(), "{:?}", settings.notes);
        let request = Request {
            site: &settings.value,
            now: "2026-11-20T12:00:00Z".parse().expect("an instant"),
            drafts: false,
            render,
            last,
            memo,
            store: None,
            progress: &Progress::default(),
        };
        pipeline::build(request, &self.sources, &MemorySink::new()).expect("memory never fails")
    }

    /// Builds again; what was made, after checking the counts against it.
    fn again(&mut self, parsed: usize) -> Made {
        let outcome = self.build();
        assert_eq!(outcome.counts.parsed, parsed, "texts parsed");
        assert_eq!(outcome.counts.rendered, outcome.made.len());
        assert_eq!(outcome.counts.written, outcome.made.iter().filter(|made| made.differs).count());
        outcome.made.into_iter().map(|made| (made.path.to_string(), made.reason.into_owned())).collect()
    }
}

/// The files that a briefing's text stands in.
fn own(n: usize) -> Vec<String> {
    ["index.html", "index.md", "cite.bib", "cite.ris", "cite.csl.json"]
        .iter()
        .map(|file| format!("briefings/b{n:02}/{file}"))
        .collect()
}

fn names(made: &Made) -> Vec<&str> {
    made.keys().map(String::as_str).collect()
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all
}

#[test]
fn nothing_is_made_when_nothing_changed_or_only_times_did() {
    for mut bench in Bench::both() {
        assert_eq!(bench.again(0), Made::new());
        for n in 0..40 {
            bench.sources.touch(&source(n));
        }
        assert_eq!(bench.again(0), Made::new());
    }
}

/// The fifth oldest briefing is in no feed: its page and twins, and nothing else.
#[test]
fn an_edit_of_an_old_body_makes_its_page_and_twins_again() {
    for mut bench in Bench::both() {
        // A second paragraph, for the first is what lists and neighbours show.
        bench.sources.write(source(4), text(4, "Title 4", "The text.\n\nMore.").into_bytes());
        let made = bench.again(1);
        assert_eq!(names(&made), sorted(own(4)));
        assert!(made.values().all(|reason| reason == "its source changed"), "{made:?}");
    }
}

/// What is said of a text alone, by its reader and by the record of published addresses, follows each of its edits.
#[test]
fn what_is_said_after_an_edit_is_what_a_clean_build_says() {
    for mut bench in Bench::both() {
        let lock = bench.built(false, None, None).lock.to_toml();
        bench.sources.write(path("despatch.lock"), lock.into_bytes());
        bench.build();
        let odd = "The text.\n\nAnd <script>x</script>.";
        for (body, changed) in
            [("The text.\n\nMore.", true), (odd, true), ("The text.\n\nYet more.", true), ("The text.", false)]
        {
            bench.sources.write(source(4), text(4, "Title 4", body).into_bytes());
            let outcome = bench.build();
            assert_eq!(outcome.findings, bench.built(true, None, None).findings, "{body:?}");
            let of_lock = outcome.findings.iter().filter(|finding| finding.code == Code::UnrecordedChange);
            assert_eq!(of_lock.count(), usize::from(changed), "{body:?}");
            let of_reader = outcome.findings.iter().any(|finding| finding.code == Code::SanitisedHtml);
            assert_eq!(of_reader, body == odd, "{:?}", outcome.findings);
        }
    }
}

/// A program that keeps its last build looks at nothing but the edited text: what was said of the others is not even copied.
#[test]
fn after_an_edit_of_a_body_a_kept_build_is_gone_on_with() {
    let mut bench = Bench::new(Some(Memo::default()));
    bench.sources.write(source(4), text(4, "Title 4", "The text.\n\nMore.").into_bytes());
    let before = bench.build().findings;
    for body in ["Even more.", "And more."] {
        bench.sources.write(source(4), text(4, "Title 4", &format!("The text.\n\n{body}")).into_bytes());
        let outcome = bench.build();
        assert!(Arc::ptr_eq(&outcome.findings, &before));
        assert_eq!((outcome.counts.parsed, outcome.counts.rendered), (1, 5));
    }
}

/// The newest briefing stands with its full text in the feeds of the site and of its topic.
#[test]
fn an_edit_of_a_new_body_makes_the_feeds_that_carry_it_again() {
    for mut bench in Bench::both() {
        bench.sources.write(source(39), text(39, "Title 39", "The text.\n\nMore.").into_bytes());
        let made = bench.again(1);
        let feeds = ["feed.xml", "feed.json", "topics/topic-3/feed.xml", "topics/topic-3/feed.json"];
        assert_eq!(names(&made), sorted([own(39), feeds.map(str::to_owned).into()].concat()));
    }
}

#[test]
fn an_edit_of_a_title_makes_what_shows_it_again() {
    for mut bench in Bench::both() {
        bench.sources.write(source(20), text(20, "Another title", "The text.").into_bytes());
        let made = bench.again(1);
        let is_made = |path: &str| made.contains_key(path);
        assert!(own(20).iter().all(|path| is_made(path)), "{made:?}");
        // Its neighbours, and the page of each list on which it stands: the second of all (ten a page), the first of its topic.
        for path in ["briefings/b19/index.html", "briefings/b21/index.html", "briefings/page/2/index.html"] {
            assert!(is_made(path), "{path}: {made:?}");
        }
        assert!(is_made("topics/topic-0/index.html"));
        for path in ["briefings/page/3/index.html", "topics/topic-1/index.html", "briefings/b39/index.html", "feed.xml"]
        {
            assert!(!is_made(path), "{path}: {made:?}");
        }
    }
}

#[test]
fn a_new_briefing_makes_what_shows_it_and_says_that_it_came() {
    for mut bench in Bench::both() {
        bench.sources.write(source(40), text(40, "Title 40", "The text.").into_bytes());
        let made = bench.again(1);
        for path in ["index.html", "briefings/index.html", "topics/topic-0/index.html", "feed.xml"] {
            let reason = made.get(path).unwrap_or_else(|| panic!("{path}: {made:?}"));
            assert!(reason.contains("gained `b40`"), "{path}: {reason}");
        }
        assert!(own(40).iter().all(|path| made.get(path).is_some_and(|reason| reason.starts_with("new"))), "{made:?}");
        assert!(!made.contains_key("topics/topic-1/index.html"), "{made:?}");
        assert!(!made.contains_key("briefings/b10/index.html"), "{made:?}");
    }
}

/// A template of one's own for lists alone: no briefing's page, no twin, no feed.
#[test]
fn a_template_makes_again_what_it_shows() {
    for mut bench in Bench::both() {
        let template = "{% extends \"base.html\" %}{% block main %}<p>Own</p>{% endblock main %}";
        bench.sources.write(path("templates/terms.html"), template.as_bytes().to_vec());
        bench.again(0);
        bench.sources.write(path("templates/terms.html"), template.replace("Own", "Changed").into_bytes());
        let made = bench.again(0);
        assert!(made.keys().all(|path| path.ends_with("s/index.html") && path.matches('/').count() == 1), "{made:?}");
        assert!(made.contains_key("topics/index.html") && !made.contains_key("briefings/index.html"), "{made:?}");
        assert!(made.values().all(|reason| reason == "template `terms.html` changed"), "{made:?}");
    }
}

#[test]
fn a_static_file_that_no_page_names_is_copied_and_nothing_else_is_made() {
    for mut bench in Bench::both() {
        bench.sources.write(path("static/note.txt"), b"two".to_vec());
        let made = bench.again(0);
        assert_eq!(made.get("note.txt").map(String::as_str), Some("its source changed"));
        assert!(made.keys().all(|path| path.starts_with("note.")), "{made:?}");
    }
}

#[test]
fn a_setting_that_all_pages_show_makes_all_pages_again() {
    for mut bench in Bench::both() {
        bench.settings = SETTINGS.replace("title = \"T\"", "title = \"Another\"");
        let made = bench.again(40);
        assert_eq!(
            made.get("briefings/b00/index.html").map(String::as_str),
            Some("settings, program or assets changed")
        );
        assert!(!made.contains_key("note.txt"), "{made:?}");
    }
}
