//! Lines that withhold without the word embargo (`NOT FOR PUBLICATION`, `FOR RELEASE ON DELIVERY`), and lines that say there is none.

use super::{parts::Parts, says_none, strip_word, strip_words, value_of};

/// What forbids publication, alone on its line or until something.
const FORBIDDEN: &[&str] = &[
    "not for immediate release",
    "not for release",
    "not for publication",
    "not for broadcast",
    "not for circulation",
    "not for distribution",
    "not to be released",
    "not to be published",
    "do not publish",
    "do not release",
    "do not circulate",
    "do not distribute",
    "do not cite",
    "do not quote",
    "hold for release",
    "ne pas diffuser",
    "ne pas publier",
    "à ne pas diffuser",
    "à ne pas publier",
    "À ne pas diffuser",
    "À ne pas publier",
    "non destiné à la publication",
    "diffusion interdite",
];
/// What forbids only until something.
const UNTIL: &[&str] = &["confidential until", "confidentiel jusqu", "hold until", "not before"];
/// What allows from an instant on.
const FROM: &[&str] = &["for release", "for publication", "for use", "for broadcast", "release time", "release date"];
/// Words for a text that is not yet public, before what forbids.
const DRAFTS: &[&str] = &["draft", "advance copy", "advance text", "projet"];

/// What follows a phrase that withholds, if `rest` begins with one.
pub(super) fn hold(rest: &str) -> Option<&str> {
    if matches!(rest.trim_end_matches([']', ')', '*', ' ']), "DRAFT" | "DRAFT ONLY") {
        return Some(rest);
    }
    let rest = DRAFTS.iter().find_map(|word| strip_words(rest, word)).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '-', '–', '—', ':', ',', '/', '(']);
    if let Some(after) = FORBIDDEN.iter().find_map(|phrase| strip_words(rest, phrase)) {
        return is_forbidden(after).then(|| value_of(after));
    }
    if let Some(after) = UNTIL.iter().find_map(|phrase| strip_words(rest, phrase)) {
        return names_an_instant(after).then(|| value_of(after));
    }
    let after = FROM.iter().find_map(|phrase| strip_words(rest, phrase))?;
    let delivered = ["on delivery", "upon delivery"].iter().any(|phrase| strip_words(after, phrase).is_some());
    let begins = ["not before", "until", "after", "at", "from"].iter().any(|word| strip_words(after, word).is_some());
    let parts = Parts::of(after);
    let timed = parts.has_time() && (parts.has_day() || begins || after.starts_with(':'));
    (delivered || timed || begins && names_an_instant(after)).then(|| value_of(after))
}

/// The line without the kind of the text before a dash, a colon or a bracket: `PRESS RELEASE – EMBARGOED UNTIL…`.
pub(super) fn without_kind(line: &str) -> &str {
    const KINDS: &[&str] = &[
        "check against delivery",
        "press release",
        "news release",
        "media release",
        "press statement",
        "media statement",
        "press notice",
        "media advisory",
        "press advisory",
        "communiqué de presse",
        "statement",
        "speech",
        "remarks",
        "confidential",
        "strictly confidential",
        "note",
        "important",
        "attention",
    ];
    const SENTENCES: &[&str] = &[
        "this report is",
        "this document is",
        "this text is",
        "this release is",
        "this briefing is",
        "this material is",
        "this speech is",
        "this is",
        "ce texte est",
        "ce document est",
    ];
    if let Some(said) = SENTENCES.iter().find_map(|begin| strip_words(line, begin)) {
        return said;
    }
    let is_sign = |c: char| matches!(c, '-' | '–' | '—' | ':' | ',' | ';' | '/' | '|' | '(' | '[' | '.' | ' ' | '*');
    let after = KINDS.iter().find_map(|kind| strip_words(line, kind));
    after.filter(|rest| rest.starts_with(is_sign)).map_or(line, |rest| rest.trim_start_matches(is_sign))
}

/// The parts of a line that may be an embargo's: the whole, what stands behind a mail's key, what stands behind a dash or a bracket.
pub(super) fn parts_of(line: &str) -> impl Iterator<Item = &str> {
    const KEYS: &[&str] = &["subject", "objet", "title", "headline", "note", "important", "attention"];
    let keyed = line.split_once(':').filter(|(key, _)| KEYS.iter().any(|known| known.eq_ignore_ascii_case(key.trim())));
    let behind = [" – ", " — ", " - ", " | ", " [", " ("].into_iter().filter_map(move |sign| line.rsplit_once(sign));
    let unquoted = line.trim_matches(['"', '“', '”', '«', '»', ' ']);
    [Some(unquoted), keyed.map(|(_, value)| value.trim())].into_iter().flatten().chain(behind.map(|(_, last)| last))
}

