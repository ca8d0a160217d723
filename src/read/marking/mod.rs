//! The marking vocabulary: what is a protective marking, and what may go on the web (T078–T081, and the table of the gate).

mod around;
mod lines;
mod words;

use std::borrow::Cow;

use super::{bare, portion};
use crate::{
    base::{Code, Diagnostic, Noted, Span},
    model::Marking,
};

pub(super) use lines::{RUNNING, banner_lines, head_lines, is_running_text};
use words::{CAVEATS, CLEAR, HEADS, LEVELS, OFFICIAL, REFUSED, may_begin_a_marking};

/// No banner is shorter than this.
const SHORTEST: usize = 3;
/// No banner is longer than this.
const LONGEST: usize = 120;

/// What a marking allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Clear,
    Official,
    Refused,
}

/// What the whole of `line` says as a banner; `None` if it is no marking. `span` is where the line stands.
pub(super) fn banner(line: &str, span: Span) -> Option<Noted<Marking>> {
    if !(SHORTEST..=LONGEST).contains(&line.len()) {
        return None;
    }
    let seen = bare::seen(line);
    let (written, labelled) = around::without_label(undecorated(&seen));
    let noted = |class, notes| Noted { value: of_class(class, written, span), notes };
    if let Some(label) = tlp(written) {
        return Some(noted(label.class, label.notes(span)));
    }
    if let Some(label) = around::traffic_light(written).and_then(|colour| tlp(&format!("TLP {colour}"))) {
        return Some(noted(label.class, label.notes(span)));
    }
    // Behind a word for it, a level needs no capitals.
    let text = if labelled { Cow::Owned(written.to_uppercase()) } else { Cow::Borrowed(written) };
    let class = if may_begin_a_marking(&text) { class(&folded(&text), &text) } else { None };
    class.or_else(|| refused_beside_others(&text)).map(|class| noted(class, Vec::new()))
}

/// What refuses beside the number of a page or, in capitals, behind a dash or whose it is.
fn refused_beside_others(written: &str) -> Option<Class> {
    let class_of = |text: &str| class(&folded(text), text).filter(|class| *class != Class::Clear);
    let in_capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let refused = |text: &str| class_of(text).filter(|class| *class == Class::Refused && in_capitals(text));
    if let Some(class) = around::without_page(written).and_then(|text| refused(&text)) {
        return Some(class);
    }
    let owned = || {
        let (owner, rest) = written.split_once(' ')?;
        class_of(rest.trim_start()).filter(|_| around::OWNERS.contains(&owner.trim_end_matches('.')))
    };
    if in_capitals(written) { around::after_dash(written).and_then(refused).or_else(owned) } else { None }
}

/// The marking of a text whose body begins at byte `start`: banner lines at head and foot (of the text, or of a page in it)
/// and portion marks after paragraph numbers. The strictest one found.
pub(super) fn detect(text: &str, start: usize) -> Noted<Marking> {
    let mut found = Noted::new(Marking::Unmarked);
    for (line, span) in banner_lines(text, start) {
        if let Some(one) = banner(line, span).or_else(|| of_cable(line, span)) {
            found.value = stricter(found.value, one.value);
            found.notes.extend(one.notes);
        }
    }
    if let Some((mark, span)) = portion::refusing(text, start).into_iter().next() {
        found.value = stricter(found.value, Marking::Refused { found: mark, span });
    }
    found
}

/// The level in the first line of a cable.
fn of_cable(line: &str, span: Span) -> Option<Noted<Marking>> {
    around::level_of_cable(line).map(|level| Noted::new(of_class(Class::Refused, level, span)))
}

