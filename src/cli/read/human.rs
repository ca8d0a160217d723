//! What was understood of one file for people: the text line by line, and beside each line what it was taken for.

use super::Understood;
use crate::{
    base::{LineIndex, Span, Stamp},
    model::{Alt, Block, BlockKind, Briefing, Certainty, Decision, Origin, Section, plain_text},
};

/// How much of a source line stands at the left.
const LEFT: usize = 64;

/// What a line was taken for.
#[derive(Clone, Debug, Default)]
struct Taken {
    /// What begins on it, in words.
    says: Vec<String>,
    /// How sure the least sure of these is.
    certainty: Option<Certainty>,
    /// Whether it stands in the model at all.
    is_kept: bool,
}

/// The two columns, and above them what the briefing is.
pub(super) fn view(understood: &Understood<'_>, coloured: bool) -> String {
    let briefing = &understood.reading.briefing;
    let ink = Ink { coloured };
    let mut out = head(understood, ink);
    let taken = taken(understood);
    let digits = understood.lines.count().to_string().len().max(2);
    let last = last_line(&understood.reading.text, understood.lines);
    for line in 1..=last {
        let text = understood.lines.text(&understood.reading.text, line);
        let nothing = Taken::default();
        let taken = taken.get(line as usize).unwrap_or(&nothing);
        let (left, says) = (cut(text), right(taken, text, ink));
        let pad = LEFT.saturating_sub(left.chars().count());
        let row = format!("{line:>digits$} │ {left}{:pad$} │ {says}", "");
        out.push_str(row.trim_end());
        out.push('\n');
    }
    for note in closing(briefing) {
        out.push_str(&note);
        out.push('\n');
    }
    out
}

/// The line numbers end where the text does: a final line end opens no line.
fn last_line(text: &str, lines: &LineIndex) -> u32 {
    if text.ends_with(['\n', '\r']) { lines.count().saturating_sub(1) } else { lines.count() }
}

fn head(understood: &Understood<'_>, ink: Ink) -> String {
    let briefing = &understood.reading.briefing;
    let mut rows: Vec<(&str, String)> = vec![("file", understood.file.to_owned())];
    let mut row = |field: &'static str, value: Option<String>| {
        if let Some(value) = value {
            let origin = match briefing.origins.get(field) {
                Some(Origin::Given) | None => String::new(),
                Some(origin) => ink.dim(&format!("  ({})", origin.name())),
            };
            rows.push((field, format!("{value}{origin}")));
        }
    };
    row("title", Some(briefing.title.clone().unwrap_or_else(|| "none".to_owned())));
    row("short_title", briefing.short_title.clone());
    row("standfirst", briefing.standfirst.as_ref().map(|text| plain_text(text)));
    row("kind", Some(briefing.kind.name().to_owned()));
    row("language", Some(briefing.language.to_string()));
    row("slug", Some(briefing.slug.to_string()));
    let authors: Vec<&str> = briefing.authors.iter().map(|author| author.name.as_str()).collect();
    row("authors", (!authors.is_empty()).then(|| authors.join("; ")));
    row("date", briefing.date.map(Stamp::iso));
    row("dateline", briefing.dateline.as_ref().map(|line| line.place.clone()));
    row("status_note", briefing.status_note.clone());
    row("bluf", briefing.summary.bluf.as_ref().map(|text| plain_text(text)));
    row("key_points", listed(briefing.summary.points.iter().map(|point| plain_text(point))));
    row("topics", listed(briefing.subjects.topics.iter().map(String::from)));
    row("regions", listed(briefing.subjects.regions.iter().map(String::from)));
    row("places", listed(briefing.subjects.places.iter().map(|place| place.as_str().to_owned())));
    row("actors", listed(briefing.subjects.actors.iter().map(String::from)));
    row("series", briefing.series.clone());
    row("number", briefing.number.clone());
    row("supersedes", listed(briefing.supersedes.iter().cloned()));
    row("credits", listed(briefing.credits.iter().cloned()));
    rows.push(("release", release(understood)));
    rows.push(("marking", marking(understood)));
    let rows = rows.into_iter().map(|(name, value)| format!("{}  {value}", ink.bold(&format!("{name:>11}"))));
    rows.collect::<Vec<_>>().join("\n") + "\n\n"
}

/// The values parted by semicolons; nothing where there is none.
fn listed(values: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = values.collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn release(understood: &Understood<'_>) -> String {
    use crate::model::{Claims, MarkingClaim, ReleaseClaim};
    let briefing = &understood.reading.briefing;
    let claims = Claims {
        draft: briefing.draft,
        embargo: briefing.embargo.clone(),
        marking: MarkingClaim::Unmarked,
        marking_override: None,
    };
    match claims.judge(briefing.date, understood.now, &understood.zone) {
        ReleaseClaim::Draft => "draft".to_owned(),
        ReleaseClaim::Held { reason } => format!("held: {reason}"),
        ReleaseClaim::Embargoed { until } => format!("withheld until {until}"),
        ReleaseClaim::Published { at: Some(at) } => format!("published {}", at.iso()),
        ReleaseClaim::Published { at: None } => "published, undated".to_owned(),
    }
}

fn marking(understood: &Understood<'_>) -> String {
    use crate::model::Marking;
    let line = |span: &Span| understood.lines.line(span.start);
    match &understood.reading.briefing.marking {
        Marking::Unmarked => "none".to_owned(),
        Marking::Clear { found, span } => format!("{found} (line {}): may be published", line(span)),
        Marking::Official { found, span } if understood.site.publish_official => {
            format!("{found} (line {}): may be published, as site.toml says", line(span))
        }
        Marking::Official { found, span } | Marking::Refused { found, span } => {
            format!("{found} (line {}): refused", line(span))
        }
    }
}

/// What each line, by its number, was taken for.
fn taken(understood: &Understood<'_>) -> Vec<Taken> {
    let reading = understood.reading;
    let mut all = vec![Taken::default(); understood.lines.count() as usize + 1];
    let mut marks = Marks { all: &mut all, lines: understood.lines };
    for section in &reading.briefing.body {
        marks.section(section);
    }
    for note in &reading.briefing.notes {
        marks.keep(note.span);
        marks.say(note.span, format!("note {}", note.label));
    }
    for decision in &reading.decisions {
        marks.decision(decision);
    }
    all
}

/// The lines while they are being marked.
struct Marks<'a> {
    all: &'a mut Vec<Taken>,
    lines: &'a LineIndex,
}

