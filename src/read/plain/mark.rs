//! What stands at the beginning of a line: bullets and labels (T065, T066, T068, T074).

/// A bullet or a label at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// What it is.
    pub(super) kind: MarkKind,
    /// As written, without the space after it.
    pub(super) written: &'a str,
    /// Bytes of the line's text up to the item's own text.
    pub(super) skip: usize,
}

/// The kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A bullet by its glyph.
    Bullet(char),
    /// A number or letter.
    Label(Label),
}

/// A number or letter with its dress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// What stands around it.
    pub(super) form: Form,
    /// Its value as a number in digits.
    pub(super) decimal: Option<u16>,
    /// Its value as a letter.
    pub(super) letter: Option<u16>,
    /// Its value as a Roman number.
    pub(super) roman: Option<u16>,
    /// Whether its letters are capitals.
    pub(super) capital: bool,
    /// How many numbers or letters it has (`2.1`, `2a`: 2).
    pub(super) parts: u8,
}

/// What stands around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
    /// `2.1`
    Bare,
    /// `1°`, `2°)`, as French counts.
    Ordinal,
}

/// Glyphs that are bullets whatever stands beside them; U+F0B7 and its kin are Word's Symbol font (T065).
const BULLETS: &[char] = &[
    '•', '▪', '▫', '◦', '‣', '●', '○', '■', '□', '◆', '◇', '►', '▶', '➢', '➤', '❖', '✓', '✔', '⁃', '∙', '·',
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f0fc}', '\u{f076}',
];

/// Glyphs that are bullets only in company, as are `*`, `-`, `+` and `o` (T066–T068).
const DASHES: &[char] = &['–', '—'];

impl<'a> Mark<'a> {
    /// The mark at the beginning of `text`, if something stands behind it.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        match text.as_bytes().first()? {
            b'o' | b'*' | b'-' | b'+' => Self::bullet(text),
            b'(' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' if may_be_label(text.as_bytes()) => label(text),
            b'(' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => None,
            _ => Self::bullet(text),
        }
    }

    /// The bullet at the beginning of `text`, if something stands behind it.
    pub(super) fn bullet(text: &'a str) -> Option<Self> {
        if text.as_bytes().first()?.is_ascii_alphanumeric() && !text.starts_with('o') {
            return None;
        }
        let first = text.chars().next()?;
        let is_bullet = match first {
            'o' | '*' | '-' | '+' => true,
            _ => !first.is_ascii() && (BULLETS.contains(&first) || DASHES.contains(&first)),
        };
        if is_bullet { bullet(text, first) } else { None }
    }

    /// Whether the glyph is a bullet without company.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.kind, MarkKind::Bullet(glyph) if BULLETS.contains(&glyph))
    }

    /// A number of two digits at most that no stop follows, before a word with a capital: `1 Introduction`.
    pub(super) fn bare(text: &'a str) -> Option<Self> {
        if !text.as_bytes().first()?.is_ascii_digit() {
            return None;
        }
        let written = text.get(..text.bytes().take(3).take_while(u8::is_ascii_digit).count())?;
        let rest = text.get(written.len()..)?;
        let body = rest.trim_start();
        let parted = body.len() < rest.len() && body.starts_with(char::is_uppercase);
        let number = digits(written).filter(|_| (1..=2).contains(&written.len()) && parted)?;
        let kind = MarkKind::Label(Label { decimal: Some(number), ..value(written, Form::Bare)? });
        Some(Self { kind, written, skip: text.len() - body.len() })
    }

    /// Whether both could stand in one list at one level: one glyph, or one dress.
    pub(super) fn is_kin(&self, other: &Self) -> bool {
        match (self.kind, other.kind) {
            (MarkKind::Bullet(a), MarkKind::Bullet(b)) => a == b,
            (MarkKind::Label(a), MarkKind::Label(b)) => a.is_kin(b),
            _ => false,
        }
    }

    /// Whether `next` may follow it in one list: the same glyph, or a later value.
    pub(super) fn leads_to(&self, next: &Self) -> bool {
        match (self.kind, next.kind) {
            (MarkKind::Bullet(a), MarkKind::Bullet(b)) => a == b,
            (MarkKind::Label(a), MarkKind::Label(b)) => a.leads_to(b),
            _ => false,
        }
    }

    /// The label, if it is one.
    pub(super) fn label(&self) -> Option<Label> {
        match self.kind {
            MarkKind::Label(label) => Some(label),
            MarkKind::Bullet(_) => None,
        }
    }
}

