//! What pages say of the files they show: width, height and bytes.

use std::{collections::BTreeMap, sync::OnceLock};

use super::theme::Assets;
use crate::{
    base::{OutPath, SitePath},
    library::{Library, Target},
    plan::FileFacts,
    render::picture,
};

/// What is known of a file of the site.
pub(super) type Facts<'a> = dyn Fn(&SitePath) -> Option<FileFacts> + Sync + 'a;

/// Facts of the images and attachments of a build.
pub(super) struct Images<'a> {
    library: &'a Library,
    assets: &'a Assets,
    facts: &'a Facts<'a>,
    /// The files of the site by where they are published; made when the first is asked for, as most edits show none.
    files: OnceLock<BTreeMap<&'a OutPath, &'a SitePath>>,
}

impl<'a> Images<'a> {
    pub(super) fn new(library: &'a Library, assets: &'a Assets, facts: &'a Facts<'a>) -> Self {
        Self { library, assets, facts, files: OnceLock::new() }
    }

    /// The facts of a file of the output; `None` if it is not there.
    pub(super) fn facts(&self, path: &OutPath) -> Option<FileFacts> {
        let files = self.files.get_or_init(|| files(self.library, self.assets));
        (self.facts)(files.get(path)?)
    }
}

fn files<'a>(library: &'a Library, assets: &'a Assets) -> BTreeMap<&'a OutPath, &'a SitePath> {
    let statics = assets.files.iter().filter_map(|(path, file)| Some((path, file.source.as_ref()?)));
    let linked = library.entries.iter().flat_map(|entry| entry.links.iter()).filter_map(|(_, target)| match target {
        Target::File(path, source) => Some((path, source)),
        _ => None,
    });
    statics.chain(&library.files).chain(linked).collect()
}

/// What pages say of a file with these bytes.
pub(super) fn facts(bytes: &[u8]) -> FileFacts {
    let size = imagesize::blob_size(bytes)
        .ok()
        .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    let turned =
        size.map(|(width, height)| if picture::is_on_its_side(bytes) { (height, width) } else { (width, height) });
    FileFacts { size: turned.or_else(|| svg_size(bytes)), bytes: bytes.len() as u64, still: picture::is_still(bytes) }
}

/// The size that an SVG's root element gives by `width` and `height`, else by its `viewBox`, in whole pixels.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).into_owned();
    let root = head.split_once("<svg")?.1.split('>').next()?;
    let attribute = |name: &str| {
        let rest = root.split_once(&format!(" {name}="))?.1;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    };
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| *n >= 1.0 && *n < 1e6);
    let sides = match (attribute("width").and_then(pixels), attribute("height").and_then(pixels)) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let parts: Vec<f64> = attribute("viewBox")?
                .split([' ', ','])
                .filter(|part| !part.is_empty())
                .filter_map(pixels_or_zero)
                .collect();
            match parts.as_slice() {
                [_, _, width, height] => (*width, *height),
                _ => return None,
            }
        }
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides lie between 1 and a million")]
    Some((sides.0.round() as u32, sides.1.round() as u32))
}

fn pixels_or_zero(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() < 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_says_its_size_by_sides_or_by_view_box() {
        assert_eq!(svg_size(b"<svg width=\"640\" height=\"400px\">"), Some((640, 400)));
        assert_eq!(svg_size(b"<?xml?><svg xmlns='x' viewBox='0 0 720 405.4'>"), Some((720, 405)));
        assert_eq!(svg_size(b"<svg width=\"100%\">"), None);
        assert_eq!(svg_size(b"\xff\xfe"), None);
    }
}
