//! The pages of texts: briefings and stand-alone pages.

use super::{
    super::{Ground, cite, html, metadata},
    Reads, about, card, common, date, name_links,
    resolve::Links,
    sources,
};
use crate::{
    config::HtmlPolicy,
    gate::PublicBody,
    library::{Entry, Facet, Id, Target},
    model::{Anchors, Briefing, Marking, SharedText, plain_text},
    plan::TwinFormat,
    render::view::{
        AttachmentView, BriefingView, CiteView, ContentsEntry, CreditView, DatelineView, GlossaryView, NameLink,
        NoteView, PageView, SummaryView, TextView, TranslationView,
    },
};

/// The page and the view of a briefing, with what the template `reads`.
pub(super) fn briefing(id: Id, body: &PublicBody, reads: &Reads<'_>, ground: Ground<'_>) -> (PageView, BriefingView) {
    let entry = ground.entry(id);
    let briefing = body.briefing();
    let links = Links { entry, ground, absolute: false };
    let anchors = Anchors::of(briefing);
    let author_html = author_html(ground);
    let written = html::write(body, &anchors, &links, author_html);
    let language = ground.language(entry.edition);
    let inline = |inlines: &crate::model::Inlines| html::inlines(inlines, &links, author_html);
    let edition = ground.edition(entry.edition);
    let facet =
        |facet, names: &[SharedText]| name_links(ground, entry.edition, facet, names.iter().map(SharedText::as_str));
    let kind = briefing.kind.name();
    let view = BriefingView {
        card: card::shared(id, ground),
        standfirst: briefing.standfirst.as_ref().map(inline),
        authors: credits(briefing, entry, ground),
        series: card::series(id, ground),
        number: briefing.number.clone(),
        dateline: briefing
            .dateline
            .as_ref()
            .map(|dateline| DatelineView { place: dateline.place.clone(), date: dateline.date.clone() }),
        cutoff: briefing.cutoff.map(|stamp| date(stamp, language)),
        summary: summary(briefing, &inline),
        notes: notes(&written, briefing, &anchors),
        body: written.body,
        contents: contents(briefing, &anchors),
        sources: sources::sources(briefing, &anchors, &links, author_html),
        judgements: sources::judgements(briefing, &links, author_html),
        legends: sources::legends(briefing),
        glossary: glossary(briefing),
        history: sources::history(briefing, entry, ground),
        attachments: attachments(briefing, entry, ground),
        translations: translations(entry, ground),
        related: card::shared_all(&entry.around.related, ground),
        previous: entry.around.previous.map(|id| card::shared(id, ground)),
        next: entry.around.next.map(|id| card::shared(id, ground)),
        backlinks: card::shared_all(&entry.around.backlinks, ground),
        supersedes: entry.around.kin().supersedes.iter().map(|id| title_link(*id, ground)).collect(),
        regions: facet(Facet::Region, &briefing.subjects.regions),
        places: name_links(
            ground,
            entry.edition,
            Facet::Region,
            briefing.subjects.places.iter().map(|place| place.name_in(&edition.language)),
        ),
        actors: facet(Facet::Actor, &briefing.subjects.actors),
        kind: NameLink {
            name: common::word(ground, entry.edition, &format!("kind_{kind}")),
            url: super::term_url(ground, edition, Facet::Kind, kind),
        },
        cite: if reads("briefing", "cite") { cite::view(ground, id, body) } else { CiteView::default() },
        marking: marking(briefing),
        licence: briefing.licence.clone(),
        funding: briefing.funding.as_ref().map(inline),
        notice: ground.site.notices.get(&briefing.kind).map(|notice| html::escape(notice)),
        status_note: briefing.status_note.clone(),
        credits: briefing.credits.clone(),
        doi: briefing.ids.doi.clone(),
        isbn: briefing.ids.isbn.clone(),
        text_twin: ground.site.outputs.twins.then(|| ground.file_url(&entry.address.file(TwinFormat::Markdown.file()))),
        extra: briefing.extra.clone(),
    };
    let mut page =
        common::page_view(ground, entry.edition, "briefing", &entry.public.card().face.title, &entry.address);
    page.description = entry.public.card().face.description.to_string();
    dress(&mut page, entry, ground);
    super::dress(&mut page, reads, || metadata::of_briefing(ground, id, body));
    (page, view)
}

/// The page and the view of a stand-alone page.
pub(super) fn text(id: Id, body: &PublicBody, ground: Ground<'_>) -> (PageView, TextView) {
    let entry = ground.entry(id);
    let briefing = body.briefing();
    let links = Links { entry, ground, absolute: false };
    let anchors = Anchors::of(briefing);
    let author_html = author_html(ground);
    let written = html::write(body, &anchors, &links, author_html);
    let view = TextView {
        title: entry.public.card().face.title.to_string(),
        standfirst: briefing.standfirst.as_ref().map(|inlines| html::inlines(inlines, &links, author_html)),
        notes: notes(&written, briefing, &anchors),
        body: written.body,
        contents: contents(briefing, &anchors),
        extra: briefing.extra.clone(),
    };
    let mut page = common::page_view(ground, entry.edition, "page", &view.title, &entry.address);
    page.description = entry.public.card().face.description.to_string();
    dress(&mut page, entry, ground);
    let machine = metadata::of_text(ground, id);
    machine.dress(&mut page);
    (page, view)
}

