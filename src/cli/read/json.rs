//! What was understood of one file as the JSON object of the contract.

use serde_json::{Map, Value as Json, json};

use super::Understood;
use crate::{
    base::{Instant, LineIndex, Span, Stamp},
    cli::report::json_of,
    model::{
        Alt, Block, BlockKind, Briefing, Claims, Decision, Embargo, Figure, Inline, Inlines, Link, List, ListItem,
        Marking, MarkingClaim, Note, ReleaseClaim, Section, Source, Table, plain_text,
    },
    read::Encoding,
};

/// One object, in several lines, with a line end.
pub(super) fn view(understood: &Understood<'_>) -> String {
    let object = json!({
        "file": understood.file,
        "encoding": encoding(understood.reading.encoding),
        "briefing": briefing(understood),
        "origins": origins(&understood.reading.briefing),
        "decisions": understood.reading.decisions.iter().map(|made| decision(made, understood.lines)).collect::<Vec<_>>(),
        "diagnostics": understood.findings.iter().map(json_of).collect::<Vec<_>>(),
    });
    format!("{object:#}\n")
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16Le => "utf-16le",
        Encoding::Utf16Be => "utf-16be",
        Encoding::Windows1252 => "windows-1252",
    }
}

fn origins(briefing: &Briefing) -> Json {
    let named = briefing.origins.iter().map(|(field, origin)| ((*field).to_owned(), Json::from(origin.name())));
    Json::Object(named.collect())
}

fn decision(decision: &Decision, lines: &LineIndex) -> Json {
    json!({
        "lines": pair(lines, decision.span),
        "rule": decision.rule,
        "reading": decision.reading,
        "certainty": decision.certainty.name(),
        "dropped": decision.dropped,
    })
}

fn pair(lines: &LineIndex, span: Span) -> Json {
    let (first, last) = lines.lines(span);
    json!([first, last])
}

fn text(inlines: &Inlines) -> String {
    plain_text(inlines)
}

fn optional(inlines: Option<&Inlines>) -> Option<String> {
    inlines.map(text)
}

fn briefing(understood: &Understood<'_>) -> Json {
    let (briefing, lines) = (&understood.reading.briefing, understood.lines);
    let mut object = Map::new();
    let mut put = |name: &str, value: Json| drop(object.insert(name.to_owned(), value));
    put("title", json!(briefing.title));
    put("short_title", json!(briefing.short_title));
    put("standfirst", json!(optional(briefing.standfirst.as_ref())));
    put("language", json!(briefing.language.as_str()));
    put("kind", json!(briefing.kind.name()));
    put("slug", json!(briefing.slug.as_str()));
    put("authors", authors(briefing));
    put("release", release(understood));
    put("marking", marking(understood));
    let points: Vec<String> = briefing.summary.points.iter().map(text).collect();
    put("summary", json!({"bluf": optional(briefing.summary.bluf.as_ref()), "points": points}));
    put("dateline", json!(briefing.dateline.as_ref().map(|line| json!({"place": line.place, "date": line.date}))));
    put("sections", briefing.body.iter().map(|found| section(found, lines)).collect());
    put("notes", briefing.notes.iter().map(|found| note(found, lines)).collect());
    put("sources", briefing.sources.iter().map(source).collect());
    put("judgements", judgements(briefing));
    let term = |term: &crate::model::GlossaryTerm| json!({"term": term.term, "expansion": term.expansion});
    put("glossary", briefing.glossary.iter().map(term).collect());
    put("credits", json!(briefing.credits));
    put("status_note", json!(briefing.status_note));
    put("links", links(briefing, lines));
    let change = |change: &crate::model::Change| json!({"on": change.on.to_string(), "kind": change.kind.name(), "note": change.note, "by": change.by});
    put("history", briefing.history.iter().map(change).collect());
    put("subjects", subjects(briefing));
    put("series", json!(briefing.series));
    put("number", json!(briefing.number));
    put("cutoff", json!(briefing.cutoff.map(Stamp::iso)));
    put("supersedes", json!(briefing.supersedes));
    put("extra", json!(briefing.extra));
    put("byline", json!(briefing.byline));
    put("date", json!(briefing.date.map(Stamp::iso)));
    put("template", json!(briefing.template));
    put("translation_of", json!(briefing.translation_of.as_ref().map(|original| &original.id)));
    put("doi", json!(briefing.ids.doi));
    put("isbn", json!(briefing.ids.isbn));
    put("former_paths", briefing.ids.former_paths.iter().map(|path| json!(path.as_str())).collect());
    let attachment = |file: &crate::model::Attachment| json!({"file": file.file, "title": file.title});
    put("attachments", briefing.attachments.iter().map(attachment).collect());
    put("licence", json!(briefing.licence));
    put("funding", json!(optional(briefing.funding.as_ref())));
    Json::Object(object)
}

