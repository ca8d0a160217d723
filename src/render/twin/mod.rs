//! The machine twins of a briefing: clean Markdown, and its record as BibTeX, RIS and CSL-JSON.
//!
//! Promises: the Markdown says what the page says and nothing more (no front matter, no comment, no author HTML); every address
//! in it is absolute; what stands in a text cannot become mark-up.

mod block;
mod inline;

use super::{Ground, cite, facts};
use crate::{
    gate::PublicBody,
    library::{Entry, Id},
    model::{Briefing, Change, Credit, Inlines, Role, Section, Source, plain_text},
    plan::TwinFormat,
};
use inline::escaped;

/// Writes one twin of a briefing.
#[must_use]
pub fn twin(ground: Ground<'_>, id: Id, body: &PublicBody, format: TwinFormat) -> Vec<u8> {
    let text = match cite::record(ground, id, body, format) {
        Some(record) => record,
        None => markdown(ground, id, body),
    };
    text.into_bytes()
}

fn markdown(ground: Ground<'_>, id: Id, body: &PublicBody) -> String {
    let writer = Writer { ground, entry: ground.entry(id), briefing: body.briefing() };
    let mut parts = writer.opening();
    parts.extend(writer.summary());
    parts.extend(
        writer.briefing.body.iter().filter(|section| writer.stays(section)).flat_map(|section| writer.section(section)),
    );
    parts.extend(writer.judgements());
    parts.extend(writer.sources());
    parts.extend(writer.end());
    parts.extend(writer.briefing.notes.iter().map(|note| writer.note(note)));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// Writes one text.
struct Writer<'a> {
    ground: Ground<'a>,
    entry: &'a Entry,
    briefing: &'a Briefing,
}

