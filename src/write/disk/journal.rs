//! What a commit is about to do, written down first, so that a killed one is finished by the next build.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ops::{inode_at, is_folder};
use super::stage::{Staged, left_over};
use super::{Output, apply, list};
use crate::base::{Failure, OutPath};

/// The journal's name in a stage.
const NAME: &str = "journal";

/// A journal that is whole and names nothing outside the output.
fn read(place: &Path) -> Option<Journal> {
    let journal = list::unsealed(&fs::read(place).ok()?)?;
    match &journal {
        Journal::InPlace { replace, delete }
            if !list::is_sound(replace.iter().map(|staged| &staged.path).chain(delete)) =>
        {
            None
        }
        _ => Some(journal),
    }
}

/// What is to be done to an output.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Journal {
    /// The staged tree takes the output's place. It has this number, so that it is known whether that has happened.
    Swap { inode: u64 },
    /// Staged files take their places one by one; others are deleted.
    InPlace { replace: Vec<Staged>, delete: Vec<OutPath> },
}

impl Output {
    /// Writes the journal into a stage: from here on the commit happens, whatever happens.
    pub(super) fn write_journal(&self, stage: &Path, journal: &Journal) -> Result<(), Failure> {
        self.ops.replace_with(&stage.join(NAME), [list::sealed(journal)]).map_err(|error| self.unwritable("", &error))
    }

    /// Does what a journal says, or what is left of it.
    pub(super) fn carry_out(&self, stage: &Path, journal: &Journal) -> Result<(), Failure> {
        if !is_folder(&stage.join("new")) {
            return Ok(());
        }
        match journal {
            Journal::Swap { inode } => self.swap_in(stage, *inode),
            Journal::InPlace { replace, delete } => apply::in_place(self, &stage.join("new"), replace, delete),
        }
    }

    /// Deletes a stage that has done its work. Its journal goes last: what is left of it does no harm.
    pub(super) fn clear(&self, stage: &Path) -> Result<(), Failure> {
        self.ops.delete_tree(stage).map_err(|error| self.unwritable("", &error))
    }

    fn swap_in(&self, stage: &Path, inode: u64) -> Result<(), Failure> {
        let (new, aside) = (stage.join("new"), stage.join("old"));
        if inode_at(&new) != inode {
            return Ok(());
        }
        let done = if self.folder.exists() {
            self.ops.swap(&new, &self.folder, &aside)
        } else {
            self.ops.rename(&new, &self.folder)
        };
        done.map_err(|error| self.unwritable("", &error))
    }

    /// Finishes what killed builds began and removes what they left.
    pub(super) fn recover(&self) -> Result<(), Failure> {
        for stage in left_over(self) {
            if let Some(journal) = read(&stage.join(NAME)) {
                // What cannot be finished is discarded: the new build writes what is missing.
                let _ = self.carry_out(&stage, &journal);
            }
            self.clear(&stage)?;
        }
        Ok(())
    }
}
