//! Real texts, damaged as editing, pasting and scanning damage them.

/// One damage: what is done, and where, in thousandths of the text's lines.
pub type Damage = (u8, u16, u16);

/// Kinds of damage, for the generator.
pub const KINDS: u8 = 14;
/// So many lines of a text are taken, from the place that its first damage names.
const LINES: usize = 80;

/// A part of `text` after all `damages`; lines of `fragments` may come in between, and a part of `other` may be pasted.
pub fn damaged(text: &str, other: &str, damages: &[Damage], fragments: &[&str]) -> String {
    let mut lines = window(text, damages.first().map_or(0, |damage| damage.1));
    for (kind, at, with) in damages {
        if lines.is_empty() {
            break;
        }
        let at = usize::from(*at) * lines.len() / 1000;
        let with_at = usize::from(*with) * lines.len() / 1000;
        let line = lines[at].clone();
        match kind {
            0 => drop(lines.remove(at)),
            1 => lines.insert(with_at, line),
            2 => lines.swap(at, with_at),
            3 => lines.insert(at, String::new()),
            4 => lines.retain({
                let mut number = 0;
                move |line| {
                    number += 1;
                    number - 1 < at || number - 1 > at + 4 || !line.trim().is_empty()
                }
            }),
            5 => lines.insert(at, fragments[usize::from(*with) % fragments.len()].to_owned()),
            6 if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at] = format!("{line} {next}");
            }
            7 => {
                let cut = boundary(&line, *with);
                lines[at].truncate(cut);
                lines.insert(at + 1, line[cut..].to_owned());
            }
            8 => lines[at] = format!("{}{line}", " ".repeat(usize::from(*with) % 9)),
            9 => lines[at] = line.to_uppercase(),
            10 => {
                const SIGNS: &[&str] = &[
                    "- ", "• ", "> ", "1. ", "(a) ", "## ", "[1] ", "\t", ": ", "```", "|", "—", "\u{c}", "2a) ", "...",
                ];
                let cut = if with.is_multiple_of(2) { 0 } else { boundary(&line, *with) };
                let sign = SIGNS[usize::from(*with) % SIGNS.len()];
                lines[at] = format!("{}{sign}{}", &line[..cut], &line[cut..]);
            }
            11 => lines[at].truncate(boundary(&line, *with)),
            12 => {
                let pasted = window(other, *with);
                lines.splice(at..at, pasted.into_iter().take(12));
            }
            _ => lines[at] = line.replace(['.', ':', ','], ""),
        }
    }
    lines.join("\n")
}

fn window(text: &str, at: u16) -> Vec<String> {
    let count = text.lines().count();
    // Half of the time from its beginning: that is where most rules speak.
    let from = if at.is_multiple_of(2) { 0 } else { usize::from(at) * count.saturating_sub(LINES) / 1000 };
    text.lines().skip(from).take(LINES).map(str::to_owned).collect()
}

/// A place within the line between two characters.
fn boundary(line: &str, at: u16) -> usize {
    let mut cut = usize::from(at) * line.len() / 1000;
    while !line.is_char_boundary(cut) {
        cut -= 1;
    }
    cut
}
