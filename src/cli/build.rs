//! `despatch build`: writes the site, once or whenever something changes.

use std::{
    path::PathBuf,
    sync::mpsc::{RecvTimeoutError, channel},
    time::Instant,
};

use jiff::Timestamp;

use super::{
    Ending,
    arguments::{Build, Format},
    output::{self, Built, Task},
    report::Tally,
    site::{self, SiteFolder},
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{
    base::Failure,
    pipeline,
    serve::{self, Noticing},
    write::Remembering,
};

/// Builds the site in `folder`; with `--watch`, again and again until the program is ended.
///
/// # Errors
/// When the options or the output folder cannot be used, or the machine fails.
pub(super) fn build(
    build: &Build,
    folder: SiteFolder,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    match build.jobs {
        None => go(build, folder, around, terminal),
        Some(jobs) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build();
            let pool = pool.map_err(|error| Failure::Busy { cause: error.to_string() })?;
            pool.install(|| go(build, folder, around, terminal))
        }
    }
}

fn go(build: &Build, folder: SiteFolder, around: &Surroundings, terminal: &Terminal) -> Result<Ending, Failure> {
    if !build.watch {
        return once(build, folder, around, terminal).map(|done| done.ending);
    }
    let (root, typed) = (folder.root.clone(), folder.typed.clone());
    let (tell, changes) = channel();
    // The watch comes before the first build, so that nothing is missed between them.
    let mut watch = serve::watch(&root, Noticing::Told, move |change| drop(tell.send(change)))?;
    let mut looked = around.now(build.moment.at)?;
    let mut next = say(terminal, once(build, folder, around, terminal));
    loop {
        let by_clock = build.moment.at.is_none() && !build.moment.drafts;
        let due = next.filter(|next| by_clock && *next > looked);
        let now = around.now(build.moment.at)?;
        match changes.recv_timeout(serve::patience(due, now)) {
            Ok(change) => watch.follow(&serve::gather(&changes, change)),
            Err(RecvTimeoutError::Timeout) if due.is_some_and(|due| due <= now) => {}
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(Ending::Done),
        }
        looked = around.now(build.moment.at)?;
        let folder = site::read_settings(root.clone(), typed.clone());
        next = say(terminal, folder.and_then(|folder| once(build, folder, around, terminal))).or(next);
    }
}

/// A build that failed does not end the watch; when the site changes by itself is then not known.
fn say(terminal: &Terminal, done: Result<Done, Failure>) -> Option<Timestamp> {
    match done {
        Ok(done) => done.next_release,
        Err(failure) => {
            let _ = super::terminal::say_failure(&failure, terminal.coloured_stderr);
            None
        }
    }
}

/// What one build came to.
struct Done {
    ending: Ending,
    next_release: Option<Timestamp>,
}

fn once(build: &Build, mut folder: SiteFolder, around: &Surroundings, terminal: &Terminal) -> Result<Done, Failure> {
    if folder.is_broken() {
        terminal.say_findings(&folder.findings, folder.typed.as_deref());
        return Ok(Done { ending: Ending::Settings, next_release: None });
    }
    site::move_to(&mut folder.site, build.base_url.as_deref())?;
    let out = out_folder(build, &folder, around);
    let task = Task {
        root: &folder.root,
        site: &folder.site,
        out: &out,
        now: around.now(build.moment.at)?,
        drafts: build.moment.drafts,
        remembering: if build.no_cache { Remembering::Off } else { Remembering::Kept },
    };
    let began = Instant::now();
    let built = output::build(&task, terminal)?;
    tell(build, &built, &folder, terminal);
    let place = build.out.as_ref().map_or_else(|| shown(&out, around), |typed| typed.display().to_string());
    summarise(&built, &place, began, terminal);
    if built.withdrawn > 0 {
        return Err(Failure::Unwritable {
            path: place,
            cause: format!(
                "{} files of withheld or deleted texts were taken away; lists and feeds of the kept output may still name \
                 them until the errors are mended and the site is built again",
                built.withdrawn
            ),
        });
    }
    let tally = Tally::of(&built.outcome.findings);
    let failed = tally.errors > 0 || (build.strict && tally.warnings > 0);
    let ending = if failed { Ending::Errors } else { Ending::Done };
    let next_release = built.outcome.next_release;
    pipeline::put_away(built);
    Ok(Done { ending, next_release })
}

/// As typed, from the current folder; else `public` in the site, and a folder of its own for previews.
fn out_folder(build: &Build, folder: &SiteFolder, around: &Surroundings) -> PathBuf {
    match &build.out {
        Some(typed) => around.folder.join(typed),
        None => folder.root.join(if build.moment.drafts { "public-drafts" } else { "public" }),
    }
}

fn shown(out: &std::path::Path, around: &Surroundings) -> String {
    out.strip_prefix(&around.folder).unwrap_or(out).display().to_string()
}

/// Findings, reasons and the next release.
fn tell(build: &Build, built: &Built, folder: &SiteFolder, terminal: &Terminal) {
    let mut findings = folder.findings.clone();
    findings.extend(built.outcome.findings.iter().cloned());
    findings.extend(built.receipt.findings.iter().cloned());
    terminal.say_findings(&findings, folder.typed.as_deref());
    if terminal.format == Format::Human {
        for withheld in &built.outcome.withheld {
            terminal.say(&format!("withheld: {} ({})", withheld.source, withheld.reason));
        }
    }
    // Objects alone for programs, unless they asked for the reasons.
    if terminal.format != Format::Json || build.explain {
        if build.explain {
            let lines = built.outcome.made.iter().map(|made| format!("{}: {}\n", made.path, made.reason));
            terminal.print(&lines.collect::<String>());
        }
        terminal.print(&format!("next release: {}\n", super::release::shown(built.outcome.next_release)));
    }
}

fn summarise(built: &Built, place: &str, began: Instant, terminal: &Terminal) {
    if built.outcome.rescued {
        terminal.say(&format!(
            "the errors come first: {place} stays as it was, less what must not be seen any more ({} rewritten, {} deleted)",
            built.receipt.written.len(),
            built.receipt.pruned.len()
        ));
        return;
    }
    if !built.outcome.complete {
        terminal.say(&format!("nothing written: the errors come first, and {place} stays as it was"));
        return;
    }
    let counts = built.outcome.counts;
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    terminal.say(&format!(
        "built {} as {} in {place}: {} rendered, {} written, {} deleted, in {:.2} s",
        many(counts.briefings, "briefing"),
        many(counts.outputs, "file"),
        counts.rendered,
        built.receipt.written.len(),
        built.receipt.pruned.len(),
        began.elapsed().as_secs_f64(),
    ));
}