impl Writer<'_> {
    fn word(&self, key: &str) -> String {
        self.ground.templates.word(self.briefing.language.as_str(), key, None)
    }

    /// Title, standfirst, who and when, where it stands, and what readers must know first.
    fn opening(&self) -> Vec<String> {
        let face = &self.entry.public.card().face;
        let mut parts = vec![format!("# {}", escaped(&one_line(&face.title)))];
        parts.extend(self.briefing.standfirst.as_ref().map(|text| self.inlines(text)));
        let grave = [crate::model::ChangeKind::Retraction, crate::model::ChangeKind::Concern];
        parts.extend(
            face.history.iter().filter(|change| grave.contains(&change.kind)).map(|change| self.change(change)),
        );
        parts.push(self.facts().join("  \n"));
        parts
    }

    fn facts(&self) -> Vec<String> {
        let face = &self.entry.public.card().face;
        let mut kind = vec![self.word(&format!("kind_{}", face.kind.name()))];
        kind.extend(facts::series(face).map(|series| escaped(&one_line(&series))));
        let mut facts = vec![kind.join(", ")];
        let authors: Vec<String> = face.authors.iter().map(author).collect();
        facts.push(if authors.is_empty() { escaped(&self.ground.site.publisher.name) } else { authors.join("; ") });
        facts.extend(face.date.map(|date| format!("{}: {}", self.word("published"), date.iso())));
        facts.extend(facts::last_change(face).map(|day| format!("{}: {day}", self.word("updated"))));
        facts.extend(self.briefing.cutoff.map(|cutoff| format!("{}: {}", self.word("cutoff"), cutoff.iso())));
        facts.extend(self.briefing.dateline.as_ref().map(|dateline| {
            let date = dateline.date.as_ref().map_or_else(String::new, |date| format!(", {date}"));
            escaped(&one_line(&format!("{}{date}", dateline.place)))
        }));
        facts.extend(self.briefing.status_note.as_ref().map(|note| escaped(&one_line(note))));
        facts.push(format!("<{}>", self.ground.absolute(&self.entry.address)));
        facts
    }

    /// The author's summary, unless a section of the text says it.
    fn summary(&self) -> Vec<String> {
        let summary = &self.briefing.summary;
        let all: Vec<&Inlines> = summary.bluf.iter().chain(&summary.points).collect();
        let sections = self.briefing.body.iter().filter(|section| section.role == Role::Summary);
        let said: String = sections.map(|section| block::plain(&section.blocks)).collect();
        if all.is_empty() || all.iter().all(|text| said.contains(&plain_text(text))) {
            return Vec::new();
        }
        let mut parts = vec![format!("## {}", self.word("summary"))];
        parts.extend(summary.bluf.as_ref().map(|text| self.inlines(text)));
        let points: Vec<String> = summary.points.iter().map(|text| format!("- {}", self.inlines(text))).collect();
        parts.push(points.join("\n"));
        parts
    }

    /// Whether a section is not said elsewhere on the page.
    fn stays(&self, section: &Section) -> bool {
        match section.role {
            Role::Notes => self.briefing.notes.is_empty(),
            Role::Sources => self.briefing.sources.is_empty(),
            _ => true,
        }
    }

    fn section(&self, section: &Section) -> Vec<String> {
        let heading = section.heading.as_ref().map(|heading| {
            let number = heading.number.as_ref().map_or_else(String::new, |number| escaped(number) + " ");
            let marks = "#".repeat(usize::from(section.level.clamp(2, 6)));
            format!("{marks} {number}{}", one_line(&self.inlines(&heading.content)))
        });
        heading.into_iter().chain(section.blocks.iter().map(|block| self.block(block))).collect()
    }

    fn judgements(&self) -> Vec<String> {
        let judgements = &self.briefing.judgements;
        let lines: Vec<String> = judgements
            .iter()
            .map(|judgement| {
                let likelihood =
                    judgement.likelihood.map(|term| format!("{}: {}", self.word("likelihood"), term.wording()));
                let level =
                    |level: crate::model::vocabulary::Confidence| self.word(&format!("confidence_{}", level.name()));
                let confidence = judgement.confidence.map(|one| format!("{}: {}", self.word("confidence"), level(one)));
                let said: Vec<String> = likelihood.into_iter().chain(confidence).collect();
                let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
                format!("- {}{said}", self.inlines(&judgement.text))
            })
            .collect();
        self.headed("judgements", lines)
    }

    fn sources(&self) -> Vec<String> {
        let sources = self.briefing.sources.iter();
        self.headed("sources", sources.map(|source| format!("- {}", self.source(source))).collect())
    }

    fn source(&self, source: &Source) -> String {
        let mut parts: Vec<String> = match &source.text {
            Some(text) => vec![self.inlines(text)],
            None => {
                let fields = [&source.author, &source.title, &source.publisher, &source.date];
                vec![fields.into_iter().flatten().map(|field| escaped(&one_line(field))).collect::<Vec<_>>().join(", ")]
            }
        };
        parts.extend(source.url.as_deref().and_then(inline::address).map(|url| format!("<{url}>")));
        let archived = source.archived.as_deref().and_then(inline::address);
        parts.extend(archived.map(|url| format!("({}: <{url}>)", self.word("archived"))));
        parts.join(" ")
    }

    /// History, translations, files, licence: what stands below the text.
    fn end(&self) -> Vec<String> {
        let briefing = self.briefing;
        let face = &self.entry.public.card().face;
        let history = face.history.iter().map(|change| format!("- {}", self.change(change))).collect();
        let mut parts = self.headed("history", history);
        let glossary = briefing.glossary.iter();
        let terms =
            glossary.map(|term| format!("- **{}**: {}", escaped(&term.term), escaped(&one_line(&term.expansion))));
        parts.extend(self.headed("glossary", terms.collect()));
        let others = self.entry.around.kin().translations.iter().map(|id| self.ground.entry(*id)).map(|other| {
            let face = &other.public.card().face;
            format!(
                "- {} ({}): <{}>",
                escaped(&one_line(&face.title)),
                face.language,
                self.ground.absolute(&other.address)
            )
        });
        parts.extend(self.headed("languages", others.collect()));
        let files = briefing.attachments.iter().filter_map(|file| {
            let title = file.title.as_deref().unwrap_or(&file.file);
            Some(format!("- {}: <{}>", escaped(&one_line(title)), self.target(&file.file)?))
        });
        parts.extend(self.headed("attachments", files.collect()));
        parts.extend(briefing.funding.as_ref().map(|text| self.inlines(text)));
        parts.extend(self.ground.site.notices.get(&briefing.kind).map(|notice| escaped(&one_line(notice))));
        parts.extend(briefing.credits.iter().map(|credit| escaped(&one_line(credit))));
        parts.extend(
            briefing.licence.as_ref().map(|text| format!("{}: {}", self.word("licence"), escaped(&one_line(text)))),
        );
        parts
    }

    fn change(&self, change: &Change) -> String {
        let word = self.word(&format!("change_{}", change.kind.name()));
        let note =
            if change.note.is_empty() { String::new() } else { format!(": {}", escaped(&one_line(&change.note))) };
        format!("**{word}** ({}){note}", change.on)
    }

    /// Lines under a heading of the interface's words; nothing if there are none.
    fn headed(&self, key: &str, lines: Vec<String>) -> Vec<String> {
        if lines.is_empty() { Vec::new() } else { vec![format!("## {}", self.word(key)), lines.join("\n")] }
    }
}

fn author(author: &Credit) -> String {
    let about: Vec<&str> =
        author.role.iter().chain(&author.affiliation).map(crate::model::SharedText::as_str).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    escaped(&one_line(&format!("{}{about}", author.name)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
