//! Blocks as Markdown.

use super::{
    Writer,
    inline::{escaped, longest_run, note_label, plain_line},
    one_line,
};
use crate::{
    model::{Alignment, Alt, Block, BlockKind, Figure, Inlines, List, ListItem, Note, Table, plain_text},
    render::xml::legal,
};

impl Writer<'_> {
    /// One block, without a line end at its end; empty if nothing of it is shown.
    pub(super) fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Paragraph { number, content } => self.paragraph(number.as_deref(), content),
            BlockKind::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level.clamp(2, 6)));
                format!("{marks} {}", one_line(&self.inlines(&heading.content)))
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote { attribution, blocks } => {
                let said = attribution.as_ref().map(|who| format!("— {}", escaped(&one_line(who))));
                quoted(&joined(std::iter::once(self.blocks(blocks)).chain(said)))
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Callout(callout) => {
                let title = callout.title.as_ref().map(|title| format!("**{}**", one_line(&self.inlines(title))));
                let text = joined(title.into_iter().chain([self.blocks(&callout.blocks)]));
                quoted(&format!("[!{}]\n{text}", callout.kind.name().to_uppercase()))
            }
            BlockKind::Turn { speaker, blocks } => {
                format!("**{}:** {}", escaped(&one_line(speaker)), self.blocks(blocks))
            }
            BlockKind::Code { language, text } => fenced(language.as_deref().unwrap_or_default(), text),
            BlockKind::Preformatted(text) => fenced("text", text),
            BlockKind::Math(tex) => format!("$$\n{}\n$$", legal(tex).trim_matches('\n')),
            BlockKind::Html(_) => String::new(),
            BlockKind::Definitions(all) => joined(all.iter().map(|definition| {
                let meanings = joined(definition.meanings.iter().map(|blocks| self.blocks(blocks)));
                indented(&format!("**{}**: {meanings}", one_line(&self.inlines(&definition.term))), "- ")
            })),
            BlockKind::Break => "---".to_owned(),
        }
    }

    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        joined(blocks.iter().map(|block| self.block(block)))
    }

    /// A note, as a footnote.
    pub(super) fn note(&self, note: &Note) -> String {
        let text = self.blocks(&note.blocks);
        let text = text.replace('\n', "\n    ").replace("\n    \n", "\n\n");
        format!("[^{}]: {text}", note_label(&note.label))
    }

    fn paragraph(&self, number: Option<&str>, content: &Inlines) -> String {
        let text = self.inlines(content);
        match number {
            Some(number) => {
                let number = one_line(number);
                let plain = number.strip_suffix(['.', ')']).filter(|digits| digits.chars().all(|c| c.is_ascii_digit()));
                let end = number.get(plain.map_or(number.len(), str::len)..).unwrap_or_default();
                match plain {
                    Some(digits) => format!("{digits}\\{end} {text}"),
                    None => format!("{} {text}", escaped(&number)),
                }
            }
            None => text,
        }
    }

    fn list(&self, list: &List) -> String {
        let start = list.start.unwrap_or(1);
        let items = (start..).zip(&list.items).map(|(at, item)| self.item(list, item, at));
        let lead_in = list.lead_in.as_ref().map(|text| self.inlines(text));
        let between = if list.tight { "\n" } else { "\n\n" };
        joined(lead_in.into_iter().chain([items.collect::<Vec<_>>().join(between)]))
    }

    fn item(&self, list: &List, item: &ListItem, at: u64) -> String {
        let number = item
            .label
            .as_deref()
            .and_then(|label| label.strip_suffix('.'))
            .and_then(|digits| digits.parse::<u64>().ok());
        let task = item.task.map_or("", |done| if done { "[x] " } else { "[ ] " });
        let (mark, label) = match (&item.label, number) {
            (_, Some(number)) => (format!("{number}. "), String::new()),
            (Some(label), None) => ("- ".to_owned(), escaped(&one_line(label)) + " "),
            (None, None) if list.ordered => (format!("{at}. "), String::new()),
            (None, None) => ("- ".to_owned(), String::new()),
        };
        indented(&format!("{task}{label}{}", self.blocks(&item.blocks)), &mark)
    }

    fn table(&self, table: &Table) -> String {
        let columns = table.rows.iter().map(Vec::len).chain([table.head.len()]).max().unwrap_or_default();
        if columns == 0 {
            return String::new();
        }
        let row = |cells: &[Inlines]| {
            let cell =
                |at| cells.get(at).map_or_else(String::new, |cell: &Inlines| self.inlines(cell).replace("\\\n", " "));
            format!("| {} |", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
        };
        let rule = |at| match table.alignments.get(at) {
            Some(Alignment::End) => "---:",
            Some(Alignment::Centre) => ":---:",
            Some(Alignment::Start) => ":---",
            Some(Alignment::None) | None => "---",
        };
        let rule = format!("| {} |", (0..columns).map(rule).collect::<Vec<_>>().join(" | "));
        let rows = table.rows.iter().map(|cells| row(cells));
        let lines: Vec<String> = [row(&table.head), rule].into_iter().chain(rows).collect();
        let caption = table.caption.as_ref().map(|text| format!("**{}**", plain_line(text)));
        let source = table.source.as_ref().map(|text| format!("{}: {}", self.word("source"), self.inlines(text)));
        joined(caption.into_iter().chain([lines.join("\n")]).chain(source))
    }

    fn figure(&self, figure: &Figure) -> String {
        let alt = match &figure.alt {
            Alt::Text(alt) => escaped(&one_line(alt)),
            Alt::Decorative(_) | Alt::Missing => String::new(),
        };
        let image = figure.src.as_deref().and_then(|src| self.target(src)).map(|url| format!("![{alt}](<{url}>)"));
        let caption = figure.caption.as_ref().map(|text| self.inlines(text));
        let credit =
            figure.credit.as_ref().map(|credit| format!("{}: {}", self.word("credit"), escaped(&one_line(credit))));
        let source = figure.source.as_ref().map(|text| format!("{}: {}", self.word("source"), self.inlines(text)));
        joined([image, caption, credit, source].into_iter().flatten())
    }
}

/// The plain text of blocks, for finding out what stands in them.
pub(super) fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        block.inlines().for_each(|inlines| out.extend([&plain_text(inlines), "\n"]));
        block.children().for_each(|inner| out.push_str(&plain(inner)));
    }
    out
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text as an item: the mark before its first line, and as many spaces before the others.
fn indented(text: &str, mark: &str) -> String {
    let gap = " ".repeat(mark.len());
    let mut out = mark.to_owned();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&gap);
            }
        }
        out.push_str(line);
    }
    out
}

fn fenced(language: &str, text: &str) -> String {
    let text = legal(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    let language: String =
        language.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '_' | '#' | '.')).collect();
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}
