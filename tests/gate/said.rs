//! Whatever an author writes to say that a text is not to be seen: it is heard, in both readers, however it was typed or pasted.

use despatch::base::Code;

use super::site::{briefing, site};

const WORD: &str = "zqcanary";
const LATER: &str = "00:01 GMT, Tuesday 12 January 2027";

/// A Markdown text with a body that begins so.
fn markdown(body: &str) -> String {
    briefing(&format!("{WORD} title"), "", &format!("{body}\n\n{WORD} text."))
}

/// A plain text that begins with these lines after its title.
fn plain(lines: &str) -> String {
    format!("{WORD} title\n\n{lines}\n\n{WORD} text of some length, so that it is taken for a paragraph.\n")
}

/// The text is withheld, whatever else is said; that nothing then tells of it is shown by `tests/properties`.
fn assert_withheld(case: &str, path: &str, text: &str) {
    let checked = site(&[(path, text)]).check();
    assert!(checked.withheld(path).is_some(), "{case} is not withheld: {:#?}", checked.outcome.findings);
}

fn assert_both_withhold(line: &str) {
    assert_withheld(line, "content/briefings/a.md", &markdown(line));
    assert_withheld(line, "content/briefings/a.txt", &plain(line));
}

#[test]
fn a_marking_is_seen_however_it_is_dressed() {
    for line in [
        "SECRET",
        "SECRET//NOFORN",
        "SEC\u{200b}RET",
        "ＳＥＣＲＥＴ",
        "S E C R E T",
        "T O P  S E C R E T",
        "OFFICIAL\u{2011}SENSITIVE",
        "OFFICIAL — SENSITIVE",
        "Classification: SECRET",
        "TLP:GREEN",
        "TLP:AMBER+STRICT",
        "NATO UNCLASSIFIED",
        "EU LIMITE",
    ] {
        assert_both_withhold(line);
    }
    for line in [
        "# SECRET",
        "**SECRET**",
        "> SECRET",
        "`SECRET`",
        "\\[SECRET\\]",
        "<center>SECRET</center>",
        "<p align=\"center\"><b>SECRET//NOFORN</b></p>",
        "<!-- SECRET -->",
        "SECRET&nbsp;//&nbsp;NOFORN",
    ] {
        assert_withheld(line, "content/briefings/a.md", &markdown(line));
    }
    assert_withheld(
        "foot",
        "content/briefings/a.md",
        &briefing("x", "", &format!("{WORD} text that ends here.\n\nSECRET")),
    );
}

#[test]
fn portion_marks_above_u_withhold_in_both_readers() {
    for second in ["(S)", "(C)", "(TS)", "(NR)", "(S//NF)", "(S//REL TO USA, GBR)", "(TS//SI//NF)"] {
        let text = |from: &str, to: &str| format!("{from} (U) {WORD} text.\n\n{to} {second} More of the text.\n");
        for (from, to) in [("1.", "2."), ("(1)", "(2)"), ("a.", "b."), ("1.1", "1.2")] {
            assert_withheld(second, "content/briefings/a.md", &briefing("x", "", &text(from, to)));
            assert_withheld(second, "content/briefings/a.txt", &format!("{WORD} title\n\n{}", text(from, to)));
        }
    }
    let dressed = format!("1. **(U)** {WORD} text.\n2. **(S)** More.");
    assert_withheld("bold", "content/briefings/a.md", &briefing("x", "", &dressed));
    let open = "1. (U) An open text.\n\n2. (U) More of it.\n";
    assert!(site(&[("content/briefings/a.md", &briefing("A", "", open))]).build().has("briefings/a/index.html"));
}

#[test]
fn an_embargo_line_holds_in_both_readers() {
    for line in [
        format!("EMBARGOED UNTIL {LATER}"),
        format!("**STRICTLY EMBARGOED UNTIL {LATER}**"),
        "Embargo: 2027-01-12T00:01:00Z".to_owned(),
        format!("Not for publication before {LATER}"),
        "EMBARGOED UNTIL 00:01HRS FRIDAY 28 AUGUST".to_owned(),
        "EMBARGOED UNTIL DELIVERY".to_owned(),
    ] {
        assert_both_withhold(&line);
    }
    let first = format!("# {WORD} title\n\nEMBARGOED UNTIL {LATER}.\n\n{WORD} text.\n");
    assert_withheld("below the title", "content/briefings/a.md", &first);
}

#[test]
fn words_of_embargoes_and_markings_in_prose_hold_nothing() {
    for body in [
        "The arms embargo until 2031 is a matter of debate among the members of the Council.",
        "## Embargo: what comes next\n\nText of the briefing.",
        "The minister read a SECRET annex.",
        "EMBARGO: NONE\n\nText of the briefing.",
        "For immediate release\n\nText of the briefing.",
        "SECRET TREATIES OF THE CASPIAN\n\nText of the briefing.",
        "1. (C) 2024 The Institute.\n2. More.",
    ] {
        let built = site(&[("content/briefings/a.md", &briefing("A", "", body))]).build();
        assert!(built.has("briefings/a/index.html"), "{body}: {:#?}", built.outcome.findings);
    }
}

