//! Settings: the text of `site.toml` becomes a [`Site`].
//!
//! Promises: pure; never fails, what is wrong becomes a diagnostic at its key or value, all of them in one run; the only place
//! with defaults, and those in one table ([`SETTINGS`]). Must not know: files, templates, what becomes of the settings.

mod base_url;
mod commented;
mod fill;
mod schema;
mod settings;
mod site;
#[cfg(test)]
mod tests;
mod values;

use crate::base::Noted;

pub use base_url::BaseUrl;
pub use commented::commented;
pub use schema::schema;
pub use settings::{SETTINGS, Setting};
pub use site::{
    Actor, ActorKind, Author, DateOrder, Feeds, HtmlPolicy, LanguageSettings, Markup, Member, MenuEntry, Outputs,
    Publisher, Region, Series, Site, Theme, UnknownKeys,
};
pub use values::Type;

/// Reads the text of a `site.toml`. An error among the notes means that the site must not be built; the value then holds
/// defaults in the place of what is wrong.
#[must_use]
pub fn parse(text: &str) -> Noted<Site> {
    let mut values = values::read_values(text);
    let site = fill::from_values(&mut values);
    values.notes.sort_by_key(|note| note.span);
    Noted { value: site, notes: values.notes }
}
