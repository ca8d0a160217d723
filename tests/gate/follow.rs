//! What belongs to a withheld text goes with it: its files wherever they lie, its translations however they name it, its front
//! matter from wherever it comes.

use despatch::base::Code;

use super::{
    canary::traces,
    site::{briefing, site},
};

const WORD: &str = "zqcanary";

/// A site of a public text `parent/index.md` and these files; each of the withheld ones holds the word.
fn assert_hidden(cases: &[(&str, &[(&str, &str)])]) {
    for (case, files) in cases {
        let mut site = site(&[("content/briefings/parent/index.md", &briefing("Parent", "", "Text."))]);
        files.iter().for_each(|(path, text)| site.write(path, text));
        let built = site.build();
        assert!(built.outcome.complete, "{case}: {:#?}", built.outcome.findings);
        assert!(built.has("briefings/parent/index.html"), "{case}");
        assert_eq!(traces(&built.files, WORD), Vec::<String>::new(), "{case}");
    }
}

fn secret(keys: &str) -> String {
    briefing(&format!("{WORD} title"), &format!("draft = true\n{keys}"), &format!("{WORD} text."))
}

#[test]
fn files_of_a_withheld_text_stay_back_wherever_they_lie() {
    let map = briefing("x", "draft = true", "![A map](annex.csv)");
    let link = briefing("x", "draft = true", "[A file](annex.csv?x#y)");
    let french = |keys: &str| briefing("x", &format!("draft = true\n{keys}"), "Texte.");
    assert_hidden(&[
        (
            "in its own folder",
            &[("content/briefings/x/index.md", &secret("")), ("content/briefings/x/annex.csv", WORD)],
        ),
        (
            "in a folder within another text's own",
            &[
                ("content/briefings/parent/child/index.md", &secret("")),
                ("content/briefings/parent/child/annex.csv", WORD),
            ],
        ),
        (
            "by name, two folders down",
            &[
                ("content/briefings/parent/zqcanary/index.md", &secret("")),
                ("content/briefings/parent/zqcanary/data/annex.csv", "1"),
            ],
        ),
        (
            "attached, in another text's own folder",
            &[
                ("content/briefings/parent/note.md", &secret("attachments = [\"annex.csv\"]")),
                ("content/briefings/parent/annex.csv", WORD),
            ],
        ),
        (
            "shown, in another text's own folder",
            &[("content/briefings/parent/note.md", &map), ("content/briefings/parent/annex.csv", WORD)],
        ),
        (
            "linked, in another text's own folder",
            &[("content/briefings/parent/note.md", &link), ("content/briefings/parent/annex.csv", WORD)],
        ),
        (
            "attached from a folder within",
            &[
                ("content/briefings/parent/child/index.md", &secret("attachments = [\"../annex.csv\"]")),
                ("content/briefings/parent/annex.csv", WORD),
            ],
        ),
        (
            "attached from elsewhere, from the content root",
            &[
                ("content/briefings/note.md", &secret("attachments = [\"/briefings/parent/annex.csv\"]")),
                ("content/briefings/parent/annex.csv", WORD),
            ],
        ),
        (
            "attached to a withheld translation",
            &[
                ("content/briefings/parent/index.fr.md", &french("attachments = [\"carte.csv\"]")),
                ("content/briefings/parent/carte.csv", WORD),
            ],
        ),
        (
            "in the language of a withheld translation",
            &[
                ("content/briefings/parent/index.fr.md", &french("")),
                ("content/briefings/parent/maps/carte.fr.csv", WORD),
            ],
        ),
    ]);
}

#[test]
fn a_file_that_a_public_text_names_too_is_public() {
    let mut site = site(&[
        ("content/briefings/parent/index.md", &briefing("Parent", "attachments = [\"annex.csv\"]", "Text.")),
        ("content/briefings/parent/note.md", &briefing("x", "draft = true\nattachments = [\"annex.csv\"]", "Text.")),
        ("content/briefings/parent/annex.csv", "open"),
    ]);
    assert!(site.build().has("briefings/parent/annex.csv"));
    site.write("content/briefings/parent/index.md", briefing("Parent", "", "Text."));
    assert!(!site.build().has("briefings/parent/annex.csv"));
}

