//! The marking vocabulary: what is a protective marking, and what may go on the web (T078–T081, and the table of the gate).

use std::borrow::Cow;

use super::{around, bare, portion};
use crate::{
    base::{Code, Diagnostic, Noted, Span, scan},
    model::Marking,
};

/// How many lines at the head and at the foot of a page may hold its banner.
const EDGE: usize = 8;
/// No banner is shorter than this.
const SHORTEST: usize = 3;
/// A line of so many bytes is running text, whatever its words are.
pub(super) const RUNNING: usize = 4096;
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

/// The lines that may hold a banner, with their places: those near the edges of each page that stand before or behind its
/// running text.
pub(super) fn banner_lines(text: &str, start: usize) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    let mut from = start;
    while from < text.len() {
        let end = page_end(text, from);
        edges(text.get(from..end).unwrap_or_default(), from, &mut found);
        from = end;
    }
    found
}

/// Where the page that begins with a line at `from` ends: before the next line that a form feed stands on.
fn page_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    if !scan::any(bytes, |byte| byte == b'\x0c') {
        return text.len();
    }
    let first_line = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let rest = bytes.get(first_line..).unwrap_or_default();
    let Some(feed) = scan::position(rest, |byte| byte == b'\x0c') else { return text.len() };
    let line = rest.get(..feed).unwrap_or_default().iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    from + first_line + line
}

/// The lines before the running text, at most eight.
pub(super) fn head_lines(text: &str, start: usize) -> impl Iterator<Item = (&str, Span)> {
    let mut at = start;
    let lines = text.get(start..).unwrap_or_default().split('\n').filter_map(move |raw| {
        let (line, from) = (raw.trim(), at + raw.len() - raw.trim_start().len());
        at += raw.len() + 1;
        (!line.is_empty()).then(|| (line, Span::new(from, from + line.len())))
    });
    lines.take(EDGE)
}

/// The lines at the head and at the foot of the page that begins at byte `from`; none twice.
fn edges<'a>(page: &'a str, from: usize, found: &mut Vec<(&'a str, Span)>) {
    let mut rest = page;
    for _ in 0..EDGE {
        rest = rest.trim_start();
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let at = from + page.len() - rest.len();
        if line.is_empty() || is_running_text(line.trim_end()) {
            break;
        }
        found.push((line.trim_end(), Span::new(at, at + line.trim_end().len())));
        rest = below;
    }
    let below = page.len() - rest.len();
    let mut foot = Vec::new();
    for _ in 0..EDGE {
        rest = rest.trim_end();
        let (above, line) = rest.rsplit_once('\n').unwrap_or(("", rest));
        let line = line.trim_start();
        if line.is_empty() || is_running_text(line) {
            break;
        }
        let end = from + below + rest.len();
        foot.push((line, Span::new(end - line.len(), end)));
        rest = above;
    }
    found.extend(foot.into_iter().rev());
}

/// Whether the line is prose: long, or a sentence.
pub(super) fn is_running_text(line: &str) -> bool {
    if line.len() > RUNNING {
        return true;
    }
    let words = |most: usize| has_more_words(line, most);
    // `Cablegram 509 LONDON, 12 March 1946, 6.20 p.m.` is no sentence.
    let timed = || ["a.m.", "p.m.", "hrs."].iter().any(|end| line.ends_with(end)) && !words(10);
    words(15) && !around::is_letter_spaced(line) || line.ends_with(['.', '!', '?', '”']) && words(4) && !timed()
}

/// Whether `line` has more words between white space than `most`.
fn has_more_words(line: &str, most: usize) -> bool {
    if !line.is_ascii() {
        return line.split_whitespace().take(most + 1).count() > most;
    }
    let mut words = line.as_bytes().split(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).filter(|word| !word.is_empty());
    words.nth(most).is_some()
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

/// Whether a line that begins so may be a marking, by its first two letters: those of most lines begin none.
fn may_begin_a_marking(written: &str) -> bool {
    match written.as_bytes() {
        [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            BEGINNINGS.get(usize::from(first & 0x1f)).is_none_or(|seconds| seconds & 1 << (second & 0x1f) != 0)
        }
        _ => true,
    }
}

/// For each first letter of the vocabulary the second ones, a bit for each.
static BEGINNINGS: [u32; 32] = {
    let (lists, mut known, mut list) = ([CLEAR, OFFICIAL, REFUSED, around::LEVELS, HEADS], [0; 32], 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            if let [first, second, ..] = lists[list][at].as_bytes() {
                known[(*first & 0x1f) as usize] |= 1 << (*second & 0x1f);
            }
            at += 1;
        }
        list += 1;
    }
    known
};

/// Markings that clear when they are the whole line.
const CLEAR: &[&str] = &[
    "PUBLIC",
    "UNCLASSIFIED",
    "UNCLAS",
    "DECLASSIFIED",
    "CLEARED FOR PUBLIC RELEASE",
    "APPROVED FOR PUBLIC RELEASE",
    "UNCLASSIFIED/PUBLIC",
    "APPROVED FOR PUBLIC RELEASE DISTRIBUTION UNLIMITED",
    "APPROVED FOR PUBLIC RELEASE; DISTRIBUTION UNLIMITED",
    "NON CLASSIFIÉ",
];

