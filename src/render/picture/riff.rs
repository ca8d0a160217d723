//! The container of WebP: chunks with names, one after another (RFC 9649, section 2).

/// A chunk: its name of four bytes, and what it holds.
pub(super) type Chunk<'a> = (&'a [u8], &'a [u8]);

/// The chunks of a WebP, as far as they are whole.
pub(super) fn chunks(webp: &[u8]) -> Vec<Chunk<'_>> {
    let mut rest = webp.get(12..).unwrap_or_default();
    let mut chunks = Vec::new();
    while let (Some(name), Some(length)) = (rest.get(..4), rest.get(4..8).and_then(|length| length.first_chunk::<4>()))
    {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some(bytes) = rest.get(8..).and_then(|rest| rest.get(..length)) else { break };
        chunks.push((name, bytes));
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    chunks
}

/// The WebP of these chunks.
pub(super) fn webp<'a>(chunks: impl Iterator<Item = Chunk<'a>>) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, bytes) in chunks {
        body.extend(name);
        body.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
        body.extend(bytes);
        body.extend((bytes.len() % 2 == 1).then_some(0));
    }
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(body);
    out
}
