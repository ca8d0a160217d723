//! Prints: digests of everything an output's bytes depend on, kept apart so that a change can be named.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Job, ListKey, ListPage, Materials, PlannedJob, PlannedOutput, SearchShape, picture,
    route::{self, Routed},
    stale,
};
use crate::{
    base::{Address, Code, Digest, Finding, OutPath},
    library::{Around, Entry, Facet, Id, Kin, Target},
    model::Shelf,
};

/// What an output's bytes depend on. Equal prints mean equal bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// Settings, program, and what every page carries.
    pub shared: Digest,
    /// The template with its closure.
    pub template: Digest,
    /// Its own source.
    pub own: Digest,
    /// What it shows of other texts.
    pub shown: Digest,
}

/// Gives every output its print; what has no template is reported and left out.
pub(super) fn print_all(routed: Vec<Routed>, materials: Materials<'_>, findings: &mut Vec<Finding>) -> Vec<PlannedJob> {
    let editions = 0..materials.library.editions.len();
    let terms: Vec<Digest> = editions.map(|edition| all_terms(edition, materials)).collect();
    let planned = |(job, paths): Routed| {
        let print = print(&job, materials, &terms)?;
        let twins = match &job {
            Job::Briefing(id) if paths.len() > 1 => print.of_twins(*id, materials),
            _ => print,
        };
        let output = |(at, path): (usize, OutPath)| PlannedOutput {
            path,
            print: if at == 0 { print } else { twins },
            reason: None,
            digest: None,
        };
        let outputs = paths.into_iter().enumerate().map(output).collect();
        Ok(PlannedJob { job, outputs })
    };
    // Boxed: there is one of these for every job, and a finding is large.
    let printed: Vec<Result<PlannedJob, Box<Finding>>> = routed.into_par_iter().map(planned).collect();
    let job = |result: Result<PlannedJob, Box<Finding>>| result.map_err(|finding| findings.push(*finding)).ok();
    printed.into_iter().filter_map(job).collect()
}

/// Makes the prints anew that cover bytes of the texts `changed`, and marks what must be made again.
pub(super) fn renew(jobs: &mut [PlannedJob], changed: &[Id], materials: Materials<'_>) {
    let full = materials.site.feeds.full_text;
    let covers = |job: &Job| match job {
        Job::Briefing(id) | Job::Text(id) => changed.contains(id),
        Job::Feed { .. } => full && !changed.is_empty(),
        Job::SearchBlock { texts, .. } => texts.iter().any(|id| changed.contains(id)),
        _ => false,
    };
    for planned in jobs.iter_mut().filter(|planned| covers(&planned.job)) {
        let (own, shown) = own_and_shown(&planned.job, materials, &[]);
        for (at, output) in planned.outputs.iter_mut().enumerate() {
            let print = Print { own, shown, ..output.print };
            let print = match &planned.job {
                Job::Briefing(id) if at > 0 => print.of_twins(*id, materials),
                _ => print,
            };
            output.reason = stale::difference(output.print, print);
            output.print = print;
        }
    }
}

impl Print {
    /// The print of a briefing's twins: they see no template, and of other texts only those that they link to or translate.
    fn of_twins(self, id: Id, materials: Materials<'_>) -> Self {
        let entry = materials.library.entry(id);
        let shown = (links(entry, materials), faces(&entry.around.kin().translations, materials), entry.face);
        Self { template: Digest::default(), shown: Digest::of_value(&shown), ..self }
    }
}

/// The print of a job; `terms` are the digests of each edition's terms.
fn print(job: &Job, materials: Materials<'_>, terms: &[Digest]) -> Result<Print, Finding> {
    let template = match template(job, materials) {
        Some(name) => (materials.template)(&name).ok_or_else(|| no_template(job, &name, materials))?,
        None => Digest::default(),
    };
    let shared = match job {
        Job::Static(_) | Job::File(_) | Job::NoJekyll => Digest::default(),
        Job::SocialCard(_) => cards(materials),
        Job::Picture { .. } => picture::shared(materials.site),
        Job::SearchBlock { shape, .. } => search(*shape, materials),
        _ => materials.shared,
    };
    let (own, shown) = own_and_shown(job, materials, terms);
    Ok(Print { shared, template, own, shown })
}

