//! `theme.css`: the site's accent colour, made dark enough for the light page and light enough for the dark one.

/// The colours of the page behind text, light and dark; as in `static/css/10-tokens.css`.
const PAPERS: [[f64; 3]; 2] = [[247.0, 244.0, 238.0], [33.0, 36.0, 41.0]];

/// The contrast that WCAG 2.2 asks of text, 4.5 (success criterion 1.4.3), and a little for rounding.
const CONTRAST: f64 = 4.6;

/// The stylesheet for an accent colour, and for one for dark pages if that is given; `None` if neither is a colour.
pub(super) fn stylesheet(accent: Option<&str>, accent_dark: Option<&str>) -> Option<String> {
    let light = accent.and_then(parse);
    let dark = accent_dark.and_then(parse).or(light);
    let [paper, night] = PAPERS;
    let rule =
        |given: [f64; 3], paper| format!(":root{{--accent:{};--brand:{}}}", hex(legible(given, paper)), hex(given));
    let light = light.map(|given| rule(given, paper)).unwrap_or_default();
    let dark = dark.map(|given| format!("@media (prefers-color-scheme:dark){{{}}}", rule(given, night)))?;
    Some(format!("{light}{dark}\n"))
}

fn parse(text: &str) -> Option<[f64; 3]> {
    let digits: Vec<u32> = text.trim().strip_prefix('#')?.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let pair = |high: u32, low: u32| f64::from(high * 16 + low);
    match *digits.as_slice() {
        [r, g, b] => Some([pair(r, r), pair(g, g), pair(b, b)]),
        [r1, r0, g1, g0, b1, b0] => Some([pair(r1, r0), pair(g1, g0), pair(b1, b0)]),
        _ => None,
    }
}

/// The colour nearest to `colour`, on its way to black or white, that can be read on `paper`.
fn legible(colour: [f64; 3], paper: [f64; 3]) -> [f64; 3] {
    let end = if luminance(paper) > 0.2 { 0.0 } else { 255.0 };
    let mixed = |step: u8| colour.map(|part| (part + (end - part) * f64::from(step) / 50.0).round());
    (0..=50).map(mixed).find(|mixed| contrast(*mixed, paper) >= CONTRAST).unwrap_or([end; 3])
}

/// Contrast ratio as WCAG 2.2 defines it.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn hex(colour: [f64; 3]) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "parts lie between 0 and 255")]
    let [r, g, b] = colour.map(|part| part as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_accent_can_be_read_on_both_papers() {
        for colour in ["#fff", "#000", "#ffcc00", "#8b1a2b", "#0a3161", "#777777"] {
            let given = parse(colour).expect("a colour");
            for paper in PAPERS {
                assert!(contrast(legible(given, paper), paper) >= 4.5, "{colour}");
            }
        }
    }

    #[test]
    fn what_is_no_colour_makes_no_stylesheet() {
        for text in ["red", "#12", "#12345g", "8b1a2b", "#fff;}body{display:none"] {
            assert_eq!(stylesheet(Some(text), None), None, "{text}");
        }
    }
}
