//! What belongs together: captions and tables, lead-ins and lists, images and their lines, quotations and their speakers.

use crate::{
    base::{Code, Diagnostic, Span},
    model::{Alt, Block, BlockKind, Callout, CalloutKind, Figure, Image, Inline, Inlines, plain_text},
};

/// Adds a block to those before it, of which the first `kept` are not to be taken.
pub(super) fn push(blocks: &mut Vec<Block>, mut block: Block, kept: usize) {
    let free = blocks.len() > kept;
    if let BlockKind::Paragraph { number: None, content } = &mut block.kind
        && belongs(blocks.last_mut(), content, block.span)
    {
        return;
    }
    match &mut block.kind {
        BlockKind::List(list) => {
            if let Some((content, span)) = take_paragraph(blocks, free, announces) {
                list.lead_in = Some(content);
                block.span = span.to(block.span);
            }
        }
        BlockKind::Table(table) => {
            if let Some((content, span)) = take_paragraph(blocks, free, |text| names(text, &["Table", "Tableau"])) {
                table.caption = Some(content);
                block.span = span.to(block.span);
            }
        }
        BlockKind::Figure(figure) if figure.caption.is_none() => {
            if let Some((content, span)) = take_paragraph(blocks, free, |text| names(text, FIGURES)) {
                figure.caption = Some(content);
                block.span = span.to(block.span);
            }
        }
        _ => {}
    }
    blocks.push(block);
}

const FIGURES: &[&str] = &["Figure", "Fig.", "Map", "Chart", "Carte", "Graphique"];

/// The last block, if it is a paragraph whose text satisfies `test`.
fn take_paragraph(blocks: &mut Vec<Block>, free: bool, test: impl Fn(&[Inline]) -> bool) -> Option<(Inlines, Span)> {
    let last = blocks.last().filter(|_| free)?;
    let BlockKind::Paragraph { number: None, content } = &last.kind else { return None };
    if !test(content) {
        return None;
    }
    match blocks.pop() {
        Some(Block { kind: BlockKind::Paragraph { content, .. }, span }) => Some((content, span)),
        _ => None,
    }
}

/// Whether a paragraph ends in a colon.
fn announces(content: &[Inline]) -> bool {
    match content.last() {
        Some(Inline::Text(text)) => text.trim_end().ends_with(':'),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => announces(inner),
        _ => false,
    }
}

/// Whether a paragraph begins like `Table 1: …` with one of these words.
fn names(content: &[Inline], words: &[&str]) -> bool {
    let text = match content.first() {
        Some(Inline::Text(text)) => text.as_str(),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => return names_or_whole(inner, content.len(), words),
        _ => return false,
    };
    is_name(text, words)
}

fn names_or_whole(inner: &[Inline], count: usize, words: &[&str]) -> bool {
    match inner.first() {
        Some(Inline::Text(text)) => is_name(text, words) || (count > 1 && is_name(&format!("{text}:"), words)),
        _ => false,
    }
}

