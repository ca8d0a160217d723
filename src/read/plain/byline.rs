//! Who wrote it: `By Jane Smith, Senior Research Fellow, and Col. (Ret.) John Doe` (T024, T044).

use super::{dateline, places, words};
use crate::model::{Credit, SharedText};

/// What a byline says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// Its authors.
    Authors(Vec<Credit>),
    /// Names whose commas can be read in more than one way.
    Unclear(String),
}

/// Words of a name or a role that tell a post, in English and French.
const ROLES: &[&str] = &[
    "adviser",
    "advisor",
    "ambassadeur",
    "ambassador",
    "analyst",
    "analyste",
    "assistant",
    "associate",
    "attaché",
    "attachée",
    "chair",
    "chairman",
    "chercheur",
    "chercheure",
    "chercheuse",
    "chief",
    "co-director",
    "colonel",
    "columnist",
    "commander",
    "conseiller",
    "conseillère",
    "consultant",
    "coordinator",
    "correspondent",
    "deputy",
    "directeur",
    "director",
    "directrice",
    "editor",
    "engineer",
    "expert",
    "fellow",
    "founder",
    "general",
    "général",
    "head",
    "intern",
    "journalist",
    "journaliste",
    "lead",
    "lecturer",
    "manager",
    "minister",
    "ministre",
    "officer",
    "president",
    "professeur",
    "professeure",
    "professor",
    "président",
    "présidente",
    "reporter",
    "representative",
    "research",
    "researcher",
    "rédacteur",
    "rédactrice",
    "scholar",
    "scientist",
    "secretary",
    "senior",
    "specialist",
    "spokesperson",
    "student",
    "visiting",
    "writer",
];

/// Words that tell a place of work.
const HOUSES: &[&str] = &[
    "academy",
    "agency",
    "association",
    "bureau",
    "center",
    "centre",
    "college",
    "command",
    "commission",
    "committee",
    "company",
    "council",
    "department",
    "desk",
    "division",
    "forum",
    "foundation",
    "group",
    "house",
    "institut",
    "institute",
    "institution",
    "international",
    "laboratory",
    "ltd",
    "ministry",
    "nato",
    "network",
    "office",
    "programme",
    "project",
    "school",
    "society",
    "staff",
    "team",
    "trust",
    "unit",
    "university",
];

/// Words before the names of authors.
const BY: &[&str] = &[
    "By: ",
    "BY: ",
    "By ",
    "BY ",
    "by ",
    "Par ",
    "PAR ",
    "Par : ",
    "Author: ",
    "Authors: ",
    "Auteur : ",
    "Auteurs : ",
    "Written by ",
    "Propos recueillis par ",
];

/// Whether the part of a line tells a post or a place of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PostOrHouse {
    /// A post, `Senior Analyst`; otherwise a house, `Institute for Ports`.
    pub(super) is_post: bool,
}

/// Words that tell a kind of text or a part of a house, and no person.
const KINDS: &[&str] = &[
    "analysis",
    "assessment",
    "brief",
    "briefing",
    "bulletin",
    "comment",
    "commentary",
    "defence",
    "defense",
    "edition",
    "essay",
    "insight",
    "issue",
    "memo",
    "monitor",
    "no",
    "note",
    "number",
    "paper",
    "policy",
    "press",
    "publication",
    "release",
    "report",
    "review",
    "security",
    "series",
    "statement",
    "study",
    "update",
    "volume",
    "weekly",
    "working",
];

/// What the line says after `By`; nothing if no name stands there.
pub(super) fn read(line: &str) -> Option<Byline> {
    let rest = BY.iter().find_map(|word| line.strip_prefix(word))?.trim();
    let rest = rest.strip_suffix(" =").unwrap_or(rest).trim_end_matches([',', ';']);
    let rest = without_place(rest);
    if words::count_to(rest, 30) > 30 || rest.ends_with(['.', '?', '!']) && !rest.ends_with("Jr.") {
        return None;
    }
    let groups = groups(rest);
    let first = groups.first()?.split(',').next()?.trim();
    if !is_name(first) && !first.split_once(" (").is_some_and(|(name, _)| is_name(name)) {
        return None;
    }
    let persons: Option<Vec<Credit>> = groups.iter().map(|group| person(group)).collect();
    match persons.or_else(|| list_of_names(&groups)) {
        Some(authors) => Some(Byline::Authors(authors)),
        None => Some(Byline::Unclear(words::squeezed(rest))),
    }
}

