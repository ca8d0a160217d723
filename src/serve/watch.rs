//! What happens in a site's folder: the system's events, sifted and gathered until they rest. The one door for notify.
//!
//! No event is trusted for more than that something may have changed; what did is found by looking.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::base::Failure;
use crate::discover::{FOLDERS, LOCK_FILE, passed_over};

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells.
    Told,
    /// By looking twice a second, for network drives and systems that do not tell.
    Looking,
}

/// Something that may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The files whose contents may have changed.
    pub edited: BTreeSet<PathBuf>,
    /// Whether more than contents may have changed: files or folders have come or gone, or it is not known what happened.
    pub more: bool,
    /// What may have gone and not come back.
    pub gone: Vec<PathBuf>,
    /// Whether a folder that is watched may itself be another one now.
    pub folders: bool,
}

/// A watch on a site; ends when dropped.
pub struct Watch {
    watcher: Box<dyn notify::Watcher + Send>,
    root: PathBuf,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("root", &self.root).finish_non_exhaustive()
    }
}

/// How often one looks where the system does not tell.
const LOOKING: Duration = Duration::from_millis(500);

/// Watches the site in the folder `root`, whose links are resolved, and tells of changes from another thread.
///
/// # Errors
/// When the folder can be watched in neither way.
pub fn watch(
    root: &Path,
    noticing: Noticing,
    tell: impl Fn(Change) + Send + Clone + 'static,
) -> Result<Watch, Failure> {
    let told = || {
        let sifted = sifter(root.to_owned(), tell.clone());
        RecommendedWatcher::new(sifted, Config::default())
            .map(|watcher| -> Box<dyn notify::Watcher + Send> { Box::new(watcher) })
    };
    let looking = || {
        let sifted = sifter(root.to_owned(), tell.clone());
        let config = Config::default().with_poll_interval(LOOKING);
        PollWatcher::new(sifted, config).map(|watcher| -> Box<dyn notify::Watcher + Send> { Box::new(watcher) })
    };
    let begin = |watcher: notify::Result<Box<dyn notify::Watcher + Send>>| {
        let mut watch = Watch { watcher: watcher?, root: root.to_owned() };
        watch.look_at_all()?;
        Ok(watch)
    };
    let begun: notify::Result<Watch> = match noticing {
        Noticing::Told => begin(told()).or_else(|_| begin(looking())),
        Noticing::Looking => begin(looking()),
    };
    begun.map_err(|error| Failure::Unreadable { path: root.display().to_string(), cause: error.to_string() })
}

impl Watch {
    /// Watches the site's folders anew: some may be others than before.
    pub fn renew(&mut self) {
        let _ = self.look_at_all();
    }

    /// The root is watched for itself, its source folders with all below.
    fn look_at_all(&mut self) -> notify::Result<()> {
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            let folder = self.root.join(folder);
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }
}

/// Lets through what may concern a site. Reading a file is an event as well: it must not cause another reading.
fn sifter(root: PathBuf, tell: impl Fn(Change)) -> impl Fn(notify::Result<Event>) {
    move |event| match event {
        Ok(event) => {
            if let Some(change) = change(&root, &event) {
                tell(change);
            }
        }
        Err(_) => tell(Change { more: true, folders: true, ..Change::default() }),
    }
}

fn change(root: &Path, event: &Event) -> Option<Change> {
    if event.need_rescan() {
        return Some(Change { more: true, folders: true, ..Change::default() });
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let paths: Vec<&PathBuf> = event.paths.iter().filter(|path| concerns_site(root, path)).collect();
    let goes = matches!(
        event.kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From | RenameMode::Any))
    );
    let folders = paths.iter().any(|path| FOLDERS.iter().any(|folder| root.join(folder) == **path));
    let gone = if goes { paths.iter().map(|path| (*path).clone()).collect() } else { Vec::new() };
    let edits = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
    let edited = if edits { paths.iter().map(|path| (*path).clone()).collect() } else { BTreeSet::new() };
    (!paths.is_empty()).then_some(Change { edited, more: !edits, gone, folders })
}

fn concerns_site(root: &Path, path: &Path) -> bool {
    let Ok(rest) = path.strip_prefix(root) else { return false };
    let mut parts = rest.components().map(|part| part.as_os_str().to_string_lossy());
    let Some(top) = parts.next() else { return false };
    let sources = FOLDERS.contains(&top.as_ref());
    (sources && !parts.any(|part| passed_over(&part))) || top == "site.toml" || top == LOCK_FILE
}

/// After an event one waits this long for the next of the same batch.
const QUIET: Duration = Duration::from_millis(12);

/// What has gone may be about to come back: editors save by removing and making anew.
const RETURN: Duration = Duration::from_millis(60);

/// A batch that does not end is cut here.
const LONGEST: Duration = Duration::from_secs(1);

/// Gathers what follows a first change until nothing more happens.
pub fn gather(changes: &Receiver<Change>, first: Change) -> Change {
    gather_until(changes, first, Ok::<Change, Change>).0
}

/// Gathers the changes among other things, until nothing more happens or one of those comes, which is given back.
pub(super) fn gather_until<T>(
    wakes: &Receiver<T>,
    first: Change,
    change: impl Fn(T) -> Result<Change, T>,
) -> (Change, Option<T>) {
    let began = Instant::now();
    let mut last = began;
    let mut all = first;
    while began.elapsed() < LONGEST {
        match wakes.recv_timeout(QUIET).map(&change) {
            Ok(Ok(change)) => {
                all.edited.extend(change.edited);
                all.more |= change.more;
                all.gone.extend(change.gone);
                all.folders |= change.folders;
                last = Instant::now();
            }
            Ok(Err(other)) => return (all, Some(other)),
            Err(RecvTimeoutError::Timeout) if last.elapsed() < RETURN && all.gone.iter().any(|path| !path.exists()) => {
            }
            Err(_) => break,
        }
    }
    (all, None)
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    fn told(kind: EventKind, path: &str) -> Option<Change> {
        change(Path::new("/site"), &Event::new(kind).add_path(PathBuf::from(path)))
    }

    #[test]
    fn what_concerns_the_site_is_let_through() {
        let create = EventKind::Create(CreateKind::File);
        for path in ["/site/content/a.md", "/site/site.toml", "/site/static/css/x.css", "/site/templates/base.html"] {
            assert!(told(create, path).is_some(), "{path}");
        }
        for path in [
            "/site/public/index.html",
            "/site/content/.a.md.swp",
            "/site/content/a.md~",
            "/site/.despatch/ledger",
            "/site/x",
            "/other/content/a.md",
        ] {
            assert!(told(create, path).is_none(), "{path}");
        }
        assert!(told(EventKind::Access(AccessKind::Read), "/site/content/a.md").is_none());
        assert!(told(create, "/site/content").is_some_and(|change| change.folders));
    }
}
