//! What the reader makes of whole files.

use std::collections::BTreeMap;

use super::*;
use crate::model::{Block, BlockKind, Embargo, Inline, Section};

pub(crate) fn options() -> ReadOptions {
    ReadOptions {
        language: LangTag::parse("en-GB").expect("a tag"),
        kind: Kind::Briefing,
        date_order: None,
        zone: "UTC".to_owned(),
        unknown_keys: UnknownKeys::Error,
        keys: BTreeMap::new(),
        roles: BTreeMap::new(),
        smart_punctuation: false,
    }
}

fn reading(path: &str, text: &str) -> Noted<Reading> {
    let path = SitePath::new(path).expect("a path");
    read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, &options())
}

fn markdown(text: &str) -> Noted<Reading> {
    reading("content/briefings/x.md", text)
}

/// What is wrong; that date, author and source are missing goes without saying here.
fn codes(read: &Noted<Reading>) -> Vec<&'static str> {
    let names = read.notes.iter().map(|note| note.code.name());
    names.filter(|name| !matches!(*name, "no_date" | "no_author" | "no_source")).collect()
}

#[test]
fn front_matter_in_toml_and_in_yaml_says_the_same() {
    let toml = "+++\ntitle = \"A\"\ndate = 2026-03-12\ntopics = [\"x\", \"y\"]\nplaces = [\"GB\"]\nembargo = 2026-03-12T06:00:00+01:00\n\n[[sources]]\nid = \"s\"\ntitle = \"S\"\ngrade = \"B2\"\n+++\nText.\n";
    let yaml = "---\ntitle: A\ndate: 2026-03-12\ntopics: [x, \"y\"]\nplaces:\n  - GB\nembargo: 2026-03-12T06:00:00+01:00\nsources:\n  - id: s\n    title: S\n    grade: B2\n---\nText.\n";
    let (toml, yaml) = (markdown(toml), markdown(yaml));
    assert_eq!(codes(&toml), Vec::<&str>::new(), "{:?}", toml.notes);
    assert_eq!(codes(&yaml), Vec::<&str>::new(), "{:?}", yaml.notes);
    for read in [&toml.value.briefing, &yaml.value.briefing] {
        assert_eq!(read.title.as_deref(), Some("A"));
        assert_eq!(read.date.map(crate::base::Stamp::iso).as_deref(), Some("2026-03-12"));
        assert_eq!(read.subjects.topics, ["x", "y"]);
        assert_eq!(read.sources.len(), 1);
        assert!(matches!(read.embargo, Embargo::Until(until) if until.offset == 3600));
    }
}

#[test]
fn every_error_stands_at_its_key_or_value() {
    let text = "+++\ntitle = 5\ntopcs = [\"x\"]\nplaces = [\"UK\"]\ndate = \"2026-02-30\"\ndoi = \"x\"\nlanguage = \"english\"\nslug = \"A b\"\nauthors = [{ name = \"N\", orcid = \"0000-0002-1825-0098\" }]\n+++\nText.\n";
    let read = markdown(text);
    let said: Vec<(&str, &str)> = read
        .notes
        .iter()
        .filter(|note| !matches!(note.code.name(), "no_date" | "no_author" | "no_source"))
        .map(|note| (note.code.name(), note.span.map(|span| span.slice(&read.value.text)).unwrap_or_default()))
        .collect();
    assert_eq!(
        said,
        [
            ("no_title", ""),
            ("wrong_type", "5"),
            ("unknown_key", "topcs"),
            ("bad_country", "\"UK\""),
            ("bad_date", "\"2026-02-30\""),
            ("bad_doi", "\"x\""),
            ("bad_language", "\"english\""),
            ("bad_slug", "\"A b\""),
            ("bad_orcid", "\"0000-0002-1825-0098\""),
        ]
    );
    let help = |code: &str| read.notes.iter().find(|note| note.code.name() == code).and_then(|note| note.help.clone());
    assert_eq!(help("unknown_key").as_deref(), Some("did you mean `topics`?"));
    assert_eq!(help("bad_country").as_deref(), Some("did you mean `GB`?"));
    assert_eq!(help("bad_language").as_deref(), Some("did you mean `en`?"));
    assert_eq!(help("wrong_type").as_deref(), Some("write one text in quotation marks"));
    assert_eq!(help("bad_slug").as_deref(), Some("write `a-b`"));
}

