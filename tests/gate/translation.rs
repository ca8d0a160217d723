//! Translations that are behind their originals: a warning, and a word on both pages.

use despatch::base::Code;

use super::site::{Site, briefing, site};

const CHANGED: &str = "[[history]]\non = \"2026-03-20\"\nkind = \"update\"\nnote = \"Table 1 extended.\"\n[[history]]\non = \"2026-04-02\"\nkind = \"correction\"\nnote = \"Three days, not two.\"\n";

/// A report at version 3, and its translation with these keys into this language.
fn translated(language: &str, keys: &str) -> Site {
    let translation = briefing("Titre", keys, "Texte.");
    let name = format!("content/briefings/report.{language}.md");
    site(&[("content/briefings/report.md", &briefing("Report", CHANGED, "Text.")), (&name, &translation)])
}

fn version(of: &str) -> String {
    format!("translation_of = {{ id = \"report\", version = \"{of}\" }}")
}

#[test]
fn a_translation_that_is_behind_is_a_warning_and_both_pages_say_so() {
    for (language, says) in [
        ("fr", "traduction de la version 2; l’original en est à la version 3"),
        ("de", "Übersetzung der Fassung 2; das Original ist bei Fassung 3"),
        ("uk", "переклад версії 2; оригінал має версію 3"),
    ] {
        let built = translated(language, &version("2")).build();
        let said = built.said(Code::StaleTranslation);
        assert_eq!(said.len(), 1, "{:#?}", built.outcome.findings);
        let told = format!(
            "content/briefings/report.{language}.md: translation of version 2 of `content/briefings/report.md`; the original is at 3"
        );
        assert!(said[0].starts_with(&told) && said[0].contains("version = \"3\""), "{said:?}");
        assert!(built.outcome.complete);
        let own = built.text(&format!("{language}/briefings/report/index.html"));
        assert!(own.contains(&format!("({says})")), "{own}");
        let original = built.text("briefings/report/index.html");
        assert!(original.contains("(translation of version 2; the original is at 3)"), "{original}");
    }
}

#[test]
fn a_translation_of_the_present_version_is_silent() {
    for keys in [version("3"), version("v3"), version("2026-04-02"), "date = \"2026-04-02\"".to_owned()] {
        let keys = if keys.starts_with("date") {
            "[[history]]\non = \"2026-04-02\"\nkind = \"update\"".to_owned()
        } else {
            keys
        };
        let built = translated("fr", &keys).build();
        assert_eq!(built.said(Code::StaleTranslation), Vec::<String>::new(), "{keys}");
        assert!(!built.text("fr/briefings/report/index.html").contains("version 3"), "{keys}");
    }
}

#[test]
fn without_a_version_the_days_tell() {
    let said = translated("fr", "").build().said(Code::StaleTranslation);
    assert!(matches!(&*said, [one] if one.contains("of version 1 of")), "{said:?}");
    let said =
        translated("fr", "[[history]]\non = \"2026-03-25\"\nkind = \"update\"").build().said(Code::StaleTranslation);
    assert!(matches!(&*said, [one] if one.contains("of version 2 of")), "{said:?}");
}

#[test]
fn the_originals_page_is_made_again_when_the_translation_catches_up() {
    let mut site = translated("fr", &version("2"));
    let first = site.build();
    site.write("content/briefings/report.fr.md", briefing("Titre", &version("v3"), "Texte."));
    let again = site.build_after(Some(&first.outcome.ledger));
    let clean = site.build();
    assert_eq!(again.text("briefings/report/index.html"), clean.text("briefings/report/index.html"));
    assert!(!again.text("briefings/report/index.html").contains("translation of version"));
}