/// What the value of the front matter key `marking` means; anything outside the vocabulary is refused.
pub(super) fn of_value(value: &str, span: Span) -> Noted<Marking> {
    if value.trim().is_empty() || value.trim().eq_ignore_ascii_case("none") {
        return Noted::new(Marking::Unmarked);
    }
    let upper = value.to_uppercase();
    let read = banner(value, span).or_else(|| banner(&upper, span));
    let mut noted = read.unwrap_or_else(|| Noted::new(Marking::Refused { found: value.trim().to_owned(), span }));
    if let Marking::Clear { found, .. } | Marking::Official { found, .. } | Marking::Refused { found, .. } =
        &mut noted.value
    {
        value.trim().clone_into(found);
    }
    noted
}

/// The stricter of two; of two alike the first.
pub(super) fn stricter(a: Marking, b: Marking) -> Marking {
    if rank(&b) > rank(&a) { b } else { a }
}

fn rank(marking: &Marking) -> u8 {
    match marking {
        Marking::Unmarked => 0,
        Marking::Clear { .. } => 1,
        Marking::Official { .. } => 2,
        Marking::Refused { .. } => 3,
    }
}

fn of_class(class: Class, found: &str, span: Span) -> Marking {
    let found = found.to_owned();
    match class {
        Class::Clear => Marking::Clear { found, span },
        Class::Official => Marking::Official { found, span },
        Class::Refused => Marking::Refused { found, span },
    }
}

/// The line without decoration: `**SECRET**`, `--- SECRET ---`, `[SECRET]`.
pub(super) fn undecorated(line: &str) -> &str {
    let decoration = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '_' | '#' | '=' | '~' | '-' | '–' | '—' | '|' | '[' | ']' | '>' | '<' | '{' | '}' | '/' | '•'
            )
    };
    let bare = line.trim_matches(decoration);
    match bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if !inner.contains('(') && inner.len() > 3 => inner.trim(),
        _ => bare,
    }
}

/// Upper-case, hyphens and dashes as spaces, white space folded; slashes stay.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | ':')) {
        let word = word.trim_end_matches('.');
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            if word.is_ascii() {
                out.extend(word.bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
            } else {
                out.push_str(&word.to_uppercase());
            }
        }
    }
    out
}

/// A Traffic Light Protocol label and how well it is written.
struct TlpLabel {
    class: Class,
    colour: &'static str,
    is_well_written: bool,
}

/// `TLP:GREEN` and its misspellings (T081).
fn tlp(text: &str) -> Option<TlpLabel> {
    const COLOURS: &[(&str, Class)] = &[
        ("RED", Class::Refused),
        ("AMBER", Class::Refused),
        ("AMBER+STRICT", Class::Refused),
        ("AMBER STRICT", Class::Refused),
        ("AMBER-STRICT", Class::Refused),
        ("GREEN", Class::Refused),
        ("CLEAR", Class::Clear),
        ("WHITE", Class::Clear),
    ];
    let rest = text.get(..3).filter(|head| head.eq_ignore_ascii_case("tlp")).and_then(|_| text.get(3..))?;
    let is_sign = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '=' | '/');
    let rest = rest.trim_start_matches(is_sign);
    let (colour, class) = COLOURS.iter().find(|(name, _)| {
        let after = rest.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name)).and(rest.get(name.len()..));
        after.is_some_and(|after| after.trim().is_empty() || around::says_who_may_have_it(after))
    })?;
    let written = text.strip_prefix("TLP:").and_then(|rest| rest.strip_prefix(*colour));
    let is_well_written = written.is_some() || *colour == "WHITE" && text.starts_with("TLP");
    Some(TlpLabel { class: *class, colour, is_well_written })
}

impl TlpLabel {
    fn notes(&self, span: Span) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if self.colour == "WHITE" {
            let message = "TLP:WHITE is obsolete; read as `TLP:CLEAR`";
            notes.push(Diagnostic::new(Code::ObsoleteTlp, span, message).hint("write `TLP:CLEAR`"));
        } else if !self.is_well_written {
            let message = format!("expected `TLP:{}`, in capitals and without a space", self.colour);
            notes.push(Diagnostic::new(Code::MalformedTlp, span, message).hint(format!("write `TLP:{}`", self.colour)));
        }
        notes
    }
}

