//! Which templates a template rests on: a change in one of them changes every page that it makes.
//!
//! Names are looked for in the text, so a template may be counted that is never reached; none that is reached is missed,
//! because Tera takes names of templates and components only as they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, Strings};
use crate::base::Digest;

/// The digest of each template with all that it rests on.
pub(super) struct Closures(BTreeMap<String, Digest>);

impl Closures {
    pub(super) fn new(sources: &BTreeMap<String, Source>, rests: &Rests<'_>, strings: &Strings) -> Self {
        let own: BTreeMap<&str, Digest> =
            sources.iter().map(|(name, source)| (name.as_str(), Digest::of(source.text.as_bytes()))).collect();
        let digest = |name: &str| {
            let all = rests.all(name);
            let parts =
                all.iter().flat_map(|name| [Digest::of(name.as_bytes()), own.get(name).copied().unwrap_or_default()]);
            Digest::of_all(parts.chain([strings.digest()]))
        };
        Self(sources.keys().map(|name| (name.clone(), digest(name))).collect())
    }

    pub(super) fn of(&self, name: &str) -> Digest {
        self.0.get(name).copied().unwrap_or_else(|| Digest::of(b""))
    }
}

/// Which templates each template rests on.
pub(super) struct Rests<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Rests<'a> {
    pub(super) fn new(sources: &'a BTreeMap<String, Source>) -> Self {
        Self(needs(sources))
    }

    /// A template and all that it rests on.
    pub(super) fn all<'b>(&'b self, name: &'b str) -> BTreeSet<&'b str> {
        reach(name, &self.0)
    }
}

/// Each template with those that its text names.
fn needs(sources: &BTreeMap<String, Source>) -> BTreeMap<&str, BTreeSet<&str>> {
    let components: Vec<(&str, &str)> =
        sources.iter().flat_map(|(name, source)| defined(&source.text).map(|tag| (tag, name.as_str()))).collect();
    let named =
        |text: &str, other: &str| ['"', '\'', '`'].iter().any(|quote| text.contains(&format!("{quote}{other}{quote}")));
    let called = |text: &str, tag: &str| {
        text.match_indices(&format!("<{tag}")).any(|(at, found)| {
            text.get(at + found.len()..).is_some_and(|rest| rest.starts_with([' ', '/', '>', '\n', '\r', '\t']))
        })
    };
    sources
        .iter()
        .map(|(name, source)| {
            let files = sources.keys().map(String::as_str).filter(|other| named(&source.text, other));
            let tags = components.iter().filter(|(tag, _)| called(&source.text, tag)).map(|(_, file)| *file);
            (name.as_str(), files.chain(tags).collect())
        })
        .collect()
}

/// The names of the components that a text defines.
pub(super) fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component")?;
        let name = rest.strip_prefix(char::is_whitespace)?.trim_start();
        name.split(|c: char| c == '(' || c.is_whitespace()).next().filter(|name| !name.is_empty())
    })
}

fn reach<'a>(name: &'a str, direct: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::from([name]);
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        let further: Vec<&str> =
            direct.get(next).into_iter().flatten().copied().filter(|name| all.insert(name)).collect();
        open.extend(further);
    }
    all
}
