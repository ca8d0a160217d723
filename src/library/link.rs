//! Where links lead: to other texts by source path or address, to files beside them, to static files, or out of the site.

use std::{
    collections::{BTreeMap, btree_map},
    sync::Arc,
};

use foldhash::HashMap;

use super::{Entry, Id, Surroundings, file};
use crate::{
    base::{Code, Finding, OutPath, SitePath},
    model::CardLink,
};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Target {
    /// To a text: its address, with query and anchor as written.
    Text(Box<str>),
    /// To a path of the site, without prefix, with its query and anchor as written; the plan checks that it is there.
    Path(Box<str>),
    /// To a file that goes with a text, or a static one: its path in the output, and the file.
    File(OutPath, SitePath),
    /// To nothing; a finding says so.
    Dead,
}

/// Where the links of one text lead that lead into the site, by their targets as written, in the order of those. One piece of
/// memory: most texts have few links, and there is one of these for each.
#[derive(Debug, Default)]
pub struct Links(Box<[(Arc<str>, Target)]>);

impl Links {
    /// Where a link leads that is written like this; `None` if it leads as it is written: out of the site, or to an anchor of its
    /// own page.
    #[must_use]
    pub fn get(&self, written: &str) -> Option<&Target> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(written)).ok()?;
        self.0.get(at).map(|(_, target)| target)
    }

    /// All of them: as written, and where to.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Target)> {
        self.0.iter().map(|(written, target)| (&**written, target))
    }
}

impl From<BTreeMap<&Arc<str>, Option<Target>>> for Links {
    fn from(links: BTreeMap<&Arc<str>, Option<Target>>) -> Self {
        Self(links.into_iter().filter_map(|(written, target)| Some((Arc::clone(written), target?))).collect())
    }
}

/// What the links of one text come to.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) targets: Links,
    pub(super) files: Vec<(OutPath, SitePath)>,
    pub(super) leads_to: Vec<Id>,
    pub(super) findings: Vec<Finding>,
}

/// All texts and files by the names that links give them.
pub(super) struct Index<'a> {
    sources: HashMap<&'a str, Id>,
    addresses: HashMap<&'a str, Id>,
    ids: HashMap<&'a str, Id>,
    surroundings: Surroundings<'a>,
    owners: &'a file::Owners<'a>,
}

impl<'a> Index<'a> {
    pub(super) fn of(entries: &'a [Entry], surroundings: Surroundings<'a>, owners: &'a file::Owners<'a>) -> Self {
        let by = |key: fn(&'a Entry) -> &'a str| (0..).zip(entries).map(|(id, entry)| (key(entry), id)).collect();
        Self {
            sources: by(|entry| entry.public.card().source.as_str()),
            addresses: by(|entry| entry.address.as_str()),
            ids: by(|entry| &entry.id),
            surroundings,
            owners,
        }
    }

    /// A text by its id, its source path (from `file`, or from the content root) or its address.
    pub(super) fn text(&self, file: &SitePath, name: &str) -> Option<Id> {
        let by_path = || candidates(file, name).find_map(|path| self.sources.get(path.as_str()).copied());
        let by_address = || self.addresses.get(format!("/{}/", name.trim_matches('/')).as_str()).copied();
        self.ids.get(name).copied().or_else(by_path).or_else(by_address)
    }

    /// The text beside `file` whose name lacks the language suffix.
    pub(super) fn without_suffix(&self, file: &SitePath) -> Option<Id> {
        let (stem, _) = file.stem().rsplit_once('.')?;
        let folder = file.folder();
        let named = |extension| format!("{folder}/{stem}.{extension}");
        ["md", "markdown", "txt"].into_iter().find_map(|extension| self.sources.get(named(extension).as_str()).copied())
    }

    fn is_withheld(&self, path: &SitePath) -> bool {
        self.surroundings.withheld.contains_key(path)
    }
}

/// The paths of the site that `target`, written in `file`, may mean: relative to it, or from the content root or the site's.
fn candidates(file: &SitePath, target: &str) -> impl Iterator<Item = SitePath> {
    let rooted = target.strip_prefix('/');
    let below = move |rest: &str, at: usize| match at {
        0 => SitePath::new(&format!("content/{rest}")),
        1 => SitePath::new(&format!("static/{rest}")),
        _ => SitePath::new(rest),
    };
    let from_root = rooted.into_iter().flat_map(move |rest| (0..3).filter_map(move |at| below(rest, at).ok()));
    let beside = if rooted.is_none() { file.resolve(target) } else { None };
    from_root.chain(beside)
}

/// The paths of the site that a target, with query, anchor and escapes as written in `file`, may mean.
pub(super) fn files_of(file: &SitePath, target: &str) -> Vec<SitePath> {
    if has_scheme(target) || target.starts_with("//") {
        return Vec::new();
    }
    candidates(file, &percent_decoded(split(target).0)).collect()
}

/// Resolves the links of one text.
pub(super) fn resolve(entry: &Entry, entries: &[Entry], index: &Index<'_>) -> Linked {
    let mut linked = Linked::default();
    let mut targets = BTreeMap::new();
    for link in &entry.public.card().links {
        if let btree_map::Entry::Vacant(new) = targets.entry(&link.target) {
            new.insert(target(link, entry, entries, index, &mut linked));
        }
    }
    linked.targets = targets.into();
    linked
}

/// Where a link leads; `None` if out of the site, or to an anchor of its own page.
fn target(link: &CardLink, entry: &Entry, entries: &[Entry], index: &Index<'_>, linked: &mut Linked) -> Option<Target> {
    if has_scheme(&link.target) || link.target.starts_with("//") {
        return None;
    }
    let (path, tail) = split(&link.target);
    let card = entry.public.card();
    if path.is_empty() {
        if let Some(anchor) = tail.strip_prefix('#') {
            check_anchor(anchor, entry, link, entry, linked);
        }
        return None;
    }
    let path = percent_decoded(path);
    let candidates: Vec<SitePath> = candidates(&card.source, &path).collect();
    if let Some(id) = index.text_of_path(&candidates, &path) {
        let to = &entries[id as usize];
        linked.leads_to.push(id);
        if let Some(anchor) = tail.strip_prefix('#') {
            check_anchor(anchor, to, link, entry, linked);
        }
        return Some(Target::Text([to.address.as_str(), tail].concat().into()));
    }
    if candidates.iter().any(|path| index.is_withheld(path)) || index.withheld_address(&path) {
        linked.findings.push(not_public(entry, link));
        return Some(Target::Dead);
    }
    if let Some(file) = candidates.iter().find(|path| index.surroundings.files.contains(*path)) {
        return Some(index.file(file, entry, entries, link, linked));
    }
    if path.starts_with('/') && !link.is_file {
        return Some(Target::Path([&path, tail].concat().into()));
    }
    linked.findings.push(missing(entry, link, index));
    Some(Target::Dead)
}

impl Index<'_> {
    /// The text of a path, or of one of the files that it may mean.
    fn text_of_path(&self, candidates: &[SitePath], path: &str) -> Option<Id> {
        let by_path = candidates.iter().find_map(|path| self.sources.get(path.as_str()).copied());
        by_path.or_else(|| {
            let address = format!("/{}/", path.strip_prefix('/')?.trim_end_matches('/'));
            self.addresses.get(address.as_str()).copied()
        })
    }

