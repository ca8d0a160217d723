//! Every template of the theme renders every view, the fullest and the barest, in every language of the theme.
//!
//! The pages are left in the target folder (`tmp/theme/`), to be looked at without a site.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "theme/mock.rs"]
mod mock;

use despatch::render::{
    templates::{Context, Templates},
    theme,
};
use mock::Mock;

fn templates(mock: &Mock) -> Templates {
    let mut templates = Templates::load(theme::TEMPLATES, &[]).unwrap_or_else(|faults| panic!("{faults:#?}"));
    templates.set_site(&mock.site());
    templates
}

fn pages(mock: &Mock) -> Vec<(String, String)> {
    let templates = templates(mock);
    let render = |name: &str, language: &str, context: Context| {
        templates.render(name, language, context).unwrap_or_else(|fault| panic!("{name}: {fault:#?}"))
    };
    let mut pages = Vec::new();
    for language in ["en", "fr", "de", "uk", "ar"] {
        for (name, context) in mock.pages(language) {
            let template = name.split('~').next().unwrap_or(&name);
            pages.push((format!("{language}-{name}"), render(template, language, context)));
        }
    }
    pages
}

#[test]
fn every_page_kind_renders_its_fullest_and_its_barest_view() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("theme");
    std::fs::create_dir_all(folder.join("static")).expect("a folder");
    for (name, html) in pages(&Mock) {
        assert!(!html.contains("style=\""), "{name} has an inline style");
        assert!(html.ends_with("</html>\n") && html.starts_with("<!doctype html>"), "{name} is not whole");
        std::fs::write(folder.join(name.replace('~', "-")), html).expect("a page");
    }
    for (name, text) in theme::STATIC {
        if !theme::is_part(name) {
            std::fs::write(folder.join("static").join(name), text).expect("a file");
        }
    }
    for (name, text) in theme::stylesheets(&[], None, None) {
        std::fs::write(folder.join("static").join(name), text).expect("a stylesheet");
    }
}

#[test]
fn what_an_author_writes_cannot_break_out_of_its_place() {
    let nasty = "\"><script>alert(1)</script>";
    let templates = templates(&Mock);
    let html = templates.render("briefing.html", "en", Mock.briefing_called(nasty)).expect("a page");
    assert!(!html.contains("<script>alert"), "{html}");
}
