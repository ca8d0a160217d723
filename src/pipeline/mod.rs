//! The pipeline: the whole story of a build, without a disk, a clock or a terminal.
//!
//! `build`, `check`, `watch` and `serve` are shells over [`build`]; none has a road of its own. Promises: the same inventory,
//! settings and instant give the same artifacts, whatever the ledger says and however many threads there are.

mod again;
mod attempt;
mod author_html;
mod bodies;
mod files;
mod findings;
mod house;
mod images;
mod memo;
mod outputs;
mod pictures;
mod rescue;
mod shelves;
mod texts;
mod theme;
mod unchanged;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;

pub use author_html::author_html;
pub use shelves::sidecars;
pub use theme::theme_files;

use crate::{
    base::{Digest, Failure, Finding, Inventory, OutPath, Severity, Sink, Sources, Store},
    config::Site,
    gate::{self, GateRules, Public, Withheld},
    library::{self, Hidden, LibraryOptions},
    plan::{self, Ledger, Lock, Told},
    read::ReadOptions,
};

pub use memo::Memo;

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
    pub last: Option<&'a Arc<Ledger>>,
    /// What is kept from build to build by a program that builds again and again; `None` for one that builds once.
    pub memo: Option<&'a Memo>,
    /// Where pictures in smaller sizes are kept; `None` to make them every time.
    pub store: Option<&'a dyn Store>,
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
    pub findings: Arc<Vec<Finding>>,
    /// What is withheld, and why; in a preview, what the public would not see.
    pub withheld: Vec<Withheld>,
    /// The next instant at which the site would change by itself.
    pub next_release: Option<Timestamp>,
    /// What was made and why: path and reason in words, in the order of paths.
    pub made: Vec<Made>,
    /// How much was done.
    pub counts: Counts,
    /// What this build read and made, for the next; stamps of outputs are the door's to add. The last build's own where nothing
    /// has changed since.
    pub ledger: Arc<Ledger>,
    /// The keys of what the output holds of the store: all else in it may go. Empty if anything went wrong, or nothing was done.
    pub dear: BTreeSet<Digest>,
    /// The lock of what is public now, for `despatch lock` to write; empty if anything was rendered.
    pub lock: Lock,
    /// Whether the output is whole and may be published.
    pub complete: bool,
    /// Whether, although this build is not complete, the sink and the ledger hold the last one without the texts that are
    /// withheld or gone now: it must be published in its place.
    pub rescued: bool,
    /// Outputs of the last build that show texts which are withheld or gone now, where it could not be rescued: they must go,
    /// and lists may still name them.
    pub withdrawn: Vec<OutPath>,
    /// Where the build failed and nothing is known of the last one: the paths that the public texts make. What else stands in an
    /// output of ours may show a text that is withheld or gone.
    pub paths: Option<BTreeSet<OutPath>>,
}

impl Outcome {
    /// Whether a file of an output of which nothing is known may stay there although this build failed: what a public text
    /// makes, and static files under the names by which older pages know them.
    #[must_use]
    pub fn may_stay(&self, path: &OutPath) -> bool {
        self.paths.as_ref().is_none_or(|paths| {
            paths.contains(path) || plan::asset_source(path).is_some_and(|source| paths.contains(&source))
        })
    }
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where.
    pub path: OutPath,
    /// Why, in words.
    pub reason: Cow<'static, str>,
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
    build_listed(request, sources.inventory()?, sources, sink)
}

