//! Citations in three styles, and the files for reference managers.

use super::*;
use crate::render::testing::{HOSTILE, World};

const REPORT: &str = "+++\ntitle = \"Rail & road\"\ndate = 2026-03-12\nseries = \"Baltic Watch\"\nnumber = \"12\"\n\
    standfirst = \"What moves.\"\ntopics = [\"Air defence\", \"Logistics\"]\ndoi = \"10.1234/ab_c\"\n\
    authors = [\"Jane A. Smith\", \"Ursula von der Heide\", \"Ministry of Defence\"]\n+++\n\nText.\n";
const PLAIN: &str = "---\ntitle: Who moves?\ndate: 2026-03-02\n---\n\nThe text.\n";
const UNDATED: &str = "---\ntitle: Never\nauthors: [Jane Smith]\n---\n\nThe text.\n";
const GONE: &str = "+++\ntitle = \"Gone\"\ndate = 2026-02-01\n[[history]]\non = 2026-08-05\nkind = \"retraction\"\n\
    note = \"Wrong.\"\n+++\n\nText.\n";

fn world() -> World {
    World::of(&[
        ("briefings/rail.md", REPORT),
        ("briefings/plain.md", PLAIN),
        ("briefings/undated.md", UNDATED),
        ("briefings/gone.md", GONE),
    ])
}

fn with<T>(world: &World, slug: &str, use_it: impl FnOnce(Ground<'_>, Id, &PublicBody) -> T) -> T {
    let id = world.id(slug);
    world.ground(|ground| use_it(ground, id, &(ground.bodies)(id).expect("a body")))
}

fn styles(slug: &str) -> Vec<String> {
    with(&world(), slug, view).styles.into_iter().map(|style| style.text).collect()
}

fn written(world: &World, slug: &str, format: TwinFormat) -> String {
    with(world, slug, |ground, id, body| record(ground, id, body, format)).expect("a record")
}

#[test]
fn a_numbered_report_of_three_authors_is_cited_in_three_styles() {
    assert_eq!(
        styles("rail"),
        [
            "Smith, Jane A., Ursula von der Heide, and Ministry of Defence. Rail & road. Baltic Watch, no. 12. Institute & Co, \
             March 12, 2026. https://doi.org/10.1234/ab_c.",
            "Smith, J. A., von der Heide, U., & Ministry of Defence. (2026, March 12). Rail & road (Baltic Watch No. 12). \
             Institute & Co. https://doi.org/10.1234/ab_c",
            "Jane A. Smith, Ursula von der Heide and Ministry of Defence, Rail & road, Baltic Watch, 12 (Institute & Co, 12 March \
             2026) <https://doi.org/10.1234/ab_c>.",
        ]
    );
}

#[test]
fn a_text_without_author_is_its_publisher_s() {
    assert_eq!(
        styles("plain"),
        [
            "Institute & Co. Who moves? March 2, 2026. https://a.org/x/briefings/plain/.",
            "Institute & Co. (2026, March 2). Who moves? [Briefing]. https://a.org/x/briefings/plain/",
            "Who moves? (Institute & Co, 2 March 2026) <https://a.org/x/briefings/plain/>.",
        ]
    );
}

#[test]
fn what_has_no_date_says_so_and_what_was_retracted_too() {
    assert_eq!(
        styles("undated")[1],
        "Smith, J. (n.d.). Never [Briefing]. Institute & Co. https://a.org/x/briefings/undated/"
    );
    assert_eq!(
        styles("gone")[0],
        "Institute & Co. Gone [retracted]. February 1, 2026. https://a.org/x/briefings/gone/."
    );
    assert!(written(&world(), "gone", TwinFormat::BibTex).contains("note        = {Retracted on 2026-08-05}"));
}

#[test]
fn biblatex_has_a_report() {
    assert_eq!(
        written(&world(), "rail", TwinFormat::BibTex),
        "@report{rail,\n  author      = {Smith, Jane A. and von der Heide, Ursula and {Ministry of Defence}},\n  \
         title       = {{Rail \\& road}},\n  type        = {{Briefing}},\n  series      = {{Baltic Watch}},\n  number      = {12},\n  \
         institution = {{Institute \\& Co}},\n  date        = {2026-03-12},\n  doi         = {10.1234/ab_c},\n  \
         url         = {https://a.org/x/briefings/rail/},\n  langid      = {british},\n  \
         keywords    = {Air defence, Logistics},\n}\n"
    );
}

#[test]
fn ris_lines_end_in_cr_lf() {
    let ris = written(&world(), "rail", TwinFormat::Ris);
    assert!(
        ris.starts_with("TY  - RPRT\r\nID  - rail\r\nAU  - Smith, Jane A.\r\nAU  - von der Heide, Ursula\r\n"),
        "{ris}"
    );
    assert!(ris.ends_with("UR  - https://a.org/x/briefings/rail/\r\nER  - \r\n"), "{ris}");
    assert!(ris.contains("PY  - 2026\r\nDA  - 2026/03/12/\r\n"), "{ris}");
}

#[test]
fn csl_json_has_a_report() {
    let json: serde_json::Value = serde_json::from_str(&written(&world(), "rail", TwinFormat::CslJson)).expect("JSON");
    assert_eq!(json[0]["type"], "report");
    assert_eq!(json[0]["author"][1], serde_json::json!({"family": "von der Heide", "given": "Ursula"}));
    assert_eq!(json[0]["author"][2], serde_json::json!({"literal": "Ministry of Defence"}));
    assert_eq!(json[0]["issued"]["date-parts"], serde_json::json!([[2026, 3, 12]]));
    assert_eq!(json[0]["collection-title"], "Baltic Watch");
}

#[test]
fn hostile_titles_do_no_harm() {
    let world = World::of_titles(HOSTILE);
    for at in 0..HOSTILE.len() {
        let slug = format!("b{at}");
        let bibtex = written(&world, &slug, TwinFormat::BibTex);
        let depth = bibtex.chars().try_fold(0_i32, |depth, c| match c {
            '{' => Some(depth + 1),
            '}' => (depth > 0).then_some(depth - 1),
            _ => Some(depth),
        });
        assert_eq!(depth, Some(0), "{bibtex}");
        assert_eq!(bibtex.lines().filter(|line| line.starts_with('@')).count(), 1, "{bibtex}");
        let ris = written(&world, &slug, TwinFormat::Ris);
        let tags: Vec<&str> = ris.split("\r\n").filter_map(|line| line.get(..2)).collect();
        assert_eq!(tags.iter().filter(|tag| **tag == "TY" || **tag == "ER").count(), 2, "{ris}");
        assert!(ris.replace("\r\n", "").chars().all(|c| !c.is_control()), "{ris:?}");
        let json: serde_json::Value = serde_json::from_str(&written(&world, &slug, TwinFormat::CslJson)).expect("JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(1));
    }
}
