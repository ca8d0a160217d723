//! Lines of type on a card.
//!
//! The type is Noto Serif Bold and Noto Sans Regular, cut down to Latin, Greek and Cyrillic (SIL Open Font License, `fonts/OFL.txt`).

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};

use super::canvas::{Canvas, Ink};

/// The two faces; `None` for one that cannot be read, which a test excludes.
pub(super) struct Fonts<'a> {
    serif: Option<FontRef<'a>>,
    sans: Option<FontRef<'a>>,
}

/// How a line is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Pixels from the top of the tallest letter to the foot of the deepest, nearly.
    pub(super) size: f32,
    pub(super) serif: bool,
    pub(super) ink: Ink,
}

impl Fonts<'static> {
    pub(super) fn embedded() -> Self {
        Self {
            serif: FontRef::try_from_slice(include_bytes!("fonts/NotoSerif-Bold.ttf")).ok(),
            sans: FontRef::try_from_slice(include_bytes!("fonts/NotoSans-Regular.ttf")).ok(),
        }
    }
}

impl<'a> Fonts<'a> {
    fn face(&self, style: Style) -> Option<&FontRef<'a>> {
        if style.serif { self.serif.as_ref() } else { self.sans.as_ref() }
    }

    /// Whether nearly every letter of a text can be drawn.
    pub(super) fn has(&self, text: &str) -> bool {
        let Some(face) = &self.serif else { return false };
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        let (all, missing) =
            letters.fold((0, 0), |(all, missing), c| (all + 1, missing + usize::from(face.glyph_id(c).0 == 0)));
        all > 0 && missing * 20 <= all
    }

    /// The width of a line in pixels, rounded up.
    pub(super) fn width(&self, style: Style, text: &str) -> usize {
        let Some(face) = self.face(style) else { return 0 };
        let scaled = face.as_scaled(PxScale::from(style.size));
        let width: f32 = drawn(face, text).map(|c| scaled.h_advance(scaled.glyph_id(c))).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small and positive")]
        let width = width.ceil().max(0.0) as usize;
        width
    }

    /// A text in lines no wider than `width`, broken at spaces, else where it must be.
    pub(super) fn wrap(&self, style: Style, text: &str, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // A title longer than this is cut on every card.
        for word in text.split_whitespace().take(60) {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match (joined.filter(|joined| self.width(style, joined) <= width), lines.last_mut()) {
                (Some(joined), Some(line)) => *line = joined,
                _ => lines.push(word.to_owned()),
            }
        }
        lines.into_iter().map(|line| self.cut(style, &line, width)).collect()
    }

    /// As much of a line as fits, with an ellipsis where that is not all.
    fn cut(&self, style: Style, line: &str, width: usize) -> String {
        if self.width(style, line) <= width {
            return line.to_owned();
        }
        let mut short: String = line.chars().take(80).collect();
        while short.pop().is_some() {
            let cut = format!("{}…", short.trim_end());
            if self.width(style, &cut) <= width {
                return cut;
            }
        }
        short
    }

    /// Draws a line, cut to `width`.
    pub(super) fn line_within(
        &self,
        canvas: &mut Canvas,
        style: Style,
        text: &str,
        x: usize,
        base: usize,
        width: usize,
    ) {
        self.line(canvas, style, &self.cut(style, text, width), x, base);
    }

    /// Draws a line from `x` on, its letters standing on `base`.
    pub(super) fn line(&self, canvas: &mut Canvas, style: Style, text: &str, x: usize, base: usize) {
        let Some(face) = self.face(style) else { return };
        let scale = PxScale::from(style.size);
        let scaled = face.as_scaled(scale);
        #[expect(clippy::cast_precision_loss, reason = "places on a card are small")]
        let (mut at, base) = (x as f32, base as f32);
        for c in drawn(face, text) {
            let id = scaled.glyph_id(c);
            if let Some(outline) = face.outline_glyph(id.with_scale_and_position(scale, point(at, base))) {
                let bounds = outline.px_bounds();
                #[expect(clippy::cast_possible_truncation, reason = "bounds are whole and small")]
                let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
                outline.draw(|dx, dy, coverage| {
                    let offset = |by: u32| i32::try_from(by).unwrap_or_default();
                    canvas.dab(left + offset(dx), top + offset(dy), coverage, style.ink);
                });
            }
            at += scaled.h_advance(id);
        }
    }
}

/// The characters of a text that the face can draw; others leave no box.
fn drawn<'t>(face: &'t FontRef<'_>, text: &'t str) -> impl Iterator<Item = char> + 't {
    text.chars().filter(|c| !c.is_control() && face.glyph_id(*c).0 != 0)
}
