//! `despatch check`: all of a build but the writing, and what a careful editor would mend.

use super::{
    Ending,
    arguments::{Check, Format},
    report::Tally,
    site::SiteFolder,
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::base::Failure;

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
    findings.extend(outcome.findings);
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
