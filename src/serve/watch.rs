//! What happens in a site's folder: the system's events, sifted and gathered until they rest. The one door for notify.
//!
//! No event is trusted for more than that something may have changed; what did is found by looking.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use notify::event::{CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _, WatcherKind};

use super::looking::{Lookout, Tell};
use crate::base::Failure;
use crate::discover::{FOLDERS, Ground, LOCK_FILE, SETTINGS_FILE, passed_over};

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
    /// The files and folders that something has happened to.
    pub touched: BTreeSet<PathBuf>,
    /// Whether it is not known what else has happened.
    pub more: bool,
    /// What may have gone and not come back.
    pub gone: Vec<PathBuf>,
    /// What has come and may be a folder, in which other things may have come before anyone watched it.
    pub come: BTreeSet<PathBuf>,
    /// Whether a folder that is watched may itself be another one now.
    pub folders: bool,
}

impl Change {
    /// All may be other than before.
    pub(super) fn unknown() -> Self {
        Self { more: true, folders: true, ..Self::default() }
    }
}

/// A watch on a site; ends when dropped.
pub struct Watch {
    root: PathBuf,
    tell: Tell,
    eyes: Eyes,
}

/// How a watch sees.
enum Eyes {
    /// The system tells; someone sees to it that it tells of the right folders.
    Told { watcher: RecommendedWatcher, ground: Ground, _guard: Lookout },
    /// Someone looks.
    Looking { _lookout: Lookout },
    /// It cannot be looked just now.
    Closed,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("root", &self.root).finish_non_exhaustive()
    }
}

/// Watches the site in the folder `root`, whose links are resolved, and tells of changes from another thread. Where the system
/// does not tell, or no longer, it is looked.
///
/// # Errors
/// When the folder can be watched in neither way.
pub fn watch(root: &Path, noticing: Noticing, tell: impl Fn(Change) + Send + Sync + 'static) -> Result<Watch, Failure> {
    let tell: Tell = Arc::new(tell);
    let eyes = match noticing {
        Noticing::Told => Eyes::told(root, &tell).or_else(|_| Eyes::looking(root, &tell)),
        Noticing::Looking => Eyes::looking(root, &tell),
    };
    let eyes =
        eyes.map_err(|error| Failure::Unreadable { path: root.display().to_string(), cause: error.to_string() })?;
    Ok(Watch { root: root.to_owned(), tell, eyes })
}

impl Watch {
    /// Follows a change, before it is looked what it was: watches folders that are new, or others than before. What comes
    /// into them from then on is told, and what came earlier will be found by looking.
    pub fn follow(&mut self, change: &Change) {
        let Eyes::Told { watcher, ground, .. } = &mut self.eyes else { return };
        let now = Ground::of(&self.root);
        if !now.is_there() {
            return;
        }
        let followed = if !now.has_root_of(ground) {
            Err(notify::Error::path_not_found())
        } else if change.folders {
            *ground = now;
            watch_all(watcher, &self.root)
        } else {
            watch_new(watcher, &change.come)
        };
        if followed.is_err() {
            // The old watch ends before the new one begins, or there may be no room for it.
            self.eyes = Eyes::Closed;
            let eyes = Eyes::told(&self.root, &self.tell).or_else(|_| Eyes::looking(&self.root, &self.tell));
            self.eyes = eyes.unwrap_or(Eyes::Closed);
        }
    }
}

impl Eyes {
    fn told(root: &Path, tell: &Tell) -> notify::Result<Self> {
        let ground = Ground::of(root);
        let mut watcher = RecommendedWatcher::new(sifter(root.to_owned(), tell.clone()), Config::default())?;
        watch_all(&mut watcher, root)?;
        let guard = Lookout::at_ground(root, tell.clone())?;
        Ok(Self::Told { watcher, ground, _guard: guard })
    }

    fn looking(root: &Path, tell: &Tell) -> notify::Result<Self> {
        Ok(Self::Looking { _lookout: Lookout::at_files(root, tell.clone())? })
    }
}

/// The root is watched for itself, its source folders with all below.
fn watch_all(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let folders = FOLDERS.iter().map(|folder| root.join(folder));
    folders.filter(|folder| folder.is_dir()).try_for_each(|folder| watch_deep(watcher, &folder))
}

/// Folders below a watched one are watched by themselves, on some systems a moment later: then they are watched at once here,
/// so that nothing can come between.
fn watch_new(watcher: &mut RecommendedWatcher, come: &BTreeSet<PathBuf>) -> notify::Result<()> {
    if RecommendedWatcher::kind() != WatcherKind::Inotify {
        return Ok(());
    }
    come.iter().filter(|place| place.is_dir()).try_for_each(|folder| watch_deep(watcher, folder))
}