#[test]
fn yaml_errors_stand_at_their_place() {
    let read = markdown("---\ntitle: A\ntopcs: [x]\nplaces: [UK]\n---\nText.\n");
    let said: Vec<(&str, &str)> = read
        .notes
        .iter()
        .filter(|note| !matches!(note.code.name(), "no_date" | "no_author" | "no_source"))
        .map(|note| (note.code.name(), note.span.map(|span| span.slice(&read.value.text)).unwrap_or_default()))
        .collect();
    assert_eq!(said, [("unknown_key", "topcs"), ("bad_country", "UK")]);
    let broken = markdown("---\ntitle: \"A\n---\nText.\n");
    assert_eq!(codes(&broken), ["bad_front_matter"]);
}

#[test]
fn front_matter_that_never_closes_is_an_error() {
    assert!(codes(&markdown("+++\ntitle = \"A\"\n\nText.\n")).contains(&"unclosed_front_matter"));
    assert!(codes(&markdown("---\ntitle: A\n\nText.\n")).contains(&"unclosed_front_matter"));
}

#[test]
fn a_first_heading_is_the_title_and_not_repeated() {
    let read = markdown("# The *title*\n\nLead.\n\n## Background\n\nText.\n");
    let briefing = &read.value.briefing;
    assert_eq!(briefing.title.as_deref(), Some("The title"));
    assert_eq!(briefing.body.len(), 2);
    assert_eq!(briefing.body[0].heading, None);
    assert_eq!(briefing.body[1].role, Role::Background);
}

#[test]
fn what_belongs_together_is_put_together() {
    let text = "+++\ntitle = \"A\"\n+++\nThree follow:\n\n- a\n- b\n\nTable 1: Spending\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nSource: NATO, 2025\n\n![Map](m.png \"Figure 1: Front. Source: ISW\")\n\n> We stand.\n>\n> — Jane Smith, Oslo\n\n> [!NOTE] Mind this\n> text\n";
    let read = markdown(text);
    assert_eq!(codes(&read), Vec::<&str>::new());
    let kinds: Vec<&BlockKind> = read.value.briefing.body[0].blocks.iter().map(|block| &block.kind).collect();
    assert!(matches!(kinds[0], BlockKind::List(list) if list.lead_in.is_some() && list.tight));
    assert!(matches!(kinds[1], BlockKind::Table(table) if table.caption.is_some() && table.source.is_some()));
    assert!(matches!(kinds[2], BlockKind::Figure(figure) if figure.caption.is_some() && figure.source.is_some()));
    assert!(matches!(kinds[3], BlockKind::Quote { attribution: Some(who), .. } if &**who == "Jane Smith, Oslo"));
    assert!(matches!(kinds[4], BlockKind::Callout(callout) if callout.title.is_some() && callout.blocks.len() == 1));
    assert_eq!(kinds.len(), 5);
}

#[test]
fn a_summary_section_a_glossary_and_sources_are_found() {
    let text = "# T\n\n## Key judgements\n\n- One.\n- Two.\n\n## Text\n\nThe North Atlantic Treaty Organization (NATO) met.\n\n## Sources\n\n1. [A](https://a.b), 2025.\n2. B.\n";
    let read = markdown(text);
    let briefing = &read.value.briefing;
    assert_eq!(briefing.summary.points.len(), 2);
    assert_eq!(briefing.glossary.first().map(|pair| pair.term.as_str()), Some("NATO"));
    assert_eq!(
        briefing.sources.iter().map(|source| source.url.as_deref()).collect::<Vec<_>>(),
        [Some("https://a.b"), None]
    );
    let labelled = markdown("# T\n\n**BLUF:** Not before *spring*.\n\nText.\n").value.briefing;
    assert_eq!(labelled.summary.bluf.as_deref().map(crate::model::plain_text).as_deref(), Some("Not before spring."));
    assert_eq!(labelled.body.first().map(|section| section.blocks.len()), Some(1));
}