#[test]
fn what_editors_and_version_control_leave_behind_is_no_attachment() {
    let left =
        ["index.md.bak", "index.md.orig", "index.md.rej", "~$note.docx", "index.md~", ".index.md.swp", "Thumbs.db"];
    for name in left {
        assert_hidden(&[(name, &[(&format!("content/briefings/parent/{name}"), WORD)])]);
    }
}

#[test]
fn a_text_whose_name_begins_with_an_underscore_is_passed_over_with_a_word() {
    let built = site(&[("content/briefings/_notes.md", WORD)]).build();
    built.hides(WORD);
    assert_eq!(built.said(Code::OrphanFile).len(), 1);
}

#[test]
fn a_comment_of_the_author_is_in_no_output() {
    let text = briefing("B", "", &format!("B.\n\n<!-- {WORD} -->\n\nC <!-- {WORD} --> d."));
    site(&[("content/briefings/b.md", &text)]).build().hides(WORD);
}

#[test]
fn a_sidecar_holds_its_text_whatever_the_case_of_their_names() {
    let text = format!("{WORD} title\n\n{WORD} text goes on and on, to be a paragraph.\n");
    let held = "date = \"2026-03-12\"\ndraft = true\n";
    for (one, other) in
        [("a.txt", "a.toml"), ("A.TXT", "A.toml"), ("A.txt", "a.toml"), ("a.txt", "a.TOML"), ("a.md", "a.toml")]
    {
        let (one, other) = (format!("content/briefings/{one}"), format!("content/briefings/{other}"));
        let built = site(&[(&one, &text), (&other, held)]).build();
        built.hides(WORD);
        assert_eq!(built.withheld(&one), Some("draft"), "{one}, {other}");
    }
}

#[test]
fn a_sidecar_holds_every_text_of_its_name() {
    let text = format!("# {WORD} title\n\n{WORD} text goes on and on, to be a paragraph.\n");
    let held = "date = \"2026-03-12\"\ndraft = true\n";
    let files =
        [("content/briefings/a.md", &*text), ("content/briefings/a.txt", &text), ("content/briefings/a.toml", held)];
    let built = site(&files).build();
    built.hides(WORD);
    assert_eq!(built.outcome.withheld.len(), 2);
}

#[test]
fn a_file_that_looks_like_a_sidecar_and_is_none_is_spoken_of() {
    let text = "A title\n\nText goes on and on, to be a paragraph.\n";
    for (name, meant) in [("a.yaml", "a.toml"), ("a.yml", "a.toml"), ("a.json", "a.toml"), ("a.txt.toml", "a.toml")] {
        let path = format!("content/briefings/{name}");
        let said = site(&[("content/briefings/a.txt", text), (&path, "draft: true\n")]).build().said(Code::OrphanFile);
        assert!(matches!(&*said, [one] if one.starts_with(&path) && one.contains(meant)), "{name}: {said:?}");
    }
}

#[test]
fn a_translation_goes_with_its_original_however_it_names_it() {
    let names = [
        "x",
        "X",
        "x.md",
        "X.md",
        "briefings/x.md",
        "/briefings/x.md",
        "content/briefings/x.md",
        "/briefings/x/",
        "https://example.org/s/briefings/x/",
        "/old/place/",
        "x.txt",
        "../briefings/x.md",
    ];
    for name in names {
        let original = secret("slug = \"x\"\nformer_paths = [\"/old/place/\"]");
        let french = briefing(WORD, &format!("language = \"fr\"\ntranslation_of = \"{name}\""), "Texte.");
        assert_hidden(&[(name, &[("content/briefings/x.md", &original), ("content/briefings/y.md", &french)])]);
    }
    let french = briefing(WORD, "", "Texte.");
    for (one, other) in
        [("x.md", "x.fr.md"), ("x.txt", "x.fr.md"), ("2026-03-12-x.md", "2026-03-13-x.fr.md"), ("X.md", "x.fr.md")]
    {
        let original = format!("+++\ntitle = \"x\"\ndraft = true\n+++\n\n{WORD} text of a paragraph.\n");
        let (one, other) = (format!("content/briefings/{one}"), format!("content/briefings/{other}"));
        assert_hidden(&[(&one, &[(&one, &original), (&other, &french)])]);
    }
}

