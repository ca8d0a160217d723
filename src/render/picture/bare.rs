//! Pictures without what cameras and programs write beside the pixels: where and when a photograph was taken and with what, its
//! uncut thumbnail, the history of its making. Which way up it is, its colours, and whose it is stay.

use super::{
    decode::{self, Kind},
    exif::Exif,
    riff,
};

/// The picture as it is published: a PNG, JPEG or WebP whose pixels are the same, bit for bit; `None` where nothing is to be
/// taken out, and for other files. What of a picture cannot be followed stays.
#[must_use]
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let bare = match decode::kind(bytes)? {
        Kind::Jpeg => jpeg(bytes)?,
        Kind::Png => png(bytes)?,
        Kind::Webp => webp(bytes)?,
    };
    (bare != bytes).then_some(bare)
}

/// Segments up to the end of the picture (ITU-T T.81, annex B); what follows it is another picture, or a film.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (start, mut rest) = bytes.split_at_checked(2)?;
    let mut out = start.to_vec();
    let mut said = false;
    while let [0xff, marker, after @ ..] = rest {
        match marker {
            // Bytes of ones may fill the room before a marker.
            0xff => {
                rest = rest.get(1..)?;
                continue;
            }
            // Restarts, which hold nothing.
            0x01 | 0xd0..=0xd7 => {
                out.extend([0xff, *marker]);
                rest = after;
                continue;
            }
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return Some(out);
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let segment = after.get(..length.max(2))?;
        let body = segment.get(2..)?;
        if *marker == 0xe1 && body.starts_with(b"Exif\0") {
            if let Some(exif) = Exif::read(body).written().filter(|_| !said) {
                out.extend([0xff, 0xe1]);
                out.extend(u16::try_from(exif.len() + 2).ok()?.to_be_bytes());
                out.extend(exif);
            }
            said = true;
        } else if is_of_the_picture(*marker, body) {
            out.extend([0xff, *marker]);
            out.extend(segment);
        }
        rest = after.get(segment.len()..)?;
        if *marker == 0xda {
            let (pixels, beyond) = rest.split_at_checked(scan(rest))?;
            out.extend(pixels);
            rest = beyond;
        }
    }
    // It breaks off.
    out.extend(rest);
    Some(out)
}

/// Whether a segment says how the pixels are to be shown: of those for applications (APP0 to APP15) and of comments few do.
fn is_of_the_picture(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// How many bytes of pixels there are before the next marker that is none of theirs.
fn scan(bytes: &[u8]) -> usize {
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xd0..=0xd7 | 0xff));
    bytes.windows(2).position(is_marker).unwrap_or(bytes.len())
}

