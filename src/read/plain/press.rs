//! Lines of press and wire texts that are no text: release notices, advisories, end marks, status notes (T029–T045).

use super::words;

/// T029: `FOR IMMEDIATE RELEASE` and its like, alone on a line.
pub(super) fn is_release_notice(text: &str) -> bool {
    matches!(
        words::folded_short(text, "firàdp").as_str(),
        "for immediate release"
            | "immediate release"
            | "for release immediately"
            | "for immediate publication"
            | "for immediate use"
            | "release immediately"
            | "for release immediate"
            | "release immediate"
            | "for immediate distribution"
            | "à diffusion immédiate"
            | "diffusion immédiate"
            | "pour diffusion immédiate"
            | "for release on receipt"
    )
}

/// Whether a release notice may begin as `text` does.
pub(super) fn may_be_release_notice(text: &str) -> bool {
    words::begins_with_one_of(text, "firàdp")
}

/// A line that names the kind of the text and nothing else: `PRESS RELEASE`.
pub(super) fn is_kicker(text: &str) -> bool {
    matches!(
        words::folded_short(text, "pnmc").as_str(),
        "press release"
            | "news release"
            | "media release"
            | "press statement"
            | "media statement"
            | "press notice"
            | "communiqué de presse"
            | "news"
    )
}

/// T034, T046: what is said of the text as spoken: `CHECK AGAINST DELIVERY`, `(As delivered)`. Gives it without its brackets.
pub(super) fn status_note(text: &str) -> Option<&str> {
    let bare = text.trim_matches(['(', ')', '[', ']', '*', ' ', '.', '-', '–', '—']);
    let known = matches!(
        words::folded_short(bare, "cpatrsdule").as_str(),
        "check against delivery"
            | "please check against delivery"
            | "as delivered"
            | "as prepared"
            | "as prepared for delivery"
            | "as written"
            | "as spoken"
            | "as given"
            | "transcript as delivered"
            | "remarks as delivered"
            | "remarks as prepared"
            | "remarks as prepared for delivery"
            | "speech as delivered"
            | "delivered version"
            | "unedited transcript"
            | "unrevised transcript"
            | "seul le prononcé fait foi"
            | "seul le texte prononcé fait foi"
            | "le prononcé fait foi"
            | "es gilt das gesprochene wort"
            | "uncorrected transcript"
    );
    known.then_some(bare)
}

/// T043: an editorial note to subscribers: `(Adds minister’s reaction in paragraph 3)`.
pub(super) fn is_advisory(text: &str) -> bool {
    const SENTENCE: usize = 7;
    const VERBS: &[&str] = &[
        "ajoute",
        "actualise",
        "actualisé",
        "corrige",
        "corrigé",
        "précise",
        "répète",
        "adds",
        "corrects",
        "updates",
        "recasts",
        "repeats",
        "refiles",
        "releads",
        "clarifies",
        "removes",
        "changes",
        "deletes",
        "fixes",
        "writes through",
        "wraps",
        "edits",
        "refiling",
        "correcting",
        "updating",
        "adding",
    ];
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let inner = ["Eds: ", "EDS: ", "eds: "].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
    let begins = |verb: &&str| {
        words::after(inner, verb).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', ':', ';']))
    };
    // A longer sentence with its stop is said to the reader.
    let is_sentence = inner.ends_with('.') && !words::at_most(inner, SENTENCE);
    !is_sentence && words::at_most(inner, 40) && VERBS.iter().any(begins)
}

/// T040: marks that a text goes on: `(MORE)`, `-more-`, `ADD 1`.
pub(super) fn is_continuation(text: &str) -> bool {
    // The first byte of each mark, or of what may stand before it.
    let may_begin = |byte: &u8| {
        matches!(byte, b'(' | b'-' | b'*' | b'[' | b'/' | b'A' | b'a' | b'M' | b'm' | b'F' | b'S') || !byte.is_ascii()
    };
    if text.len() > 20 || !text.as_bytes().first().is_some_and(may_begin) {
        return false;
    }
    let dressed = text.starts_with(['(', '-', '–', '—', '*', '[', '/']);
    let bare = text.trim_matches(['(', ')', '-', '–', '—', ' ', '*', '[', ']', '/', '.']);
    let add = text.strip_prefix("ADD ").or_else(|| text.strip_prefix("add "));
    let numbered =
        add.is_some_and(|rest| !rest.is_empty() && rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_digit()));
    numbered
        || text == "MORE"
        || dressed
            && (bare.eq_ignore_ascii_case("more")
                || ["more follows", "more to follow", "more to come"]
                    .iter()
                    .any(|more| bare.eq_ignore_ascii_case(more))
                || goes_on_in_french(bare))
        || matches!(
            text,
            "FIRST ADD"
                | "SECOND ADD"
                | "1ST ADD"
                | "2ND ADD"
                | "3RD ADD"
                | "more..."
                | "more…"
                | "MORE..."
                | "MORE…"
                | "MORE FOLLOWS"
                | "(MORE FOLLOWS)"
                | "more follows"
        )
}

