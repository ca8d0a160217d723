//! The rules of the gate, one by one: the table of markings, embargoes and instants, what the authors are told.

use despatch::base::Code;

use super::site::{Built, briefing, site};

fn one(keys: &str, body: &str) -> Built {
    site(&[("content/briefings/a.md", &briefing("A", keys, body))]).check()
}

fn plain(line: &str) -> Built {
    site(&[(
        "content/briefings/a.txt",
        &format!("A title\n\n{line}\n\nText of some length, so that it is a paragraph.\n"),
    )])
    .check()
}

/// What becomes of a marking as a key, as a line of Markdown and as a line of plain text.
fn all_three(marking: &str) -> [Built; 3] {
    [one(&format!("marking = \"{marking}\""), "Text."), one("", &format!("{marking}\n\nText.")), plain(marking)]
}

fn reason(built: &Built) -> Option<&str> {
    built.withheld("content/briefings/a.md").or_else(|| built.withheld("content/briefings/a.txt"))
}

#[test]
fn the_table_of_markings_holds_for_both_readers_and_the_key() {
    for open in ["PUBLIC", "TLP:CLEAR", "UNCLASSIFIED", "DECLASSIFIED"] {
        for built in all_three(open) {
            assert_eq!(reason(&built), None, "{open}");
            assert_eq!(built.said(Code::MarkingNoted).len(), 1, "{open}");
        }
    }
    for official in ["OFFICIAL", "NOT PROTECTIVELY MARKED"] {
        assert!(all_three(official).iter().all(|built| reason(built).is_some()), "{official}");
        let text = briefing("A", &format!("marking = \"{official}\""), "Text.");
        let allowed = site(&[("content/briefings/a.md", &text)]).settings("[gate]\npublish_official = true\n");
        assert_eq!(reason(&allowed.check()), None, "{official}");
    }
    for refused in [
        "OFFICIAL-SENSITIVE",
        "SECRET",
        "SECRET UK EYES ONLY",
        "TOP SECRET",
        "TOP SECRET STRAP1",
        "NATO UNCLASSIFIED",
        "NATO RESTRICTED",
        "NATO CONFIDENTIAL",
        "NATO SECRET",
        "COSMIC TOP SECRET",
        "LIMITE",
        "RESTREINT UE",
        "CUI",
        "FOUO",
        "UNCLASSIFIED//FOUO",
        "U//SBU",
        "TLP:GREEN",
        "TLP:AMBER",
        "TLP:AMBER+STRICT",
        "TLP:RED",
    ] {
        for built in all_three(refused) {
            assert!(
                reason(&built).is_some_and(|reason| reason.starts_with("marked ")),
                "{refused}: {:#?}",
                built.outcome.findings
            );
            assert_eq!(built.errors().iter().filter(|code| **code == Code::RefusedMarking).count(), 1, "{refused}");
        }
    }
}

#[test]
fn a_refusal_names_the_line() {
    let said = one("", "SECRET//NOFORN\n\nText.").said(Code::RefusedMarking);
    assert!(matches!(&*said, [one] if one.starts_with("content/briefings/a.md:8: `SECRET//NOFORN` ")), "{said:?}");
}

#[test]
fn old_and_misspelt_labels_of_tlp_are_told() {
    assert_eq!(reason(&one("marking = \"TLP:WHITE\"", "Text.")), None);
    assert_eq!(one("marking = \"TLP:WHITE\"", "Text.").said(Code::ObsoleteTlp).len(), 1);
    let misspelt = one("marking = \"TLP: GREEN\"", "Text.");
    assert!(reason(&misspelt).is_some());
    assert_eq!(misspelt.said(Code::MalformedTlp).len(), 1);
}