#[test]
fn a_translation_of_a_translation_goes_too() {
    let (french, german) =
        (briefing(WORD, "", "Texte."), briefing(WORD, "language = \"de\"\ntranslation_of = \"x.fr.md\"", "Text."));
    assert_hidden(&[(
        "of a translation",
        &[
            ("content/briefings/x.md", &secret("")),
            ("content/briefings/x.fr.md", &french),
            ("content/briefings/y.md", &german),
        ],
    )]);
}

#[test]
fn a_translation_whose_original_is_nowhere_stops_the_build() {
    let french = briefing("Un", "language = \"fr\"\ntranslation_of = \"baltc-rail\"", "Texte.");
    let built = site(&[("content/briefings/un.md", &french)]).build();
    assert_eq!(built.errors(), [Code::UnknownReference]);
    assert!(built.said(Code::UnknownReference)[0].contains("`baltc-rail`"));
}

#[test]
fn a_link_to_a_withheld_text_is_an_error_at_the_link_and_does_not_tell_its_title() {
    let original = secret("slug = \"given-slug\"\nformer_paths = [\"/old/place/\"]");
    for target in ["x.md", "/briefings/x.md", "/briefings/given-slug/", "/briefings/given-slug", "/old/place/"] {
        let text = briefing("B", "", &format!("First line.\n\nSee [it]({target})."));
        let built = site(&[("content/briefings/x.md", &original), ("content/briefings/b.md", &text)]).build();
        let said = built.said(Code::LinkNotPublic);
        assert_eq!(said.len(), 1, "{target}: {:#?}", built.outcome.findings);
        assert!(said[0].starts_with("content/briefings/b.md:10: ") && said[0].contains(target), "{said:?}");
        assert!(
            built.outcome.findings.iter().all(|finding| !format!("{finding:?}").contains(&format!("{WORD} title")))
        );
    }
    let to_file = briefing("B", "", "See [it](x/annex.csv).");
    let files = [
        ("content/briefings/x/index.md", &*original),
        ("content/briefings/x/annex.csv", "1"),
        ("content/briefings/b.md", &to_file),
    ];
    assert_eq!(site(&files).build().errors(), [Code::LinkNotPublic]);
}

#[test]
fn a_static_file_that_withheld_texts_alone_name_is_warned_of() {
    let later =
        briefing("x", "embargo = \"2027-01-12T06:00:00Z\"\nattachments = [\"/annex.csv\"]", "See [more](/more.csv).");
    let mut site = site(&[("content/briefings/x.md", &later), ("static/annex.csv", "1"), ("static/more.csv", "1")]);
    let said = site.check().said(Code::PublicFile);
    assert!(
        matches!(&*said, [one, two] if one.contains("static/annex.csv") && two.contains("static/more.csv")),
        "{said:?}"
    );
    site.write("content/briefings/open.md", briefing("Open", "", "See [one](/annex.csv) and [two](/more.csv)."));
    assert_eq!(site.check().said(Code::PublicFile), Vec::<String>::new());
}

#[test]
fn a_copy_of_a_withheld_text_is_not_published() {
    for place in ["static/copy.txt", "content/briefings/parent/copy.csv"] {
        for (original, text) in [
            ("content/briefings/x.md", secret("")),
            ("content/briefings/x.toml", format!("title = \"{WORD}\"\ndraft = true\n")),
        ] {
            let mut site = site(&[
                ("content/briefings/parent/index.md", &briefing("Parent", "", "Text.")),
                ("content/briefings/x.md", "Text.\n"),
            ]);
            site.write(original, &text);
            assert!(site.build().outcome.complete);
            site.write(place, &text);
            let built = site.build();
            assert!(!built.outcome.complete, "{place}");
            let found = built.outcome.findings.iter().find(|finding| finding.code == Code::PublicSource);
            assert_eq!(found.map(|finding| finding.file.as_str()), Some(place));
            assert_eq!(traces(&built.files, WORD), Vec::<String>::new(), "{place}");
        }
    }
}
