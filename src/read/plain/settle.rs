//! Which short lines are headings, decided by what stands beside them (T047, T048, T051, T059, T060).

use super::{
    context::Context,
    heading,
    piece::{Joins, Piece, Prose, Title},
    record::{Guess, Record},
    survey::Line,
    wrap::Wrap,
};
use crate::{base::Span, model::Role, read::role};

/// What takes the pieces when they are settled.
pub(super) type Taker<'t, 'a> = &'t mut dyn FnMut(&mut Record, Piece<'a>);

/// Pieces that wait for their neighbours. Few wait at a time, however long the text is.
#[derive(Default)]
pub(super) struct Waiting<'a> {
    /// The piece that came last: the next one says what it looks like.
    last: Option<Piece<'a>>,
    /// Up to two short lines in a row.
    short: Vec<Piece<'a>>,
    /// The lines of three or more.
    verse: Vec<Line<'a>>,
    /// Whether somebody has spoken: the rest is a transcript, without headings.
    spoken: bool,
}

impl<'a> Waiting<'a> {
    /// Takes the next piece and hands on what needs to wait no longer.
    pub(super) fn add(&mut self, context: &Context<'a>, record: &mut Record, piece: Piece<'a>, take: Taker<'_, 'a>) {
        if let Some(before) = self.last.replace(piece) {
            self.place(context, record, before, take);
        }
    }

    /// Hands on what is left: nothing follows.
    pub(super) fn finish(&mut self, context: &Context<'a>, record: &mut Record, take: Taker<'_, 'a>) {
        if let Some(last) = self.last.take() {
            self.place(context, record, last, take);
        }
        self.flush(record, false, take);
    }

    fn place(&mut self, context: &Context<'a>, record: &mut Record, piece: Piece<'a>, take: Taker<'_, 'a>) {
        let shape = if self.spoken { Shape::Other } else { shape(context, &piece, self.last.as_ref()) };
        self.spoken |= matches!(piece, Piece::Turn { .. });
        if shape == Shape::Short {
            self.wait(context, record, piece, take);
            return;
        }
        self.flush(record, true, take);
        if let (Shape::Known, Piece::Prose(prose)) = (shape, &piece) {
            record.certain(prose.span(), "known-heading", "heading: a section is usually called so");
        }
        let piece = if shape == Shape::Other { piece } else { promote(record, piece, 2) };
        take(record, piece);
    }

    /// Keeps a short line until what follows is known. Among three or more, what a section is usually called still heads it:
    /// `Press contact`, a name, `About the Institute`.
    fn wait(&mut self, context: &Context<'a>, record: &mut Record, piece: Piece<'a>, take: Taker<'_, 'a>) {
        let is_named = names_a_part(context, &piece);
        if is_named && !self.verse.is_empty() {
            let verse = verse(record, std::mem::take(&mut self.verse));
            take(record, verse);
        }
        self.short.push(piece);
        if self.short.len() + self.verse.len() <= 2 {
            return;
        }
        let leads = self.verse.is_empty() && self.short.first().is_some_and(|first| names_a_part(context, first));
        let mut waiting = self.short.drain(..);
        if leads && let Some(first) = waiting.next() {
            let heading = promote(record, first, 2);
            take(record, heading);
        }
        let mut rest: Vec<Piece<'a>> = waiting.collect();
        let last = rest.pop_if(|_| leads && is_named);
        for piece in rest {
            if let Piece::Prose(prose) = piece {
                self.verse.extend(prose.lines);
            }
        }
        if let Some(last) = last {
            self.flush(record, true, take);
            self.short.push(last);
        }
    }

    /// One or two short lines: headings where something follows, the second nested (T060); the last line of a text is none (T059).
    /// Three or more are verse or an address.
    fn flush(&mut self, record: &mut Record, followed: bool, take: Taker<'_, 'a>) {
        if !self.verse.is_empty() {
            let verse = verse(record, std::mem::take(&mut self.verse));
            take(record, verse);
        }
        let count = self.short.len();
        for (at, piece) in self.short.drain(..).enumerate() {
            let piece = if at + 1 < count || followed {
                promote(record, piece, if at == 0 { 2 } else { 3 })
            } else {
                last_line(record, &piece);
                piece
            };
            take(record, piece);
        }
    }
}

/// What a piece looks like from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A short line between blanks, for its neighbours to decide.
    Short,
    /// A heading whatever stands beside it.
    Heading,
    /// A heading by its words alone.
    Known,
    /// Anything else.
    Other,
}

