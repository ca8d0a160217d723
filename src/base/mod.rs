//! The ground floor: spans, diagnostics, paths, slugs, digests and dates; knows nothing of briefings.

mod code;
mod date;
mod diagnostic;
mod digest;
mod path;
mod port;
pub mod scan;
mod slug;
mod span;
mod table;

pub use code::{Code, Severity};
pub use date::{Instant, Stamp, ZoneName};
pub use diagnostic::{Diagnostic, Finding, Noted, Related};
pub use digest::{Digest, Digesting, integrity};
pub use path::{Address, OutPath, PathError, SitePath};
pub use port::{Failure, FileEntry, FileStamp, Inventory, Sink, Sources, Store};
pub use slug::{Slug, words};
pub use span::{LineIndex, Position, Span};
pub use table::{Change, Table};
