//! Rendering what the plan says, in parallel, straight into the sink; and the ledger of what came of it.

use std::{
    cell::LazyCell,
    collections::{BTreeSet, HashMap},
};

use rayon::prelude::*;

use super::{
    Made,
    attempt::{Doors, Forgives, Read},
    files,
    pictures::Pictures,
    theme::{self, Assets},
};
use crate::{
    base::{Digest, Failure, Finding, OutPath, SitePath},
    library::{Entry, Id, Library},
    plan::{self, Job, Ledger, ListKey, Materials, OutputRecord, Plan, PlannedJob, PlannedOutput},
    render::{self, Ground},
};

/// What rendering came to.
#[derive(Default)]
pub(super) struct Rendered {
    /// What was made, in the order of paths.
    pub(super) made: Vec<Made>,
    /// Digests of the files that were made.
    pub(super) digests: HashMap<OutPath, Digest>,
    /// What was wrong with templates and texts.
    pub(super) findings: Vec<Finding>,
    /// How many files were rendered.
    pub(super) count: usize,
}

/// What one job came to: its files' digests, or what was wrong.
type OfJob = Result<Vec<(Made, Digest)>, Finding>;

/// Renders all stale jobs. A job that fails, and which `forgives` lets stay as the last build left it, is no failure; one that
/// it does not is taken out of the plan.
pub(super) fn render(plan: &mut Plan, kitchen: &Kitchen<'_>, forgives: &mut Forgives<'_>) -> Result<Rendered, Failure> {
    let request = kitchen.doors.request;
    let mut stale: Vec<usize> = (0..plan.jobs.len()).filter(|at| plan.jobs[*at].is_stale()).collect();
    stale.sort_by_cached_key(|at| first_shown(&plan.jobs[*at].job, kitchen.ground));
    request.progress.expect(stale.len());
    let one = |at: &usize| {
        let done = kitchen.make(&plan.jobs[*at]);
        request.progress.step();
        done
    };
    let of_jobs: Result<Vec<OfJob>, Failure> = stale.par_iter().map(one).collect();
    let mut rendered = Rendered::default();
    let mut lost = BTreeSet::new();
    for (at, of_job) in stale.into_iter().zip(of_jobs?) {
        match of_job {
            Ok(files) => {
                rendered.count += files.len();
                for (made, digest) in files {
                    rendered.digests.insert(made.path.clone(), digest);
                    rendered.made.push(made);
                }
            }
            Err(finding) => {
                if !request.last().is_some_and(|last| forgives(&plan.jobs[at], last)) {
                    lost.insert(at);
                }
                rendered.findings.push(finding);
            }
        }
    }
    let mut at = 0;
    plan.jobs.retain(|_| {
        at += 1;
        !lost.contains(&(at - 1))
    });
    rendered.made.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(rendered)
}

/// The newest text that a page shows, so that pages which show the same are made one after another: what they show is at hand.
fn first_shown(job: &Job, ground: Ground<'_>) -> Id {
    match job {
        Job::Briefing(id) => *id,
        Job::List(page) if page.list != ListKey::Corrections => {
            let all = plan::members(ground.library, page.edition, page.list);
            all.get((page.page - 1) * plan::per_page(ground.site)).copied().unwrap_or_default()
        }
        _ => 0,
    }
}

/// What making outputs takes.
pub(super) struct Kitchen<'a> {
    pub(super) template_of: &'a (dyn Fn(&Job) -> Option<String> + Sync),
    pub(super) ground: Ground<'a>,
    pub(super) assets: &'a Assets,
    pub(super) pictures: Pictures<'a>,
    pub(super) doors: Doors<'a>,
}

