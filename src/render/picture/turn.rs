//! Which way up a photograph is: cameras say in Exif how they were held, and browsers turn the picture.

use super::{Pixels, decode, exif::Exif};

/// Whether a picture is shown with its width and height exchanged.
#[must_use]
pub fn is_on_its_side(bytes: &[u8]) -> bool {
    orientation(bytes) >= 5
}

/// How the picture must be turned: 1 to 8 as Exif has it, 1 for not at all.
pub(super) fn orientation(bytes: &[u8]) -> u16 {
    let found = match decode::kind(bytes) {
        Some(decode::Kind::Jpeg) => decode::exif(bytes).map(|exif| Exif::read(&exif).orientation),
        _ => None,
    };
    found.filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

/// The picture as it is shown.
pub(super) fn upright(pixels: Pixels, orientation: u16) -> Pixels {
    if orientation <= 1 {
        return pixels;
    }
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (across, down) = if orientation >= 5 { (height, width) } else { (width, height) };
    let size = usize::from(pixels.layout.bytes_per_pixel());
    let mut data = Vec::with_capacity(pixels.data.len());
    for y in 0..down {
        for x in 0..across {
            let (from_x, from_y) = match orientation {
                2 => (width - 1 - x, y),
                3 => (width - 1 - x, height - 1 - y),
                4 => (x, height - 1 - y),
                5 => (y, x),
                6 => (y, height - 1 - x),
                7 => (width - 1 - y, height - 1 - x),
                _ => (width - 1 - y, x),
            };
            let at = (from_y * width + from_x) * size;
            data.extend(pixels.data.get(at..at + size).unwrap_or_default());
        }
    }
    let (width, height) = if orientation >= 5 { (pixels.height, pixels.width) } else { (pixels.width, pixels.height) };
    Pixels { width, height, data, ..pixels }
}
