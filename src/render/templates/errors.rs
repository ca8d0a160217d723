//! Tera's errors as findings: at their place in the template, with what could have stood there.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use super::Source;
use crate::base::{Code, Finding, Position};

/// Whether an error is about one file's own text.
pub(super) fn is_syntax(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

/// An error of rendering the template `name`.
pub(super) fn finding(error: &Error, name: &str, sources: &BTreeMap<String, Source>) -> Finding {
    findings(error, sources).into_iter().next().unwrap_or_else(|| about(name, sources, error.to_string()))
}

/// An error of loading: each thing that Tera says, at its place.
pub(super) fn findings(error: &Error, sources: &BTreeMap<String, Source>) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![reported(report, sources)],
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            vec![about(tpl, sources, format!("the template extends itself by way of {}", list(chain)))]
        }
        ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            vec![about(tpl, sources, format!("the template includes itself by way of {}", list(chain)))]
        }
        ErrorKind::MissingParent { current, parent } => {
            let said = about(current, sources, format!("there is no template `{parent}` to extend"));
            vec![place_of(said, current, parent, sources).hint(choose(parent, names(sources), "there are"))]
        }
        ErrorKind::Msg(text) => texts(text, sources),
        other => vec![about("", sources, lowered(&other.to_string()))],
    }
}

/// There is no template of this name.
pub(super) fn missing<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Finding {
    let file = format!("{}/{name}", super::FOLDER);
    Finding::of_file(Code::TemplateError, &file, format!("there is no template `{name}`")).hint(choose(
        name,
        names.collect(),
        "there are",
    ))
}

fn names(sources: &BTreeMap<String, Source>) -> Vec<&str> {
    sources.keys().map(String::as_str).filter(|name| name.ends_with(".html")).collect()
}

fn reported(report: &ReportError, sources: &BTreeMap<String, Source>) -> Finding {
    let span = report.span();
    let mut finding = said(report.message(), report.filename(), sources);
    finding.start = Some(position(span.start_line, span.start_col));
    finding.end = Some(position(span.end_line, span.end_col));
    finding.excerpt = line(report.filename(), span.start_line, sources);
    finding
}

/// Takes apart the reports that Tera joins into one text: `error: …`, then `--> file:line:column`.
fn texts(text: &str, sources: &BTreeMap<String, Source>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lines = text.lines();
    while let Some(first) = lines.next() {
        let Some(message) = first.strip_prefix("error: ") else { continue };
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let Some((file, row, column)) = place.and_then(split_place) else { continue };
        let mut finding = said(message, file, sources);
        finding.start = Some(position(row, column.saturating_sub(1)));
        finding.excerpt = line(file, row, sources);
        findings.push(finding);
    }
    if findings.is_empty() {
        findings.push(about("", sources, lowered(text)));
    }
    findings
}

fn split_place(place: &str) -> Option<(&str, usize, usize)> {
    let mut parts = place.rsplitn(3, ':');
    let (column, row) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((parts.next()?, row, column))
}

/// What Tera says in the house's voice: what is wrong in the message, what there is in the hint.
fn said(message: &str, file: &str, sources: &BTreeMap<String, Source>) -> Finding {
    for (mark, lead) in [(" Available fields: ", "there are"), (" Available variables: ", "there are")] {
        if let Some((wrong, available)) = message.split_once(mark) {
            let there: Vec<&str> = available.split(", ").collect();
            return about(file, sources, lowered(wrong)).hint(choose(quoted(wrong), there, lead));
        }
    }
    let finding = about(file, sources, lowered(message));
    let known: Vec<&str> = match message.split_once(" `").map(|(kind, _)| kind) {
        Some("Unknown template") => names(sources),
        Some("Unknown filter") => FILTERS.to_vec(),
        Some("Unknown component") => {
            sources.values().flat_map(|source| super::closure::defined(&source.text)).collect()
        }
        _ => return finding,
    };
    finding.hint(choose(quoted(message), known, "there are"))
}

/// The filters that templates may use, ours and Tera's.
const FILTERS: &[&str] = &[
    "abs",
    "absolute",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "host",
    "indent",
    "int",
    "join",
    "json",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "number",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

fn about(name: &str, sources: &BTreeMap<String, Source>, message: impl Into<String>) -> Finding {
    let file = if name.is_empty() { super::FOLDER.to_owned() } else { format!("{}/{name}", super::FOLDER) };
    let theme = sources.get(name).is_some_and(|source| !source.own);
    let message = message.into();
    let message = if theme { format!("{message} (in the theme's own template)") } else { message };
    Finding::of_file(Code::TemplateError, &file, message)
}

/// Puts a finding where `name` is written in quotes.
fn place_of(mut finding: Finding, file: &str, name: &str, sources: &BTreeMap<String, Source>) -> Finding {
    let text = sources.get(file).map_or("", |source| source.text.as_str());
    let found = text.lines().enumerate().find_map(|(row, line)| Some((row + 1, line.find(name)?, line)));
    if let Some((row, column, line)) = found {
        let before = line.get(..column).map_or(0, |before| before.chars().count());
        finding.start = Some(position(row, before));
        finding.end = Some(position(row, before + name.chars().count()));
        finding.excerpt = Some(line.to_owned());
    }
    finding
}

/// The one that was probably meant, or else all that there are.
fn choose(wrong: &str, there: Vec<&str>, lead: &str) -> String {
    let near = there.iter().map(|name| (strsim::damerau_levenshtein(wrong, name), *name)).min();
    let all = format!("{lead} `{}`", there.join("`, `"));
    match near {
        Some((distance, name)) if distance <= 1 + wrong.len() / 4 => format!("did you mean `{name}`? {all}"),
        _ => all,
    }
}

fn quoted(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or_default()
}

fn position(line: usize, column: usize) -> Position {
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: cut(line), column: cut(column).saturating_add(1) }
}

fn line(file: &str, row: usize, sources: &BTreeMap<String, Source>) -> Option<String> {
    sources.get(file)?.text.lines().nth(row.checked_sub(1)?).map(str::to_owned)
}

fn list(names: &[String]) -> String {
    format!("`{}`", names.join("`, `"))
}

fn lowered(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