/// Whether words that withhold are said as such: in capitals, or as `Embargoed until`.
pub(super) fn is_plainly_said(said: &str) -> bool {
    let words = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let capitals = first.len() > 2 && first.chars().all(char::is_uppercase);
    capitals
        || ["embargoed until", "under embargo", "strictly embargoed"]
            .iter()
            .any(|begin| strip_words(words, begin).is_some())
}

/// Whether nothing follows, or when, or a word or two more: `or broadcast`. `Not for Publication: A Memoir` is a title.
fn is_forbidden(after: &str) -> bool {
    const UNTIL: &[&str] = &["until", "before", "till", "prior", "avant", "jusqu"];
    const MORE: usize = 4;
    let more = ["or", "and", "ou", "yet", "without"].iter().any(|word| strip_word(after, word).is_some());
    after.chars().all(|c| !c.is_alphanumeric())
        || names_an_instant(after)
        || UNTIL.iter().any(|word| strip_word(after, word).is_some())
        || more && after.split_whitespace().count() <= MORE
}

/// Whether a day, a time or a weekday stands in `text`.
fn names_an_instant(text: &str) -> bool {
    let parts = Parts::of(text);
    let is_weekday = |word: &str| {
        let lower = word.to_lowercase();
        lower.len() > 5 && lower.ends_with("day") || matches!(lower.as_str(), "noon" | "midnight" | "further")
    };
    parts.has_day() || parts.has_time() || text.split(|c: char| !c.is_alphabetic()).any(is_weekday)
}

/// Whether a day or a time begins `text`: `00:01 GMT 4 December`, not `1973: The Lessons`.
pub(super) fn begins_with_instant(text: &str) -> bool {
    let parts = Parts::of(text);
    text.starts_with(|c: char| c.is_ascii_digit()) && (parts.has_day() || parts.has_time())
}

/// The line, if it is about embargoes and says that there is none: `Sans embargo`, `For immediate release – no embargo`.
pub(super) fn opposite(line: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    let is_about = line.len() <= LONGEST
        && line.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("embargo"));
    let rest = line.trim_start_matches(['*', '[', '(', ' ']);
    let rest = strip_word(rest, "embargo").map_or(rest, |after| after.trim_start_matches([' ', ':', '-', '–', '—']));
    (is_about && says_none(rest)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_withhold() {
        for line in [
            "NOT FOR IMMEDIATE RELEASE",
            "Not for publication or broadcast",
            "DO NOT PUBLISH",
            "DRAFT – NOT FOR CIRCULATION",
            "DRAFT",
            "FOR RELEASE ON DELIVERY",
            "FOR RELEASE AT 09:00 GMT 9 DECEMBER 2026",
            "Release date: 9 December 2026, 09:00 GMT",
            "HOLD UNTIL 9 DECEMBER",
            "HOLD FOR RELEASE: 6 p.m. ET",
            "Confidential until 4 December 2026",
            "For use after 18:00 on 4 December",
            "À ne pas publier avant vendredi",
        ] {
            assert!(hold(line).is_some(), "{line}");
        }
        for line in [
            "For release of the hostages, ministers turned to Qatar",
            "FOR RELEASE 9 JUNE 2026",
            "Not for Publication: A Memoir of the Desk",
            "Draft Horses of the Marne",
            "Hold Until Relieved",
            "Confidential Until Death",
            "Not Before the Ice",
            "For Use at Sea",
        ] {
            assert_eq!(hold(line), None, "{line}");
        }
    }

    #[test]
    fn the_kind_of_a_text_may_stand_before_its_notice() {
        assert_eq!(without_kind("PRESS RELEASE – EMBARGOED UNTIL DELIVERY"), "EMBARGOED UNTIL DELIVERY");
        assert_eq!(without_kind("Check against delivery (embargoed)"), "embargoed)");
        assert_eq!(without_kind("Speech Embargoes in Wartime"), "Speech Embargoes in Wartime");
    }

    #[test]
    fn some_lines_say_that_there_is_none() {
        for line in ["Sans embargo", "Embargo - None", "For Immediate Release – No Embargo", "Embargo lifted"] {
            assert!(opposite(line).is_some(), "{line}");
        }
        for line in ["Embargo Lifted on Syria", "No Embargo on Grain", "For immediate release"] {
            assert_eq!(opposite(line), None, "{line}");
        }
    }
}
