//! What a `site.toml` is read as, and what is said of a wrong one.

use super::*;
use crate::{
    base::{Code, Diagnostic},
    config::parse,
    model::{Kind, Role},
};

const LEAST: &str = "title = \"T\"\nbase_url = \"https://a.org/x\"\nlanguage = \"en-gb\"\n";

fn notes(text: &str) -> Vec<(Code, String, String, Option<String>)> {
    let noted = parse(text);
    let note =
        |note: Diagnostic| (note.code, note.span.unwrap_or_default().slice(text).to_owned(), note.message, note.help);
    noted.notes.into_iter().map(note).collect()
}

#[test]
fn three_settings_suffice_and_the_rest_has_defaults() {
    let noted = parse(LEAST);
    assert_eq!(noted.notes, []);
    let site = noted.value;
    assert_eq!(site.base_url.as_str(), "https://a.org/x/");
    assert_eq!((site.prefix(), site.origin()), ("/x", "https://a.org"));
    assert_eq!(site.language.as_str(), "en-GB");
    assert_eq!(site.publisher.name, "T");
    assert_eq!(site.time_zone, "UTC");
    assert_eq!((site.per_page, site.feeds.entries, site.feeds.full_text), (20, 20, false));
    assert!(site.outputs.twins && site.outputs.cards && site.outputs.search && site.outputs.json_feed);
    assert!(site.markup.highlight && !site.publish_official);
    assert_eq!(site.kind, Kind::Briefing);
}

#[test]
fn every_unknown_setting_is_found_with_what_was_probably_meant() {
    let text = format!("{LEAST}tittle = \"x\"\nper_page = 3\n[outputs]\nserch = true\n[fedes]\nentries = 3\n");
    let found = notes(&text);
    let all: Vec<_> =
        found.iter().map(|(_, at, message, help)| (at.as_str(), message.as_str(), help.as_deref())).collect();
    assert_eq!(
        all,
        [
            ("tittle", "unknown setting `tittle`", Some("did you mean `title`?")),
            ("per_page", "unknown setting `per_page`", Some("`per_page` belongs into `[lists]`")),
            ("serch", "unknown setting `outputs.serch`", Some("did you mean `search`?")),
            ("fedes", "unknown setting `fedes`", Some("did you mean `feeds`?")),
        ]
    );
}

#[test]
fn what_was_probably_meant_may_stand_on_another_level() {
    for (lines, place, help) in [
        ("[roles]\n\"The stakes\" = \"outlook\"\n", "roles", "did you mean `[content.roles]`?"),
        ("[role]\n\"The stakes\" = \"outlook\"\n", "role", "did you mean `[content.roles]`?"),
        ("unknown_key = \"warn\"\n", "unknown_key", "did you mean `unknown_keys` in `[content]`?"),
        ("[lists]\ntime_zone = \"UTC\"\n", "time_zone", "`time_zone` belongs above the first table"),
        ("[lists]\ntimezone = \"UTC\"\n", "timezone", "did you mean `time_zone` above the first table?"),
        ("[markup]\nkeys = { a = \"date\" }\n", "keys", "did you mean `[content.keys]`?"),
        ("[lists]\nwhatever = 1\n", "whatever", "expected one of `per_page`"),
        ("mascot = 1\n", "mascot", "values for templates of your own go into `[extra]`"),
    ] {
        let found = notes(&format!("{LEAST}{lines}"));
        let all: Vec<_> = found.iter().map(|(code, at, _, help)| (*code, at.as_str(), help.as_deref())).collect();
        assert_eq!(all, [(Code::UnknownSetting, place, Some(help))], "{lines}");
    }
}

#[test]
fn a_value_of_another_type_is_reported_at_the_value() {
    let text = format!(
        "{LEAST}menu = 3\n[lists]\nper_page = \"20\"\n[outputs]\ntwins = \"false\"\n[feeds]\nentries = 0\n[markup]\nhtml = \"trust\"\n[theme]\naccent = \"red\"\n"
    );
    let all: Vec<_> = notes(&text).into_iter().map(|(code, at, ..)| (code, at)).collect();
    assert_eq!(
        all,
        [
            (Code::WrongType, "3".into()),
            (Code::WrongType, "\"20\"".into()),
            (Code::WrongType, "\"false\"".into()),
            (Code::BadValue, "0".into()),
            (Code::BadValue, "\"trust\"".into()),
            (Code::BadValue, "\"red\"".into()),
        ]
    );
}

