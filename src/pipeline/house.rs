//! What all pages of a site share: its templates, static files, `site` as templates see it, and what frames every page.

use super::{
    attempt::Read,
    images::Facts,
    theme::{self, Assets},
};
use crate::{
    base::{Digest, Failure, Finding, SitePath},
    config::Site,
    library::Library,
    plan::Materials,
    render::{self, Frame, templates::Templates, view::SiteView},
};

/// The digest of a file as it is published.
type Digests<'a> = dyn Fn(&SitePath) -> Option<Digest> + Sync + 'a;

/// What all pages share.
pub(super) struct House {
    pub(super) templates: Templates,
    pub(super) assets: Assets,
    pub(super) view: SiteView,
    /// One an edition.
    pub(super) frames: Vec<Frame>,
    /// Digest of all of it but the templates, and of what reading depends on.
    shared: Digest,
}

/// What can be gathered without knowing the texts.
pub(super) struct Begun {
    templates: Templates,
    assets: Assets,
    /// What is wrong with the templates.
    pub(super) findings: Vec<Finding>,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").field("shared", &self.shared).finish_non_exhaustive()
    }
}

impl House {
    /// What can be gathered without knowing the texts; with what is wrong with the templates.
    pub(super) fn begin(read: &Read<'_>) -> Result<Begun, Failure> {
        let (request, sources) = (read.doors.request, read.doors.sources);
        let (templates, findings) = theme::templates(read.shelves, sources)?;
        Ok(Begun { templates, assets: theme::assets(read.shelves, read.files, request.site, sources)?, findings })
    }

    /// Gathers it.
    pub(super) fn new(begun: Begun, read: &Read<'_>, library: &Library) -> Self {
        let request = read.doors.request;
        let Begun { mut templates, assets, .. } = begun;
        let view = theme::site_view(request, library, &templates, &assets);
        templates.set_site(&view);
        let frames = render::frames(request.site, library, &templates);
        let shared = Digest::of_value(&(read.reading, &view, &frames, templates.words()));
        Self { templates, assets, view, frames, shared }
    }

    /// Digest of a template with its closure; `None` if there is none of that name.
    pub(super) fn template(&self, name: &str) -> Option<Digest> {
        self.templates.has(name).then(|| self.templates.closure(name))
    }

    /// What planning takes.
    pub(super) fn materials<'a>(
        &'a self,
        site: &'a Site,
        library: &'a Library,
        template: &'a (dyn Fn(&str) -> Option<Digest> + Sync),
        (files, facts): (&'a Digests<'a>, &'a Facts<'a>),
    ) -> Materials<'a> {
        let (shared, words) = (self.shared, self.templates.words());
        Materials { site, library, shared, words, template, statics: &self.assets.files, files, facts }
    }
}
