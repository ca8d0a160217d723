//! `despatch schema`: what editors need to check and complete `site.toml` and front matter.

use super::{Ending, arguments::SchemaOf, terminal::Terminal};
use crate::config;

/// The schema of front matter.
const BRIEFING: &str = include_str!("schema/briefing.json");

/// Prints a JSON Schema.
pub(super) fn print(of: SchemaOf, terminal: &Terminal) -> Ending {
    match of {
        SchemaOf::Site => terminal.print(&format!("{:#}\n", config::schema())),
        SchemaOf::Briefing => terminal.print(BRIEFING),
    }
    Ending::Done
}