/// The class of a whole line, folded; `written` tells whether it is in capitals.
fn class(folded: &str, written: &str) -> Option<Class> {
    let capitals = !written.chars().any(char::is_lowercase);
    let several = folded.contains(' ');
    if !capitals && !several {
        return None;
    }
    if folded.contains('/')
        && let Some((head, _)) = folded.split_once("//")
    {
        let known = begins_with_marking(head.trim()) && !head.trim().is_empty();
        let is_level = || {
            refused(head.trim()) && written.split("//").next().is_some_and(|head| !head.contains(char::is_lowercase))
        };
        return (known && capitals || is_level()).then_some(Class::Refused);
    }
    match folded {
        _ if CLEAR.contains(&folded) => Some(Class::Clear),
        _ if OFFICIAL.contains(&folded) => Some(Class::Official),
        _ => refused(folded).then_some(Class::Refused),
    }
}

fn refused(folded: &str) -> bool {
    REFUSED.iter().chain(LEVELS).any(|known| {
        let rest = folded.strip_prefix(known);
        rest.is_some_and(|rest| {
            let parted = rest.is_empty() || rest.starts_with([' ', '/']);
            parted
                && rest
                    .split([' ', '/'])
                    .filter(|word| !word.is_empty())
                    .all(|word| CAVEATS.contains(&word.trim_matches(['(', ')'])))
        })
    })
}

/// Whether the part before `//` is a word of the vocabulary.
fn begins_with_marking(head: &str) -> bool {
    HEADS.contains(&head) || refused(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(line: &str) -> &'static str {
        match banner(line, Span::default()).map(|noted| noted.value) {
            None | Some(Marking::Unmarked) => "none",
            Some(Marking::Clear { .. }) => "clear",
            Some(Marking::Official { .. }) => "official",
            Some(Marking::Refused { .. }) => "refused",
        }
    }

    #[test]
    fn whole_lines_of_the_vocabulary_are_markings() {
        for line in [
            "SECRET",
            "SECRET//NOFORN",
            "TOP SECRET//SI//NOFORN",
            "OFFICIAL-SENSITIVE",
            "OFFICIAL – SENSITIVE COMMERCIAL",
            "NATO UNCLASSIFIED",
            "NATO RESTRICTED",
            "EU LIMITE",
            "LIMITE",
            "RESTREINT UE/EU RESTRICTED",
            "CUI",
            "CUI//SP-CTI",
            "UNCLASSIFIED//FOUO",
            "TLP:GREEN",
            "TLP: AMBER",
            "tlp:red",
            "TLP:AMBER+STRICT",
            "**SECRET**",
            "--- SECRET ---",
            "Classification: SECRET",
            "NATO SECRET REL TO UKRAINE",
            "U//FOUO",
            "Official-Sensitive",
            "SECRET IMMEDIATE",
            "CONFIDENTIAL – PRIORITY",
        ] {
            assert_eq!(state(line), "refused", "{line}");
        }
        for line in ["PUBLIC", "UNCLASSIFIED", "TLP:CLEAR", "TLP WHITE", "DECLASSIFIED"] {
            assert_eq!(state(line), "clear", "{line}");
        }
        assert_eq!(state("NOT PROTECTIVELY MARKED"), "official");
    }

    #[test]
    fn words_in_titles_and_messages_are_none() {
        for line in [
            "SECRET TREATIES OF THE CASPIAN",
            "The Secret Annex",
            "Public",
            "MSGID/SITREP/CTF 69/003/MAR//",
            "//END//",
            "PORTS//PILOTS",
            "RESTRICTED WATERS",
            "Confidential sources in wartime",
            "TLP:BLUE",
            "The minister read a SECRET annex",
        ] {
            assert_eq!(state(line), "none", "{line}");
        }
    }
}
