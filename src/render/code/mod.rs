//! Syntect's only door: code becomes spans with short classes, which `static/css/60-code.css` colours.
//!
//! Syntaxes are loaded once, and only when there is code of a language that they know. A language that nobody knows is shown
//! plain. YARA, Snort and KQL have grammars of our own in a set beside the big one, which would take long to extend.

mod lines;

use std::{borrow::Cow, sync::LazyLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};

use super::html;

/// The grammars of two-face, which are bat's.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Grammars of our own.
static OWN: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let mut builder = SyntaxSetBuilder::new();
    builder.add_plain_text_syntax();
    for grammar in [
        include_str!("grammars/yara.sublime-syntax"),
        include_str!("grammars/snort.sublime-syntax"),
        include_str!("grammars/kql.sublime-syntax"),
    ] {
        if let Ok(definition) = SyntaxDefinition::load_from_str(grammar, true, None) {
            builder.add(definition);
        }
    }
    builder.build()
});

/// Scopes and the class each gives, the first that matches from the innermost scope outwards.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string.regexp", "s"),
    ("string", "s"),
    ("constant.character.escape", "n"),
    ("constant.numeric", "n"),
    ("constant", "n"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage.type", "t"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("entity.name", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("support", "t"),
    ("variable.parameter", "v"),
    ("variable.language", "k"),
    ("variable", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "k"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect());

/// Code longer than this is shown plain: highlighting goes through at some megabytes a second.
const LONGEST: usize = 256 * 1024;
/// Lines longer than this are shown plain, and so is the rest: grammars may be quadratic in a line.
const LONGEST_LINE: usize = 8 * 1024;

/// The inside of a `code` element; `None` if the language is not known, or the code is too long.
#[must_use]
pub fn highlight(language: &str, text: &str) -> Option<String> {
    if text.len() > LONGEST || text.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let (set, syntax) = syntax(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans::default();
    let mut classes = Classes::default();
    for line in syntect::util::LinesWithEndings::from(text) {
        let changes = lines::parsed(&mut state, line, set, stack.len())?;
        let mut at = 0;
        for (offset, change) in changes.iter() {
            out.push(line.get(at..*offset)?, classes.of(&stack));
            stack.apply(change).ok()?;
            at = *offset;
        }
        out.push(line.get(at..)?, classes.of(&stack));
    }
    Some(out.finish())
}

/// The grammar of a language as fences name it, and the set it belongs to.
fn syntax(language: &str) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    let name: Cow<'_, str> = language.trim().to_ascii_lowercase().into();
    let name = match &*name {
        "" | "text" | "txt" | "plain" => return None,
        "sigma" | "yml" => "yaml",
        "stix" | "jsonc" | "geojson" => "json",
        "shell" | "sh" | "console" => "bash",
        "powershell" | "ps" => "ps1",
        "suricata" => "snort",
        "kusto" => "kql",
        other => other,
    };
    if let Some(own) = OWN.find_syntax_by_token(name) {
        return Some((&OWN, own));
    }
    let syntax = SYNTAXES.find_syntax_by_token(name)?;
    Some((&SYNTAXES, syntax))
}

/// The classes of scopes that were met: a text has few, and meets them again at every word.
#[derive(Default)]
struct Classes(Vec<(Scope, Option<&'static str>)>);

impl Classes {
    fn of(&mut self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| self.of_scope(*scope))
    }

    fn of_scope(&mut self, scope: Scope) -> Option<&'static str> {
        if let Some((_, class)) = self.0.iter().find(|(known, _)| *known == scope) {
            return *class;
        }
        let class = SCOPES.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class);
        self.0.push((scope, class));
        class
    }
}

/// Runs of one class become one span.
#[derive(Default)]
struct Spans {
    out: String,
    open: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.open != class && !blank {
            self.close();
            if let Some(class) = class {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        html::escape_into(&mut self.out, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_languages_are_known() {
        for (language, text) in [
            ("yara", "rule a { condition: true }\n"),
            ("sigma", "title: x\n"),
            ("snort", "alert tcp any any -> any any (msg:\"x\"; sid:1;)\n"),
            ("kql", "Events | where a == 1\n"),
            ("powershell", "Get-Item $x\n"),
            ("json", "{\"a\": 1}\n"),
            ("python", "def f(): pass\n"),
        ] {
            let html = highlight(language, text).unwrap_or_default();
            assert!(html.contains("<span class="), "{language}: {html}");
        }
        assert_eq!(highlight("klingon", "x"), None);
    }

    #[test]
    fn nothing_but_spans_is_added() {
        let text = "rule a { strings: $x = \"<script>&\" condition: $x }\n";
        let html = highlight("yara", text).unwrap_or_default();
        assert!(html.contains("&lt;script&gt;&amp;"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }
}
