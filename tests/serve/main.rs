//! The preview, end to end: the real program, real files, real edits, a real HTTP client; waiting is for events alone.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "a test"
)]
#![cfg(unix)]

mod changes;
mod errors;
mod pages;
mod preview;
mod program;
mod strangers;
mod time;
