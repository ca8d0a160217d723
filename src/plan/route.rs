//! Routes: every file of the output and where it stands; no two on one path.

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use foldhash::{HashMap, HashSet, fast::RandomState};
use rayon::prelude::*;

use super::{FeedFormat, Job, ListKey, ListPage, Materials, TwinFormat, picture, search, sitemap};
use crate::{
    base::{Address, Code, Digest, Finding, OutPath},
    library::{Edition, Entry, Facet, Id, Library, Target},
    model::{CardLink, ChangeKind},
};

/// A job with the paths of its outputs.
pub(super) type Routed = (Job, Vec<OutPath>);

/// The jobs of the whole output, and what is wrong with their paths.
pub(super) fn route(materials: Materials<'_>) -> (Vec<Routed>, Vec<Finding>) {
    let mut routes = Vec::new();
    texts(materials, &mut routes);
    for (at, edition) in materials.library.editions.iter().enumerate() {
        lists(at, edition, materials, &mut routes);
    }
    site(materials, &mut routes);
    let library = materials.library;
    let mut findings = picture::route(materials, &mut routes);
    let (collisions, dead) = rayon::join(|| collisions(&routes, library), || dead_paths(&routes, library));
    findings.extend(collisions);
    findings.extend(dead);
    (routes, findings)
}

fn texts(materials: Materials<'_>, routes: &mut Vec<Routed>) {
    let outputs = materials.site.outputs;
    for (id, entry) in materials.library.briefings() {
        let mut paths = vec![entry.address.index()];
        if outputs.twins {
            paths.extend(TwinFormat::ALL.iter().map(|format| entry.address.file(format.file())));
        }
        routes.push((Job::Briefing(id), paths));
        if outputs.cards {
            routes.push((Job::SocialCard(id), vec![entry.address.file("card.png")]));
        }
        redirects(id, entry, routes);
    }
    for (id, entry) in materials.library.pages() {
        routes.push((Job::Text(id), vec![entry.address.index()]));
        redirects(id, entry, routes);
    }
}

fn redirects(id: Id, entry: &Entry, routes: &mut Vec<Routed>) {
    for from in &entry.public.card().former_paths {
        let inner = from.as_str().trim_matches('/');
        let is_file = [".html", ".htm"].iter().any(|ending| inner.ends_with(ending));
        let path = if is_file { OutPath::new(inner).ok() } else { Some(from.index()) };
        if let Some(path) = path {
            routes.push((Job::Redirect { id, from: from.clone() }, vec![path]));
        }
    }
}

fn lists(at: usize, edition: &Edition, materials: Materials<'_>, routes: &mut Vec<Routed>) {
    routes.push((Job::Home(at), vec![edition.root.index()]));
    routes.push((Job::Filter(at), vec![edition.root.join("briefings").file("filter.json")]));
    let library = materials.library;
    for list in keys(edition, library) {
        let count = members(library, at, list).len();
        let pages = count.div_ceil(per_page(materials.site)).max(1);
        for page in 1..=pages {
            let path = page_address(library, at, list, page).index();
            routes.push((Job::List(ListPage { edition: at, list, page, pages }), vec![path]));
        }
        if has_feeds(list) {
            let root = feed_root(library, at, list);
            let formats = [FeedFormat::Atom, FeedFormat::Json];
            for format in formats.into_iter().take(1 + usize::from(materials.site.outputs.json_feed)) {
                routes.push((Job::Feed { edition: at, list, format }, vec![root.file(format.file())]));
            }
        }
    }
    if materials.site.outputs.search {
        routes.extend(search::jobs(library, at));
    }
    for facet in Facet::ALL {
        let path = edition.root.join(facet.folder()).index();
        routes.push((Job::Terms { edition: at, facet: *facet }, vec![path]));
    }
}

fn has_feeds(list: ListKey) -> bool {
    match list {
        ListKey::All => true,
        ListKey::Term(facet, _) => facet.has_feeds(),
        ListKey::Corrections => false,
    }
}

