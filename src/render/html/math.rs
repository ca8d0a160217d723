//! TeX as MathML, at build time.

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, push_mathml};

use super::escape::text_into;

/// Where mathematics stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// In a line.
    Inline,
    /// On lines of its own.
    Block,
}

/// Formulas longer or deeper than these are shown as TeX.
const LONGEST: usize = 8_000;
const DEEPEST: usize = 48;

/// Writes MathML; TeX that cannot be read is shown as it is.
pub(super) fn write(out: &mut String, tex: &str, display: Display) {
    match mathml(tex, display) {
        Some(mathml) => out.push_str(&mathml),
        None => {
            out.push_str("<code class=\"math\">");
            text_into(out, tex);
            out.push_str("</code>");
        }
    }
}

fn mathml(tex: &str, display: Display) -> Option<String> {
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return None;
    }
    let storage = Storage::new();
    let events: Result<Vec<_>, _> = Parser::new(tex, &storage).collect();
    let events = events.ok()?.into_iter().map(Ok::<_, std::convert::Infallible>);
    let display_mode = match display {
        Display::Inline => DisplayMode::Inline,
        Display::Block => DisplayMode::Block,
    };
    let mut out = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    push_mathml(&mut out, events, config).ok()?;
    Some(out)
}

fn depth(tex: &str) -> usize {
    let mut depth = 0usize;
    let mut deepest = 0;
    for byte in tex.bytes() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let commands = ["\\left", "\\begin"].iter().map(|command| tex.matches(command).count()).max().unwrap_or_default();
    deepest.max(commands)
}
