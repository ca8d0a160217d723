//! Embargoes as people write them: an instant with its offset, or held with the instants that may be meant (T030–T034).

mod notices;
mod parts;
mod zones;

use super::{bare, dates, marking};
use crate::{
    base::{Code, Diagnostic, Instant, Noted, Span, ZoneName},
    model::Embargo,
};

use parts::Parts;

/// No embargo is longer than this.
const LONGEST: usize = 300;

/// What the value of an embargo means (`00:01 GMT, Thursday 12 March 2026`, an RFC 3339 instant, `none`): until an instant,
/// none, or held with an error that lists the plausible instants. `zone` is the site's IANA time zone, for suggestions alone.
pub(super) fn parse_value(value: &str, span: Span, zone: &ZoneName) -> Noted<Embargo> {
    let value = value.trim().trim_end_matches('.');
    if let Some(instant) = Instant::parse(value) {
        return Noted::new(Embargo::Until(instant));
    }
    if let Some(instant) = dates::instant_of_group(value) {
        return Noted::new(Embargo::Until(instant));
    }
    if says_none(value) {
        return Noted::new(Embargo::None);
    }
    let parts = Parts::of(value.get(..LONGEST).unwrap_or(value));
    match parts.instant() {
        Ok((instant, written)) => {
            let notes = zones::season(&written, instant, span, zone);
            Noted { value: Embargo::Until(instant), notes }
        }
        Err(reason) => {
            let help = parts.plausible(zone);
            let message = format!("`{value}` is no instant: {reason}; the briefing is held");
            let note = Diagnostic::new(Code::BadEmbargo, span, message).hint(help);
            Noted { value: Embargo::Held { reason }, notes: vec![note] }
        }
    }
}

/// What a line of a preamble says of an embargo, if it begins with an embargo phrase; the value that follows the phrase.
/// `EMBARGOED UNTIL 00:01 GMT…`, `Embargo: none`, `STRICTLY EMBARGOED…`; not `Embargo Politics in the Gulf`.
pub(super) fn phrase(line: &str) -> Option<&str> {
    let dress = ['*', '[', '(', ' ', '-', '–', '—', '_', '>', '<', '•', '=', '~', '{', '/', '#', '|'];
    let mut rest = line.trim_start_matches(dress);
    rest = notices::without_kind(rest);
    for word in ["strictly", "under", "strictly", "strict", "news", "press", "media"] {
        rest = strip_word(rest, word).unwrap_or(rest);
    }
    if let Some(value) = notices::hold(rest).or_else(|| notices::opposite(line)) {
        return Some(value);
    }
    if let Some(after) = strip_word(rest, "embargoed") {
        return (!speaks_of(after)).then(|| value_of(after));
    }
    let whole = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    if ["no", "not"].iter().any(|no| strip_word(whole, no).is_some()) && says_none(whole) && whole.len() > 4 {
        return Some(whole);
    }
    if let Some(after) = strip_word(rest, "embargo") {
        let after = after.trim_start_matches(['*', ' ']);
        let ends = ["until", "till", "lifts", "ends", "expires", "to", "date", "time", "jusqu", "levé", "LEVÉ"];
        let says = after.starts_with(':')
            || after.is_empty()
            || notices::begins_with_instant(after)
            || ends.iter().any(|word| strip_word(after, word).is_some());
        return (says && !asks(after)).then(|| value_of(after));
    }
    if let Some(after) = strip_words(rest, "sous embargo") {
        let says = after.is_empty()
            || after.starts_with(':')
            || ["jusqu", "strict", "total", "absolu"].iter().any(|word| strip_word(after, word).is_some());
        return says.then(|| value_of(after));
    }
    if let Some(after) = strip_word(rest, "sperrfrist") {
        return Some(value_of(after));
    }
    None
}

/// Whether what follows `Embargoed` makes a title of it: `Embargoed Goods and the Baltic Ports`. A day, a time or one of the words
/// of embargoes makes none.
fn speaks_of(after: &str) -> bool {
    const WORDS: &[&str] = &[
        "until", "till", "to", "for", "against", "by", "at", "on", "before", "copy", "text", "material", "release",
        "press", "media", "news", "noon", "midnight", "and", "not", "version",
    ];
    let first = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_title_word = first.starts_with(char::is_uppercase) && first.chars().any(char::is_lowercase);
    let is_known = WORDS.iter().any(|word| first.eq_ignore_ascii_case(word)) || first.ends_with("day");
    is_title_word && !is_known && !after.contains(|c: char| c.is_ascii_digit()) && after.contains(' ')
}

