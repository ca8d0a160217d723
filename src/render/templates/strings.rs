//! The interface's words: Fluent files, one a language, read once and kept as plain text.
//!
//! A language stands on the one without its region (`fr-CA` on `fr`), and that on English, so that a file need hold only
//! what it changes. Words that count are formatted when asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use tera::{Value, value::Key};
use unic_langid::LanguageIdentifier;

use super::Source;
use crate::base::{Code, Diagnostic, Digest, Finding, LineIndex, SitePath, Span};
use crate::render::locale;

/// The folder of words within the templates.
const FOLDER: &str = "i18n/";
/// The language on which all others stand.
const ROOT: &str = "en";

/// The words of every language that there is a file for.
pub(super) struct Strings {
    languages: BTreeMap<String, Language>,
    digest: Digest,
}

struct Language {
    /// Those that do not count, as a map that pages share.
    words: Value,
    /// All of them: those that count are formatted by it.
    bundles: Vec<Arc<Bundle>>,
    /// Those that were formatted before, by key and number: the same text whoever asks first.
    counted: RwLock<BTreeMap<String, BTreeMap<usize, String>>>,
}

type Bundle = FluentBundle<FluentResource>;

impl Strings {
    /// Reads the files of words among the templates.
    pub(super) fn read(sources: &BTreeMap<String, Source>) -> Result<Self, Vec<Finding>> {
        let (mut bundles, mut findings, mut digests) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (name, source) in sources {
            let Some(tag) = name.strip_prefix(FOLDER).and_then(|file| file.strip_suffix(".ftl")) else { continue };
            digests.extend([Digest::of(tag.as_bytes()), Digest::of(source.text.as_bytes())]);
            match bundle(name, tag, &source.text) {
                Ok(bundle) => drop(bundles.insert(tag.to_lowercase(), Arc::new(bundle))),
                Err(mut wrong) => findings.append(&mut wrong),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let languages = bundles.keys().map(|tag| (tag.clone(), Language::new(tag, &bundles, sources))).collect();
        Ok(Self { languages, digest: Digest::of_all(digests) })
    }

    /// The words of `language` that do not count, by key.
    pub(super) fn words(&self, language: &str) -> Value {
        self.language(language).map_or_else(Value::none, |language| language.words.clone())
    }

    /// A word of `language`; `None` if no language has it.
    pub(super) fn word(&self, language: &str, key: &str, n: Option<usize>) -> Option<String> {
        let language = self.language(language)?;
        if n.is_none() {
            let word = language.words.as_map()?.get(&Key::Str(key))?;
            return word.as_str().map(str::to_owned);
        }
        let n = n.unwrap_or_default();
        let known = || language.counted.read().ok()?.get(key)?.get(&n).cloned();
        known().or_else(|| {
            let text = language.count(key, n)?;
            // Most pages ask for the same few: minutes to read, how many there are.
            if let Ok(mut counted) = language.counted.write() {
                counted.entry(key.to_owned()).or_default().insert(n, text.clone());
            }
            Some(text)
        })
    }

    /// Whether there is a file of words in `language`, or in it without its region.
    pub(super) fn speaks(&self, language: &str) -> bool {
        let tag = language.to_lowercase();
        self.languages.contains_key(&tag) || tag.split('-').next().is_some_and(|tag| self.languages.contains_key(tag))
    }

    pub(super) fn digest(&self) -> Digest {
        self.digest
    }

    fn language(&self, tag: &str) -> Option<&Language> {
        let tag = tag.to_lowercase();
        let primary = tag.split('-').next().unwrap_or(&tag);
        [&tag, primary, ROOT].into_iter().find_map(|tag| self.languages.get(tag))
    }
}

impl Language {
    fn new(tag: &str, bundles: &BTreeMap<String, Arc<Bundle>>, sources: &BTreeMap<String, Source>) -> Self {
        let bundles: Vec<_> = chain(tag).filter_map(|tag| bundles.get(tag).cloned()).collect();
        let keys = sources
            .iter()
            .filter(|(name, _)| name.starts_with(FOLDER))
            .flat_map(|(_, source)| source.text.lines().filter_map(key));
        let words: BTreeMap<&str, String> =
            keys.filter_map(|key| Some((key, bundles.iter().find_map(|bundle| format(bundle, key, None))?))).collect();
        Self { words: Value::from_serializable(&words), bundles, counted: RwLock::default() }
    }

    /// A word that counts, for `n`.
    fn count(&self, key: &str, n: usize) -> Option<String> {
        let mut args = FluentArgs::new();
        args.set("n", n);
        let text = self.bundles.iter().find_map(|bundle| format(bundle, key, Some(&args)))?;
        let language = self.words.get_from_path("language").and_then(Value::as_str).unwrap_or(ROOT);
        Some(text.replace(&n.to_string(), &locale::number(n as i128, language)))
    }
}

/// The languages in which a word of `tag` is looked for: itself, without region, English.
fn chain(tag: &str) -> impl Iterator<Item = &str> {
    let primary = tag.split('-').next().unwrap_or(tag);
    let mut seen = Vec::new();
    [tag, primary, ROOT].into_iter().filter(move |tag| {
        let new = !seen.contains(tag);
        seen.push(*tag);
        new
    })
}

/// The key of a line that begins a message.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    plain.then_some(key)
}

fn bundle(name: &str, tag: &str, text: &str) -> Result<Bundle, Vec<Finding>> {
    let file = format!("{}/{name}", super::FOLDER);
    let Ok(language) = tag.parse::<LanguageIdentifier>() else {
        let message = format!("`{tag}` is not a language tag");
        return Err(vec![Finding::of_file(Code::TemplateError, &file, message).hint("name the file as `fr.ftl`")]);
    };
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, wrong)| {
        wrong.iter().map(|error| malformed(&file, text, &error.pos, &error.kind.to_string())).collect::<Vec<_>>()
    })?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    Ok(bundle)
}

fn malformed(file: &str, text: &str, range: &std::ops::Range<usize>, cause: &str) -> Finding {
    let message = format!("the words cannot be read ({})", cause.to_lowercase());
    let said =
        Diagnostic::new(Code::TemplateError, Span::from(range.clone()), message).hint("a word is written `key = text`");
    match SitePath::new(file) {
        Ok(path) => said.locate(&path, text, &LineIndex::new(text)),
        Err(_) => Finding::of_file(said.code, file, said.message),
    }
}

/// A word as text; `None` if the bundle lacks it, or it needs what `args` does not give.
fn format(bundle: &Bundle, key: &str, args: Option<&FluentArgs>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut wrong = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut wrong);
    wrong.is_empty().then(|| text.into_owned())
}