impl Marks<'_> {
    fn keep(&mut self, span: Span) {
        let (first, last) = self.lines.lines(span);
        for line in self.all.iter_mut().take(last as usize + 1).skip(first as usize) {
            line.is_kept = true;
        }
    }

    fn say(&mut self, span: Span, what: String) {
        if let Some(line) = self.all.get_mut(self.lines.line(span.start) as usize) {
            line.says.push(what);
        }
    }

    fn section(&mut self, section: &Section) {
        if let Some(heading) = &section.heading {
            let number = heading.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
            self.keep(heading.span);
            self.say(heading.span, format!("heading {}{number} · {}", section.level, section.role.name()));
        }
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.keep(block.span);
            if let BlockKind::List(list) = &block.kind {
                let order = if list.ordered { "ordered list" } else { "list" };
                let lead = if list.lead_in.is_some() { " with its lead-in" } else { "" };
                self.say(block.span, format!("{order} of {}{lead}", list.items.len()));
                for item in &list.items {
                    let label = item.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
                    self.say(item.span, format!("item{label}"));
                    self.blocks(item.blocks.get(1..).unwrap_or_default());
                }
                continue;
            }
            self.say(block.span, name_of(block));
            for inner in block.children() {
                let single = inner.len() == 1 && matches!(block.kind, BlockKind::Turn { .. } | BlockKind::Quote { .. });
                if !single {
                    self.blocks(inner);
                }
            }
        }
    }

    fn decision(&mut self, decision: &Decision) {
        let line = self.lines.line(decision.span.start) as usize;
        if let Some(taken) = self.all.get_mut(line) {
            taken.says.push(format!("{} [{}]", decision.reading, decision.rule));
            taken.certainty = taken.certainty.max(Some(decision.certainty));
        }
        if decision.dropped.is_none() {
            self.keep(decision.span);
        }
    }
}

fn name_of(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph { number: Some(number), .. } => format!("paragraph {number}"),
        BlockKind::Paragraph { number: None, .. } => "paragraph".to_owned(),
        BlockKind::Heading(heading) => format!("heading {}", heading.level),
        BlockKind::List(_) => "list".to_owned(),
        BlockKind::Quote { attribution: Some(who), .. } => format!("quotation of {who}"),
        BlockKind::Quote { attribution: None, .. } => "quotation".to_owned(),
        BlockKind::Table(table) => format!("table, {} rows", table.rows.len()),
        BlockKind::Figure(figure) => match figure.alt {
            Alt::Text(_) => "figure".to_owned(),
            Alt::Decorative(_) => "decorative figure".to_owned(),
            Alt::Missing => "figure without alternative text".to_owned(),
        },
        BlockKind::Callout(callout) => format!("callout: {}", callout.kind.name()),
        BlockKind::Turn { speaker, .. } => format!("turn of {speaker}"),
        BlockKind::Code { language: Some(language), .. } => format!("code: {language}"),
        BlockKind::Code { language: None, .. } => "code".to_owned(),
        BlockKind::Preformatted(_) => "preformatted".to_owned(),
        BlockKind::Math(_) => "mathematics".to_owned(),
        BlockKind::Html(_) => "HTML".to_owned(),
        BlockKind::Definitions(all) => format!("definitions of {}", all.len()),
        BlockKind::Break => "break".to_owned(),
    }
}

fn right(taken: &Taken, text: &str, ink: Ink) -> String {
    if taken.says.is_empty() {
        return if taken.is_kept && !text.trim().is_empty() { ink.dim("  ⋮") } else { String::new() };
    }
    let said = taken.says.join("; ");
    match taken.certainty {
        None => said,
        Some(Certainty::Certain) => ink.green(&said),
        Some(Certainty::Probable) => ink.yellow(&format!("{said} (probable)")),
        Some(Certainty::Ambiguous) => ink.red(&format!("{said} (ambiguous)")),
    }
}

fn closing(briefing: &Briefing) -> Vec<String> {
    let count =
        |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }));
    let counts = [
        count(briefing.body.len(), "section"),
        count(briefing.notes.len(), "note"),
        count(briefing.sources.len(), "source"),
        count(briefing.glossary.len(), "acronym"),
        count(briefing.judgements.len(), "judgement"),
    ];
    let all: Vec<String> = counts.into_iter().flatten().collect();
    if all.is_empty() { Vec::new() } else { vec![String::new(), all.join(", ")] }
}

fn cut(text: &str) -> String {
    let text = text.replace('\t', "    ");
    let shown: String = text.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
    if shown.chars().count() <= LEFT {
        return shown;
    }
    shown.chars().take(LEFT - 1).chain(['…']).collect()
}

/// Colours, where they are wanted.
#[derive(Clone, Copy)]
struct Ink {
    coloured: bool,
}

impl Ink {
    fn paint(self, code: &str, text: &str) -> String {
        if self.coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    fn yellow(self, text: &str) -> String {
        self.paint("33", text)
    }

    fn red(self, text: &str) -> String {
        self.paint("31", text)
    }
}
