//! The Markdown twin, written and read again.

use super::*;
use crate::{
    model::{Block, BlockKind},
    read::{Dialect, markdown_blocks},
    render::testing::{HOSTILE, World},
};

fn text(world: &World, slug: &str) -> String {
    let id = world.id(slug);
    let bytes = world.ground(|ground| twin(ground, id, &(ground.bodies)(id).expect("a body"), TwinFormat::Markdown));
    String::from_utf8(bytes).expect("UTF-8")
}

const TEXT: &str = "+++\ntitle = \"Rail *and* road\"\ndate = 2026-03-12\nbluf = \"It moves.\"\nkey_points = [\"One\", \"Two\"]\n\
    series = \"Baltic Watch\"\nnumber = \"12\"\nlicence = \"CC BY 4.0\"\n\
    authors = [{ name = \"Jane Smith\", role = \"Fellow\", affiliation = \"Institute\" }]\n\
    [extra]\nsecret = \"EXTRACANARY\"\n[[sources]]\nid = \"s\"\ntitle = \"A source\"\nurl = \"https://b.org/1\"\n\
    [[history]]\non = 2026-03-14\nkind = \"correction\"\nnote = \"12, not 21\"\n+++\n\n\
    The *first* paragraph, see [the other](plain.md) and [out](https://c.org/).[^1]\n\n\
    <!-- COMMENTCANARY -->\n\n## Aims\n\nThree aims:\n\n- one\n- two\n\n| A | B |\n|---|--:|\n| x | 1 |\n\n\
    > [!WARNING]\n> Beware.\n\n[^1]: A note.\n";

fn world() -> World {
    World::of(&[
        ("briefings/rail.md", TEXT),
        ("briefings/plain.md", "---\ntitle: Plain\ndate: 2026-03-02\n---\n\nText.\n"),
    ])
}

#[test]
fn a_twin_is_clean_markdown_with_absolute_addresses() {
    assert_eq!(
        text(&world(), "rail"),
        "# Rail \\*and\\* road\n\n\
         Briefing, Baltic Watch, 12  \nJane Smith (Fellow, Institute)  \nPublished: 2026-03-12  \nUpdated: 2026-03-14  \n\
         <https://a.org/x/briefings/rail/>\n\n\
         ## Summary\n\nIt moves.\n\n- One\n- Two\n\n\
         The *first* paragraph, see [the other](<https://a.org/x/briefings/plain/>) and [out](<https://c.org/>).[^1]\n\n\
         ## Aims\n\nThree aims:\n\n- one\n- two\n\n| A | B |\n| --- | ---: |\n| x | 1 |\n\n\
         > [!WARNING]\n> Beware.\n\n\
         ## Sources\n\n- A source <https://b.org/1>\n\n\
         ## History of this text\n\n- **Correction** (2026-03-14): 12, not 21\n\n\
         Licence: CC BY 4.0\n\n\
         [^1]: A note.\n"
    );
}

#[test]
fn nothing_but_what_the_page_says_is_in_a_twin() {
    let text = text(&world(), "rail");
    assert!(!text.contains("CANARY") && !text.contains("+++"), "{text}");
}

#[test]
fn labels_of_lists_stay_as_written() {
    let world = World::of(&[("briefings/a.md", "---\ntitle: A\n---\n\n4. four\n5. five\n\n(a) first\n")]);
    let text = text(&world, "a");
    assert!(text.contains("4. four\n5. five"), "{text}");
}

#[test]
fn hostile_titles_stay_titles() {
    let world = World::of_titles(HOSTILE);
    for at in 0..HOSTILE.len() {
        let text = text(&world, &format!("b{at}"));
        let blocks = markdown_blocks(&text, Dialect::Gfm);
        let mut html = 0;
        let mut look = |block: &Block| {
            html += usize::from(matches!(block.kind, BlockKind::Html(_)));
            for inlines in block.inlines() {
                html += usize::from(format!("{inlines:?}").contains("Html("))
                    + usize::from(
                        format!("{inlines:?}").contains("javascript:")
                            && format!("{inlines:?}").contains("target: \"java"),
                    );
            }
        };
        blocks.iter().for_each(&mut look);
        assert_eq!(html, 0, "{text}");
        let headings =
            blocks.iter().filter(|block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1));
        assert_eq!(headings.count(), 1, "{text}");
    }
}

#[test]
fn lines_that_look_like_mark_up_are_guarded() {
    assert_eq!(escaped("a_b _c_ 2*3 <b> & &amp; [x]"), "a_b \\_c\\_ 2\\*3 \\<b> & \\&amp; \\[x\\]");
}
