//! Exif: what a camera or a program says of a picture beside its pixels (Exif 2.32, section 4.6).

/// What of it is for readers: everything else tells of the photographer, the place and the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Exif<'a> {
    /// How the picture must be turned, 1 to 8; 1 for not at all. Zero where nothing is said.
    pub(super) orientation: u16,
    /// Who made it.
    artist: Option<&'a [u8]>,
    /// Whose it is.
    copyright: Option<&'a [u8]>,
}

/// What stands before Exif in a JPEG, and may in a WebP.
const NAME: &[u8] = b"Exif\0\0";

const ORIENTATION: u16 = 0x0112;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;
/// Types of fields.
const ASCII: u16 = 2;
const SHORT: u16 = 3;

impl<'a> Exif<'a> {
    /// Reads the first directory; nothing of what is no Exif.
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let tiff = bytes.strip_prefix(NAME).unwrap_or(bytes);
        let mut exif = Self::default();
        let _ = exif.read_tiff(tiff);
        exif
    }

    fn read_tiff(&mut self, tiff: &'a [u8]) -> Option<()> {
        let little = match tiff.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let short = |at: usize| {
            let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
            Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
        };
        let long = |at: usize| {
            let bytes = *tiff.get(at..)?.first_chunk::<4>()?;
            usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
        };
        let directory = long(4)?;
        for at in (0..usize::from(short(directory)?)).map(|at| directory.saturating_add(2 + 12 * at)) {
            let value = at.checked_add(8)?;
            let text = || {
                let length = long(at + 4)?;
                let start = if length <= 4 { value } else { long(value)? };
                let text = tiff.get(start..)?.get(..length)?.split(|byte| *byte == 0).next()?;
                (short(at + 2)? == ASCII && !text.is_empty()).then_some(text)
            };
            match short(at)? {
                ORIENTATION => {
                    self.orientation = short(value).filter(|turn| (1..=8).contains(turn)).unwrap_or_default()
                }
                ARTIST => self.artist = text(),
                COPYRIGHT => self.copyright = text(),
                _ => {}
            }
        }
        Some(())
    }

    /// The bytes that say this and nothing else, behind the name of Exif; `None` where there is nothing to say.
    pub(super) fn written(&self) -> Option<Vec<u8>> {
        let turned = (self.orientation > 1).then_some(self.orientation);
        let texts = [(ARTIST, self.artist), (COPYRIGHT, self.copyright)];
        let texts: Vec<(u16, &[u8])> = texts.into_iter().filter_map(|(tag, text)| Some((tag, text?))).collect();
        let count = texts.len() + usize::from(turned.is_some());
        if count == 0 {
            return None;
        }
        let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
        tiff.extend(u16::try_from(count).ok()?.to_be_bytes());
        if let Some(turned) = turned {
            let [high, low] = turned.to_be_bytes();
            field(&mut tiff, (ORIENTATION, SHORT), 1, [high, low, 0, 0]);
        }
        // After the fields and the place of the next directory, which is none.
        let mut start = tiff.len() + 12 * texts.len() + 4;
        let mut after = Vec::new();
        for (tag, text) in texts {
            // A field of up to four bytes stands where the place of a longer one would.
            let padded: Vec<u8> =
                text.iter().copied().chain(std::iter::repeat_n(0, 4_usize.saturating_sub(text.len()).max(1))).collect();
            field(
                &mut tiff,
                (tag, ASCII),
                padded.len(),
                match padded.first_chunk::<4>() {
                    Some(short) if padded.len() == 4 => *short,
                    _ => u32::try_from(start).ok()?.to_be_bytes(),
                },
            );
            if padded.len() > 4 {
                start += padded.len();
                after.extend(padded);
            }
        }
        tiff.extend([0; 4]);
        tiff.extend(after);
        Some([NAME, &tiff].concat())
    }
}

fn field(out: &mut Vec<u8>, (tag, kind): (u16, u16), count: usize, value: [u8; 4]) {
    out.extend(tag.to_be_bytes());
    out.extend(kind.to_be_bytes());
    out.extend(u32::try_from(count).unwrap_or_default().to_be_bytes());
    out.extend(value);
}