/// `suite`, `à suivre`, `suite page 2`, as they stand between brackets or dashes.
fn goes_on_in_french(bare: &str) -> bool {
    let lower = bare.to_lowercase();
    let page = lower.strip_prefix("suite page ").or_else(|| lower.strip_prefix("suite p. "));
    matches!(lower.as_str(), "suite" | "à suivre" | "suite et fin")
        || page.is_some_and(|page| !page.is_empty() && page.bytes().all(|b| b.is_ascii_digit()))
}

/// T039: marks that the text ends: `###`, `-30-`, `-ENDS-`, `– ends –`, `//END//`, `ENDS`.
pub(super) fn is_end_mark(text: &str) -> bool {
    let dress = |c: char| {
        matches!(c, '-' | '–' | '—' | '/' | '*' | '[' | ']' | '(' | ')' | '#' | '_' | '=' | '<' | '>' | '~' | '.' | '…')
            || c.is_whitespace()
    };
    // What is no dress is the first letter or digit of the mark itself.
    let may_begin = |c: char| matches!(c, 'E' | 'e' | 'F' | 'f' | '3') || !c.is_ascii_alphanumeric() && dress(c);
    if text.len() > 24 || !text.starts_with(may_begin) {
        return false;
    }
    if !text.bytes().any(|byte| matches!(byte, b'E' | b'e' | b'F' | b'f' | b'3' | b'#')) {
        return false;
    }
    let hashes = text.chars().filter(|c| *c == '#').count();
    if hashes >= 3 && text.chars().all(|c| c == '#' || c == ' ') {
        return true;
    }
    let bare = text.trim_matches(dress).trim_end_matches('.');
    let dressed =
        text.starts_with(dress) && text.ends_with(dress) || text.starts_with(['/', '…', '.']) || text.ends_with('/');
    match bare {
        "ENDS" | "END" | "ENDE" | "FIN" | "E N D S" | "E N D" | "F I N" | "END OF RELEASE" | "END OF STATEMENT"
        | "END OF TEXT" | "END OF MESSAGE" | "END OF TRANSCRIPT" => true,
        "30" => dressed && text.contains(['-', '–', '—', '#']),
        _ => {
            dressed
                && matches!(
                    bare.to_lowercase().as_str(),
                    "ends" | "end" | "fin" | "ends here" | "end of release" | "end of statement" | "ends release"
                )
        }
    }
}

