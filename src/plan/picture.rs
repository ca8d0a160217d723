//! Pictures in smaller sizes: which there are, where they stand, and what they are kept under.

use std::collections::BTreeMap;

use super::{FileFacts, Job, Materials, route::Routed};
use crate::{
    base::{Code, Digest, Finding, OutPath, SitePath},
    config::Site,
    library::{Library, Target},
};

/// The widths that pictures are made in, in pixels: a telephone, a page, a page on a fine screen. A picture's own width joins
/// them where it is less than the largest.
const WIDTHS: [u32; 3] = [480, 960, 1440];

/// The most pixels that a picture may have: unpacked, they take four bytes each.
pub const PIXELS: u64 = 64_000_000;

/// The highest that WebP allows (RFC 9649, section 2.6).
const HIGHEST: u64 = 16_383;

/// How pictures are made; another number makes all of them again.
const MAKING: u32 = 1;

/// Endings of files that ought to be pictures with a size.
const PICTURES: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// The widths in which a file is made, in their order; none of a file that is no picture.
#[must_use]
pub fn picture_widths(facts: &FileFacts, site: &Site) -> Vec<u32> {
    let Some((own, height)) = facts.size.filter(|_| facts.still && site.images.sizes && !is_too_large(facts)) else {
        return Vec::new();
    };
    let fits = |width: &u32| u64::from(height) * u64::from(*width) / u64::from(own.max(1)) < HIGHEST;
    let smaller = WIDTHS.into_iter().filter(|width| *width < own);
    let largest = WIDTHS.into_iter().max().unwrap_or_default();
    smaller.chain((own > 0 && own <= largest).then_some(own)).filter(fits).collect()
}

/// Where a picture stands in one of its widths: beside the picture itself. `map.png` → `map.480w.webp`.
#[must_use]
pub fn picture_path(picture: &OutPath, width: u32) -> Option<OutPath> {
    let (stem, ending) = picture.as_str().rsplit_once('.')?;
    // Two pictures may differ by their endings alone.
    let of =
        if ending.eq_ignore_ascii_case("png") { String::new() } else { format!("{}.", ending.to_ascii_lowercase()) };
    OutPath::new(&format!("{stem}.{of}{width}w.webp")).ok()
}

/// What a picture is kept under: all that its bytes depend on.
#[must_use]
pub fn picture_key(source: Digest, width: u32, site: &Site) -> Digest {
    Digest::of_all([source, shared(site), Digest::of_value(&width)])
}

/// What all pictures depend on.
pub(super) fn shared(site: &Site) -> Digest {
    Digest::of_value(&(MAKING, site.images.quality))
}

/// Adds the jobs of all pictures that public texts show; and says which of them are none.
pub(super) fn route(materials: Materials<'_>, routes: &mut Vec<Routed>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in shown(materials.library) {
        let Some(facts) = (materials.facts)(source) else { continue };
        if let Some(message) = fault(source, &facts) {
            findings.extend(bad_image(materials.library, source, &message));
        }
        let widths = picture_widths(&facts, materials.site);
        let paths: Option<Vec<OutPath>> = widths.iter().map(|width| picture_path(path, *width)).collect();
        if let Some(paths) = paths.filter(|paths| !paths.is_empty()) {
            routes.push((Job::Picture { source: source.clone(), widths }, paths));
        }
    }
    findings
}

/// The pictures that public texts show, by where they go.
fn shown(library: &Library) -> BTreeMap<&OutPath, &SitePath> {
    let of_entry = |entry: &'_ crate::library::Entry| {
        let images = entry.public.card().links.iter().filter(|link| link.is_image);
        images.map(|link| link.target.clone()).collect::<Vec<_>>()
    };
    let mut shown = BTreeMap::new();
    for entry in &library.entries {
        for target in of_entry(entry) {
            if let Some(Target::File(path, source)) = entry.links.get(&target) {
                shown.insert(path, source);
            }
        }
    }
    shown
}

/// What is wrong with a picture, as far as its first bytes tell.
fn fault(source: &SitePath, facts: &FileFacts) -> Option<String> {
    let ought = PICTURES.iter().any(|ending| source.extension().eq_ignore_ascii_case(ending));
    match facts.size {
        None if ought => Some(format!("`{source}` is no image that can be read")),
        Some((width, height)) if is_too_large(facts) => {
            Some(format!("`{source}` has {width} × {height} pixels, and {} million are the most", PIXELS / 1_000_000))
        }
        _ => None,
    }
}

fn is_too_large(facts: &FileFacts) -> bool {
    facts.still && facts.size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) > PIXELS)
}

/// What is to be said of a picture, where a public text shows it first.
#[must_use]
pub fn bad_image(library: &Library, source: &SitePath, message: &str) -> Option<Finding> {
    library.entries.iter().find_map(|entry| {
        let leads = |target: &str| matches!(entry.links.get(target), Some(Target::File(_, file)) if file == source);
        let card = entry.public.card();
        let link = card.links.iter().find(|link| link.is_image && leads(&link.target))?;
        let mut finding = Finding::of_file(Code::BadImage, card.source.as_str(), message);
        (finding.start, finding.end) = (Some(link.start), Some(link.end));
        Some(
            finding
                .hint("save it again as PNG, JPEG or WebP, no larger than a page shows it")
                .with(source.as_str(), "the image"),
        )
    })
}
