//! Who speaks: turns of a transcript (T046).

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::{survey::Line, words};
use crate::{
    base::scan,
    model::Role,
    read::{front_matter, role},
};

/// So many lines must share the pattern.
const LINES: usize = 3;
/// No speaker's name is longer than this, in characters.
const LONGEST: usize = 60;

/// The labels that open turns; empty where the text is no transcript.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// Each with whether it opens a turn without a question's number, too.
    labels: HashMap<String, bool>,
}

/// How a label looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    /// `Q`, `A`, or a name in capitals.
    Capitals,
    /// A title and a name: `Mr Price`.
    Titled,
    /// Words that begin with capitals.
    Name,
}

impl Speakers {
    /// The speakers of the document: three lines or more share the pattern, and some label comes again or names a person by title.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut found = found(lines);
        if found.is_empty() {
            return Self::default();
        }
        if !found.contains_key(&(Look::Capitals, "Q")) {
            // An `A` that answers nothing is a letter of a list.
            found.remove(&(Look::Capitals, "A"));
            found.remove(&(Look::Capitals, "R"));
        }
        let strong = |look: Look| look != Look::Name;
        let total: usize = found.iter().filter(|((look, _), _)| strong(*look)).map(|(_, count)| count).sum();
        let titled: usize = found.iter().filter(|((look, _), _)| *look == Look::Titled).map(|(_, count)| count).sum();
        found.retain(|(_, label), count| label.len() > 1 || *count > 1 || matches!(*label, "Q" | "A" | "R"));
        let recurs = found.iter().any(|((look, _), count)| strong(*look) && *count > 1);
        let spoken = total >= LINES && (recurs || titled >= LINES);
        let people = |look: Look| look != Look::Capitals;
        let names: usize =
            found.iter().filter(|((look, _), count)| people(*look) && **count > 1).map(|(_, count)| count).sum();
        let named = names >= LINES;
        let labels = found
            .into_iter()
            .filter(|((look, _), count)| strong(*look) && spoken || people(*look) && named && *count > 1);
        let plainly = |label: &str| look_of(label, false).is_some();
        Self { labels: labels.map(|((_, label), _)| (label.to_owned(), plainly(label))).collect() }
    }

    /// Whether anybody speaks.
    pub(super) fn speak(&self) -> bool {
        !self.labels.is_empty()
    }

    /// The speaker of the turn that `text` begins, and the bytes up to what is said.
    pub(super) fn turn<'a>(&self, text: &'a str) -> Option<(&'a str, usize)> {
        if !self.speak() {
            return None;
        }
        let Label { text: speaker, question, end } = label(text)?;
        let plainly = *self.labels.get(speaker)?;
        let written = text.get(..question + speaker.len())?;
        let rest = text.get(end..)?;
        (plainly || question > 0).then(|| (written, text.len() - rest.trim_start().len()))
    }
}

/// How often each label opens a line that looks like a turn, by how it looks. A label is looked at once, however often it comes.
fn found<'a>(lines: &[Line<'a>]) -> HashMap<(Look, &'a str), usize> {
    let mut labels: HashMap<(&str, bool), usize> = HashMap::default();
    for label in lines.iter().filter(|line| !line.is_blank()).filter_map(|line| label(line.text)) {
        *labels.entry((label.text, label.question > 0)).or_default() += 1;
    }
    let looks = labels.into_iter().filter_map(|((label, asked), count)| Some((look_of(label, asked)?, label, count)));
    looks.fold(HashMap::default(), |mut found, (look, label, count)| {
        *found.entry((look, label)).or_default() += count;
        found
    })
}

/// What stands before the first colon of a line.
struct Label<'a> {
    text: &'a str,
    /// The bytes of a question's number before it.
    question: usize,
    /// One past the sign behind it, counted from the line's first byte.
    end: usize,
}

/// The bytes of the number that a committee gives a question: `Q12 ` in `Q12 Chair: …`.
fn question(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('Q') else { return 0 };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits) && rest.get(digits..).is_some_and(|rest| rest.starts_with(' ')) {
        digits + 2
    } else {
        0
    }
}

/// The label before the first colon, if it is as short as that of a speaker.
fn label(text: &str) -> Option<Label<'_>> {
    if !may_begin_a_label(text) {
        return None;
    }
    if let Some(letter) = text.get(..1).filter(|_| text.starts_with("Q. ") || text.starts_with("A. ")) {
        return Some(Label { text: letter, question: 0, end: 2 });
    }
    if let Some(label) = before_dash(text) {
        return Some(label);
    }
    let question = question(text);
    let text = text.get(question..)?;
    let near = text.as_bytes().get(..4 * LONGEST).unwrap_or(text.as_bytes());
    let end = scan::position(near, |byte| byte == b':')?;
    let label = text.get(..end).filter(|label| label.len() < LONGEST || label.chars().count() < LONGEST)?;
    let after = text.get(end + 1..)?;
    if label.is_empty() || !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    // French puts a space before the colon; a word alone before one, `Afternoon : arrival`, names nobody.
    let bare = label.trim_end();
    let spaced = bare.len() < label.len();
    if spaced && !matches!(bare, "Question" | "Réponse") && look(bare) == Some(Look::Name) {
        return None;
    }
    Some(Label { text: label.trim_end(), question, end: question + end + 1 })
}

