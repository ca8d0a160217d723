//! `despatch.lock`: which addresses were published, so that none vanishes in silence and no text changes without a word.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    base::{Code, Finding},
    library::{Entry, Library},
    model::Card,
};

/// The file, at the site's root.
pub const LOCK_FILE: &str = "despatch.lock";

/// What was published, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    published: BTreeMap<String, Published>,
}

/// One published address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    id: String,
    path: String,
    first: Date,
    text: String,
    changes: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    published: Vec<Published>,
}

impl Lock {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is no lock: a finding that says so.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        let file: File = toml::from_str(text).map_err(|error| {
            let message = format!("the file is no record of published addresses ({})", error.message());
            Finding::of_file(Code::BadLock, LOCK_FILE, message)
                .hint("take it from the last commit, or write it anew: despatch lock")
        })?;
        Ok(Self { published: file.published.into_iter().map(|one| (one.path.clone(), one)).collect() })
    }

    /// The lock of what is public now: addresses that `last` knows keep their first day.
    #[must_use]
    pub fn of(library: &Library, last: &Self, today: Date) -> Self {
        let published = |(_, entry): (_, &Entry)| {
            let path = entry.address.to_string();
            let first = last.published.get(&path).map_or(today, |known| known.first);
            let card = entry.public.card();
            let one = Published {
                id: entry.id.clone(),
                path: path.clone(),
                first,
                text: card.text.hex(),
                changes: card.face.history.len(),
            };
            (path, one)
        };
        Self { published: library.briefings().map(published).collect() }
    }

    /// The file's text: one entry an address, in the order of addresses, strings as TOML writes them.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out =
            String::from("# Published addresses. Written by `despatch lock`; commit it with what you publish.\n");
        for one in self.published.values() {
            let quoted = |text: &str| toml::Value::from(text).to_string();
            let _ = write!(
                out,
                "\n[[published]]\nid = {}\npath = {}\nfirst = \"{}\"\ntext = \"{}\"\nchanges = {}\n",
                quoted(&one.id),
                quoted(&one.path),
                one.first,
                one.text,
                one.changes
            );
        }
        out
    }

    /// How many addresses it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.published.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.published.is_empty()
    }

    /// What an editor should know: published addresses that lead nowhere now, and texts that changed without an entry in their
    /// history.
    #[must_use]
    pub fn compare(&self, library: &Library) -> Vec<Finding> {
        if self.is_empty() {
            return Vec::new();
        }
        let now: BTreeMap<&str, &Entry> =
            library.briefings().map(|(_, entry)| (entry.address.as_str(), entry)).collect();
        let cards = library.entries.iter().map(|entry| entry.public.card());
        let redirects: BTreeSet<&str> = cards.flat_map(|card| &card.former_paths).map(|path| path.as_str()).collect();
        let mut findings = Vec::new();
        for (path, published) in &self.published {
            match now.get(path.as_str()) {
                Some(entry) => findings.extend(unrecorded(entry.public.card(), published)),
                None if redirects.contains(path.as_str()) => {}
                None => findings.push(vanished(published)),
            }
        }
        findings
    }

    /// What of that concerns one briefing with a new card: that its text changed without an entry in its history.
    #[must_use]
    pub fn compare_one(&self, entry: &Entry, card: &Card) -> Option<Finding> {
        unrecorded(card, self.published.get(entry.address.as_str())?)
    }
}

fn vanished(published: &Published) -> Finding {
    let path = &published.path;
    let message = format!("the address `{path}`, published on {}, leads nowhere now", published.first);
    Finding::of_file(Code::VanishedAddress, LOCK_FILE, message).hint(format!(
        "add `former_paths = [\"{path}\"]` to the text that took its place, or keep the text with a `[[history]]` entry of \
         kind `retraction`; if it must be gone, run `despatch lock`"
    ))
}

fn unrecorded(card: &Card, published: &Published) -> Option<Finding> {
    let changed = card.text.hex() != published.text && card.face.history.len() <= published.changes;
    changed.then(|| {
        let message = format!("the text has changed since it was published on {}, and its history does not say so", published.first);
        Finding::of_file(Code::UnrecordedChange, card.source.as_str(), message)
            .hint("add a `[[history]]` entry with `on`, `kind = \"update\"` or `\"correction\"` and a `note`, then run `despatch lock`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let one = Published {
            id: "a".into(),
            path: "/briefings/a/".into(),
            first: jiff::civil::date(2026, 3, 12),
            text: "00".into(),
            changes: 1,
        };
        let lock = Lock { published: [(one.path.clone(), one)].into() };
        assert_eq!(Lock::parse(&lock.to_toml()), Ok(lock));
    }

    #[test]
    fn what_is_no_lock_is_said() {
        let finding = Lock::parse("published = 3").expect_err("no lock");
        assert_eq!(finding.code, Code::BadLock);
    }
}
