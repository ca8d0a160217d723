//! Rendering what the plan says, in parallel, straight into the sink; and the ledger of what came of it.

use std::{cell::LazyCell, collections::BTreeSet, sync::Arc};

use foldhash::HashMap;
use rayon::prelude::*;

use super::{
    Made,
    attempt::{Doors, Forgives, Read},
    files,
    pictures::Pictures,
    theme::{self, Assets},
};
use crate::{
    base::{Digest, Failure, Finding, OutPath, SitePath, Table},
    library::{Entry, Id, Library},
    plan::{self, Job, Ledger, ListKey, Materials, OutputRecord, Plan, PlannedJob, PlannedOutput},
    render::{self, Ground},
};

/// What rendering came to.
#[derive(Default)]
pub(super) struct Rendered {
    /// What was made, in the order of paths.
    pub(super) made: Vec<Made>,
    /// What was wrong with templates and texts.
    pub(super) findings: Vec<Finding>,
}

/// What came of some of the stale jobs, by their places in the plan.
#[derive(Default)]
struct Done {
    /// Files that were made: the job, the place among its outputs, the digest.
    made: Vec<(usize, usize, Digest, Made)>,
    /// Jobs that failed.
    failed: Vec<(usize, Finding)>,
}

impl Done {
    fn and(mut self, mut other: Self) -> Self {
        self.made.append(&mut other.made);
        self.failed.append(&mut other.failed);
        self
    }
}

/// Renders all stale jobs. A job that fails, and which `forgives` lets stay as the last build left it, is no failure; one that
/// it does not is taken out of the plan.
pub(super) fn render(plan: &mut Plan, kitchen: &Kitchen<'_>, forgives: &mut Forgives<'_>) -> Result<Rendered, Failure> {
    let request = kitchen.doors.request;
    let mut stale: Vec<usize> = (0..plan.jobs.len()).filter(|at| plan.jobs[*at].is_stale()).collect();
    stale.sort_by_cached_key(|at| first_shown(&plan.jobs[*at].job, kitchen.ground));
    request.progress.expect(stale.len());
    let one = |mut done: Done, at: &usize| -> Result<Done, Failure> {
        kitchen.make(*at, &plan.jobs[*at], &mut done)?;
        request.progress.step();
        Ok(done)
    };
    let done = stale.par_iter().try_fold(Done::default, one).try_reduce(Done::default, |a, b| Ok(a.and(b)))?;
    drop(stale);
    let mut rendered = Rendered::default();
    rendered.made.reserve_exact(done.made.len());
    for (job, at, digest, made) in done.made {
        if let Some(output) = plan.jobs.get_mut(job).and_then(|planned| planned.outputs.get_mut(at)) {
            output.digest = Some(digest);
        }
        rendered.made.push(made);
    }
    let mut lost = BTreeSet::new();
    for (at, finding) in done.failed {
        if !request.last().is_some_and(|last| forgives(&plan.jobs[at], last)) {
            lost.insert(at);
        }
        rendered.findings.push(finding);
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
    /// Makes the stale outputs of the job that has this place in the plan.
    fn make(&self, job: usize, planned: &PlannedJob, done: &mut Done) -> Result<(), Failure> {
        let template = (self.template_of)(&planned.job);
        let artifacts = match self.artifacts(planned, template.as_deref())? {
            Ok(artifacts) => artifacts,
            Err(finding) => {
                done.failed.push((job, finding));
                return Ok(());
            }
        };
        for (at, (output, bytes)) in planned.outputs.iter().zip(artifacts).enumerate() {
            if let (Some(bytes), Some(reason)) = (bytes, &output.reason) {
                let digest = Digest::of(&bytes);
                let differs = self.put(output, bytes, digest)?;
                let made = Made { path: output.path.clone(), reason: reason.words(template.as_deref()), differs };
                done.made.push((job, at, digest, made));
            }
        }
        Ok(())
    }

    /// The bytes of a job's outputs, or what is wrong with it.
    fn artifacts(&self, planned: &PlannedJob, template: Option<&str>) -> Result<Result<Artifacts, Finding>, Failure> {
        let wanted: Vec<bool> = planned.outputs.iter().map(|output| output.reason.is_some()).collect();
        Ok(match &planned.job {
            Job::Static(path) => {
                let bytes = theme::bytes(path, self.assets, self.doors.sources)?;
                Ok(vec![Some(bytes); planned.outputs.len()])
            }
            Job::File(source) => Ok(vec![Some(files::bytes(source, self.doors.sources)?)]),
            Job::Picture { source, widths } => self.pictures.make(source, widths, &wanted)?,
            job => render::render(job, template.unwrap_or_default(), &wanted, self.ground),
        })
    }

    /// Hands an artifact to the sink, unless the last build's file has the same bytes; whether it differs.
    fn put(&self, output: &PlannedOutput, bytes: Vec<u8>, digest: Digest) -> Result<bool, Failure> {
        let record = self.doors.request.last().and_then(|ledger| ledger.outputs.get(&output.path));
        let differs = record.is_none_or(|record| record.digest != digest);
        if differs {
            self.doors.sink.put(&output.path, bytes)?;
        }
        Ok(differs)
    }
}

/// The bytes of each output of a job that was wanted.
type Artifacts = Vec<Option<Vec<u8>>>;

/// The ledger of an output. It shares with the last build's what is the same, so that little is compared when it is filed.
pub(super) fn ledger(read: &Read<'_>, plan: &Plan, library: &Library) -> Ledger {
    let Read { doors, texts, files, .. } = *read;
    let nothing = Ledger::default();
    let last = doors.request.last().unwrap_or(&nothing);
    let owners = LazyCell::new(|| owners(library));
    let mut untouched = last.outputs.seeker();
    let record = |(output, job): (&PlannedOutput, &Job)| {
        let known = untouched.get(&output.path).or_else(|| last.touched.get(&output.path));
        let digest = output.digest.or(known.map(|record| record.digest))?;
        let stamp = known.filter(|record| record.digest == digest).and_then(|record| record.stamp);
        let owner = owner(job, &output.path, library, &owners);
        Some((output.path.clone(), OutputRecord { print: output.print, digest, stamp, owner }))
    };
    let planned = plan.jobs.iter().flat_map(|planned| planned.outputs.iter().map(|output| (output, &planned.job)));
    let mut planned: Vec<(&PlannedOutput, &Job)> = planned.collect();
    planned.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    planned.dedup_by(|(a, _), (b, _)| a.path == b.path);
    let outputs = Table::following(&last.outputs, planned.into_iter().filter_map(record), PartialEq::eq);
    let mut records = texts.records.clone();
    files.iter().for_each(|(path, record)| records.insert(path.clone(), *record));
    let cards = texts.cards.iter().map(|card| (card.source.clone(), Arc::clone(card)));
    let cards = Table::following(&last.cards, cards, Arc::ptr_eq);
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
