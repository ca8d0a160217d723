//! Pictures: without what cameras say of them, and in smaller sizes, as WebP, each read once and made in each width asked for.
//!
//! Pure: the same bytes, widths and quality give the same pictures. Holds that a picture's size is known before it is unpacked.

mod bare;
mod decode;
mod exif;
mod profile;
mod riff;
#[cfg(test)]
mod tests;
mod turn;

use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, TypedImageRef},
    pixels::{U8x3, U8x4},
};
use webp::{Encoder, PixelLayout, WebPConfig};

pub use bare::bare;
pub use decode::is_still;
pub use turn::is_on_its_side;

/// A picture, unpacked and the right way up.
struct Pixels {
    width: u32,
    height: u32,
    /// Three bytes a pixel, or four where parts can be seen through.
    data: Vec<u8>,
    layout: PixelLayout,
    /// Whether it was packed without loss, as charts are.
    exact: bool,
    /// What its colours mean, where they are not the usual ones.
    profile: Option<Vec<u8>>,
}

/// The picture in each of these widths, as WebP. `quality` is from 1 to 100, and is for photographs: a chart is made without
/// visible loss where that takes fewer bytes.
///
/// # Errors
/// When the bytes are no whole picture: why, in words.
pub fn derive(bytes: &[u8], widths: &[u32], quality: usize) -> Result<Vec<Vec<u8>>, String> {
    let pixels = turn::upright(decode::decode(bytes)?, turn::orientation(bytes));
    widths.iter().map(|width| one(&pixels, *width, quality)).collect()
}

fn one(pixels: &Pixels, width: u32, quality: usize) -> Result<Vec<u8>, String> {
    let height = height_at(width, (pixels.width, pixels.height));
    let resized = resized(pixels, width, height)?;
    let encoder = Encoder::new(&resized, pixels.layout, width, height);
    let packed = |config: Result<WebPConfig, ()>| {
        let config = config.map_err(|()| "the encoder of WebP is of another version".to_owned())?;
        let packed =
            encoder.encode_advanced(&config).map_err(|error| format!("it cannot be made smaller ({error:?})"))?;
        Ok::<_, String>(packed.to_vec())
    };
    let lossy = packed(lossy(quality))?;
    let exact = if pixels.exact { Some(packed(exact())?) } else { None };
    let least = exact.filter(|exact| exact.len() <= lossy.len()).unwrap_or(lossy);
    Ok(match &pixels.profile {
        Some(profile) => profile::with_profile(&least, profile, (width, height)),
        None => least,
    })
}

/// How high a picture of this size is at another width.
#[must_use]
pub fn height_at(width: u32, (own_width, own_height): (u32, u32)) -> u32 {
    let height = u64::from(own_height) * u64::from(width) + u64::from(own_width) / 2;
    u32::try_from(height / u64::from(own_width.max(1))).unwrap_or(u32::MAX).max(1)
}

fn resized(pixels: &Pixels, width: u32, height: u32) -> Result<Vec<u8>, String> {
    if (width, height) == (pixels.width, pixels.height) {
        return Ok(pixels.data.clone());
    }
    if pixels.layout.is_alpha() { scaled::<U8x4>(pixels, width, height) } else { scaled::<U8x3>(pixels, width, height) }
}

/// Named by its kind of pixel: asked without, the crate is compiled for all kinds there are, which takes a minute and a half.
fn scaled<P: PixelTrait>(pixels: &Pixels, width: u32, height: u32) -> Result<Vec<u8>, String> {
    let in_words = |error: &dyn std::fmt::Display| format!("it cannot be made smaller ({error})");
    let from = TypedImageRef::<P>::from_buffer(pixels.width, pixels.height, &pixels.data);
    let from = from.map_err(|error| in_words(&error))?;
    let mut to = Image::new(width, height, P::pixel_type());
    let mut view = to.typed_image_mut::<P>().ok_or_else(|| in_words(&"no room for its pixels"))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&from, &mut view, &options).map_err(|error| in_words(&error))?;
    Ok(to.into_vec())
}

fn lossy(quality: usize) -> Result<WebPConfig, ()> {
    let mut config = WebPConfig::new()?;
    config.quality = u8::try_from(quality).map_or(100.0, f32::from);
    Ok(config)
}

fn exact() -> Result<WebPConfig, ()> {
    let mut config = WebPConfig::new()?;
    config.lossless = 1;
    config.near_lossless = 60;
    config.quality = 75.0;
    Ok(config)
}
