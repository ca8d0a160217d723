//! The whole of a text as HTML that stands on its own: every address absolute.

use super::Ground;
use crate::{
    base::Finding,
    library::Id,
    model::Anchors,
    render::{
        html,
        page::{Links, author_html},
    },
};

/// The text of an entry.
pub(super) fn html(ground: Ground<'_>, id: Id) -> Result<String, Finding> {
    let body = (ground.bodies)(id)?;
    let links = Links { ground, entry: ground.entry(id), absolute: true };
    Ok(html::write(&body, &Anchors::of(body.briefing()), &links, author_html(ground)).body)
}