fn is_name(text: &str, words: &[&str]) -> bool {
    let Some(rest) = words.iter().find_map(|word| strip_word(text, word)) else { return false };
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let number = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let (number, after) = rest.split_at_checked(number).unwrap_or((rest, ""));
    let ends = number.ends_with('.')
        || after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with([':', '–', '—', '|']);
    (number.len() <= 6 && number.bytes().any(|b| b.is_ascii_digit()) && ends)
        || (number.is_empty() && after.starts_with(':'))
        || (matches!(number.as_bytes(), [letter, ..] if letter.is_ascii_uppercase()) && number.len() <= 2 && ends)
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

/// Whether a paragraph is the source line, credit or name of the table or figure before it; then it has been put there.
fn belongs(before: Option<&mut Block>, content: &mut Inlines, span: Span) -> bool {
    let Some(before) = before else { return false };
    let taken = match &mut before.kind {
        BlockKind::Table(table) if table.source.is_none() => {
            let taken = without_label(content, SOURCES);
            taken.map(|source| table.source = Some(source)).is_some()
        }
        BlockKind::Figure(figure) => figure_line(figure, content),
        _ => false,
    };
    if taken {
        before.span = before.span.to(span);
    }
    taken
}

const SOURCES: &[&str] = &["Source", "Sources"];
const CREDITS: &[&str] = &["Credit", "Credits", "Photo", "Image", "Crédit", "Crédits", "Crédit photo"];

fn figure_line(figure: &mut Figure, content: &mut Inlines) -> bool {
    if figure.source.is_none()
        && let Some(source) = without_label(content, SOURCES)
    {
        figure.source = Some(source);
        return true;
    }
    if figure.credit.is_none()
        && let Some(credit) = without_label(content, CREDITS)
    {
        figure.credit = Some(plain_text(&credit));
        return true;
    }
    if figure.caption.is_none() && names(content, FIGURES) {
        figure.caption = Some(std::mem::take(content));
        return true;
    }
    false
}

/// The content without its label (`Source:`), if it begins with one of these.
fn without_label(content: &mut Inlines, labels: &[&str]) -> Option<Inlines> {
    let text = match content.first_mut() {
        Some(Inline::Text(text)) => text,
        Some(Inline::Emphasis(inner) | Inline::Strong(inner)) if matches!(inner.first(), Some(Inline::Text(_))) => {
            let Some(Inline::Text(text)) = inner.first_mut() else { return None };
            text
        }
        _ => return None,
    };
    let rest = labels.iter().find_map(|label| after_label(text, label))?.to_owned();
    *text = rest;
    let mut content = std::mem::take(content);
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    Some(content)
}

fn after_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let rest = strip_word(text, label)?;
    Some(rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).strip_prefix(':')?.trim_start())
}

/// A paragraph; a figure where an image stands alone in it, mathematics where that does.
pub(super) fn paragraph(mut content: Inlines, span: Span, found: &mut Vec<Diagnostic>) -> Block {
    if let [Inline::Math(tex)] = content.as_mut_slice() {
        return Block { kind: BlockKind::Math(std::mem::take(tex)), span };
    }
    if matches!(content.first(), Some(Inline::Image(_))) {
        content = match figure(content) {
            Ok(figure) => {
                if figure.alt == Alt::Missing {
                    found.push(missing_alt(span));
                }
                return Block { kind: BlockKind::Figure(Box::new(figure)), span };
            }
            Err(content) => content,
        };
    }
    missing_in(&content, found);
    Block { kind: BlockKind::Paragraph { number: None, content }, span }
}

fn missing_in(content: &[Inline], found: &mut Vec<Diagnostic>) {
    for inline in content {
        match inline {
            Inline::Image(image) if image.alt == Alt::Missing => found.push(missing_alt(image.span)),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => missing_in(inner, found),
            Inline::Link(link) => missing_in(&link.content, found),
            _ => {}
        }
    }
}

fn missing_alt(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingAlt, span, "the image has no alternative text")
        .hint("write `![what it shows](file)`, or `![](file){decorative=\"why it needs none\"}`")
}

/// The alternative text that an image gives itself.
pub(super) fn alt_of(image: &Image) -> Alt {
    let text = plain_text(&image.content);
    let reason = image.title.as_deref().and_then(|title| after_label(title, "decorative"));
    match reason.filter(|reason| !reason.is_empty()) {
        _ if !text.trim().is_empty() => Alt::Text(text),
        Some(reason) => Alt::Decorative(reason.to_owned()),
        None => Alt::Missing,
    }
}

/// A figure of an image that stands alone but for its own lines; else the content as it was.
fn figure(content: Inlines) -> Result<Figure, Inlines> {
    let Some((Inline::Image(image), rest)) = content.split_first() else { return Err(content) };
    let mut figure =
        Figure { src: Some(image.src.clone()), alt: image.alt.clone(), caption: None, credit: None, source: None };
    if !matches!(figure.alt, Alt::Decorative(_)) {
        name(&mut figure, image.title.as_deref().unwrap_or_default());
    }
    for (at, line) in rest.split(|inline| matches!(inline, Inline::SoftBreak | Inline::LineBreak)).enumerate() {
        let mut line = line.to_vec();
        let understood = match line.as_slice() {
            [] => true,
            [Inline::Text(text)] if at == 0 => attributes(&mut figure, text),
            _ => at > 0 && figure_line(&mut figure, &mut line),
        };
        if !understood {
            return Err(content);
        }
    }
    Ok(figure)
}

