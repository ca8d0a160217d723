//! `despatch release --next`: the instant at which the site would change by itself, for a scheduler.

use jiff::Timestamp;

use super::{
    Ending, Rehearsal, arguments::Release, rehearse, site::SiteFolder, surroundings::Surroundings, terminal::Terminal,
};
use crate::base::Failure;

/// Prints the next release alone.
///
/// # Errors
/// When the site cannot be read.
pub(super) fn next(
    release: &Release,
    folder: &SiteFolder,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let outcome = rehearse(folder, around.now(release.at)?, Rehearsal::Planned, terminal)?;
    terminal.print(&format!("{}\n", shown(outcome.next_release)));
    Ok(Ending::Done)
}

/// The instant as `--at` takes it, or `none`.
pub(super) fn shown(next: Option<Timestamp>) -> String {
    next.map_or_else(|| "none".to_owned(), |at| crate::base::Instant { at, offset: 0 }.rfc3339())
}