/// `Lena Voss in Kyiv` without the known place.
fn without_place(text: &str) -> &str {
    let placed =
        [" in ", " à "].iter().find_map(|word| text.rsplit_once(word)).filter(|(_, place)| places::is_known(place));
    placed.map_or(text, |(names, _)| names.trim_end_matches(','))
}

/// The authors that `text` names, without a word before them; nothing where it holds anything else.
pub(super) fn names(text: &str) -> Option<Vec<Credit>> {
    let groups = groups(text.strip_prefix("By ").unwrap_or(text));
    let persons: Option<Vec<Credit>> = groups.iter().map(|group| person(group)).collect();
    let authors = persons.or_else(|| list_of_names(&groups)).filter(|authors| !authors.is_empty())?;
    let plain = |author: &Credit| ![HOUSES, KINDS].iter().any(|words| has(&author.name, words));
    authors.iter().all(plain).then_some(authors)
}

/// What `part` of a line beside a name says of him: his post, his house, or neither.
pub(super) fn post_or_house(part: &str) -> Option<PostOrHouse> {
    let (post, house) = (has(part, ROLES), has(part, HOUSES));
    let short = words::at_most(part, 10) && words::starts_upper(part) && !words::ends_sentence(part);
    (short && (post || house)).then_some(PostOrHouse { is_post: post })
}

/// Whether the line is the name of a house: `MINISTRY OF DEFENCE`, `Baltic Defence College`. What a ministry is of closes its name.
pub(super) fn is_house(text: &str) -> bool {
    const WORDS: usize = 8;
    const FIELDS: &[&str] = &[
        "affairs",
        "armées",
        "defence",
        "defense",
        "défense",
        "finance",
        "forces",
        "intérieur",
        "interior",
        "justice",
        "minister",
        "ports",
        "president",
        "relations",
        "research",
        "security",
        "state",
        "studies",
        "sécurité",
        "transport",
        "war",
        "étrangères",
    ];
    let mut words = text.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let last = words.next_back().unwrap_or(second);
    let of = matches!(second.to_lowercase().as_str(), "of" | "for" | "de" | "des" | "du");
    let is_short = words::at_most(text, WORDS) && text.starts_with(char::is_uppercase);
    let is_of_field = of && has(last, FIELDS) && (has(first, HOUSES) || first.eq_ignore_ascii_case("ministère"));
    is_short && (is_of_field || has(last, HOUSES))
}

/// The persons joined by `and`, `&` or `;`.
fn groups(text: &str) -> Vec<&str> {
    let mut groups = Vec::new();
    for part in text.split(';') {
        let mut rest = part;
        while let Some((at, length)) = first_joint(rest) {
            groups.push(rest.get(..at).unwrap_or_default());
            rest = rest.get(at + length..).unwrap_or_default();
        }
        groups.push(rest);
    }
    groups
        .into_iter()
        .map(|group| group.trim().trim_end_matches(',').trim())
        .filter(|group| !group.is_empty())
        .collect()
}

/// The first `and` that stands before a name: `Head of Research and Analysis` holds none.
fn first_joint(text: &str) -> Option<(usize, usize)> {
    [" and ", " AND ", " & ", " et ", " with ", " avec "]
        .iter()
        .flat_map(|joint| text.match_indices(joint).map(|(at, joint)| (at, joint.len())))
        .filter(|(at, length)| {
            let next = text.get(at + length..).unwrap_or_default();
            is_name(next.split([',', ';']).next().unwrap_or_default().split(" and ").next().unwrap_or_default().trim())
        })
        .min()
}

