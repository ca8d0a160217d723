//! One build to disk: the ledger is opened, the pipeline is run into a stage, and the stage is committed or dropped.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{progress, terminal::Terminal};
use crate::{
    base::{Digest, Failure, OutPath, SitePath, Sources, Store},
    config::Site,
    discover::DiskSources,
    pipeline::{self, Outcome, Progress, Request},
    plan::{Filed, Filing, Ledger, OutputRecord},
    write::{self, MEMORY, Output, PictureStore, Receipt, Remembering},
};

/// Where and what to build.
#[derive(Clone, Debug)]
pub(super) struct Task<'a> {
    /// The site's folder.
    pub(super) root: &'a Path,
    /// Its settings.
    pub(super) site: &'a Site,
    /// The output folder.
    pub(super) out: &'a Path,
    /// The instant that counts as now.
    pub(super) now: Timestamp,
    /// Whether withheld texts are shown.
    pub(super) drafts: bool,
    /// Whether the last build is remembered.
    pub(super) remembering: Remembering,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Built {
    /// What the pipeline says.
    pub(super) outcome: Outcome,
    /// What changed on the disk.
    pub(super) receipt: Receipt,
    /// Files of the kept output that were taken away because their texts are withheld or gone, in a build that failed and could
    /// not be rescued: lists may still name them.
    pub(super) withdrawn: usize,
}

/// Builds a site into a folder.
///
/// # Errors
/// When the folder is not ours, or the machine fails; the last good output then stays.
pub(super) fn build(task: &Task<'_>, terminal: &Terminal) -> Result<Built, Failure> {
    refuse_mixing(task)?;
    let sources = DiskSources::open(task.root)?;
    let output = Output::open(task.out, task.root, task.remembering)?;
    // Each takes some time on one thread alone.
    let ((filed, known), inventory) = rayon::join(
        || {
            let filed = remembered(task);
            let known = filed.as_ref().map(|filed| Arc::new(still_there(filed.ledger.clone(), &output)));
            (filed, known)
        },
        || sources.inventory(),
    );
    let inventory = inventory?;
    let stage = output.stage();
    let progress = Progress::default();
    let store =
        (task.remembering == Remembering::Kept).then(|| PictureStore::new(&task.root.join(MEMORY), kind(task.drafts)));
    let request = Request {
        site: task.site,
        now: task.now,
        drafts: task.drafts,
        render: true,
        last: known.as_ref(),
        memo: None,
        store: store.as_ref().map(|store| store as &dyn Store),
        progress: &progress,
    };
    let mut outcome =
        progress::shown(&progress, terminal, || pipeline::build_listed(request, inventory, &sources, &stage))?;
    if !outcome.complete && !outcome.rescued {
        drop(stage);
        let withdrawn = match known {
            Some(known) => withdraw(task, &output, (known, filed.as_ref()), &outcome.withdrawn)?,
            None => withdraw_unknown(&output, &outcome)?,
        };
        return Ok(Built { outcome, receipt: Receipt::default(), withdrawn });
    }
    if known.as_ref().is_some_and(|known| Arc::ptr_eq(known, &outcome.ledger)) {
        pipeline::put_away((known, filed));
        return Ok(Built { outcome, receipt: Receipt::default(), withdrawn: 0 });
    }
    drop(known);
    let planned: Vec<OutPath> = outcome.ledger.outputs.keys().cloned().collect();
    let receipt = stage.commit(&planned)?;
    let ledger = Arc::make_mut(&mut outcome.ledger);
    for (path, stamp) in &receipt.written {
        if let Some(record) = ledger.outputs.get(path) {
            let stamped = OutputRecord { stamp: Some(*stamp), ..record.clone() };
            ledger.outputs.insert(path.clone(), stamped);
        }
    }
    remember(task, ledger, filed.as_ref())?;
    pipeline::put_away(filed);
    if let Some(store) = store.filter(|_| outcome.complete) {
        store.retain(&outcome.dear);
    }
    Ok(Built { outcome, receipt, withdrawn: 0 })
}

/// What the pictures of a build are kept under: previews are kept apart.
fn kind(drafts: bool) -> &'static str {
    if drafts { "pictures-drafts" } else { "pictures" }
}

