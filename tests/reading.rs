//! The rule cases of `tests/suite/plain`: each a text and what must be read from it, compared whole. `README.md` there says how
//! a case is written. `CASE=T047` runs those whose names begin so; `SHOW=1` prints what was read of them.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test"
)]

#[path = "reading/case.rs"]
mod case;
#[path = "reading/compare.rs"]
mod compare;
#[path = "reading/lossless.rs"]
mod lossless;
#[path = "reading/mutate.rs"]
mod mutate;

use std::{path::Path, sync::LazyLock};

use case::{Case, read_text};

/// The cases, by name.
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/plain");
    let chosen = std::env::var("CASE").unwrap_or_default();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if file.extension().is_some_and(|extension| extension == "case") && name.starts_with(&chosen) {
            found.push((name, Case::parse(&std::fs::read_to_string(&file).unwrap())));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

#[test]
fn every_case_is_read_as_it_says() {
    let mut failures = Vec::new();
    let all = cases();
    let count = all.len();
    let folder = tempfile::tempdir().unwrap();
    for (name, case) in all {
        let read = case.read(&folder.path().join(&name));
        if std::env::var("SHOW").is_ok() {
            println!("{name}\n{read:#}");
        }
        let differences = compare::differences(&case.model, &read);
        if !differences.is_empty() {
            failures.push(format!("{name}\n    {}", differences.join("\n    ")));
        }
    }
    assert!(count > 0, "no case begins so");
    assert!(failures.is_empty(), "{} of {count} cases are read otherwise:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_case_loses_a_character_or_a_line() {
    let mut failures = Vec::new();
    for (name, case) in cases() {
        if let Some(Err(wrong)) = case.reading_of_plain_text().map(|reading| lossless::check(&reading)) {
            failures.push(format!("{name}: {wrong}"));
        }
    }
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

/// Real texts, where `DESPATCH_SHARED` names their folder.
#[test]
fn no_real_text_loses_a_character_or_a_line() {
    let Ok(shared) = std::env::var("DESPATCH_SHARED") else { return };
    let mut failures = Vec::new();
    for (name, text) in corpora(&shared) {
        if let Err(wrong) = lossless::check(&read_text(text.as_bytes())) {
            failures.push(format!("{name}: {wrong}"));
        }
    }
    assert!(failures.is_empty(), "{} texts:\n{}", failures.len(), failures.join("\n"));
}

/// The bodies of all texts of the corpora, by the names of their files.
fn corpora(shared: &str) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for folder in ["speeches", "transcripts", "cables"] {
        for entry in std::fs::read_dir(Path::new(shared).join("corpora").join(folder)).unwrap() {
            let file = entry.unwrap().path();
            let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
            let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map(|(_, body)| body);
            texts.push((file.display().to_string(), body.unwrap_or(&text).to_owned()));
        }
    }
    texts.sort();
    texts
}

/// The texts that are damaged: those of the cases, and the real ones, where `DESPATCH_SHARED` names their folder.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts: Vec<String> =
        cases().iter().filter_map(|(_, case)| case.reading_of_plain_text()).map(|reading| reading.text).collect();
    if let Ok(shared) = std::env::var("DESPATCH_SHARED") {
        texts.extend(corpora(&shared).into_iter().map(|(_, text)| text));
    }
    texts
});