/// Whether what follows `Embargo` makes a heading of it that asks: `Until When?`, in the letters of a title, alone or above a subtitle
/// of four words or more. A word or a figure more, a colon, capitals throughout or small letters throughout may be an editor's query
/// about a real embargo.
fn asks(after: &str) -> bool {
    const QUESTIONS: &[&str] = &["When", "What", "How Long", "Whose Orders"];
    const SUBTITLE: usize = 4;
    let question = after.strip_prefix("Until ").or_else(|| after.strip_prefix("Till "));
    let Some((question, rest)) = question.and_then(|rest| rest.split_once('?')) else { return false };
    let words = rest.split_whitespace();
    let is_subtitle = words.clone().count() >= SUBTITLE
        && words.clone().next().is_some_and(|word| word.starts_with(char::is_uppercase))
        && rest.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '’' | '\'' | ',' | '-'));
    QUESTIONS.contains(&question.trim_end()) && (rest.is_empty() || is_subtitle)
}

/// The embargo that the head of a Markdown text gives: a line before its running text that begins with an embargo phrase. A
/// heading is a title, unless what it says is an instant. The strictest one found.
pub(super) fn detect(text: &str, start: usize, zone: &ZoneName) -> Noted<Embargo> {
    let mut found = Noted::new(Embargo::None);
    for (line, span) in marking::head_lines(text, start) {
        if line.len() > marking::RUNNING {
            break;
        }
        let seen = bare::seen(line);
        let said = phrase(marking::undecorated(&seen)).filter(|value| value.split_whitespace().count() <= 25);
        let Some(value) = said else {
            if marking::is_running_text(line) {
                break;
            }
            continue;
        };
        let read = parse_value(value, span, zone);
        let is_title = line.starts_with('#') && matches!(read.value, Embargo::Held { .. });
        if read.value != Embargo::None && !is_title {
            found.notes.extend(read.notes);
            found.value = stricter(found.value, read.value);
        }
    }
    found
}

/// The embargo that a line at the head of plain text gives where no other rule sees it: below a byline's house, in the subject of a
/// mail, behind a title and a dash. An instant counts; what cannot be read holds where it is said in so many words. With its place.
pub(super) fn in_head(text: &str, start: usize, zone: &ZoneName) -> Option<(Noted<Embargo>, Span)> {
    for (line, span) in marking::head_lines(text, start).take_while(|(line, _)| line.len() <= marking::RUNNING) {
        let seen = bare::seen(line);
        for said in notices::parts_of(marking::undecorated(&seen)) {
            let Some(value) = phrase(said).filter(|value| value.split_whitespace().count() <= 25) else { continue };
            let read = parse_value(value, span, zone);
            let holds = matches!(read.value, Embargo::Held { .. }) && notices::is_plainly_said(said);
            if matches!(read.value, Embargo::Until(_)) || holds {
                return Some((read, span));
            }
        }
        if line.ends_with(['.', '!', '?', '”']) && line.split_whitespace().count() > 2 {
            return None;
        }
    }
    None
}

/// What a paragraph of Markdown says of an embargo where it says nothing else: each of its lines begins with an embargo phrase.
pub(super) fn of_paragraph(text: &str, zone: &ZoneName) -> Option<Embargo> {
    let mut found = None;
    for line in text.lines() {
        if line.len() > marking::RUNNING {
            return None;
        }
        let seen = bare::seen(line);
        let value = phrase(marking::undecorated(&seen)).filter(|value| value.split_whitespace().count() <= 25)?;
        let read = parse_value(value, Span::default(), zone).value;
        found = Some(found.map_or(read.clone(), |before| stricter(before, read)));
    }
    found
}

fn stricter(one: Embargo, other: Embargo) -> Embargo {
    match (&one, &other) {
        (Embargo::Held { .. }, _) => one,
        (Embargo::Until(first), Embargo::Until(second)) if first.at >= second.at => one,
        _ => other,
    }
}

fn value_of(after: &str) -> &str {
    const WORDS: &[&str] = &[
        "until", "till", "for", "lifts", "ends", "expires", "before", "prior", "to", "at", "on", "levé", "avant",
        "jusqu", "au", "à", "À", "le",
    ];
    let is_sign = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '\'' | '’');
    let mut rest = after.trim_start_matches(|c: char| is_sign(c) || matches!(c, '-' | '–' | '—'));
    for word in WORDS {
        rest = strip_word(rest, word).unwrap_or(rest).trim_start_matches(is_sign);
    }
    rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ']' | ')'))
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
    let rest = text.get(head.len()..)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then(|| rest.trim_start())
}

fn strip_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    // The first letter of most lines tells that they begin otherwise.
    let (first, wanted) = (text.as_bytes().first()?, words.as_bytes().first()?);
    if !first.eq_ignore_ascii_case(wanted) {
        return None;
    }
    words.split(' ').try_fold(text, |rest, word| strip_word(rest, word))
}

