//! The theme that is part of the program: its templates and static files, and the stylesheets made of them.
//!
//! A site replaces any of them by a file of the same path. The parts of `static/css/` are bundled into `style.css` in the
//! order of their names; `theme.css` is made of `[theme] accent`; a site's own `static/custom.css` is linked after both.

use std::collections::BTreeMap;

mod accent;

/// The folder of a site in which its own static files stand.
pub const FOLDER: &str = "static";

macro_rules! texts {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/", $name))),)*]
    };
}

/// The theme's templates: name within `templates/`, text.
pub const TEMPLATES: &[(&str, &str)] = texts!("templates":
    "404.html" "archive.html" "base.html" "briefing.html" "corrections.html" "home.html" "list.html" "page.html"
    "redirect.html" "search.html" "terms.html"
    "components/end.html" "components/facets.html" "components/frame.html" "components/judgements.html"
    "components/list.html" "components/opening.html" "components/search.html"
    "i18n/de.ftl" "i18n/en.ftl" "i18n/fr.ftl" "i18n/uk.ftl"
);

/// The theme's static files, all of them text: name within `static/`, text. Those below `css/` go into `style.css`.
pub const STATIC: &[(&str, &str)] = texts!("static":
    "css/10-tokens.css" "css/20-frame.css" "css/30-lists.css" "css/40-briefing.css" "css/50-prose.css" "css/60-code.css"
    "css/70-end.css" "css/80-print.css"
    "favicon.svg" "filter.js" "search.js" "site.js"
);

/// The stylesheets of a site: name within `static/`, text. `own` holds the site's own static files below `css/`
/// (`css/10-tokens.css`), which replace the theme's of the same name or join them; `accent` and `accent_dark` are those of `[theme]`.
///
/// A site that has its own `static/style.css` uses that and none of these but `theme.css`.
#[must_use]
pub fn stylesheets(
    own: &[(&str, &str)],
    accent: Option<&str>,
    accent_dark: Option<&str>,
) -> Vec<(&'static str, String)> {
    let mut parts: BTreeMap<&str, &str> = STATIC.iter().copied().filter(|(name, _)| is_part(name)).collect();
    parts.extend(own.iter().copied().filter(|(name, _)| is_part(name)));
    let bundle = parts.values().map(|text| compact(text)).collect();
    let tokens = accent::stylesheet(accent, accent_dark).map(|text| ("theme.css", text));
    std::iter::once(("style.css", bundle)).chain(tokens).collect()
}

/// Whether a static file is a part of `style.css` and not copied by itself.
#[must_use]
pub fn is_part(name: &str) -> bool {
    name.starts_with("css/") && name.ends_with(".css")
}

/// Whether a text is a colour that `[theme] accent` can be: `#rgb` or `#rrggbb`.
#[must_use]
pub fn is_colour(text: &str) -> bool {
    accent::stylesheet(Some(text), None).is_some()
}

/// A stylesheet without comments and indentation. Strings are left as they are.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(out.len()), |mut all, line| {
        all.push_str(line);
        // A line that ends a rule or a declaration needs no line end, any other may hold a selector or a value in parts.
        if !line.ends_with(['{', '}', ';', ',']) {
            all.push('\n');
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_theme_is_in_the_program() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for (folder, known) in [("templates", TEMPLATES), ("static", STATIC)] {
            let files = walkdir::WalkDir::new(root.join(folder)).into_iter().filter_map(Result::ok);
            let mut found: Vec<String> = files
                .filter(|entry| entry.file_type().is_file())
                .filter_map(|entry| Some(entry.path().strip_prefix(root.join(folder)).ok()?.to_str()?.to_owned()))
                .collect();
            found.sort();
            let mut known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            known.sort_unstable();
            assert_eq!(found, known, "{folder}/");
        }
    }

    #[test]
    fn parts_are_joined_in_the_order_of_their_names_and_replaced_one_by_one() {
        let sheets = stylesheets(
            &[("css/10-tokens.css", "/* mine */\n:root {\n  --a: 1;\n}\n"), ("css/99-last.css", "z {}")],
            None,
            None,
        );
        let (name, text) = &sheets[0];
        assert_eq!(*name, "style.css");
        assert!(text.starts_with(":root {--a: 1;}"), "{text}");
        assert!(text.ends_with("z {}"), "{text}");
    }
}
