//! Who speaks: turns of a transcript (T046).

use std::collections::{BTreeMap, BTreeSet};

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
    labels: BTreeSet<String>,
}

/// How a label looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        let mut found: BTreeMap<(Look, &str), usize> = BTreeMap::new();
        for line in lines.iter().filter(|line| !line.is_blank()) {
            if let Some((label, look)) = label(line.text) {
                *found.entry((look, label)).or_default() += 1;
            }
        }
        if !found.contains_key(&(Look::Capitals, "Q")) {
            // An `A` that answers nothing is a letter of a list.
            found.remove(&(Look::Capitals, "A"));
        }
        let strong = |look: Look| look != Look::Name;
        let total: usize = found.iter().filter(|((look, _), _)| strong(*look)).map(|(_, count)| count).sum();
        let titled: usize = found.iter().filter(|((look, _), _)| *look == Look::Titled).map(|(_, count)| count).sum();
        found.retain(|(_, label), count| label.len() > 1 || *count > 1 || matches!(*label, "Q" | "A"));
        let recurs = found.iter().any(|((look, _), count)| strong(*look) && *count > 1);
        let spoken = total >= LINES && (recurs || titled >= LINES);
        let people = |look: Look| look != Look::Capitals;
        let names: usize =
            found.iter().filter(|((look, _), count)| people(*look) && **count > 1).map(|(_, count)| count).sum();
        let named = names >= LINES;
        let labels = found
            .into_iter()
            .filter(|((look, _), count)| strong(*look) && spoken || people(*look) && named && *count > 1);
        Self { labels: labels.map(|((_, label), _)| label.to_owned()).collect() }
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
        let (speaker, _) = label(text)?;
        let question = question(text);
        let written = text.get(..question + speaker.len())?;
        let rest = text.get(written.len() + 1..)?;
        self.labels.contains(speaker).then(|| (written, text.len() - rest.trim_start().len()))
    }
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

/// The label before the first colon, if it looks like a speaker.
fn label(text: &str) -> Option<(&str, Look)> {
    if let Some(letter) = text.get(..1).filter(|_| text.starts_with("Q. ") || text.starts_with("A. ")) {
        return Some((letter, Look::Capitals));
    }
    let asked = question(text) > 0;
    let text = text.get(question(text)..)?;
    let near = text.as_bytes().get(..4 * LONGEST).unwrap_or(text.as_bytes());
    let end = scan::position(near, |byte| byte == b':')?;
    let label = text.get(..end).filter(|label| label.len() < LONGEST || label.chars().count() < LONGEST)?;
    let after = text.get(end + 1..)?;
    if label.is_empty() || !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    let look = look(label).map(|look| if asked { Look::Titled } else { look })?;
    let known = look != Look::Titled && !matches!(label, "Q" | "A") && is_something_else(label);
    (!known).then_some((label, look))
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
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "de" | "van" | "von" | "bin" | "al" | "of" | "the")
    };
    (count <= 4 && bare.split_whitespace().all(capital)).then_some(Look::Name)
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
