//! The metadata of pages, as machines see it.

use serde_json::Value;

use super::*;
use crate::{
    plan::ListKey,
    render::testing::{HOSTILE, World},
};

const REPORT: &str = "+++\ntitle = \"Rail & road\"\ndate = 2026-07-12\nseries = \"Baltic Watch\"\nnumber = \"12\"\n\
    standfirst = \"What moves.\"\ntopics = [\"Logistics\"]\ndoi = \"10.1234/abc\"\nplaces = [\"EE\"]\n\
    authors = [{ name = \"Jane Smith\", role = \"Fellow\", affiliation = \"Staff College\", orcid = \"0000-0002-1825-0097\" }, \"Ministry of Defence\"]\n\
    [[history]]\non = 2026-07-14\nkind = \"correction\"\nnote = \"12, not 21\"\n\
    [[sources]]\nid = \"a\"\ntitle = \"A source\"\nurl = \"https://b.org/\"\n+++\n\nText.\n";

fn world() -> World {
    World::of(&[("briefings/rail.md", REPORT), ("pages/about.md", "---\ntitle: About us\n---\n\nWe are.\n")])
}

fn of(world: &World, slug: &str) -> Metadata {
    let id = world.id(slug);
    world.ground(|ground| of_briefing(ground, id, &(ground.bodies)(id).expect("a body")))
}

fn json(metadata: &Metadata) -> Value {
    serde_json::from_str(&metadata.json_ld).expect("JSON")
}

fn content<'a>(metadata: &'a Metadata, name: &str) -> Vec<&'a str> {
    metadata.meta.iter().filter(|tag| tag.name == name).map(|tag| tag.content.as_str()).collect()
}

#[test]
fn a_report_says_who_wrote_it_when_and_what_was_corrected() {
    let json = json(&of(&world(), "rail"));
    assert_eq!(json["@type"], "Report");
    assert_eq!(json["reportNumber"], "12");
    assert_eq!(json["datePublished"], "2026-07-12T00:00:00+01:00");
    assert_eq!(json["dateModified"], "2026-07-14T00:00:00+01:00");
    assert_eq!(json["author"][0]["@type"], "Person");
    assert_eq!(json["author"][0]["affiliation"]["name"], "Staff College");
    assert_eq!(json["author"][0]["sameAs"][0], "https://orcid.org/0000-0002-1825-0097");
    assert_eq!(json["author"][1]["@type"], "Organization");
    assert_eq!(json["correction"][0]["text"], "12, not 21");
    assert_eq!(json["citation"][0]["url"], "https://b.org/");
    assert_eq!(json["isPartOf"]["name"], "Baltic Watch");
    assert_eq!(json["spatialCoverage"][0]["identifier"], "EE");
    let crumbs = &json["mainEntityOfPage"]["breadcrumb"]["itemListElement"];
    assert_eq!(crumbs[1]["item"], "https://a.org/x/series/baltic-watch/");
    assert_eq!(crumbs.as_array().map(Vec::len), Some(3));
}

#[test]
fn each_kind_has_its_type() {
    for (kind, expected) in [
        ("briefing", "Report"),
        ("report", "Report"),
        ("assessment", "Report"),
        ("commentary", "AnalysisNewsArticle"),
        ("explainer", "AnalysisNewsArticle"),
        ("statement", "NewsArticle"),
        ("advisory", "TechArticle"),
        ("transcript", "Article"),
    ] {
        let text = format!("---\ntitle: A\nkind: {kind}\ndate: 2026-01-01\n---\n\nText.\n");
        assert_eq!(json(&of(&World::of(&[("briefings/a.md", &text)]), "a"))["@type"], expected, "{kind}");
    }
}

#[test]
fn highwire_has_one_author_a_tag_and_the_date_with_slashes() {
    let metadata = of(&world(), "rail");
    assert_eq!(content(&metadata, "citation_author"), ["Jane Smith", "Ministry of Defence"]);
    assert_eq!(content(&metadata, "citation_publication_date"), ["2026/07/12"]);
    assert_eq!(content(&metadata, "citation_technical_report_institution"), ["Institute & Co"]);
    assert_eq!(content(&metadata, "citation_technical_report_number"), ["12"]);
    assert_eq!(content(&metadata, "og:image"), ["https://a.org/x/briefings/rail/card.png"]);
    assert_eq!(content(&metadata, "og:image:alt"), ["Briefing · Rail & road · 2026-07-12 · Northern Flank"]);
    assert_eq!(content(&metadata, "og:locale"), ["en_GB"]);
}

#[test]
fn lists_are_collections_and_the_home_is_the_site() {
    let world = world();
    let page = ListPage { edition: 0, list: ListKey::All, page: 1, pages: 1 };
    let list = json(&world.ground(|ground| of_list(ground, page, "All", "")));
    assert_eq!(list["@type"], "CollectionPage");
    assert_eq!(list["mainEntity"]["itemListElement"][0]["url"], "https://a.org/x/briefings/rail/");
    let home = json(&world.ground(|ground| of_home(ground, 0)));
    assert_eq!(home["@type"], "WebSite");
    assert_eq!(home["potentialAction"]["target"]["urlTemplate"], "https://a.org/x/search/?q={search_term_string}");
    let about = json(&world.ground(|ground| of_text(ground, world.id("about"))));
    assert_eq!(about["@type"], "AboutPage");
}

#[test]
fn nothing_in_a_title_ends_the_script_element() {
    let world = World::of_titles(HOSTILE);
    for (at, title) in HOSTILE.iter().enumerate() {
        let metadata = of(&world, &format!("b{at}"));
        assert!(!metadata.json_ld.contains(['<', '>', '&', '\u{2028}']), "{}", metadata.json_ld);
        assert_eq!(json(&metadata)["headline"], *title);
    }
}
