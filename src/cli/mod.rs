//! The command line: typed arguments become options, options become work, and what came of it is said and becomes an exit
//! status.
//!
//! Promises: it alone touches stdout and stderr, and looks at the environment and the clock, once. Every command is a thin
//! shell over the stages below; none has a way of its own to build.

mod arguments;
mod build;
mod check;
mod editor;
mod lock;
mod manual;
mod new;
mod output;
mod progress;
mod read;
mod release;
mod report;
mod schema;
mod serve;
mod site;
mod surroundings;
mod terminal;
mod theme;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::{CommandFactory as _, Parser as _};
use jiff::Timestamp;
use site::SiteFolder;
use surroundings::Surroundings;
use terminal::Terminal;

use crate::{
    base::{Failure, OutPath, Sink},
    discover::DiskSources,
    pipeline::{self, Outcome, Progress, Request},
};

/// How a command ended when the machine did not fail it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Done.
    Done,
    /// The authors' files have errors.
    Errors,
    /// `site.toml` has errors.
    Settings,
}

impl Ending {
    fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            Self::Settings => 2,
        }
    }
}

/// Runs the program with the arguments it was given; the exit status is 0 when all was done, 1 when the authors' files have
/// errors, 2 for usage and settings, 3 for the machine.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let around = match surroundings::look_around() {
        Ok(around) => around,
        Err(failure) => return terminal::say_failure(&failure, false),
    };
    let terminal = Terminal::new(&arguments.global, &around);
    match obey(&arguments, &around, &terminal) {
        Ok(ending) => ExitCode::from(ending.status()),
        Err(failure) => terminal::say_failure(&failure, terminal.coloured_stderr),
    }
}

fn obey(arguments: &Arguments, around: &Surroundings, terminal: &Terminal) -> Result<Ending, Failure> {
    let open = || site::open_site(around, arguments.global.site.as_deref());
    match &arguments.command {
        Command::New(new) => new::make_site(&around.folder, &new.folder, terminal),
        Command::Read(read) => read::show(read, arguments.global.site.as_deref(), around, terminal),
        Command::Theme(command) => theme::theme(command, arguments.global.site.as_deref(), around, terminal),
        Command::Schema(schema) => Ok(schema::print(schema.of, terminal)),
        Command::Completions(completions) => Ok(manual::print_completions(completions.shell, terminal)),
        Command::Man => manual::print_man(terminal),
        Command::Serve(serve) => serve::serve(serve, open()?, around, terminal),
        Command::Build(build) => build::build(build, open()?, around, terminal),
        Command::Check(check) => sound(&open()?, terminal, |folder| check::check(check, folder, around, terminal)),
        Command::Lock(lock) => sound(&open()?, terminal, |folder| lock::write(lock, folder, around, terminal)),
        Command::Release(release) => {
            sound(&open()?, terminal, |folder| release::next(release, folder, around, terminal))
        }
    }
}

/// Does `work` unless `site.toml` has errors, which are said.
fn sound(
    folder: &SiteFolder,
    terminal: &Terminal,
    work: impl FnOnce(&SiteFolder) -> Result<Ending, Failure>,
) -> Result<Ending, Failure> {
    if folder.is_broken() {
        terminal.say_findings(&folder.findings, folder.typed.as_deref());
        return Ok(Ending::Settings);
    }
    work(folder)
}

/// How much of a build is done without writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rehearsal {
    /// Up to the plan: what is public, and when.
    Planned,
    /// All, so that a template that breaks is found.
    Rendered,
}

/// A build that writes nothing.
fn rehearse(
    folder: &SiteFolder,
    now: Timestamp,
    rehearsal: Rehearsal,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let sources = DiskSources::open(&folder.root)?;
    let progress = Progress::default();
    let render = rehearsal == Rehearsal::Rendered;
    let request = Request {
        site: &folder.site,
        now,
        drafts: false,
        render,
        last: None,
        memo: None,
        store: None,
        progress: &progress,
    };
    progress::shown(&progress, terminal, || pipeline::build(request, &sources, &Nowhere))
}

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &OutPath, _bytes: Vec<u8>) -> Result<(), Failure> {
        Ok(())
    }
}

/// The whole command line, for its manual and completions.
fn command_line() -> clap::Command {
    Arguments::command()
}

/// Why an operation of the system failed, in its words: lower-case, without the number.
fn cause(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
