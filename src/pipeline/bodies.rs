//! The bodies of public texts: taken from what was just read, else read again; opened by the gate alone.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    attempt::Read,
    texts::{self, KeptTexts},
};
use crate::{
    base::{Code, FileEntry, Finding, SitePath, Sources},
    gate::{self, PublicBody},
    library::{Id, Library},
    read::{self, ReadOptions, SourceFile},
};

/// Opens the bodies of a library's texts.
pub(super) struct Bodies<'a> {
    /// Texts that need not be read again.
    pub(super) kept: &'a KeptTexts,
    pub(super) library: &'a Library,
    pub(super) options: &'a ReadOptions,
    pub(super) sidecars: &'a BTreeMap<SitePath, FileEntry>,
    pub(super) sources: &'a dyn Sources,
}

impl<'a> Bodies<'a> {
    pub(super) fn new(read: &Read<'a>, library: &'a Library) -> Self {
        let Read { doors, texts, options, shelves, .. } = *read;
        Self { kept: &texts.kept, library, options, sidecars: &shelves.sidecars, sources: doors.sources }
    }

    /// The body of an entry. A text that has changed since it was judged is not opened.
    pub(super) fn open(&self, id: Id) -> Result<Arc<PublicBody>, Finding> {
        let public = &self.library.entry(id).public;
        let card = public.card();
        let kept = self.kept.get(&card.source).and_then(|kept| kept.lock().ok()?.take());
        let (briefing, digest) = match kept {
            Some((briefing, digest)) => (*briefing, digest),
            None => self.read(&card.source)?,
        };
        gate::open(public, briefing, digest).map(Arc::new).ok_or_else(|| {
            let message = "the file changed while the site was being built; build again";
            Finding::of_file(Code::UnreadableFile, card.source.as_str(), message)
        })
    }

    fn read(&self, path: &SitePath) -> Result<(crate::model::Briefing, crate::base::Digest), Finding> {
        let bytes = |path: &SitePath| {
            let failed = |failure: crate::base::Failure| {
                Finding::of_file(Code::UnreadableFile, path.as_str(), failure.to_string())
            };
            self.sources.bytes(path).map_err(failed)
        };
        let text = bytes(path)?;
        let sidecar = self.sidecars.get(path).map(|file| bytes(&file.path)).transpose()?;
        let digest = texts::digest_of(&text, sidecar.as_deref());
        let source = SourceFile { path, bytes: &text, sidecar: sidecar.as_deref() };
        Ok((read::read(source, self.options).value.briefing, digest))
    }
}
