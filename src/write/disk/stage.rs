//! Where artifacts wait until all are there: a hidden folder beside the output, or in it where that is impossible.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::Output;
use super::ops::same_device;
use crate::base::{Failure, FileStamp, OutPath, Sink};

/// How a stage inside the output is called; the process's number follows.
pub(super) const INSIDE: &str = ".despatch-stage";

/// Takes artifacts from several threads; dropped without a commit, it leaves nothing behind.
#[derive(Debug)]
pub struct Stage<'a> {
    pub(super) output: &'a Output,
    place: OnceLock<Result<Place, Failure>>,
    making: Mutex<()>,
    folders: Folders,
    put: Mutex<Vec<(OutPath, FileStamp)>>,
    /// Whether a journal stands in it, so that the next build finishes what this one began.
    pub(super) journalled: AtomicBool,
}

/// A stage's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The folder itself, which also holds the journal.
    pub(super) folder: PathBuf,
    /// Whether it stands beside the output, so that both can be exchanged.
    pub(super) beside: bool,
}

impl Place {
    /// Where the artifacts are.
    pub(super) fn new_tree(&self) -> PathBuf {
        self.folder.join("new")
    }
}

/// The folders that are known to be there, so that each is made once.
#[derive(Debug, Default)]
pub(super) struct Folders {
    made: Mutex<BTreeSet<Box<str>>>,
}

impl Folders {
    /// Sees that the folder of a path below `root` is there, by `make` for each part that is not known yet.
    pub(super) fn ensure(&self, root: &Path, path: &str, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.lock().contains(folder) {
            return Ok(());
        }
        self.ensure(root, folder, &make as &dyn Fn(&Path) -> io::Result<()>)?;
        make(&root.join(folder))?;
        self.lock().insert(folder.into());
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<Box<str>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Stage<'_> {
    fn put(&self, path: &OutPath, bytes: Vec<u8>) -> Result<(), Failure> {
        let root = self.place()?.new_tree();
        let failed = |error: io::Error| self.output.unwritable(path.as_str(), &error);
        let ops = &self.output.ops;
        self.folders.ensure(&root, path.as_str(), |folder| ops.make_folder(folder)).map_err(failed)?;
        let stamp = ops.create(&root.join(path.as_str()), &bytes).map_err(failed)?;
        self.put.lock().unwrap_or_else(PoisonError::into_inner).push((path.clone(), stamp));
        Ok(())
    }
}

impl<'a> Stage<'a> {
    pub(super) fn new(output: &'a Output) -> Self {
        Self {
            output,
            place: OnceLock::new(),
            making: Mutex::default(),
            folders: Folders::default(),
            put: Mutex::default(),
            journalled: AtomicBool::new(false),
        }
    }

    /// The stage's folder, made when it is first asked for.
    pub(super) fn place(&self) -> Result<&Place, Failure> {
        if let Some(made) = self.place.get() {
            return made.as_ref().map_err(Clone::clone);
        }
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let made = self.place.get_or_init(|| make(self.output).map_err(|error| self.output.unwritable("", &error)));
        made.as_ref().map_err(Clone::clone)
    }

    /// The stage's folder, if it was made.
    pub(super) fn made(&self) -> Option<&Place> {
        self.place.get().and_then(|made| made.as_ref().ok())
    }

    /// What was put so far, in the order of paths.
    pub(super) fn taken(&self) -> Vec<(OutPath, FileStamp)> {
        let mut taken = std::mem::take(&mut *self.put.lock().unwrap_or_else(PoisonError::into_inner));
        taken.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        taken
    }

    /// Links files of the output that stay as they are into the stage; the stamps are those of files that were copied.
    pub(super) fn link(&self, root: &Path, kept: &[&OutPath]) -> Result<Vec<(OutPath, FileStamp)>, Failure> {
        use rayon::prelude::*;
        let ops = &self.output.ops;
        let link = |path: &&OutPath| {
            let done = self.folders.ensure(root, path.as_str(), |folder| ops.make_folder(folder));
            let done = done.and_then(|()| ops.link(&self.output.folder.join(path.as_str()), &root.join(path.as_str())));
            let copied = done.map_err(|error| self.output.unwritable(path.as_str(), &error))?;
            Ok(copied.map(|stamp| ((*path).clone(), stamp)))
        };
        kept.par_iter().with_min_len(64).map(link).filter_map(Result::transpose).collect()
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if self.journalled.load(Ordering::Relaxed) {
            return;
        }
        if let Some(place) = self.made() {
            let _ = self.output.ops.delete_tree(&place.folder);
        }
    }
}

fn make(output: &Output) -> io::Result<Place> {
    let id = std::process::id();
    if let (Some(parent), Some(name)) = (output.folder.parent(), output.folder.file_name()) {
        let there = output.folder.is_dir();
        if !there {
            output.ops.make_folders(parent)?;
        }
        let folder = parent.join(format!("{}{id}", prefix(name)));
        let made = if there && !same_device(parent, &output.folder) {
            Err(io::ErrorKind::CrossesDevices.into())
        } else {
            make_new(output, &folder)
        };
        match made {
            Ok(()) => return Ok(Place { folder, beside: true }),
            Err(error) if !there => return Err(error),
            Err(_) => {}
        }
    }
    let folder = output.folder.join(format!("{INSIDE}-{id}"));
    make_new(output, &folder)?;
    Ok(Place { folder, beside: false })
}

fn make_new(output: &Output, folder: &Path) -> io::Result<()> {
    output.ops.make_folder(folder)?;
    output.ops.make_folder(&folder.join("new")).inspect_err(|_| {
        let _ = output.ops.delete_tree(folder);
    })
}

/// How the names of stages beside an output begin.
pub(super) fn prefix(name: &std::ffi::OsStr) -> String {
    format!(".{}.despatch-", name.to_string_lossy())
}

/// The stages that killed builds left of an output.
pub(super) fn left_over(output: &Output) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut look = |folder: &Path, prefix: &str| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        found.extend(
            entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)).map(|entry| entry.path()),
        );
    };
    if let (Some(parent), Some(name)) = (output.folder.parent(), output.folder.file_name()) {
        look(parent, &prefix(name));
    }
    look(&output.folder, &format!("{INSIDE}-"));
    found.sort();
    found
}
