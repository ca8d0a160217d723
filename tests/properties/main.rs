//! What holds for every site and every edit: incremental equals clean, and nothing withheld is in any output.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod site;

use std::{collections::BTreeMap, sync::Arc};

use despatch::{
    base::{OutPath, SitePath},
    config,
    discover::MemorySources,
    pipeline::{self, Outcome, Progress, Request},
    plan::Ledger,
    write::MemorySink,
};
use proptest::prelude::*;
use site::{Edit, Site, canary};

type Files = BTreeMap<OutPath, Arc<[u8]>>;

/// Builds a site; what was put, and the outcome.
fn build(site: &Site, sources: &MemorySources, last: Option<&Arc<Ledger>>) -> (Files, Outcome) {
    let settings = config::parse(&site.settings());
    assert!(settings.notes.is_empty(), "{:?}", settings.notes);
    let request = Request {
        site: &settings.value,
        now: site.now().parse().expect("an instant"),
        drafts: false,
        render: true,
        last,
        progress: &Progress::default(),
    };
    let sink = MemorySink::new();
    let outcome = pipeline::build(request, sources, &sink).expect("memory never fails");
    (sink.into_files(), outcome)
}

/// An output folder and its ledger, kept up from build to build as the door out does.
#[derive(Default)]
struct Folder {
    files: Files,
    ledger: Option<Arc<Ledger>>,
}

impl Folder {
    fn build(&mut self, site: &Site, sources: &MemorySources) -> Outcome {
        let (put, outcome) = build(site, sources, self.ledger.as_ref());
        if outcome.complete || outcome.rescued {
            self.files.extend(put);
            self.files.retain(|path, _| outcome.ledger.outputs.contains_key(path));
            self.ledger = Some(outcome.ledger.clone());
        } else {
            for path in &outcome.withdrawn {
                self.files.remove(path);
            }
        }
        outcome
    }
}

fn cut(ledger: &Ledger, at: u16) -> Option<Ledger> {
    let bytes = ledger.to_bytes();
    Ledger::from_bytes(&bytes[..usize::from(at) % bytes.len()])
}

fn apply(edit: &Edit, site: &mut Site, sources: &mut MemorySources, folder: &mut Folder) {
    match edit {
        Edit::Touch(n) => {
            if let Some(text) = site.texts.get(n) {
                sources.touch(&SitePath::new(&text.path(*n)).expect("a path"));
            }
        }
        Edit::LedgerGone => folder.ledger = None,
        Edit::LedgerCut(at) => folder.ledger = folder.ledger.as_ref().and_then(|ledger| cut(ledger, *at)).map(Arc::new),
        edit => site.apply(edit),
    }
}

/// No byte and no name of the output speaks of a text that is not public.
fn assert_no_trace(site: &Site, files: &Files) {
    for n in (0..8).filter(|n| !site.is_public(*n)) {
        let word = canary(n);
        for (path, bytes) in files {
            let named = path.as_str().contains(&word);
            let said = bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
            assert!(!named && !said, "`{path}` tells of the withheld text {n}");
        }
    }
}

fn assert_same(incremental: &Files, clean: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(incremental), names(clean));
    for (path, bytes) in incremental {
        assert!(
            bytes == &clean[path],
            "`{path}` differs from a clean build's:\n{}\n--- clean\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&clean[path])
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(16), ..ProptestConfig::default() })]

    #[test]
    fn an_incremental_build_equals_a_clean_one_and_nothing_withheld_is_in_either(mut site in site::site(), edits in site::edits(7)) {
        let mut sources = MemorySources::new();
        let mut known = BTreeMap::new();
        let mut folder = Folder::default();
        site::sync(&mut sources, &site, &mut known);
        folder.build(&site, &sources);
        assert_no_trace(&site, &folder.files);
        for edit in &edits {
            apply(edit, &mut site, &mut sources, &mut folder);
            site::sync(&mut sources, &site, &mut known);
            let outcome = folder.build(&site, &sources);
            prop_assert_eq!(outcome.complete, !site.is_broken(), "{:#?}", outcome.findings);
            assert_no_trace(&site, &folder.files);
            if !outcome.complete {
                continue;
            }
            let (clean, _) = build(&site, &sources, None);
            assert_same(&folder.files, &clean);
        }
        if site.is_broken() {
            return Ok(());
        }
        let again = folder.build(&site, &sources);
        prop_assert_eq!(again.made, vec![]);
    }
}
