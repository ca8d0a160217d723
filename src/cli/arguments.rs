//! The command line as typed: commands, options and their help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::Instant;

/// A static site generator for defence-policy briefings.
#[derive(Debug, Parser)]
#[command(
    name = "despatch",
    version,
    about,
    long_about = "despatch turns a folder of Markdown and plain-text briefings into a static web site.",
    after_help = "Exit status: 0 done; 1 the authors' files have errors; 2 usage or site.toml; 3 the machine (disk, port).",
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of the whole program; they stand before or after the command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Global {
    /// The site's folder [default: the nearest folder upward with a site.toml]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) site: Option<PathBuf>,
    /// How diagnostics are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human, global = true)]
    pub(super) format: Format,
    /// When colours are used
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto, global = true)]
    pub(super) color: Colour,
    /// Say errors alone
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: what is only worth knowing, and what was done
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the source line, a caret, what to type
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new site that is ready to build
    New(New),
    /// Write the site
    Build(Build),
    /// Build in memory, serve on this machine, reload on change
    Serve(Serve),
    /// Do all of a build but the writing, and the editorial checks
    Check(Check),
    /// Show what is understood of one file, line by line, and every guess with its rule
    Read(Read),
    /// Print the instants at which the site changes by itself
    Release(Release),
    /// Record what is published in despatch.lock, so that no address vanishes in silence
    Lock(Lock),
    /// Take over a file of the theme, to change it
    #[command(subcommand)]
    Theme(Theme),
    /// Print the JSON Schema of site.toml or of front matter
    Schema(Schema),
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make; it must not hold files
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Where to write [default: public in the site's folder; public-drafts with --drafts]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Where the site will stand, in place of site.toml's base_url
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    #[command(flatten)]
    pub(super) moment: Moment,
    /// Count warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Go on: build again when something changes
    #[arg(long)]
    pub(super) watch: bool,
    /// Say why each page is built
    #[arg(long)]
    pub(super) explain: bool,
    /// Neither read nor write the record of the last build
    #[arg(long)]
    pub(super) no_cache: bool,
    /// How many threads work [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4600)]
    pub(super) port: u16,
    /// The address to listen on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Let the browser go to the page that changed
    #[arg(long)]
    pub(super) navigate: bool,
    /// Leave out the preview bar
    #[arg(long)]
    pub(super) no_bar: bool,
    /// Look for changes by the clock, for network drives
    #[arg(long)]
    pub(super) poll: bool,
    /// The editor that links open: its command (such as code, cursor, zed, idea), an address with {file}, {line} and {column},
    /// or none [default: VISUAL, EDITOR, else the editor in whose terminal this runs]
    #[arg(long, value_name = "EDITOR")]
    pub(super) editor: Option<String>,
    #[command(flatten)]
    pub(super) moment: Moment,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Count warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// The instant that is treated as now, such as 2026-03-12T06:00:00Z [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(super) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(super) struct Read {
    /// The file, relative to the current folder, else to the site; it need not lie in a site
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) moment: Moment,
}

#[derive(Debug, Args)]
pub(super) struct Release {
    /// Print the next instant alone, or `none`
    #[arg(long, required = true)]
    pub(super) next: bool,
    /// The instant that is treated as now, such as 2026-03-12T06:00:00Z [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(super) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(super) struct Lock {
    /// The instant that is treated as now, such as 2026-03-12T06:00:00Z [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(super) at: Option<Instant>,
}

/// What to do with the theme.
#[derive(Debug, Subcommand)]
pub(super) enum Theme {
    /// Write a file of the theme into the site, or list them all
    Eject(Eject),
}

#[derive(Debug, Args)]
pub(super) struct Eject {
    /// The file, such as templates/list.html or static/css/10-tokens.css
    pub(super) file: Option<String>,
    /// Replace the site's own file of that name
    #[arg(long, requires = "file")]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of what
    #[arg(value_enum)]
    pub(super) of: SchemaOf,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// site.toml
    Site,
    /// The front matter of a briefing
    Briefing,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// At what instant, and whether withheld texts are shown.
#[derive(Debug, Args)]
pub(super) struct Moment {
    /// The instant that is treated as now, such as 2026-03-12T06:00:00Z [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(super) at: Option<Instant>,
    /// Show drafts, embargoed and held briefings, never refused ones
    #[arg(long)]
    pub(super) drafts: bool,
}

fn instant(text: &str) -> Result<Instant, &'static str> {
    Instant::parse(text).ok_or("write it as 2026-03-12T06:00:00Z or 2026-03-12T06:00:00+01:00")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn global_options_stand_before_or_after_the_command() {
        for line in [["despatch", "--site", "x", "check"], ["despatch", "check", "--site", "x"]] {
            let arguments = Arguments::try_parse_from(line).expect("arguments");
            assert_eq!(arguments.global.site, Some("x".into()));
        }
    }
}
