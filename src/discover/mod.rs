//! The stage that finds what a site is made of: a folder goes in, an inventory of paths and stamps comes out.
//!
//! Promises: files are listed in the order of their paths whatever the file system says; nothing outside the site is ever
//! read; what cannot be listed is a finding that names it, never a silence. It knows nothing of what is in a file.

mod disk;
mod glance;
mod memory;

pub use disk::DiskSources;
pub use glance::{Difference, Glance, Ground};
pub use memory::MemorySources;

/// The folders of a site that hold its sources.
pub const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// The file that makes a folder a site.
pub const SETTINGS_FILE: &str = "site.toml";

/// The file that holds what was published before, beside `site.toml`.
pub const LOCK_FILE: &str = "despatch.lock";

/// Whether a file or folder of this name is passed over: hidden ones, and what editors, office programs and version control
/// leave behind, which may hold what a text said before (`x~`, `#x#`, Vim's `4913`, `~$x.docx`, `x.bak`, `x.orig`).
/// `.well-known` is the one hidden folder that belongs to a web site.
#[must_use]
pub fn passed_over(name: &str) -> bool {
    let hidden = name.starts_with('.') && name != ".well-known";
    let left = name.ends_with('~')
        || name == "4913"
        || name.starts_with("~$")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'));
    let lower = name.to_ascii_lowercase();
    let kept = [".bak", ".orig", ".rej", ".swp", ".tmp"].iter().any(|ending| lower.ends_with(ending));
    hidden || left || kept || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
}