fn site(materials: Materials<'_>, routes: &mut Vec<Routed>) {
    let library = materials.library;
    routes.push((Job::Sitemap, sitemap::sitemap_files(sitemap::indexed(library).len())));
    let news = sitemap::has_news(library).then_some((Job::NewsSitemap, "news-sitemap.xml"));
    let fixed = [(Job::Robots, "robots.txt"), (Job::NotFound, "404.html"), (Job::NoJekyll, ".nojekyll")];
    routes.extend(fixed.into_iter().chain(news).filter_map(|(job, path)| Some((job, vec![OutPath::new(path).ok()?]))));
    for (path, file) in materials.statics {
        let mut paths = vec![path.clone()];
        if file.fingerprinted {
            paths.push(asset_path(path, file.digest));
        }
        routes.push((Job::Static(path.clone()), paths));
    }
    let files = library.files.iter();
    routes.extend(files.map(|(to, from)| (Job::File(from.clone()), vec![to.clone()])));
}

/// The lists of an edition.
pub(super) fn keys(edition: &Edition, library: &Library) -> Vec<ListKey> {
    let terms = edition.terms.iter().flat_map(|(facet, terms)| (0..terms.len()).map(|at| ListKey::Term(*facet, at)));
    let corrected = edition.briefings.iter().any(|id| is_corrected(library.entry(*id)));
    let corrections = corrected.then_some(ListKey::Corrections);
    std::iter::once(ListKey::All).chain(corrections).chain(terms).collect()
}

fn is_corrected(entry: &Entry) -> bool {
    let kinds = [ChangeKind::Correction, ChangeKind::Concern, ChangeKind::Retraction];
    entry.public.card().face.history.iter().any(|change| kinds.contains(&change.kind))
}

/// What a list lists, in the library's order.
#[must_use]
pub fn members(library: &Library, edition: usize, list: ListKey) -> Cow<'_, [Id]> {
    let edition = &library.editions[edition];
    match list {
        ListKey::All => (&edition.briefings).into(),
        ListKey::Term(facet, at) => match edition.terms.get(&facet).and_then(|terms| terms.get(at)) {
            Some(term) => (&term.briefings).into(),
            None => Vec::new().into(),
        },
        ListKey::Corrections => {
            let corrected = edition.briefings.iter().copied().filter(|id| is_corrected(library.entry(*id)));
            corrected.collect::<Vec<_>>().into()
        }
    }
}

/// How many briefings a page of a list shows, at least one.
#[must_use]
pub fn per_page(site: &crate::config::Site) -> usize {
    site.per_page.max(1)
}

/// The address of a list's first page.
#[must_use]
pub fn list_address(library: &Library, edition: usize, list: ListKey) -> Address {
    let edition = &library.editions[edition];
    match list {
        ListKey::All => edition.root.join("briefings"),
        ListKey::Corrections => edition.root.join("corrections"),
        ListKey::Term(facet, at) => {
            let term = edition.terms.get(&facet).and_then(|terms| terms.get(at));
            term.map_or_else(|| edition.root.clone(), |term| term.address.clone())
        }
    }
}

/// The address of one page of a list, from 1.
#[must_use]
pub fn page_address(library: &Library, edition: usize, list: ListKey, page: usize) -> Address {
    let first = list_address(library, edition, list);
    if page == 1 { first } else { first.join(&format!("page/{page}")) }
}

/// The folder of a list's feeds: the edition's root for the list of all.
#[must_use]
pub fn feed_root(library: &Library, edition: usize, list: ListKey) -> Address {
    match list {
        ListKey::All => library.editions[edition].root.clone(),
        _ => list_address(library, edition, list),
    }
}

/// The name of a static file that carries its digest: `css/style.css` → `css/style.3f2a5b7c9d1e.css`.
#[must_use]
pub fn asset_path(path: &OutPath, digest: Digest) -> OutPath {
    let hex = digest.hex();
    let mark = hex.get(..12).unwrap_or_default();
    let marked = match path.as_str().rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{mark}.{extension}"),
        None => format!("{path}.{mark}"),
    };
    OutPath::new(&marked).unwrap_or_else(|_| path.clone())
}

/// The static file's own name of a name that carries its digest.
#[must_use]
pub fn asset_source(path: &OutPath) -> Option<OutPath> {
    let is_mark = |mark: &str| mark.len() == 12 && mark.bytes().all(|b| b.is_ascii_hexdigit());
    let (stem, extension) = path.as_str().rsplit_once('.')?;
    if is_mark(extension) {
        return OutPath::new(stem).ok();
    }
    let (stem, _) = stem.rsplit_once('.').filter(|(_, mark)| is_mark(mark))?;
    OutPath::new(&format!("{stem}.{extension}")).ok()
}

