//! What a program that builds again and again keeps of its last build: the library and the plan. An edit that changes nothing
//! of what other pages show leaves both as they were, but for the edited text.
//!
//! A build gives the same artifacts with a memo and without one; the properties' test holds it to that.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Mutex,
};

use super::files::Records;
use crate::{
    base::{Digest, Finding, OutPath, SitePath},
    gate::Public,
    library::{Id, Library, Withheld},
    plan::{self, Ledger, Materials, Plan, PlannedJob, StaticFile},
};

/// The last build's library and plan; empty at first, and after a build that failed.
#[derive(Debug, Default)]
pub struct Memo(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    reading: Digest,
    /// What the library was made of, and where each text stands in it.
    public: Vec<(Public, Id)>,
    names: BTreeSet<SitePath>,
    hidden: Withheld,
    library: Library,
    planned: Planned,
}

/// A plan, and what it was made of beside the library.
#[derive(Debug)]
pub(super) struct Planned {
    shared: Digest,
    templates: Digest,
    statics: BTreeMap<OutPath, StaticFile>,
    files: BTreeMap<SitePath, Digest>,
    jobs: Vec<PlannedJob>,
    findings: Vec<Finding>,
}

/// What a library is made of beside the public texts.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) reading: Digest,
    pub(super) names: &'a BTreeSet<SitePath>,
    pub(super) hidden: &'a Withheld,
}

/// A library that was kept, with the cards of this build; the plan that was made of it, and the texts whose bytes have changed
/// since.
pub(super) struct Renewed {
    pub(super) library: Library,
    pub(super) planned: Planned,
    pub(super) changed: Vec<Id>,
}

/// What a plan is made of beside its materials, for telling whether it still holds.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// Digest of all templates.
    pub(super) templates: Digest,
    pub(super) files: &'a Records,
}

impl Memo {
    /// Takes the library out, renewed; `None` if these texts make another.
    pub(super) fn take(&self, public: &[Public], around: Around<'_>) -> Option<Renewed> {
        let mut kept = self.0.lock().ok()?.take()?;
        let same = kept.reading == around.reading && kept.names == *around.names && kept.hidden == *around.hidden;
        if !same || kept.public.len() != public.len() {
            return None;
        }
        let mut changed = Vec::new();
        for ((before, id), now) in kept.public.into_iter().zip(public) {
            if now.is(&before) {
                continue;
            }
            // What is said of places in the text would be said of the wrong ones.
            let source = now.card().source.as_str();
            let said = kept.library.findings.iter().chain(&kept.planned.findings).any(|said| said.concerns(source));
            if said || !now.stands_for(&before) {
                return None;
            }
            kept.library.renew(id, now.clone());
            changed.push(id);
        }
        Some(Renewed { library: kept.library, planned: kept.planned, changed })
    }

    /// Keeps a library and its plan for the next build.
    pub(super) fn keep(
        &self,
        public: Vec<Public>,
        around: Around<'_>,
        library: Library,
        plan: (Plan, Digest, BTreeMap<OutPath, StaticFile>),
        beside: Beside<'_>,
    ) {
        let (plan, shared, statics) = plan;
        let places: HashMap<&SitePath, Id> =
            (0..).zip(&library.entries).map(|(id, entry)| (&entry.public.card().source, id)).collect();
        let place = |public: Public| places.get(&public.card().source).map(|id| (public, *id));
        let Some(public) = public.into_iter().map(place).collect() else { return };
        let files = beside.files.iter().map(|(path, record)| (path.clone(), record.digest)).collect();
        let mut jobs = plan.jobs;
        jobs.iter_mut().flat_map(|planned| &mut planned.outputs).for_each(|output| output.reason = None);
        let templates = beside.templates;
        let planned = Planned { shared, templates, statics, files, jobs, findings: plan.findings };
        let (names, hidden) = (around.names.clone(), around.hidden.clone());
        let kept = Kept { reading: around.reading, public, names, hidden, library, planned };
        if let Ok(mut place) = self.0.lock() {
            *place = Some(kept);
        }
    }
}

/// The plan of a library that was renewed: the one that was kept, where it was made of the same.
pub(super) fn plan(
    planned: Planned,
    changed: &[Id],
    materials: Materials<'_>,
    beside: Beside<'_>,
    last: Option<&Ledger>,
) -> Plan {
    let files = beside.files.iter().map(|(path, record)| (path, record.digest));
    let holds = planned.shared == materials.shared
        && planned.templates == beside.templates
        && planned.statics == *materials.statics
        && planned.files.iter().map(|(path, digest)| (path, *digest)).eq(files);
    if holds {
        return plan::again(Plan { jobs: planned.jobs, findings: planned.findings }, changed, materials, last);
    }
    plan::plan(materials, last)
}