impl Kitchen<'_> {
    fn make(&self, planned: &PlannedJob) -> Result<OfJob, Failure> {
        let template = (self.template_of)(&planned.job);
        let wanted: Vec<bool> = planned.outputs.iter().map(|output| output.reason.is_some()).collect();
        let artifacts = match &planned.job {
            Job::Static(path) => {
                let bytes = theme::bytes(path, self.assets, self.doors.sources)?;
                vec![Some(bytes); planned.outputs.len()]
            }
            Job::File(source) => vec![Some(files::bytes(source, self.doors.sources)?)],
            Job::Picture { source, widths } => match self.pictures.make(source, widths, &wanted)? {
                Ok(artifacts) => artifacts,
                Err(finding) => return Ok(Err(finding)),
            },
            job => match render::render(job, template.as_deref().unwrap_or_default(), &wanted, self.ground) {
                Ok(artifacts) => artifacts,
                Err(finding) => return Ok(Err(finding)),
            },
        };
        let mut made = Vec::new();
        for (output, bytes) in planned.outputs.iter().zip(artifacts) {
            if let (Some(bytes), Some(reason)) = (bytes, &output.reason) {
                made.push(self.put(output, bytes, reason.words(template.as_deref()))?);
            }
        }
        Ok(Ok(made))
    }

    /// Hands an artifact to the sink, unless the last build's file has the same bytes.
    fn put(&self, output: &PlannedOutput, bytes: Vec<u8>, reason: String) -> Result<(Made, Digest), Failure> {
        let digest = Digest::of(&bytes);
        let record = self.doors.request.last().and_then(|ledger| ledger.outputs.get(&output.path));
        let differs = record.is_none_or(|record| record.digest != digest);
        if differs {
            self.doors.sink.put(&output.path, bytes)?;
        }
        Ok((Made { path: output.path.clone(), reason, differs }, digest))
    }
}

/// The ledger of an output.
pub(super) fn ledger(read: &Read<'_>, plan: &Plan, digests: &HashMap<OutPath, Digest>, library: &Library) -> Ledger {
    let Read { doors, texts, files, .. } = *read;
    let last = doors.request.last();
    let owners = LazyCell::new(|| owners(library));
    let record = |(job, output): (&Job, &PlannedOutput)| {
        let known = last.and_then(|ledger| ledger.output(&output.path));
        let fresh = output.reason.as_ref().and_then(|_| digests.get(&output.path).copied());
        let digest = fresh.or(known.map(|record| record.digest))?;
        let stamp = known.filter(|record| record.digest == digest).and_then(|record| record.stamp);
        let owner = owner(job, &output.path, library, &owners);
        Some((output.path.clone(), OutputRecord { print: output.print, digest, stamp, owner }))
    };
    let planned = plan.jobs.iter().flat_map(|planned| planned.outputs.iter().map(|output| (&planned.job, output)));
    let outputs = planned.filter_map(record).collect();
    let records = texts.records.iter().chain(files).map(|(path, record)| (path.clone(), *record)).collect();
    let cards = texts.cards.iter().map(|card| (card.source.clone(), card.clone())).collect();
    Ledger { reading: read.reading, files: records, notes: read.notes.clone(), cards, outputs, ..Ledger::default() }
}

/// The keys under which the output's pictures are kept.
pub(super) fn dear(plan: &Plan, materials: Materials<'_>) -> BTreeSet<Digest> {
    let pictures = plan.jobs.iter().filter_map(|planned| match &planned.job {
        Job::Picture { source, widths } => Some(((materials.files)(source)?, widths)),
        _ => None,
    });
    let key = |digest: Digest, width: &u32| plan::picture_key(digest, *width, materials.site);
    pictures.flat_map(|(digest, widths)| widths.iter().map(move |width| key(digest, width))).collect()
}

/// Texts by their addresses without the slashes at both ends.
type Owners<'a> = HashMap<&'a str, &'a SitePath>;

fn owners(library: &Library) -> Owners<'_> {
    library.entries.iter().map(of_entry).collect()
}

fn of_entry(entry: &Entry) -> (&str, &SitePath) {
    (entry.address.as_str().trim_matches('/'), &entry.public.card().source)
}

/// The text that an output belongs to and goes with.
fn owner(job: &Job, path: &OutPath, library: &Library, owners: &Owners<'_>) -> Option<SitePath> {
    match job {
        Job::Briefing(id) | Job::Text(id) | Job::SocialCard(id) | Job::Redirect { id, .. } => {
            Some(library.entry(*id).public.card().source.clone())
        }
        Job::File(_) | Job::Picture { .. } => {
            let mut folder = path.as_str();
            while let Some((above, _)) = folder.rsplit_once('/') {
                if let Some(owner) = owners.get(above) {
                    return Some((*owner).clone());
                }
                folder = above;
            }
            None
        }
        _ => None,
    }
}
