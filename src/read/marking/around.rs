//! What stands around a marking on its line and says nothing of its level: the word for it, whose it is, the numbers of pages and
//! copies, who may have it.

/// Whose a national marking is, before it: `UK SECRET`, `NATO/EAPC RESTRICTED`, `//DEU SECRET`.
pub(super) const OWNERS: &[&str] = &[
    "UK",
    "GBR",
    "BRITISH",
    "US",
    "U.S",
    "USA",
    "CAN",
    "CANADIAN",
    "AUS",
    "NZL",
    "DEU",
    "FRA",
    "NOR",
    "POL",
    "ITA",
    "ESP",
    "NLD",
    "EST",
    "LVA",
    "LTU",
    "FIN",
    "SWE",
    "DNK",
    "UKR",
    "NATO/EAPC",
    "NATO/PFP",
    "NATO/KFOR",
    "NATO/ISAF",
];

/// The value after `Classification:` and its like, and whether such a word stands before it.
pub(super) fn without_label(text: &str) -> (&str, bool) {
    const LABELS: &[&str] = &[
        "classification",
        "security classification",
        "overall classification",
        "document classification",
        "classification level",
        "marking",
        "protective marking",
        "classified",
        "distribution",
        "handling",
        "sharing",
        "niveau de classification",
        "classification de sécurité",
        "mention de protection",
    ];
    const SENTENCES: &[&str] = &["this document is classified ", "this document is ", "ce document est classifié "];
    let labelled = [":", " - ", " – ", " — "].iter().find_map(|sign| {
        let (label, value) = text.split_once(sign)?;
        LABELS.iter().any(|known| label.trim().eq_ignore_ascii_case(known)).then_some(value.trim())
    });
    let said = || SENTENCES.iter().find_map(|begin| text.get(begin.len()..).filter(|_| begins(text, begin)));
    labelled.or_else(said).map_or((text, false), |value| (value, true))
}

/// The colour after `Traffic Light Protocol:` and its like.
pub(super) fn traffic_light(text: &str) -> Option<&str> {
    const LABELS: &[&str] = &["traffic light protocol", "tlp marking", "tlp label", "tlp level", "tlp classification"];
    let (label, colour) = text.split_once(':').filter(|_| text.starts_with(['t', 'T']))?;
    LABELS.iter().any(|known| label.trim().eq_ignore_ascii_case(known)).then_some(colour.trim())
}

/// Whether what follows a colour says who may have the text: `TLP:GREEN – limited disclosure`, `TLP:AMBER (recipients only)`.
pub(super) fn says_who_may_have_it(rest: &str) -> bool {
    const WORDS: &[&str] = &[
        "recipients",
        "participants",
        "members",
        "community",
        "limited",
        "restricted",
        "not ",
        "no ",
        "do not ",
        "for ",
    ];
    let said = rest.trim_start().trim_start_matches(['-', '–', '—', '(', ',', ';', '/', '|']);
    said.len() < rest.trim_start().len() && WORDS.iter().any(|word| begins(said.trim_start(), word))
}

/// The line without the numbers of its page and copy at either end: `SECRET Page 1 of 3`, `2 SECRET`.
pub(super) fn without_page(text: &str) -> Option<String> {
    const WORDS: &[&str] = &["page", "pages", "p", "pg", "of", "sur", "copy", "no", "number", "exemplaire", "n°", ""];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_number = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (1..=3).contains(&digits) && word.bytes().all(|b| b.is_ascii_digit())
            || word.split_once('/').is_some_and(fraction)
    };
    let counts = |word: &&str| {
        let bare = word.trim_matches(['-', '–', '—', '.', '(', ')', '|', ':']);
        is_number(bare) || WORDS.iter().any(|known| bare.eq_ignore_ascii_case(known))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().take_while(|word| counts(word)).count();
    let rest = words.get(first..)?;
    let last = rest.iter().rev().take_while(|word| counts(word)).count();
    let kept = rest.get(..rest.len() - last).filter(|kept| !kept.is_empty() && kept.len() < words.len())?;
    let dropped = || words.iter().take(first).chain(rest.iter().rev().take(last));
    dropped().any(|word| word.bytes().any(|byte| byte.is_ascii_digit())).then(|| kept.join(" "))
}

fn fraction((of, all): (&str, &str)) -> bool {
    let short = |digits: &str| (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    short(of) && short(all)
}

/// The marking behind the name of whose text it is, in capitals: `COUNCIL OF THE EUROPEAN UNION – LIMITE`.
pub(super) fn after_dash(text: &str) -> Option<&str> {
    [" - ", " – ", " — ", " | "].iter().find_map(|dash| text.rsplit_once(dash)).map(|(_, last)| last.trim())
}

/// `C O N F I D E N T I A L SECTION 01 OF 02 RIGA 000222`: many words that are letters.
pub(super) fn is_letter_spaced(line: &str) -> bool {
    matches!(line.as_bytes(), [a, b' ', b, b' ', c, b' ', ..] if [a, b, c].iter().all(|byte| byte.is_ascii_uppercase()))
}

/// The level that the first line of a cable begins with, before its post and its number.
pub(super) fn level_of_cable(line: &str) -> Option<&'static str> {
    const LONGEST: usize = 120;
    let number = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    if number < 4 || line.len() > LONGEST || line.chars().any(char::is_lowercase) {
        return None;
    }
    let joined: String = line.split_whitespace().collect();
    let level = ["TOPSECRET", "SECRET", "CONFIDENTIAL"].into_iter().find(|level| joined.starts_with(level))?;
    joined.get(level.len()..).filter(|rest| rest.contains(char::is_alphabetic)).map(|_| level)
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
}