/// The same of sources that have been listed just now.
///
/// # Errors
/// As [`build`].
pub fn build_listed(
    request: Request<'_>,
    inventory: Inventory,
    sources: &dyn Sources,
    sink: &dyn Sink,
) -> Result<Outcome, Failure> {
    let reading = Digest::of_value(&(env!("CARGO_PKG_VERSION"), request.site));
    if let Some(outcome) = unchanged::unchanged(request, reading, &inventory) {
        return Ok(outcome);
    }
    let doors = attempt::Doors { request, sources, sink };
    let options = read_options(request.site);
    if let Some(outcome) = again::again(doors, reading, &inventory, &options)? {
        return Ok(outcome);
    }
    let mut findings = inventory.findings.clone();
    let shelves = shelves::sort(&inventory.files, &mut findings);
    let texts = texts::read_all(&shelves, &options, reading, request, sources)?;
    let files = files::files(&shelves, request.last(), reading, sources)?;
    let judged = judge(&texts, request);
    let read = attempt::Read {
        doors,
        reading,
        options: &options,
        shelves: &shelves,
        texts: &texts,
        files: &files.records,
        notes: &files.notes,
        hidden: &judged.hidden,
    };
    let of_texts = || texts.cards.iter().flat_map(|card| &card.findings);
    let stopped = findings.iter().chain(&judged.findings).any(stops) || of_texts().any(stops);
    let mut attempt = attempt::attempt(&read, judged.public, !stopped)?;
    findings.extend(attempt.findings);
    let said = request.memo.map(|_| said_of_the_site(&findings)).unwrap_or_default();
    let standing = attempt.standing.take().and_then(|standing| match request.memo {
        Some(_) => Some(standing),
        None => {
            put_away(standing);
            None
        }
    });
    findings.extend(of_texts().cloned().chain(judged.findings));
    let complete = !findings.iter().any(stops);
    let mut outcome = Outcome {
        withheld: judged.withheld,
        next_release: judged.next_release,
        made: attempt.made,
        counts: Counts { files: inventory.files.len(), read: texts.read, parsed: texts.parsed, ..attempt.counts },
        complete,
        dear: attempt.dear,
        paths: attempt.paths,
        ..Outcome::default()
    };
    if !complete && request.render {
        rescue::rescue(&read, attempt.rendered, &mut outcome)?;
    }
    outcome.findings = Arc::new(findings::ordered(findings, sources));
    if !request.render {
        outcome.lock = attempt.lock;
        return Ok(outcome);
    }
    if complete {
        let told = told(request, &outcome);
        outcome.ledger = Arc::new(Ledger { told: Some(told), ..attempt.ledger.unwrap_or_default() });
    }
    if let (Some(memo), Some(standing), true) = (request.memo, standing, complete) {
        let (ledger, lock) = (Arc::clone(&outcome.ledger), attempt.lock);
        memo.keep(memo::Kept::new(standing, reading, inventory, shelves, (lock, said, ledger)));
    }
    Ok(outcome)
}

/// Takes a large value apart while other work goes on: piece by piece that takes as long as some of the work, and at the end of a
/// program nobody waits for it.
pub fn put_away<T: Send + 'static>(value: T) {
    rayon::spawn(move || drop(value));
}

/// What is said of a site as a whole: the lock speaks of one text alone where that has changed without a word.
fn said_of_the_site(findings: &[Finding]) -> Vec<Finding> {
    use crate::base::Code;
    findings.iter().filter(|finding| finding.code != Code::UnrecordedChange).cloned().collect()
}

/// What a whole build says, for the next one to say again if nothing changes.
fn told(request: Request<'_>, outcome: &Outcome) -> Told {
    Told {
        now: request.now,
        drafts: request.drafts,
        findings: Arc::clone(&outcome.findings),
        withheld: outcome.withheld.clone(),
        next_release: outcome.next_release,
        briefings: outcome.counts.briefings,
        outputs: outcome.counts.outputs,
    }
}

/// The texts as the gate judges them.
struct Judged {
    public: Vec<Public>,
    withheld: Vec<Withheld>,
    hidden: library::Withheld,
    findings: Vec<Finding>,
    next_release: Option<Timestamp>,
}

/// The gate's rules for this build.
fn rules(request: Request<'_>) -> GateRules {
    GateRules {
        now: request.now,
        zone: request.site.zone(),
        publish_official: request.site.publish_official,
        drafts: request.drafts,
    }
}

fn judge(texts: &texts::Texts, request: Request<'_>) -> Judged {
    let rules = rules(request);
    let mut judged =
        Judged { public: vec![], withheld: vec![], hidden: BTreeMap::new(), findings: vec![], next_release: None };
    let mut hidden = Vec::new();
    for card in &texts.cards {
        let verdict = gate::admit(Arc::clone(card), &rules);
        hidden.extend(verdict.public.is_none().then_some(card));
        judged.public.extend(verdict.public);
        judged.findings.extend(verdict.findings);
        judged.withheld.extend(verdict.withheld);
    }
    let followers = gate::withhold_translations(&mut judged.public, hidden.iter().copied().cloned().collect());
    let gone: BTreeSet<&str> = followers.iter().map(|one| one.source.as_str()).collect();
    hidden.extend(texts.cards.iter().filter(|card| gone.contains(card.source.as_str())));
    judged.hidden = hidden.into_iter().map(|card| (card.source.clone(), Hidden::of(card))).collect();
    judged.withheld.extend(followers);
    judged.next_release = judged.withheld.iter().filter_map(|withheld| withheld.until).min();
    judged
}

/// Whether a finding keeps the build from being published. A refused marking and an unreadable embargo withhold their text and
/// nothing else.
fn stops(finding: &Finding) -> bool {
    use crate::base::Code;
    finding.severity() == Severity::Error && !matches!(finding.code, Code::RefusedMarking | Code::BadEmbargo)
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

impl<'a> Request<'a> {
    /// What the last build read and made.
    fn last(&self) -> Option<&'a Ledger> {
        self.last.map(|last| &**last)
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
