//! Passing over bytes quickly: most texts hold few of the bytes that matter, and whole stretches without one are told at once.

/// The place of the first byte of `bytes` that satisfies `test`. Meant for bytes that are rare; `test` should be a few
/// comparisons, so that the compiler can make it of many bytes at a time.
#[inline]
pub fn position(bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
    // Where such bytes are not rare, the next one is often the first.
    if bytes.first().is_some_and(|byte| test(*byte)) {
        return Some(0);
    }
    let (stretches, rest) = bytes.as_chunks::<32>();
    for (at, stretch) in stretches.iter().enumerate() {
        if holds(stretch, &test) {
            return stretch.iter().position(|byte| test(*byte)).map(|within| at * 32 + within);
        }
    }
    if !ends(bytes, rest, &test) {
        return None;
    }
    rest.iter().position(|byte| test(*byte)).map(|within| bytes.len() - rest.len() + within)
}

/// As [`position`], with `table` for what is short: there to look at one byte after another is faster than to compare many at a time.
/// A byte satisfies `test` if the table says so.
#[inline]
pub fn position_by(table: &[bool; 256], bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
    if bytes.len() < 32 {
        return bytes.iter().position(|byte| table[usize::from(*byte)]);
    }
    position(bytes, test)
}

/// Whether a byte is one of `wanted`, for the tests of [`position`] and [`any`]: the compiler makes jumps of a `matches!` with so many
/// arms, and looks at one byte at a time. What is wanted stands within the test and is not taken from around it, where it would have
/// to be loaded anew for each stretch.
#[inline]
#[must_use]
pub fn is_one_of<const N: usize>(byte: u8, wanted: [u8; N]) -> bool {
    wanted.iter().fold(false, |found, wanted| found | byte.eq(wanted))
}

/// Whether a byte of `bytes` satisfies `test`. Meant for texts in which none does.
#[inline]
pub fn any(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    let (stretches, rest) = bytes.as_chunks::<64>();
    stretches.iter().any(|stretch| holds(stretch, &test)) || {
        let (stretches, last) = rest.as_chunks::<32>();
        stretches.iter().any(|stretch| holds(stretch, &test)) || ends(bytes, last, &test)
    }
}

/// Whether a byte of so many satisfies `test`. A function of its own: within a loop the compiler looks at one byte at a time.
#[inline(never)]
fn holds<const N: usize>(stretch: &[u8; N], test: &impl Fn(u8) -> bool) -> bool {
    stretch.iter().fold(false, |found, byte| found | test(*byte))
}

/// Whether a byte of `rest` satisfies `test`: the end of `bytes`, less than 32 bytes, before which none does.
#[inline]
fn ends(bytes: &[u8], rest: &[u8], test: &impl Fn(u8) -> bool) -> bool {
    if rest.is_empty() {
        return false;
    }
    // What was seen already is seen again with the rest rather than that byte for byte.
    if let Some(last) = bytes.last_chunk::<32>() {
        return holds(last, test);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<16>(), rest.last_chunk::<16>()) {
        return holds(first, test) | holds(last, test);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<8>(), rest.last_chunk::<8>()) {
        return holds(first, test) | holds(last, test);
    }
    rest.iter().any(|byte| test(*byte))
}

/// Whether two neighbours in `bytes` satisfy `test`. Meant for texts in which none do.
#[inline]
pub fn any_pair(bytes: &[u8], test: impl Fn(u8, u8) -> bool) -> bool {
    let (Some((_, next)), Some((_, before))) = (bytes.split_first(), bytes.split_last()) else { return false };
    let ((firsts, first), (seconds, second)) = (before.as_chunks::<32>(), next.as_chunks::<32>());
    if firsts.iter().zip(seconds).any(|(before, next)| hold(before, next, &test)) {
        return true;
    }
    match (before.last_chunk::<32>(), next.last_chunk::<32>()) {
        // What was seen already is seen again with the rest rather than that byte for byte.
        (Some(before), Some(next)) => !first.is_empty() && hold(before, next, &test),
        _ => match (before.first_chunk::<16>(), next.first_chunk(), before.last_chunk::<16>(), next.last_chunk()) {
            (Some(first), Some(second), Some(before), Some(next)) => {
                hold(first, second, &test) | hold(before, next, &test)
            }
            _ => first.iter().zip(second).any(|(byte, next)| test(*byte, *next)),
        },
    }
}

/// Whether a byte of so many and the one at its place in the other array satisfy `test`. A function of its own, as [`holds`].
#[inline(never)]
fn hold<const N: usize>(before: &[u8; N], next: &[u8; N], test: &impl Fn(u8, u8) -> bool) -> bool {
    before.iter().zip(next).fold(false, |found, (byte, next)| found | test(*byte, *next))
}

/// How many neighbours in `bytes` satisfy `test`.
#[inline]
pub fn count_pairs(bytes: &[u8], test: impl Fn(u8, u8) -> bool) -> usize {
    let (Some((_, next)), Some((_, before))) = (bytes.split_first(), bytes.split_last()) else { return 0 };
    let ((long, rest), (long_next, rest_next)) = (before.as_chunks::<64>(), next.as_chunks::<64>());
    let ((short, last), (short_next, last_next)) = (rest.as_chunks::<16>(), rest_next.as_chunks::<16>());
    let in_long = long.iter().zip(long_next).map(|(before, next)| count_of(before, next, &test));
    let in_short = short.iter().zip(short_next).map(|(before, next)| count_of(before, next, &test));
    let in_last = last.iter().zip(last_next).filter(|(before, next)| test(**before, **next));
    in_long.chain(in_short).sum::<usize>() + in_last.count()
}