#[test]
fn front_matter_wins_over_an_embargo_in_the_text() {
    let text = briefing("A", "embargo = \"2026-01-12T00:01:00Z\"", &format!("EMBARGOED UNTIL {LATER}\n\nText."));
    assert!(site(&[("content/briefings/a.md", &text)]).build().has("briefings/a/index.html"));
}

/// These are errors too, and no new output is written; but what was public before must go.
#[test]
fn front_matter_that_cannot_be_read_is_heard_where_it_speaks_of_a_release() {
    let keys = "date: 2026-03-12\ndraft: true";
    for (case, text) in [
        ("broken YAML", format!("---\n{keys}\ntitle: \"{WORD}\n---\n\nText.\n")),
        ("broken TOML", format!("+++\ndraft = true\ntitle = \"{WORD}\n+++\n\nText.\n")),
        ("never closed", format!("---\n{keys}\n\n# {WORD}\n\nText.\n")),
        ("a blank line before it", format!("\n---\n{keys}\n---\n\n# {WORD}\n\nText.\n")),
        ("a character that nobody sees before it", format!("\u{200b}---\n{keys}\n---\n\n# {WORD}\n\nText.\n")),
        ("two byte order marks", format!("\u{feff}\u{feff}---\n{keys}\n---\n\n# {WORD}\n\nText.\n")),
        ("a space before it", format!(" ---\n{keys}\n ---\n\n# {WORD}\n\nText.\n")),
        ("four dashes", format!("----\n{keys}\n----\n\n# {WORD}\n\nText.\n")),
        ("the format's name behind the dashes", format!("---toml\ndraft = true\n---\n\n# {WORD}\n\nText.\n")),
        ("after a heading", format!("# {WORD}\n\n---\n{keys}\n---\n\nText.\n")),
        (
            "an embargo of broken YAML",
            format!("---\nembargo: \"2027-01-01T00:00:00Z\"\ntitle: \"{WORD}\n---\n\nText.\n"),
        ),
        ("a marking of broken YAML", format!("---\nmarking: SECRET\ntitle: \"{WORD}\n---\n\nText.\n")),
        ("`draft` as a text", format!("+++\ntitle = \"{WORD}\"\ndraft = \"true\"\n+++\n\nText.\n")),
        ("a list of markings", format!("+++\ntitle = \"{WORD}\"\nmarking = [\"SECRET\"]\n+++\n\nText.\n")),
        ("a number for an embargo", format!("+++\ntitle = \"{WORD}\"\nembargo = 2027\n+++\n\nText.\n")),
    ] {
        assert_withheld(case, "content/briefings/a.md", &text);
    }
    let zero_width = format!("Title: {WORD}\nDate: 2026-03-12\nDra\u{200b}ft: yes\n\n{WORD} text.\n");
    assert_withheld("a key with a character that nobody sees", "content/briefings/a.txt", &zero_width);
    let past = format!("---\nembargo: 2026-01-01T00:00:00Z\ntitle: \"{WORD}\n---\n\nText.\n");
    assert_eq!(site(&[("content/briefings/a.md", &past)]).build().withheld("content/briefings/a.md"), None);
}

#[test]
fn a_misspelt_key_that_would_have_withheld_is_an_error_whatever_the_site_says_of_unknown_keys() {
    for key in [
        "Draft = true",
        "drafts = true",
        "\"dra\\u200bft\" = true",
        "status = \"draft\"",
        "published = false",
        "private = true",
        "embargoed = \"2027-01-12T00:01:00Z\"",
        "embargo_until = 2027-01-12",
        "embrago = \"2027-01-12T00:01:00Z\"",
        "classification = \"SECRET\"",
        "Marking = \"SECRET\"",
        "tlp = \"TLP:AMBER\"",
    ] {
        for policy in ["extra", "warn"] {
            let text = briefing(WORD, key, "Text.");
            let site = site(&[("content/briefings/a.md", &text)]);
            let checked = site.settings(&format!("[content]\nunknown_keys = \"{policy}\"\n")).check();
            assert_eq!(checked.errors(), [Code::UnknownKey], "{key}");
        }
    }
    for line in ["Embrago: 2027-01-12T00:01:00Z", "Status: draft", "Drafts: yes"] {
        let text = format!("Title: {WORD}\nDate: 2026-03-12\n{line}\n\nText of a paragraph.\n");
        assert_eq!(site(&[("content/briefings/a.txt", &text)]).check().errors(), [Code::UnknownKey], "{line}");
    }
    for key in
        ["published = true", "drift = \"x\"", "status = \"final\"", "classification = \"PUBLIC\"", "draft_of = \"\""]
    {
        let site = site(&[("content/briefings/a.md", &briefing("A", key, "Text."))]);
        assert!(site.settings("[content]\nunknown_keys = \"extra\"\n").check().errors().is_empty(), "{key}");
    }
}

#[test]
fn a_reason_without_a_letter_overrides_nothing() {
    for reason in ["\\u200b", "-", " ", "1"] {
        let keys = format!("marking = \"SECRET\"\nmarking_override = \"{reason}\"");
        assert_withheld(reason, "content/briefings/a.md", &briefing(WORD, &keys, "Text."));
    }
}