/// Two outputs on one path, also when case is ignored, and a file where another output needs a folder.
fn collisions(routes: &[Routed], library: &Library) -> Vec<Finding> {
    let mut taken: HashMap<Cow<'_, str>, &Job> =
        HashMap::with_capacity_and_hasher(routes.len(), RandomState::default());
    let mut findings = Vec::new();
    let outputs = || routes.iter().flat_map(|(job, paths)| paths.iter().map(move |path| (job, path)));
    for (job, path) in outputs() {
        if let Some(first) = taken.insert(path.folded(), job) {
            findings.push(collision(path, first, job, library));
        }
    }
    // Folders that are no file and that stand in none.
    let mut clear: HashSet<&str> = HashSet::default();
    for (job, path) in outputs() {
        let folded = path.folded();
        let found = findings.len();
        let above = std::iter::successors(folder(&folded), |above| folder(above));
        for above in above.take_while(|above| !clear.contains(above)) {
            if let Some(first) = taken.get(above) {
                findings.push(collision(path, first, job, library));
            }
        }
        if let (Cow::Borrowed(path), true) = (folded, findings.len() == found) {
            clear.extend(folder(path));
        }
    }
    findings
}

fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn collision(path: &OutPath, first: &Job, second: &Job, library: &Library) -> Finding {
    let (first, second) = (maker(first, library), maker(second, library));
    let message = format!("two outputs want `/{path}`: {} and {}", first.1, second.1);
    let (own, other) = if second.0.is_empty() { (first.0, second) } else { (second.0, first) };
    Finding::of_file(Code::Collision, &own, message)
        .hint("give one of them another `slug`, name or former path")
        .with(&other.0, format!("{} wants it too", other.1))
}

/// The file that a job is made of, if any, and the job in words.
fn maker(job: &Job, library: &Library) -> (String, String) {
    let source = |id: &Id| library.entry(*id).public.card().source.to_string();
    let quoted = |path: String| (path.clone(), format!("`{path}`"));
    match job {
        Job::Briefing(id) | Job::Text(id) | Job::SocialCard(id) => quoted(source(id)),
        Job::Redirect { id, from } => (source(id), format!("the former path `{from}` of `{}`", source(id))),
        Job::Static(path) => quoted(format!("static/{path}")),
        Job::File(path) | Job::Picture { source: path, .. } => quoted(path.to_string()),
        Job::List(page) => (String::new(), format!("the list `{}`", list_address(library, page.edition, page.list))),
        Job::Terms { facet, .. } => (String::new(), format!("the list of {}", facet.folder())),
        Job::Feed { .. } => (String::new(), "a feed".into()),
        Job::Home(_) => (String::new(), "the home page".into()),
        _ => (String::new(), "a file of the site itself".into()),
    }
}

/// Links by address to what is neither a text nor a file must lead to some output.
fn dead_paths(routes: &[Routed], library: &Library) -> Vec<Finding> {
    let outputs = LazyLock::new(|| -> HashSet<&str> {
        routes.iter().flat_map(|(_, paths)| paths).map(OutPath::as_str).collect()
    });
    let known = |path: &str| {
        let inner = path.split(['#', '?']).next().unwrap_or_default().trim_matches('/');
        let index = if inner.is_empty() { "index.html".to_owned() } else { format!("{inner}/index.html") };
        outputs.contains(inner) || outputs.contains(index.as_str())
    };
    let of_entry = |entry: &Entry| {
        let targets = entry.links.iter().filter(|(_, target)| matches!(target, Target::Path(path) if !known(path)));
        let dead: BTreeSet<&str> = targets.map(|(written, _)| written).collect();
        let card = entry.public.card();
        let finding = |link: &CardLink| {
            let message = format!("`{}` leads nowhere", link.target);
            let mut finding = Finding::of_file(Code::DeadLink, card.source.as_str(), message);
            (finding.start, finding.end) = (Some(link.start), Some(link.end));
            finding
        };
        let links = card.links.iter().filter(|link| dead.contains(&*link.target));
        links.map(finding).collect::<Vec<_>>()
    };
    library.entries.par_iter().flat_map_iter(of_entry).collect()
}