#[test]
fn a_sidecar_speaks_for_its_text_and_the_text_s_own_front_matter_wins() {
    let path = SitePath::new("content/briefings/x.md").expect("a path");
    let sidecar = b"title = \"Side\"\ntopics = [\"a\"]\nplaces = [\"XX\"]\n";
    let source = SourceFile { path: &path, bytes: b"+++\ntitle = \"Own\"\n+++\nText.\n", sidecar: Some(sidecar) };
    let read = read(source, &options());
    assert_eq!(read.value.briefing.title.as_deref(), Some("Own"));
    assert_eq!(read.value.briefing.subjects.topics, ["a"]);
    assert_eq!(read.value.sidecar_notes.iter().map(|note| note.code.name()).collect::<Vec<_>>(), ["bad_country"]);
}

#[test]
fn foreign_keys_are_mapped_kept_or_refused() {
    let text = "---\nlayout: post\ntitle: A\ndate: 2024-06-04 12:00:00 +0800\ntags: [x]\ncategories: [y]\n---\nText.\n";
    let path = SitePath::new("content/briefings/x.md").expect("a path");
    let of = |options: &ReadOptions| read(SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None }, options);
    let keys = [("tags", "topics"), ("categories", "topics")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let mapped = ReadOptions { keys: keys.into(), unknown_keys: UnknownKeys::Extra, ..options() };
    let mapped = of(&mapped);
    assert_eq!(codes(&mapped), Vec::<&str>::new());
    assert_eq!(mapped.value.briefing.subjects.topics, ["x", "y"]);
    assert_eq!(mapped.value.briefing.date.map(crate::base::Stamp::iso).as_deref(), Some("2024-06-04T12:00:00+08:00"));
    assert_eq!(mapped.value.briefing.extra.get("layout"), Some(&serde_json::Value::from("post")));
    assert_eq!(codes(&of(&options())), ["unknown_key", "unknown_key", "unknown_key"]);
    let warned = of(&ReadOptions { unknown_keys: UnknownKeys::Warn, ..options() });
    assert_eq!(codes(&warned), ["foreign_key", "foreign_key", "foreign_key"]);
}

#[test]
fn judgements_take_the_scale_that_has_their_terms_and_rows_are_not_mixed() {
    let judged = |terms: &[&str]| {
        let tables = terms.iter().fold(String::new(), |tables, term| {
            tables + &format!("[[judgements]]\ntext = \"x\"\nlikelihood = \"{term}\"\n")
        });
        markdown(&format!("+++\ntitle = \"A\"\n{tables}+++\nText.\n"))
    };
    assert_eq!(codes(&judged(&["likely", "realistic possibility"])), Vec::<&str>::new());
    let icd = judged(&["likely", "almost no chance"]);
    let scales = icd.value.briefing.judgements.iter().filter_map(|one| one.likelihood).map(|term| term.scale.name());
    assert_eq!(scales.collect::<Vec<_>>(), ["icd203_a", "icd203_a"]);
    assert_eq!(codes(&judged(&["almost no chance", "nearly certain"])), ["mixed_scales"]);
    assert_eq!(codes(&judged(&["quite likley"])), ["unknown_term"]);
}

#[test]
fn a_retraction_gives_its_reason_and_ids_are_unique() {
    let text = "+++\ntitle = \"A\"\n[[history]]\non = 2026-03-14\nkind = \"retraction\"\n[[sources]]\nid = \"a\"\ntitle = \"x\"\n[[sources]]\nid = \"a\"\ntitle = \"y\"\n+++\nText.\n";
    assert_eq!(codes(&markdown(text)), ["retraction_without_reason", "duplicate_id"]);
}