#[test]
fn only_a_reason_in_the_files_own_front_matter_overrides_and_it_is_always_told() {
    let cleared = "marking = \"SECRET\"\nmarking_override = \"Declassified, ref. 2026/118\"";
    let built = one(cleared, "Text.");
    assert_eq!(reason(&built), None);
    let said = built.said(Code::MarkingOverride);
    assert!(
        matches!(&*said, [one] if one.contains("`SECRET` is published all the same: Declassified, ref. 2026/118")),
        "{said:?}"
    );
    let in_text = one("", "SECRET\n\nmarking_override: Declassified, ref. 2026/118\n\nText.");
    assert!(reason(&in_text).is_some(), "a line of the text is no front matter");
    let mut site = site(&[("content/briefings/a.md", &briefing("A", cleared, "Text."))]);
    let first = site.build();
    site.write("content/briefings/open.md", briefing("Open", "", "Another open text."));
    let again = site.build_after(Some(&first.outcome.ledger));
    assert_eq!(again.said(Code::MarkingOverride), said, "every build says so");
    assert_eq!(site.build_after(Some(&again.outcome.ledger)).said(Code::MarkingOverride), said);
}

#[test]
fn an_embargo_ends_at_its_instant_whatever_its_offset() {
    let text = briefing("A", "embargo = \"2026-11-25T07:00:00+01:00\"", "Text.");
    let at = |now: &str| site(&[("content/briefings/a.md", &text)]).at(now).check();
    let before = at("2026-11-25T05:59:59Z");
    assert_eq!(reason(&before), Some("not public before 2026-11-25T06:00:00Z"));
    assert_eq!(before.outcome.next_release, "2026-11-25T06:00:00Z".parse().ok());
    let then = at("2026-11-25T06:00:00Z");
    assert_eq!((reason(&then), then.outcome.next_release), (None, None));
}

#[test]
fn a_day_begins_in_the_sites_zone() {
    let text = briefing("A", "", "Text.").replace("2026-03-12", "2026-12-01");
    let at = |zone: &str, now: &str| site(&[("content/briefings/a.md", &text)]).zone(zone).at(now).check();
    assert!(reason(&at("UTC", "2026-11-30T23:59:59Z")).is_some());
    assert_eq!(reason(&at("UTC", "2026-12-01T00:00:00Z")), None);
    assert!(reason(&at("Europe/Tallinn", "2026-11-30T21:59:59Z")).is_some());
    assert_eq!(reason(&at("Europe/Tallinn", "2026-11-30T22:00:00Z")), None);
}

#[test]
fn an_embargo_without_offset_or_with_a_wrong_weekday_is_held_with_what_may_be_meant() {
    for built in [
        one("embargo = \"2027-01-12 06:00\"", "Text."),
        one("", "EMBARGOED UNTIL 06:00, 12 January 2027\n\nText."),
        plain("EMBARGOED UNTIL 06:00, 12 January 2027"),
    ] {
        assert!(reason(&built).is_some_and(|reason| reason.starts_with("held: ")), "{:?}", reason(&built));
        let said = built.said(Code::BadEmbargo);
        assert!(matches!(&*said, [one] if one.contains("`embargo = \"2027-01-12T06:00:00Z\"`")), "{said:?}");
    }
    for built in [
        one("embargo = \"06:00 GMT, Friday 12 January 2027\"", "Text."),
        one("", "EMBARGOED UNTIL 06:00 GMT, Friday 12 January 2027\n\nText."),
        plain("EMBARGOED UNTIL 06:00 GMT, Friday 12 January 2027"),
    ] {
        assert_eq!(reason(&built), Some("held: 2027-01-12 is a Tuesday"));
        let said = built.said(Code::BadEmbargo);
        assert!(matches!(&*said, [one] if one.contains("2027-01-15T06:00:00Z")), "{said:?}");
    }
}

#[test]
fn a_zone_of_the_other_season_is_warned_of_and_taken_literally() {
    let line = "EMBARGOED UNTIL 09:00 GMT 1 July 2027";
    let settings = |text: &str, path: &str| site(&[(path, text)]).zone("Europe/London").check();
    let markdown = settings(&briefing("A", "", &format!("{line}\n\nText.")), "content/briefings/a.md");
    let plain = settings(
        &format!("A title\n\n{line}\n\nText of some length, so that it is a paragraph.\n"),
        "content/briefings/a.txt",
    );
    for built in [markdown, plain] {
        assert_eq!(reason(&built), Some("not public before 2027-07-01T09:00:00Z"));
        let said = built.said(Code::SeasonZone);
        assert!(matches!(&*said, [one] if one.contains("London is on BST that day")), "{said:?}");
    }
}

