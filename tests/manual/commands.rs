//! The options of every command, from the program's own help.

use std::{
    fmt::Write as _,
    process::{Command, Stdio},
};

pub(crate) fn options() -> String {
    let whole = help(&["--help"]);
    let mut out = format!("```text\n{whole}\n```\n");
    for command in commands(&whole) {
        let help = help(&[command, "-h"]);
        let _ = write!(out, "\n### despatch {command}\n\n```text\n{}\n```\n", own(&help));
        for inner in commands(&help) {
            let help = self::help(&[command, inner, "-h"]);
            let _ = write!(out, "\n### despatch {command} {inner}\n\n```text\n{}\n```\n", own(&help));
        }
    }
    out
}

/// The help without the options of every command.
fn own(help: &str) -> &str {
    help.split("\n\nOptions of every command:").next().unwrap_or(help)
}

/// The commands that the program's help lists.
fn commands(help: &str) -> impl Iterator<Item = &str> {
    let rows = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A row that goes on stands further in.
    rows.filter(|row| !row.starts_with("   ")).filter_map(|row| row.split_whitespace().next())
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_despatch"))
        .args(arguments)
        .stdin(Stdio::null())
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{arguments:?}");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    help.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
