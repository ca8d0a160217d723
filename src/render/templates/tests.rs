//! Templates: what loads, what is refused, and what is said of it.

use super::*;
use crate::render::theme;

fn own(name: &str, text: &str) -> (SitePath, String) {
    (SitePath::new(&format!("templates/{name}")).expect("a path"), text.to_owned())
}

fn load(files: &[(&str, &str)]) -> Result<Templates, Vec<Finding>> {
    let files: Vec<_> = files.iter().map(|(name, text)| own(name, text)).collect();
    Templates::load(theme::TEMPLATES, &files)
}

fn shown(finding: &Finding) -> String {
    let place = finding.start.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
    format!("{}{place}: {}; {}", finding.file, finding.message, finding.help.as_deref().unwrap_or_default())
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    load(files).err().unwrap_or_default().iter().map(shown).collect()
}

#[test]
fn the_theme_loads() {
    let faults: Vec<String> = load(&[]).err().unwrap_or_default().iter().map(shown).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_file_of_the_site_replaces_the_theme_s() {
    let templates = load(&[("404.html", "<p>{{ word }}</p>")]).map_err(|_| ()).expect("templates");
    let mut context = Context::new();
    context.insert("word", "<gone>");
    assert_eq!(templates.render("404.html", "en", context).ok().as_deref(), Some("<p>&lt;gone&gt;</p>"));
}

#[test]
fn every_syntax_error_is_said_at_its_place() {
    let faults = faults(&[("a.html", "x\n{% if %}"), ("b.html", "{{ y")]);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("templates/a.html:2:"), "{faults:?}");
    assert!(faults[1].starts_with("templates/b.html:1:"), "{faults:?}");
}

#[test]
fn names_that_lead_nowhere_say_what_was_meant() {
    let faults = faults(&[("a.html", "{{ 'x' | uper }}\n{{ <crad card={1} /> }}{% include \"bse.html\" %}")]);
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].starts_with("templates/a.html:1:10: unknown filter `uper`; did you mean `upper`?"), "{faults:?}");
    assert!(faults[1].contains("unknown component `crad`; did you mean `card`?"), "{faults:?}");
    assert!(faults[2].contains("unknown template `bse.html`; did you mean `base.html`?"), "{faults:?}");
}

#[test]
fn a_missing_parent_is_said_where_it_is_named() {
    let faults = faults(&[("a.html", "{# x #}\n{% extends \"bass.html\" %}")]);
    let start = "templates/a.html:2:13: there is no template `bass.html` to extend; did you mean `base.html`?";
    assert!(faults[0].starts_with(start), "{faults:?}");
}

#[test]
fn a_missing_field_says_which_there_are() {
    let templates =
        load(&[("a.html", "<p>\n{{ it.titel }}</p>"), ("b.html", "{{ itt }}")]).map_err(|_| ()).expect("templates");
    let mut context = Context::new();
    context.insert("it", &BTreeMap::from([("title", 1), ("url", 2)]));
    let fault = templates.render("a.html", "en", context.clone()).err().map(|finding| shown(&finding));
    assert_eq!(
        fault.as_deref(),
        Some("templates/a.html:2:7: field `titel` is not defined; did you mean `title`? there are `title`, `url`")
    );
    let fault = templates.render("b.html", "en", context).err().map(|finding| shown(&finding));
    assert!(fault.as_deref().is_some_and(|text| text.contains("did you mean `it`?")), "{fault:?}");
}

#[test]
fn a_missing_template_says_which_there_are() {
    let templates = load(&[]).map_err(|_| ()).expect("templates");
    let fault = templates.render("breifing.html", "en", Context::new()).err().map(|finding| shown(&finding));
    assert!(fault.as_deref().is_some_and(|text| text.contains("did you mean `briefing.html`?")), "{fault:?}");
}

#[test]
fn a_closure_changes_with_all_that_a_template_rests_on_and_with_nothing_else() {
    let closure = |files: &[(&str, &str)], name: &str| load(files).ok().map(|templates| templates.closure(name));
    let plain = closure(&[], "briefing.html");
    let base = theme::TEMPLATES.iter().find(|(name, _)| *name == "base.html").map_or("", |(_, text)| *text);
    let list = theme::TEMPLATES.iter().find(|(name, _)| *name == "components/list.html").map_or("", |(_, text)| *text);
    assert_ne!(plain, closure(&[("base.html", &format!("{base} "))], "briefing.html"));
    assert_ne!(plain, closure(&[("components/list.html", &format!("{list} "))], "briefing.html"));
    assert_ne!(plain, closure(&[("i18n/pl.ftl", "skip = x")], "briefing.html"));
    assert_eq!(plain, closure(&[("search.html", "x"), ("own.html", "y")], "briefing.html"));
}

#[test]
fn words_stand_on_their_language_and_then_on_english() {
    let templates = load(&[("i18n/fr-CA.ftl", "search = Fouiller"), ("i18n/pl.ftl", "search = Szukaj")])
        .map_err(|_| ())
        .expect("templates");
    assert_eq!(templates.word("fr-CA", "search", None), "Fouiller");
    assert_eq!(templates.word("pl", "search", None), "Szukaj");
    assert_eq!(templates.word("pl", "draft", None), "draft");
    assert_eq!(templates.word("en-GB", "minutes", Some(1)), "1 minute");
    assert_eq!(templates.word("xx", "minutes", Some(2)), "2 minutes");
    assert_eq!(templates.word("uk", "minutes", Some(22)), "22 хвилини");
}

#[test]
fn broken_words_are_said_at_their_place() {
    let faults = faults(&[("i18n/fr.ftl", "search = Fouiller\n= x\n")]);
    assert!(
        faults.first().is_some_and(|fault| fault.starts_with("templates/i18n/fr.ftl:2:1: the words cannot be read")),
        "{faults:?}"
    );
}

#[test]
fn every_language_of_the_theme_has_every_word() {
    let keys = |tag: &str| {
        let name = format!("i18n/{tag}.ftl");
        let text = theme::TEMPLATES.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| *text);
        text.lines().filter_map(|line| Some(line.split_once(" =")?.0)).collect::<std::collections::BTreeSet<_>>()
    };
    for tag in ["fr", "de", "uk"] {
        let missing: Vec<&str> = keys("en").difference(&keys(tag)).copied().collect();
        assert_eq!(missing, Vec::<&str>::new(), "{tag}");
    }
}