/// How many of so many bytes satisfy `test` with the byte at their place in the other array; they fit a byte.
#[inline(never)]
fn count_of<const N: usize>(before: &[u8; N], next: &[u8; N], test: &impl Fn(u8, u8) -> bool) -> usize {
    usize::from(before.iter().zip(next).fold(0_u8, |count, (before, next)| count + u8::from(test(*before, *next))))
}

/// How often `wanted` stands in `bytes`.
#[must_use]
pub fn count(bytes: &[u8], wanted: u8) -> usize {
    // So few that their number fits a byte, and the compiler can count many at a time.
    let (stretches, rest) = bytes.as_chunks::<128>();
    let in_one = |bytes: &[u8]| usize::from(bytes.iter().fold(0_u8, |count, byte| count + u8::from(*byte == wanted)));
    stretches.iter().map(|stretch| in_one(stretch)).sum::<usize>() + in_one(rest)
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

/// The place of the first line feed: first in the next eight bytes, since lines of a few bytes are as usual as long ones.
#[inline]
fn line_feed(bytes: &[u8]) -> Option<usize> {
    if let Some(eight) = bytes.first_chunk::<8>()
        && let Some(at) = line_feed_of_eight(*eight)
    {
        return Some(at);
    }
    memchr::memchr(b'\n', bytes)
}

#[inline]
fn line_feed_of_eight(eight: [u8; 8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    // A byte of `other` is zero where a line feed stands; the lowest such byte gets its high bit, and none below it.
    let other = u64::from_le_bytes(eight) ^ (ONES * u64::from(b'\n'));
    let zeros = other.wrapping_sub(ONES) & !other & (ONES << 7);
    (zeros != 0).then(|| zeros.trailing_zeros() as usize / 8)
}

/// Hands the runs of letters, digits and bytes beyond ASCII in `text` to `see`, by where they begin and end; those of less than four
/// bytes are passed over.
#[inline]
pub fn long_words(text: &[u8], mut see: impl FnMut(usize, usize)) {
    const SHORTEST: usize = 4;
    let mut from = 0;
    let mut end = |at: usize| {
        if at >= from + SHORTEST {
            see(from, at);
        }
        from = at + 1;
    };
    let (eights, rest) = text.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        let mut others = no_word(u64::from_le_bytes(*eight));
        while others != 0 {
            end(number * 8 + others.trailing_zeros() as usize / 8);
            others &= others - 1;
        }
    }
    let rest = rest.iter().enumerate().filter(|(_, byte)| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    rest.for_each(|(at, _)| end(eights.len() * 8 + at));
    end(text.len());
}

/// The high bit of each of eight bytes that is of ASCII, and neither letter nor digit.
#[inline]
fn no_word(eight: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let low = eight & !HIGH;
    // The high bit of each byte that is no less than `least`.
    let from = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
    let small = low | ONES << 5;
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(low, b'0') & !from(low, b'9' + 1);
    !(letters | digits | eight) & HIGH
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
        for at in 0..100 {
            let text = format!("{}\n{}", "a".repeat(at), "b".repeat(100 - at));
            assert_eq!(line_feeds(&text).collect::<Vec<_>>(), [at]);
        }
    }

    #[test]
    fn long_words_are_runs_of_four_and_more() {
        for byte in 0..=u8::MAX {
            for length in 0..20 {
                let text: Vec<u8> =
                    (0..20).map(|at| if at % 7 == length % 7 { byte } else { b'z' }).take(length).collect();
                let mut found = Vec::new();
                long_words(&text, |from, to| found.push((from, to)));
                let mut expected = Vec::new();
                let mut at = 0;
                for run in text.split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
                    if run.len() >= 4 {
                        expected.push((at, at + run.len()));
                    }
                    at += run.len() + 1;
                }
                assert_eq!(found, expected, "{text:?}");
            }
        }
    }

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..200 {
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                for byte in bytes.iter_mut().skip(at) {
                    *byte = b'<';
                }
                assert_eq!(position(&bytes, |byte| byte == b'<'), Some(at));
                assert!(any(&bytes, |byte| byte == b'<'));
                assert_eq!(any_pair(&bytes, |byte, next| byte == b'a' && next == b'<'), at > 0);
                assert_eq!(count(&bytes, b'<'), length - at);
                assert_eq!(count_pairs(&bytes, |byte, next| byte == b'<' && next == b'<'), length - at - 1);
                let mut bytes = vec![b'a'; length];
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = b'<');
                assert!(any(&bytes, |byte| byte == b'<'));
                assert_eq!(any_pair(&bytes, |byte, next| byte == b'<' && next == b'a'), at + 1 < length);
            }
            assert_eq!(position(&vec![b'a'; length], |byte| byte == b'<'), None);
        }
    }
}