/// Lines of all rules, for texts that nobody would write.
const FRAGMENTS: &[&str] = &[
    "",
    "",
    "",
    "Harbour Towns on the Front Line",
    "HARBOUR TOWNS",
    "Background",
    "Background:",
    "Key points include:",
    "A lorry that carries a tank across four borders still needs a folder of permits.",
    "Winds above 15 metres a second kept survey vessels in port for four",
    "of the seven days, so a fall in the number",
    "• a tug",
    "  – a crane",
    "- a pilot",
    "* a lamp",
    "o a buoy",
    "1. One",
    "2. Two",
    "(a) first",
    "(i) roman",
    "2.1 Aims",
    "2a) part",
    "2b) part",
    "IV. Findings",
    "## Findings",
    "-----",
    "======",
    "* * *",
    "> said he",
    ">> deeper",
    "    an indented line of some length",
    "Q: Why?",
    "A: Because.",
    "CHAIR: Order.",
    "[1] A note.",
    "[2] Ibid., p. 4.",
    "A mark.[1] And another (2) and ¹.",
    "Notes",
    "a\tb\tc",
    "1\t2\t3",
    "State      2023   2024",
    "Poland      3.3    4.1",
    "| a | b |",
    "|---|---|",
    "+---+",
    "Source: NATO, 2025",
    "Table 1: Spending",
    "[MAP 1: Front line]",
    "ENDS",
    "###",
    "-30-",
    "(MORE)",
    "FOR IMMEDIATE RELEASE",
    "EMBARGO: NONE",
    "EMBARGOED UNTIL 00:01 GMT, Thursday 12 March 2026",
    "By Agnes Holt and Peter Rask",
    "12 March 2026",
    "03/04/2026",
    "BRUSSELS, 12 March — Ministers met.",
    "KYIV (Reuters) - Forces",
    "SECRET",
    "TLP:CLEAR",
    "From: a@example.org",
    "Subject: A mail",
    "It stands below the title.",
    "This report supersedes PE 586.659.",
    "-- ",
    "Jane Smith",
    "“We are ready.”",
    "— Jens Stoltenberg",
    "See <https://example.org/a",
    "b> and hxxps://evil[.]example, or https://example.org/a_(b).",
    "inter-",
    "operability",
    "```",
    "MSGID/SITREP/CTF 69/003/MAR//",
    "rule X {",
    "}",
    "UNCLAS SECTION 01 OF 02 BRUSSELS 000123",
    "SUBJECT: TALKS",
    "BLUF: It will not.",
    "(As delivered)",
    "Correction (14 March 2026): It said more.",
    "(Reporting by Ada Lind; Editing by Tom Rowe)",
    "Media contact: Lena Voss",
    "© 2026 Institute.",
    "\u{c}Page 2 of 9",
    "-2-",
    "- 3 -",
    "Key points",
    "-----Original Message-----",
    "On Thu, 5 Feb 2026 at 17:02, Jo Doe wrote:",
    "12 Quay Street",
    "1110 Brussels",
    "10 St James’s Square",
    "London SW1Y 4LE",
    "PE 586.659",
    "\u{a0}",
    "\u{200b}",
];

/// Lines of preambles and of mails.
const KEYS: &[&str] = &[
    "Title: A title",
    "Kind: briefing",
    "Short title: A name",
    "Standfirst: It stands.",
    "Bluf: It will.",
    "Key points: One; two",
    "Date: 1 May 2026",
    "Embargo: none",
    "Dateline: Paris",
    "Number: 7",
    "Supersedes: PE 1",
    "Author: Agnes Holt",
    "Language: fr",
    "Marking: TLP:CLEAR",
    "Mood: glad",
    "Subject: A mail",
    "Subject: RE: Fwd: A mail",
    "From: a@example.org",
    "Sent: 2 May 2026",
];

/// Three hundred texts, the same ones in every run. `READING_CASES=20000` asks for more, of which one in `share` is made, and for
/// others in every run: the seed is printed when one fails, and `READING_SEED` brings them back.
fn made_up(share: u32) -> proptest::test_runner::Config {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("READING_CASES").and_then(|cases| u32::try_from(cases).ok());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let seed = number("READING_SEED").unwrap_or(if cases.is_some() { now } else { 2026 });
    println!("READING_SEED={seed}");
    proptest::test_runner::Config {
        cases: cases.map_or(300, |cases| cases / share),
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(seed),
        ..Default::default()
    }
}

proptest::proptest! {
    #![proptest_config(made_up(1))]

    #[test]
    fn no_made_up_text_loses_a_character_or_a_line(
        keys in proptest::collection::vec(0..KEYS.len(), 0..4),
        lines in proptest::collection::vec((0..FRAGMENTS.len(), proptest::bool::ANY), 0..24),
    ) {
        let mut text: String = keys.iter().map(|at| format!("{}\n", KEYS[*at])).collect();
        text.extend(lines.iter().map(|(at, apart)| format!("{}{}\n", if *apart { "\n" } else { "" }, FRAGMENTS[*at])));
        proptest::prop_assert_eq!(lossless::check(&read_text(text.as_bytes())), Ok(()), "{}", text);
    }

    #[test]
    fn no_noise_loses_a_character_or_a_line(text in "[-*•>#=_|(){}.:;,'\"“”\\[\\] \\n\\ta-cA-C0-2¹²é—]{0,200}") {
        if !text.starts_with("---") && !text.starts_with("+++") {
            proptest::prop_assert_eq!(lossless::check(&read_text(text.as_bytes())), Ok(()), "{:?}", text);
        }
    }
}

proptest::proptest! {
    // Real texts are long.
    #![proptest_config(made_up(5))]

    #[test]
    fn no_damaged_text_loses_a_character_or_a_line(
        (text, other) in (0..TEXTS.len(), 0..TEXTS.len()),
        damages in proptest::collection::vec((0..mutate::KINDS, 0..1000u16, 0..1000u16), 1..12),
    ) {
        let text = mutate::damaged(&TEXTS[text], &TEXTS[other], &damages, FRAGMENTS);
        if !text.starts_with("---") && !text.starts_with("+++") {
            proptest::prop_assert_eq!(lossless::check(&read_text(text.as_bytes())), Ok(()), "{}", text);
        }
    }
}
