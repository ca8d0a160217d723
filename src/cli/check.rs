//! `despatch check`: all of a build but the writing, and what a careful editor would mend.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    Ending,
    arguments::{Check, Format},
    report::Tally,
    site::SiteFolder,
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{
    base::{Code, Failure, Finding, LineIndex, SitePath, Sources as _},
    check::{House, editorial},
    discover::DiskSources,
    gate::Withheld,
    pipeline::{read_options, sidecars},
    read::{self, SourceFile},
};

/// Checks the site in `folder`.
///
/// # Errors
/// When the site cannot be read.
pub(super) fn check(
    check: &Check,
    folder: &SiteFolder,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let now = around.now(check.at)?;
    let outcome = super::rehearse(folder, now, super::Rehearsal::Rendered, terminal)?;
    let mut findings = folder.findings.clone();
    findings.extend(outcome.findings.iter().cloned());
    findings.extend(remarks(folder)?);
    findings.extend(tracked(folder, &outcome.withheld));
    let mut seen = BTreeSet::new();
    findings
        .retain(|finding| seen.insert((finding.code, finding.file.clone(), finding.start, finding.message.clone())));
    terminal.say_every_finding(&findings, folder.typed.as_deref());
    if terminal.format != Format::Json {
        for withheld in &outcome.withheld {
            terminal.print(&format!("withheld: {} in {} ({})\n", withheld.id, withheld.source, withheld.reason));
        }
        terminal.print(&format!("next release: {}\n", super::release::shown(outcome.next_release)));
    }
    let tally = Tally::of(&findings);
    let failed = tally.errors > 0 || (check.strict && tally.warnings > 0);
    if !failed && tally.warnings == 0 && terminal.format == Format::Human {
        terminal.say("nothing to mend");
    }
    Ok(if failed { Ending::Errors } else { Ending::Done })
}

/// What a careful editor would mend, in all texts of the site.
fn remarks(folder: &SiteFolder) -> Result<Vec<Finding>, Failure> {
    let sources = DiskSources::open(&folder.root)?;
    let inventory = sources.inventory()?;
    let (options, house) = (read_options(&folder.site), House::of(&folder.site));
    let sidecars = sidecars(&inventory.files);
    let texts: Vec<&SitePath> = inventory.files.iter().map(|file| &file.path).filter(|path| is_text(path)).collect();
    let remarks = texts.into_par_iter().map(|path| {
        let bytes = sources.bytes(path)?;
        let sidecar = sidecars.get(path).map(|path| sources.bytes(path)).transpose()?;
        let source = SourceFile { path, bytes: &bytes, sidecar: sidecar.as_deref() };
        let reading = read::read(source, &options).value;
        let lines = LineIndex::new(&reading.text);
        let notes = editorial(&reading.briefing, &reading.text, &house);
        Ok(notes.into_iter().map(|note| note.locate(path, &reading.text, &lines)).collect::<Vec<_>>())
    });
    Ok(remarks.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten().collect())
}

fn is_text(path: &SitePath) -> bool {
    let is_text = matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown" | "txt");
    is_text && path.as_str().starts_with("content/") && !path.name().starts_with('_')
}

/// Texts under embargo or a marking that git has a copy of: in a public repository they are published already.
fn tracked(folder: &SiteFolder, withheld: &[Withheld]) -> Vec<Finding> {
    let held: Vec<&str> =
        withheld.iter().filter(|held| held.reason != "draft").map(|held| held.source.as_str()).collect();
    let tracked = super::surroundings::tracked_by_git(&folder.root, &held);
    let remark = |file: String| {
        let message = "the text is withheld, and git keeps a copy: in a public repository it is published already";
        Finding::of_file(Code::TrackedEmbargo, &file, message)
            .hint("keep it out of the repository until its release, or keep the repository private")
    };
    tracked.into_iter().map(remark).collect()
}
