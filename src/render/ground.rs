//! The ground that every renderer stands on: the site, its library and its templates, the same for all jobs of a build.

use crate::{
    base::{Address, Finding, OutPath},
    config::Site,
    gate::PublicBody,
    library::{Edition, Entry, Id, Library},
    model::LangTag,
    plan::FileFacts,
    render::{Cards, Frame, templates::Templates, view::SiteView},
};

/// What every renderer may read. Nothing in it changes during a build.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The settings.
    pub site: &'a Site,
    /// All public texts.
    pub library: &'a Library,
    /// `site` as templates see it.
    pub view: &'a SiteView,
    /// What all pages of an edition carry, in the editions' order.
    pub frames: &'a [Frame],
    /// The cards that pages share.
    pub cards: &'a Cards,
    /// The templates.
    pub templates: &'a Templates,
    /// Opens the text of an entry: reads it again if need be.
    pub bodies: &'a (dyn Fn(Id) -> Result<std::sync::Arc<PublicBody>, Finding> + Sync),
    /// Size in pixels of an image of the site, and its bytes' count, by its path in the output.
    pub images: &'a (dyn Fn(&OutPath) -> Option<FileFacts> + Sync),
}

impl<'a> Ground<'a> {
    /// An entry of the library.
    #[must_use]
    pub fn entry(&self, id: Id) -> &'a Entry {
        self.library.entry(id)
    }

    /// An edition of the library.
    #[must_use]
    pub fn edition(&self, at: usize) -> &'a Edition {
        &self.library.editions[at]
    }

    /// The language that an edition's pages speak.
    #[must_use]
    pub fn language(&self, edition: usize) -> &'a LangTag {
        &self.library.editions[edition].language
    }

    /// The address of a page as links have it: with the prefix of the site's base.
    #[must_use]
    pub fn url(&self, address: &Address) -> String {
        [self.site.prefix(), address.as_str()].concat()
    }

    /// The address of a file as links have it: with the prefix, escaped.
    #[must_use]
    pub fn file_url(&self, path: &OutPath) -> String {
        [self.site.prefix(), "/", &escaped(path.as_str())].concat()
    }

    /// The absolute address of a page.
    #[must_use]
    pub fn absolute(&self, address: &Address) -> String {
        [self.site.origin(), self.site.prefix(), address.as_str()].concat()
    }

    /// The absolute address of a file, escaped.
    #[must_use]
    pub fn absolute_file(&self, path: &OutPath) -> String {
        [self.site.origin(), &self.file_url(path)].concat()
    }
}

/// Percent-escapes what may not stand in the path of an address (RFC 3986 §3.3), leaving `/`.
#[must_use]
pub fn escaped(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'@'
            | b'!'
            | b'+'
            | b','
            | b'=' => {
                out.push(byte as char);
            }
            _ => drop(write!(out, "%{byte:02X}")),
        }
        out
    })
}
