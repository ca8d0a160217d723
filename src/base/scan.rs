//! Passing over bytes quickly: most texts hold few of the bytes that matter, and whole stretches without one are told at once.

/// How many bytes are looked at together: enough for the widest registers there are.
const STRETCH: usize = 32;

/// The place of the first byte of `bytes` that satisfies `test`. Meant for bytes that are rare; `test` should be a few
/// comparisons, so that the compiler can make it of many bytes at a time.
#[inline]
pub fn position(bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
    // Where such bytes are not rare, the next one is often the first.
    if bytes.first().is_some_and(|byte| test(*byte)) {
        return Some(0);
    }
    let mut at = 0;
    for stretch in bytes.chunks(STRETCH) {
        if any(stretch, &test) {
            return stretch.iter().position(|byte| test(*byte)).map(|within| at + within);
        }
        at += stretch.len();
    }
    None
}

/// Whether a byte of `bytes` satisfies `test`. Looks at all of them: meant for texts in which none does.
#[inline]
pub fn any(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, byte| found | test(*byte))
}

/// Whether two neighbours in `bytes` satisfy `test`. Looks at all of them.
#[inline]
pub fn any_pair(bytes: &[u8], test: impl Fn(u8, u8) -> bool) -> bool {
    let next = bytes.get(1..).unwrap_or_default();
    bytes.iter().zip(next).fold(false, |found, (byte, next)| found | test(*byte, *next))
}

/// How often `wanted` stands in `bytes`.
#[must_use]
pub fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == wanted)).sum()
}

/// The lines of `text` with the byte at which each begins, without their line feeds; the last one may be empty, as that of
/// `split('\n')`.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some((0, text));
    std::iter::from_fn(move || {
        let (at, text) = rest?;
        let end = line_feed(text.as_bytes());
        rest = end.and_then(|end| Some((at + end + 1, text.get(end + 1..)?)));
        Some((at, end.and_then(|end| text.get(..end)).unwrap_or(text)))
    })
}

/// The places of the line feeds in `text`.
pub fn line_feeds(text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + line_feed(text.as_bytes().get(from..)?)?;
        from = at + 1;
        Some(at)
    })
}

/// The place of the first line feed, eight bytes at a time: lines of a few bytes are as usual as long ones.
#[inline]
fn line_feed(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        // A byte of `other` is zero where a line feed stands; the lowest such byte gets its high bit, and none below it.
        let other = u64::from_le_bytes(*eight) ^ (ONES * u64::from(b'\n'));
        let zeros = other.wrapping_sub(ONES) & !other & (ONES << 7);
        if zeros != 0 {
            return Some(at * 8 + zeros.trailing_zeros() as usize / 8);
        }
    }
    rest.iter().position(|byte| *byte == b'\n').map(|at| eights.len() * 8 + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_a_split() {
        let long = "é".repeat(40);
        for text in ["", "\n", "a", "a\n", "\n\na\n\nb", &format!("{long}\n{long}\n\n{long}")] {
            let expected: Vec<&str> = text.split('\n').collect();
            assert_eq!(lines(text).map(|(_, line)| line).collect::<Vec<_>>(), expected, "{text:?}");
            let expected: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            assert_eq!(line_feeds(text).collect::<Vec<_>>(), expected, "{text:?}");
            assert!(lines(text).all(|(at, line)| text.get(at..at + line.len()) == Some(line)));
        }
    }

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..100 {
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                for byte in bytes.iter_mut().skip(at) {
                    *byte = b'<';
                }
                assert_eq!(position(&bytes, |byte| byte == b'<'), Some(at));
                assert!(any(&bytes, |byte| byte == b'<'));
                assert_eq!(any_pair(&bytes, |byte, next| byte == b'a' && next == b'<'), at > 0);
            }
            assert_eq!(position(&vec![b'a'; length], |byte| byte == b'<'), None);
        }
    }
}