#[test]
fn what_is_required_and_missing_is_said() {
    let messages: Vec<_> = notes("").into_iter().map(|(_, _, message, _)| message).collect();
    assert_eq!(
        messages,
        ["the setting `title` is missing", "the setting `base_url` is missing", "the setting `language` is missing"]
    );
    assert_eq!(notes("title = 3\nbase_url = \"x\"\nlanguage = \"english\"\n").len(), 3);
}

#[test]
fn tables_of_names_are_read() {
    let text = format!(
        r#"{LEAST}publisher = {{ name = "P", url = "https://p.org" }}
menu = [{{ name = "About", url = "/about/" }}]
[content.keys]
doc_date = "date"
[content.roles]
"The Stakes" = "implications"
[languages.fr]
title = "Le T"
[actors."NATO"]
kind = "alliance"
members = [{{ country = "FI", from = 2023-04-04 }}, {{ country = "GB", from = "1949-04-04" }}]
[authors."A. Writer"]
orcid = "0000-0002-1825-0097"
[regions."Baltic"]
places = ["EE", "LV"]
[series."Weekly"]
numbered = false
[notices]
commentary = "Own views."
[extra]
a = {{ b = [1, 2.5, true] }}
"#
    );
    let noted = parse(&text);
    assert_eq!(noted.notes, []);
    let site = noted.value;
    assert_eq!(site.publisher.name, "P");
    assert_eq!(site.menu, [MenuEntry { name: "About".into(), url: "/about/".into() }]);
    assert_eq!(site.keys.get("doc_date").map(String::as_str), Some("date"));
    assert_eq!(site.roles.get("the stakes"), Some(&Role::Implications));
    assert_eq!(site.languages.len(), 1);
    assert_eq!(site.actors.get("NATO").map(|nato| (nato.kind, nato.members.len())), Some((ActorKind::Alliance, 2)));
    assert!(site.authors.contains_key("A. Writer"));
    assert_eq!(site.regions.get("Baltic").map(|baltic| baltic.places.len()), Some(2));
    assert_eq!(site.series.get("Weekly").map(|weekly| weekly.numbered), Some(false));
    assert_eq!(site.notices.len(), 1);
    assert_eq!(site.extra.get("a"), Some(&serde_json::json!({"b": [1, 2.5, true]})));
}

#[test]
fn values_are_checked_for_what_they_mean() {
    for (line, code) in [
        ("time_zone = \"Europe/Londn\"", Code::BadValue),
        ("[regions.\"B\"]\nplaces = [\"UK\"]", Code::BadCountry),
        ("[authors.\"A\"]\norcid = \"0000-0002-1825-0098\"", Code::BadOrcid),
        ("[languages.french]\ntitle = \"x\"", Code::BadLanguage),
        ("[notices]\ncomentary = \"x\"", Code::BadValue),
        ("[[menu]]\nname = \"x\"\nurl = \"javascript:alert(1)\"", Code::BadUrl),
        ("[theme]\nlogo = \"../x.svg\"", Code::BadValue),
        ("title = \"again\"", Code::BadConfig),
    ] {
        let found = notes(&format!("{LEAST}{line}\n"));
        assert_eq!(found.iter().map(|(found, ..)| *found).collect::<Vec<_>>(), [code], "{line}: {found:?}");
    }
}

#[test]
fn every_default_is_of_its_type() {
    let noted = parse(LEAST);
    for setting in crate::config::SETTINGS.iter().filter(|setting| !setting.default.is_empty()) {
        if setting.path.contains(['*', '#']) {
            continue;
        }
        let (table, key) = setting.path.rsplit_once('.').unwrap_or(("", setting.path));
        let line = format!("{key} = {}\n", setting.default);
        let text = if table.is_empty() { format!("{LEAST}{line}") } else { format!("{LEAST}[{table}]\n{line}") };
        let again = parse(&text);
        assert_eq!((again.notes, again.value), (Vec::new(), noted.value.clone()), "{}", setting.path);
    }
}