/// The label before the dash of a French report: `M. Morel. — Quand ?`, `Le président. — …`.
fn before_dash(text: &str) -> Option<Label<'_>> {
    if !text.starts_with(['M', 'L']) {
        return None;
    }
    let near = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let dash = near.find(['—', '–', ':']).filter(|&at| near.get(at..).is_some_and(|rest| !rest.starts_with(':')))?;
    let label = near.get(..dash)?.trim_end().strip_suffix('.')?;
    let titled = look(label) == Some(Look::Titled);
    titled.then(|| Label {
        text: label,
        question: 0,
        end: dash + near.get(dash..).map_or(0, |rest| rest.chars().next().map_or(0, char::len_utf8)),
    })
}

/// Small words with which a name may begin.
const SMALL: &[&str] = &["de", "van", "von", "bin", "al", "of", "the"];

/// Whether a speaker's label may begin as `text` does: with a capital, with a letter beyond ASCII, or with a small word of names.
fn may_begin_a_label(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'a'..=b'z') => SMALL.iter().any(|word| text.starts_with(word)),
        // No letter stands among the signs of writing and those that bullets are.
        Some(0xe2) => !matches!(text.as_bytes().get(1), Some(0x80 | 0x96 | 0x97)),
        Some(byte) => byte.is_ascii_uppercase() || !byte.is_ascii(),
        None => false,
    }
}

/// How a label looks, if it may be that of a speaker; whoever is `asked` a question by its number is one.
fn look_of(label: &str, asked: bool) -> Option<Look> {
    let look = look(label).map(|look| if asked { Look::Titled } else { look })?;
    let known = look != Look::Titled && !matches!(label, "Q" | "A" | "R") && is_something_else(label);
    (!known).then_some(look)
}

fn look(label: &str) -> Option<Look> {
    const TITLES: &[&str] = &[
        "Mr",
        "Mr.",
        "Mrs",
        "Mrs.",
        "Ms",
        "Ms.",
        "Miss",
        "Dr",
        "Dr.",
        "Sir",
        "Lord",
        "Lady",
        "Dame",
        "Prof",
        "Prof.",
        "Professor",
        "Senator",
        "President",
        "Minister",
        "Ambassador",
        "General",
        "Gen.",
        "Admiral",
        "Col",
        "Col.",
        "Colonel",
        "Secretary",
        "Prime",
        "Baroness",
        "Chairman",
        "Captain",
        "Brigadier",
        "M.",
        "MM.",
        "Mme",
        "Mmes",
        "Mlle",
        "Général",
        "Amiral",
        "Sénateur",
    ];
    if matches!(label, "Q" | "A" | "Q." | "A.") {
        return Some(Look::Capitals);
    }
    let bare = label.split(" (").next().unwrap_or(label);
    if bare.len() == 1 && bare.chars().all(char::is_uppercase) {
        return Some(Look::Capitals);
    }
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let plain =
        bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '’' | '\'' | ',' | '&' | '/'));
    let count = bare.split_whitespace().count();
    if letters < 2 || !plain || count > 7 || !bare.starts_with(char::is_alphabetic) {
        return None;
    }
    let small = bare.chars().filter(|c| c.is_lowercase()).count();
    let mc = || {
        bare.split_whitespace()
            .all(|word| words::is_capitals(word) || word.starts_with("Mc") || word.chars().all(|c| !c.is_alphabetic()))
    };
    if small == 0 || small < 3 && mc() {
        return Some(Look::Capitals);
    }
    if bare.split_whitespace().next().is_some_and(|first| TITLES.contains(&first)) {
        return Some(Look::Titled);
    }
    if is_french_office(bare) {
        return Some(Look::Titled);
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase) || SMALL.contains(&word);
    (count <= 4 && bare.split_whitespace().all(capital)).then_some(Look::Name)
}

/// `Le président`, `La rapporteure`, `L’amiral`.
fn is_french_office(label: &str) -> bool {
    const OFFICES: &[&str] = &[
        "président",
        "présidente",
        "ministre",
        "rapporteur",
        "rapporteure",
        "secrétaire",
        "général",
        "générale",
        "amiral",
        "colonel",
        "colonelle",
        "ambassadeur",
        "ambassadrice",
        "journaliste",
    ];
    let rest = ["Le ", "La ", "L’", "L'"].iter().find_map(|article| label.strip_prefix(article));
    rest.and_then(|rest| rest.split(' ').next()).is_some_and(|office| OFFICES.contains(&office))
}

/// Labels that are no persons: keys, headings, parts of a text.
fn is_something_else(label: &str) -> bool {
    const OTHERS: &[&str] = &[
        "note",
        "notes",
        "source",
        "sources",
        "table",
        "figure",
        "subject",
        "ref",
        "refs",
        "to",
        "from",
        "date",
        "cc",
        "bcc",
        "tel",
        "fax",
        "email",
        "e-mail",
        "phone",
        "contact",
        "warning",
        "caution",
        "comment",
        "summary",
        "title",
        "bluf",
        "action",
        "place",
        "time",
        "location",
        "venue",
        "address",
        "web",
        "website",
        "url",
        "topic",
        "topics",
        "classification",
        "serial",
        "copy",
        "distribution",
        "attachment",
        "attachments",
        "enclosure",
        "annex",
        "correction",
        "embargo",
        "status",
        "priority",
        "likelihood",
        "confidence",
        "bottom line",
        "example",
        "recommendation",
        "finding",
        "assessment",
        "conclusion",
        "result",
        "objective",
        "aim",
        "purpose",
        "task",
        "mission",
        "situation",
        "execution",
        "media contact",
        "editor",
        "series",
        "version",
        "id",
        "ps",
        "nb",
    ];
    let folded = label.to_lowercase();
    OTHERS.contains(&folded.as_str())
        || front_matter::is_known(label)
        || role::role(label, &BTreeMap::new()) != Role::Body
}
