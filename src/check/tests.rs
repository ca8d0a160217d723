//! What the editorial checks say, and what they leave alone.

use super::*;
use crate::{
    base::Span,
    model::{Block, BlockKind, Inline, Kind, LangTag, Link, Role, Section},
};

/// A house that uses `NATO`.
fn house() -> House {
    let settings =
        "title = \"T\"\nbase_url = \"https://a.org\"\nlanguage = \"en\"\n[actors.NATO]\nnames = [\"OTAN\"]\n";
    House::of(&crate::config::parse(settings).value)
}

/// A briefing of one paragraph in English.
fn briefing(text: &str, cited: bool) -> Briefing {
    let slug = crate::base::Slug::from_name("x").expect("a slug");
    let mut briefing = Briefing::new(Kind::Briefing, LangTag::parse("en-GB").expect("a tag"), slug);
    let span = Span::new(0, text.len());
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut content = vec![Inline::Text(folded)];
    if cited {
        let link = Link { target: "https://a.org".into(), title: None, content: Vec::new(), span };
        content.push(Inline::Link(Box::new(link)));
    }
    let block = Block { kind: BlockKind::Paragraph { number: None, content }, span };
    briefing.body.push(Section { heading: None, level: 2, role: Role::Body, blocks: vec![block], span });
    briefing
}

/// What is said of a text: kinds and the words they stand at.
fn said(text: &str) -> Vec<(Code, &str)> {
    let notes = editorial(&briefing(text, false), text, &house());
    notes.iter().map(|note| (note.code, note.span.unwrap_or_default().slice(text))).collect()
}

#[test]
fn an_attribution_that_names_nobody_is_said_at_its_words() {
    assert_eq!(
        said("The plan is late. Experts suggest\nthat it will grow."),
        [(Code::VagueAttribution, "Experts suggest")]
    );
    assert_eq!(said("It is believed that the bridge holds."), [(Code::VagueAttribution, "It is believed that")]);
    assert_eq!(said("Several experts who were asked by the committee gave their names."), []);
    assert_eq!(said("Somebody says so."), []);
}

#[test]
fn a_note_or_a_link_settles_an_attribution() {
    let text = "Experts say that it is late.";
    assert_eq!(editorial(&briefing(text, true), text, &house()), []);
}

#[test]
fn an_acronym_is_said_once_at_its_first_use() {
    assert_eq!(said("The QRF moved. The QRF stopped."), [(Code::UndefinedAcronym, "QRF")]);
    assert_eq!(said("Two UAVs flew."), [(Code::UndefinedAcronym, "UAVs")]);
    assert_eq!(said("NATO, the USA and Part VIII are known; so is F-16."), []);
    assert_eq!(said("The QRF (a quick reaction force) moved."), []);
    assert_eq!(said("THIS IS A BANNER AND NOT A TEXT"), []);
}

#[test]
fn likelihood_and_confidence_in_one_sentence_are_said() {
    let mixed = "We judge with high confidence that it is highly likely to fail.";
    assert_eq!(said(mixed), [(Code::ConfidenceWithLikelihood, "high confidence")]);
    assert_eq!(said("It is highly likely to fail. We have high confidence in this."), []);
}

#[test]
fn a_figure_without_a_source_is_said_where_others_have_one() {
    assert_eq!(said("Spending rose by 12.5% in a year."), []);
    let text = "Spending rose by 12.5% in a year.";
    let mut cited = briefing(text, false);
    let other = briefing("Other.", true);
    cited.body.extend(other.body);
    let notes = editorial(&cited, text, &house());
    let all: Vec<_> = notes.iter().map(|note| (note.code, note.span.unwrap_or_default().slice(text))).collect();
    assert_eq!(all, [(Code::UncitedClaim, "12.5%")]);
}

#[test]
fn another_name_of_an_actor_is_said_with_the_sites_own() {
    let mut briefing = briefing("Text.", false);
    briefing.subjects.actors = vec!["OTAN".into(), "NATO".into()];
    let notes = editorial(&briefing, "Text.", &house());
    assert_eq!(notes.iter().map(|note| note.help.as_deref()).collect::<Vec<_>>(), [Some("write \"NATO\"")]);
    briefing.language = LangTag::parse("fr").expect("a tag");
    assert_eq!(editorial(&briefing, "Text.", &house()), []);
}
