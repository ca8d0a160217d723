//! The pipeline: the whole story of a build, without a disk, a clock or a terminal.
//!
//! `build`, `check`, `watch` and `serve` are shells over [`build`]; none has a road of its own. Promises: the same inventory,
//! settings and instant give the same artifacts, whatever the ledger says and however many threads there are.

mod bodies;
mod findings;
mod images;
mod outputs;
mod shelves;
mod texts;
mod theme;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use jiff::Timestamp;

use crate::{
    base::{Digest, Failure, Finding, OutPath, Severity, Sink, SitePath, Sources},
    config::Site,
    gate::{self, GateRules, Public, Withheld},
    library::{self, LibraryOptions, Surroundings},
    plan::{self, Ledger, Materials},
    read::ReadOptions,
    render::{self, Ground},
};

/// What is asked of a build.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The settings.
    pub site: &'a Site,
    /// The instant that counts as now.
    pub now: Timestamp,
    /// Whether drafts, embargoed and held texts are shown, for a preview.
    pub drafts: bool,
    /// Whether anything is rendered; a check only plans.
    pub render: bool,
    /// What the last build into the same place read and made.
    pub last: Option<&'a Ledger>,
    /// Where a progress bar may look.
    pub progress: &'a Progress,
}

/// How far a build is.
#[derive(Debug, Default)]
pub struct Progress {
    /// Things done.
    pub done: AtomicUsize,
    /// Things to do, as far as is known.
    pub total: AtomicUsize,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was noticed, in the order in which it is shown.
    pub findings: Vec<Finding>,
    /// What is withheld, and why; in a preview, what the public would not see.
    pub withheld: Vec<Withheld>,
    /// The next instant at which the site would change by itself.
    pub next_release: Option<Timestamp>,
    /// What was made and why: path and reason in words, in the order of paths.
    pub made: Vec<Made>,
    /// How much was done.
    pub counts: Counts,
    /// What this build read and made, for the next; stamps of outputs are the door's to add.
    pub ledger: Ledger,
    /// Whether the output is whole. If not, nothing of it may be published, and `withdrawn` must go from the last one.
    pub complete: bool,
    /// Outputs of the last build that show texts which are withheld or gone now; only where this build is not complete.
    pub withdrawn: Vec<OutPath>,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where.
    pub path: OutPath,
    /// Why, in words.
    pub reason: String,
    /// Whether its bytes differ from the last build's.
    pub differs: bool,
}

/// How much a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files of the site.
    pub files: usize,
    /// Files whose bytes were read.
    pub read: usize,
    /// Texts that were parsed for their cards.
    pub parsed: usize,
    /// Public briefings.
    pub briefings: usize,
    /// Files of the output.
    pub outputs: usize,
    /// Files that were rendered.
    pub rendered: usize,
    /// Files whose bytes are new.
    pub written: usize,
}

/// Builds a site: sources in, artifacts out.
///
/// # Errors
/// When the machine fails: a source cannot be read any more, an artifact cannot be kept. What is wrong with the authors' files
/// is in the outcome.
pub fn build(request: Request<'_>, sources: &dyn Sources, sink: &dyn Sink) -> Result<Outcome, Failure> {
    let inventory = sources.inventory()?;
    let mut findings = inventory.findings;
    let shelves = shelves::sort(&inventory.files, &mut findings);
    let options = read_options(request.site);
    let reading = Digest::of_value(&(env!("CARGO_PKG_VERSION"), request.site));
    let texts = texts::read_all(&shelves, &options, reading, request, sources)?;
    let files = outputs::digests(&shelves, request.last, sources)?;

    let judged = judge(&texts, request);
    findings.extend(texts.cards.iter().flat_map(|card| card.findings.iter().cloned()));
    findings.extend(judged.findings);

    let names: BTreeSet<SitePath> =
        shelves.files.iter().chain(&shelves.statics).map(|file| file.path.clone()).collect();
    let hidden: BTreeSet<SitePath> = judged.hidden;
    let surroundings = Surroundings { files: &names, withheld: &hidden };
    let library = library::library(judged.public, &library_options(request.site), surroundings);
    findings.extend(library.findings.iter().cloned());
    if library.briefings().next().is_none() {
        findings.push(findings::no_briefings());
    }

    let (mut templates, template_findings) = theme::templates(&shelves, sources)?;
    findings.extend(template_findings);
    let assets = theme::assets(&shelves, &files, request.site, sources)?;
    let view = theme::site_view(request, &library, &templates, &assets);
    templates.set_site(&view);
    let frames = render::frames(request.site, &library, &templates);
    let shared = Digest::of_value(&(reading, &view, &frames, templates.words()));
    let closure = |name: &str| templates.has(name).then(|| templates.closure(name));
    let digest = |path: &SitePath| files.get(path).map(|record| record.digest);
    let materials = Materials {
        site: request.site,
        library: &library,
        shared,
        words: templates.words(),
        template: &closure,
        statics: &assets.files,
        files: &digest,
    };
    let mut plan = plan::plan(materials, request.last);
    findings.append(&mut plan.findings);

    let mut outcome = Outcome { withheld: judged.withheld, next_release: judged.next_release, ..Outcome::default() };
    outcome.counts.files = inventory.files.len();
    outcome.counts.parsed = texts.parsed;
    outcome.counts.read = texts.parsed;
    outcome.counts.briefings = library.briefings().count();
    let mut complete = !findings.iter().any(stops);
    if complete && request.render {
        let template_of = |job: &plan::Job| plan::template(job, materials);
        let bodies = bodies::Bodies::new(&texts, &library, &options, sources);
        let images = images::Images::new(&library, &assets, sources);
        let ground = Ground {
            site: request.site,
            library: &library,
            view: &view,
            frames: &frames,
            templates: &templates,
            bodies: &|id| bodies.open(id),
            images: &|path| images.facts(path),
        };
        let rendered = outputs::render(&plan, &template_of, ground, &assets, request, sources, sink)?;
        complete = rendered.findings.is_empty();
        findings.extend(rendered.findings);
        outcome.made = rendered.made;
        outcome.counts.rendered = rendered.count;
        outcome.counts.written = outcome.made.iter().filter(|made| made.differs).count();
        outcome.ledger = outputs::ledger(reading, &texts, &files, &plan, &rendered.digests, &library, request.last);
    }
    if !complete {
        outcome.withdrawn = withdrawn(&library, &texts, &hidden, request.last);
    }
    outcome.counts.outputs = plan.jobs.iter().map(|planned| planned.outputs.len()).sum();
    outcome.complete = complete;
    outcome.findings = findings::ordered(findings, sources);
    Ok(outcome)
}

