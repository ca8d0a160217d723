//! Where artifacts wait until all are there: a hidden folder beside the output, or in it where that is impossible.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::super::MARK;
use super::Output;
use serde::{Deserialize, Serialize};

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
    put: Mutex<Vec<Staged>>,
    count: AtomicUsize,
    /// Whether a journal stands in it, so that the next build finishes what this one began.
    pub(super) journalled: AtomicBool,
}

/// A stage's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The folder itself, which also holds the journal.
    pub(super) folder: PathBuf,
    /// How artifacts lie in it.
    pub(super) shape: Shape,
}

/// How artifacts lie in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As the output's tree, to take the place of an output that is not there yet.
    Tree,
    /// By number, to take the places of files one by one.
    Numbered,
}

/// An artifact in a stage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Staged {
    /// Where it belongs.
    pub(super) path: OutPath,
    /// Its number in this stage.
    pub(super) number: usize,
    /// What the disk says of it.
    pub(super) stamp: FileStamp,
}

impl Staged {
    /// Where it lies in a stage that numbers its artifacts.
    pub(super) fn file(&self, new: &Path) -> PathBuf {
        new.join(numbered(self.number))
    }
}

/// The name of a numbered artifact: in one of 64 folders, so that threads do not wait for one.
fn numbered(number: usize) -> String {
    format!("{}/{number}", number % 64)
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
        let place = self.place()?;
        let root = place.new_tree();
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let name = match place.shape {
            Shape::Tree => path.to_string(),
            Shape::Numbered => numbered(number),
        };
        let ops = &self.output.ops;
        let made = self.folders.ensure(&root, &name, |folder| ops.make_folder(folder));
        let created = made.and_then(|()| ops.create(&root.join(&name), [&bytes]));
        let stamp = created.map_err(|error| self.output.unwritable(path.as_str(), &error))?;
        let staged = Staged { path: path.clone(), number, stamp };
        self.put.lock().unwrap_or_else(PoisonError::into_inner).push(staged);
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
            count: AtomicUsize::new(0),
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
    pub(super) fn taken(&self) -> Vec<Staged> {
        let mut taken = std::mem::take(&mut *self.put.lock().unwrap_or_else(PoisonError::into_inner));
        taken.sort_unstable_by(|a, b| (&a.path, a.number).cmp(&(&b.path, b.number)));
        taken
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

/// Makes a stage beside the output, or in it where the folder that holds it is on another disk or may not be written.
fn make(output: &Output) -> io::Result<Place> {
    let id = std::process::id();
    let there = output.folder.is_dir();
    let shape = if there && output.folder.join(MARK).is_file() { Shape::Numbered } else { Shape::Tree };
    if let (Some(parent), Some(name)) = (output.folder.parent(), output.folder.file_name()) {
        if !there {
            output.ops.make_folders(parent)?;
        }
        let folder = parent.join(format!("{}{id}", prefix(name)));
        let apart = there && !same_device(parent, &output.folder);
        let made = if apart { Err(io::ErrorKind::CrossesDevices.into()) } else { make_new(output, &folder) };
        match made {
            Ok(()) => return Ok(Place { folder, shape }),
            Err(error) if !there => return Err(error),
            Err(_) => {}
        }
    }
    let folder = output.folder.join(format!("{INSIDE}-{id}"));
    make_new(output, &folder)?;
    Ok(Place { folder, shape: Shape::Numbered })
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