#[test]
fn a_preview_shows_what_is_withheld_under_a_banner_and_never_what_is_refused() {
    let files = [
        ("content/briefings/draft.md", briefing("Zqdraft", "draft = true", "Text.")),
        ("content/briefings/held.md", briefing("Zqheld", "embargo = \"2027-01-12 06:00\"", "Text.")),
        ("content/briefings/later.md", briefing("Zqlater", "embargo = \"2027-01-12T06:00:00Z\"", "Text.")),
        ("content/briefings/refused.md", briefing("Zqrefused", "marking = \"SECRET\"", "Text.")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let built = site(&files).with_drafts().build();
    built.hides("zqrefused");
    for page in ["index.html", "briefings/open/index.html", "briefings/draft/index.html", "briefings/index.html"] {
        let text = built.text(page);
        assert!(
            text.contains("Do not publish it") && text.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{page}"
        );
    }
    for (page, says) in
        [("draft", "Not for publication"), ("held", "it is held"), ("later", "Not to be published before")]
    {
        assert!(built.text(&format!("briefings/{page}/index.html")).contains(says), "{page}");
    }
    for public in ["sitemap.xml", "feed.xml", "feed.json"] {
        let text = built.text(public).to_lowercase();
        assert!(!text.contains("zqdraft") && !text.contains("/later/") && !text.contains("/held/"), "{public}");
    }
    assert!(!site(&files).build().text("index.html").contains("Do not publish it"));
}

#[test]
fn corrections_concerns_and_retractions_stand_first_on_the_page_in_feeds_in_data_and_on_their_list() {
    let corrected = "[[history]]\non = \"2026-04-02\"\nkind = \"correction\"\nnote = \"Zqthree days, not two.\"";
    let retracted = "[[history]]\non = \"2026-04-03\"\nkind = \"retraction\"\nnote = \"Zqthe data were withdrawn.\"";
    let doubted = "[[history]]\non = \"2026-04-04\"\nkind = \"concern\"\nnote = \"Zqa method is in doubt.\"";
    let built = site(&[
        ("content/briefings/c.md", &briefing("Corrected", corrected, "Zqbody text.")),
        ("content/briefings/d.md", &briefing("Doubted", doubted, "Zqbody text.")),
        (
            "content/briefings/r.md",
            &briefing("Retracted", &format!("standfirst = \"Zqsummary.\"\n{retracted}"), "Zqbody text."),
        ),
    ])
    .build();
    for (slug, note) in [("c", "Zqthree days"), ("d", "Zqa method"), ("r", "Zqthe data")] {
        let page = built.text(&format!("briefings/{slug}/index.html"));
        let shown = page.rsplit_once("</head>").map_or("", |(_, shown)| shown);
        assert!(
            shown.find(note).is_some_and(|notice| Some(notice) < shown.find("Zqbody")),
            "{slug}: the notice comes first"
        );
        let data = page.split_once("application/ld+json").map_or("", |(_, data)| data);
        let data = data.split("</script>").next().unwrap_or_default();
        let says = match slug {
            "r" => "\"creativeWorkStatus\":\"Retracted\"",
            "d" => "\"name\":\"Expression of concern\",\"text\":\"Zqa method",
            _ => "CorrectionComment",
        };
        assert!(data.contains(says), "{slug}: {data}");
        assert!(built.text("corrections/index.html").contains(note), "{slug}");
        assert!(built.text("feed.xml").contains(note), "{slug}");
        assert!(built.text("feed.json").contains(note), "{slug}");
    }
    assert!(built.has("briefings/r/index.html"), "a retracted text keeps its address");
    assert!(!built.text("feed.xml").contains("Zqsummary") && !built.text("feed.json").contains("Zqsummary"));
}

#[test]
fn former_paths_lead_to_the_text_and_go_with_it() {
    let mut site = site(&[("content/briefings/a.md", &briefing("A", "former_paths = [\"/old/a/\"]", "Text."))]);
    let page = site.build().text("old/a/index.html");
    assert!(
        page.contains("rel=\"canonical\" href=\"https://example.org/s/briefings/a/\"")
            && page.contains("http-equiv=\"refresh\"")
    );
    assert!(page.contains("<a href="));
    site.write("content/briefings/a.md", briefing("A", "draft = true\nformer_paths = [\"/old/a/\"]", "Text."));
    assert!(!site.build().has("old/a/index.html"));
}
