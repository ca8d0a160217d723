//! `despatch lock`: records the published addresses in `despatch.lock`, which is committed with the site.

use std::sync::Arc;

use super::{
    Ending, Rehearsal, arguments::Lock, rehearse, report::Tally, site::SiteFolder, surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{
    base::{Code, Failure},
    plan::LOCK_FILE,
    write,
};

/// Writes the lock of what is public now.
///
/// # Errors
/// When the site cannot be read, or the file cannot be written.
pub(super) fn write(
    lock: &Lock,
    folder: &SiteFolder,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let mut outcome = rehearse(folder, around.now(lock.at)?, Rehearsal::Planned, terminal)?;
    // What the new lock settles need not be said.
    let findings = Arc::make_mut(&mut outcome.findings);
    findings.retain(|finding| !matches!(finding.code, Code::VanishedAddress | Code::UnrecordedChange));
    terminal.say_findings(&outcome.findings, folder.typed.as_deref());
    if Tally::of(&outcome.findings).errors > 0 {
        terminal.say("nothing written: the errors come first");
        return Ok(Ending::Errors);
    }
    write::save(&folder.root.join(LOCK_FILE), [outcome.lock.to_toml()])?;
    terminal.say(&format!("{LOCK_FILE}: {} published addresses", outcome.lock.len()));
    Ok(Ending::Done)
}
