//! Blocks and sections as HTML.

use super::{
    Shape, Writer,
    escape::{escape, escape_into, number_into, text_into},
    math,
};
use crate::model::{
    Alignment, Alt, Anchor, Block, BlockKind, CalloutKind, Definition, Figure, Heading, Inline, List, ListItem, Role,
    Section, Table,
};

impl Writer<'_> {
    /// The beginning of the element that holds a section of this role and what lies below it.
    pub(super) fn open_part(&mut self, role: Role, heading: Option<&str>) {
        self.out.push_str("<section class=\"part ");
        self.out.push_str(role.name());
        self.out.push('"');
        if let Some(anchor) = heading {
            self.attribute("aria-labelledby", anchor);
        }
        self.out.push_str(">\n");
    }

    /// A section's heading and blocks; `paragraphs` are the anchors of the blocks.
    pub(super) fn section(&mut self, section: &Section, heading: Option<&str>, paragraphs: &[Option<Anchor>]) {
        if let Some(own) = &section.heading {
            self.heading(own, heading);
        }
        for (at, block) in section.blocks.iter().enumerate() {
            self.block(block, paragraphs.get(at).and_then(Option::as_deref));
        }
    }

    pub(super) fn write_blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block, None));
    }

    fn block(&mut self, block: &Block, anchor: Option<&str>) {
        match &block.kind {
            BlockKind::Paragraph { number, content } => self.paragraph(number.as_deref(), content, anchor),
            BlockKind::Heading(heading) => self.heading(heading, heading.id.as_deref()),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote { attribution, blocks } => self.quote(attribution.as_deref(), blocks),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Callout(callout) => self.callout(callout.kind, callout.title.as_deref(), &callout.blocks),
            BlockKind::Turn { speaker, blocks } => self.turn(speaker, blocks),
            BlockKind::Code { language, text } => self.code(language.as_deref(), text),
            BlockKind::Preformatted(text) => {
                self.out.push_str("<pre class=\"as-written\" tabindex=\"0\">");
                self.verbatim(text);
                self.out.push_str("</pre>\n");
            }
            BlockKind::Math(tex) => {
                self.out.push_str("<div class=\"math\">");
                math::write(&mut self.out, tex, math::Display::Block);
                self.out.push_str("</div>\n");
            }
            BlockKind::Html(html) => self.author_html(html),
            BlockKind::Definitions(all) => self.definitions(all),
            BlockKind::Break => self.out.push_str(if self.plain() { "<hr />\n" } else { "<hr>\n" }),
        }
    }

    fn paragraph(&mut self, number: Option<&str>, content: &[Inline], anchor: Option<&str>) {
        self.out.push_str("<p");
        if let Some(anchor) = anchor {
            self.attribute("id", anchor);
        }
        match number {
            Some(number) => self.paragraph_number(number, anchor),
            None => self.out.push('>'),
        }
        self.write_inlines(content);
        self.out.push_str("</p>\n");
    }

    fn paragraph_number(&mut self, number: &str, anchor: Option<&str>) {
        self.out.push_str(" class=\"numbered\">");
        match anchor {
            Some(anchor) => {
                self.out.push_str("<a class=\"para\" href=\"#");
                escape_into(&mut self.out, anchor);
                self.out.push_str("\">");
            }
            None => self.out.push_str("<span class=\"para\">"),
        }
        text_into(&mut self.out, number);
        self.close(if anchor.is_some() { "a" } else { "span" });
        self.out.push(' ');
    }

    /// The title of the page is its only heading of the first level.
    fn heading(&mut self, heading: &Heading, anchor: Option<&str>) {
        let least = if self.plain() { 1 } else { 2 };
        let level = char::from(b'0' + heading.level.clamp(least, 6));
        self.out.push_str("<h");
        self.out.push(level);
        // It stands there three times, and is escaped once.
        let anchor = anchor.map(escape);
        if let Some(anchor) = &anchor {
            self.out.extend([" id=\"", anchor, "\""]);
        }
        self.out.push('>');
        if let Some(number) = &heading.number {
            self.out.push_str("<span class=\"num\">");
            text_into(&mut self.out, number);
            self.out.push_str("</span> ");
        }
        self.write_inlines(&heading.content);
        if let Some(anchor) = anchor.filter(|_| !self.plain()) {
            let parts = [" <a class=\"anchor\" href=\"#", &anchor, "\" aria-labelledby=\"", &anchor, "\"></a>"];
            self.out.extend(parts);
        }
        self.out.push_str("</h");
        self.out.push(level);
        self.out.push_str(">\n");
    }

    fn list(&mut self, list: &List) {
        if let Some(lead_in) = &list.lead_in {
            self.out.push_str("<p class=\"lead-in\">");
            self.write_inlines(lead_in);
            self.out.push_str("</p>\n");
        }
        let labelled = !self.plain() && has_own_labels(list);
        self.out.push_str(if list.ordered { "<ol" } else { "<ul" });
        if labelled {
            self.out.push_str(" class=\"labelled\"");
        } else if let Some(start) = list.start.filter(|start| *start != 1) {
            self.out.push_str(" start=\"");
            number_into(&mut self.out, start);
            self.out.push('"');
        } else if !self.plain() && list.items.iter().any(|item| item.task.is_some()) {
            self.out.push_str(" class=\"tasks\"");
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.item(item, list.tight, labelled);
        }
        self.out.push_str(if list.ordered { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &ListItem, tight: bool, labelled: bool) {
        self.out.push_str("<li>");
        if let Some(label) = item.label.as_deref().filter(|_| labelled) {
            self.out.push_str("<span class=\"mark\">");
            text_into(&mut self.out, label);
            self.out.push_str("</span> ");
        }
        let first = item.blocks.first().filter(|first| matches!(first.kind, BlockKind::Paragraph { .. }));
        if !tight && first.is_some() {
            self.out.push('\n');
        }
        if let (Some(done), true) = (item.task, tight || first.is_none()) {
            self.checkbox(done);
        }
        for (at, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph { number: None, content } if tight => {
                    self.write_inlines(content);
                    if at + 1 < item.blocks.len() {
                        self.out.push('\n');
                    }
                }
                BlockKind::Paragraph { number: None, content } if at == 0 && item.task.is_some() => {
                    self.out.push_str("<p>");
                    self.checkbox(item.task == Some(true));
                    self.write_inlines(content);
                    self.out.push_str("</p>\n");
                }
                _ => self.block(block, None),
            }
        }
        self.out.push_str("</li>\n");
    }

    fn checkbox(&mut self, done: bool) {
        self.out.push_str(match (done, self.shape) {
            (true, Shape::CommonMark) => "<input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n",
            (false, Shape::CommonMark) => "<input disabled=\"\" type=\"checkbox\"/>\n",
            (true, Shape::Page) => "<input type=\"checkbox\" disabled checked> ",
            (false, Shape::Page) => "<input type=\"checkbox\" disabled> ",
        });
    }

    fn quote(&mut self, attribution: Option<&str>, blocks: &[Block]) {
        if attribution.is_some() {
            self.out.push_str("<figure class=\"quote\">\n");
        }
        self.out.push_str("<blockquote>\n");
        self.write_blocks(blocks);
        self.out.push_str("</blockquote>\n");
        if let Some(attribution) = attribution {
            self.out.push_str("<figcaption>");
            text_into(&mut self.out, attribution);
            self.out.push_str("</figcaption>\n</figure>\n");
        }
    }

    fn table(&mut self, table: &Table) {
        if self.plain() {
            return self.bare_table(table);
        }
        self.out.push_str("<figure class=\"table\">\n");
        match &table.caption {
            Some(caption) => {
                self.tables += 1;
                let id = format!("table-caption-{}", self.tables);
                self.out.push_str("<figcaption");
                self.attribute("id", &id);
                self.out.push('>');
                self.write_inlines(caption);
                self.out.push_str("</figcaption>\n<div class=\"scroll\" role=\"region\"");
                self.attribute("aria-labelledby", &id);
            }
            None => {
                self.out.push_str("<div class=\"scroll\" role=\"region\"");
                let word = self.resolver.word("table");
                self.attribute("aria-label", &word);
            }
        }
        self.out.push_str(" tabindex=\"0\">\n");
        self.bare_table(table);
        self.out.push_str("</div>\n");
        if let Some(source) = &table.source {
            self.out.push_str("<p class=\"source\">");
            self.labelled("source", |writer| writer.write_inlines(source));
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</figure>\n");
    }

    fn bare_table(&mut self, table: &Table) {
        self.out.push_str("<table>");
        if !table.head.is_empty() {
            self.out.push_str("<thead>");
            self.row(&table.head, &table.alignments, "th");
            self.out.push_str("</thead>");
        }
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.row(row, &table.alignments, "td");
                self.out.push('\n');
            }
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, cells: &[Vec<Inline>], alignments: &[Alignment], name: &str) {
        self.out.push_str("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            // A heading that says nothing heads nothing.
            let name = if cell.is_empty() && !self.plain() { "td" } else { name };
            self.out.push('<');
            self.out.push_str(name);
            if name == "th" && !self.plain() {
                self.out.push_str(" scope=\"col\"");
            }
            self.out.push_str(match (alignments.get(at), self.shape) {
                (Some(Alignment::Start), Shape::CommonMark) => " style=\"text-align: left\"",
                (Some(Alignment::Centre), Shape::CommonMark) => " style=\"text-align: center\"",
                (Some(Alignment::End), Shape::CommonMark) => " style=\"text-align: right\"",
                (Some(Alignment::Start), Shape::Page) => " class=\"start\"",
                (Some(Alignment::Centre), Shape::Page) => " class=\"centre\"",
                (Some(Alignment::End), Shape::Page) => " class=\"end\"",
                (Some(Alignment::None) | None, _) => "",
            });
            self.out.push('>');
            self.write_inlines(cell);
            self.close(name);
        }
        self.out.push_str("</tr>");
    }

    fn figure(&mut self, figure: &Figure) {
        self.out.push_str("<figure class=\"figure\">\n");
        match &figure.src {
            Some(src) => self.picture(src, &figure.alt, None),
            None => {
                let alt = if let Alt::Text(text) = &figure.alt { text.as_str() } else { "" };
                self.out.push_str("<p class=\"missing\">");
                text_into(&mut self.out, alt);
                self.out.push_str("</p>");
            }
        }
        self.out.push('\n');
        if figure.caption.is_some() || figure.credit.is_some() || figure.source.is_some() {
            self.figure_caption(figure);
        }
        self.out.push_str("</figure>\n");
    }

    fn figure_caption(&mut self, figure: &Figure) {
        self.out.push_str("<figcaption>");
        if let Some(caption) = &figure.caption {
            self.write_inlines(caption);
        }
        if let Some(credit) = &figure.credit {
            self.out.push_str(" <span class=\"credit\">");
            self.labelled("credit", |writer| text_into(&mut writer.out, credit));
            self.out.push_str("</span>");
        }
        if let Some(source) = &figure.source {
            self.out.push_str(" <span class=\"source\">");
            self.labelled("source", |writer| writer.write_inlines(source));
            self.out.push_str("</span>");
        }
        self.out.push_str("</figcaption>\n");
    }

    /// One of the interface's words with a colon, and what it announces.
    fn labelled(&mut self, word: &str, content: impl FnOnce(&mut Self)) {
        let word = self.resolver.word(word);
        self.out.push_str("<span class=\"label\">");
        text_into(&mut self.out, &word);
        self.out.push_str(":</span> ");
        content(self);
    }

    fn callout(&mut self, kind: CalloutKind, title: Option<&[Inline]>, blocks: &[Block]) {
        if self.plain() {
            self.out.push_str("<blockquote class=\"markdown-alert-");
            self.out.push_str(kind.name());
            self.out.push_str("\">\n");
            self.write_blocks(blocks);
            self.out.push_str("</blockquote>\n");
            return;
        }
        self.out.push_str("<div class=\"callout ");
        self.out.push_str(kind.name());
        self.out.push_str("\" role=\"note\">\n<p class=\"label\">");
        match title {
            Some(title) => self.write_inlines(title),
            None => {
                let word = self.resolver.word(callout_word(kind));
                text_into(&mut self.out, &word);
            }
        }
        self.out.push_str("</p>\n");
        self.write_blocks(blocks);
        self.out.push_str("</div>\n");
    }

    fn turn(&mut self, speaker: &str, blocks: &[Block]) {
        self.out.push_str("<div class=\"turn\">\n<p class=\"speaker\">");
        text_into(&mut self.out, speaker);
        self.out.push_str("</p>\n<div class=\"said\">\n");
        self.write_blocks(blocks);
        self.out.push_str("</div>\n</div>\n");
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        self.out.push_str(if self.plain() { "<pre><code" } else { "<pre class=\"code\" tabindex=\"0\"><code" });
        if let Some(language) = language {
            self.out.push_str(" class=\"language-");
            escape_into(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
        match language.and_then(|language| self.resolver.code(language, text)) {
            Some(coloured) => self.out.push_str(&coloured),
            None => text_into(&mut self.out, text),
        }
        self.out.push_str("</code></pre>\n");
    }

    /// Text after `<pre>`: a first line end would not count.
    fn verbatim(&mut self, text: &str) {
        if text.starts_with('\n') {
            self.out.push('\n');
        }
        text_into(&mut self.out, text);
    }

    fn definitions(&mut self, all: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in all {
            self.out.push_str("<dt>");
            self.write_inlines(&definition.term);
            self.out.push_str("</dt>\n");
            for meaning in &definition.meanings {
                self.out.push_str("<dd>");
                match meaning.as_slice() {
                    [Block { kind: BlockKind::Paragraph { number: None, content }, .. }] => self.write_inlines(content),
                    blocks => self.write_blocks(blocks),
                }
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }
}

fn callout_word(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "callout_note",
        CalloutKind::Tip => "callout_tip",
        CalloutKind::Important => "callout_important",
        CalloutKind::Warning => "callout_warning",
        CalloutKind::Caution => "callout_caution",
    }
}

/// Whether a list's labels are other than its numbers.
fn has_own_labels(list: &List) -> bool {
    let mut number = list.start.unwrap_or(1);
    list.items.iter().any(|item| {
        let Some(label) = item.label.as_deref() else { return false };
        let same = label.trim_end_matches(['.', ')']).parse() == Ok(number) && !label.starts_with('(');
        number = number.saturating_add(1);
        !same
    })
}