fn authors(briefing: &Briefing) -> Json {
    let author = |author: &crate::model::Credit| {
        json!({
            "name": author.name, "role": author.role, "affiliation": author.affiliation,
            "orcid": author.orcid, "url": author.url,
        })
    };
    briefing.authors.iter().map(author).collect()
}

/// The release as judged at the instant of the reading.
fn release(understood: &Understood<'_>) -> Json {
    let briefing = &understood.reading.briefing;
    let claims = Claims {
        draft: briefing.draft,
        embargo: briefing.embargo.clone(),
        marking: MarkingClaim::Unmarked,
        marking_override: None,
    };
    let date = briefing.date.map(Stamp::iso);
    let (state, at, reason) = match claims.judge(briefing.date, understood.now, &understood.zone) {
        ReleaseClaim::Draft => ("draft", date, None),
        ReleaseClaim::Held { reason } => ("held", date, Some(reason)),
        ReleaseClaim::Embargoed { until } => {
            let given = match &briefing.embargo {
                Embargo::Until(instant) if instant.at == until => Some(instant.rfc3339()),
                _ => date,
            };
            ("embargoed", Some(given.unwrap_or_else(|| Instant { at: until, offset: 0 }.rfc3339())), None)
        }
        ReleaseClaim::Published { at } => {
            let past = match &briefing.embargo {
                Embargo::Until(instant) => Some(instant.rfc3339()),
                _ => None,
            };
            ("published", at.map(Stamp::iso).or(past), None)
        }
    };
    json!({"state": state, "at": at, "reason": reason})
}

fn marking(understood: &Understood<'_>) -> Json {
    let official = if understood.site.publish_official { "clear" } else { "refused" };
    let (state, found) = match &understood.reading.briefing.marking {
        Marking::Unmarked => ("unmarked", None),
        Marking::Clear { found, span } => ("clear", Some((found, span))),
        Marking::Official { found, span } => (official, Some((found, span))),
        Marking::Refused { found, span } => ("refused", Some((found, span))),
    };
    json!({
        "state": state,
        "found": found.map(|(found, _)| found),
        "line": found.map(|(_, span)| understood.lines.line(span.start)),
        "override": understood.reading.briefing.marking_override,
    })
}

fn section(section: &Section, lines: &LineIndex) -> Json {
    let heading = section.heading.as_ref();
    json!({
        "heading": heading.map(|heading| text(&heading.content)),
        "level": section.level,
        "role": section.role.name(),
        "number": heading.and_then(|heading| heading.number.as_ref()),
        "lines": pair(lines, section.span),
        "blocks": blocks(&section.blocks, lines),
    })
}

fn blocks(blocks: &[Block], lines: &LineIndex) -> Json {
    blocks.iter().map(|found| block(found, lines)).collect()
}

