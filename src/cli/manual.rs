//! The manual page and the completions, both made from the command line's own description.

use super::{Ending, command_line, terminal::Terminal};
use crate::base::Failure;

/// Prints the manual page in troff.
pub(super) fn print_man(terminal: &Terminal) -> Result<Ending, Failure> {
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command_line()).render(&mut page);
    written.map_err(|cause| Failure::Unwritable { path: "stdout".into(), cause: super::cause(&cause) })?;
    terminal.print(&String::from_utf8_lossy(&page));
    Ok(Ending::Done)
}

/// Prints the completions for a shell.
pub(super) fn print_completions(shell: clap_complete::Shell, terminal: &Terminal) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command_line(), "despatch", &mut script);
    terminal.print(&String::from_utf8_lossy(&script));
    Ending::Done
}
