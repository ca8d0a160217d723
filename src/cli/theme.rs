//! `despatch theme`: the files of the theme, to be changed by a site of its own.

use std::path::Path;

use super::{
    Ending,
    arguments::{Eject, Theme},
    site::find_site,
    surroundings::Surroundings,
    terminal::Terminal,
};
use crate::{base::Failure, pipeline, write};

/// Lists the theme's files, or writes one of them into the site that the command line means.
///
/// # Errors
/// When there is no site, the theme has no such file, the site has one already, or it cannot be written.
pub(super) fn theme(
    theme: &Theme,
    typed: Option<&Path>,
    around: &Surroundings,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let Theme::Eject(eject) = theme;
    match &eject.file {
        None => list(find_site(around, typed).ok().as_deref(), terminal),
        Some(file) => write_one(file, eject, &find_site(around, typed)?, terminal)?,
    }
    Ok(Ending::Done)
}

/// One path a line; those that the site has of its own say so.
fn list(root: Option<&Path>, terminal: &Terminal) {
    for (path, _) in pipeline::theme_files() {
        let own = root.is_some_and(|root| root.join(&path).exists());
        terminal.print(&if own { format!("{path} (the site has its own)\n") } else { format!("{path}\n") });
    }
}

fn write_one(file: &str, eject: &Eject, root: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let (path, text) = find(file)?;
    let to = root.join(&path);
    let there = to.symlink_metadata().is_ok();
    if there && !eject.force {
        let message = format!("the site has its own `{path}`: nothing written\nadd `--force` to replace it");
        return Err(Failure::Usage { message });
    }
    write::save(&to, [text])?;
    terminal.say(&format!("{} {path}", if there { "replaced" } else { "wrote" }));
    Ok(())
}

/// The file of the theme with this path in a site, or with this name where only one has it.
fn find(file: &str) -> Result<(String, &'static str), Failure> {
    let wanted = file.replace('\\', "/");
    let wanted = wanted.strip_prefix("./").unwrap_or(&wanted);
    let end = format!("/{wanted}");
    let files: Vec<(String, &'static str)> = pipeline::theme_files().collect();
    let exact = files.iter().position(|(path, _)| path == wanted);
    let ending: Vec<usize> =
        files.iter().enumerate().filter(|(_, (path, _))| path.ends_with(&end)).map(|(at, _)| at).collect();
    let at = match (exact, ending.as_slice()) {
        (Some(at), _) => Some(at),
        // `list.html` is the template, `components/list.html` the component.
        (None, several) => several.iter().copied().min_by_key(|at| files.get(*at).map_or(0, |(path, _)| path.len())),
    };
    at.and_then(|at| files.get(at).cloned()).ok_or_else(|| unknown(file, wanted, &files))
}

fn unknown(typed: &str, wanted: &str, files: &[(String, &'static str)]) -> Failure {
    let score = |path: &str| {
        let name = if wanted.contains('/') { path } else { path.rsplit('/').next().unwrap_or(path) };
        strsim::jaro_winkler(name, wanted)
    };
    let near = files.iter().map(|(path, _)| path).filter(|path| score(path) > 0.8);
    let near = near.max_by(|a, b| score(a).total_cmp(&score(b)).then(b.len().cmp(&a.len())));
    let hint = match near {
        Some(path) => format!("did you mean `{path}`?"),
        None => "`despatch theme eject` lists its files".to_owned(),
    };
    Failure::Usage { message: format!("the theme has no file `{typed}`\n{hint}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_path_and_by_its_name() {
        let path = |typed| find(typed).map(|(path, _)| path).ok();
        assert_eq!(path("templates/list.html").as_deref(), Some("templates/list.html"));
        assert_eq!(path("list.html").as_deref(), Some("templates/list.html"));
        assert_eq!(path("components/list.html").as_deref(), Some("templates/components/list.html"));
        assert_eq!(path("./static/css/10-tokens.css").as_deref(), Some("static/css/10-tokens.css"));
        assert_eq!(path("ist.html"), None);
    }
}
