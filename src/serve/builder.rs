//! The loop: woken by a change, a wish or the clock, it builds and puts the new site in the place of the old one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch::Sender as Publisher;

use super::snapshot::{Served, Snapshot};
use super::sources::WatchedSources;
use super::watch::{self, Watch, gather_until, patience, watch};
use super::{Desk, Options, Rebuild, Wake};
use crate::base::{Change, Code, Digest, Failure, Finding, OutPath, SitePath};
use crate::config::Site;
use crate::discover::DiskSources;
use crate::pipeline::{self, Memo, Outcome, Progress, Request};
use crate::plan::{FileRecord, Ledger, OutputRecord};
use crate::write::MemorySink;

/// The ends of the threads that meet here.
pub(super) struct Ends {
    /// What wakes the loop.
    pub(super) woken: Receiver<Wake>,
    /// How the loop is woken.
    pub(super) wishes: Sender<Wake>,
    /// Where the new site is put.
    pub(super) publish: Publisher<Option<Arc<Snapshot>>>,
    /// How the program is told to end.
    pub(super) end: Sender<Result<(), Failure>>,
}

impl Drop for Ends {
    /// The loop never ends by itself: without it, the server would show an old site for ever.
    fn drop(&mut self) {
        let _ = self.end.send(Err(Failure::Busy { cause: "the preview broke down; start it again".to_owned() }));
    }
}

/// Starts the loop on a thread of its own, so that a signal need not wait for a build.
pub(super) fn start(options: Options, desk: Arc<dyn Desk>, ends: Ends, shown: String) -> Result<(), Failure> {
    let sources = DiskSources::open(&options.root)?;
    let tell = ends.wishes.clone();
    let watch = watch(sources.root(), options.noticing, move |change| {
        let _ = tell.send(Wake::Changed(change));
    })?;
    let builder = Builder {
        at: options.at,
        options,
        desk,
        sources: WatchedSources::new(sources),
        last: None,
        memo: Memo::default(),
        snapshot: Arc::default(),
        said: None,
        looked: Timestamp::MIN,
        noted: Vec::new(),
    };
    let unstarted = |error: std::io::Error| Failure::Busy { cause: error.to_string() };
    std::thread::Builder::new()
        .name("builder".to_owned())
        .spawn(move || run(builder, watch, &ends, &shown))
        .map_err(unstarted)?;
    Ok(())
}

/// What is other than before: the authors' files, how many pages, and how many files of the output.
type Difference = (Vec<SitePath>, usize, usize);

/// A file of the output, as the last build knew it and as this one does.
type OutputChange<'a> = Change<'a, OutPath, OutputRecord>;

/// What a build that failed says of the site that stays.
struct Kept<'a> {
    /// Below which path it would stand; none where the settings do not say.
    prefix: Option<&'a str>,
    /// When it changes by itself.
    next_release: Option<Timestamp>,
    /// What must not be seen any more.
    withdrawn: &'a [OutPath],
}

struct Builder {
    options: Options,
    desk: Arc<dyn Desk>,
    sources: WatchedSources,
    /// The instant at which the site is looked at; the clock's without it.
    at: Option<Timestamp>,
    last: Option<Arc<Ledger>>,
    memo: Memo,
    snapshot: Arc<Snapshot>,
    /// The digest of the findings that were said last in the terminal.
    said: Option<Digest>,
    /// What the clock said at the last build.
    looked: Timestamp,
    /// What was touched before this build, as far as it is known.
    noted: Vec<SitePath>,
}

