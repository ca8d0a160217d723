//! What a reader of the files finds, and what nobody may.

use super::*;
use crate::{
    plan::search_blocks,
    render::testing::{HOSTILE, World},
};

/// A reader of the files, as the browser's.
struct Files(Vec<Vec<u8>>, SearchShape);

impl Files {
    fn of(world: &World) -> Self {
        let blocks = search_blocks(&world.library, 0);
        let shape = SearchShape::of(blocks.iter().map(Vec::len).sum());
        assert_eq!(blocks.len(), 1);
        Self(world.ground(|ground| block(ground, shape, &blocks[0])).expect("files"), shape)
    }

    fn words(&self) -> BTreeMap<String, Vec<(usize, usize)>> {
        let mut found = BTreeMap::new();
        for (shard, file) in self.0.iter().take(self.1.shards).enumerate() {
            let mut rest = file.as_slice();
            while !rest.is_empty() {
                let word = text(&mut rest);
                assert_eq!(self.1.shard(&word), shard);
                let mut last = 0;
                let postings = (0..number(&mut rest) >> 1).map(|_| {
                    let posting = number(&mut rest);
                    last += posting >> 4;
                    (last, posting & 15)
                });
                found.insert(word, postings.collect());
            }
        }
        found
    }

    fn titles(&self) -> Vec<serde_json::Value> {
        let files = self.0.iter().skip(self.1.shards + 1);
        files.flat_map(|file| serde_json::from_slice::<Vec<serde_json::Value>>(file).expect("JSON")).collect()
    }
}

fn number(rest: &mut &[u8]) -> usize {
    let (mut out, mut shift) = (0, 0);
    while let [byte, tail @ ..] = rest {
        *rest = tail;
        out |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if *byte < 0x80 {
            break;
        }
    }
    out
}

fn text(rest: &mut &[u8]) -> String {
    let length = number(rest);
    let (text, tail) = rest.split_at(length);
    *rest = tail;
    String::from_utf8(text.to_vec()).expect("UTF-8")
}

fn world() -> World {
    World::of(&[
        (
            "briefings/rail.md",
            "---\ntitle: Rail corridors\ndate: 2026-03-12\ntopics: [Logistics]\nplaces: [EE]\n---\n\nTrains and corridors.\n\n## Bridges\n\nA bridge.\n",
        ),
        ("briefings/air.md", "---\ntitle: Air policing\ndate: 2026-03-13\n---\n\nNo trains here.\n"),
        (
            "briefings/held.md",
            "---\ntitle: CANARYONE\ndate: 2026-03-13\ndraft: true\ntopics: [CANARYTWO]\n---\n\nCANARYTHREE.\n",
        ),
        ("pages/about.md", "---\ntitle: About us\n---\n\nWe count trains.\n"),
    ])
}

#[test]
fn a_word_leads_to_its_texts_and_weighs_most_in_titles() {
    let files = Files::of(&world());
    let (words, titles) = (files.words(), files.titles());
    let found = |word: &str| -> Vec<(String, usize)> {
        words[word].iter().map(|(at, weight)| (titles[*at][1].as_str().expect("a title").to_owned(), *weight)).collect()
    };
    assert_eq!(found("trains"), [("About us".into(), 1), ("Air policing".into(), 1), ("Rail corridors".into(), 1)]);
    assert_eq!(found("corridors"), [("Rail corridors".into(), 15)]);
    assert_eq!(found("logistics"), [("Rail corridors".into(), 3)]);
    assert_eq!(found("bridges"), [("Rail corridors".into(), 2)]);
    assert_eq!(titles[2], json!(["/briefings/rail/", "Rail corridors", "12 March 2026", "Briefing", "en-GB"]));
}

#[test]
fn what_is_withheld_leaves_no_trace_in_the_index() {
    let files = Files::of(&world());
    let all: Vec<u8> = files.0.concat();
    let all = String::from_utf8_lossy(&all).to_lowercase();
    assert!(!all.contains("canary"), "{all}");
    assert!(all.contains("estonia"), "{all}");
}

#[test]
fn hostile_titles_do_no_harm() {
    let world = World::of_titles(HOSTILE);
    let files = Files::of(&world);
    assert_eq!(files.titles().len(), HOSTILE.len());
    assert!(files.words().keys().all(|word| word.chars().all(char::is_alphanumeric)));
}
