//! What the HTML writer asks of the site: where links lead, how large images are, how code is coloured, words.

use std::borrow::Cow;

use super::super::{Ground, html};
use crate::{
    base::OutPath,
    library::{Entry, Target},
    plan::{picture_path, picture_widths},
    render::code,
};

/// The links, images and words of one text.
pub(crate) struct Links<'a> {
    /// The text.
    pub entry: &'a Entry,
    /// The site.
    pub ground: Ground<'a>,
    /// Whether addresses are absolute, for feeds and twins; else they carry the prefix alone.
    pub absolute: bool,
}

impl Links<'_> {
    fn path(&self, path: &str) -> String {
        let origin = if self.absolute { self.ground.site.origin() } else { "" };
        [origin, self.ground.site.prefix(), path].concat()
    }

    fn file(&self, path: &OutPath) -> String {
        let origin = if self.absolute { self.ground.site.origin() } else { "" };
        [origin, &self.ground.file_url(path)].concat()
    }
}

impl html::Resolver for Links<'_> {
    fn link<'a>(&'a self, target: &'a str) -> Cow<'a, str> {
        match self.entry.links.get(target) {
            Some(Target::Text(path) | Target::Path(path)) => self.path(path).into(),
            Some(Target::File(path, _)) => self.file(path).into(),
            Some(Target::Dead) => "".into(),
            None if self.absolute && target.starts_with('#') => {
                format!("{}{target}", self.ground.absolute(&self.entry.address)).into()
            }
            None => target.into(),
        }
    }

    fn image<'a>(&'a self, src: &'a str) -> html::Shown<'a> {
        match self.entry.links.get(src) {
            Some(Target::File(path, _)) => {
                let facts = (self.ground.images)(path).unwrap_or_default();
                // A reader of feeds is given the image itself.
                let widths = if self.absolute { Vec::new() } else { picture_widths(&facts, self.ground.site) };
                let of_width = |width: u32| Some((self.file(&picture_path(path, width)?), width));
                let sizes = widths.into_iter().filter_map(of_width).collect();
                html::Shown { address: self.file(path).into(), size: facts.size, sizes }
            }
            _ => html::Shown { address: self.link(src), ..html::Shown::default() },
        }
    }

    fn code(&self, language: &str, text: &str) -> Option<String> {
        self.ground.site.markup.highlight.then(|| code::highlight(language, text)).flatten()
    }

    fn word(&self, key: &str) -> Cow<'_, str> {
        let language = self.ground.language(self.entry.edition);
        self.ground.templates.word(language.as_str(), key, None).into()
    }
}
