//! The options of every command, from the program's own help.

use std::{
    fmt::Write as _,
    process::{Command, Stdio},
};

/// The commands in the manual's order.
const COMMANDS: &[&str] =
    &["new", "build", "serve", "check", "read", "release", "lock", "schema", "completions", "man"];

pub(crate) fn options() -> String {
    let mut out = format!("```text\n{}\n```\n", help(&["--help"]));
    for command in COMMANDS {
        let help = help(&[command, "-h"]);
        let own = help.split("\n\nOptions of every command:").next().unwrap_or(&help);
        let _ = write!(out, "\n### despatch {command}\n\n```text\n{own}\n```\n");
    }
    out
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
