//! What the benches of reading share: the program's allocator, its options of reading, and what it asks of the parser.

use despatch::{config, pipeline::read_options, read::ReadOptions};
use pulldown_cmark::Options;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Those of an empty `site.toml`.
pub(crate) fn options() -> ReadOptions {
    read_options(&config::parse(r#"language = "en-GB""#).value)
}

/// What our own dialect asks of the parser.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}
