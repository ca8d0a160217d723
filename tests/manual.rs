//! The manual says what the program does: its tables are made from the program's own and compared here.
//!
//! `DESPATCH_BLESS=1 cargo test --test manual` writes them. Each stands in a page of `docs/content/pages/` from a given heading to
//! the page's end; what stands above that heading is written by hand.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "manual/commands.rs"]
mod commands;
#[path = "manual/tables.rs"]
mod tables;
#[path = "manual/views.rs"]
mod views;

use std::{fs, path::PathBuf};

use despatch::{
    base::{Code, Finding},
    config::{self, SETTINGS},
    discover::DiskSources,
    pipeline::{self, Progress, Request},
    write::MemorySink,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Holds that `page` goes on with `made` from `heading` to its end; or makes it so, when blessed.
fn holds(page: &str, heading: &str, made: &str) {
    let path = root().join("docs/content/pages").join(page);
    let text = fs::read_to_string(&path).expect("a page of the manual");
    let from = text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{page} has no heading `{heading}`"));
    let wanted = format!("{}\n{heading}\n\n{}\n", &text[..from], made.trim_end());
    if text == wanted {
        return;
    }
    assert!(
        std::env::var_os("DESPATCH_BLESS").is_some(),
        "{page} is stale; run DESPATCH_BLESS=1 cargo test --test manual"
    );
    fs::write(&path, wanted).expect("the page can be written");
}

#[test]
fn the_manual_names_every_diagnostic() {
    holds("diagnostics.md", "## All of them", &tables::diagnostics());
}

#[test]
fn the_manual_names_every_setting() {
    holds("settings.md", "## All settings", &tables::settings());
}

#[test]
fn the_manual_names_every_key_of_front_matter() {
    holds("front-matter.md", "## All keys", &tables::keys());
}

#[test]
fn the_manual_names_every_variable_of_a_template() {
    holds("templates.md", "## All variables", &views::variables(&root()));
}

#[test]
fn the_manual_names_every_option() {
    holds("commands.md", "## All options", &commands::options());
}

#[test]
fn every_diagnostic_is_explained_in_a_sentence() {
    for code in Code::ALL {
        assert!(code.about().ends_with('.') && code.about().len() > 20, "{}", code.name());
    }
}

#[test]
fn the_demonstrations_settings_are_sound_and_show_every_key() {
    let text = fs::read_to_string(root().join("site.toml")).expect("site.toml");
    assert_eq!(config::parse(&text).notes, []);
    for setting in SETTINGS {
        let key = setting.parts().filter(|part| !matches!(*part, "*" | "#")).last().expect("a key");
        let shown = [format!("{key} ="), format!("[{key}"), format!(".{key}]"), format!("[{key}.")];
        assert!(shown.iter().any(|form| text.contains(form.as_str())), "site.toml does not show `{}`", setting.path);
    }
}

#[test]
fn every_dependency_has_its_line() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let (_, lines) = architecture.split_once("## Dependencies").expect("its chapter on dependencies");
    let words = |line: &str| line.split([' ', ',', '|', '(']).map(str::to_owned).collect::<Vec<_>>();
    let told: Vec<String> = lines.lines().flat_map(|line| words(line.split('|').nth(1).unwrap_or(line))).collect();
    let (_, wanted) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let names = wanted.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(" ="));
    let missing: Vec<&str> = names.map(|(name, _)| name).filter(|name| !told.iter().any(|word| word == name)).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md says nothing of {missing:?}");
}

#[test]
fn the_manual_builds_with_nothing_to_say_of_it() {
    let folder = root().join("docs");
    let sources = DiskSources::open(&folder).expect("the manual is a site");
    let read = config::parse(&fs::read_to_string(folder.join("site.toml")).expect("its settings"));
    assert_eq!(read.notes, []);
    let request = Request {
        site: &read.value,
        now: "2026-12-01T00:00:00Z".parse().expect("an instant"),
        drafts: false,
        render: true,
        last: None,
        memo: None,
        store: None,
        progress: &Progress::default(),
    };
    let outcome = pipeline::build(request, &sources, &MemorySink::new()).expect("a build");
    let said: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.code != Code::NoBriefings).collect();
    assert!(said.is_empty(), "{said:#?}");
}