fn shape(context: &Context<'_>, piece: &Piece<'_>, next: Option<&Piece<'_>>) -> Shape {
    let Piece::Prose(prose) = piece else { return Shape::Other };
    if let Some(number) = prose.number {
        return if number.of_heading && next.is_some() { Shape::Heading } else { Shape::Other };
    }
    let Some(line) = prose.only().filter(|line| !begins_with_bullet(line.text)) else { return Shape::Other };
    let before_items = matches!(next, Some(Piece::Item(_) | Piece::Note { .. }));
    if before_items && heading::ends_in_colon(line.text) && is_name_of_a_section(context, line.text) {
        return Shape::Known;
    }
    let next_prose = match next {
        Some(Piece::Prose(next)) => Some(next),
        _ => None,
    };
    if prose.alone {
        let before_prose = next_prose.is_some_and(|next| {
            next.number.is_none() && next.first().is_some_and(|line| !heading::opens_quotation(line.text))
        });
        return match () {
            () if heading::looks_like_one(line.text) => Shape::Short,
            () if heading::ends_in_colon(line.text) && before_prose => Shape::Heading,
            () => Shape::Other,
        };
    }
    if before_items && names_a_section(context, line.text) {
        return Shape::Known;
    }
    let below = next_prose.and_then(|next| next.first());
    let named = |below: &Line<'_>| {
        is_next_line(line, below)
            && is_name_of_a_section(context, line.text)
            && heading::stands_on(line.text.trim_end_matches(':'), below.text)
    };
    if line.text.ends_with(':') && context.wrap != Wrap::Lines && below.is_some_and(named) {
        return Shape::Known;
    }
    let tight = context.wrap != Wrap::Lines
        && below.is_some_and(|below| is_next_line(line, below) && heading::stands_on(line.text, below.text));
    if tight { Shape::Heading } else { Shape::Other }
}

/// Whether a line right above a list is what a section is usually called: `Key points`, `Notes to editors` (T061).
fn names_a_section(context: &Context<'_>, text: &str) -> bool {
    heading::looks_like_one(text) && role::role(text, context.roles) != Role::Body
}

/// Whether a short line is what the end matter of a press text is called.
fn names_a_part(context: &Context<'_>, piece: &Piece<'_>) -> bool {
    const PARTS: &[Role] = &[Role::About, Role::Contact, Role::Notes, Role::Sources, Role::Disclaimer, Role::Glossary];
    let Piece::Prose(prose) = piece else { return false };
    prose.first().is_some_and(|line| PARTS.contains(&role::role(line.text, context.roles)))
}

/// `Notes to Editors:` above a list heads it; `Key developments include:` leads it in (T041, T050, T061).
fn is_name_of_a_section(context: &Context<'_>, text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|name| role::is_name(name, context.roles))
}

/// Whether a bullet without company stands before the text (T067).
fn begins_with_bullet(text: &str) -> bool {
    super::mark::Mark::bullet(text).is_some()
}

fn is_next_line(line: &Line<'_>, below: &Line<'_>) -> bool {
    below.at > line.end() && below.at - line.end() <= 1 + below.indent as usize * 4
}

/// Says that a short line that nothing follows is no heading (T059).
fn last_line(record: &mut Record, piece: &Piece<'_>) {
    if let Piece::Prose(prose) = piece {
        record.ambiguous(Guess {
            span: prose.span(),
            rule: "short-last-line",
            reading: "paragraph: nothing follows".into(),
            message: "a short line without a stop ends the text: a heading without content or a paragraph; read as a paragraph".into(),
            hint: "end it with a stop, or write `## ` before it".into(),
        });
    }
}

/// Makes a heading of a short line; numbered ones take their level from their number.
fn promote<'a>(record: &mut Record, piece: Piece<'a>, level: u8) -> Piece<'a> {
    let Piece::Prose(prose) = piece else { return piece };
    let Some(line) = prose.first().copied() else { return Piece::Prose(prose) };
    let number = prose.number.map(|number| number.written);
    let level = prose.number.map_or(level, |number| number.parts.saturating_add(1).min(6));
    let lead = number.map_or(0, |number| number.len() + 1);
    let span = Span::new(line.at.saturating_sub(lead), line.end());
    let mut line = line;
    if let Some(text) = line.text.strip_suffix(':') {
        record.dropped(span, "heading-with-colon", "heading", ":");
        line.text = text.trim_end();
    }
    Piece::Heading(Title { line, span, level, number })
}

/// Three short lines or more in a row: verse or an address, its line breaks kept (T060).
fn verse<'a>(record: &mut Record, lines: Vec<Line<'a>>) -> Piece<'a> {
    let prose = Prose { lines, joins: Joins::Kept, alone: true, number: None };
    record.probable(Guess {
        span: prose.span(),
        rule: "short-lines-kept",
        reading: "one paragraph with its line breaks kept".into(),
        message: "short lines in a row may be headings, verse or an address; their line breaks are kept".into(),
        hint: "write `## ` before a line to make it a heading".into(),
    });
    Piece::Prose(prose)
}
