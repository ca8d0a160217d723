//! Pixels of sixteen colours: paper, and shades of three inks on it. Few colours make small files, written fast.

use super::{HEIGHT, WIDTH};

/// The colour of what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The site's accent.
    Accent,
    /// Nearly black.
    Text,
    /// A thin rule.
    Rule,
}

/// A card in the making: one palette index a pixel.
pub(super) struct Canvas {
    pixels: Vec<u8>,
    palette: Vec<u8>,
}

const PAPER: [u8; 3] = [0xfc, 0xfb, 0xf8];
const TEXT: [u8; 3] = [0x1c, 0x1b, 0x1a];
const RULE: [u8; 3] = [0xd8, 0xd4, 0xcc];
/// How many shades an ink has between paper and itself.
const SHADES: u8 = 7;

impl Canvas {
    /// An empty card.
    pub(super) fn new(accent: [u8; 3]) -> Self {
        let mut palette = PAPER.to_vec();
        for ink in [accent, TEXT] {
            palette.extend((1..=SHADES).flat_map(|shade| mixed(ink, shade)));
        }
        palette.extend(RULE);
        Self { pixels: vec![0; WIDTH * HEIGHT], palette }
    }

    /// Fills the rows from `top` to before `bottom`.
    pub(super) fn band(&mut self, top: usize, bottom: usize, ink: Ink) {
        if let Some(rows) = self.pixels.get_mut(top * WIDTH..bottom * WIDTH) {
            rows.fill(index(ink, SHADES));
        }
    }

    /// Lays ink on a pixel, as much as `coverage` (0 to 1) says; off the card nothing happens.
    pub(super) fn dab(&mut self, x: i32, y: i32, coverage: f32, ink: Ink) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= WIDTH {
            return;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "coverage is clamped to 0 to 1")]
        let shade = (coverage.clamp(0.0, 1.0) * f32::from(SHADES)).round() as u8;
        if let Some(pixel) = self.pixels.get_mut(y * WIDTH + x)
            && shade > 0
        {
            *pixel = (*pixel).max(index(ink, shade));
        }
    }

    /// The card as PNG; empty if it could not be written, which no memory refuses.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 * 1024);
        let packed: Vec<u8> =
            self.pixels.chunks(2).map(|pair| pair.iter().fold(0, |byte, pixel| byte << 4 | pixel)).collect();
        match self.encode(&mut bytes, &packed) {
            Ok(()) => bytes,
            Err(_) => Vec::new(),
        }
    }

    fn encode(&self, bytes: &mut Vec<u8>, packed: &[u8]) -> Result<(), png::EncodingError> {
        let side = |length| u32::try_from(length).unwrap_or_default();
        let mut encoder = png::Encoder::new(bytes, side(WIDTH), side(HEIGHT));
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(self.palette.as_slice());
        // Half the time of the usual level, for a third more bytes.
        encoder.set_deflate_compression(png::DeflateCompression::Level(1));
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(packed)?;
        writer.finish()
    }
}

fn index(ink: Ink, shade: u8) -> u8 {
    match ink {
        Ink::Accent => shade,
        Ink::Text => SHADES + shade,
        Ink::Rule => 2 * SHADES + 1,
    }
}

fn mixed(ink: [u8; 3], shade: u8) -> [u8; 3] {
    let mut out = PAPER;
    for (to, from) in out.iter_mut().zip(ink) {
        let (paper, ink, shade) = (u32::from(*to), u32::from(from), u32::from(shade));
        let all = u32::from(SHADES);
        *to = u8::try_from((paper * (all - shade) + ink * shade) / all).unwrap_or(u8::MAX);
    }
    out
}