/// What an entry's own page has beside title and address: its language, its translations.
fn dress(page: &mut PageView, entry: &Entry, ground: Ground<'_>) {
    let language = &entry.public.card().face.language;
    page.language = language.to_string();
    page.direction = if language.is_right_to_left() { "rtl" } else { "ltr" }.into();
    page.alternates = common::alternates(entry, ground);
    page.noindex = page.noindex || entry.public.preview().is_some();
}

/// What site.toml says of author HTML, for the writer.
#[must_use]
pub(in crate::render) fn author_html(ground: Ground<'_>) -> html::AuthorHtml {
    match ground.site.markup.html {
        HtmlPolicy::Sanitise => html::AuthorHtml::Sanitise,
        HtmlPolicy::Trusted => html::AuthorHtml::Trusted,
        HtmlPolicy::Escape => html::AuthorHtml::Escape,
    }
}

fn credits(briefing: &Briefing, entry: &Entry, ground: Ground<'_>) -> Vec<CreditView> {
    let edition = ground.edition(entry.edition);
    let credit = |author: &crate::model::Credit| CreditView {
        name: (&author.name).into(),
        url: super::term_url(ground, edition, Facet::Author, &author.name),
        about: about::credited(&author.name, Some(author), ground),
    };
    briefing.authors.iter().map(credit).collect()
}

fn summary(briefing: &Briefing, inline: &dyn Fn(&crate::model::Inlines) -> String) -> Option<SummaryView> {
    let summary = &briefing.summary;
    let given = summary.bluf.is_some() || !summary.points.is_empty();
    given.then(|| SummaryView {
        bluf: summary.bluf.as_ref().map(inline),
        points: summary.points.iter().map(inline).collect(),
    })
}

fn notes(written: &html::Written, briefing: &Briefing, anchors: &Anchors) -> Vec<NoteView> {
    let shown = html::note_marks(&briefing.notes);
    let notes = shown.into_iter().zip(&anchors.notes).zip(&written.notes);
    notes
        .map(|((label, anchor), (html, marks))| NoteView {
            id: anchor.to_string(),
            label,
            html: html.clone(),
            marks: marks.clone(),
        })
        .collect()
}

/// The headings, their depth counted from the highest level that the text uses.
fn contents(briefing: &Briefing, anchors: &Anchors) -> Vec<ContentsEntry> {
    let highest = briefing.body.iter().filter(|section| section.heading.is_some()).map(|section| section.level).min();
    let entry = |(section, anchor): (&crate::model::Section, &Option<crate::model::Anchor>)| {
        let heading = section.heading.as_ref()?;
        Some(ContentsEntry {
            id: anchor.as_ref()?.to_string(),
            title: plain_text(&heading.content),
            number: heading.number.as_deref().map(str::to_owned),
            depth: section.level - highest.unwrap_or(section.level) + 1,
            role: section.role.name().into(),
        })
    };
    let shown = briefing.body.iter().zip(&anchors.headings).filter(|(section, _)| html::is_shown(section, briefing));
    shown.filter_map(entry).collect()
}

fn glossary(briefing: &Briefing) -> Vec<GlossaryView> {
    let view =
        |term: &crate::model::GlossaryTerm| GlossaryView { term: term.term.clone(), expansion: term.expansion.clone() };
    briefing.glossary.iter().map(view).collect()
}

fn attachments(briefing: &Briefing, entry: &Entry, ground: Ground<'_>) -> Vec<AttachmentView> {
    let view = |attachment: &crate::model::Attachment| {
        let Some(Target::File(path, _)) = entry.links.get(&attachment.file) else { return None };
        let format = path.name().rsplit_once('.').map_or("", |(_, extension)| extension).to_uppercase();
        let bytes = (ground.images)(path).map_or(0, |facts| facts.bytes);
        Some(AttachmentView {
            title: attachment.title.clone().unwrap_or_else(|| path.name().to_owned()),
            url: ground.file_url(path),
            format,
            size: size(bytes),
        })
    };
    briefing.attachments.iter().filter_map(view).collect()
}

/// A file's size in words: whole kilobytes (1,000 bytes), from a million bytes with one decimal.
fn size(bytes: u64) -> String {
    if bytes >= 1_000_000 {
        return format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
    }
    format!("{} kB", bytes.div_ceil(1_000))
}

fn translations(entry: &Entry, ground: Ground<'_>) -> Vec<TranslationView> {
    let view = |id: &Id| {
        let other = ground.entry(*id);
        let is_original = entry.around.kin().original == Some(*id);
        let behind = if is_original { entry.around.kin().behind } else { other.around.kin().behind };
        let language = &other.public.card().face.language;
        TranslationView {
            title: other.public.card().face.title.to_string(),
            url: ground.url(&other.address),
            language: language.to_string(),
            language_name: ground.templates.language_name(language.as_str()),
            original: is_original,
            of_version: behind.map(|behind| behind.of.to_string()),
            at_version: behind.map(|behind| behind.at.to_string()),
        }
    };
    entry.around.kin().translations.iter().map(view).collect()
}

fn title_link(id: Id, ground: Ground<'_>) -> NameLink {
    let entry = ground.entry(id);
    NameLink { name: entry.public.card().face.title.to_string(), url: ground.url(&entry.address) }
}

fn marking(briefing: &Briefing) -> Option<String> {
    match &briefing.marking {
        Marking::Clear { found, .. } => Some(found.clone()),
        _ => None,
    }
}