fn own_and_shown(job: &Job, materials: Materials<'_>, all: &[Digest]) -> (Digest, Digest) {
    let library = materials.library;
    let nothing = Digest::default();
    match job {
        Job::Briefing(id) | Job::Text(id) => {
            let entry = library.entry(*id);
            (entry.public.card().digest, shown_by_text(entry, materials))
        }
        Job::SocialCard(id) => {
            let entry = library.entry(*id);
            let face = &entry.public.card().face;
            let shown = (&face.title, face.kind, &face.series, &face.number, face.date, &face.language, entry.edition);
            (Digest::of_value(&shown), nothing)
        }
        Job::Redirect { id, from } => (Digest::of_value(&(from, &library.entry(*id).address)), library.entry(*id).face),
        Job::Static(path) => (materials.statics.get(path).map(|file| file.digest).unwrap_or_default(), nothing),
        Job::File(path) => (Digest::of_value(path), (materials.files)(path).unwrap_or_default()),
        Job::Picture { source, .. } => (Digest::of_value(source), (materials.files)(source).unwrap_or_default()),
        Job::List(page) => (Digest::of_value(&(page.list, page.page)), shown_by_list(*page, materials, all)),
        Job::Home(edition) | Job::Filter(edition) => (nothing, shown_by_home(*edition, materials, all)),
        Job::Terms { edition, facet } => (Digest::of_value(facet), terms(*edition, *facet, materials)),
        Job::Feed { edition, list, format } => (Digest::of_value(format), shown_by_feed(*edition, *list, materials)),
        Job::Sitemap | Job::NewsSitemap => (nothing, Digest::of_all(library.entries.iter().map(|entry| entry.face))),
        Job::Search(edition) => (Digest::of_value(&(edition, texts_of(*edition, materials))), nothing),
        Job::SearchIndex { edition, sizes } => (Digest::of_value(&(edition, sizes)), nothing),
        Job::SearchBlock { texts, .. } => (nothing, bodies(texts, materials)),
        Job::Robots | Job::NotFound | Job::NoJekyll | Job::ThemeStyle => (nothing, nothing),
    }
}

/// What all social cards depend on, apart from everything else: drawing them all again takes seconds.
fn cards(materials: Materials<'_>) -> Digest {
    let site = materials.site;
    let titles: Vec<_> = site.languages.iter().map(|(tag, settings)| (tag, &settings.title)).collect();
    let program = env!("CARGO_PKG_VERSION");
    Digest::of_value(&(program, &site.title, titles, &site.theme.accent, materials.words))
}

/// The template that a job is rendered with, if any.
#[must_use]
pub fn template(job: &Job, materials: Materials<'_>) -> Option<String> {
    let name = match job {
        Job::Briefing(id) | Job::Text(id) => {
            let card = materials.library.entry(*id).public.card();
            if let Some(given) = &card.template {
                return Some(if given.contains('.') { given.to_string() } else { format!("{given}.html") });
            }
            match card.shelf {
                Shelf::Briefings => "briefing.html",
                Shelf::Pages => "page.html",
            }
        }
        Job::Home(_) => "home.html",
        Job::List(ListPage { list: ListKey::Corrections, .. }) => "corrections.html",
        Job::List(_) => "list.html",
        Job::Terms { facet: Facet::Year, .. } => "archive.html",
        Job::Terms { .. } => "terms.html",
        Job::NotFound => "404.html",
        Job::Redirect { .. } => "redirect.html",
        Job::Search(_) => "search.html",
        _ => return None,
    };
    Some(name.to_owned())
}

fn no_template(job: &Job, name: &str, materials: Materials<'_>) -> Finding {
    let file = match job {
        Job::Briefing(id) | Job::Text(id) => materials.library.entry(*id).public.card().source.to_string(),
        _ => format!("templates/{name}"),
    };
    Finding::of_file(Code::TemplateError, &file, format!("there is no template `{name}`"))
        .hint(format!("add `templates/{name}`, or name another template"))
}

fn faces<'a>(ids: impl IntoIterator<Item = &'a Id>, materials: Materials<'_>) -> Digest {
    Digest::of_all(ids.into_iter().map(|id| materials.library.entry(*id).face))
}

fn shown_by_text(entry: &Entry, materials: Materials<'_>) -> Digest {
    let Around { previous, next, related, backlinks, kin: _ } = &entry.around;
    let Kin { translations, original, behind, supersedes, superseded_by } = entry.around.kin();
    let behinds: Vec<_> = translations.iter().map(|id| materials.library.entry(*id).around.kin().behind).collect();
    let single = [previous, next, original].map(|id| id.map(|id| materials.library.entry(id).face));
    let faces = |ids: &[Id]| ids.iter().map(|id| materials.library.entry(*id).face).collect::<Vec<_>>();
    let lists = [&**related, backlinks, translations, supersedes, superseded_by].map(faces);
    Digest::of_value(&(single, lists, links(entry, materials), entry.face, behind, behinds))
}

