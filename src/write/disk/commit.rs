//! The commit: decides how the staged artifacts take their places, and which files are obsolete or foreign.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::super::{MARK, Receipt};
use super::journal::Journal;
use super::stage::{Shape, Stage, Staged};
use super::{Output, list};
use crate::base::{Code, Failure, Finding, OutPath};

/// What a commit starts from.
struct Ground<'a> {
    /// All that the output is to hold, sorted.
    planned: Vec<&'a OutPath>,
    written: Vec<Staged>,
    /// What is ours, sorted, if that is known.
    ours: Option<Vec<OutPath>>,
    /// What is to be deleted.
    obsolete: Vec<OutPath>,
    /// What is not ours.
    foreign: Vec<String>,
    /// The mark that the output had.
    mark: Option<i64>,
}

impl Output {
    /// The files of the output that count as ours, in the order of paths: those of the list; without one, all but what is hidden
    /// and `CNAME` at its root. None where the folder does not carry our mark.
    #[must_use]
    pub fn files(&self) -> Vec<OutPath> {
        if !self.folder.join(MARK).is_file() {
            return Vec::new();
        }
        let mut files = self.ours().unwrap_or_else(|| {
            let all = all_files(&self.folder, "").into_iter().filter(|path| path != "CNAME");
            all.filter_map(|path| OutPath::new(&path).ok()).collect()
        });
        files.sort_unstable();
        files
    }
}

impl Stage<'_> {
    /// Publishes what was put and deletes what is ours and not among `planned`: all files that the output is to hold, those
    /// that were put and those that stay as they are.
    ///
    /// # Errors
    /// [`Failure::Unwritable`] when a file cannot be written. Up to the moment when all is ready the output is untouched then;
    /// after it, the next [`Output::open`] finishes what was begun.
    pub fn commit(self, planned: &[OutPath]) -> Result<Receipt, Failure> {
        let output = self.output;
        let ground = survey(output, planned, self.taken());
        if ground.written.is_empty() && ground.obsolete.is_empty() && output.folder.join(MARK).is_file() {
            return finish(output, ground);
        }
        let stage = self.place()?.clone();
        let root = stage.new_tree();
        let journal = match stage.shape {
            Shape::Tree => {
                mark(output, &root)?;
                Journal::Swap { inode: super::ops::inode_at(&root) }
            }
            Shape::Numbered => {
                mark_in_place(output)?;
                Journal::InPlace { replace: ground.written.clone(), delete: ground.obsolete.clone() }
            }
        };
        remember_both(output, &ground, &root)?;
        output.write_journal(&stage.folder, &journal)?;
        self.journalled.store(true, Ordering::Relaxed);
        output.carry_out(&stage.folder, &journal)?;
        let receipt = finish(output, ground)?;
        output.clear(&stage.folder)?;
        Ok(receipt)
    }
}

fn survey<'a>(output: &Output, planned: &'a [OutPath], written: Vec<Staged>) -> Ground<'a> {
    let mut planned: Vec<&OutPath> = planned.iter().collect();
    planned.sort_unstable();
    planned.dedup();
    let ours = output.ours();
    let has = |paths: &[&OutPath], path: &str| paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok();
    let (mut foreign, mut obsolete) = (Vec::new(), Vec::new());
    if let Some(ours) = &ours {
        let ours: Vec<&OutPath> = ours.iter().collect();
        if ours != planned {
            obsolete = ours.iter().filter(|path| !has(&planned, path.as_str())).map(|path| (*path).clone()).collect();
        }
        foreign = near_files(output, &written, &obsolete);
        foreign.retain(|path| !has(&planned, path) && !has(&ours, path));
    } else {
        for path in all_files(&output.folder, "").into_iter().filter(|path| !has(&planned, path)) {
            match OutPath::new(&path) {
                Ok(path) if path.as_str() != "CNAME" => obsolete.push(path),
                _ => foreign.push(path),
            }
        }
    }
    foreign.sort_unstable();
    obsolete.sort_unstable();
    Ground { planned, written, ours, obsolete, foreign, mark: list::mark_of(&output.folder) }
}

