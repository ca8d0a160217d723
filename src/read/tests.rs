//! What the reader makes of whole files.

use std::collections::BTreeMap;

use super::*;
use crate::model::{BlockKind, Embargo};

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

fn codes(read: &Noted<Reading>) -> Vec<&'static str> {
    read.notes.iter().map(|note| note.code.name()).collect()
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
        assert_eq!(read.date.map(|date| date.iso()).as_deref(), Some("2026-03-12"));
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
    assert_eq!(help("bad_slug").as_deref(), Some("write `a-b`"));
}

#[test]
fn yaml_errors_stand_at_their_place() {
    let read = markdown("---\ntitle: A\ntopcs: [x]\nplaces: [UK]\n---\nText.\n");
    let said: Vec<(&str, &str)> = read
        .notes
        .iter()
        .map(|note| (note.code.name(), note.span.map(|span| span.slice(&read.value.text)).unwrap_or_default()))
        .collect();
    assert_eq!(said, [("unknown_key", "topcs"), ("bad_country", "UK")]);
    let broken = markdown("---\ntitle: \"A\n---\nText.\n");
    assert_eq!(codes(&broken), ["no_title", "bad_front_matter"]);
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
    assert!(matches!(kinds[3], BlockKind::Quote { attribution: Some(who), .. } if who == "Jane Smith, Oslo"));
    assert!(matches!(kinds[4], BlockKind::Callout { title: Some(_), blocks, .. } if blocks.len() == 1));
    assert_eq!(kinds.len(), 5);
}
