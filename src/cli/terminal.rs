//! What is said, and where: results to stdout, words for people to stderr.

use std::{io::Write as _, process::ExitCode};

use super::{
    arguments::{Format, Global},
    report::{Style, Tally, render_findings},
    surroundings::Surroundings,
};
use crate::base::{Failure, Finding, Severity};

/// Where and how things are said.
#[derive(Clone, Debug)]
pub(super) struct Terminal {
    /// In what form diagnostics are said.
    pub(super) format: Format,
    /// Whether stdout is coloured.
    pub(super) coloured: bool,
    /// Whether stderr is coloured.
    pub(super) coloured_stderr: bool,
    /// How much is said.
    pub(super) loudness: Loudness,
    workspace: Option<std::path::PathBuf>,
    folder: std::path::PathBuf,
}

/// How much is said to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loudness {
    /// Errors alone.
    Quiet,
    /// Errors, warnings and what was done.
    Usual,
    /// All.
    Verbose,
}

impl Terminal {
    /// What the options and the surroundings come to.
    pub(super) fn new(global: &Global, around: &Surroundings) -> Self {
        let loudness = match (global.quiet, global.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Usual,
        };
        Self {
            format: global.format,
            coloured: around.colours_stdout(global),
            coloured_stderr: around.colours_stderr(global),
            loudness,
            workspace: around.workspace.clone(),
            folder: around.folder.clone(),
        }
    }

    /// Says all findings: to programs on stdout, to people on stderr with a closing line of numbers.
    pub(super) fn say_findings(&self, findings: &[Finding], site: Option<&str>) {
        let least = match self.loudness {
            Loudness::Quiet => Severity::Error,
            Loudness::Usual => Severity::Warning,
            Loudness::Verbose => Severity::Info,
        };
        self.say_all(findings, site, least);
    }

    /// Says findings of all weights.
    pub(super) fn say_every_finding(&self, findings: &[Finding], site: Option<&str>) {
        let least = if self.loudness == Loudness::Quiet { Severity::Error } else { Severity::Info };
        self.say_all(findings, site, least);
    }

    fn say_all(&self, findings: &[Finding], site: Option<&str>, least: Severity) {
        let style = Style {
            format: self.format,
            coloured: self.coloured_stderr,
            least,
            folder: site.map(str::to_owned),
            in_repository: self.in_repository(site),
        };
        let text = render_findings(findings, &style);
        match self.format {
            Format::Human => {
                err(&text);
                if let Some(sentence) = Tally::of(findings).sentence().filter(|_| !text.is_empty()) {
                    err(&format!("{sentence}\n"));
                }
            }
            Format::Json | Format::Github => out(&text),
        }
    }

    /// The site's folder within the repository that GitHub's runner has checked out.
    fn in_repository(&self, site: Option<&str>) -> Option<String> {
        let root = self.folder.join(site.unwrap_or_default());
        let inner = root.strip_prefix(self.workspace.as_ref()?).ok()?.to_str()?.trim_matches('/').to_owned();
        (!inner.is_empty()).then_some(inner)
    }

    /// Says what was done: on stderr, unless asked to be quiet.
    pub(super) fn say(&self, line: &str) {
        if self.loudness > Loudness::Quiet {
            err(&format!("{line}\n"));
        }
    }

    /// Writes a result to stdout.
    pub(super) fn print(&self, text: &str) {
        out(text);
    }
}

/// Says what went wrong with the machine or the command line, and gives the exit status.
pub(super) fn say_failure(failure: &Failure, coloured: bool) -> ExitCode {
    let text = failure.to_string();
    let (message, help) = text.split_once('\n').map_or((text.as_str(), None), |(message, help)| (message, Some(help)));
    let mark = |code: &str, word: &str| if coloured { format!("\x1b[1;{code}m{word}\x1b[0m") } else { word.to_owned() };
    err(&format!("{}: {message}\n", mark("31", "error")));
    if let Some(help) = help {
        err(&format!("{}: {help}\n", mark("36", "help")));
    }
    ExitCode::from(failure.status())
}

/// A reader that has gone away (`| head`) wants no more: what cannot be written is dropped.
fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

fn err(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
