//! The gate as an enemy meets it: whatever a withheld text leaves in a site, no byte and no name of the output tells of it.
#![allow(unreachable_pub, clippy::expect_used, clippy::panic, clippy::disallowed_methods, dead_code, reason = "a test")]

#[path = "../canary/mod.rs"]
mod canary;
mod follow;
mod rules;
mod said;
mod site;
mod translation;
