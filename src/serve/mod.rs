//! The preview: a build that goes on, kept in memory and shown in a browser.
//!
//! Promises: every request is answered at once from the last good site, which is replaced whole; it is a loop over the
//! pipeline and has no way of its own to build; it writes to no disk; it answers nobody but this machine, unless told. It must
//! not know how a page is made, or what stands on a terminal.

mod builder;
mod guard;
mod inject;
mod listener;
mod live;
mod looking;
mod media;
mod reply;
mod route;
mod server;
mod snapshot;
mod sources;
mod state;
mod watch;

use std::net::{TcpListener, ToSocketAddrs as _};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use jiff::Timestamp;

pub use self::watch::{Change, Noticing, Watch, gather, patience, watch};
use crate::base::{Failure, Finding, SitePath};
use crate::config::Site;

/// What is asked of a preview.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The name or address to listen on.
    pub host: String,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// The instant that counts as now; else the clock's.
    pub at: Option<Timestamp>,
    /// Whether drafts, embargoed and held texts are shown.
    pub drafts: bool,
    /// Whether the browser goes to the page that changed.
    pub navigate: bool,
    /// Whether pages carry the preview's bar.
    pub bar: bool,
    /// The address that opens a place in an editor, with `{file}`, `{line}` and `{column}` in it.
    pub editor: Option<String>,
    /// How changes are noticed.
    pub noticing: Noticing,
}

/// What the shell lends: the settings, the clock, and a voice.
pub trait Desk: Send + Sync {
    /// `site.toml` as it is now; no site while it has errors.
    fn settings(&self) -> (Option<Site>, Vec<Finding>);

    /// The clock.
    fn now(&self) -> Timestamp;

    /// The server listens, and the site is there: the address of its home.
    fn ready(&self, address: &str);

    /// A build is done.
    fn built(&self, build: &Rebuild);

    /// What was understood of a text, for people; `None` if it cannot be read.
    fn understood(&self, file: &SitePath) -> Option<String>;
}

/// What one build of a preview came to.
#[derive(Clone, Debug)]
pub struct Rebuild {
    /// The files that changed; all of them at first.
    pub changed: Vec<SitePath>,
    /// How many pages are other than before.
    pub pages: usize,
    /// How many files are other than before, pages among them.
    pub files: usize,
    /// From the first event, or from the wish, until the new site was there.
    pub took: Duration,
    /// What is to be said, if it is other than last time.
    pub findings: Option<Arc<Vec<Finding>>>,
    /// Whether the site is whole; if not, the last good one is still shown.
    pub current: bool,
    /// Whether it is the first build.
    pub first: bool,
}

/// What wakes the loop.
#[derive(Debug)]
enum Wake {
    /// Something may have changed in the site's folder.
    Changed(Change),
    /// The site is to be looked at as at this instant; none for now.
    At(Option<Timestamp>),
}

/// Serves a preview until a signal ends it.
///
/// # Errors
/// [`Failure::Port`] when the port cannot be listened on; [`Failure::Unreadable`] when the site cannot be read at all.
pub fn serve(options: Options, desk: Arc<dyn Desk>) -> Result<(), Failure> {
    let listener = listen(&options)?;
    let port = listener.local_addr().map_or(options.port, |address| address.port());
    let (wishes, woken) = mpsc::channel();
    let (publish, snapshots) = tokio::sync::watch::channel(None);
    let switches = [("bar", options.bar), ("navigate", options.navigate)];
    let switches: Vec<&str> = switches.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect();
    let shared = server::Shared {
        snapshots,
        wishes: wishes.clone(),
        desk: desk.clone(),
        names: guard::Names::new(&options.host),
        switches: switches.join(" "),
        listeners: Arc::new(tokio::sync::Semaphore::new(server::LISTENERS)),
        editor: state::Editor::new(&options.root, options.editor.clone()),
    };
    let failed = |error: std::io::Error| Failure::Port { address: options.host.clone(), cause: error.to_string() };
    let (end, ended) = mpsc::channel();
    let runtime = server::answer(listener, Arc::new(shared), end.clone()).map_err(failed)?;
    let shown = format!("http://{}:{port}", shown_host(&options.host));
    builder::start(options, desk, builder::Ends { woken, wishes, publish, end }, shown)?;
    let ending = ended.recv().unwrap_or(Ok(()));
    runtime.shutdown_background();
    ending
}

fn listen(options: &Options) -> Result<TcpListener, Failure> {
    let address = format!("{}:{}", shown_host(&options.host), options.port);
    let failed = |cause: String| Failure::Port { address: address.clone(), cause };
    let places = (options.host.trim_matches(['[', ']']), options.port).to_socket_addrs();
    let places: Vec<_> = places.map_err(|_| failed("no such host; name one with `--host`".to_owned()))?.collect();
    TcpListener::bind(places.as_slice()).map_err(|error| {
        failed(match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "it is taken; name another with `--port`, or `--port 0` for any that is free".to_owned()
            }
            std::io::ErrorKind::PermissionDenied => {
                "it is not allowed; name a port above 1023 with `--port`".to_owned()
            }
            std::io::ErrorKind::AddrNotAvailable => {
                "this machine has no such address; name one with `--host`".to_owned()
            }
            _ => error.to_string(),
        })
    })
}

/// A host as it stands in an address.
fn shown_host(host: &str) -> String {
    let bare = host.trim_matches(['[', ']']);
    if bare.contains(':') { format!("[{bare}]") } else { bare.to_owned() }
}
