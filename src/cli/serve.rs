//! `despatch serve`: lends the preview its settings, its clock and its voice.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::Timestamp;

use super::{
    Ending,
    arguments::Serve,
    editor, read,
    site::{self, SiteFolder},
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{
    base::{Failure, Finding, SitePath},
    config::Site,
    serve::{self, Desk, Noticing, Options, Rebuild},
};

/// Serves a preview until a signal ends it.
///
/// # Errors
/// When the port cannot be listened on, or the site cannot be read.
pub(super) fn serve(
    serve: &Serve,
    folder: SiteFolder,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    around.now(serve.moment.at)?;
    let options = Options {
        root: folder.root.clone(),
        host: serve.host.clone(),
        port: serve.port,
        at: serve.moment.at.map(|at| at.at),
        drafts: serve.moment.drafts,
        navigate: serve.navigate,
        bar: !serve.no_bar,
        editor: editor::pattern(serve.editor.as_deref(), around)?,
        noticing: if serve.poll { Noticing::Looking } else { Noticing::Told },
    };
    let desk = Shell {
        root: folder.root,
        typed: folder.typed,
        at: serve.moment.at.map(|at| at.at),
        open: AtomicBool::new(serve.open),
        around: around.clone(),
        terminal: terminal.clone(),
    };
    serve::serve(options, Arc::new(desk))?;
    Ok(Ending::Done)
}

/// What stands behind a preview's desk: this terminal and its surroundings.
struct Shell {
    root: PathBuf,
    typed: Option<String>,
    at: Option<Timestamp>,
    /// Whether the browser is still to be opened.
    open: AtomicBool,
    around: Surroundings,
    terminal: Terminal,
}

impl Desk for Shell {
    fn settings(&self) -> (Option<Site>, Vec<Finding>) {
        match site::read_settings(self.root.clone(), self.typed.clone()) {
            Ok(folder) if folder.is_broken() => (None, folder.findings),
            Ok(mut folder) => {
                // Making smaller sizes takes longer than a preview may, and a page shows the same without them.
                folder.site.images.sizes = false;
                (Some(folder.site), folder.findings)
            }
            Err(failure) => {
                let code = crate::base::Code::UnreadableFile;
                (None, vec![Finding::of_file(code, site::SETTINGS_FILE, failure.to_string())])
            }
        }
    }

    fn now(&self) -> Timestamp {
        self.around.now(None).unwrap_or(Timestamp::MIN)
    }

    fn ready(&self, address: &str) {
        self.terminal.print(&format!("{address}\n"));
        if self.open.swap(false, Ordering::Relaxed) && !super::surroundings::open_browser(address) {
            self.terminal.say("no browser could be opened; go to the address above");
        }
    }

    fn built(&self, build: &Rebuild) {
        if let Some(findings) = &build.findings {
            self.terminal.say_findings(findings, self.typed.as_deref());
        }
        let pages = match build.pages {
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        };
        let what = match build.changed.as_slice() {
            _ if build.first => String::new(),
            [] => "again: ".to_owned(),
            [one] => format!("{one} changed: "),
            [one, rest @ ..] => format!("{one} and {} more changed: ", rest.len()),
        };
        let took = build.took.as_secs_f64() * 1_000.0;
        let done = match (build.current, build.first) {
            (true, _) => format!("built {pages} in {took:.0} ms"),
            (false, true) => format!("not built ({took:.0} ms): the site is shown when its errors are mended"),
            (false, false) => {
                format!("not built ({took:.0} ms): the last good site is shown until its errors are mended")
            }
        };
        self.terminal.say(&format!("{what}{done}"));
    }

    fn understood(&self, file: &SitePath) -> Option<String> {
        let folder = site::read_settings(self.root.clone(), None).ok()?;
        read::understood(file, &folder, self.at.unwrap_or_else(|| self.now()), &self.around).ok()
    }
}