/// The texts as the gate judges them.
struct Judged {
    public: Vec<Public>,
    withheld: Vec<Withheld>,
    hidden: BTreeSet<SitePath>,
    findings: Vec<Finding>,
    next_release: Option<Timestamp>,
}

fn judge(texts: &texts::Texts, request: Request<'_>) -> Judged {
    let rules = GateRules {
        now: request.now,
        zone: request.site.zone(),
        publish_official: request.site.publish_official,
        drafts: request.drafts,
    };
    let mut judged =
        Judged { public: vec![], withheld: vec![], hidden: BTreeSet::new(), findings: vec![], next_release: None };
    for card in &texts.cards {
        let verdict = gate::admit(card.clone(), &rules);
        if verdict.public.is_none() {
            judged.hidden.insert(card.source.clone());
        }
        judged.public.extend(verdict.public);
        judged.findings.extend(verdict.findings);
        judged.withheld.extend(verdict.withheld);
    }
    judged.next_release = judged.withheld.iter().filter_map(|withheld| withheld.until).min();
    judged
}

/// Whether a finding keeps the build from being published. A refused marking and an unreadable embargo withhold their text and
/// nothing else.
fn stops(finding: &Finding) -> bool {
    use crate::base::Code;
    finding.severity() == Severity::Error && !matches!(finding.code, Code::RefusedMarking | Code::BadEmbargo)
}

/// Outputs of the last build that belong to a text which is withheld or gone.
fn withdrawn(
    library: &library::Library,
    texts: &texts::Texts,
    hidden: &BTreeSet<SitePath>,
    last: Option<&Ledger>,
) -> Vec<OutPath> {
    let present: BTreeSet<&SitePath> = texts.cards.iter().map(|card| &card.source).collect();
    let _ = library;
    let Some(last) = last else { return Vec::new() };
    let gone = |owner: &SitePath| hidden.contains(owner) || !present.contains(owner);
    let outputs = last.outputs.iter().filter(|(_, record)| record.owner.as_ref().is_some_and(gone));
    outputs.map(|(path, _)| path.clone()).collect()
}

/// What reading needs to know of a site.
#[must_use]
pub fn read_options(site: &Site) -> ReadOptions {
    use crate::{
        config::{DateOrder, UnknownKeys},
        read,
    };
    ReadOptions {
        language: site.language.clone(),
        kind: site.kind,
        date_order: site.date_order.map(|order| match order {
            DateOrder::DayMonth => read::DateOrder::DayMonth,
            DateOrder::MonthDay => read::DateOrder::MonthDay,
        }),
        zone: site.time_zone.clone(),
        unknown_keys: match site.unknown_keys {
            UnknownKeys::Error => read::UnknownKeys::Error,
            UnknownKeys::Warn => read::UnknownKeys::Warn,
            UnknownKeys::Extra => read::UnknownKeys::Extra,
        },
        keys: site.keys.clone(),
        roles: site.roles.clone(),
        smart_punctuation: site.markup.smart_punctuation,
    }
}

fn library_options(site: &Site) -> LibraryOptions {
    LibraryOptions {
        language: site.language.clone(),
        languages: site.languages.keys().cloned().collect(),
        zone: site.zone(),
        regions: site.regions.iter().map(|(name, region)| (name.clone(), region.places.clone())).collect(),
    }
}

impl Progress {
    fn expect(&self, more: usize) {
        self.total.fetch_add(more, Ordering::Relaxed);
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
