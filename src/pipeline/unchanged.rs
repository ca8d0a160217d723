//! When nothing has changed since the last build, and no instant has passed at which the site would change by itself: what was
//! said and made then still holds, and nothing need be looked at but the files' stamps.

use std::sync::Arc;

use super::{Counts, Outcome, Request};
use crate::{
    base::{Digest, Inventory},
    plan::{Ledger, Told},
};

/// The last build's outcome, if this one would be the same.
pub(super) fn unchanged(request: Request<'_>, reading: Digest, inventory: &Inventory) -> Option<Outcome> {
    let last = request.last?;
    let told = last.told.as_ref()?;
    let holds = request.render && last.reading == reading && inventory.findings.is_empty();
    if !holds
        || !is_of_the_same_time(told, request)
        || !same_files(last, inventory)
        || told.outputs != last.outputs.len()
    {
        return None;
    }
    Some(Outcome {
        findings: Arc::clone(&told.findings),
        withheld: told.withheld.clone(),
        next_release: told.next_release,
        counts: Counts {
            files: inventory.files.len(),
            briefings: told.briefings,
            outputs: told.outputs,
            ..Counts::default()
        },
        ledger: Arc::clone(last),
        complete: true,
        ..Outcome::default()
    })
}

/// Whether the gate, judging now, would say what it said then: time has not gone back, and no release lies between.
pub(super) fn is_of_the_same_time(told: &Told, request: Request<'_>) -> bool {
    let released = told.next_release.is_some_and(|next| next <= request.now);
    told.drafts == request.drafts && told.now <= request.now && !released
}

fn same_files(last: &Ledger, inventory: &Inventory) -> bool {
    let mut known = last.files.iter();
    let same = |file: &crate::base::FileEntry| {
        known.next().is_some_and(|(path, record)| *path == file.path && file.stamp.same_as(&record.stamp))
    };
    inventory.files.iter().all(same) && known.next().is_none()
}
