//! Planning: which files the output has, which of them must be made again, and why.
//!
//! Promises: pure; an output's print covers everything its bytes depend on, so that equal prints mean equal bytes; two outputs
//! never share a path, not even on a file system that ignores case. Must not know: how a page is rendered or written.

mod job;
mod ledger;
mod lock;
mod picture;
mod print;
mod route;
mod search;
mod sitemap;
mod stale;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{Digest, Finding, OutPath, SitePath},
    config::Site,
    library::{Id, Library},
};

pub use job::{FeedFormat, Job, ListKey, ListPage, TwinFormat};
pub use ledger::{FileFacts, FileRecord, Filed, Filing, Ledger, OutputRecord, Told};
pub use lock::{LOCK_FILE, Lock};
pub use picture::{PIXELS, bad_image, picture_key, picture_path, picture_widths};
pub use print::{Print, template};
pub use route::{asset_path, asset_source, feed_root, list_address, members, page_address, per_page};
pub use search::{SearchShape, TITLES, search_blocks};
pub use sitemap::{Indexed, IndexedPage, SITEMAP_LIMIT, indexed, sitemap_files};
pub use stale::Reason;

/// What planning takes.
#[derive(Clone, Copy)]
pub struct Materials<'a> {
    /// The settings.
    pub site: &'a Site,
    /// All public texts.
    pub library: &'a Library,
    /// Digest of all that every page depends on: settings, program, fingerprinted assets.
    pub shared: Digest,
    /// Digest of the interface's words.
    pub words: Digest,
    /// Digest of a template with its whole closure, by name; `None` if there is no such template.
    pub template: &'a (dyn Fn(&str) -> Option<Digest> + Sync),
    /// Static files by their path in the output; the site's own over the theme's.
    pub statics: &'a BTreeMap<OutPath, StaticFile>,
    /// Digests of the files below `content/` that are no texts.
    pub files: &'a (dyn Fn(&SitePath) -> Option<Digest> + Sync),
    /// What pages say of these files, and of the static ones.
    pub facts: &'a (dyn Fn(&SitePath) -> Option<FileFacts> + Sync),
}

/// A static file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaticFile {
    /// The site's own file; `None` if it is the theme's.
    pub source: Option<SitePath>,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Whether pages refer to it by a name that carries its digest.
    pub fingerprinted: bool,
}

/// The whole output: every file of it, and which must be made.
#[derive(Debug, Default)]
pub struct Plan {
    /// All jobs, in the order of their first paths.
    pub jobs: Vec<PlannedJob>,
    /// Collisions, missing templates, dead links by address.
    pub findings: Vec<Finding>,
}

/// A job with its outputs.
#[derive(Debug)]
pub struct PlannedJob {
    /// What to make.
    pub job: Job,
    /// Its files; never empty.
    pub outputs: Vec<PlannedOutput>,
}

/// One file of the output.
#[derive(Debug)]
pub struct PlannedOutput {
    /// Where.
    pub path: OutPath,
    /// What its bytes depend on.
    pub print: Print,
    /// Why it must be made; `None` if the last build's file still holds.
    pub reason: Option<Reason>,
    /// Digest of its bytes, once it was made.
    pub digest: Option<Digest>,
}

/// Plans the whole output against the last build's ledger.
#[must_use]
pub fn plan(materials: Materials<'_>, last: Option<&Ledger>) -> Plan {
    let (routed, mut findings) = route::route(materials);
    let mut jobs = print::print_all(routed, materials, &mut findings);
    jobs.sort_by(|a, b| a.first().cmp(&b.first()));
    stale::mark(&mut jobs, materials.library, last);
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    Plan { jobs, findings }
}

/// Renews a plan of which nothing is to be made, for a library in which only the bytes of the texts `changed` are other than when
/// it was made; everything else of the materials is as it was.
pub fn renew(plan: &mut Plan, changed: &[Id], materials: Materials<'_>) {
    print::renew(&mut plan.jobs, changed, materials);
}

/// The paths of the whole output, whatever can be made of them.
#[must_use]
pub fn paths(materials: Materials<'_>) -> BTreeSet<OutPath> {
    route::route(materials).0.into_iter().flat_map(|(_, paths)| paths).collect()
}

impl Plan {
    /// The outputs that must be made.
    pub fn stale(&self) -> impl Iterator<Item = &PlannedOutput> {
        self.jobs.iter().flat_map(|planned| &planned.outputs).filter(|output| output.reason.is_some())
    }

    /// All of it has been made.
    pub fn settle(&mut self) {
        for output in self.jobs.iter_mut().flat_map(|planned| &mut planned.outputs) {
            (output.reason, output.digest) = (None, None);
        }
    }
}

impl PlannedJob {
    /// Whether any of its outputs must be made.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.outputs.iter().any(|output| output.reason.is_some())
    }

    fn first(&self) -> Option<&OutPath> {
        self.outputs.first().map(|output| &output.path)
    }
}