/// Markings that are neither when they are the whole line.
const OFFICIAL: &[&str] = &["OFFICIAL", "NOT PROTECTIVELY MARKED"];

/// What may stand before `//` beside the markings that refuse.
const HEADS: &[&str] = &["U", "C", "S", "TS", "UNCLASSIFIED", "OFFICIAL", "PUBLIC", "UNCLAS", "DECLASSIFIED", "NATO"];

/// Markings that refuse when they are the whole line, or stand before caveats alone.
const REFUSED: &[&str] = &[
    "OFFICIAL SENSITIVE",
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "RESTRICTED",
    "PROTECTED",
    "COSMIC TOP SECRET",
    "COSMIC",
    "NATO UNCLASSIFIED",
    "NATO RESTRICTED",
    "NATO CONFIDENTIAL",
    "NATO SECRET",
    "EU LIMITE",
    "LIMITE",
    "RESTREINT UE",
    "CONFIDENTIEL UE",
    "SECRET UE",
    "TRÈS SECRET UE",
    "TRES SECRET UE",
    "EU RESTRICTED",
    "EU CONFIDENTIAL",
    "EU SECRET",
    "EU TOP SECRET",
    "CONTROLLED UNCLASSIFIED INFORMATION",
    "CUI",
    "FOUO",
    "FOR OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
    "SBU",
    "LAW ENFORCEMENT SENSITIVE",
    "DIFFUSION RESTREINTE",
    "CONFIDENTIEL DÉFENSE",
    "SECRET DÉFENSE",
    "TRÈS SECRET",
    "CONFIDENTIEL DEFENSE",
    "SECRET DEFENSE",
    "NOFORN",
    "EYES ONLY",
    "VS NFD",
    "VS NUR FÜR DEN DIENSTGEBRAUCH",
    "VS NUR FUER DEN DIENSTGEBRAUCH",
    "STRENG GEHEIM",
    "GEHEIM",
    "CABINET IN CONFIDENCE",
    "COMMERCIAL IN CONFIDENCE",
    "UNCLASSIFIED FOUO",
    "UNCLASSIFIED FOR OFFICIAL USE ONLY",
    "MOST SECRET",
    "TOP SECRET ULTRA",
];

/// Words that may follow a marking on its line.
const CAVEATS: &[&str] = &[
    "UK",
    "US",
    "EYES",
    "ONLY",
    "NOFORN",
    "REL",
    "TO",
    "FVEY",
    "ORCON",
    "AUS",
    "AU",
    "CAN",
    "GBR",
    "NZL",
    "USA",
    "SI",
    "TK",
    "HCS",
    "COMINT",
    "ATOMAL",
    "BOHEMIA",
    "LOCSEN",
    "PERSONAL",
    "COMMERCIAL",
    "SENSITIVE",
    "NATO",
    "EU",
    "UE",
    "RELEASABLE",
    "AUSTEO",
    "AGAO",
    "STRAP",
    "STRAP1",
    "STRAP2",
    "STRAP3",
    "AND",
    "CRYPTO",
    "MARKET",
    "HR",
    "LEGAL",
    "PROPIN",
    "IMCON",
    "FINLAND",
    "SWEDEN",
    "UKRAINE",
    "EU/UE",
    "UE/EU",
    "RESTRICTED",
    "CONFIDENTIAL",
    "SECRET",
    "FOR",
    "BASIC",
    "SP",
    "DATA",
    "INFORMATION",
    "(WHEN",
    "FILLED",
    "IN)",
    "LIMITED",
    "DISTRIBUTION",
    "CABINET",
    "RESTREINT",
    "IMMEDIATE",
    "PRIORITY",
    "ROUTINE",
    "FLASH",
    "IMPORTANT",
    "URGENT",
    "NOT",
    "PUBLICATION",
    "RELEASE",
    "CIRCULATION",
    "DISCLOSURE",
    "DOCUMENT",
    "CUI",
    "FOUO",
    "LIMDIS",
    "SPÉCIAL",
    "SPECIAL",
    "FRANCE",
    "EN",
    "FR",
];

fn refused(folded: &str) -> bool {
    REFUSED.iter().chain(around::LEVELS).any(|known| {
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
    fn every_word_of_the_vocabulary_may_begin_a_marking() {
        for known in [CLEAR, OFFICIAL, REFUSED, around::LEVELS, HEADS].into_iter().flatten() {
            for line in [(*known).to_owned(), known.to_lowercase(), format!("{known}//X"), format!("{known}-X")] {
                assert!(may_begin_a_marking(&line), "{line}");
            }
        }
        assert!(!may_begin_a_marking("The prepared train") && !may_begin_a_marking("Brussels"));
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
