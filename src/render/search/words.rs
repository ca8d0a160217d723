//! What a word is, for the index and for what a reader types: `static/search.js` does exactly the same.
//!
//! A text is decomposed (NFKD), loses its marks, and is written small; what is alphabetic or numeric makes words, each character of
//! a script without spaces one of its own. Single letters are no words, single digits are.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Words longer than this are cut: nobody types them, and some are no words.
const LONGEST: usize = 40;

/// Calls `found` with each word of a text.
pub fn words(text: &str, found: &mut dyn FnMut(&str)) {
    let mut word = String::with_capacity(LONGEST);
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                word.push(char::from(byte.to_ascii_lowercase()));
            } else {
                end(&mut word, found);
            }
        }
        return end(&mut word, found);
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if is_spaceless(c) {
            end(&mut word, found);
            found(c.encode_utf8(&mut [0; 4]));
        } else if c.is_alphanumeric() {
            word.push(c);
        } else if !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}') {
            end(&mut word, found);
        }
    }
    end(&mut word, found);
}

fn end(word: &mut String, found: &mut dyn FnMut(&str)) {
    if let Some((at, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(at);
    }
    let mut chars = word.chars();
    let single = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    if !word.is_empty() && !single {
        found(word);
    }
    word.clear();
}

/// Whether words of the character's script are not set apart by spaces.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, &mut |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn a_text_becomes_small_words_without_marks() {
        assert_eq!(all("Côte d’Ivoire’s 3 A-10s, F-35A"), ["cote", "ivoire", "3", "10s", "35a"]);
        assert_eq!(all("Україна, Київ"), ["украіна", "киів"]);
        assert_eq!(all("北约 2030"), ["北", "约", "2030"]);
        assert_eq!(all("mis\u{ad}sile ﬁre"), ["missile", "fire"]);
    }
}
