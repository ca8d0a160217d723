//! What holds for every site and every edit: incremental equals clean, and nothing withheld is in any output.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "../canary/mod.rs"]
mod canary;
mod site;

use std::{collections::BTreeMap, sync::Arc};

use canary::Files;
use despatch::{
    base::SitePath,
    config,
    discover::MemorySources,
    pipeline::{self, Memo, Outcome, Progress, Request},
    plan::{Filed, Filing, Ledger},
    write::MemorySink,
};
use proptest::prelude::*;
use site::{Edit, Release, Site};

/// Builds a site; what was put, and the outcome.
fn build(site: &Site, sources: &MemorySources, last: Option<&Arc<Ledger>>) -> (Files, Outcome) {
    build_with(site, sources, last, None, false)
}

fn build_with(
    site: &Site,
    sources: &MemorySources,
    last: Option<&Arc<Ledger>>,
    memo: Option<&Memo>,
    drafts: bool,
) -> (Files, Outcome) {
    let settings = config::parse(&site.settings());
    assert!(settings.notes.is_empty(), "{:?}", settings.notes);
    let request = Request {
        site: &settings.value,
        now: site.now().parse().expect("an instant"),
        drafts,
        render: true,
        last,
        memo,
        store: Some(&site.store),
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
    /// The ledger's file; a program that ends after each build has nothing else.
    file: Vec<u8>,
    /// What a preview keeps beside the ledger; `None` for a folder of separate builds.
    memo: Option<Memo>,
    /// Whether a build failed of which nothing was known: then lists may still name what is withheld, and the build says so.
    may_name: bool,
}

impl Folder {
    fn build(&mut self, site: &Site, sources: &MemorySources) -> Outcome {
        let filed = if self.memo.is_some() { None } else { Filed::read(&self.file) };
        if self.memo.is_none() {
            self.ledger = filed.as_ref().map(|filed| Arc::new(filed.ledger.clone()));
        }
        let (put, outcome) = build_with(site, sources, self.ledger.as_ref(), self.memo.as_ref(), false);
        if outcome.complete || outcome.rescued {
            self.files.extend(put);
            self.files.retain(|path, _| outcome.ledger.outputs.contains_key(path));
            self.ledger = Some(outcome.ledger.clone());
            match filed.map(|filed| filed.followed_by(&outcome.ledger)) {
                Some(Filing::More(more)) => self.file.extend(more),
                Some(Filing::Whole) | None => self.file = outcome.ledger.pieces().flatten().collect(),
            }
            self.may_name = false;
        } else {
            self.may_name |= self.ledger.is_none();
            self.files.retain(|path, _| !outcome.withdrawn.contains(path) && outcome.may_stay(path));
        }
        outcome
    }

    /// No byte and no name of it speaks of a text that is not public; no name in any case.
    fn assert_no_trace(&self, site: &Site) {
        let mut told = told(site, &self.files);
        if self.may_name {
            told.values_mut().for_each(|places| places.retain(|place| place.ends_with("(its name)")));
            told.retain(|_, places| !places.is_empty());
        }
        assert!(told.is_empty(), "withheld texts are told of by {told:#?}");
    }
}

fn apply(edit: &Edit, site: &mut Site, sources: &mut MemorySources, folder: &mut Folder) {
    match edit {
        Edit::Touch(n) => {
            if let Some(text) = site.texts.get(n) {
                sources.touch(&SitePath::new(&text.path(*n)).expect("a path"));
            }
        }
        Edit::LedgerGone => (folder.ledger, folder.file) = (None, Vec::new()),
        Edit::LedgerCut(at) => {
            folder.file.truncate(usize::from(*at) % folder.file.len().max(1));
            folder.ledger = folder.ledger.take().filter(|_| folder.memo.is_some());
        }
        edit => site.apply(edit),
    }
}

/// Where an output speaks of the texts that are not public.
fn told(site: &Site, files: &Files) -> BTreeMap<String, Vec<String>> {
    let all: Vec<String> = (0..8).map(site::canary).collect();
    let mut told = canary::traces_of(files, &all);
    (0..8).filter(|n| site.is_public(*n)).for_each(|n| drop(told.remove(&site::canary(n))));
    told
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
    fn an_incremental_build_equals_a_clean_one_and_nothing_withheld_is_in_either(mut site in site::site(), edits in site::edits(7), previewed: bool) {
        let mut sources = MemorySources::new();
        let mut known = BTreeMap::new();
        // A preview keeps more than a ledger from build to build, and must make the same of it.
        let mut folder = Folder { memo: previewed.then(Memo::default), ..Folder::default() };
        site::sync(&mut sources, &site, &mut known);
        folder.build(&site, &sources);
        folder.assert_no_trace(&site);
        for edit in &edits {
            apply(edit, &mut site, &mut sources, &mut folder);
            site::sync(&mut sources, &site, &mut known);
            let outcome = folder.build(&site, &sources);
            prop_assert_eq!(outcome.complete, !site.is_broken(), "{:#?}", outcome.findings);
            folder.assert_no_trace(&site);
            if !outcome.complete {
                continue;
            }
            let (clean, said) = build(&site, &sources, None);
            assert_same(&folder.files, &clean);
            prop_assert_eq!(outcome.findings, said.findings);
        }
        if site.is_broken() {
            return Ok(());
        }
        let again = folder.build(&site, &sources);
        prop_assert_eq!(again.made, vec![]);
    }

    /// The proof would be worth nothing if it passed with the gate open. First the same bytes with the gate opened as far as a
    /// preview opens it; then the same texts with the reasons to withhold them gone: the search must find each of them, in
    /// every kind of place.
    #[test]
    fn an_open_gate_is_found_out_everywhere(site in site::site()) {
        let mut site = Site { broken: std::collections::BTreeSet::new(), ..site };
        site.texts.values_mut().for_each(|text| text.lodges_with = None);
        let (preview, _) = build_with(&site, &sources_of(&site), None, None, true);
        let found = told(&site, &preview);
        for (n, text) in site.texts.iter().filter(|(n, _)| !site.is_public(**n)) {
            let refused = matches!(text.release, Release::Marked | Release::MarkedInText);
            prop_assert_eq!(found.contains_key(&site::canary(*n)), !refused, "{:?}", text.release);
        }
        let opened = site.opened();
        let (open, outcome) = build(&opened, &sources_of(&opened), None);
        prop_assert!(outcome.complete, "{:#?}", outcome.findings);
        let found = told(&site, &open);
        for (n, text) in site.texts.iter().filter(|(n, _)| !site.is_public(**n)) {
            let canary = site::canary(*n);
            let places = found.get(&canary).cloned().unwrap_or_default();
            for place in text.places(*n) {
                let some = places.iter().any(|found| *found == place || place.ends_with('/') && found.starts_with(&place));
                prop_assert!(some, "`{canary}` is not found in `{place}`, only in {places:#?}");
            }
            for kind in ["briefings/index.html|/page/", ".bin"] {
                let some = places.iter().any(|place| kind.split('|').any(|part| place.contains(part)));
                prop_assert!(some, "`{canary}` is in no `{kind}`, only in {places:#?}");
            }
        }
    }
}

fn sources_of(site: &Site) -> MemorySources {
    let mut sources = MemorySources::new();
    site::sync(&mut sources, site, &mut BTreeMap::new());
    sources
}
