//! Rendering: jobs become artifacts. A page is a pure function of its view.
//!
//! Promises: pure; what is rendered depends on the job's print alone; a text's body is seen through the gate's [`PublicBody`]
//! and nothing else. Must not know: where artifacts go, which of them are new.
//!
//! [`PublicBody`]: crate::gate::PublicBody

pub mod card;
pub mod cite;
pub mod code;
mod facts;
pub mod feed;
mod filter;
pub mod ground;
pub mod html;
pub mod metadata;
mod locale;
mod page;
pub mod picture;
pub mod search;
pub mod sitemap;
pub mod svg;
pub mod templates;
pub mod theme;
pub mod twin;
pub mod view;
mod xml;

#[cfg(test)]
mod testing;

pub use ground::Ground;
pub use page::{Cards, Frame, frames};

use crate::{base::Finding, plan::Job};

/// Renders the wanted outputs of a job, each in its place; what is not wanted is `None`. `template` is the job's, if it has one.
///
/// # Errors
/// When a template reads what is not there, or a text changed since it was read.
pub fn render(job: &Job, template: &str, wanted: &[bool], ground: Ground<'_>) -> Result<Vec<Option<Vec<u8>>>, Finding> {
    if let Some(page) = page::page(job, template, wanted, ground) {
        return page;
    }
    let bytes = match job {
        Job::Feed { edition, list, format } => feed::feed(ground, *edition, *list, *format)?,
        Job::Sitemap => return Ok(sitemap::sitemap(ground).into_iter().map(Some).collect()),
        Job::NewsSitemap => sitemap::news_sitemap(ground),
        Job::Filter(edition) => filter::filter(ground, *edition),
        Job::Robots => sitemap::robots(ground),
        Job::SearchIndex { edition, sizes } => search::index(ground, *edition, sizes),
        Job::SearchBlock { shape, texts, .. } => {
            return Ok(search::block(ground, *shape, texts)?.into_iter().map(Some).collect());
        }
        Job::SocialCard(id) => card::card(ground, *id),
        _ => Vec::new(),
    };
    Ok(vec![Some(bytes)])
}