/// The ledger's file for an output folder: each folder has its own, and previews are kept apart.
fn ledger_file(task: &Task<'_>, drafts: bool) -> PathBuf {
    let folder = std::path::absolute(task.out).unwrap_or_else(|_| task.out.to_owned());
    let folder = folder.canonicalize().unwrap_or(folder);
    let named = folder.strip_prefix(task.root).unwrap_or(&folder);
    let digest: String = Digest::of(named.to_string_lossy().as_bytes()).hex().chars().take(12).collect();
    let kind = if drafts { "ledger-drafts" } else { "ledger" };
    task.root.join(MEMORY).join(format!("{kind}-{digest}"))
}

/// A preview with drafts may not stand where the public site stands.
fn refuse_mixing(task: &Task<'_>) -> Result<(), Failure> {
    let is_public = ledger_file(task, false).is_file() || task.out == task.root.join("public");
    if task.drafts && is_public {
        let cause = "it is the folder of the public site, and drafts may not stand there; name another with `--out`";
        return Err(Failure::ForeignFolder { path: task.out.display().to_string(), cause: cause.to_owned() });
    }
    Ok(())
}

fn remembered(task: &Task<'_>) -> Option<Filed> {
    if task.remembering == Remembering::Off {
        return None;
    }
    let mut filed = Filed::read(&write::load(&ledger_file(task, task.drafts))?)?;
    // The file may have come with somebody's repository: only paths that stay in their place are believed.
    filed.ledger.outputs.retain(|path, _| OutPath::new(path.as_str()).is_ok());
    filed.ledger.files.retain(|path, _| SitePath::new(path.as_str()).is_ok());
    Some(filed)
}

/// The ledger without the outputs whose files have gone; those that somebody else has changed are set apart. Both are made again.
fn still_there(mut ledger: Ledger, output: &Output) -> Ledger {
    let paths: Vec<OutPath> = ledger.outputs.keys().cloned().collect();
    let stamps = output.stamps(&paths);
    let mut seeker = ledger.outputs.seeker();
    let known = paths.iter().zip(stamps).filter_map(|(path, stamp)| Some((path, stamp, seeker.get(path)?)));
    let changed = known.filter(|(_, stamp, record)| stamp.is_none() || record.stamp != *stamp);
    let changed: Vec<_> = changed.map(|(path, stamp, record)| (path, stamp, record.clone())).collect();
    for (path, stamp, record) in changed {
        ledger.outputs.remove(path);
        if stamp.is_some() {
            ledger.touched.insert(path.clone(), record);
        }
    }
    ledger
}

/// Writes the ledger to its file, of which `filed` was read.
fn remember(task: &Task<'_>, ledger: &Ledger, filed: Option<&Filed>) -> Result<(), Failure> {
    if task.remembering == Remembering::Off {
        return Ok(());
    }
    let file = ledger_file(task, task.drafts);
    match filed.map(|filed| (filed.length, filed.followed_by(ledger))) {
        Some((length, Filing::More(more))) if write::add(&file, length, &more) => Ok(()),
        _ => write::save(&file, ledger.pieces()),
    }
}

/// After a build that failed: takes away what shows texts that are withheld or gone now, and nothing else.
fn withdraw(
    task: &Task<'_>,
    output: &Output,
    (last, filed): (Arc<Ledger>, Option<&Filed>),
    withdrawn: &[OutPath],
) -> Result<usize, Failure> {
    if withdrawn.is_empty() {
        return Ok(0);
    }
    let mut last = Arc::unwrap_or_clone(last);
    let touched = std::mem::take(&mut last.touched);
    touched.iter().for_each(|(path, record)| last.outputs.insert(path.clone(), record.clone()));
    let gone: BTreeSet<&OutPath> = withdrawn.iter().collect();
    last.outputs.retain(|path, _| !gone.contains(path));
    let kept: Vec<OutPath> = last.outputs.keys().cloned().collect();
    let receipt = output.stage().commit(&kept)?;
    remember(task, &last, filed)?;
    Ok(receipt.pruned.len())
}

/// The same where nothing is known of the last build: what may not stay goes.
fn withdraw_unknown(output: &Output, outcome: &Outcome) -> Result<usize, Failure> {
    let (kept, gone): (Vec<OutPath>, Vec<OutPath>) =
        output.files().into_iter().partition(|path| outcome.may_stay(path));
    if gone.is_empty() {
        return Ok(0);
    }
    Ok(output.stage().commit(&kept)?.pruned.len())
}
