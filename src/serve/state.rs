//! What the overlay and the bar are told: the state of the site and of one page, as JSON.

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::base::{Finding, OutPath, Severity, SitePath};
use crate::model::MarkingClaim;

/// The whole of it.
#[derive(Serialize)]
struct State<'a> {
    /// Whether the pages are those of the files as they are now.
    current: bool,
    /// While they are not: why.
    errors: Vec<Said<'a>>,
    /// How many errors and warnings there are in all.
    counts: Counts,
    next_release: Option<String>,
    at: Option<String>,
    page: Option<Page<'a>>,
    withheld: Vec<Kept<'a>>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
}

/// What is known of the text of a page.
#[derive(Serialize)]
struct Page<'a> {
    file: &'a str,
    title: &'a str,
    open: String,
    release: String,
    marking: String,
    findings: Vec<Said<'a>>,
}

/// A text that the public does not see.
#[derive(Serialize)]
struct Kept<'a> {
    file: &'a str,
    reason: &'a str,
    until: Option<String>,
}

/// A finding with the address that opens its place in an editor.
#[derive(Serialize)]
struct Said<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    excerpt: Option<&'a str>,
    help: Option<&'a str>,
    open: Option<String>,
}

/// The state as JSON; `page` is the file of the page that asks, `root` the site's folder.
pub(super) fn state(snapshot: &Snapshot, page: Option<&OutPath>, root: &str) -> String {
    let count = |severity| snapshot.findings.iter().filter(|finding| finding.severity() == severity).count();
    let errors = snapshot.findings.iter().filter(|finding| !snapshot.current && finding.severity() == Severity::Error);
    let kept = |withheld: &'_ crate::gate::Withheld| withheld.until.map(|until| until.to_string());
    let state = State {
        current: snapshot.current,
        errors: errors.map(|finding| said(finding, root)).collect(),
        counts: Counts { errors: count(Severity::Error), warnings: count(Severity::Warning) },
        next_release: snapshot.next_release.map(|at| at.to_string()),
        at: snapshot.at.map(|at| at.to_string()),
        page: page.and_then(|page| snapshot.owner(page)).and_then(|file| page_state(snapshot, file, root)),
        withheld: snapshot
            .withheld
            .iter()
            .map(|text| Kept { file: &text.source, reason: &text.reason, until: kept(text) })
            .collect(),
    };
    serde_json::to_string(&state).unwrap_or_default()
}

fn page_state<'a>(snapshot: &'a Snapshot, file: &'a SitePath, root: &str) -> Option<Page<'a>> {
    let card = snapshot.ledger.cards.get(file)?;
    let withheld = snapshot.withheld.iter().find(|withheld| withheld.source == file.as_str());
    let dated = || card.face.date.map_or_else(|| "published, undated".to_owned(), |_| "published".to_owned());
    let findings = snapshot.findings.iter().filter(|finding| finding.file == file.as_str());
    Some(Page {
        file: file.as_str(),
        title: &card.face.title,
        open: editor(root, file.as_str(), 1, 1),
        release: withheld.map_or_else(dated, |withheld| withheld.reason.clone()),
        marking: marking(&card.claims.marking, card.claims.marking_override.as_deref()),
        findings: findings.map(|finding| said(finding, root)).collect(),
    })
}

fn marking(claim: &MarkingClaim, override_reason: Option<&str>) -> String {
    let words = match claim {
        MarkingClaim::Unmarked => "unmarked".to_owned(),
        MarkingClaim::Clear { found, .. } => format!("{found}: may be published"),
        MarkingClaim::Official { found, .. } | MarkingClaim::Refused { found, .. } => found.clone(),
    };
    override_reason.map_or(words.clone(), |reason| format!("{words}, overridden: {reason}"))
}

fn said<'a>(finding: &'a Finding, root: &str) -> Said<'a> {
    let (line, column) = finding.start.map_or((None, None), |start| (Some(start.line), Some(start.column)));
    Said {
        severity: finding.severity().name(),
        code: finding.code.name(),
        message: &finding.message,
        file: &finding.file,
        line,
        column,
        excerpt: finding.excerpt.as_deref(),
        help: finding.help.as_deref(),
        open: (!finding.file.is_empty()).then(|| editor(root, &finding.file, line.unwrap_or(1), column.unwrap_or(1))),
    }
}

/// The address that opens a place in an editor: the scheme of Visual Studio Code, which others have taken up.
fn editor(root: &str, file: &str, line: u32, column: u32) -> String {
    let path: String =
        format!("{root}/{file}").replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F");
    format!("vscode://file/{}:{line}:{column}", path.trim_start_matches('/'))
}