#[test]
fn notes_without_text_and_texts_without_mark_are_errors_at_their_place() {
    let read = markdown("# T\n\nOne[^1], two[^2].\n\n[^1]: First.\n\n[^x]: Lost.\n");
    let said: Vec<&str> = read
        .notes
        .iter()
        .filter(|note| note.code.name() == "unmatched_note")
        .map(|note| note.span.map(|span| span.slice(&read.value.text).trim()).unwrap_or_default())
        .collect();
    assert_eq!(said, ["[^2]", "[^x]: Lost."]);
}

#[test]
fn an_image_needs_words_or_a_reason() {
    assert_eq!(codes(&markdown("# T\n\n![](a.png)\n\nText.\n")), ["missing_alt"]);
    for text in [
        "![](a.png){decorative=\"a rule of colour\"}",
        "![](a.png \"decorative: a rule of colour\")",
        "![A map](a.png)",
    ] {
        let read = markdown(&format!("# T\n\n{text}\n"));
        assert_eq!(codes(&read), Vec::<&str>::new(), "{text}");
        assert!(matches!(read.value.briefing.body[0].blocks[0].kind, BlockKind::Figure(_)), "{text}");
    }
}

#[test]
fn nothing_nested_overflows_the_stack() {
    for piece in ["> ", "- ", "*a **a ", "[", "1. ", "![", "~~a ", "- > "] {
        let read = markdown(&format!("# T\n\n{}x\n", piece.repeat(20_000)));
        assert!(!read.value.briefing.body.is_empty(), "{piece}");
    }
}

#[test]
fn dates_and_embargoes_are_exact_or_errors() {
    let said = |line: &str| codes(&markdown(&format!("+++\ntitle = \"A\"\n{line}\n+++\nText.\n")));
    for line in [
        "date = 2026-03-12",
        "date = \"2026-03-12T06:00:00Z\"",
        "date = 2026-03-12 06:00:00+01:00",
        "embargo = \"none\"",
    ] {
        assert_eq!(said(line), Vec::<&str>::new(), "{line}");
    }
    assert_eq!(said("date = \"03/04/2026\""), ["ambiguous_date"]);
    assert_eq!(said("date = \"12 March 2026\""), ["bad_date"]);
    assert_eq!(said("date = 2026-03-12T06:00:00"), ["bad_date"]);
    for line in ["embargo = 2026-03-12T06:00:00", "embargo = 2026-03-12", "embargo = \"tomorrow\"", "embargo = 5"] {
        let read = markdown(&format!("+++\ntitle = \"A\"\n{line}\n+++\nText.\n"));
        assert!(matches!(read.value.briefing.embargo, Embargo::Held { .. }), "{line}");
        assert!(
            codes(&read).iter().any(|code| matches!(*code, "bad_embargo" | "wrong_type")),
            "{line}: {:?}",
            codes(&read)
        );
    }
}

#[test]
fn a_marking_in_the_text_is_not_unmarked_by_front_matter() {
    let read = markdown("+++\ntitle = \"A\"\nmarking = \"TLP:CLEAR\"\n+++\nSECRET\n\nText.\n");
    assert!(matches!(read.value.briefing.marking, crate::model::Marking::Refused { .. }));
    assert_eq!(read.value.briefing.body[0].blocks.len(), 1);
}

#[test]
fn a_flood_of_marks_without_notes_is_counted_and_not_listed() {
    let read = markdown(&format!("# T\n\n{}\n", "a[^x] ".repeat(150)));
    let said = |said: &str| read.notes.iter().filter(|note| note.message == said).count();
    assert_eq!(said("there is no note `[^x]`"), 100);
    assert_eq!(said("50 more marks of notes that are not there"), 1);
}

#[test]
fn a_block_takes_no_more_room_than_a_paragraph_needs() {
    assert!(size_of::<Block>() <= 56, "{}", size_of::<Block>());
    assert!(size_of::<Inline>() <= 32, "{}", size_of::<Inline>());
    assert!(size_of::<Section>() <= 112, "{}", size_of::<Section>());
}
