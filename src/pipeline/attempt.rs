//! One attempt at a site: from the texts that are public to artifacts in the sink.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Counts, Made, Request, bodies,
    files::Records,
    findings,
    house::House,
    images,
    outputs::{self, Rendered},
    pictures::Pictures,
    shelves::Shelves,
    stops,
    texts::Texts,
};
use crate::{
    base::{Code, Digest, Failure, Finding, OutPath, Sink, SitePath, Sources},
    gate::Public,
    library::{self, Library, Surroundings},
    plan::{self, LOCK_FILE, Ledger, Lock, Materials, Plan},
    read::ReadOptions,
    render::{self, Ground},
};

/// What is asked, and the doors in and out.
#[derive(Clone, Copy)]
pub(super) struct Doors<'a> {
    pub(super) request: Request<'a>,
    pub(super) sources: &'a dyn Sources,
    pub(super) sink: &'a dyn Sink,
}

/// A site as it was read.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) doors: Doors<'a>,
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
}

/// A site that was made: its library, what its pages share, and its plan.
pub(super) struct Standing {
    pub(super) library: Library,
    pub(super) house: House,
    pub(super) plan: Plan,
}

/// What an attempt came to.
#[derive(Default)]
pub(super) struct Attempt {
    pub(super) findings: Vec<Finding>,
    pub(super) counts: Counts,
    pub(super) made: Vec<Made>,
    /// The ledger, if everything was rendered.
    pub(super) ledger: Option<Ledger>,
    /// The lock of what is public, where nothing was to be rendered; else the site's.
    pub(super) lock: Lock,
    /// The site, if everything was rendered.
    pub(super) standing: Option<Standing>,
    /// The keys of what the output holds of the store.
    pub(super) dear: BTreeSet<Digest>,
    /// Whether the sink was handed anything.
    pub(super) rendered: bool,
    /// Whether the site's templates could be loaded.
    pub(super) has_templates: bool,
    /// The paths of what is public, where the attempt failed and nothing is known of the last build.
    pub(super) paths: Option<BTreeSet<OutPath>>,
}

/// Makes the library and the plan of `public`, and, if they are sound and so was what came before, the artifacts.
pub(super) fn attempt(read: &Read<'_>, public: Vec<Public>, sound: bool) -> Result<Attempt, Failure> {
    make(read, public, sound, |findings| sound && !findings.iter().any(stops), &mut |_, _| false)
}

/// Whether what a failing job would have made may stay as the last build left it.
pub(super) type Forgives<'a> = dyn FnMut(&plan::PlannedJob, &Ledger) -> bool + 'a;

/// An attempt that renders if `renders` says so of what was found until then; `sound` says whether what came before was.
pub(super) fn make(
    read: &Read<'_>,
    public: Vec<Public>,
    sound: bool,
    renders: impl FnOnce(&[Finding]) -> bool,
    forgives: &mut Forgives<'_>,
) -> Result<Attempt, Failure> {
    let Read { doors, shelves, files, .. } = *read;
    let request = doors.request;
    let names: BTreeSet<SitePath> =
        shelves.files.iter().chain(&shelves.statics).map(|file| file.path.clone()).collect();
    let surroundings = Surroundings { files: &names, withheld: read.hidden };
    let options = super::library_options(request.site);
    let (library, begun) = rayon::join(|| library::library(public, &options, surroundings), || House::begin(read));
    let mut begun = begun?;
    let mut attempt = Attempt { findings: library.findings.clone(), ..Attempt::default() };
    if library.briefings().next().is_none() {
        attempt.findings.push(findings::no_briefings());
    }

    let locked = lock(read, &mut attempt.findings)?;
    attempt.findings.extend(locked.compare(&library));
    let today = request.now.to_zoned(request.site.zone()).date();
    attempt.lock = if request.render { locked } else { Lock::of(&library, &locked, today) };

    attempt.has_templates = begun.findings.is_empty();
    attempt.findings.append(&mut begun.findings);
    let house = House::new(begun, read, &library);
    let template = |name: &str| house.template(name);
    let digest = |path: &SitePath| files.get(path).map(|record| record.digest);
    let facts = |path: &SitePath| files.get(path).map(|record| record.facts);
    let materials = house.materials(request.site, &library, &template, (&digest, &facts));
    let mut plan = plan::plan(materials, request.last());
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

    let bodies = bodies::Bodies::new(read, &library);
    let rendered = cook(doors, &house, materials, &bodies, &mut plan, forgives)?;
    attempt.rendered = true;
    attempt.ledger = Some(outputs::ledger(read, &plan, &library));
    attempt.findings.extend(rendered.findings);
    attempt.made = rendered.made;
    attempt.counts.rendered = attempt.made.len();
    attempt.counts.written = attempt.made.iter().filter(|made| made.differs).count();
    attempt.paths = (unknown && attempt.findings.iter().any(stops)).then(|| plan::paths(materials));
    attempt.dear = outputs::dear(&plan, materials);
    attempt.standing = Some(Standing { library, house, plan });
    Ok(attempt)
}

/// Renders what of a plan is stale.
pub(super) fn cook(
    doors: Doors<'_>,
    house: &House,
    materials: Materials<'_>,
    bodies: &bodies::Bodies<'_>,
    plan: &mut Plan,
    forgives: &mut Forgives<'_>,
) -> Result<Rendered, Failure> {
    let Materials { site, library, .. } = materials;
    let template_of = |job: &plan::Job| plan::template(job, materials);
    let images = images::Images::new(library, &house.assets, materials.facts);
    let cards = render::Cards::new(library.entries.len());
    let ground = Ground {
        site,
        library,
        view: &house.view,
        frames: &house.frames,
        cards: &cards,
        templates: &house.templates,
        bodies: &|id| bodies.open(id),
        images: &|path| images.facts(path),
    };
    let kitchen = outputs::Kitchen {
        template_of: &template_of,
        ground,
        assets: &house.assets,
        pictures: Pictures::new(doors, materials),
        doors,
    };
    outputs::render(plan, &kitchen, forgives)
}

/// What was published before, as the site's lock has it; nothing if there is none.
fn lock(read: &Read<'_>, findings: &mut Vec<Finding>) -> Result<Lock, Failure> {
    let Some(file) = &read.shelves.lock else { return Ok(Lock::default()) };
    let bytes = read.doors.sources.bytes(&file.path)?;
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