/// Chunks up to the end (PNG, third edition, section 5.3).
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (start, mut rest) = bytes.split_at_checked(8)?;
    let mut out = start.to_vec();
    while let Some(length) = rest.first_chunk::<4>() {
        // Length, name and check sum stand around what a chunk holds.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let Some((chunk, beyond)) = rest.split_at_checked(whole) else { break };
        let (name, body) = (chunk.get(4..8)?, chunk.get(8..)?);
        let told = match name {
            b"tEXt" | b"iTXt" | b"zTXt" => body.starts_with(b"Author\0") || body.starts_with(b"Copyright\0"),
            b"eXIf" | b"tIME" => false,
            _ => true,
        };
        if told {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = beyond;
    }
    out.extend(rest);
    Some(out)
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const EXIF: u8 = 1 << 3;
    const XMP: u8 = 1 << 2;
    let chunks = riff::chunks(bytes);
    let of = |wanted: &[u8]| chunks.iter().find(|(name, _)| *name == wanted).map(|(_, body)| *body);
    if of(b"EXIF").is_none() && of(b"XMP ").is_none() {
        return None;
    }
    let exif = of(b"EXIF").and_then(|exif| Exif::read(exif).written());
    let mut head = of(b"VP8X").unwrap_or_default().to_vec();
    if let Some(flags) = head.first_mut() {
        *flags = *flags & !(EXIF | XMP) | if exif.is_some() { EXIF } else { 0 };
    }
    let others = chunks.iter().filter(|(name, _)| !matches!(*name, b"VP8X" | b"EXIF" | b"XMP ")).copied();
    let head = Some((b"VP8X".as_slice(), head.as_slice())).filter(|(_, head)| !head.is_empty());
    let exif = exif.as_deref().map(|exif| (b"EXIF".as_slice(), exif));
    Some(riff::webp(head.into_iter().chain(others).chain(exif)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::tests::QUARTERS, *};

    /// Exif of a camera, in little-endian order: held turned, by whom and whose, with what, where.
    fn camera() -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x05\0".to_vec();
        let texts: [(u16, &[u8]); 3] =
            [(0x010f, b"SECRET CAMERA\0"), (0x013b, b"A. Photographer\0"), (0x8298, b"MoD\0")];
        let mut start = 8 + 2 + 5 * 12 + 4_u32;
        tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        let mut after: Vec<u8> = Vec::new();
        for (tag, text) in texts {
            let length = u32::try_from(text.len()).expect("short");
            tiff.extend(tag.to_le_bytes());
            tiff.extend(b"\x02\0");
            tiff.extend(length.to_le_bytes());
            if length <= 4 {
                tiff.extend(text);
            } else {
                tiff.extend(start.to_le_bytes());
                start += length;
                after.extend(text);
            }
        }
        tiff.extend(b"\x25\x88\x04\0\x01\0\0\0");
        tiff.extend(start.to_le_bytes());
        tiff.extend([0; 4]);
        tiff.extend(after);
        tiff.extend(b"SECRET PLACE 59.43N 24.75E");
        [b"Exif\0\0", tiff.as_slice()].concat()
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    }

    fn photograph() -> Vec<u8> {
        let segments = [
            segment(0xe1, &camera()),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"),
            segment(0xed, b"Photoshop 3.0\0SECRET"),
            segment(0xe2, b"MPF\0SECRET"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xfe, b"SECRET"),
        ];
        let (start, rest) = QUARTERS.split_at(2);
        [start, &segments.concat(), rest, b"\xff\xd8SECRET second picture"].concat()
    }

    fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("short").to_be_bytes();
        [&length, name, body, b"sum!"].concat()
    }

    fn holds(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|found| found == text)
    }

    #[test]
    fn a_photograph_tells_neither_place_nor_camera_and_is_the_same() {
        let photograph = photograph();
        let bare = bare(&photograph).expect("something to take out");
        assert!(!holds(&bare, b"SECRET"));
        assert!(holds(&bare, b"A. Photographer\0") && holds(&bare, b"MoD\0") && holds(&bare, b"ICC_PROFILE"));
        assert_eq!(super::super::turn::orientation(&bare), 6);
        let pixels = |bytes| decode::decode(bytes).map(|pixels| pixels.data);
        assert!(pixels(&bare).is_ok());
        assert_eq!(pixels(&bare), pixels(QUARTERS));
        assert_eq!(super::bare(&bare), None);
    }

    #[test]
    fn a_chart_loses_its_remarks_and_keeps_its_author() {
        let (start, rest) = b"\x89PNG\r\n\x1a\n".split_at(8);
        let chunks = [
            chunk(b"IHDR", &[0; 13]),
            chunk(b"tEXt", b"Author\0A. Draughtsman"),
            chunk(b"tEXt", b"Comment\0SECRET"),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0SECRET"),
            chunk(b"eXIf", b"II*\0SECRET"),
            chunk(b"tIME", b"SECRET."),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        ];
        let bare = bare(&[start, &chunks.concat(), rest, b"SECRET after the end"].concat()).expect("something");
        assert!(!holds(&bare, b"SECRET") && holds(&bare, b"A. Draughtsman") && holds(&bare, b"pixels"));
        assert_eq!(super::bare(&bare), None);
    }

    #[test]
    fn a_webp_loses_the_same_and_says_so_in_its_head() {
        let camera = camera();
        let chunks: [riff::Chunk<'_>; 4] = [
            (b"VP8X", &[0b10_1100, 0, 0, 0, 63, 0, 0, 39, 0, 0]),
            (b"VP8 ", b"pixels"),
            (b"EXIF", &camera),
            (b"XMP ", b"SECRET"),
        ];
        let bare = bare(&riff::webp(chunks.into_iter())).expect("something");
        assert!(!holds(&bare, b"SECRET") && holds(&bare, b"A. Photographer\0"));
        let chunks = riff::chunks(&bare);
        assert_eq!(chunks.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [b"VP8X", b"VP8 ", b"EXIF"]);
        assert_eq!(chunks.first().and_then(|(_, head)| head.first()), Some(&0b10_1000));
        assert_eq!(super::bare(&bare), None);
    }

    #[test]
    fn what_tells_nothing_stays_as_it_is() {
        assert_eq!(bare(QUARTERS), None);
        assert_eq!(bare(b"%PDF-1.7"), None);
        assert_eq!(bare(b""), None);
    }

    /// A picture that breaks off anywhere is not made worse, and tells no more of it than its pieces do.
    #[test]
    fn a_picture_that_breaks_off_is_followed_as_far_as_it_goes() {
        let photograph = photograph();
        for end in 3..photograph.len() {
            let _ = bare(photograph.get(..end).expect("a part"));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(kind in 0..3_usize, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let start: &[u8] = [b"\xff\xd8\xff".as_slice(), b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"][kind];
            let bytes = [start, &bytes].concat();
            if let Some(once) = bare(&bytes) {
                prop_assert_eq!(bare(&once), None);
            }
        }
    }
}
