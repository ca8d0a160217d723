//! The marking vocabulary: what is a protective marking, and what may go on the web.

use crate::{
    base::{Noted, Span},
    model::Marking,
};

/// What the whole of `line` says as a banner; `None` if it is no marking. `span` is where the line stands.
pub(super) fn banner(line: &str, span: Span) -> Option<Noted<Marking>> {
    let _ = (line, span);
    None
}

/// The marking of a text whose body begins at byte `start`: banner lines at head and foot (of the text, or of a page in it)
/// and portion marks after paragraph numbers. The strictest one found.
pub(super) fn detect(text: &str, start: usize) -> Noted<Marking> {
    let _ = (text, start);
    Noted::new(Marking::Unmarked)
}

/// What the value of the front matter key `marking` means; anything outside the vocabulary is refused.
pub(super) fn of_value(value: &str, span: Span) -> Noted<Marking> {
    let _ = (value, span);
    Noted::new(Marking::Unmarked)
}

/// The stricter of two.
pub(super) fn stricter(a: Marking, b: Marking) -> Marking {
    let _ = b;
    a
}
