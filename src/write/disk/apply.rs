//! The update in place: staged files take their places one by one, obsolete ones go.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::Output;
use super::ops::{inode_at, is_folder, stamp_at};
use super::stage::{Folders, Staged};
use crate::base::{Failure, OutPath};

/// How many files one thread puts in their places before another may take a share: threads for a few take longer than the few.
const AT_ONCE: usize = 64;

/// Moves what is still in `new` into the output and deletes what is obsolete. May be done again after any interruption.
pub(super) fn in_place(output: &Output, new: &Path, replace: &[Staged], delete: &[OutPath]) -> Result<(), Failure> {
    output.ops.make_folder(&output.folder).map_err(|error| output.unwritable("", &error))?;
    if in_the_way(replace, delete) {
        delete_all(output, delete, &[])?;
    }
    let folders = Folders::default();
    let put = |staged: &Staged| {
        let done = put_in_place(output, &folders, &staged.file(new), staged);
        done.map_err(|error: io::Error| output.unwritable(staged.path.as_str(), &error))
    };
    replace.par_iter().with_min_len(AT_ONCE).try_for_each(put)?;
    delete_all(output, delete, replace)
}

/// Moves one artifact, unless that was done before: then its number on the disk is no longer in the stage.
fn put_in_place(output: &Output, folders: &Folders, file: &Path, staged: &Staged) -> io::Result<()> {
    if stamp_at(file).is_none_or(|found| found.inode != staged.stamp.inode) {
        return Ok(());
    }
    folders.ensure(&output.folder, staged.path.as_str(), |folder| make_real(output, folder))?;
    output.ops.put_over(file, &output.folder.join(staged.path.as_str()))
}

/// Makes a folder and refuses a link in its place, through which one would write outside the output.
fn make_real(output: &Output, folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::other(format!("`{}` is not a folder", folder.display()))),
        Err(_) => output.ops.make_folder(folder),
    }
}

/// Whether a file to be deleted stands where a folder is wanted, or the reverse.
fn in_the_way(replace: &[Staged], delete: &[OutPath]) -> bool {
    let replace: Vec<&OutPath> = replace.iter().map(|staged| &staged.path).collect();
    let delete: Vec<&OutPath> = delete.iter().collect();
    let inside = |inner: &[&OutPath], outer: &[&OutPath]| {
        let outer: BTreeSet<&str> = outer.iter().map(|path| path.as_str()).collect();
        inner.iter().any(|path| folders_of(path.as_str()).any(|folder| outer.contains(folder)))
    };
    !delete.is_empty() && (inside(&replace, &delete) || inside(&delete, &replace))
}

/// The folders that hold a path, the nearest first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/')).map(|(folder, _)| folder)
}

/// Deletes files and the folders that this leaves empty. On a file system that ignores case, an obsolete name may be that of
/// a file which was just `written` under another spelling.
fn delete_all(output: &Output, delete: &[OutPath], written: &[Staged]) -> Result<(), Failure> {
    if delete.is_empty() {
        return Ok(());
    }
    let spelled: BTreeMap<_, &OutPath> = written.iter().map(|staged| (staged.path.folded(), &staged.path)).collect();
    let inode = |path: &OutPath| inode_at(&output.folder.join(path.as_str()));
    let is_another_spelling = |path: &OutPath| {
        spelled.get(&path.folded()).is_some_and(|other| inode(path) != 0 && inode(path) == inode(other))
    };
    let mut folders = BTreeSet::new();
    for path in delete {
        let place = output.folder.join(path.as_str());
        if is_folder(&place) || is_another_spelling(path) || !below_real_folders(output, path.as_str()) {
            continue;
        }
        output.ops.delete(&place).map_err(|error| output.unwritable(path.as_str(), &error))?;
        folders.extend(folders_of(path.as_str()));
    }
    for folder in folders.into_iter().rev() {
        output.ops.delete_empty(&output.folder.join(folder));
    }
    Ok(())
}

/// Whether no folder on the way to a file of the output is a link to elsewhere.
fn below_real_folders(output: &Output, path: &str) -> bool {
    folders_of(path).all(|folder| fs::symlink_metadata(output.folder.join(folder)).is_ok_and(|found| found.is_dir()))
}