impl Label {
    fn is_kin(self, other: Self) -> bool {
        self.form == other.form
            && self.parts == other.parts
            && (both(self.decimal, other.decimal)
                || (self.capital == other.capital
                    && (both(self.letter, other.letter) || both(self.roman, other.roman))))
    }

    /// Whether `next` is of the same dress and a later value; letters and Roman numbers each by their own count (T074).
    pub(super) fn leads_to(self, next: Self) -> bool {
        const GAP: u16 = 9;
        let later = |a: Option<u16>, b: Option<u16>| matches!((a, b), (Some(a), Some(b)) if b > a && b - a <= GAP);
        self.is_kin(next)
            && (later(self.decimal, next.decimal) || later(self.letter, next.letter) || later(self.roman, next.roman))
    }

    /// Whether `next` is exactly its successor.
    pub(super) fn is_before(self, next: Self) -> bool {
        let one = |a: Option<u16>, b: Option<u16>| matches!((a, b), (Some(a), Some(b)) if b - 1 == a);
        self.is_kin(next)
            && (one(self.decimal, next.decimal) || one(self.letter, next.letter) || one(self.roman, next.roman))
    }

    /// A number for what it looks like apart from its value; below those of all glyphs.
    pub(super) fn dress(self) -> u32 {
        let form = match self.form {
            Form::Stop => 0,
            Form::Bracket => 1,
            Form::Brackets => 2,
            Form::Bare => 3,
            Form::Ordinal => 32,
        };
        let digits = u32::from(self.decimal.is_some());
        form + 4 * digits + 8 * u32::from(self.capital && self.decimal.is_none()) + 16 * (u32::from(self.parts) % 2)
    }

    /// Whether it can be the first of its kind.
    pub(super) fn is_first(self) -> bool {
        self.decimal == Some(1) || self.letter == Some(1) || self.roman == Some(1)
    }
}

fn both(a: Option<u16>, b: Option<u16>) -> bool {
    a.is_some() && b.is_some()
}

fn bullet(text: &str, glyph: char) -> Option<Mark<'_>> {
    let rest = text.get(glyph.len_utf8()..)?;
    let body = rest.trim_start();
    // `• • •` is a rule.
    let is_row = body.starts_with(glyph) && super::heading::row(text).is_some();
    let spaced = body.len() < rest.len() && !body.is_empty() && !is_row;
    let written = text.get(..glyph.len_utf8())?;
    let skip = text.len() - body.len();
    spaced.then_some(Mark { kind: MarkKind::Bullet(glyph), written, skip })
}

/// No label is longer than this, without its dress.
const LONGEST: usize = 9;

/// Whether a sign of a label follows the first letters or digits: most texts begin with a word.
fn may_be_label(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"(").unwrap_or(text);
    let core = inner.iter().take(LONGEST + 1).position(|byte| !byte.is_ascii_alphanumeric());
    // The first byte of the signs of ordinals among them.
    core.and_then(|end| inner.get(end)).is_some_and(|byte| matches!(byte, b'.' | b')' | 0xc2))
}

/// `1.` `1)` `(1)` `2.1` `(a)` `a)` `a.` `iv.` `(IV)`, followed by white space and text.
fn label(text: &str) -> Option<Mark<'_>> {
    let open = usize::from(text.starts_with('('));
    let inner = text.get(open..)?;
    let is_core = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let core = inner.get(..inner.bytes().take(LONGEST + 2).take_while(is_core).count())?;
    let stopped = core.trim_end_matches('.');
    if core.len() - stopped.len() > 1 || stopped.len() > LONGEST {
        return None;
    }
    let after = inner.get(core.len()..)?;
    if let Some(rest) = after.strip_prefix(['°', 'º']).filter(|_| open == 0) {
        return ordinal(text, core, rest);
    }
    let form = match (open, core.len() > stopped.len(), after.starts_with(')')) {
        (1, false, true) => Form::Brackets,
        (0, false, true) => Form::Bracket,
        (0, true, false) => Form::Stop,
        (0, false, false) if stopped.contains('.') => Form::Bare,
        _ => return None,
    };
    let bracket = usize::from(matches!(form, Form::Bracket | Form::Brackets));
    let dash =
        after.strip_prefix(['-', '–', '—']).filter(|rest| form == Form::Stop && rest.starts_with(char::is_whitespace));
    let bracket = dash.map_or(bracket, |rest| after.len() - rest.len());
    let rest = after.get(bracket..)?;
    let body = rest.trim_start();
    if body.is_empty() || body.len() == rest.len() {
        return None;
    }
    let kind = MarkKind::Label(value(stopped, form)?);
    Some(Mark { kind, written: text.get(..open + core.len() + bracket)?, skip: text.len() - body.len() })
}

