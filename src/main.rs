//! The program: everything is in the library; this gives it a process.

use std::process::ExitCode;

/// Building is much small memory given and taken by two threads and more: the system's allocator takes a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    despatch::cli::run()
}