fn run(mut builder: Builder, mut watch: Watch, ends: &Ends, shown: &str) {
    let rebuild = builder.rebuild(Instant::now());
    let _ = ends.publish.send(Some(builder.snapshot.clone()));
    builder.desk.ready(&format!("{shown}{}/", builder.snapshot.prefix));
    builder.desk.built(&rebuild);
    loop {
        let wake = match ends.woken.recv_timeout(builder.patience()) {
            Ok(wake) => Some(wake),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let began = Instant::now();
        let (change, wish) = batch(wake, &ends.woken);
        if let Some(change) = &change {
            watch.follow(change);
            builder.noted = builder.sources.note(change);
        }
        match wish {
            Some(Wish { at }) => builder.at = at,
            None if change.is_none() && !builder.is_due() => continue,
            None => {}
        }
        let before = builder.snapshot.clone();
        let rebuild = builder.rebuild(began);
        let _ = ends.publish.send(Some(builder.snapshot.clone()));
        if wish.is_some() || !rebuild.is_idle(before.current) {
            builder.desk.built(&rebuild);
        }
    }
}

/// The wish to see the site at an instant, or by the clock.
#[derive(Clone, Copy)]
struct Wish {
    at: Option<Timestamp>,
}

/// All that happens until nothing more does: what changed, and the last wish.
fn batch(wake: Option<Wake>, woken: &Receiver<Wake>) -> (Option<watch::Change>, Option<Wish>) {
    match wake {
        None => (None, None),
        Some(Wake::At(at)) => (None, Some(Wish { at })),
        Some(Wake::Changed(first)) => {
            let (change, wish) = gather_until(woken, first, |wake| match wake {
                Wake::Changed(change) => Ok(change),
                Wake::At(at) => Err(Wish { at }),
            });
            (Some(change), wish)
        }
    }
}

impl Rebuild {
    /// Whether nothing came of it that is worth a word.
    fn is_idle(&self, was_current: bool) -> bool {
        let same = self.files == 0 && self.findings.is_none() && self.current == was_current;
        same && (self.current || self.changed.is_empty())
    }
}

impl Builder {
    /// The next instant at which the site changes by itself; only where it is looked at by the clock.
    fn due(&self) -> Option<Timestamp> {
        let by_clock = self.at.is_none() && !self.options.drafts;
        self.snapshot.next_release.filter(|next| by_clock && *next > self.looked)
    }

    fn is_due(&self) -> bool {
        self.due().is_some_and(|due| due <= self.desk.now())
    }

    /// How long to wait at most before the clock is looked at again.
    fn patience(&self) -> Duration {
        patience(self.due(), self.desk.now())
    }

    fn rebuild(&mut self, began: Instant) -> Rebuild {
        let first = self.said.is_none();
        self.looked = self.desk.now();
        let (settings, findings) = self.desk.settings();
        let (changed, pages, files) = match settings {
            Some(site) => self.build(&site, findings),
            None => {
                let findings = Arc::new(findings);
                self.keep(findings, &Kept { prefix: None, next_release: self.snapshot.next_release, withdrawn: &[] })
            }
        };
        let said = self.snapshot.of_findings;
        let new = self.said.replace(said) != Some(said);
        let noted = std::mem::take(&mut self.noted);
        let changed = if changed.is_empty() { noted } else { changed };
        Rebuild {
            changed,
            pages,
            files,
            took: began.elapsed(),
            findings: new.then(|| Arc::clone(&self.snapshot.findings)),
            current: self.snapshot.current,
            first,
        }
    }

    fn build(&mut self, site: &Site, mut findings: Vec<Finding>) -> Difference {
        let sink = MemorySink::new();
        let request = Request {
            site,
            now: self.at.unwrap_or(self.looked),
            drafts: self.options.drafts,
            render: true,
            last: self.last.as_ref(),
            memo: Some(&self.memo),
            store: None,
            progress: &Progress::default(),
        };
        let built = self.built(request, &sink).or_else(|failure| match failure {
            // A file changed while it was being read: it is another one now, and is looked at again.
            Failure::Changed { .. } | Failure::Unreadable { .. } => self.built(request, &sink),
            failure => Err(failure),
        });
        let kept = Kept { prefix: Some(site.prefix()), next_release: self.snapshot.next_release, withdrawn: &[] };
        match built {
            Ok(mut outcome) => {
                self.sources.settle();
                if !findings.is_empty() {
                    findings.extend(outcome.findings.iter().cloned());
                    outcome.findings = Arc::new(findings);
                }
                if outcome.complete || outcome.rescued {
                    return self.take(outcome, sink.into_files(), site.prefix());
                }
                let next_release = outcome.next_release;
                self.keep(outcome.findings, &Kept { next_release, withdrawn: &outcome.withdrawn, ..kept })
            }
            Err(failure) => {
                self.sources.forget();
                findings.push(Finding::of_file(Code::UnreadableFile, "", failure.to_string()));
                self.keep(Arc::new(findings), &kept)
            }
        }
    }

    /// One build. If it breaks down, the fault is the program's own; the preview goes on all the same.
    fn built(&self, request: Request<'_>, sink: &MemorySink) -> Result<Outcome, Failure> {
        let build = || pipeline::build(request, &self.sources, sink);
        catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| {
            let cause = "the build broke down, which is a fault of despatch; what it met stands in the terminal";
            Err(Failure::Busy { cause: cause.to_owned() })
        })
    }

    /// The last good site stays, less what must not be seen any more; what is wrong is said over it.
    fn keep(&mut self, findings: Arc<Vec<Finding>>, kept: &Kept<'_>) -> Difference {
        let next_release = kept.next_release;
        let mut next = Snapshot { findings, next_release, current: false, at: self.at, ..(*self.snapshot).clone() };
        if !kept.withdrawn.is_empty() {
            next.files.retain(|path, _| !kept.withdrawn.contains(path));
        }
        if let (true, Some(prefix)) = (next.files.is_empty(), kept.prefix) {
            prefix.clone_into(&mut next.prefix);
        }
        if let Some(last) = self.last.as_mut().filter(|_| !kept.withdrawn.is_empty()) {
            // What was taken away must be made again.
            let ledger = Arc::make_mut(last);
            ledger.outputs.retain(|path, _| !kept.withdrawn.contains(path));
        }
        self.snapshot = Arc::new(next.digested(&self.snapshot));
        (Vec::new(), 0, 0)
    }

    /// The new site takes the place of the old one.
    fn take(&mut self, outcome: Outcome, mut put: BTreeMap<OutPath, Arc<[u8]>>, prefix: &str) -> Difference {
        let (old, last) = (Arc::clone(&self.snapshot), self.last.take().unwrap_or_default());
        let ledger = outcome.ledger;
        let changes = ledger.outputs.since(&last.outputs);
        let mut files = old.files.clone();
        let (mut made, mut pages, mut others) = (Vec::new(), 0, 0);
        for (path, was, now) in &changes {
            let Some(record) = now else {
                others += usize::from(files.contains_key(path));
                files.remove(path);
                continue;
            };
            let Some(bytes) = put.remove(*path) else { continue };
            let differs = was.is_none_or(|was| was.digest != record.digest);
            *(if path.name().ends_with(".html") { &mut pages } else { &mut others }) += usize::from(differs);
            made.push(((*path).clone(), Served { bytes, digest: record.digest }));
        }
        if files.is_empty() {
            files = made.into_iter().collect();
        } else {
            made.into_iter().for_each(|(path, served)| files.insert(path, served));
        }
        let changed = changed_files(&last, &ledger);
        let newest = newest_page(&changed, &changes).filter(|_| !old.files.is_empty()).or_else(|| old.newest.clone());
        let snapshot = Snapshot {
            prefix: prefix.to_owned(),
            files,
            ledger: Arc::clone(&ledger),
            findings: outcome.findings,
            current: outcome.complete,
            withheld: outcome.withheld,
            next_release: outcome.next_release,
            at: self.at,
            newest,
            ..Snapshot::default()
        };
        let differing = changes.iter().filter(|(_, was, now)| differs(*was, *now)).map(|(path, ..)| *path);
        self.snapshot = Arc::new(snapshot.with_assets(&old, differing).digested(&old));
        self.last = Some(ledger);
        (changed, pages, pages + others)
    }
}

/// The files of the site that are other than in the last build, or gone.
fn changed_files(last: &Ledger, now: &Ledger) -> Vec<SitePath> {
    let digest = |record: Option<&FileRecord>| record.map(|record| record.digest);
    let changes = now.files.since(&last.files).into_iter();
    changes.filter(|(_, was, now)| digest(*was) != digest(*now)).map(|(path, ..)| path.clone()).collect()
}

/// Whether a file of the output is other than before.
fn differs(was: Option<&OutputRecord>, now: Option<&OutputRecord>) -> bool {
    was.map(|record| record.digest) != now.map(|record| record.digest)
}

/// The page on which the change is best seen: the first that belongs to a changed text and is other than before.
fn newest_page(changed: &[SitePath], changes: &[OutputChange<'_>]) -> Option<OutPath> {
    let is_page = |(path, was, now): &&OutputChange<'_>| {
        let owner = now.and_then(|record| record.owner.as_ref());
        let belongs = owner.is_some_and(|owner| changed.contains(owner));
        path.name() == "index.html" && belongs && differs(*was, *now)
    };
    changes.iter().find(is_page).map(|(path, ..)| (*path).clone())
}