fn block(block: &Block, lines: &LineIndex) -> Json {
    let mut object = match &block.kind {
        BlockKind::Paragraph { number, content } => json!({
            "type": "paragraph", "text": text(content), "number": number, "note_refs": note_refs([content]),
        }),
        BlockKind::Heading(heading) => json!({
            "type": "heading", "level": heading.level, "text": text(&heading.content), "number": heading.number,
        }),
        BlockKind::List(list) => list_of(list, lines),
        BlockKind::Quote { attribution, blocks: inner } => json!({
            "type": "quote", "text": text_of(inner), "attribution": attribution, "blocks": blocks(inner, lines),
        }),
        BlockKind::Turn { speaker, blocks: inner } => json!({
            "type": "turn", "speaker": speaker, "text": text_of(inner), "note_refs": note_refs(inlines_of(inner)),
            "blocks": blocks(inner, lines),
        }),
        BlockKind::Callout(callout) => json!({
            "type": "callout", "kind": callout.kind.name(), "title": optional(callout.title.as_ref()),
            "blocks": blocks(&callout.blocks, lines),
        }),
        BlockKind::Table(table) => table_of(table),
        BlockKind::Figure(figure) => figure_of(figure),
        BlockKind::Code { language, text } => json!({"type": "code", "language": language, "text": text}),
        BlockKind::Preformatted(text) => json!({"type": "preformatted", "text": text}),
        BlockKind::Math(text) => json!({"type": "math", "text": text}),
        BlockKind::Html(text) => json!({"type": "html", "text": text}),
        BlockKind::Definitions(all) => {
            let one = |definition: &crate::model::Definition| {
                let meanings: Vec<Json> = definition.meanings.iter().map(|meaning| blocks(meaning, lines)).collect();
                json!({"term": text(&definition.term), "meanings": meanings})
            };
            json!({"type": "definitions", "items": all.iter().map(one).collect::<Vec<_>>()})
        }
        BlockKind::Break => json!({"type": "break"}),
    };
    if let Json::Object(object) = &mut object {
        object.insert("lines".to_owned(), pair(lines, block.span));
    }
    object
}

fn list_of(list: &List, lines: &LineIndex) -> Json {
    json!({
        "type": "list", "ordered": list.ordered, "lead_in": optional(list.lead_in.as_ref()), "start": list.start,
        "items": list.items.iter().map(|found| item(found, lines)).collect::<Vec<_>>(),
    })
}

fn item(item: &ListItem, lines: &LineIndex) -> Json {
    let (first, rest) = match item.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph { content, .. }, .. }, rest)) => (Some(content), rest),
        _ => (None, item.blocks.as_slice()),
    };
    let mut object = json!({
        "label": item.label, "text": first.map(text).unwrap_or_default(), "blocks": blocks(rest, lines),
        "note_refs": note_refs(first), "lines": pair(lines, item.span),
    });
    if let (Json::Object(object), Some(done)) = (&mut object, item.task) {
        object.insert("done".to_owned(), json!(done));
    }
    object
}

fn table_of(table: &Table) -> Json {
    let cells = |cells: &Vec<Inlines>| cells.iter().map(text).collect::<Vec<_>>();
    json!({
        "type": "table", "caption": optional(table.caption.as_ref()), "head": cells(&table.head),
        "rows": table.rows.iter().map(cells).collect::<Vec<_>>(), "source": optional(table.source.as_ref()),
    })
}

fn figure_of(figure: &Figure) -> Json {
    let (alt, reason) = match &figure.alt {
        Alt::Text(text) => (Some(text), None),
        Alt::Decorative(reason) => (None, Some(reason)),
        Alt::Missing => (None, None),
    };
    json!({
        "type": "figure", "src": figure.src, "alt": alt, "decorative": reason.is_some(),
        "caption": optional(figure.caption.as_ref()), "credit": figure.credit, "source": optional(figure.source.as_ref()),
        "reason": reason,
    })
}

fn note(note: &Note, lines: &LineIndex) -> Json {
    json!({
        "label": note.label, "text": text_of(&note.blocks), "blocks": blocks(&note.blocks, lines),
        "lines": pair(lines, note.span),
    })
}

