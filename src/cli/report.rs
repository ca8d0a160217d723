//! How findings are shown: to people with source and caret, to programs as JSON lines, to GitHub Actions as annotations.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde_json::{Value as Json, json};

use super::arguments::Format;
use crate::base::{Finding, Position, Severity};

/// How wide human output is where the terminal does not say.
const WIDTH: usize = 120;

/// How findings are to be shown.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// In what form.
    pub(super) format: Format,
    /// Whether human output is coloured.
    pub(super) coloured: bool,
    /// What weighs less is not shown to people; programs see all.
    pub(super) least: Severity,
    /// What stands before a file's path in what people see: the site's folder as typed.
    pub(super) folder: Option<String>,
    /// What stands before a file's path in annotations: the site's folder in the repository.
    pub(super) in_repository: Option<String>,
}

/// How many findings of each weight there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Errors.
    pub(super) errors: usize,
    /// Warnings.
    pub(super) warnings: usize,
    /// What is only worth knowing.
    pub(super) infos: usize,
}

impl Tally {
    /// Counts.
    pub(super) fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }

    /// `3 errors, 1 warning`; `None` when there is neither.
    pub(super) fn sentence(self) -> Option<String> {
        let many = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts: Vec<String> =
            [many(self.errors, "error"), many(self.warnings, "warning")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The findings in their order, as one text; empty when there is nothing to show.
pub(super) fn render_findings(findings: &[Finding], style: &Style) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by(|a, b| a.order().cmp(&b.order()));
    match style.format {
        Format::Human => {
            let shown = sorted.into_iter().filter(|finding| finding.severity() >= style.least);
            shown.map(|finding| human(finding, style) + "\n\n").collect()
        }
        Format::Json => sorted.into_iter().map(|finding| json_of(finding).to_string() + "\n").collect(),
        Format::Github => sorted.into_iter().map(|finding| github(finding, style) + "\n").collect(),
    }
}

/// What concerns a file as a whole stands at its beginning, for programs that want a place.
const BEGINNING: Position = Position { line: 1, column: 1 };

/// A finding as the contract writes it.
pub(super) fn json_of(finding: &Finding) -> Json {
    let start = finding.start.unwrap_or(BEGINNING);
    let end = finding.end.unwrap_or(start);
    json!({
        "severity": finding.severity().name(),
        "code": finding.code.name(),
        "message": finding.message,
        "file": finding.file,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "help": finding.help,
        "related": finding.related.iter().map(|place| {
            json!({"file": place.file, "line": place.line, "message": place.message})
        }).collect::<Vec<_>>(),
    })
}

fn human(finding: &Finding, style: &Style) -> String {
    let renderer = if style.coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let path = |file: &str| style.folder.as_deref().map_or_else(|| file.to_owned(), |folder| join(folder, file));
    let mut group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code.name()));
    if let (Some(start), Some(excerpt)) = (finding.start, &finding.excerpt) {
        let end = finding.end.filter(|end| end.line == start.line).map(|end| end.column);
        let span = bytes_of(excerpt, start.column, end);
        let snippet = Snippet::source(excerpt.as_str()).line_start(start.line as usize).path(path(&finding.file));
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(span)));
    } else if !finding.file.is_empty() {
        let origin = Origin::path(path(&finding.file));
        group = group.element(match finding.start {
            Some(start) => origin.line(start.line as usize).char_column(start.column as usize),
            None => origin,
        });
    }
    for place in &finding.related {
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        group = group.element(Level::NOTE.message(format!("{}{line}: {}", path(&place.file), place.message)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The bytes of `line` between two columns, both counted in characters from 1; to the line's end without the second.
fn bytes_of(line: &str, start: u32, end: Option<u32>) -> std::ops::Range<usize> {
    let at = |column: u32| {
        let before = column.saturating_sub(1) as usize;
        line.char_indices().nth(before).map_or(line.len(), |(at, _)| at)
    };
    let start = at(start);
    let end = end.map_or(line.len(), at).max(start);
    start..end
}

fn join(folder: &str, file: &str) -> String {
    let joined = Path::new(folder).join(file);
    joined.to_string_lossy().into_owned()
}

fn github(finding: &Finding, style: &Style) -> String {
    let kind = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if !finding.file.is_empty() {
        let file =
            style.in_repository.as_deref().map_or_else(|| finding.file.clone(), |folder| join(folder, &finding.file));
        properties.push(format!("file={}", property(&file)));
    }
    if let Some(start) = finding.start {
        properties.push(format!("line={},col={}", start.line, start.column));
        let end = finding.end.unwrap_or(start);
        properties.push(format!("endLine={},endColumn={}", end.line, end.column));
    }
    properties.push(format!("title={}", property(finding.code.name())));
    let mut message = finding.message.clone();
    for place in &finding.related {
        message.push_str(&format!("\n{}: {}", place.file, place.message));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    format!("::{kind} {}::{}", properties.join(","), data(&message))
}

/// Text after `::`, escaped as GitHub's runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, escaped as GitHub's runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Diagnostic, LineIndex, SitePath, Span};

    fn finding() -> Finding {
        let text = "a\ndate: 12/03/2026, é\n";
        let path = SitePath::new("content/x.md").expect("a path");
        let note = Diagnostic::new(Code::AmbiguousDate, Span::new(8, 18), "date `12/03/2026`: 50% sure")
            .hint("write 2026-03-12");
        note.locate(&path, text, &LineIndex::new(text))
    }

    fn style(format: Format) -> Style {
        Style { format, coloured: false, least: Severity::Info, folder: None, in_repository: None }
    }

    #[test]
    fn people_see_place_source_caret_and_what_to_type() {
        assert_eq!(
            render_findings(&[finding()], &style(Format::Human)),
            "error[ambiguous_date]: date `12/03/2026`: 50% sure\n --> content/x.md:2:7\n  |\n2 | date: 12/03/2026, é\n  |       ^^^^^^^^^^\n  |\n  = help: write 2026-03-12\n\n"
        );
    }

    #[test]
    fn programs_see_one_object_a_line() {
        let line = render_findings(&[finding()], &style(Format::Json));
        assert_eq!(
            line,
            "{\"severity\":\"error\",\"code\":\"ambiguous_date\",\"message\":\"date `12/03/2026`: 50% sure\",\"file\":\"content/x.md\",\"line\":2,\"column\":7,\"end_line\":2,\"end_column\":17,\"help\":\"write 2026-03-12\",\"related\":[]}\n"
        );
    }

    #[test]
    fn annotations_are_escaped() {
        assert_eq!(
            render_findings(&[finding()], &style(Format::Github)),
            "::error file=content/x.md,line=2,col=7,endLine=2,endColumn=17,title=ambiguous_date::date `12/03/2026`: 50%25 sure%0Ahelp: write 2026-03-12\n"
        );
    }

    #[test]
    fn the_tally_is_a_sentence() {
        assert_eq!(Tally { errors: 3, warnings: 1, infos: 2 }.sentence().as_deref(), Some("3 errors, 1 warning"));
        assert_eq!(Tally::default().sentence(), None);
    }
}
