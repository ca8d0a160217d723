//! The whole of a text as HTML that stands on its own: every address absolute.

use std::borrow::Cow;

use super::Ground;
use crate::{
    base::Finding,
    config::HtmlPolicy,
    library::{Entry, Id, Target},
    model::Anchors,
    render::html::{AuthorHtml, Resolver, write},
};

/// The text of an entry.
pub(super) fn html(ground: Ground<'_>, id: Id) -> Result<String, Finding> {
    let body = (ground.bodies)(id)?;
    let briefing = body.briefing();
    let policy = match ground.site.markup.html {
        HtmlPolicy::Sanitise => AuthorHtml::Sanitise,
        HtmlPolicy::Trusted => AuthorHtml::Trusted,
        HtmlPolicy::Escape => AuthorHtml::Escape,
    };
    let resolver = Absolute { ground, entry: ground.entry(id) };
    Ok(write(briefing, &Anchors::of(briefing), &resolver, policy).body)
}

struct Absolute<'a> {
    ground: Ground<'a>,
    entry: &'a Entry,
}

impl Resolver for Absolute<'_> {
    fn link<'a>(&'a self, target: &'a str) -> Cow<'a, str> {
        match self.entry.links.get(target) {
            Some(Target::Path(path)) => {
                format!("{}{}{path}", self.ground.site.origin(), self.ground.site.prefix()).into()
            }
            Some(Target::File(path, _)) => self.ground.absolute_file(path).into(),
            Some(Target::Dead) => "".into(),
            Some(Target::Outside) | None if target.starts_with('#') => {
                format!("{}{target}", self.ground.absolute(&self.entry.address)).into()
            }
            Some(Target::Outside) | None => target.into(),
        }
    }

    fn image<'a>(&'a self, src: &'a str) -> (Cow<'a, str>, Option<(u32, u32)>) {
        let size = match self.entry.links.get(src) {
            Some(Target::File(path, _)) => (self.ground.images)(path).and_then(|facts| facts.size),
            _ => None,
        };
        (self.link(src), size)
    }

    fn code(&self, _: &str, _: &str) -> Option<String> {
        // Feed readers have no stylesheet of ours.
        None
    }

    fn word(&self, key: &str) -> Cow<'_, str> {
        let language = self.entry.public.card().face.language.as_str();
        self.ground.templates.word(language, key, None).into()
    }
}
