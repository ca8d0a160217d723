//! Stands in for feeds, sitemap, twins, citations and metadata until they are merged.

use super::{Ground, view};
use crate::{gate::PublicBody, library::Id};

pub(super) struct Metadata {
    pub(super) meta: Vec<view::MetaTag>,
    pub(super) json_ld: String,
}

pub(super) fn of_briefing(_: Ground<'_>, _: Id, _: &PublicBody) -> Metadata {
    Metadata { meta: Vec::new(), json_ld: String::new() }
}

pub(super) fn of_text(_: Ground<'_>, _: Id) -> Metadata {
    Metadata { meta: Vec::new(), json_ld: String::new() }
}

pub(super) fn cite(_: Id, _: &PublicBody, _: Ground<'_>) -> view::CiteView {
    view::CiteView { styles: Vec::new(), bibtex: None, ris: None, csl: None }
}