/// Watches a folder with all below; one that has gone meanwhile is none to watch.
fn watch_deep(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    match watcher.watch(folder, RecursiveMode::Recursive) {
        Err(error) if matches!(error.kind, ErrorKind::PathNotFound) || !folder.is_dir() => Ok(()),
        other => other,
    }
}

/// Lets through what may concern a site. Reading a file is an event as well: it must not cause another reading.
fn sifter(root: PathBuf, tell: Tell) -> impl Fn(notify::Result<Event>) {
    move |event| match event {
        Ok(event) => {
            if let Some(change) = change(&root, &event) {
                tell(change);
            }
        }
        Err(_) => tell(Change::unknown()),
    }
}

fn change(root: &Path, event: &Event) -> Option<Change> {
    if event.need_rescan() {
        return Some(Change::unknown());
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let goes = matches!(
        event.kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From | RenameMode::Any))
    );
    let comes = matches!(
        event.kind,
        EventKind::Create(CreateKind::Folder | CreateKind::Any)
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Any))
    );
    if goes && event.paths.iter().any(|path| path == root) {
        return Some(Change::unknown());
    }
    let concerned = || event.paths.iter().filter(|path| concerns_site(root, path)).cloned();
    concerned().next()?;
    let folders = concerned().any(|path| FOLDERS.iter().any(|folder| root.join(folder) == path));
    Some(Change {
        touched: concerned().collect(),
        more: false,
        gone: concerned().filter(|_| goes).collect(),
        come: concerned().filter(|_| comes).collect(),
        folders,
    })
}

fn concerns_site(root: &Path, path: &Path) -> bool {
    let Ok(rest) = path.strip_prefix(root) else { return false };
    let mut parts = rest.components().map(|part| part.as_os_str().to_string_lossy());
    let Some(top) = parts.next() else { return false };
    let sources = FOLDERS.contains(&top.as_ref());
    (sources && !parts.any(|part| passed_over(&part))) || top == SETTINGS_FILE || top == LOCK_FILE
}

/// After an event one waits this long for the next of the same batch.
const QUIET: Duration = Duration::from_millis(20);

/// What has gone may be about to come back: editors save by removing and making anew.
const RETURN: Duration = Duration::from_millis(60);

/// A batch that does not end is cut here.
const LONGEST: Duration = Duration::from_secs(1);

/// How long to wait at most before looking at the clock again, where something is due then. A wait is never long: while the
/// machine sleeps its clock goes on, and the wait does not.
#[must_use]
pub fn patience(due: Option<Timestamp>, now: Timestamp) -> Duration {
    let left = due.map(|due| Duration::try_from(due.duration_since(now)).unwrap_or_default());
    left.map_or(WAIT, |left| left.saturating_add(Duration::from_millis(2)).min(WAIT))
}

/// The longest wait.
const WAIT: Duration = Duration::from_secs(20);

/// Gathers what follows a first change until nothing more happens.
pub fn gather(changes: &Receiver<Change>, first: Change) -> Change {
    gather_until(changes, first, Ok::<Change, Change>).0
}

/// Gathers the changes among other things, until nothing more happens or one of those comes, which is given back.
pub(super) fn gather_until<T, W>(
    wakes: &Receiver<T>,
    first: Change,
    change: impl Fn(T) -> Result<Change, W>,
) -> (Change, Option<W>) {
    let began = Instant::now();
    let mut last = began;
    let mut all = first;
    while began.elapsed() < LONGEST {
        match wakes.recv_timeout(QUIET).map(&change) {
            Ok(Ok(change)) => {
                all.touched.extend(change.touched);
                all.more |= change.more;
                all.gone.extend(change.gone);
                all.come.extend(change.come);
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

    #[test]
    fn a_wait_ends_when_something_is_due_and_is_never_long() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let now = at("2026-03-12T06:00:00Z");
        assert_eq!(patience(Some(at("2026-03-12T06:00:01Z")), now), Duration::from_millis(1_002));
        assert_eq!(patience(Some(at("2026-03-12T05:00:00Z")), now), Duration::from_millis(2));
        assert_eq!(patience(Some(at("2027-03-12T06:00:00Z")), now), WAIT);
        assert_eq!(patience(None, now), WAIT);
    }

    #[test]
    fn after_events_were_lost_all_may_be_other_than_before() {
        let (tell, told) = std::sync::mpsc::channel();
        let tell = std::sync::Mutex::new(tell);
        let tell: Tell = Arc::new(move |change| tell.lock().expect("one tells").send(change).expect("one listens"));
        let sift = sifter(PathBuf::from("/site"), tell);
        sift(Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan)));
        sift(Err(notify::Error::generic("the queue overflowed")));
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [Change::unknown(), Change::unknown()]);
    }

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
