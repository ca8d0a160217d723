//! The `site.toml` of a new site: every setting with what it is for, all but the given ones commented out.

use super::settings::{SETTINGS, Setting};

/// The text of a `site.toml` that sets `given` (path and value as TOML) and shows all other settings as comments.
#[must_use]
pub fn commented(given: &[(&str, &str)]) -> String {
    let mut out = String::from(HEAD);
    let mut table = String::new();
    for setting in SETTINGS {
        let (own, key) = place(setting);
        if own != table {
            out.push_str(&heading(&own));
            table = own;
        }
        let set = given.iter().find(|(path, _)| *path == setting.path).map(|(_, value)| *value);
        out.push_str(&entry(setting, &key, set));
    }
    out
}

const HEAD: &str = "# The settings of this site. Three suffice: title, base_url and language.
# A line that begins with `# ` and a key shows a setting with its default or an example; take the mark away to set it.
# What is misspelt is an error, so nothing here is ever ignored.

";

/// The table that a setting stands in, as a heading writes it, and its key there.
fn place(setting: &Setting) -> (String, String) {
    let parts: Vec<&str> = setting.parts().collect();
    let (table, key) = match parts.as_slice() {
        [key] => (String::new(), (*key).to_owned()),
        [table, "*"] => ((*table).to_owned(), String::new()),
        [table, inner, "*"] => (format!("{table}.{inner}"), String::new()),
        [table, "#", key] => (format!("[{table}]"), (*key).to_owned()),
        [table, "*", inner, "*"] => (format!("{table}.{}.{inner}", named(table)), String::new()),
        [table, "*", key] => (format!("{table}.{}", named(table)), (*key).to_owned()),
        [table, "*", list, "#", key] => (format!("[{table}.{}.{list}]", named(table)), (*key).to_owned()),
        [table, key] => ((*table).to_owned(), (*key).to_owned()),
        _ => (String::new(), setting.path.to_owned()),
    };
    if setting.path == "extra" { ("extra".to_owned(), String::new()) } else { (table, key) }
}

/// A name to show in a table of names.
fn named(table: &str) -> &'static str {
    match table {
        "languages" => "fr",
        "series" => "\"Black Sea Weekly\"",
        "actors" => "\"NATO\"",
        "authors" => "\"A Writer\"",
        _ => "\"Baltic\"",
    }
}

fn heading(table: &str) -> String {
    let shown = format!("[{table}]");
    let open = matches!(
        table,
        "content" | "markup" | "lists" | "feeds" | "images" | "outputs" | "gate" | "likelihood" | "theme"
    );
    if open { format!("\n{shown}\n") } else { format!("\n# {shown}\n") }
}

fn entry(setting: &Setting, key: &str, set: Option<&str>) -> String {
    let about = setting.about;
    if let Some(value) = set {
        return format!("# {about}\n{key} = {value}\n");
    }
    let shown = if setting.default.is_empty() || setting.default == "[]" { setting.example } else { setting.default };
    let others = match setting.kind {
        super::Type::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!(" One of {}.", words.join(", "))
        }
        _ => String::new(),
    };
    let line = if key.is_empty() { shown.to_owned() } else { format!("{key} = {shown}") };
    format!("# {about}{others}\n# {line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    const GIVEN: &[(&str, &str)] = &[("title", "\"T\""), ("base_url", "\"https://a.org/\""), ("language", "\"en-GB\"")];

    #[test]
    fn the_commented_settings_are_those_of_an_empty_file() {
        let noted = parse(&commented(GIVEN));
        assert_eq!(noted.notes, []);
        let least = "title = \"T\"\nbase_url = \"https://a.org/\"\nlanguage = \"en-GB\"\n";
        assert_eq!(noted.value, parse(least).value);
    }

    #[test]
    fn every_comment_that_shows_a_setting_can_be_taken_in() {
        let is_setting = |line: &str| {
            line.starts_with('[')
                || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ') || key.starts_with('"'))
        };
        let text: String = commented(GIVEN)
            .lines()
            .filter(|line| !line.starts_with("# publisher = "))
            .map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line).to_owned() + "\n")
            .collect();
        assert_eq!(parse(&text).notes, [], "{text}");
    }
}
