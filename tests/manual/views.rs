//! The variables of templates, from the doc comments of the views in `src/render/view/`.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

/// A view type: what its doc comment says, and its fields.
#[derive(Default)]
struct View {
    about: String,
    fields: Vec<(String, String, String)>,
}

/// The variables that a template is given, by name, and their types.
const GIVEN: &[(&str, &str)] = &[
    ("site", "SiteView"),
    ("page", "PageView"),
    ("briefing", "BriefingView"),
    ("list", "ListView"),
    ("terms", "TermsView"),
    ("home", "HomeView"),
    ("text", "TextView"),
];

pub(crate) fn variables(root: &Path) -> String {
    let views = read_views(&root.join("src/render/view"));
    let mut out = String::new();
    let mut shown: Vec<&str> = Vec::new();
    for (name, view) in GIVEN {
        show(&format!("`{name}`"), view, &views, &mut out);
        shown.push(view);
    }
    for name in views.keys().map(String::as_str).filter(|name| !GIVEN.iter().any(|(_, given)| given == name)) {
        show(&title(name), name, &views, &mut out);
    }
    out
}

fn show(heading: &str, name: &str, views: &BTreeMap<String, View>, out: &mut String) {
    let view = views.get(name).unwrap_or_else(|| panic!("src/render/view/ has no {name}"));
    let about =
        view.about.split_once("`: ").filter(|_| view.about.starts_with('`')).map_or(&*view.about, |(_, rest)| rest);
    let about = if about.starts_with('`') { "" } else { about };
    let gap = if out.is_empty() { "" } else { "\n" };
    let _ = write!(out, "{gap}### {heading}\n\n");
    if !about.is_empty() {
        let _ = write!(out, "{}\n\n", capital(about));
    }
    out.push_str("| field | type | meaning |\n|---|---|---|\n");
    for (field, kind, about) in &view.fields {
        let _ = writeln!(
            out,
            "| `{field}` | {} | {} |",
            words_of(kind, views),
            about.replace('|', "\\|").replace("`None`", "none")
        );
    }
}

/// What a Rust type is to a template.
fn words_of(kind: &str, views: &BTreeMap<String, View>) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(kind) = inner("Option<") {
        return format!("{}, or none", words_of(kind, views));
    }
    if let Some(kind) = inner("Shared<") {
        return words_of(kind, views);
    }
    if let Some(kind) = inner("Vec<") {
        return format!("list of {}", words_of(kind, views));
    }
    if let Some(value) = inner("BTreeMap<String, ") {
        return format!("table of {}", words_of(value, views));
    }
    match kind {
        "String" | "&'static str" => "text".into(),
        "bool" => "true or false".into(),
        "usize" | "u8" | "u32" | "u64" | "i16" => "number".into(),
        "serde_json::Value" => "anything".into(),
        view if views.contains_key(view) => match GIVEN.iter().find(|(_, given)| *given == view) {
            Some((name, _)) => format!("[`{name}`](#{name})"),
            None => format!("[{}](#{})", title(view), title(view).to_lowercase().replace(' ', "-")),
        },
        other => panic!("the manual has no word for the type {other}"),
    }
}

/// `ContentsEntry` as words: `contents entry`.
fn title(view: &str) -> String {
    let mut out = String::new();
    for c in view.strip_suffix("View").unwrap_or(view).chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn read_views(folder: &Path) -> BTreeMap<String, View> {
    let mut views = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("src/render/view/").flatten() {
        read_file(&fs::read_to_string(entry.path()).expect("a view's source"), &mut views);
    }
    views
}

/// Reads doc comments, structs and fields, as rustfmt sets them.
fn read_file(source: &str, views: &mut BTreeMap<String, View>) {
    let mut about = String::new();
    let mut view: Option<(String, View)> = None;
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            about.push_str(if about.is_empty() { "" } else { " " });
            about.push_str(text);
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            view = Some((name.to_owned(), View { about: std::mem::take(&mut about), fields: Vec::new() }));
        } else if line == "}" {
            views.extend(view.take());
        } else if let (Some((_, view)), Some((name, kind))) = (&mut view, line.strip_prefix("pub ").and_then(field)) {
            view.fields.push((name.to_owned(), kind.to_owned(), std::mem::take(&mut about)));
        } else if !line.starts_with("#[") {
            about.clear();
        }
    }
}

fn field(line: &str) -> Option<(&str, &str)> {
    line.strip_suffix(',')?.split_once(": ")
}
