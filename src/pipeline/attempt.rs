//! One attempt at a site: from the texts that are public to artifacts in the sink.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Counts, Made, Memo, Request, bodies, files::Records, findings, images, memo, outputs, shelves::Shelves, stops,
    texts::Texts, theme,
};
use crate::{
    base::{Code, Digest, Failure, Finding, OutPath, Sink, SitePath, Sources},
    gate::Public,
    library::{self, Surroundings},
    plan::{self, LOCK_FILE, Ledger, Lock, Materials},
    read::ReadOptions,
    render::{self, Ground},
};

/// A site as it was read.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) request: Request<'a>,
    /// Digest of all that reading depends on beside the files.
    pub(super) reading: Digest,
    pub(super) options: &'a ReadOptions,
    pub(super) shelves: &'a Shelves,
    pub(super) texts: &'a Texts,
    pub(super) files: &'a Records,
    /// What is to be said of files that are no texts, if they are published.
    pub(super) notes: &'a BTreeMap<SitePath, Vec<Finding>>,
    /// The texts that are withheld.
    pub(super) hidden: &'a library::Withheld,
    pub(super) sources: &'a dyn Sources,
    pub(super) sink: &'a dyn Sink,
}

/// What an attempt came to.
#[derive(Default)]
pub(super) struct Attempt {
    pub(super) findings: Vec<Finding>,
    pub(super) counts: Counts,
    pub(super) made: Vec<Made>,
    /// The ledger, if everything was rendered.
    pub(super) ledger: Option<Ledger>,
    /// The lock of what is public.
    pub(super) lock: Lock,
    /// Whether the sink was handed anything.
    pub(super) rendered: bool,
    /// Whether the site's templates could be loaded.
    pub(super) has_templates: bool,
    /// The paths of what is public, where the attempt failed and nothing is known of the last build.
    pub(super) paths: Option<BTreeSet<OutPath>>,
}

/// Makes the library and the plan of `public`, and, if they are sound and so was what came before, the artifacts.
pub(super) fn attempt(read: &Read<'_>, public: Vec<Public>, sound: bool) -> Result<Attempt, Failure> {
    make(read, public, sound, read.request.memo, |findings| sound && !findings.iter().any(stops), &mut |_, _| false)
}

/// Whether what a failing job would have made may stay as the last build left it.
pub(super) type Forgives<'a> = dyn FnMut(&plan::PlannedJob, &Ledger) -> bool + 'a;

/// An attempt that renders if `renders` says so of what was found until then; `sound` says whether what came before was.
pub(super) fn make(
    read: &Read<'_>,
    public: Vec<Public>,
    sound: bool,
    memo: Option<&Memo>,
    renders: impl FnOnce(&[Finding]) -> bool,
    forgives: &mut Forgives<'_>,
) -> Result<Attempt, Failure> {
    let Read { request, shelves, files, sources, .. } = *read;
    let names: BTreeSet<SitePath> =
        shelves.files.iter().chain(&shelves.statics).map(|file| file.path.clone()).collect();
    let around = memo::Around { reading: read.reading, names: &names, hidden: read.hidden };
    let given = memo.map(|_| public.clone());
    let renewed = memo.and_then(|memo| memo.take(&public, around));
    let (library, planned) = match renewed {
        Some(renewed) => (renewed.library, Some((renewed.planned, renewed.changed))),
        None => {
            let surroundings = Surroundings { files: &names, withheld: read.hidden };
            (library::library(public, &super::library_options(request.site), surroundings), None)
        }
    };
    let mut attempt = Attempt { findings: library.findings.clone(), ..Attempt::default() };
    if library.briefings().next().is_none() {
        attempt.findings.push(findings::no_briefings());
    }

    let locked = lock(read, &mut attempt.findings)?;
    attempt.findings.extend(locked.compare(&library));
    let today = request.now.to_zoned(request.site.zone()).date();
    if !request.render {
        attempt.lock = Lock::of(&library, &locked, today);
    }

    let (mut templates, template_findings) = theme::templates(shelves, sources)?;
    attempt.has_templates = template_findings.is_empty();
    attempt.findings.extend(template_findings);
    let assets = theme::assets(shelves, files, request.site, sources)?;
    let view = theme::site_view(request, &library, &templates, &assets);
    templates.set_site(&view);
    let frames = render::frames(request.site, &library, &templates);
    let closure = |name: &str| templates.has(name).then(|| templates.closure(name));
    let digest = |path: &SitePath| files.get(path).map(|record| record.digest);
    let materials = Materials {
        site: request.site,
        library: &library,
        shared: Digest::of_value(&(read.reading, &view, &frames, templates.words())),
        words: templates.words(),
        template: &closure,
        statics: &assets.files,
        files: &digest,
    };
    let beside = memo::Beside { templates: templates.digest(), files };
    let mut plan = match planned {
        Some((planned, changed)) => memo::plan(planned, &changed, materials, beside, request.last()),
        None => plan::plan(materials, request.last()),
    };
    attempt.findings.extend(plan.findings.iter().cloned());
    attempt.findings.extend(findings::of_files(read, &plan, materials));
    attempt.counts.briefings = library.briefings().count();
    attempt.counts.outputs = plan.jobs.iter().map(|planned| planned.outputs.len()).sum();
    let unknown = request.render && request.last.is_none();
    if !request.render || !renders(&attempt.findings) {
        let failed = !sound || attempt.findings.iter().any(stops);
        attempt.paths = (unknown && failed).then(|| plan::paths(materials));
        return Ok(attempt);
    }

    let template_of = |job: &plan::Job| plan::template(job, materials);
    let bodies = bodies::Bodies::new(read, &library);
    let images = images::Images::new(&library, &assets, files);
    let cards = render::Cards::new(library.entries.len());
    let ground = Ground {
        site: request.site,
        library: &library,
        view: &view,
        frames: &frames,
        cards: &cards,
        templates: &templates,
        bodies: &|id| bodies.open(id),
        images: &|path| images.facts(path),
    };
    let rendered = outputs::render(&mut plan, &template_of, ground, &assets, read, forgives)?;
    attempt.rendered = true;
    attempt.findings.extend(rendered.findings);
    attempt.made = rendered.made;
    attempt.counts.rendered = rendered.count;
    attempt.counts.written = attempt.made.iter().filter(|made| made.differs).count();
    attempt.paths = (unknown && attempt.findings.iter().any(stops)).then(|| plan::paths(materials));
    attempt.ledger = Some(outputs::ledger(read, &plan, &rendered.digests, &library));
    if let (Some(memo), Some(given)) = (memo, given)
        && !attempt.findings.iter().any(stops)
    {
        let made_of = (materials.shared, assets.files.clone());
        memo.keep(given, around, library, (plan, made_of.0, made_of.1), beside);
    }
    Ok(attempt)
}

/// What was published before, as the site's lock has it; nothing if there is none.
fn lock(read: &Read<'_>, findings: &mut Vec<Finding>) -> Result<Lock, Failure> {
    let Some(file) = &read.shelves.lock else { return Ok(Lock::default()) };
    let bytes = read.sources.bytes(&file.path)?;
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => Lock::parse(text).unwrap_or_else(|finding| {
            findings.push(finding);
            Lock::default()
        }),
        Err(_) => {
            findings.push(Finding::of_file(Code::BadLock, LOCK_FILE, "the file is not UTF-8"));
            Lock::default()
        }
    })
}
