//! Findings at the end of a build: completed with the source lines that they speak of, each said once, in order.

use std::collections::BTreeMap;

use crate::base::{Code, Finding, LineIndex, SitePath, Sources};

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
