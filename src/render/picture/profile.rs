//! What colours mean: a profile goes along with a picture whose colours are not those that every screen takes for granted.

use super::riff;

/// The profile, if it says something: of colours in red, green and blue, and not sRGB.
pub(super) fn worth_keeping(profile: &[u8]) -> Option<Vec<u8>> {
    // The colour space stands at byte 16 (ICC.1:2022, section 7.2.6).
    let is_rgb = profile.get(16..20) == Some(b"RGB ");
    let names = |name: &[u8]| profile.windows(name.len()).any(|found| found == name);
    // A name may be written with two bytes a letter.
    let is_usual = names(b"sRGB") || names(b"s\0R\0G\0B") || names(b"c2ci");
    (is_rgb && !is_usual && profile.len() < 100_000).then(|| profile.to_vec())
}

/// The profile within a WebP.
pub(super) fn of_webp(webp: &[u8]) -> Option<&[u8]> {
    riff::chunks(webp).into_iter().find(|(name, _)| *name == b"ICCP").map(|(_, body)| body)
}

/// A WebP with a profile (RFC 9649, section 2.7). `size` is its width and height in pixels.
pub(super) fn with_profile(webp: &[u8], profile: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
    const PROFILE: u8 = 1 << 5;
    const ALPHA: u8 = 1 << 4;
    let chunks = riff::chunks(webp);
    let is_lossless_with_alpha =
        |name: &[u8], body: &[u8]| name == b"VP8L" && body.get(4).is_some_and(|b| b & 0x10 != 0);
    let alpha = chunks.iter().any(|(name, body)| *name == b"ALPH" || is_lossless_with_alpha(name, body));
    let mut head = vec![PROFILE | if alpha { ALPHA } else { 0 }, 0, 0, 0];
    for side in [width, height] {
        head.extend(side.saturating_sub(1).to_le_bytes().iter().take(3));
    }
    let others = chunks.into_iter().filter(|(name, _)| !matches!(*name, b"VP8X" | b"ICCP"));
    riff::webp([(b"VP8X".as_slice(), head.as_slice()), (b"ICCP", profile)].into_iter().chain(others))
}
