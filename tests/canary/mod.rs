//! The search for canaries: a word planted in a text must be found wherever an output shows it, however it is written there.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    io::Cursor,
    sync::Arc,
};

use despatch::base::{Digest, OutPath};

/// An output: all files by their paths.
pub type Files = BTreeMap<OutPath, Arc<[u8]>>;

/// Where an output speaks of `word`: the paths whose name or bytes do. The word is ASCII letters and digits, so that a slug, a
/// search index and a percent form leave it whole.
pub fn traces(files: &Files, word: &str) -> Vec<String> {
    traces_of(files, &[word.to_owned()]).remove(word).unwrap_or_default()
}

/// The same for many words at once; words of which nothing speaks are not among the keys.
pub fn traces_of(files: &Files, words: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, bytes) in files {
        for at in said(path.as_str().as_bytes(), words) {
            found.entry(words[at].clone()).or_default().push(format!("{path} (its name)"));
        }
        for at in said(bytes, words) {
            found.entry(words[at].clone()).or_default().push(path.to_string());
        }
    }
    found
}

/// Bytes and words, and which of the words they say.
type Known = HashMap<(Vec<String>, Digest), Vec<usize>>;

thread_local! {
    /// Most files of a build are those of the one before: they are read once.
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Which of the words the bytes say, by their places among them.
fn said(bytes: &[u8], words: &[String]) -> Vec<usize> {
    let key = (words.to_vec(), Digest::of(bytes));
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).cloned()) {
        return known;
    }
    let readings = readings(bytes);
    let says = |word: &String| readings.iter().any(|text| text.contains(&word.to_ascii_lowercase()));
    let found: Vec<usize> = (0..words.len()).filter(|at| says(&words[*at])).collect();
    KNOWN.with_borrow_mut(|known| known.insert(key, found.clone()));
    found
}

/// The bytes as they are, and as each reader of an output would decode them; in small letters.
fn readings(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut readings = vec![utf16(bytes), percent(&text), entities(&text), json(&text), letters(&text)];
    let packed = unpacked(bytes).into_iter().chain(base64_runs(&text));
    readings.extend(packed.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    readings.push(text.into_owned());
    readings.iter_mut().for_each(|text| text.make_ascii_lowercase());
    readings
}

/// What is packed in the bytes: the text chunks of a picture, and whatever is a gzip, zlib or raw deflate stream from its start.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut out = inflated(bytes);
    out.extend(png_texts(bytes));
    out
}

fn png_texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(mut reader) = png::Decoder::new(Cursor::new(bytes)).read_info() else { return Vec::new() };
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let _ = reader.next_frame(&mut pixels);
    let _ = reader.finish();
    let info = reader.info();
    let mut texts: Vec<String> = Vec::new();
    texts.extend(info.uncompressed_latin1_text.iter().map(|chunk| format!("{} {}", chunk.keyword, chunk.text)));
    texts.extend(
        info.compressed_latin1_text
            .iter()
            .map(|chunk| format!("{} {}", chunk.keyword, chunk.get_text().unwrap_or_default())),
    );
    texts.extend(
        info.utf8_text.iter().map(|chunk| format!("{} {}", chunk.keyword, chunk.get_text().unwrap_or_default())),
    );
    texts.into_iter().map(String::into_bytes).collect()
}

/// What is a gzip, zlib or raw deflate stream.
fn inflated(bytes: &[u8]) -> Vec<Vec<u8>> {
    use std::io::Read as _;
    let mut out = Vec::new();
    let mut keep = |mut reader: Box<dyn std::io::Read + '_>| {
        let mut text = Vec::new();
        let _ = reader.by_ref().take(1 << 22).read_to_end(&mut text);
        out.push(text);
    };
    keep(Box::new(flate2::read::GzDecoder::new(bytes)));
    keep(Box::new(flate2::read::ZlibDecoder::new(bytes)));
    keep(Box::new(flate2::read::DeflateDecoder::new(bytes)));
    out.retain(|text| !text.is_empty());
    out
}

/// `%7a` as `z`.
fn percent(text: &str) -> String {
    unescaped(text, |rest| {
        let hex = rest.strip_prefix('%')?.get(..2)?;
        Some((char::from(u8::from_str_radix(hex, 16).ok()?), 3))
    })
}

/// `&#122;` and `&#x7a;` as `z`.
fn entities(text: &str) -> String {
    unescaped(text, |rest| {
        let inner = rest.strip_prefix("&#")?;
        let end = inner.find(';').filter(|end| *end <= 7)?;
        let digits = inner.get(..end)?;
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        Some((char::from_u32(code)?, end + 3))
    })
}

