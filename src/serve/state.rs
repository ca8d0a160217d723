//! What the overlay and the bar are told: the state of the site and of one page, as JSON.

use std::fmt::Write as _;
use std::path::Path;

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
    open: Option<String>,
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
pub(super) fn state(snapshot: &Snapshot, page: Option<&OutPath>, editor: &Editor) -> String {
    let count = |severity| snapshot.findings.iter().filter(|finding| finding.severity() == severity).count();
    let errors = snapshot.findings.iter().filter(|finding| !snapshot.current && finding.severity() == Severity::Error);
    let kept = |withheld: &'_ crate::gate::Withheld| withheld.until.map(|until| until.to_string());
    let state = State {
        current: snapshot.current,
        errors: errors.map(|finding| said(finding, editor)).collect(),
        counts: Counts { errors: count(Severity::Error), warnings: count(Severity::Warning) },
        next_release: snapshot.next_release.map(|at| at.to_string()),
        at: snapshot.at.map(|at| at.to_string()),
        page: page.and_then(|page| snapshot.owner(page)).and_then(|file| page_state(snapshot, file, editor)),
        withheld: snapshot
            .withheld
            .iter()
            .map(|text| Kept { file: &text.source, reason: &text.reason, until: kept(text) })
            .collect(),
    };
    serde_json::to_string(&state).unwrap_or_default()
}

fn page_state<'a>(snapshot: &'a Snapshot, file: &'a SitePath, editor: &Editor) -> Option<Page<'a>> {
    let card = snapshot.ledger.cards.get(file)?;
    let withheld = snapshot.withheld.iter().find(|withheld| withheld.source == file.as_str());
    let dated = || card.face.date.map_or_else(|| "published, undated".to_owned(), |_| "published".to_owned());
    let findings = snapshot.findings.iter().filter(|finding| finding.file == file.as_str());
    Some(Page {
        file: file.as_str(),
        title: &card.face.title,
        open: editor.address(file.as_str(), 1, 1),
        release: withheld.map_or_else(dated, |withheld| withheld.reason.clone()),
        marking: marking(&card.claims.marking, card.claims.marking_override.as_deref()),
        findings: findings.map(|finding| said(finding, editor)).collect(),
    })
}

fn marking(claim: &MarkingClaim, override_reason: Option<&str>) -> String {
    let words = match claim {
        MarkingClaim::Unmarked => "unmarked".to_owned(),
        MarkingClaim::Clear { found, .. } => format!("{found}: may be published"),
        MarkingClaim::Official { found, .. } | MarkingClaim::Refused { found, .. } => found.to_string(),
    };
    override_reason.map_or(words.clone(), |reason| format!("{words}, overridden: {reason}"))
}

fn said<'a>(finding: &'a Finding, editor: &Editor) -> Said<'a> {
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
        open: editor.address(&finding.file, line.unwrap_or(1), column.unwrap_or(1)),
    }
}

/// What opens a place of the site's files in an editor.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    root: String,
    pattern: Option<String>,
}

impl Editor {
    /// The editor that takes addresses of this pattern, for files below `root`.
    pub(super) fn new(root: &Path, pattern: Option<String>) -> Self {
        let root = root.display().to_string().replace('\\', "/");
        Self { root: format!("/{}", root.trim_matches('/')), pattern }
    }

    /// The address that opens a place; none for no file, or if no editor is known.
    fn address(&self, file: &str, line: u32, column: u32) -> Option<String> {
        let pattern = self.pattern.as_ref().filter(|_| !file.is_empty())?;
        let place = [("{line}", line), ("{column}", column)];
        let address =
            place.into_iter().fold(pattern.clone(), |text, (name, number)| text.replace(name, &number.to_string()));
        Some(address.replace("{file}", &in_address(&format!("{}/{file}", self.root))))
    }
}

/// A path as it stands in an address: letters, digits and few signs as they are.
fn in_address(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_opens_in_the_editor_that_is_known() {
        let editor = |pattern: &str| Editor::new(Path::new("/home/a b/site"), Some(pattern.to_owned()));
        let code = editor("vscode://file{file}:{line}:{column}");
        assert_eq!(
            code.address("content/a#{line}.md", 3, 9).as_deref(),
            Some("vscode://file/home/a%20b/site/content/a%23%7Bline%7D.md:3:9")
        );
        assert_eq!(editor("x:{file}").address("", 1, 1), None);
        assert_eq!(Editor::new(Path::new("/s"), None).address("a.md", 1, 1), None);
    }
}
