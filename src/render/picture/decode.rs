//! Unpacking PNG, JPEG and WebP.

use std::io::Cursor;

use png::{ColorType, Transformations};
use webp::{BitstreamFeatures, BitstreamFormat, PixelLayout};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{Pixels, profile};

/// How many bytes unpacking may take beside the pixels themselves.
const ROOM: usize = 1 << 20;

/// The largest side that a picture may have.
const SIDE: usize = 1 << 16;

/// What kind of picture bytes are, by how they begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    Webp,
}

/// The kind of these bytes; `None` for other files.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(Kind::Png),
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
        _ => None,
    }
}

/// Whether bytes begin like a picture that can be made smaller: a PNG, JPEG or WebP that does not move.
#[must_use]
pub fn is_still(bytes: &[u8]) -> bool {
    match kind(bytes) {
        Some(Kind::Jpeg) => true,
        Some(Kind::Png) => !moves(bytes),
        Some(Kind::Webp) => BitstreamFeatures::new(bytes).is_some_and(|features| !features.has_animation()),
        None => false,
    }
}

/// Whether a PNG has frames: a chunk says so before the pixels (PNG, third edition, section 11.3.6).
fn moves(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let name = after.get(..4).unwrap_or_default();
        if name == b"acTL" || name == b"IDAT" {
            return name == b"acTL";
        }
        // Name and check sum stand around the chunk's bytes.
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        rest = after.get(length.saturating_add(8)..).unwrap_or_default();
    }
    false
}

/// Unpacks a picture as it lies in the file.
pub(super) fn decode(bytes: &[u8]) -> Result<Pixels, String> {
    match kind(bytes) {
        Some(Kind::Png) => png(bytes).map_err(|error| error.to_string()),
        // The parser's words run over several lines.
        Some(Kind::Jpeg) => {
            jpeg(bytes).map_err(|error| error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Some(Kind::Webp) => webp(bytes).ok_or_else(|| "it is no whole WebP".to_owned()),
        None => Err("it is none of PNG, JPEG and WebP".to_owned()),
    }
}

fn png(bytes: &[u8]) -> Result<Pixels, png::DecodingError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().ok_or(png::DecodingError::LimitsExceeded)?;
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data)?;
    data.truncate(frame.buffer_size());
    let profile = reader.info().icc_profile.as_ref().and_then(|profile| profile::worth_keeping(profile));
    let (data, layout) = match frame.color_type {
        ColorType::Rgb | ColorType::Indexed => (data, PixelLayout::Rgb),
        ColorType::Rgba => (data, PixelLayout::Rgba),
        ColorType::Grayscale => (data.iter().flat_map(|grey| [*grey; 3]).collect(), PixelLayout::Rgb),
        ColorType::GrayscaleAlpha => {
            let (pairs, _) = data.as_chunks::<2>();
            (pairs.iter().flat_map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]).collect(), PixelLayout::Rgba)
        }
    };
    Ok(Pixels { width: frame.width, height: frame.height, data, layout, exact: true, profile })
}

fn jpeg(bytes: &[u8]) -> Result<Pixels, zune_jpeg::errors::DecodeErrors> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    let data = decoder.decode()?;
    let (width, height) = decoder.info().map_or((0, 0), |info| (u32::from(info.width), u32::from(info.height)));
    let profile = decoder.icc_profile().and_then(|profile| profile::worth_keeping(&profile));
    Ok(Pixels { width, height, data, layout: PixelLayout::Rgb, exact: false, profile })
}

fn options() -> DecoderOptions {
    DecoderOptions::new_safe()
        .set_max_width(SIDE)
        .set_max_height(SIDE)
        .inflate_set_limit(ROOM)
        .jpeg_set_out_colorspace(ColorSpace::RGB)
}

/// What a JPEG says of itself beside its pixels (Exif), without unpacking it.
pub(super) fn exif(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder.decode_headers().ok()?;
    decoder.exif().cloned()
}

fn webp(bytes: &[u8]) -> Option<Pixels> {
    let exact = matches!(BitstreamFeatures::new(bytes)?.format()?, BitstreamFormat::Lossless);
    let image = webp::Decoder::new(bytes).decode()?;
    let profile = profile::of_webp(bytes).and_then(profile::worth_keeping);
    Some(Pixels {
        width: image.width(),
        height: image.height(),
        data: image.to_vec(),
        layout: image.layout(),
        exact,
        profile,
    })
}
