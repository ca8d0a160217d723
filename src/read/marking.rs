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

/// The portion mark that `text` begins with (`(U)`, `(NR)`), as written, if it is one.
pub(super) fn portion(text: &str) -> Option<&str> {
    let end = text.get(..text.len().min(8)).unwrap_or(text).find(')')?;
    let inner = text.get(1..end).filter(|_| text.starts_with('('))?;
    let known = matches!(
        inner,
        "U" | "R" | "C" | "S" | "TS" | "NU" | "NR" | "NC" | "NS" | "CTS" | "FOUO" | "CUI" | "SBU" | "U//FOUO"
    );
    if known { text.get(..=end) } else { None }
}
