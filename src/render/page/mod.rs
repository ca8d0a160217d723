//! Pages: the view of each job, and the template that shows it.

mod about;
mod briefing;
mod card;
mod common;
mod dates;
mod home;
mod list;
mod resolve;
mod sources;
mod timeline;

pub(super) use briefing::author_html;
pub use card::Cards;
use card::name_links;
pub use common::{Frame, frames};
pub(super) use common::{page_view, word};
pub(super) use dates::{date, date_text};
pub(super) use resolve::Links;

use serde::Serialize;

use super::{
    Ground,
    metadata::{self, Metadata},
    templates::Context,
    twin::twin,
    view::{PageView, TermsView},
};
use crate::{
    base::Finding,
    library::{Edition, Facet, Id},
    plan::{Job, ListPage, TwinFormat},
};

/// The outputs of a job, each in its place; what is not wanted is `None`.
type Outputs = Result<Vec<Option<Vec<u8>>>, Finding>;

/// Renders the pages of a job with its template; `None` for jobs that are no pages.
pub(super) fn page(job: &Job, template: &str, wanted: &[bool], ground: Ground<'_>) -> Option<Outputs> {
    let page = match job {
        Job::Briefing(id) => return Some(briefing(*id, template, wanted, ground)),
        Job::Text(id) => text(*id, template, ground),
        Job::Home(edition) => {
            let page = home::page(*edition, ground);
            show(template, ground, &page, "home", &home::view(*edition, ground))
        }
        Job::List(list) => list_page(*list, template, ground),
        Job::Terms { edition, facet } => terms(*edition, *facet, template, ground),
        Job::NotFound => bare(&common::not_found(ground), template, ground),
        Job::Search(edition) => search(*edition, template, ground),
        Job::Redirect { id, .. } => bare(&redirect(*id, ground), template, ground),
        _ => return None,
    };
    Some(page.map(|html| vec![Some(html.into_bytes())]))
}

/// A briefing's page, and its twins: its body is opened once for all.
fn briefing(id: Id, template: &str, wanted: &[bool], ground: Ground<'_>) -> Outputs {
    let body = (ground.bodies)(id)?;
    let mut outputs: Vec<Option<Vec<u8>>> = vec![None; wanted.len()];
    for (at, output) in outputs.iter_mut().enumerate().filter(|(at, _)| wanted.get(*at) == Some(&true)) {
        *output = Some(match at.checked_sub(1).and_then(|at| TwinFormat::ALL.get(at)) {
            None => {
                let (page, view) = briefing::briefing(id, &body, &reads(template, ground), ground);
                show(template, ground, &page, "briefing", &view)?.into_bytes()
            }
            Some(format) => twin(ground, id, &body, *format),
        });
    }
    Ok(outputs)
}

fn text(id: Id, template: &str, ground: Ground<'_>) -> Result<String, Finding> {
    let body = (ground.bodies)(id)?;
    let (page, view) = briefing::text(id, &body, ground);
    show(template, ground, &page, "text", &view)
}

fn list_page(list: ListPage, template: &str, ground: Ground<'_>) -> Result<String, Finding> {
    let (page, view) = list::list(list, &reads(template, ground), ground);
    show(template, ground, &page, "list", &view)
}

/// Whether the template reads a part of a view: what is dear to make and read by none is not made.
type Reads<'a> = dyn Fn(&str, &str) -> bool + 'a;

fn reads<'a>(template: &'a str, ground: Ground<'a>) -> impl Fn(&str, &str) -> bool + 'a {
    move |view, part| ground.templates.reads(template, view, part)
}

/// Puts what machines are told of it on a page, if its template shows that.
fn dress(page: &mut PageView, reads: &Reads<'_>, machine: impl FnOnce() -> Metadata) {
    if reads("page", "meta") || reads("page", "json_ld") {
        machine().dress(page);
    }
}

fn terms(edition: usize, facet: Facet, template: &str, ground: Ground<'_>) -> Result<String, Finding> {
    let address = ground.edition(edition).root.join(facet.folder());
    let word = common::word(ground, edition, &format!("facet_{}", facet.name()));
    let kind = if facet == Facet::Year { "archive" } else { "terms" };
    let mut page = page_view(ground, edition, kind, &word, &address);
    let machine = metadata::of_terms(ground, edition, facet, &word);
    machine.dress(&mut page);
    let view = TermsView { facet: facet.name().into(), terms: list::term_links(edition, facet, ground) };
    show(template, ground, &page, "terms", &view)
}

fn search(edition: usize, template: &str, ground: Ground<'_>) -> Result<String, Finding> {
    let address = ground.edition(edition).root.join("search");
    let page = page_view(ground, edition, "search", &common::word(ground, edition, "search"), &address);
    show(template, ground, &page, "search", &super::search::view(ground, edition))
}

fn redirect(id: Id, ground: Ground<'_>) -> PageView {
    let entry = ground.entry(id);
    let mut page = page_view(ground, entry.edition, "redirect", &entry.public.card().face.title, &entry.address);
    page.noindex = true;
    page
}

fn show<T: Serialize>(
    template: &str,
    ground: Ground<'_>,
    page: &PageView,
    name: &'static str,
    view: &T,
) -> Result<String, Finding> {
    let templates = ground.templates;
    let mut context = Context::new();
    context.insert_value("page", templates.seen(template, "page", page));
    context.insert_value(name, templates.seen(template, name, view));
    templates.render(template, &page.language, context).or_else(|_| {
        // Where it reads what is not there, it is told all that is.
        let mut context = Context::new();
        context.insert("page", page);
        context.insert(name, view);
        templates.render(template, &page.language, context)
    })
}

fn bare(page: &PageView, template: &str, ground: Ground<'_>) -> Result<String, Finding> {
    let mut context = Context::new();
    context.insert("page", page);
    ground.templates.render(template, &page.language, context)
}

/// The address of a term's page, with prefix; `#` if the name reduces to nothing, which is reported elsewhere.
pub(super) fn term_url(ground: Ground<'_>, edition: &Edition, facet: Facet, name: &str) -> String {
    edition.address(facet, name).map_or_else(|| "#".into(), |address| ground.url(&address))
}
