//! `despatch new`: a site that is ready to build, written out of the program itself.

#![expect(clippy::disallowed_methods, reason = "the door through which a new site is written, once")]

use std::{fs, path::Path};

use super::{Ending, cause, terminal::Terminal};
use crate::{base::Failure, config};

/// The files of a new site beside `site.toml`.
const FILES: &[(&str, &str)] = &[
    ("content/briefings/2025/2025-01-15-how-a-briefing-is-written.md", include_str!("scaffold/briefing.md")),
    ("content/briefings/2025/2025-01-08-a-text-as-it-was-pasted.txt", include_str!("scaffold/pasted.txt")),
    ("content/pages/about.md", include_str!("scaffold/about.md")),
    (".github/workflows/pages.yml", include_str!("scaffold/pages.yml")),
    (".gitignore", include_str!("scaffold/gitignore")),
];

/// Makes a site in `typed`, which must be empty or not be there; a `.git` may be in it.
///
/// # Errors
/// When files are there, or it cannot be written; nothing that was there is touched.
pub(super) fn make_site(here: &Path, typed: &Path, terminal: &Terminal) -> Result<Ending, Failure> {
    let root = here.join(typed);
    refuse_files(&root, typed)?;
    let settings = config::commented(&[
        ("title", &toml::Value::from(title_of(&root)).to_string()),
        ("base_url", "\"https://example.org/\""),
        ("language", "\"en-GB\""),
    ]);
    for (path, text) in FILES.iter().copied().chain([("site.toml", settings.as_str())]) {
        write(&root, path, &text.replace("VERSION", env!("CARGO_PKG_VERSION")))?;
        terminal.say(&format!("wrote {}", typed.join(path).display()));
    }
    terminal.say(&format!("\nnext: cd {} && despatch serve", typed.display()));
    Ok(Ending::Done)
}

fn refuse_files(root: &Path, typed: &Path) -> Result<(), Failure> {
    let refused = |why: &str| Failure::Usage {
        message: format!("`{}` {why}\nname a folder that is empty or not there", typed.display()),
    };
    if !root.exists() {
        return Ok(());
    }
    if !root.is_dir() {
        return Err(refused("is a file"));
    }
    let entries = fs::read_dir(root)
        .map_err(|error| Failure::Unreadable { path: typed.display().to_string(), cause: cause(&error) })?;
    let holds = entries.flatten().any(|entry| entry.file_name() != ".git");
    if holds { Err(refused("already holds files")) } else { Ok(()) }
}

fn write(root: &Path, path: &str, text: &str) -> Result<(), Failure> {
    let file = root.join(path);
    let unwritable =
        |error: &std::io::Error| Failure::Unwritable { path: file.display().to_string(), cause: cause(error) };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| unwritable(&error))?;
    }
    fs::write(&file, text).map_err(|error| unwritable(&error))
}

/// The folder's name as a title: `northern-flank` becomes `Northern flank`.
fn title_of(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "Briefings".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_name_is_the_title() {
        assert_eq!(title_of(Path::new("/x/northern-flank_notes")), "Northern flank notes");
        assert_eq!(title_of(Path::new("/")), "Briefings");
    }
}