/// All files of the output, but for what is hidden at its root.
fn all_files(folder: &Path, path: &str) -> Vec<String> {
    let (mut files, folders) = entries(folder, path);
    files.par_extend(folders.into_par_iter().flat_map(|path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        all_files(&folder.join(name), &path)
    }));
    files
}

/// The files at the output's root and beside those that change: there foreign files are looked for. To look everywhere would
/// take longer than to build.
fn near_files(output: &Output, written: &[Staged], obsolete: &[OutPath]) -> Vec<String> {
    let paths = written.iter().map(|staged| &staged.path).chain(obsolete);
    let mut folders: BTreeSet<&str> =
        paths.filter_map(|path| path.as_str().rsplit_once('/')).map(|(folder, _)| folder).collect();
    folders.insert("");
    folders.into_par_iter().flat_map_iter(|path| entries(&output.folder.join(path), path).0).collect()
}

/// The files and the folders in one folder of the output, as paths of the output. What is hidden at the root is passed over.
fn entries(folder: &Path, path: &str) -> (Vec<String>, Vec<String>) {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if path.is_empty() && name.starts_with('.') && name != ".well-known" {
            continue;
        }
        let path = if path.is_empty() { name.into_owned() } else { format!("{path}/{name}") };
        let kind = if entry.file_type().is_ok_and(|kind| kind.is_dir()) { &mut folders } else { &mut files };
        kind.push(path);
    }
    (files, folders)
}

fn mark(output: &Output, root: &Path) -> Result<(), Failure> {
    output.ops.create(&root.join(MARK), [b""]).map(drop).map_err(|error| output.unwritable(MARK, &error))
}

/// Sees that the output carries a mark. Without memory it is a new one, so that older lists of our files are void.
fn mark_in_place(output: &Output) -> Result<(), Failure> {
    let place = output.folder.join(MARK);
    if output.list.is_some() && place.is_file() {
        return Ok(());
    }
    let folder = output.ops.make_folder(&output.folder);
    folder.and_then(|()| output.ops.replace_with(&place, [b""])).map_err(|error| output.unwritable(MARK, &error))
}

/// Before anything changes: what was ours and what will be are both ours, under the old mark and under the new one.
fn remember_both(output: &Output, ground: &Ground<'_>, root: &Path) -> Result<(), Failure> {
    let marks: Vec<i64> = [list::mark_of(&output.folder), list::mark_of(root)].into_iter().flatten().collect();
    if marks.len() == 1 && is_remembered(output, ground) {
        return Ok(());
    }
    let mut files: BTreeSet<&OutPath> = ground.planned.iter().copied().collect();
    files.extend(ground.ours.iter().flatten());
    files.extend(&ground.obsolete);
    output.remember(marks, files.into_iter().cloned().collect())
}

/// Whether the list of our files already says what is planned.
fn is_remembered(output: &Output, ground: &Ground<'_>) -> bool {
    let same = ground.ours.as_ref().is_some_and(|ours| ours.iter().eq(ground.planned.iter().copied()));
    same && list::mark_of(&output.folder) == ground.mark
}

/// After the change: what is planned is ours.
fn finish(output: &Output, ground: Ground<'_>) -> Result<Receipt, Failure> {
    if let (false, Some(mark)) = (is_remembered(output, &ground), list::mark_of(&output.folder)) {
        output.remember(vec![mark], ground.planned.iter().copied().cloned().collect())?;
    }
    let written = ground.written.into_iter().map(|staged| (staged.path, staged.stamp)).collect();
    let warn = |path: &String| {
        Finding::of_file(
            Code::ForeignOutput,
            path,
            format!("`{path}` in the output folder was not written by despatch; it is left alone"),
        )
    };
    Ok(Receipt { written, pruned: ground.obsolete, findings: ground.foreign.iter().map(warn).collect() })
}
