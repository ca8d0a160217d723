//! Passing over bytes quickly: most texts hold few of the bytes that matter, and whole stretches without one are told at once.

/// How many bytes are looked at together: enough for the widest registers there are.
const STRETCH: usize = 32;

/// The place of the first byte of `bytes` that satisfies `test`. Meant for bytes that are rare; `test` should be a few
/// comparisons, so that the compiler can make it of many bytes at a time.
#[inline]
pub fn position(bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