/// T045: credits in brackets at the end: `(Reporting by A; Editing by B)`; two or more need no brackets. Gives them without.
pub(super) fn credits(text: &str) -> Option<&str> {
    const BEGIN: &[&str] = &[
        "reporting by",
        "additional reporting by",
        "writing by",
        "editing by",
        "compiled by",
        "reporting and writing by",
        "reporting and editing by",
        "written by",
        "translated by",
        "graphics by",
        "photography by",
        "edited by",
        "reported by",
        "report by",
        "with reporting by",
        "translation by",
        "interview by",
        "photo by",
        "photos by",
    ];
    let brackets = [('(', ')'), ('[', ']')];
    let inside = brackets.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let begins = |part: &str| {
        let rest = BEGIN.iter().find_map(|begin| words::after(part, begin)?.strip_prefix(' '));
        rest.or_else(|| other_credit(part)).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    let several = |text: &str| {
        let parts = || text.split([';', ',', '.', '/', '|']).map(str::trim).filter(|part| !part.is_empty());
        parts().next().is_some_and(begins)
            && parts().filter(|part| begins(part)).count() > 1
            && parts().all(|part| begins(part) || is_of_names(part))
    };
    let inner = inside.unwrap_or(text);
    let contributed = inside.is_some_and(|text| text.trim_end_matches('.').ends_with(" contributed to this report"));
    if contributed && inner.starts_with(char::is_uppercase) && words::at_most(inner, 30) {
        return Some(inner);
    }
    let named = if inside.is_some() { begins(inner) } else { several(inner) };
    let closes = !inner.ends_with('.') || several(inner);
    (named && closes && words::at_most(inner, 60)).then_some(inner)
}

/// `Jan Lis and Ed Moss`, `Kim Roe in Lviv`: names behind the one that a credit begins with.
fn is_of_names(text: &str) -> bool {
    const WORDS: usize = 10;
    let small = |word: &str| matches!(word, "and" | "et" | "in" | "at" | "à" | "de" | "van" | "von" | "the");
    words::at_most(text, WORDS)
        && text.split_whitespace().all(|word| small(word) || word.starts_with(char::is_uppercase))
}

/// What follows a word for a credit and a colon, `Editing: Kim Roe`, or a French word for one: `Rédaction : Inès Vidal`.
fn other_credit(part: &str) -> Option<&str> {
    const BEFORE_COLON: &[&str] = &[
        "Rédaction",
        "rédaction",
        "Reportage",
        "reportage",
        "Relecture",
        "relecture",
        "Traduction",
        "traduction",
        "Édition",
        "édition",
        "Texte",
        "Reporting",
        "reporting",
        "Additional reporting",
        "additional reporting",
        "Writing",
        "writing",
        "Editing",
        "editing",
    ];
    const BEFORE_NAME: &[&str] = &[
        "Rédigé par ",
        "rédigé par ",
        "Édité par ",
        "édité par ",
        "Écrit par ",
        "écrit par ",
        "Reportage de ",
        "reportage de ",
        "Reportage d’",
        "reportage d’",
        "Reportage d'",
        "reportage d'",
        "Rédaction de ",
        "rédaction de ",
        "Avec ",
        "avec ",
        "Traduit par ",
        "traduit par ",
    ];
    let coloned = BEFORE_COLON.iter().find_map(|word| {
        let rest = part.strip_prefix(word)?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        rest.strip_prefix(':').map(str::trim_start)
    });
    coloned.or_else(|| BEFORE_NAME.iter().find_map(|word| part.strip_prefix(word)))
}

/// The address of the press office: `Media contact: Lena Voss` (T041).
pub(super) fn is_contact(text: &str) -> bool {
    const BEGIN: &[&str] = &[
        "media contact",
        "media contacts",
        "press contact",
        "press contacts",
        "contact",
        "contacts",
        "for media enquiries",
        "for media inquiries",
        "media enquiries",
        "media inquiries",
        "press enquiries",
        "press inquiries",
        "for more information",
        "for further information",
        "press office",
        "for press enquiries",
        "for enquiries",
        "contact presse",
        "enquiries",
    ];
    if !text.starts_with(['m', 'M', 'p', 'P', 'c', 'C', 'f', 'F', 'e', 'E']) {
        return false;
    }
    let begins = |begin: &&str| {
        words::after(text, begin).is_some_and(|rest| {
            let rest = words::after(rest, " please").unwrap_or(rest);
            rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(':')
                || begin.starts_with("for ") && (rest.starts_with(',') || words::begins(rest, " contact"))
        })
    };
    BEGIN.iter().any(begins)
}

/// T095: the tail of rights and disclaimers: `© 2026 Institute. The views expressed…`.
pub(super) fn is_disclaimer(text: &str) -> bool {
    let begin = ["©", "(c", "copyright", "disclaimer", "the views", "the opinions", "all rights"];
    // The first byte of each, among them that of the article.
    if !text.as_bytes().first().is_some_and(|byte| matches!(*byte | 0x20, b'(' | b'c' | b'd' | b't' | b'a' | 0xe2)) {
        return false;
    }
    // Of the article the first one behind it.
    let first = if words::begins(text, "the ") { text.as_bytes().get(4) } else { text.as_bytes().first() };
    if first.is_none_or(|byte| !matches!(*byte | 0x20, b'(' | b'c' | b'd' | b'v' | b'o' | b'a' | 0xe2)) {
        return false;
    }
    if !begin.iter().any(|begin| words::begins(text, begin)) {
        return false;
    }
    let rest = ["©", "(c)", "(C)", "Copyright ©", "Copyright (c)", "Copyright"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign));
    let year = rest.is_some_and(|rest| {
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.len() == 4
    });
    year || text.starts_with('©')
        || words::begins(text, "disclaimer:")
        || ["the views expressed", "the opinions expressed"].iter().any(|begin| {
            let rest = words::after(text, begin).unwrap_or_default();
            [" are those", " here", " in this", " in the paper", " by the author", " do not", " are the", " are solely"]
                .iter()
                .any(|next| words::begins(rest, next))
        })
        || words::begins(text, "all rights reserved")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_marks_are_whole_lines() {
        for mark in
            ["###", "# # #", "-30-", "- 30 -", "-ENDS-", "– ends –", "//END//", "ENDS", "[ENDS]", "*ENDS*", "END"]
        {
            assert!(is_end_mark(mark), "{mark}");
        }
        for text in ["### Findings", "Ends", "30", "Ends, Ways and Means", "-5-", "The end", "MSGID/X//"] {
            assert!(!is_end_mark(text), "{text}");
        }
    }

    #[test]
    fn continuation_marks_are_whole_lines() {
        for mark in ["(MORE)", "-more-", "- MORE -", "ADD 1", "MORE", "(suite)", "– à suivre –", "(suite page 2)"]
        {
            assert!(is_continuation(mark), "{mark}");
        }
        for text in ["More", "(More money is promised.)", "More of the Same", "ADD 1 tug", "Suite", "(Suite du Nord)"] {
            assert!(!is_continuation(text), "{text}");
        }
    }
}
