//! Feeds as readers see them.

use serde_json::Value;

use super::*;
use crate::render::{
    testing::{HOSTILE, World},
    xml::tests::assert_well_formed,
};

fn world() -> World {
    World::of(&[
        (
            "briefings/old.md",
            "---\ntitle: Old\ndate: 2026-01-05\ntopics: [Air defence]\nauthors: [A. Writer]\n---\n\nOld text.\n",
        ),
        (
            "briefings/new.md",
            "---\ntitle: New\ndate: 2026-07-01T06:00:00+01:00\nstandfirst: What is new\n---\n\nNew text.\n",
        ),
        ("briefings/undated.md", "---\ntitle: Undated\n---\n\nText.\n"),
        ("briefings/later.md", "---\ntitle: SECRETCANARY\ndate: 2027-03-01\n---\n\nText.\n"),
        ("briefings/draft.md", "---\ntitle: DRAFTCANARY\ndate: 2026-12-30\ndraft: true\n---\n\nText.\n"),
        (
            "briefings/gone.md",
            "+++\ntitle = \"Gone\"\ndate = 2026-02-01\nstandfirst = \"Its claim\"\n\
             [[history]]\non = 2026-08-05\nkind = \"retraction\"\nnote = \"The data were wrong.\"\n+++\n\nText.\n",
        ),
        (
            "briefings/mended.md",
            "+++\ntitle = \"Mended\"\ndate = 2026-03-01\nstandfirst = \"Its point\"\n\
             [[history]]\non = 2026-03-14\nkind = \"correction\"\nnote = \"It is 12, not 21.\"\n+++\n\nText.\n",
        ),
    ])
}

fn atom(world: &World) -> String {
    let bytes = world.ground(|ground| feed(ground, 0, ListKey::All, FeedFormat::Atom)).expect("a feed");
    assert_well_formed(&bytes);
    String::from_utf8(bytes).expect("UTF-8")
}

fn json(world: &World) -> Value {
    let bytes = world.ground(|ground| feed(ground, 0, ListKey::All, FeedFormat::Json)).expect("a feed");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn a_feed_lists_dated_public_briefings_newest_first() {
    let json = json(&world());
    let titles: Vec<&str> =
        json["items"].as_array().expect("items").iter().filter_map(|item| item["title"].as_str()).collect();
    assert_eq!(titles, ["New", "Mended", "Retracted: Gone", "Old"]);
    assert_eq!(json["feed_url"], "https://a.org/x/feed.json");
    assert_eq!(json["home_page_url"], "https://a.org/x/");
    assert_eq!(json["items"][0]["url"], "https://a.org/x/briefings/new/");
    assert_eq!(json["items"][0]["content_text"], "What is new");
}

#[test]
fn what_is_withheld_leaves_no_trace_in_a_feed() {
    let world = world();
    let both = atom(&world) + &json(&world).to_string();
    assert!(!both.contains("CANARY") && !both.contains("2026-12-30") && !both.contains("2027"), "{both}");
}

#[test]
fn updated_is_the_newest_of_dates_and_history() {
    let text = atom(&world());
    assert!(text.contains("  <updated>2026-08-05T00:00:00+01:00</updated>\n  <link"), "{text}");
    assert!(text.contains("<published>2026-07-01T06:00:00+01:00</published>"), "{text}");
    assert!(text.contains("<published>2026-01-05T00:00:00Z</published>"), "{text}");
}

#[test]
fn a_retracted_text_stays_marked_and_without_its_summary() {
    let world = world();
    let both = atom(&world) + &json(&world).to_string();
    assert!(both.contains("Retraction (2026-08-05): The data were wrong."), "{both}");
    assert!(!both.contains("Its claim"), "{both}");
}

#[test]
fn a_correction_is_noted_before_the_summary() {
    let text = atom(&world());
    assert!(
        text.contains("<summary type=\"text\">Correction (2026-03-14): It is 12, not 21.\nIts point</summary>"),
        "{text}"
    );
}

#[test]
fn a_feed_of_a_topic_is_called_after_it() {
    let world = world();
    let list = ListKey::Term(Facet::Topic, 0);
    let bytes = world.ground(|ground| feed(ground, 0, list, FeedFormat::Atom)).expect("a feed");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("<title>Air defence – Northern Flank</title>"), "{text}");
    assert!(text.contains("<id>https://a.org/x/topics/air-defence/feed.xml</id>"), "{text}");
    assert!(text.contains("<name>Institute &amp; Co</name>"), "{text}");
    assert!(text.contains("<name>A. Writer</name>\n      <uri>https://a.org/x/authors/a-writer/</uri>"), "{text}");
}

#[test]
fn hostile_titles_do_no_harm() {
    let world = World::of_titles(HOSTILE);
    let text = atom(&world);
    assert!(!text.contains("<script"), "{text}");
    let json = json(&world);
    assert_eq!(json["items"].as_array().map(Vec::len), Some(HOSTILE.len()));
}

#[test]
fn an_empty_feed_is_valid() {
    let text = atom(&World::of(&[]));
    assert!(text.contains("<updated>1970-01-01T00:00:00Z</updated>"), "{text}");
}

#[test]
fn the_number_of_entries_is_that_of_the_settings() {
    let settings = format!("{}[feeds]\nentries = 2\n", crate::render::testing::SITE);
    let texts = ["a", "b", "c"]
        .map(|name| (format!("briefings/{name}.md"), format!("---\ntitle: {name}\ndate: 2026-01-05\n---\n\nText.\n")));
    let files: Vec<_> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(json(&World::with(&settings, &files))["items"].as_array().map(Vec::len), Some(2));
}
