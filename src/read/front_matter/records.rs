//! The tables of front matter: authors, sources, judgements, changes, attachments, originals.

use std::collections::BTreeSet;

use super::{
    Data, Entry, Value, check,
    keys::{self, ATTACHMENT, AUTHOR, CHANGE, JUDGEMENT, KeyType, SOURCE, TRANSLATION},
    taken::Desk,
};
use crate::{
    base::{Code, Span, Stamp},
    model::{
        Attachment, Change, ChangeKind, Credit, Inline, Judgement, SharedText, Source, TranslationOf, orcid,
        vocabulary::{Confidence, Scale, Term},
    },
};

/// Whether a table says nothing under `name`: what it says and cannot be taken is an error of its own.
fn lacks(entries: &[Entry], name: &str) -> bool {
    entries.iter().find(|entry| entry.key == name).is_none_or(|entry| match &entry.value.data {
        Data::Null => true,
        Data::Text(text) | Data::Line(text) => text.trim().is_empty(),
        _ => false,
    })
}

/// Calls `take` with each key of a table and its value.
fn each<'v>(entries: &'v [Entry], mut take: impl FnMut(&'v str, &'v Value)) {
    entries.iter().for_each(|entry| take(entry.key.as_str(), &entry.value));
}

pub(super) fn authors(desk: &mut Desk<'_>, value: &Value) -> Vec<Credit> {
    if matches!(value.data, Data::Line(_)) {
        let names = desk.texts("authors", value);
        return names.into_iter().map(|(name, _)| Credit { name: name.into(), ..Credit::default() }).collect();
    }
    let mut out = Vec::new();
    for item in desk.items("authors", "a list of names or tables", value) {
        match &item.data {
            Data::Table(_) => out.extend(author(desk, item)),
            _ => out.extend(desk.text("authors", item).map(|name| Credit { name: name.into(), ..Credit::default() })),
        }
    }
    out
}

fn author(desk: &mut Desk<'_>, value: &Value) -> Option<Credit> {
    let entries = desk.table("authors", value, AUTHOR)?;
    let mut credit = Credit::default();
    each(entries, |key, value| match key {
        "name" => credit.name = desk.text(key, value).unwrap_or_default().into(),
        "role" => credit.role = desk.text(key, value).map(SharedText::from),
        "affiliation" => credit.affiliation = desk.text(key, value).map(SharedText::from),
        "url" => credit.url = desk.url(key, value).map(SharedText::from),
        "orcid" => credit.orcid = orcid_of(desk, value).map(SharedText::from),
        _ => {}
    });
    if credit.name.is_empty() {
        if lacks(entries, "name") {
            desk.note(Code::BadValue, value.span, "an author without `name`".to_owned(), "give the name");
        }
        return None;
    }
    Some(credit)
}

fn orcid_of(desk: &mut Desk<'_>, value: &Value) -> Option<String> {
    let text = desk.text("orcid", value)?;
    let found = orcid(&text);
    if found.is_none() {
        let formed = text.rsplit('/').next().unwrap_or_default();
        let formed = formed.len() == 19 && formed.matches('-').count() == 3;
        let (message, help) = if formed {
            (format!("the check digit of ORCID iD `{text}` is wrong"), "compare it with the author's page at orcid.org")
        } else {
            (format!("`{text}` is not an ORCID iD"), "write it as 0000-0002-1825-0097")
        };
        desk.note(Code::BadOrcid, value.span, message, help);
    }
    found
}

/// Sources with the spans of their tables; ids are unique, those not given are numbers.
pub(super) fn sources(desk: &mut Desk<'_>, value: &Value) -> Vec<Source> {
    let mut out = Vec::new();
    let mut ids = BTreeSet::new();
    for item in desk.items("sources", "a list of tables", value) {
        let Some((mut source, id_span)) = source(desk, item) else { continue };
        if source.id.is_empty() {
            source.id = (out.len() + 1).to_string();
        }
        if !ids.insert(source.id.clone()) {
            let message = format!("a second source has the id `{}`", source.id);
            desk.note(Code::DuplicateId, id_span, message, "give each source its own id");
        }
        out.push(source);
    }
    out
}

