//! Findings at the end of a build: completed with the source lines that they speak of, each said once, in order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attempt::Read;
use crate::{
    base::{Code, Digest, Finding, LineIndex, SitePath, Sources},
    plan::{Job, Materials, Plan},
};

/// The order in which findings are shown. Those that have a place and no source line are given theirs.
pub(super) fn ordered(mut findings: Vec<Finding>, sources: &dyn Sources) -> Vec<Finding> {
    let mut texts: BTreeMap<String, Option<(String, LineIndex)>> = BTreeMap::new();
    for finding in &mut findings {
        let Some(start) = finding.start.filter(|_| finding.excerpt.is_none()) else { continue };
        let text = texts.entry(finding.file.clone()).or_insert_with(|| {
            let bytes = sources.bytes(&SitePath::new(&finding.file).ok()?).ok()?;
            let text = crate::read::decoded(&bytes);
            let lines = LineIndex::new(&text);
            Some((text, lines))
        });
        finding.excerpt = text.as_ref().map(|(text, lines)| lines.text(text, start.line).chars().take(2_000).collect());
    }
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup();
    findings
}

/// A site without public briefings is built, and said to be empty.
pub(super) fn no_briefings() -> Finding {
    Finding::of_file(Code::NoBriefings, "content/briefings", "the site has no public briefing")
        .hint("write one below `content/briefings/`, or see `despatch check` for what is withheld")
}

/// What is to be said of the files that would be published.
pub(super) fn of_files(read: &Read<'_>, plan: &Plan, materials: Materials<'_>) -> Vec<Finding> {
    let sources: BTreeSet<SitePath> = plan.jobs.iter().filter_map(|planned| source(&planned.job, materials)).collect();
    let noted = sources.iter().filter_map(|source| read.notes.get(source)).flatten().cloned();
    noted.chain(copies(read, plan, materials)).collect()
}

/// The file that a job publishes as it stands.
fn source(job: &Job, materials: Materials<'_>) -> Option<SitePath> {
    match job {
        Job::File(source) => Some(source.clone()),
        Job::Static(path) => materials.statics.get(path)?.source.clone(),
        _ => None,
    }
}

/// Files that would be published and hold the very bytes of a withheld text or of its sidecar: copies, or links to them.
fn copies(read: &Read<'_>, plan: &Plan, materials: Materials<'_>) -> Vec<Finding> {
    let texts = &read.texts.records;
    let withheld = read.hidden.keys().flat_map(|text| std::iter::once(text).chain(read.shelves.sidecar_of(text)));
    let withheld: HashMap<Digest, &SitePath> =
        withheld.filter_map(|path| Some((texts.get(path)?.digest, path))).collect();
    let copy = |source: SitePath| {
        let of = withheld.get(&(materials.files)(&source)?)?;
        let message = format!("the file holds what `{of}` holds, which is not public");
        let finding = Finding::of_file(Code::PublicSource, source.as_str(), message);
        Some(finding.hint("delete the copy, or the link, until the text is public"))
    };
    if withheld.is_empty() {
        return Vec::new();
    }
    plan.jobs.iter().filter_map(|planned| copy(source(&planned.job, materials)?)).collect()
}