/// Where a text's links lead, and the bytes of the files among them.
fn links(entry: &Entry, materials: Materials<'_>) -> Digest {
    let file = |target: &Target| match target {
        Target::File(_, source) => (materials.files)(source),
        _ => None,
    };
    let links: Vec<_> = entry.links.iter().map(|(written, target)| (written, target, file(target))).collect();
    Digest::of_value(&links)
}

fn shown_by_list(page: ListPage, materials: Materials<'_>, all: &[Digest]) -> Digest {
    let ids = route::members(materials.library, page.edition, page.list);
    let size = route::per_page(materials.site);
    let shown = ids.iter().skip((page.page - 1) * size).take(size);
    let beside = match page.list {
        ListKey::All => all.get(page.edition).copied().unwrap_or_default(),
        ListKey::Term(..) if page.page == 1 => faces(ids.iter(), materials),
        _ => Digest::default(),
    };
    Digest::of_value(&(faces(shown, materials), ids.len(), page.pages, beside, list_name(page, materials)))
}

fn list_name(page: ListPage, materials: Materials<'_>) -> Option<(&str, &Address)> {
    let ListKey::Term(facet, at) = page.list else { return None };
    let term = materials.library.editions[page.edition].terms.get(&facet)?.get(at)?;
    Some((&term.name, &term.address))
}

/// The home shows the newest cards, the newest of each kind, and terms with their counts.
fn shown_by_home(edition: usize, materials: Materials<'_>, all: &[Digest]) -> Digest {
    let briefings = &materials.library.editions[edition].briefings;
    Digest::of_value(&(faces(briefings, materials), all.get(edition)))
}

/// Names, addresses and counts of a facet's terms, and the newest briefing of each.
fn terms(edition: usize, facet: Facet, materials: Materials<'_>) -> Digest {
    let terms = materials.library.editions[edition].terms.get(&facet).into_iter().flatten();
    let newest = |ids: &[Id]| ids.first().copied();
    let counted: Vec<_> =
        terms.map(|term| (&term.name, &term.address, term.briefings.len(), newest(&term.briefings))).collect();
    Digest::of_value(&counted)
}

fn all_terms(edition: usize, materials: Materials<'_>) -> Digest {
    Digest::of_all(Facet::ALL.iter().map(|facet| terms(edition, *facet, materials)))
}

fn shown_by_feed(edition: usize, list: ListKey, materials: Materials<'_>) -> Digest {
    let ids = route::members(materials.library, edition, list);
    let public = |id: &Id| &materials.library.entry(*id).public;
    let card = |id: &Id| public(id).card();
    let belongs = |id: &&Id| card(id).face.date.is_some() && public(id).preview().is_none();
    let shown: Vec<&Id> = ids.iter().filter(belongs).take(materials.site.feeds.entries).collect();
    let full = materials.site.feeds.full_text;
    // A body in a feed carries the sizes of its pictures.
    let body = |id: &&Id| [card(id).digest, links(materials.library.entry(**id), materials)];
    let bodies = full.then(|| Digest::of_all(shown.iter().flat_map(body)));
    let name = list_name(ListPage { edition, list, page: 1, pages: 1 }, materials);
    Digest::of_value(&(faces(shown, materials), bodies, name))
}

/// How many texts of an edition can be found.
fn texts_of(edition: usize, materials: Materials<'_>) -> usize {
    materials.library.entries.iter().filter(|entry| entry.edition == edition).count()
}

fn bodies(texts: &[Id], materials: Materials<'_>) -> Digest {
    let entries = texts.iter().map(|id| materials.library.entry(*id));
    Digest::of_all(entries.flat_map(|entry| [entry.face, entry.public.card().digest]))
}

/// What all blocks of the search index depend on: the names of kinds, which countries regions hold, how the index is cut.
fn search(shape: SearchShape, materials: Materials<'_>) -> Digest {
    let regions: Vec<_> = materials.site.regions.iter().map(|(name, region)| (name, &region.places)).collect();
    let named: Vec<_> = materials.site.languages.iter().map(|(tag, settings)| (tag, &settings.regions)).collect();
    Digest::of_value(&(env!("CARGO_PKG_VERSION"), materials.words, regions, named, shape.blocks, shape.shards))
}
