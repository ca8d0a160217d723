//! `despatch read`: what was understood of one file, for people and for programs.

mod file;
mod human;
mod json;

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};

use super::{
    Ending,
    arguments::{Format, Read},
    site::{self, SiteFolder},
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{
    base::{Digest, Failure, Finding, LineIndex, Noted, Severity, SitePath},
    config::{self, Site},
    gate::{self, GateRules},
    model::{Card, CardSource, Shelf},
    pipeline::{author_html, read_options},
    read::{self, Reading, SourceFile},
};

/// All that the two views see.
struct Understood<'a> {
    /// The file as it is spoken of.
    file: &'a str,
    reading: &'a Reading,
    lines: &'a LineIndex,
    findings: &'a [Finding],
    site: &'a Site,
    now: Timestamp,
    zone: TimeZone,
}

/// Reads one file and shows what was understood of it.
///
/// # Errors
/// When the file cannot be read, or `--site` names no site.
pub(super) fn show(
    read: &Read,
    site: Option<&Path>,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let now = around.now(read.moment.at)?;
    let near = match site {
        Some(_) => Some(site::open_site(around, site)?),
        None => site_near(around, &read.file)?,
    };
    let file = file::open(&read.file, near.as_ref(), around)?;
    let settings = near.as_ref().map_or_else(|| config::parse("").value, |near| near.site.clone());
    let source = SourceFile { path: &file.path, bytes: &file.bytes, sidecar: file.sidecar_bytes() };
    let Noted { value: reading, notes } = read::read(source, &read_options(&settings));

    let lines = LineIndex::new(&reading.text);
    let named = |finding: Finding| Finding { file: file.shown.clone(), ..finding };
    let removed = author_html(&reading.briefing, &reading.text, settings.markup.html);
    let mut findings: Vec<Finding> =
        notes.into_iter().chain(removed).map(|note| named(note.locate(&file.path, &reading.text, &lines))).collect();
    findings.extend(file.sidecar_findings(&reading));
    findings.extend(marked(&reading, &file.path, &lines, &settings, now).into_iter().map(named));
    findings.extend(near.iter().flat_map(|near| near.findings.clone()));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));

    let understood = Understood {
        file: &file.shown,
        reading: &reading,
        lines: &lines,
        findings: &findings,
        zone: settings.zone(),
        site: &settings,
        now,
    };
    match terminal.format {
        Format::Json => terminal.print(&json::view(&understood)),
        Format::Human => {
            terminal.print(&human::view(&understood, terminal.coloured));
            terminal.say_every_finding(&findings, None);
        }
        Format::Github => terminal.say_every_finding(&findings, None),
    }
    let failed = findings.iter().any(|finding| finding.severity() == Severity::Error);
    Ok(match near {
        Some(near) if near.is_broken() => Ending::Settings,
        _ if failed => Ending::Errors,
        _ => Ending::Done,
    })
}

/// What is understood of a file of the site in `near`, for people.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn understood(
    file: &SitePath,
    near: &SiteFolder,
    now: Timestamp,
    around: &Surroundings,
) -> Result<String, Failure> {
    let file = file::open(&near.root.join(file.as_str()), Some(near), around)?;
    let source = SourceFile { path: &file.path, bytes: &file.bytes, sidecar: file.sidecar_bytes() };
    let reading = read::read(source, &read_options(&near.site)).value;
    let lines = LineIndex::new(&reading.text);
    let understood = Understood {
        file: &file.shown,
        reading: &reading,
        lines: &lines,
        findings: &[],
        zone: near.site.zone(),
        site: &near.site,
        now,
    };
    Ok(human::view(&understood, false))
}

/// The site whose settings apply where none is named: upward from the current folder, else from the file.
fn site_near(around: &Surroundings, file: &Path) -> Result<Option<SiteFolder>, Failure> {
    let here = site::find_upward(&around.folder);
    let there = || around.resolve(file).and_then(|path| site::find_upward(path.parent()?));
    here.or_else(there).map(|root| site::read_settings(root, None)).transpose()
}

/// What the gate says of the text's marking.
fn marked(reading: &Reading, path: &SitePath, lines: &LineIndex, site: &Site, now: Timestamp) -> Vec<Finding> {
    let source = CardSource {
        path: path.clone(),
        digest: Digest::of(reading.text.as_bytes()),
        shelf: Shelf::Briefings,
        language_suffix: None,
        text: &reading.text,
        lines,
        html_links: true,
        findings: Vec::new(),
    };
    let rules = GateRules { now, zone: site.zone(), publish_official: site.publish_official, drafts: false };
    let mut findings = gate::admit(Card::of(&reading.briefing, source).into(), &rules).findings;
    for finding in &mut findings {
        finding.excerpt = finding.start.map(|start| lines.text(&reading.text, start.line).to_owned());
    }
    findings
}