/// Takes a title apart: `Figure 1: What it shows. Source: Where from. Credit: Whose`.
fn name(figure: &mut Figure, title: &str) {
    let mut caption = title;
    for labels in [CREDITS, SOURCES] {
        for label in labels {
            let at = caption
                .rfind(label)
                .filter(|at| *at == 0 || caption.get(..*at).is_some_and(|text| text.ends_with(' ')));
            let Some((at, rest)) = at.and_then(|at| Some((at, after_label(caption.get(at..)?, label)?))) else {
                continue;
            };
            if labels == CREDITS {
                figure.credit = Some(rest.to_owned());
            } else {
                figure.source = Some(vec![Inline::Text(rest.to_owned())]);
            }
            caption = caption.get(..at).unwrap_or_default().trim_end();
            break;
        }
    }
    if !caption.trim().is_empty() {
        figure.caption = Some(vec![Inline::Text(caption.trim().to_owned())]);
    }
}

/// Reads `{decorative="reason" credit="name"}`; `false` if the text is something else.
fn attributes(figure: &mut Figure, text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return true;
    }
    let Some(mut rest) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else { return false };
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return true;
        }
        let Some((key, after)) = rest.split_once('=') else { return false };
        let mut quotes = after.chars();
        let close = match quotes.next() {
            Some('"' | '“' | '”') => ['"', '“', '”'],
            Some('\'' | '‘' | '’') => ['\'', '‘', '’'],
            _ => return false,
        };
        let Some((value, after)) = quotes.as_str().split_once(close) else { return false };
        match key.trim() {
            "decorative" if !value.trim().is_empty() => figure.alt = Alt::Decorative(value.trim().to_owned()),
            "credit" => figure.credit = Some(value.trim().to_owned()),
            "source" => figure.source = Some(vec![Inline::Text(value.trim().to_owned())]),
            _ => return false,
        }
        rest = after;
    }
}

/// A quotation, with its speaker where its last paragraph or line begins with a dash; a callout where it is one with a title
/// of its own.
pub(super) fn quote(mut blocks: Vec<Block>) -> BlockKind {
    if let Some((kind, title)) = alert(&mut blocks) {
        return BlockKind::Callout(Box::new(Callout { kind, title, blocks }));
    }
    let attribution = speaker(&mut blocks);
    BlockKind::Quote { attribution: attribution.map(String::into_boxed_str), blocks }
}

/// `[!NOTE] Title`, which the parser leaves as text.
fn alert(blocks: &mut Vec<Block>) -> Option<(CalloutKind, Option<Inlines>)> {
    let BlockKind::Paragraph { content, .. } = &mut blocks.first_mut()?.kind else { return None };
    let Some(Inline::Text(text)) = content.first_mut() else { return None };
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = match name.to_ascii_lowercase().as_str() {
        "note" => CalloutKind::Note,
        "tip" => CalloutKind::Tip,
        "important" => CalloutKind::Important,
        "warning" => CalloutKind::Warning,
        "caution" => CalloutKind::Caution,
        _ => return None,
    };
    *text = rest.trim_start().to_owned();
    let end = content.iter().position(|inline| matches!(inline, Inline::SoftBreak | Inline::LineBreak));
    let rest = content.split_off(end.map_or(content.len(), |end| end + 1));
    let mut title = std::mem::replace(content, rest);
    if end.is_some() {
        title.pop();
    }
    if content.is_empty() {
        blocks.remove(0);
    }
    title.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    Some((kind, (!title.is_empty()).then_some(title)))
}

fn speaker(blocks: &mut Vec<Block>) -> Option<String> {
    let several = blocks.len() > 1;
    let BlockKind::Paragraph { content, .. } = &mut blocks.last_mut()?.kind else { return None };
    let line = content.iter().rposition(|inline| matches!(inline, Inline::SoftBreak | Inline::LineBreak));
    let begin = line.map_or(0, |line| line + 1);
    let Some(Inline::Text(text)) = content.get(begin) else { return None };
    let begins = text.starts_with("— ") || text.starts_with("― ") || text.starts_with("—\u{a0}");
    if !begins || (begin == 0 && !several) {
        return None;
    }
    let said = plain_text(content.get(begin..)?);
    let said = said.trim_start_matches(['—', '―']).trim().to_owned();
    if said.is_empty() {
        return None;
    }
    match line {
        Some(line) => content.truncate(line),
        None => {
            blocks.pop();
        }
    }
    Some(said)
}
