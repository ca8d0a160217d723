//! How things are said: attributions that name nobody, likelihood and confidence in one breath, figures without a source.

use super::Prose;
use crate::{
    base::{Code, Diagnostic},
    model::{Briefing, vocabulary::Scale},
};

/// Who is named when nobody is.
const NOBODY: &[&str] =
    &["experts", "analysts", "observers", "critics", "commentators", "insiders", "some", "many", "sources", "reports"];

/// What nobody does.
const SPEAKS: &[&str] = &[
    "say",
    "suggest",
    "believe",
    "warn",
    "argue",
    "claim",
    "think",
    "note",
    "expect",
    "fear",
    "agree",
    "contend",
    "indicate",
    "estimate",
    "predict",
    "have said",
    "have warned",
    "have suggested",
    "have argued",
    "said",
    "suggested",
    "warned",
    "argued",
    "claimed",
];

/// Attributions that name nobody by their form.
const PHRASES: &[&str] = &[
    "it is believed that",
    "it is thought that",
    "it is widely believed",
    "it is widely thought",
    "it is understood that",
    "according to experts",
    "according to analysts",
    "according to observers",
    "according to sources",
    "according to some",
    "according to reports",
    "les experts estiment",
    "des experts estiment",
    "les observateurs estiment",
    "selon des experts",
    "selon certains",
    "selon des sources",
];

/// Says attributions that name nobody and have no note or link.
pub(super) fn vague(briefing: &Briefing, prose: &Prose<'_>, notes: &mut Vec<Diagnostic>) {
    let english = briefing.language.primary() == "en";
    for paragraph in prose.iter().filter(|paragraph| !paragraph.is_cited) {
        let lower = paragraph.words.to_ascii_lowercase();
        let spoken = NOBODY.iter().flat_map(|who| SPEAKS.iter().map(move |says| format!("{who} {says}")));
        let phrases = PHRASES.iter().map(|&phrase| phrase.to_owned()).chain(spoken.filter(|_| english));
        let mut found: Vec<(usize, usize)> =
            phrases.filter_map(|phrase| whole(&lower, &phrase).map(|at| (at, at + phrase.len()))).collect();
        found.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        found.dedup_by_key(|(start, _)| *start);
        for words in found.into_iter().filter_map(|(start, end)| paragraph.words.get(start..end)) {
            let note =
                Diagnostic::new(Code::VagueAttribution, paragraph.place(words), format!("`{words}` names nobody"));
            notes.push(note.hint("name who says it, or give a note with the source"));
        }
    }
}

/// Says sentences that give likelihood and confidence together: they are two judgements.
pub(super) fn likelihood_with_confidence(briefing: &Briefing, prose: &Prose<'_>, notes: &mut Vec<Diagnostic>) {
    if briefing.language.primary() != "en" {
        return;
    }
    for paragraph in prose {
        for sentence in paragraph.sentences() {
            let lower = sentence.to_ascii_lowercase();
            let levels = ["low confidence", "moderate confidence", "high confidence"];
            let Some(at) = levels.iter().find_map(|level| whole(&lower, level).map(|at| (at, level.len()))) else {
                continue;
            };
            let Some(words) = sentence.get(at.0..at.0 + at.1) else { continue };
            if let Some(term) = terms().find(|term| whole(&lower, term).is_some()) {
                let message =
                    format!("`{term}` and `{words}` share a sentence: likelihood and confidence are two judgements");
                let note = Diagnostic::new(Code::ConfidenceWithLikelihood, paragraph.place(words), message);
                notes.push(note.hint("say how likely it is in one sentence, and how sure you are in another"));
            }
        }
    }
}

/// All likelihood terms, longer ones first.
fn terms() -> impl Iterator<Item = &'static str> {
    let mut all: Vec<&str> =
        Scale::ALL.iter().flat_map(|scale| scale.steps()).flat_map(|(terms, _)| terms.iter().copied()).collect();
    all.retain(|term| *term != "remote");
    all.sort_by_key(|term| std::cmp::Reverse(term.len()));
    all.into_iter()
}

/// Says figures that stand without a note or a link, in a text that gives notes or sources elsewhere.
pub(super) fn uncited(briefing: &Briefing, prose: &Prose<'_>, notes: &mut Vec<Diagnostic>) {
    if briefing.notes.is_empty() && !prose.iter().any(|paragraph| paragraph.is_cited) {
        return;
    }
    for paragraph in prose.iter().filter(|paragraph| !paragraph.is_cited) {
        if let Some(figure) = figure(&paragraph.words) {
            let message = format!("`{figure}` stands without a note or a link");
            let note = Diagnostic::new(Code::UncitedClaim, paragraph.place(figure), message);
            notes.push(note.hint("give the source in a note, if it is not your own count"));
        }
    }
}

/// The first share or sum of money of a text: `12.5%`, `€3 billion`.
fn figure(words: &str) -> Option<&str> {
    words.char_indices().filter(|(_, c)| matches!(c, '%' | '€' | '£' | '$')).find_map(|(at, sign)| {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
        if sign == '%' {
            let before = words.get(..at)?;
            let start = before.trim_end().trim_end_matches(number).len();
            let shown = words.get(start..=at)?.trim_start_matches(['.', ',']);
            return shown.starts_with(|c: char| c.is_ascii_digit()).then_some(shown);
        }
        let after = words.get(at + sign.len_utf8()..)?;
        let digits = after.len() - after.trim_start_matches(number).len();
        let shown = words.get(at..at + sign.len_utf8() + digits)?.trim_end_matches(['.', ',']);
        shown.ends_with(|c: char| c.is_ascii_digit()).then_some(shown)
    })
}

/// Where `phrase` stands in `text` between characters that belong to no word.
fn whole(text: &str, phrase: &str) -> Option<usize> {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
        free(before) && free(after)
    })
}