fn source(desk: &mut Desk<'_>, value: &Value) -> Option<(Source, Span)> {
    if matches!(value.data, Data::Text(_)) {
        let text = desk.text("sources", value)?;
        return Some((Source { text: Some(vec![Inline::Text(text)]), ..Source::default() }, value.span));
    }
    let entries = desk.table("sources", value, SOURCE)?;
    let mut source = Source::default();
    let mut id_span = value.span;
    each(entries, |key, value| match key {
        "id" => {
            source.id = desk.text(key, value).unwrap_or_default();
            id_span = value.span;
        }
        "text" => source.text = desk.text(key, value).map(|text| vec![Inline::Text(text)]),
        "title" => source.title = desk.text(key, value),
        "author" => source.author = desk.text(key, value),
        "publisher" => source.publisher = desk.text(key, value),
        "date" => source.date = desk.text(key, value),
        "url" => source.url = desk.url(key, value),
        "archived" => source.archived = desk.url(key, value),
        "accessed" => source.accessed = desk.stamp(key, value),
        "grade" => {
            let Some(text) = desk.text(key, value) else { return };
            source.grade = check::grade(&text);
            if source.grade.is_none() {
                let message = format!("`{text}` is not an Admiralty grade");
                desk.note(
                    Code::BadValue,
                    value.span,
                    message,
                    "write a letter A to F and a digit 1 to 6, such as `B2`",
                );
            }
        }
        _ => {}
    });
    if ["title", "text", "url"].iter().all(|name| lacks(entries, name)) {
        desk.note(
            Code::BadValue,
            value.span,
            "a source without `title`, `text` or `url`".to_owned(),
            "give its `title`",
        );
    }
    Some((source, id_span))
}

/// A judgement whose term still waits for its scale.
struct Pending {
    judgement: Judgement,
    term: Option<(String, Span)>,
    scale: Option<Scale>,
    basis: Vec<(String, Span)>,
}

pub(super) fn judgements(desk: &mut Desk<'_>, value: &Value, sources: &[Source]) -> Vec<Judgement> {
    let mut pending = Vec::new();
    for item in desk.items("judgements", "a list of tables", value) {
        pending.extend(judgement(desk, item));
    }
    let usual = usual_scale(&pending);
    let ids: BTreeSet<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let mut rows = BTreeSet::new();
    let mut out = Vec::new();
    for mut one in pending {
        if let Some((text, span)) = &one.term {
            one.judgement.likelihood = term(desk, text, *span, one.scale, usual);
            let scale = one.judgement.likelihood.map(|term| term.scale).filter(|scale| *scale != Scale::Phia);
            if scale.is_some_and(|scale| rows.insert(scale) && rows.len() == 2) {
                let message = format!("`{text}` is of the other row of ICD 203 than the judgement before it");
                desk.note(Code::MixedScales, *span, message, "use the terms of one row throughout");
            }
        }
        for (id, span) in &one.basis {
            if !ids.contains(id.as_str()) {
                let help = keys_like(sources, id);
                desk.note(Code::UnknownReference, *span, format!("no source has the id `{id}`"), &help);
            }
        }
        out.push(one.judgement);
    }
    out
}

/// What to type for an id that no source has, looked for among the first thousand sources.
fn keys_like(sources: &[Source], id: &str) -> String {
    let ids = sources.iter().take(1_000).map(|source| &source.id);
    let near = ids.filter_map(|known| Some((keys::distance(id, known, 3)?, known))).min();
    near.map(|(_, id)| format!("did you mean `{id}`?")).unwrap_or_default()
}

fn judgement(desk: &mut Desk<'_>, value: &Value) -> Option<Pending> {
    let entries = desk.table("judgements", value, JUDGEMENT)?;
    let mut text = None;
    let mut one = Pending {
        judgement: Judgement {
            text: Vec::new(),
            likelihood: None,
            confidence: None,
            basis: Vec::new(),
            resolves: None,
            outcome: None,
        },
        term: None,
        scale: None,
        basis: Vec::new(),
    };
    each(entries, |key, value| match key {
        "text" => text = desk.text(key, value),
        "likelihood" => one.term = desk.text(key, value).map(|text| (text, value.span)),
        "scale" => {
            let name = desk.word(key, value, words_of("scale"));
            one.scale = Scale::ALL.iter().copied().find(|scale| Some(scale.name()) == name);
        }
        "confidence" => {
            one.judgement.confidence = desk.word(key, value, words_of("confidence")).and_then(Confidence::parse);
        }
        "basis" => {
            one.basis = desk.texts(key, value);
            if matches!(value.data, Data::Text(_)) {
                // That it is no list is said; what it names is not looked up as well.
                one.basis.clear();
            }
        }
        "resolves" => one.judgement.resolves = desk.stamp(key, value),
        "outcome" => one.judgement.outcome = desk.text(key, value),
        _ => {}
    });
    one.judgement.basis = one.basis.iter().map(|(id, _)| id.clone()).collect();
    let Some(text) = text else {
        if lacks(entries, "text") {
            desk.note(Code::BadValue, value.span, "a judgement without `text`".to_owned(), "say what is judged");
        }
        return None;
    };
    one.judgement.text = vec![Inline::Text(text)];
    Some(one)
}

fn words_of(name: &str) -> &'static [&'static str] {
    match keys::find(JUDGEMENT, name).map(|key| key.takes) {
        Some(KeyType::Word(words)) => words,
        _ => &[],
    }
}

/// The first scale that has every term which does not name its own.
fn usual_scale(pending: &[Pending]) -> Option<Scale> {
    let terms = || pending.iter().filter(|one| one.scale.is_none()).filter_map(|one| one.term.as_ref());
    Scale::ALL.iter().copied().find(|scale| terms().all(|(text, _)| Term::parse(*scale, text).is_some()))
}

