//! What a text links to and shows, each at its place.

use super::{CardLink, CardSource};
use crate::{
    base::Span,
    model::{BlockKind, Briefing, Inline, Inlines, html_addresses},
};

/// The links, images and attachments of a text: those of what stands first on its page, of its headings, its blocks, its files.
pub(super) fn links(briefing: &Briefing, source: &CardSource<'_>) -> Box<[CardLink]> {
    let mut found = Vec::new();
    for inlines in briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points) {
        links_of(inlines, &mut found);
    }
    for judgement in &briefing.judgements {
        links_of(&judgement.text, &mut found);
    }
    for heading in briefing.body.iter().filter_map(|section| section.heading.as_ref()) {
        links_of(&heading.content, &mut found);
    }
    briefing.visit_blocks(&mut |block| {
        let mut at = block.span.start;
        match &block.kind {
            BlockKind::Figure(figure) => {
                found.extend(figure.src.iter().map(|src| (src.clone(), Use::Image, block.span)))
            }
            BlockKind::Html(html) if source.html_links => {
                links_of_html(html, block.span, &mut at, source.text, &mut found);
            }
            _ => {}
        }
        for inlines in block.inlines() {
            links_of(inlines, &mut found);
            if source.html_links {
                links_of_inline_html(inlines, block.span, &mut at, source.text, &mut found);
            }
        }
    });
    found.extend(briefing.attachments.iter().map(|attachment| (attachment.file.clone(), Use::File, attachment.span)));
    let place = |at: u32| source.lines.position(source.text, at);
    let card = |(target, used, span): (String, Use, Span)| CardLink {
        target: target.into(),
        is_file: used != Use::Link,
        is_image: used == Use::Image,
        start: place(span.start),
        end: place(span.end),
    };
    found.into_iter().map(card).collect()
}

type Found = Vec<(String, Use, Span)>;

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Link,
    Image,
    File,
}

/// The links of author HTML that stands in `span` of `text` at or after `at`. An anchor of the page itself is the author's own
/// affair.
fn links_of_html(html: &str, span: Span, at: &mut u32, text: &str, found: &mut Found) {
    for address in html_addresses(html).into_iter().filter(|address| !address.target.starts_with('#')) {
        let written = html.get(address.range).unwrap_or_default();
        let place = text.get(*at as usize..span.end as usize).and_then(|rest| rest.find(written));
        let place = place.map(|found| Span::new(*at as usize + found, *at as usize + found + written.len()));
        *at = place.map_or(span.end, |place| place.end);
        found.push((address.target, if address.is_file { Use::File } else { Use::Link }, place.unwrap_or(span)));
    }
}

fn links_of_inline_html(inlines: &Inlines, span: Span, at: &mut u32, text: &str, found: &mut Found) {
    for inline in inlines {
        match inline {
            Inline::Html(html) => links_of_html(html, span, at, text, found),
            Inline::Emphasis(inner) | Inline::Strong(inner) => links_of_inline_html(inner, span, at, text, found),
            _ => {}
        }
    }
}

fn links_of(inlines: &Inlines, found: &mut Found) {
    for inline in inlines {
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => links_of(inner, found),
            Inline::Link(link) => {
                found.push((link.target.clone(), Use::Link, link.span));
                links_of(&link.content, found);
            }
            Inline::Image(image) => found.push((image.src.clone(), Use::Image, image.span)),
            _ => {}
        }
    }
}