/// T032: words that mean the opposite.
fn says_none(value: &str) -> bool {
    let folded: String = value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let is_none = |part: &str| one_says_none(part.trim_matches(|c: char| !c.is_alphanumeric()));
    is_none(&folded)
        || folded.contains([',', ';', ':', '-', '–', '—']) && folded.split([',', ';', ':', '-', '–', '—']).all(is_none)
}

fn one_says_none(folded: &str) -> bool {
    matches!(
        folded,
        "none"
            | "no"
            | "nil"
            | "n/a"
            | "no embargo"
            | "not embargoed"
            | "lifted"
            | "embargo lifted"
            | "aucun"
            | "néant"
            | "levé"
            | "embargo levé"
            | "sans embargo"
            | "pas d'embargo"
            | "pas d’embargo"
            | "diffusion immédiate"
            | "pour diffusion immédiate"
            | "immediate"
            | "immediate release"
            | "for immediate release"
            | "release immediately"
            | "immediately"
            | "false"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> String {
        match parse_value(value, Span::default(), &"UTC".to_owned()).value {
            Embargo::None => "none".into(),
            Embargo::Until(instant) => instant.rfc3339(),
            Embargo::Held { reason } => format!("held: {reason}"),
        }
    }

    #[test]
    fn complete_embargoes_are_instants() {
        assert_eq!(read("00:01 GMT, Thursday 12 March 2026"), "2026-03-12T00:01:00Z");
        assert_eq!(read("0600 CET on 12 March 2026"), "2026-03-12T06:00:00+01:00");
        assert_eq!(read("6 p.m. BST, July 1, 2026"), "2026-07-01T18:00:00+01:00");
        assert_eq!(read("12 March 2026, 09.30 UTC+2"), "2026-03-12T09:30:00+02:00");
        assert_eq!(read("2026-03-12T06:00:00+01:00"), "2026-03-12T06:00:00+01:00");
        assert_eq!(read("noon EST 12 March 2026"), "2026-03-12T12:00:00-05:00");
        assert_eq!(read("jeudi 12 mars 2026 à 06 h 00 CET"), "2026-03-12T06:00:00+01:00");
        assert_eq!(read("12 mars 2026, 6h30 (CET)"), "2026-03-12T06:30:00+01:00");
        assert_eq!(read("12 mars 2026 à 18 heures UTC"), "2026-03-12T18:00:00Z");
    }

    #[test]
    fn incomplete_embargoes_are_held() {
        assert_eq!(read("00:01HRS FRIDAY 28 AUGUST"), "held: the year and the zone are missing");
        assert_eq!(read("00:01 GMT, Friday 12 March 2026"), "held: 2026-03-12 is a Thursday");
        assert_eq!(read("THURSDAY NOON"), "held: the day and the zone are missing");
        assert_eq!(read("DELIVERY"), "held: it waits for an event; release it by hand");
        assert_eq!(read("9am ET 12 March 2026"), "held: the zone is missing");
        assert_eq!(read("12 mars 2026 à 6 h (heure de Paris)"), "held: the zone is missing");
        assert_eq!(read("none"), "none");
    }

    #[test]
    fn the_plausible_instants_are_listed() {
        let noted = parse_value("00:01 FRIDAY 28 AUGUST", Span::default(), &"Europe/London".to_owned());
        let help = noted.notes.first().and_then(|note| note.help.clone()).unwrap_or_default();
        assert!(help.contains("2026-08-28T00:01:00+01:00") && help.contains("2026-08-28T00:01:00Z"), "{help}");
    }

    #[test]
    fn phrases_begin_their_line() {
        assert_eq!(phrase("STRICTLY EMBARGOED UNTIL 00:01"), Some("00:01"));
        assert_eq!(phrase("Embargo: none"), Some("none"));
        assert_eq!(phrase("Embargo Politics in the Gulf"), None);
        assert_eq!(phrase("The arms embargo until 2031"), None);
        assert_eq!(phrase("Sous embargo jusqu’au 12 mars 2026"), Some("12 mars 2026"));
        assert_eq!(phrase("SOUS EMBARGO JUSQU'À 6 H"), Some("6 H"));
        assert_eq!(phrase("Embargo\u{a0}: 12 mars 2026"), Some("12 mars 2026"));
        assert_eq!(phrase("Ne pas diffuser avant le 12 mars 2026"), Some("12 mars 2026"));
        assert_eq!(phrase("Sous embargo depuis 1991, le pays importe peu"), None);
        assert_eq!(phrase("Embargo sur les armes"), None);
        assert_eq!(phrase("Embargo Until When? The Case for Patience"), None);
        assert_eq!(phrase("Embargo Until When?"), None);
        for held in [
            "EMBARGO UNTIL WHEN?",
            "Embargo until when?",
            "Embargo Until When Cleared?",
            "Embargoed Until When?",
            "Embargo Until When? Ask Press Office",
        ] {
            assert!(phrase(held).is_some(), "{held}");
        }
    }
}
