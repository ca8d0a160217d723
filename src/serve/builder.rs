//! The loop: woken by a change, a wish or the clock, it builds and puts the new site in the place of the old one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch::Sender as Publisher;

use super::snapshot::{Served, Snapshot};
use super::sources::WatchedSources;
use super::watch::{Watch, gather_until, watch};
use super::{Desk, Options, Rebuild, Wake};
use crate::base::{Code, Digest, Failure, Finding, OutPath, SitePath};
use crate::config::Site;
use crate::discover::DiskSources;
use crate::pipeline::{self, Outcome, Progress, Request};
use crate::plan::Ledger;
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
        snapshot: Arc::default(),
        said: None,
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

struct Builder {
    options: Options,
    desk: Arc<dyn Desk>,
    sources: WatchedSources,
    /// The instant at which the site is looked at; the clock's without it.
    at: Option<Timestamp>,
    last: Option<Arc<Ledger>>,
    snapshot: Arc<Snapshot>,
    /// What was said last in the terminal.
    said: Option<Digest>,
}

fn run(mut builder: Builder, mut watch: Watch, ends: &Ends, shown: &str) {
    let rebuild = builder.rebuild(Instant::now());
    let _ = ends.publish.send(Some(builder.snapshot.clone()));
    builder.desk.ready(&format!("{shown}{}/", builder.snapshot.prefix));
    builder.desk.built(&rebuild);
    loop {
        let wake = match builder.until_next_release() {
            Some(time) => ends.woken.recv_timeout(time),
            None => ends.woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let began = Instant::now();
        let mut wake = wake;
        if let Ok(Wake::Changed(change)) = wake {
            let (change, next) = gather_until(&ends.woken, change, |wake| match wake {
                Wake::Changed(change) => Ok(change),
                other => Err(other),
            });
            if change.folders {
                watch.renew();
            }
            builder.sources.note(&change);
            wake = next.ok_or(RecvTimeoutError::Timeout);
        }
        match wake {
            Ok(Wake::End(ending)) => {
                let _ = ends.end.send(ending);
                return;
            }
            Ok(Wake::At(at)) => builder.at = at,
            Ok(Wake::Changed(_)) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let before = builder.snapshot.clone();
        let rebuild = builder.rebuild(began);
        if !Arc::ptr_eq(&before, &builder.snapshot) {
            let _ = ends.publish.send(Some(builder.snapshot.clone()));
        }
        builder.desk.built(&rebuild);
    }
}

impl Builder {
    /// How long the site stays as it is if nothing changes; only where it is looked at by the clock.
    fn until_next_release(&self) -> Option<Duration> {
        let next = self.snapshot.next_release.filter(|_| self.at.is_none() && !self.options.drafts)?;
        let time = Duration::try_from(next.duration_since(self.desk.now())).unwrap_or_default();
        Some(time.saturating_add(Duration::from_millis(5)))
    }

    fn rebuild(&mut self, began: Instant) -> Rebuild {
        let first = self.said.is_none();
        let (settings, findings) = self.desk.settings();
        let (changed, pages, files) = match settings {
            Some(site) => self.build(&site, findings),
            None => self.keep(findings, &[], None),
        };
        let said = self.snapshot.said;
        let new = self.said.replace(said) != Some(said);
        Rebuild {
            changed,
            pages,
            files,
            took: began.elapsed(),
            findings: new.then(|| self.snapshot.findings.clone()),
            current: self.snapshot.current,
            first,
        }
    }

    fn build(&mut self, site: &Site, mut findings: Vec<Finding>) -> Difference {
        let sink = MemorySink::new();
        let request = Request {
            site,
            now: self.at.unwrap_or_else(|| self.desk.now()),
            drafts: self.options.drafts,
            render: true,
            last: self.last.as_ref(),
            progress: &Progress::default(),
        };
        let built = pipeline::build(request, &self.sources, &sink).or_else(|failure| match failure {
            // A file changed while it was being read: it is another one now, and is looked at again.
            Failure::Changed { .. } | Failure::Unreadable { .. } => pipeline::build(request, &self.sources, &sink),
            failure => Err(failure),
        });
        match built {
            Ok(mut outcome) => {
                self.sources.settle();
                findings.append(&mut outcome.findings);
                if outcome.complete || outcome.rescued {
                    outcome.findings = findings;
                    return self.take(outcome, sink.into_files(), site.prefix());
                }
                self.keep(findings, &outcome.withdrawn, Some(site.prefix()))
            }
            Err(failure) => {
                self.sources.forget();
                findings.push(Finding::of_file(Code::UnreadableFile, "", failure.to_string()));
                self.keep(findings, &[], Some(site.prefix()))
            }
        }
    }

    /// The last good site stays, less what must not be seen any more; what is wrong is said over it.
    fn keep(&mut self, findings: Vec<Finding>, withdrawn: &[OutPath], prefix: Option<&str>) -> Difference {
        let mut next = Snapshot { findings, current: false, at: self.at, ..(*self.snapshot).clone() };
        for path in withdrawn {
            next.files.remove(path);
        }
        if let (true, Some(prefix)) = (next.files.is_empty(), prefix) {
            prefix.clone_into(&mut next.prefix);
        }
        self.snapshot = Arc::new(next.digested());
        (Vec::new(), 0, 0)
    }

    /// The new site takes the place of the old one.
    fn take(&mut self, outcome: Outcome, mut put: BTreeMap<OutPath, Arc<[u8]>>, prefix: &str) -> Difference {
        let old = self.snapshot.clone();
        let ledger = outcome.ledger;
        let mut files = BTreeMap::new();
        let (mut pages, mut others) = (0, 0);
        for (path, record) in &ledger.outputs {
            let served = match (put.remove(path), old.files.get(path)) {
                (Some(bytes), before) => {
                    let served = Served { bytes, digest: record.digest };
                    let differs = before.is_none_or(|before| before.digest != served.digest);
                    *(if path.name().ends_with(".html") { &mut pages } else { &mut others }) += usize::from(differs);
                    served
                }
                (None, Some(before)) => before.clone(),
                (None, None) => continue,
            };
            files.insert(path.clone(), served);
        }
        let changed = changed_files(self.last.as_deref(), &ledger);
        let newest = newest_page(&changed, &ledger, &old.files, &files).or_else(|| old.newest.clone());
        self.snapshot = Arc::new(
            Snapshot {
                prefix: prefix.to_owned(),
                files,
                ledger: ledger.clone(),
                findings: outcome.findings,
                current: outcome.complete,
                withheld: outcome.withheld,
                next_release: outcome.next_release,
                at: self.at,
                newest,
                said: Digest::default(),
            }
            .digested(),
        );
        self.last = Some(ledger);
        (changed, pages, pages + others)
    }
}

/// The files of the site that are other than in the last build, or gone.
fn changed_files(last: Option<&Ledger>, now: &Ledger) -> Vec<SitePath> {
    let Some(last) = last else { return now.files.keys().cloned().collect() };
    let digest = |ledger: &Ledger, path: &SitePath| ledger.files.get(path).map(|record| record.digest);
    let new = now.files.keys().filter(|path| digest(now, path) != digest(last, path));
    let gone = last.files.keys().filter(|path| !now.files.contains_key(*path));
    new.chain(gone).cloned().collect()
}

/// The page on which the change is best seen: the first that belongs to a changed text and is other than before.
fn newest_page(
    changed: &[SitePath],
    ledger: &Ledger,
    old: &BTreeMap<OutPath, Served>,
    new: &BTreeMap<OutPath, Served>,
) -> Option<OutPath> {
    let differs =
        |path: &OutPath| new.get(path).map(|served| served.digest) != old.get(path).map(|served| served.digest);
    let belongs = |owner: Option<&SitePath>| owner.is_some_and(|owner| changed.contains(owner));
    let pages =
        ledger.outputs.iter().filter(|(path, record)| path.name() == "index.html" && belongs(record.owner.as_ref()));
    pages.map(|(path, _)| path).find(|path| differs(path)).filter(|_| !old.is_empty()).cloned()
}
