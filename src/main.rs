//! The program: everything is in the library; this gives it a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    despatch::cli::run()
}