/// Name alone; name and role; name and place of work; name, role and place of work. Anything else is unclear.
fn person(group: &str) -> Option<Credit> {
    let bracketed = group.strip_suffix(')').and_then(|group| group.split_once(" ("));
    let bracketed = bracketed.filter(|(name, inner)| !name.contains(',') && (has(inner, HOUSES) || has(inner, ROLES)));
    let parts: Vec<&str> = match bracketed {
        Some((name, inner)) => std::iter::once(name).chain(inner.split(',').map(str::trim)).collect(),
        None => group.split(',').map(str::trim).collect(),
    };
    let text = |part: &str| Some(SharedText::from(words::squeezed(part)));
    let (name, role, affiliation) = match parts.as_slice() {
        [name] => (name, None, None),
        [name, suffix] if matches!(*suffix, "Jr." | "Jr" | "Sr." | "PhD" | "MP" | "KC") => {
            return is_name(name).then(|| Credit { name: format!("{name}, {suffix}").into(), ..Credit::default() });
        }
        [name, role] if has(role, ROLES) => (name, text(role), None),
        [name, house] if has(house, HOUSES) || dateline::is_agency(house) => (name, None, text(house)),
        [name, role, house] if has(role, ROLES) && !has(house, ROLES) => (name, text(role), text(house)),
        _ => return None,
    };
    is_name(name).then(|| Credit { name: words::squeezed(name).into(), role, affiliation, ..Credit::default() })
}

/// `Agnes Holt, Peter Rask and Jo Doe`: an enumeration of names closed by `and`.
fn list_of_names(groups: &[&str]) -> Option<Vec<Credit>> {
    let (last, before) = groups.split_last()?;
    let [first] = before else { return None };
    let names: Vec<&str> = first.split(',').map(str::trim).chain([*last]).collect();
    let plain = |name: &&str| is_name(name) && !has(name, ROLES) && !has(name, HOUSES);
    let credit = |name: &str| Credit { name: words::squeezed(name).into(), ..Credit::default() };
    names.iter().all(plain).then(|| names.into_iter().map(credit).collect())
}

fn has(text: &str, vocabulary: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| vocabulary.contains(&word.to_lowercase().as_str()))
}

/// Two to six words that begin with capitals, with particles, initials and ranks in brackets between them.
fn is_name(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "van", "von", "der", "den", "la", "le", "al", "bin", "ben", "da", "di", "dos", "du", "el", "af", "av",
        "zu", "ter",
    ];
    let count = text.split_whitespace().count();
    let fits = |word: &str| {
        let bare = word.trim_matches(['(', ')', '.', '’', '\'']);
        let bare = ["d’", "d'"].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
        PARTICLES.contains(&bare.to_lowercase().as_str()) && bare != text
            || bare.starts_with(char::is_uppercase)
                && !words::is_function_word(bare)
                && !bare.contains(|c: char| c.is_ascii_digit())
    };
    (2..=6).contains(&count) && text.split_whitespace().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> String {
        match read(line) {
            None => "none".into(),
            Some(Byline::Unclear(text)) => format!("? {text}"),
            Some(Byline::Authors(authors)) => authors
                .iter()
                .map(|author| {
                    format!(
                        "{}/{}/{}",
                        author.name,
                        author.role.as_deref().unwrap_or(""),
                        author.affiliation.as_deref().unwrap_or("")
                    )
                })
                .collect::<Vec<_>>()
                .join(" + "),
        }
    }

    #[test]
    fn bylines_are_taken_apart_where_their_commas_have_one_reading() {
        assert_eq!(
            names("By Jane Smith, Senior Research Fellow, and Col. (Ret.) John Doe"),
            "Jane Smith/Senior Research Fellow/ + Col. (Ret.) John Doe//"
        );
        assert_eq!(names("By Agnes Holt, Peter Rask, Baltic Desk"), "? Agnes Holt, Peter Rask, Baltic Desk");
        assert_eq!(
            names("By Agnes Holt, Head of Research and Analysis, Northern Institute"),
            "Agnes Holt/Head of Research and Analysis/Northern Institute"
        );
        assert_eq!(names("By Agnes Holt, Peter Rask and Jo Doe"), "Agnes Holt// + Peter Rask// + Jo Doe//");
        assert_eq!(names("By Land, Sea and Rail"), "none");
        assert_eq!(names("By Sea and Land"), "none");
        assert_eq!(names("By Max Muster ="), "Max Muster//");
        assert_eq!(names("By Lena Voss in Kyiv"), "Lena Voss//");
        assert_eq!(names("By Lena Voss (Institute for Ports)"), "Lena Voss//Institute for Ports");
        assert_eq!(names("By Lena Voss with Jan Lis"), "Lena Voss// + Jan Lis//");
        assert_eq!(names("Par Jean-Pierre d’Arcy, directeur"), "Jean-Pierre d’Arcy/directeur/");
        assert_eq!(names("By Day and by Night"), "none");
    }
}