/// `\u007a` as `z`.
fn json(text: &str) -> String {
    unescaped(text, |rest| {
        let hex = rest.strip_prefix("\\u")?.get(..4)?;
        Some((char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, 6))
    })
}

/// The text with each escape that `read` finds replaced: a character, and how many bytes stand for it.
fn unescaped(text: &str, read: impl Fn(&str) -> Option<(char, usize)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (c, bytes) = read(rest).unwrap_or((first, first.len_utf8()));
        out.push(c);
        rest = rest.get(bytes..).unwrap_or_default();
    }
    out
}

/// The letters and digits alone: a word that soft hyphens, tags within it or line breaks divide.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag && (c.is_ascii_alphanumeric() || c == ' ') => out.push(c),
            _ => {}
        }
    }
    out
}

/// UTF-16 without its zero bytes.
fn utf16(bytes: &[u8]) -> String {
    bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect()
}

/// What runs of base64 letters, standard or for addresses, stand for; from each of the four places where a group may begin.
fn base64_runs(text: &str) -> Vec<Vec<u8>> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let runs = text.split(|c: char| !is_letter(c)).filter(|run| run.len() >= 12);
    let decoded = |from: usize| {
        let mut all = Vec::new();
        runs.clone().filter_map(|run| run.get(from..)).for_each(|run| all.extend([base64(run), vec![b' ']].concat()));
        all
    };
    (0..4).map(decoded).collect()
}

fn base64(run: &str) -> Vec<u8> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in run.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        (held, bits) = ((held << 6 | u32::from(value)) & 0xff_ffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "zq7canary";

    fn deflated(pack: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        pack(&mut out);
        out
    }

    fn picture() -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 1, 1);
        encoder.add_ztxt_chunk("Title".into(), format!("{WORD} title")).expect("a text");
        encoder.write_header().expect("a header").write_image_data(&[0]).expect("a pixel");
        out
    }

    /// A search that does not find what is there proves nothing: each way of telling, planted, is found.
    #[test]
    fn a_leak_of_every_kind_is_found() {
        use std::io::Write as _;
        let text = format!("some words, {WORD}, and more words");
        let level = flate2::Compression::default();
        let in_base64 = "c29tZSB3b3JkcywgenE3Y2FuYXJ5LCBhbmQgbW9yZSB3b3Jkcw==";
        let leaks: Vec<(&str, Vec<u8>)> = vec![
            ("plain", text.clone().into_bytes()),
            ("in capitals", text.to_uppercase().into_bytes()),
            ("an address in percent form", b"/briefings/%7Aq7%63anary/".to_vec()),
            ("numbers of characters in HTML", b"<p>&#122;q7&#x63;anary</p>".to_vec()),
            ("numbers of characters in JSON", br#"{"title":"\u007aq7canary"}"#.to_vec()),
            ("a tag within the word", b"<p>zq7<b>can</b>ary</p>".to_vec()),
            ("a soft hyphen within the word", "zq7can\u{ad}ary".as_bytes().to_vec()),
            ("UTF-16", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("base64", format!("data:text/plain;base64,{in_base64}").into_bytes()),
            ("base64 within a longer run", format!("x{in_base64}").into_bytes()),
            (
                "gzip",
                deflated(|out| flate2::write::GzEncoder::new(out, level).write_all(text.as_bytes()).expect("packed")),
            ),
            (
                "zlib",
                deflated(|out| flate2::write::ZlibEncoder::new(out, level).write_all(text.as_bytes()).expect("packed")),
            ),
            (
                "deflate",
                deflated(|out| {
                    flate2::write::DeflateEncoder::new(out, level).write_all(text.as_bytes()).expect("packed")
                }),
            ),
            ("a picture's packed text", picture()),
        ];
        for (kind, bytes) in leaks {
            let files: Files = [(OutPath::new("a/file").expect("a path"), Arc::from(bytes))].into();
            assert_eq!(traces(&files, WORD), ["a/file"], "{kind}");
        }
        let named: Files = [(OutPath::new("a/zq7canary.pdf").expect("a path"), Arc::from(&b"1"[..]))].into();
        assert_eq!(traces(&named, WORD), ["a/zq7canary.pdf (its name)"]);
        assert_eq!(traces(&named, "zq8canary"), Vec::<String>::new());
    }
}