/// `1°`, `2°)`, `3°.-`: the number `core` and what stands behind its sign.
fn ordinal<'a>(text: &'a str, core: &str, after: &str) -> Option<Mark<'a>> {
    const MOST: u16 = 40;
    let number = digits(core).filter(|number| core.len() <= 2 && (1..=MOST).contains(number))?;
    let rest = after.trim_start_matches([')', '.', '-', '–', '/']);
    let body = rest.trim_start();
    if body.is_empty() || body.len() == rest.len() || after.len() - rest.len() > 4 {
        return None;
    }
    let written = text.get(..text.len() - rest.len())?;
    let kind = MarkKind::Label(Label { decimal: Some(number), ..value(core, Form::Ordinal)? });
    Some(Mark { kind, written, skip: text.len() - body.len() })
}

fn value(core: &str, form: Form) -> Option<Label> {
    let parts = core.split('.').count();
    let capital = core.bytes().all(|b| b.is_ascii_uppercase());
    let plain = Label {
        form,
        decimal: None,
        letter: None,
        roman: None,
        capital,
        parts: u8::try_from(parts).ok().filter(|parts| *parts <= 6)?,
    };
    if parts > 1 {
        let all_digits = core.split('.').all(|part| (1..=3).contains(&part.len()) && digits(part).is_some());
        let last = core.rsplit('.').next().and_then(digits);
        return all_digits.then_some(Label { decimal: last, ..plain });
    }
    if let Some(number) = digits(core) {
        return (core.len() <= 4).then_some(Label { decimal: Some(number), ..plain });
    }
    if let Some(letter) = lettered(core).filter(|_| form != Form::Bare) {
        let capital = letter.is_ascii_uppercase();
        let letter = Some(u16::from(letter.to_ascii_lowercase() - b'a' + 1));
        return Some(Label { letter, capital, parts: 2, ..plain });
    }
    let one_case = capital || core.bytes().all(|b| b.is_ascii_lowercase());
    let letter = match core.as_bytes() {
        [b] => Some(u16::from(b.to_ascii_lowercase() - b'a' + 1)),
        [a, b] if a == b && form != Form::Stop => Some(u16::from(b.to_ascii_lowercase() - b'a' + 27)),
        _ => None,
    };
    let roman = roman(core);
    (one_case && (letter.is_some() || roman.is_some())).then_some(Label { letter, roman, ..plain })
}

/// The letter of `2a`, an item's part.
fn lettered(core: &str) -> Option<u8> {
    let (letter, number) = core.as_bytes().split_last()?;
    let numbered = (1..=2).contains(&number.len()) && number.iter().all(u8::is_ascii_digit);
    (numbered && letter.is_ascii_alphabetic()).then_some(*letter)
}

fn digits(text: &str) -> Option<u16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The value of a Roman number up to 89, in either case.
pub(super) fn roman(text: &str) -> Option<u16> {
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let ones_at = text.find(['i', 'v']).unwrap_or(text.len());
    let ones_at = if text.ends_with("ix") { text.len() - 2 } else { ones_at };
    let tens = TENS.iter().position(|tens| Some(*tens) == text.get(..ones_at))?;
    let ones = ONES.iter().position(|ones| Some(*ones) == text.get(ones_at..))?;
    u16::try_from(tens * 10 + ones).ok().filter(|value| *value > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_with_their_dress() {
        let of = |text| Mark::of(text).map(|mark| (mark.written, mark.skip));
        assert_eq!(of("(a) x"), Some(("(a)", 4)));
        assert_eq!(of("3.\tx"), Some(("3.", 3)));
        assert_eq!(of("2.1 Aims"), Some(("2.1", 4)));
        assert_eq!(of("iv) x"), Some(("iv)", 4)));
        assert_eq!(of("2a) x"), Some(("2a)", 4)));
        assert_eq!(of("2ab) x"), None);
        assert_eq!(of("3.5"), None);
        assert_eq!(of("1° Objet"), Some(("1°", 4)));
        assert_eq!(of("2°) Objet"), Some(("2°)", 5)));
        assert_eq!(of("I.- Objet"), Some(("I.-", 4)));
        assert_eq!(of("12°C"), None);
        assert_eq!(of("50°27′N 30°31′E"), None);
        assert_eq!(of("155 mm"), None);
        assert_eq!(of("word. x"), None);
        assert_eq!(of("•\u{a0}x"), Some(("•", 5)));
        assert_eq!(of("-5 degrees"), None);
    }

    #[test]
    fn roman_numbers_have_values() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("ix"), Some(9));
        assert_eq!(roman("XIX"), Some(19));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("mix"), None);
    }
}
