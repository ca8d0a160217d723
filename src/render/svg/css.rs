//! What stylesheets and values within a drawing may refer to. What may stand, stands as written; what may not is cut.

use std::ops::Range;

use cssparser::{Delimiter, ParseError, Parser, Token};

use super::refers_within;

/// Functions whose strings are addresses.
const OF_ADDRESSES: &[&str] =
    &["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "element"];

/// What was cut, in words, and where it stood in the text.
pub(super) type Cut = (&'static str, Range<usize>);

/// A stylesheet, a list of declarations or a value, without what leads out of the drawing; and what was cut.
pub(super) fn clean(css: &str) -> (String, Vec<Cut>) {
    let all = || ("what cannot be read of a stylesheet", 0..css.len());
    let Some(cuts) = faults(css) else { return (String::new(), vec![all()]) };
    let text = without(css, &cuts);
    // What remains is read as a browser would read it.
    match faults(&text) {
        Some(rest) if rest.is_empty() => (text, cuts),
        _ => (String::new(), vec![all()]),
    }
}

fn without(css: &str, cuts: &[Cut]) -> String {
    let mut text = String::with_capacity(css.len());
    let mut done = 0;
    for (_, range) in cuts {
        text.push_str(css.get(done..range.start).unwrap_or_default());
        // Neighbours do not become one word, and a value stays a value.
        text.push_str(" none ");
        done = range.end.max(done);
    }
    text.push_str(css.get(done..).unwrap_or_default());
    text
}

/// What must go, in the order of places; `None` if it is nested too deeply to be told.
fn faults(css: &str) -> Option<Vec<Cut>> {
    let mut cuts = Vec::new();
    walk(&mut Parser::new(css), false, &mut cuts).ok()?;
    Some(cuts)
}

type Walked = Result<(), ParseError<()>>;

/// Looks at all tokens up to the end of the block; `of_addresses` within a function whose strings are addresses.
fn walk(parser: &mut Parser<'_>, of_addresses: bool, cuts: &mut Vec<Cut>) -> Walked {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { return Ok(()) };
        let what = match &token.clone() {
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                let _: Result<(), ParseError<()>> = parser.parse_until_after(Delimiter::Semicolon, skip);
                Some("`@import`")
            }
            Token::UnquotedUrl(address) if !refers_within(address) => Some("an address of elsewhere"),
            Token::QuotedString(address) if of_addresses && !refers_within(address) => Some("an address of elsewhere"),
            Token::BadUrl(_) | Token::BadString(_) => Some("a broken address"),
            Token::Function(name) => function(name, of_addresses, parser)?,
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                parser.parse_nested_block(|inner| walk(inner, of_addresses, cuts))?;
                None
            }
            _ => None,
        };
        cuts.extend(what.map(|what| (what, start..parser.position().byte_index())));
    }
}

/// Why a function must go as a whole, with what stands in it, if it must.
fn function(name: &str, of_addresses: bool, parser: &mut Parser<'_>) -> Result<Option<&'static str>, ParseError<()>> {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let takes_addresses = of_addresses || OF_ADDRESSES.iter().any(|known| is(known));
    // What a variable holds is not known here.
    let is_variable = of_addresses && ["var", "attr", "env", "if"].iter().any(|known| is(known));
    if is("expression") || is_variable {
        parser.parse_nested_block(skip)?;
        return Ok(Some("a value that only the browser knows"));
    }
    let mut inner = Vec::new();
    parser.parse_nested_block(|block| walk(block, takes_addresses, &mut inner))?;
    Ok((!inner.is_empty()).then_some("an address of elsewhere"))
}

fn skip(parser: &mut Parser<'_>) -> Walked {
    while parser.next().is_ok() {}
    Ok(())
}