    fn withheld_address(&self, path: &str) -> bool {
        path.starts_with('/') && self.surroundings.withheld.values().any(|hidden| hidden.stands_at(path))
    }

    fn file(&self, path: &SitePath, entry: &Entry, entries: &[Entry], link: &CardLink, linked: &mut Linked) -> Target {
        if let Some(rest) = path.below("static") {
            return OutPath::new(rest).map_or(Target::Dead, |out| Target::File(out, path.clone()));
        }
        match self.owners.owner(path) {
            file::Owner::Withheld => {
                linked.findings.push(not_public(entry, link));
                Target::Dead
            }
            file::Owner::Public(id) => {
                let owner = &entries[id as usize];
                let translation = owner.public.card().source.folder() == entry.public.card().source.folder();
                let home = if translation { entry } else { owner };
                Target::File(file::beside(home, path), path.clone())
            }
            file::Owner::Nobody => {
                let out = file::beside(entry, path);
                linked.files.push((out.clone(), path.clone()));
                Target::File(out, path.clone())
            }
        }
    }
}

fn check_anchor(anchor: &str, to: &Entry, link: &CardLink, from: &Entry, linked: &mut Linked) {
    let anchor = percent_decoded(anchor);
    let anchors = &to.public.card().anchors;
    if anchor.is_empty() || anchors.contains(&anchor) || anchor.starts_with("mark-") {
        return;
    }
    let nearest = anchors
        .iter()
        .filter(|known| !known.starts_with("p-"))
        .map(|known| (strsim::jaro_winkler(known, &anchor), known))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let mut finding = placed(from, link, Code::DeadAnchor, format!("`{}` has no anchor `#{anchor}`", to.address));
    if let Some((_, known)) = nearest {
        finding = finding.hint(format!("did you mean `#{known}`?"));
    }
    linked.findings.push(finding);
}

fn not_public(entry: &Entry, link: &CardLink) -> Finding {
    placed(entry, link, Code::LinkNotPublic, format!("`{}` is not public", link.target))
        .hint("remove the link, or publish its target first")
}

fn missing(entry: &Entry, link: &CardLink, index: &Index<'_>) -> Finding {
    let code = if link.is_file { Code::MissingFile } else { Code::DeadLink };
    let message = format!("`{}` leads nowhere", link.target);
    let name = link.target.rsplit('/').next().unwrap_or_default();
    let close = |path: &&SitePath| strsim::jaro_winkler(path.name(), name) > 0.85;
    let files = index.surroundings.files.iter().filter(close).map(SitePath::to_string);
    let texts = index
        .sources
        .keys()
        .filter(|path| path.rsplit('/').next().is_some_and(|known| strsim::jaro_winkler(known, name) > 0.85));
    let nearest = files.chain(texts.map(|path| (*path).to_owned())).min();
    let finding = placed(entry, link, code, message);
    match nearest {
        Some(path) => finding.hint(format!("did you mean `/{}`?", path.strip_prefix("content/").unwrap_or(&path))),
        None => finding.hint("links are relative to their file, or begin with `/` for the content folder"),
    }
}

fn placed(entry: &Entry, link: &CardLink, code: Code, message: String) -> Finding {
    let mut finding = Finding::of_file(code, entry.public.card().source.as_str(), message);
    finding.start = Some(link.start);
    finding.end = Some(link.end);
    finding
}

/// Whether a target begins with a scheme (`https:`), as RFC 3986 §3.1 writes one.
fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The path, and the query and anchor after it.
fn split(target: &str) -> (&str, &str) {
    let at = target.bytes().position(|byte| matches!(byte, b'#' | b'?')).unwrap_or(target.len());
    target.split_at(at)
}

/// Resolves `%20` and the like; what is no valid escape, or no UTF-8 when resolved, stays as written.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2)).flatten();
        let value =
            escaped.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(value.unwrap_or(*first));
        rest = if value.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
