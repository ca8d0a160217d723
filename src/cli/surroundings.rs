//! The one place where the program looks around: current folder, environment, clock, terminals, arguments.

#![expect(clippy::disallowed_methods, reason = "the door to the environment, the clock and other programs")]

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::arguments::{Colour, Global};
use crate::base::{Failure, Instant};

/// What is around the program, seen once at its start.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    /// The current folder.
    pub(super) folder: PathBuf,
    /// Whether `NO_COLOR` is set, or the terminal is dumb.
    no_colour: bool,
    /// `SOURCE_DATE_EPOCH` as written.
    epoch: Option<String>,
    /// The repository's folder on a machine of GitHub Actions.
    pub(super) workspace: Option<PathBuf>,
    /// Commands of the editors that the person may use, the likeliest first.
    pub(super) editors: Vec<String>,
}

/// Looks around.
///
/// # Errors
/// When the current folder is gone.
pub(super) fn look_around() -> Result<Surroundings, Failure> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let folder = std::env::current_dir()
        .map_err(|cause| Failure::Unreadable { path: ".".into(), cause: super::cause(&cause) })?;
    Ok(Surroundings {
        folder,
        no_colour: set("NO_COLOR").is_some() || set("TERM").as_deref() == Some("dumb"),
        epoch: std::env::var("SOURCE_DATE_EPOCH").ok(),
        workspace: set("GITHUB_WORKSPACE").map(PathBuf::from),
        editors: editors(set),
    })
}

/// As the person has set, else the editor in whose terminal the program runs.
fn editors(set: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let terminal = |name: &str, holds: &str, command: &str| {
        set(name).filter(|value| value.to_lowercase().contains(holds)).map(|_| command.to_owned())
    };
    let chosen = ["VISUAL", "EDITOR"].into_iter().filter_map(&set);
    let around = [
        terminal("CURSOR_TRACE_ID", "", "cursor"),
        terminal("TERM_PROGRAM", "vscode", "code"),
        terminal("ZED_TERM", "", "zed"),
        terminal("TERMINAL_EMULATOR", "jetbrains", "idea"),
    ];
    chosen.chain(around.into_iter().flatten()).collect()
}

impl Surroundings {
    /// The instant that is treated as now: as typed, else `SOURCE_DATE_EPOCH`, else the clock.
    ///
    /// # Errors
    /// When `SOURCE_DATE_EPOCH` is no number of seconds.
    pub(super) fn now(&self, typed: Option<Instant>) -> Result<Timestamp, Failure> {
        if let Some(typed) = typed {
            return Ok(typed.at);
        }
        let Some(epoch) = &self.epoch else {
            return Ok(Timestamp::now());
        };
        let seconds = epoch.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        seconds.ok_or_else(|| Failure::Usage {
            message: format!("expected SOURCE_DATE_EPOCH to be a whole number of seconds since 1970, found `{epoch}`"),
        })
    }

    /// Whether what goes to stdout is coloured.
    pub(super) fn colours_stdout(&self, global: &Global) -> bool {
        self.colours(global, std::io::stdout().is_terminal())
    }

    /// Whether what goes to stderr is coloured.
    pub(super) fn colours_stderr(&self, global: &Global) -> bool {
        self.colours(global, std::io::stderr().is_terminal())
    }

    fn colours(&self, global: &Global, terminal: bool) -> bool {
        match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !self.no_colour,
        }
    }

    /// `path` as it is seen from the current folder, links resolved; `None` if it is not there.
    pub(super) fn resolve(&self, path: &Path) -> Option<PathBuf> {
        self.folder.join(path).canonicalize().ok()
    }
}

/// Those of `files`, relative to `root`, that git keeps; none where there is no git, or no repository.
pub(super) fn tracked_by_git(root: &Path, files: &[&str]) -> Vec<String> {
    if files.is_empty() {
        return Vec::new();
    }
    let mut git = std::process::Command::new("git");
    git.arg("-C").arg(root).args(["ls-files", "-z", "--"]).args(files).stderr(std::process::Stdio::null());
    let said = git.output().map(|output| output.stdout).unwrap_or_default();
    let names = said.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// Opens an address in the person's browser; whether a program for that was found.
pub(super) fn open_browser(address: &str) -> bool {
    let programs: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["explorer"]
    } else {
        &["xdg-open", "gio", "wslview"]
    };
    let opened = |program: &&str| {
        let mut command = std::process::Command::new(program);
        if *program == "gio" {
            command.arg("open");
        }
        let silent = std::process::Stdio::null;
        command.arg(address).stdin(silent()).stdout(silent()).stderr(silent()).spawn().is_ok()
    };
    programs.iter().any(opened)
}