fn source(source: &Source) -> Json {
    let parts = [&source.author, &source.title, &source.publisher, &source.date];
    let composed = || parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    json!({
        "id": source.id,
        "text": source.text.as_ref().map_or_else(composed, text),
        "url": source.url,
        "title": source.title, "author": source.author, "publisher": source.publisher, "date": source.date,
        "accessed": source.accessed.map(Stamp::iso), "archived": source.archived,
        "grade": source.grade.map(|(reliability, credibility)| format!("{reliability:?}{}", credibility.digit())),
    })
}

fn judgements(briefing: &Briefing) -> Json {
    let judgement = |found: &crate::model::Judgement| {
        json!({
            "text": text(&found.text),
            "likelihood": found.likelihood.map(|term| json!({
                "term": term.wording(), "scale": term.scale.name(), "step": term.step,
            })),
            "confidence": found.confidence.map(crate::model::vocabulary::Confidence::name),
            "basis": found.basis, "resolves": found.resolves.map(Stamp::iso), "outcome": found.outcome,
        })
    };
    briefing.judgements.iter().map(judgement).collect()
}

fn subjects(briefing: &Briefing) -> Json {
    let subjects = &briefing.subjects;
    let places: Vec<&str> = subjects.places.iter().map(crate::model::Country::as_str).collect();
    json!({
        "topics": subjects.topics, "regions": subjects.regions, "places": places, "actors": subjects.actors,
        "programme": subjects.programme,
    })
}

/// The text of all blocks, one a line.
fn text_of(blocks: &[Block]) -> String {
    let texts = blocks.iter().map(|block| {
        let own = match &block.kind {
            BlockKind::Code { text, .. } | BlockKind::Preformatted(text) | BlockKind::Math(text) => text.clone(),
            _ => block.inlines().map(text).collect::<Vec<_>>().join("\n"),
        };
        let inner = block.children().map(text_of);
        [own].into_iter().chain(inner).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The inlines of all blocks, in reading order.
fn inlines_of(blocks: &[Block]) -> Vec<&Inlines> {
    let mut found = Vec::new();
    for block in blocks {
        found.extend(block.inlines());
        found.extend(block.children().flat_map(inlines_of));
    }
    found
}

fn note_refs<'a>(all: impl IntoIterator<Item = &'a Inlines>) -> Vec<String> {
    let mut labels = Vec::new();
    for inlines in all {
        walk(inlines, &mut |inline| {
            if let Inline::NoteRef { label, .. } = inline {
                labels.push(label.clone());
            }
        });
    }
    labels
}

/// All links in reading order: what stands above the text, the text with its headings, the notes, the sources.
fn links(briefing: &Briefing, lines: &LineIndex) -> Json {
    let mut all: Vec<&Inlines> = Vec::new();
    all.extend(briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points));
    for section in &briefing.body {
        all.extend(section.heading.iter().map(|heading| &heading.content));
        all.extend(inlines_of(&section.blocks));
    }
    all.extend(briefing.notes.iter().flat_map(|note| inlines_of(&note.blocks)));
    all.extend(briefing.sources.iter().filter_map(|source| source.text.as_ref()));
    let mut found: Vec<&Link> = Vec::new();
    for inlines in all {
        walk(inlines, &mut |inline| {
            if let Inline::Link(link) = inline {
                found.push(link);
            }
        });
    }
    let mut seen = std::collections::BTreeSet::new();
    let links = found.into_iter().filter(|link| link.span.is_empty() || seen.insert(link.span));
    let link =
        |link: &Link| json!({"text": text(&link.content), "target": link.target, "line": lines.line(link.span.start)});
    links.map(link).collect()
}

fn walk<'a>(inlines: &'a Inlines, visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => walk(inner, visit),
            Inline::Link(link) => walk(&link.content, visit),
            Inline::Image(image) => walk(&image.content, visit),
            _ => {}
        }
    }
}
