//! The editor that links in the preview open: as typed, else as the surroundings tell, else none.

use super::surroundings::Surroundings;
use crate::base::Failure;

/// Editors that take addresses, by the names of their programs.
const EDITORS: &[(&str, &str)] = &[
    ("code", "vscode://file{file}:{line}:{column}"),
    ("code-insiders", "vscode-insiders://file{file}:{line}:{column}"),
    ("codium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("windsurf", "windsurf://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("mate", "txmt://open?url=file://{file}&line={line}&column={column}"),
    ("mvim", "mvim://open?url=file://{file}&line={line}&column={column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("pycharm", "pycharm://open?file={file}&line={line}&column={column}"),
    ("webstorm", "webstorm://open?file={file}&line={line}&column={column}"),
];

/// The address that opens a place in the editor, with `{file}`, `{line}` and `{column}` in it; `None` if it is not known.
///
/// # Errors
/// When what is typed is neither an editor that is known nor such an address.
pub(super) fn pattern(typed: Option<&str>, around: &Surroundings) -> Result<Option<String>, Failure> {
    match typed {
        Some("none") => Ok(None),
        Some(typed) if typed.contains("{file}") && typed.contains(':') => Ok(Some(typed.to_owned())),
        Some(typed) => known(typed).map(Some).ok_or_else(|| {
            let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
            let message = format!(
                "expected --editor to be {}, `none`, or an address with `{{file}}` in it, found `{typed}`",
                names.join(", ")
            );
            Failure::Usage { message }
        }),
        None => Ok(around.editors.iter().find_map(|command| known(command))),
    }
}

/// The pattern of an editor by its command, which may have a folder before it and options after it.
fn known(command: &str) -> Option<String> {
    let program = command.split_whitespace().next()?.rsplit(['/', '\\']).next()?;
    let name = program.strip_suffix(".exe").or_else(|| program.strip_suffix(".cmd")).unwrap_or(program);
    EDITORS.iter().find(|(known, _)| *known == name).map(|(_, pattern)| (*pattern).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_known_by_its_command() {
        for (command, scheme) in [
            ("code", "vscode:"),
            ("code --wait", "vscode:"),
            ("/usr/bin/zed -n", "zed:"),
            ("C:\\Programs\\cursor.exe", "cursor:"),
        ] {
            assert!(known(command).is_some_and(|pattern| pattern.starts_with(scheme)), "{command}");
        }
        for command in ["vim", "", "coder", "emacsclient -c"] {
            assert_eq!(known(command), None, "{command}");
        }
    }

    #[test]
    fn every_pattern_has_its_places() {
        for (name, pattern) in EDITORS {
            assert!(["{file}", "{line}", "{column}"].iter().all(|place| pattern.contains(place)), "{name}");
        }
    }
}