fn term(desk: &mut Desk<'_>, text: &str, span: Span, scale: Option<Scale>, usual: Option<Scale>) -> Option<Term> {
    let any = || Scale::ALL.iter().find_map(|scale| Term::parse(*scale, text));
    let found = match scale.or(usual) {
        Some(scale) => Term::parse(scale, text),
        None => any(),
    };
    if found.is_none() {
        let message = match scale {
            Some(scale) => format!("`{text}` is not a term of the scale `{}`", scale.name()),
            None => format!("`{text}` is not a term of likelihood"),
        };
        let scales = scale.map_or(Scale::ALL.to_vec(), |scale| vec![scale]);
        let terms = scales.iter().flat_map(|scale| scale.steps()).flat_map(|(terms, _)| terms.iter().copied());
        let lower = text.to_lowercase();
        let near = terms.filter_map(|term| Some((keys::distance(&lower, term, 3)?, term))).min();
        let help = near.map_or_else(
            || "write a term such as `likely` or `highly unlikely`".to_owned(),
            |(_, term)| format!("did you mean `{term}`?"),
        );
        desk.note(Code::UnknownTerm, span, message, &help);
    }
    found
}

pub(super) fn history(desk: &mut Desk<'_>, value: &Value) -> Vec<Change> {
    let mut out = Vec::new();
    for item in desk.items("history", "a list of tables", value) {
        out.extend(change(desk, item));
    }
    out.sort_by_key(|change: &Change| change.on);
    out
}

fn change(desk: &mut Desk<'_>, value: &Value) -> Option<Change> {
    let entries = desk.table("history", value, CHANGE)?;
    let (mut on, mut kind, mut note, mut by) = (None, None, String::new(), None);
    let (mut on_given, mut kind_given) = (false, false);
    let kinds = match keys::find(CHANGE, "kind").map(|key| key.takes) {
        Some(KeyType::Word(words)) => words,
        _ => &[],
    };
    each(entries, |key, value| match key {
        "on" => {
            on_given = true;
            on = desk.stamp(key, value).map(Stamp::day);
        }
        "kind" => {
            kind_given = true;
            let name = desk.word(key, value, kinds);
            kind = ChangeKind::ALL.iter().copied().find(|kind| Some(kind.name()) == name);
        }
        "note" => note = desk.text(key, value).unwrap_or_default(),
        "by" => by = desk.text(key, value),
        _ => {}
    });
    if !on_given {
        desk.note(Code::BadDate, value.span, "a history entry without its day".to_owned(), "add `on = \"2026-03-09\"`");
    }
    if !kind_given {
        let help = "add `kind = \"update\"`, or another of `publication`, `correction`, `concern`, `retraction`";
        desk.note(Code::BadValue, value.span, "a history entry without `kind`".to_owned(), help);
    }
    if kind == Some(ChangeKind::Retraction) && lacks(entries, "note") {
        let message = "a retraction without its reason".to_owned();
        desk.note(Code::RetractionWithoutReason, value.span, message, "add a `note` that says why");
    }
    Some(Change { on: on?, kind: kind?, note, by })
}

pub(super) fn attachments(desk: &mut Desk<'_>, value: &Value) -> Vec<Attachment> {
    let mut out = Vec::new();
    for item in desk.items("attachments", "a list of tables", value) {
        if matches!(item.data, Data::Text(_)) {
            out.extend(desk.text("attachments", item).map(|file| Attachment { file, title: None, span: item.span }));
            continue;
        }
        let Some(entries) = desk.table("attachments", item, ATTACHMENT) else { continue };
        let (mut file, mut title, mut span) = (None, None, item.span);
        each(entries, |key, value| match key {
            "file" => {
                file = desk.text(key, value);
                span = value.span;
            }
            "title" => title = desk.text(key, value),
            _ => {}
        });
        match file {
            Some(file) => out.push(Attachment { file, title, span }),
            None if lacks(entries, "file") => {
                desk.note(Code::BadValue, item.span, "an attachment without `file`".to_owned(), "name the file");
            }
            None => {}
        }
    }
    out
}

pub(super) fn original(desk: &mut Desk<'_>, value: &Value) -> Option<TranslationOf> {
    if !matches!(value.data, Data::Table(_)) {
        return desk.text("translation_of", value).map(|id| TranslationOf { id, version: None });
    }
    let entries = desk.table("translation_of", value, TRANSLATION)?;
    let (mut id, mut version) = (None, None);
    each(entries, |key, value| match key {
        "id" => id = desk.text(key, value),
        "version" => version = desk.text(key, value),
        _ => {}
    });
    if lacks(entries, "id") {
        desk.note(Code::BadValue, value.span, "`translation_of` without `id`".to_owned(), "name the original");
    }
    Some(TranslationOf { id: id?, version })
}
