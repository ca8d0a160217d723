//! Tera's only door: templates are loaded, overridden, rendered and digested here, and their errors become findings.
//!
//! A template sees `site`, `page`, the view of its kind, and `ui`: the interface's words in the page's language.
//! What it can call beyond Tera's own is in `functions.rs`; where its words come from, in `strings.rs`.

mod closure;
mod errors;
mod functions;
mod reads;
mod seen;
mod strings;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;
pub use tera::{Context, Value};

use super::html;
use crate::base::{Digest, Finding, SitePath};
use closure::{Closures, Rests};
use reads::Reads;
use seen::Seen;
use strings::Strings;

/// The folder of a site in which its own templates stand.
pub const FOLDER: &str = "templates";

/// All templates of a site, ready to render: the theme's, and the site's own over them file by file.
pub struct Templates {
    tera: Tera,
    strings: Arc<Strings>,
    closures: Closures,
    reads: Reads,
    sources: BTreeMap<String, Source>,
}

/// A template's text and where it came from.
struct Source {
    text: String,
    /// Whether it is a file of the site rather than one of the theme's.
    own: bool,
}

impl Templates {
    /// Loads the theme's templates (name → text) and lays the site's own over them. Files of `overrides` that do not stand in
    /// `templates/` are passed by; those in `templates/i18n/` are words.
    ///
    /// # Errors
    /// Every syntax error, or else every name that leads nowhere: parents, includes, components, filters, functions.
    pub fn load(embedded: &[(&str, &str)], overrides: &[(SitePath, String)]) -> Result<Self, Vec<Finding>> {
        let sources = gather(embedded, overrides);
        let strings = Arc::new(Strings::read(&sources)?);
        let tera = parse(&sources, &strings)?;
        let rests = Rests::new(&sources);
        let (closures, reads) = (Closures::new(&sources, &rests, &strings), Reads::new(&sources, &rests));
        Ok(Self { tera, strings, closures, reads, sources })
    }

    /// Gives every page `site`. Shared by all pages, never copied.
    pub fn set_site<T: serde::Serialize>(&mut self, site: &T) {
        self.tera.global_context().insert("site", site);
    }

    /// Renders the template `name` for a page in `language` with what `context` holds.
    ///
    /// # Errors
    /// When there is no such template, or it reads what is not there: the place in the template, and what it could have read.
    pub fn render(&self, name: &str, language: &str, mut context: Context) -> Result<String, Finding> {
        if !self.has(name) {
            return Err(errors::missing(name, self.names()));
        }
        context.insert_value("ui", self.strings.words(language));
        self.tera.render(name, &context).map_err(|error| errors::finding(&error, name, &self.sources))
    }

    /// Whether there is a template of this name (`briefing.html`).
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        name.ends_with(".html") && self.sources.contains_key(name)
    }

    /// The names of all pages' templates, in order; components are not among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources
            .keys()
            .map(String::as_str)
            .filter(|name| name.ends_with(".html") && !name.starts_with("components/"))
    }

    /// Digest of a template with all that it extends, includes and calls, and of the interface's words; that of the
    /// empty text if there is none of this name.
    #[must_use]
    pub fn closure(&self, name: &str) -> Digest {
        self.closures.of(name)
    }

    /// Whether a template, with all that it rests on, may read this part of a view of its page: `cite` of `briefing`. What it does
    /// not read may be left empty.
    #[must_use]
    pub fn reads(&self, template: &str, view: &str, part: &str) -> bool {
        self.reads.of(template, view).is_none_or(|parts| parts.iter().any(|read| read == part))
    }

    /// A view of a page by its name, as the page's template sees it: with the parts that it reads.
    #[must_use]
    pub fn seen<T: serde::Serialize>(&self, template: &str, name: &str, view: &T) -> Value {
        match self.reads.of(template, name) {
            Some(parts) => Value::from_serializable(&Seen { view, parts }),
            None => Value::from_serializable(view),
        }
    }

    /// Digest of the interface's words in all languages: feeds and twins say some of them without a template.
    #[must_use]
    pub fn words(&self) -> Digest {
        self.strings.digest()
    }

    /// What a language calls itself; its tag, if there are no words in it.
    #[must_use]
    pub fn language_name(&self, language: &str) -> String {
        let spoken = self.strings.speaks(language);
        let name = spoken.then(|| self.strings.word(language, "language_name", None)).flatten();
        name.unwrap_or_else(|| language.to_owned())
    }

    /// One of the interface's words in `language`, for what is not made by a template (the titles of lists and feeds);
    /// `n` is for words that count. The key itself if there is no such word.
    #[must_use]
    pub fn word(&self, language: &str, key: &str, n: Option<usize>) -> String {
        self.strings.word(language, key, n).unwrap_or_else(|| key.to_owned())
    }
}

fn gather(embedded: &[(&str, &str)], overrides: &[(SitePath, String)]) -> BTreeMap<String, Source> {
    let theme =
        embedded.iter().map(|(name, text)| ((*name).to_owned(), Source { text: (*text).to_owned(), own: false }));
    let own = overrides
        .iter()
        .filter_map(|(path, text)| Some((path.below(FOLDER)?.to_owned(), Source { text: text.clone(), own: true })));
    theme.chain(own).collect()
}

fn parse(sources: &BTreeMap<String, Source>, strings: &Arc<Strings>) -> Result<Tera, Vec<Finding>> {
    let mut tera = empty(strings);
    let all = || sources.iter().filter(|(name, _)| !name.ends_with(".ftl")).map(|(name, source)| (name, &source.text));
    let Err(error) = tera.add_raw_templates(all()) else { return Ok(tera) };
    // Tera stops at the first file that it cannot read: look at each on its own.
    let mut findings: Vec<Finding> = all()
        .filter_map(|(name, text)| empty(strings).add_raw_template(name, text).err())
        .filter(errors::is_syntax)
        .flat_map(|error| errors::findings(&error, sources))
        .collect();
    if findings.is_empty() {
        findings = errors::findings(&error, sources);
    }
    Err(findings)
}

fn empty(strings: &Arc<Strings>) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml"]);
    tera.set_escape_fn(|text, out| html::escape_to(out, text));
    functions::register(&mut tera, strings);
    tera
}

#[cfg(test)]
mod tests;
