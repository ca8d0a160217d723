//! Social cards: the picture that networks show of a briefing, drawn from its kind, title and date in the site's colours.
//!
//! Promises: the same bytes everywhere, for the type is embedded and no system font is asked; names nothing that the page's head
//! does not name. Must not know: the text.

mod canvas;
mod text;

use super::{Ground, facts, page};
use crate::{library::Id, model::Face};
use canvas::{Canvas, Ink};
use text::{Fonts, Style};

/// Width of a card in pixels; networks ask for 1.91 to 1.
pub const WIDTH: usize = 1200;
/// Height of a card in pixels.
pub const HEIGHT: usize = 630;

/// Space left free at the sides.
const MARGIN: usize = 80;
/// The accent of a site that names none: that of `static/css/10-tokens.css`.
const ACCENT: [u8; 3] = [0x8b, 0x1a, 0x2b];
/// Sizes that a title is tried in, with the lines it may take; the last cuts.
const TITLES: [(f32, usize); 4] = [(104.0, 2), (88.0, 3), (72.0, 4), (60.0, 5)];

/// Draws the card of a briefing as PNG.
#[must_use]
pub fn card(ground: Ground<'_>, id: Id) -> Vec<u8> {
    let entry = ground.entry(id);
    let face = &entry.public.card().face;
    let accent = ground.site.theme.accent.as_deref().and_then(colour).unwrap_or(ACCENT);
    let fonts = Fonts::embedded();
    let mut canvas = Canvas::new(accent);
    canvas.band(0, 20, Ink::Accent);
    canvas.band(HEIGHT - 116, HEIGHT - 114, Ink::Rule);

    let above = [kind(ground, face), facts::series(face).unwrap_or_default()];
    let above = above.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    fonts.line(&mut canvas, Style { size: 42.0, serif: false, ink: Ink::Accent }, &above, MARGIN, 110);
    title(&fonts, &mut canvas, &face.title);

    let site = facts::site_title(ground, entry.edition);
    let date = face.date.map_or_else(String::new, |date| page::date_text(date.day(), &face.language));
    let small = Style { size: 40.0, serif: false, ink: Ink::Text };
    let room = fonts.width(small, &date);
    fonts.line_within(&mut canvas, small, site, MARGIN, HEIGHT - 58, WIDTH - 3 * MARGIN - room);
    fonts.line(&mut canvas, small, &date, WIDTH - MARGIN - room, HEIGHT - 58);
    canvas.png()
}

/// The largest title that fits. One in letters that the type does not have is left out rather than drawn as boxes.
fn title(fonts: &Fonts<'_>, canvas: &mut Canvas, title: &str) {
    if !fonts.has(title) {
        return;
    }
    let width = WIDTH - 2 * MARGIN;
    for (size, most) in TITLES {
        let style = Style { size, serif: true, ink: Ink::Text };
        let mut lines = fonts.wrap(style, title, width);
        if lines.len() > most && size > 60.0 {
            continue;
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are small and positive")]
        let (first, step) = (122 + size as usize, (size * 1.04) as usize);
        for (at, line) in lines.iter().enumerate() {
            fonts.line_within(canvas, style, line, MARGIN, first + at * step, width);
        }
        return;
    }
}

fn kind(ground: Ground<'_>, face: &Face) -> String {
    ground.templates.word(face.language.as_str(), &format!("kind_{}", face.kind.name()), None)
}

/// `#rgb` or `#rrggbb`.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = text
        .strip_prefix('#')?
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    match digits.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r1, r0, g1, g0, b1, b0] => Some([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{HOSTILE, World};

    fn drawn(world: &World, slug: &str) -> Vec<u8> {
        let id = world.id(slug);
        world.ground(|ground| card(ground, id))
    }

    fn size(png: &[u8]) -> (u32, u32, usize) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        let marked = pixels.iter().filter(|pixel| **pixel != 0).count();
        (info.width, info.height, marked)
    }

    #[test]
    fn a_card_is_a_small_png_of_the_usual_size() {
        let text = "---\ntitle: \"Sharing the shield: who pays for air defence in the north?\"\ndate: 2026-03-12\n---\n\nText.\n";
        let png = drawn(&World::of(&[("briefings/a.md", text)]), "a");
        let (width, height, marked) = size(&png);
        assert_eq!((width, height), (1200, 630));
        assert!(marked > 5_000 && png.len() < 25_000, "{marked} {}", png.len());
    }

    #[test]
    fn every_title_makes_a_card_and_the_same_twice() {
        let long = "Very long words ".repeat(40);
        let word = "w".repeat(900);
        let titles: Vec<&str> = HOSTILE.iter().copied().chain([long.as_str(), "北约", "x", &word]).collect();
        let world = World::of_titles(&titles);
        for at in 0..titles.len() {
            let slug = format!("b{at}");
            let png = drawn(&world, &slug);
            assert_eq!(size(&png).1, 630);
            assert_eq!(png, drawn(&world, &slug));
        }
    }

    #[test]
    fn a_card_is_drawn_in_the_site_s_colour() {
        assert_eq!(colour("#1f4e79"), Some([0x1f, 0x4e, 0x79]));
        assert_eq!(colour("#fa0"), Some([0xff, 0xaa, 0]));
        assert_eq!(colour("red"), None);
    }
}
