//! Lines of code that were parsed before. Rules, queries and configurations say the same lines again and again, and to parse
//! one takes a hundred times as long as to find it.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use syntect::parsing::{ParseState, ScopeStackOp, SyntaxSet};

/// Where in a line the scopes change, and how.
pub(super) type Changes = Rc<[(usize, ScopeStackOp)]>;

/// A line is looked for among those of the same text in the same set; it is the same if the parser stood at the same place.
struct Known {
    before: ParseState,
    after: ParseState,
    changes: Changes,
}

/// How many lines a thread remembers; a build with more parses the others each time.
const MOST: usize = 2048;
/// In how many states of the parser a line of the same text is remembered.
const STATES: usize = 8;
/// Within more scopes no line is remembered: the parser's state grows with them.
const DEEPEST: usize = 24;
/// Longer lines, in bytes, are hardly ever said twice.
const LONGEST: usize = 160;

/// Lines by the address of the set of grammars and their text, and how many they are.
#[derive(Default)]
struct Lines {
    known: HashMap<(usize, Box<str>), Vec<Known>>,
    count: usize,
}

thread_local! {
    static LINES: RefCell<Lines> = RefCell::default();
}

/// What a line within `scopes` means to a parser, which moves on to the next line; `None` if its grammar is broken.
pub(super) fn parsed(state: &mut ParseState, line: &str, set: &'static SyntaxSet, scopes: usize) -> Option<Changes> {
    if line.len() > LONGEST || scopes > DEEPEST {
        return state.parse_line(line, set).ok().map(Rc::from);
    }
    LINES.with_borrow_mut(|lines| {
        let key = (std::ptr::from_ref(set).addr(), Box::from(line));
        let of_text = lines.known.get(&key).map(Vec::as_slice).unwrap_or_default();
        if let Some(known) = of_text.iter().find(|known| known.before == *state) {
            *state = known.after.clone();
            return Some(Rc::clone(&known.changes));
        }
        let room = lines.count < MOST && of_text.len() < STATES;
        let before = state.clone();
        let changes: Changes = state.parse_line(line, set).ok()?.into();
        if room {
            lines.count += 1;
            let known = Known { before, after: state.clone(), changes: Rc::clone(&changes) };
            lines.known.entry(key).or_default().push(known);
        }
        Some(changes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::code::{OWN, SYNTAXES};

    /// The changes of each line of `text` from its beginning.
    fn changes(
        token: &str,
        text: &str,
        parse: impl Fn(&mut ParseState, &str, &'static SyntaxSet) -> Changes,
    ) -> Vec<Changes> {
        let set = if OWN.find_syntax_by_token(token).is_some() { &OWN } else { &SYNTAXES };
        let mut state = ParseState::new(set.find_syntax_by_token(token).expect("a grammar"));
        syntect::util::LinesWithEndings::from(text).map(|line| parse(&mut state, line, set)).collect()
    }

    #[test]
    fn a_line_that_is_known_means_what_it_means_to_the_parser_there() {
        let texts = [
            ("python", "x = 1\n\"\"\"\nx = 1\n\"\"\"\nx = 1\n"),
            ("json", "{\n\"a\": [\n1,\n1,\n]\n}\n"),
            ("yara", "rule a {\nmeta:\na = \"x\"\n/*\na = \"x\"\n*/\ncondition:\ntrue\n}\n"),
            ("yaml", "a: |\n  b: c\nb: c\n"),
            ("bash", "a=1\ncat <<X\na=1\nX\na=1\n"),
        ];
        let fresh = |state: &mut ParseState, line: &str, set| state.parse_line(line, set).expect("changes").into();
        let remembered = |state: &mut ParseState, line: &str, set| parsed(state, line, set, 1).expect("changes");
        for _ in 0..2 {
            for (token, text) in texts {
                assert_eq!(changes(token, text, remembered), changes(token, text, fresh), "{token}");
            }
        }
    }
}
