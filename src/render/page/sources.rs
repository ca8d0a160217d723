//! Sources, judgements and history as pages show them.

use super::{
    super::{Ground, html, view},
    date,
    resolve::Links,
};
use crate::{
    base::Stamp,
    library::Entry,
    model::{
        Anchors, Briefing, ChangeKind, Source,
        vocabulary::{Scale, Term},
    },
    render::view::{ChangeView, JudgementView, LegendStep, LegendView, NameLink, SourceView},
};

/// The sources, in their order.
pub(super) fn sources(
    briefing: &Briefing,
    anchors: &Anchors,
    links: &Links<'_>,
    author_html: html::AuthorHtml,
) -> Vec<SourceView> {
    let language = links.ground.language(links.entry.edition);
    let one = |(source, anchor): (&Source, &crate::model::Anchor)| SourceView {
        id: anchor.to_string(),
        html: citation(source, links, author_html),
        url: source.url.clone().filter(|url| is_web(url)),
        archived: source.archived.clone().filter(|url| is_web(url)),
        accessed: source.accessed.map(|stamp| date(stamp, language)),
        grade: source.grade.map(|(reliability, credibility)| format!("{reliability:?}{}", credibility.digit())),
        grade_meaning: source
            .grade
            .map(|(reliability, credibility)| format!("{}; {}", reliability.meaning(), credibility.meaning())),
    };
    briefing.sources.iter().zip(&anchors.sources).map(one).collect()
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A ready citation as it is; else author, title, publisher, date.
fn citation(source: &Source, links: &Links<'_>, author_html: html::AuthorHtml) -> String {
    if let Some(text) = &source.text {
        return html::inlines(text, links, author_html);
    }
    let escape = |text: &String| html::escape(text);
    let title = source.title.as_ref().map(|title| format!("<cite>{}</cite>", escape(title)));
    let parts = [
        source.author.as_ref().map(escape),
        title,
        source.publisher.as_ref().map(escape),
        source.date.as_ref().map(escape),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The judgements, in their order.
pub(super) fn judgements(briefing: &Briefing, links: &Links<'_>, author_html: html::AuthorHtml) -> Vec<JudgementView> {
    let language = links.ground.language(links.entry.edition);
    let one = |judgement: &crate::model::Judgement| JudgementView {
        html: html::inlines(&judgement.text, links, author_html),
        likelihood: judgement.likelihood.map(|term| term.wording().to_owned()),
        step: judgement.likelihood.map(|term| term.step),
        confidence: judgement.confidence.map(|level| level.name().to_owned()),
        basis: judgement.basis.iter().map(|id| basis(id, briefing)).collect(),
        resolves: judgement.resolves.map(|stamp| date(stamp, language)),
        outcome: judgement.outcome.clone(),
    };
    briefing.judgements.iter().map(one).collect()
}

/// A link to the source of an id: its place among the sources.
fn basis(id: &str, briefing: &Briefing) -> NameLink {
    let place = briefing.sources.iter().position(|source| source.id == id);
    let anchors = Anchors::of(briefing);
    let anchor = place.and_then(|at| anchors.sources.get(at));
    NameLink {
        name: place.map_or_else(|| id.to_owned(), |at| format!("{}", at + 1)),
        url: anchor.map_or_else(String::new, |anchor| format!("#{anchor}")),
    }
}

/// The legend of each scale that the judgements use.
pub(super) fn legends(briefing: &Briefing) -> Vec<LegendView> {
    let used: Vec<Term> = briefing.judgements.iter().filter_map(|judgement| judgement.likelihood).collect();
    let scales = Scale::ALL.iter().filter(|scale| used.iter().any(|term| term.scale == **scale));
    scales.map(|scale| legend(*scale, &used)).collect()
}

fn legend(scale: Scale, used: &[Term]) -> LegendView {
    let title = match scale {
        Scale::Phia => "PHIA probability yardstick",
        Scale::Icd203A | Scale::Icd203B => "ICD 203 likelihood scale",
    };
    let step = |(at, (terms, range)): (usize, &(&[&str], &str))| LegendStep {
        terms: terms.join(" / "),
        range: (*range).into(),
        used: used.iter().any(|term| term.scale == scale && usize::from(term.step) == at + 1),
    };
    LegendView { title: title.into(), steps: scale.steps().iter().enumerate().map(step).collect() }
}

/// The history: retractions, concerns and corrections first, then the rest; the newest of each first.
pub(super) fn history(briefing: &Briefing, entry: &Entry, ground: Ground<'_>) -> Vec<ChangeView> {
    let language = ground.language(entry.edition);
    let rank = |kind| match kind {
        ChangeKind::Retraction => 0,
        ChangeKind::Concern => 1,
        ChangeKind::Correction => 2,
        ChangeKind::Update | ChangeKind::Publication => 3,
    };
    let mut changes: Vec<_> = briefing.history.iter().collect();
    changes.sort_by_key(|change| (rank(change.kind), std::cmp::Reverse(change.on)));
    let view = |change: &crate::model::Change| view::ChangeView {
        kind: change.kind.name().into(),
        date: date(Stamp::Day(change.on), language),
        note: change.note.clone(),
        by: change.by.clone(),
    };
    changes.into_iter().map(view).collect()
}
