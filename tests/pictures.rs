//! Pictures on their way to the output: drawings are cleaned, photographs and charts are made in several sizes.
#![allow(
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "pictures/drawings.rs"]
mod drawings;
#[path = "pictures/sizes.rs"]
mod sizes;
#[path = "pictures/site.rs"]
mod site;
