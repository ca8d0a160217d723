//! Pictures that are whole, turned, coloured otherwise, broken or too much to bear.

use super::*;

/// A photograph of 64 by 40 pixels: red and green above, blue and white below.
pub(super) const QUARTERS: &[u8] = include_bytes!("samples/quarters.jpg");

/// A chart: few colours, sharp edges.
fn chart(width: u32, height: u32, colour: png::ColorType) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(colour);
    let pixel = |x: u32, y: u32| if (x / 16 + y / 8).is_multiple_of(2) { 30_u8 } else { 240 };
    let pixels: Vec<u8> =
        (0..height).flat_map(|y| (0..width).flat_map(move |x| vec![pixel(x, y); colour.samples()])).collect();
    encoder.write_header().expect("a header").write_image_data(&pixels).expect("pixels");
    out
}

fn size(webp: &[u8]) -> (u32, u32) {
    let features = webp::BitstreamFeatures::new(webp).expect("a WebP");
    (features.width(), features.height())
}

/// The photograph as a camera saves it that was held otherwise.
fn held(orientation: u8) -> Vec<u8> {
    let tiff =
        [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], b"\0\0\0\0\0\0"].concat();
    let body = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("a short segment").to_be_bytes();
    [&QUARTERS[..2], b"\xff\xe1", &length, &body, &QUARTERS[2..]].concat()
}

/// The colours at the middles of the four quarters, each as the strongest of its parts.
fn quarters(webp: &[u8]) -> String {
    let image = webp::Decoder::new(webp).decode().expect("a WebP");
    let (width, height) = (image.width() as usize, image.height() as usize);
    let at = |x: usize, y: usize| {
        let start = (y * width + x) * usize::from(image.layout().bytes_per_pixel());
        match &image[start..start + 3] {
            [r, g, b] if *r > 180 && *g > 180 && *b > 180 => 'w',
            [r, g, b] if r > g && r > b => 'r',
            [_, g, b] if g > b => 'g',
            _ => 'b',
        }
    };
    let (left, right, above, below) = (width / 4, 3 * width / 4, height / 4, 3 * height / 4);
    [at(left, above), at(right, above), at(left, below), at(right, below)].iter().collect()
}

#[test]
fn each_width_keeps_the_shape() {
    for colour in [png::ColorType::Rgb, png::ColorType::Rgba, png::ColorType::Grayscale, png::ColorType::GrayscaleAlpha]
    {
        let made = derive(&chart(1000, 600, colour), &[480, 960, 1000], 80).expect("a picture");
        let sizes: Vec<(u32, u32)> = made.iter().map(|webp| size(webp)).collect();
        assert_eq!(sizes, [(480, 288), (960, 576), (1000, 600)]);
    }
    assert_eq!(quarters(&derive(QUARTERS, &[32], 80).expect("a picture")[0]), "rgbw");
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let chart = chart(600, 400, png::ColorType::Rgb);
    assert_eq!(derive(&chart, &[480], 80), derive(&chart, &[480], 80));
}

#[test]
fn a_chart_loses_nothing_and_a_photograph_as_much_as_is_said() {
    let chart = derive(&chart(800, 400, png::ColorType::Rgb), &[800], 80).expect("a picture");
    let format = webp::BitstreamFeatures::new(&chart[0]).and_then(|features| features.format());
    assert!(matches!(format, Some(webp::BitstreamFormat::Lossless)));
    let [poor, good] = [20, 95].map(|quality| derive(QUARTERS, &[64], quality).expect("a picture")[0].len());
    assert!(poor < good, "{poor} {good}");
}

#[test]
fn a_photograph_stands_the_right_way_up() {
    let turned = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, expected) in (1_u8..).zip(turned) {
        let bytes = held(orientation);
        assert_eq!(is_on_its_side(&bytes), orientation >= 5);
        let made = derive(&bytes, &[40], 80).expect("a picture").remove(0);
        assert_eq!(quarters(&made), expected, "{orientation}");
        assert_eq!(size(&made), if orientation >= 5 { (40, 64) } else { (40, 25) }, "{orientation}");
    }
    assert!(!is_on_its_side(QUARTERS) && !is_on_its_side(b"") && !is_on_its_side(&held(9)));
}

#[test]
fn colours_of_another_kind_keep_their_profile() {
    let mut wide = vec![0; 200];
    wide[16..20].copy_from_slice(b"RGB ");
    wide[100..110].copy_from_slice(b"Display P3");
    let usual = [&wide[..100], b"sRGB", &wide[104..]].concat();
    assert_eq!(profile::worth_keeping(&wide).as_deref(), Some(wide.as_slice()));
    assert_eq!(profile::worth_keeping(&usual), None);
    for (bytes, pixels) in [(QUARTERS.to_vec(), 64), (chart(64, 40, png::ColorType::Rgba), 64)] {
        let made = derive(&bytes, &[pixels], 80).expect("a picture").remove(0);
        let with = profile::with_profile(&made, &wide, (64, 40));
        assert_eq!(profile::of_webp(&with), Some(wide.as_slice()));
        assert_eq!(size(&with), (64, 40));
        assert_eq!(
            webp::Decoder::new(&with).decode().map(|image| image.to_vec()),
            webp::Decoder::new(&made).decode().map(|image| image.to_vec())
        );
    }
}

#[test]
fn what_moves_or_is_no_picture_is_left_alone() {
    let still = chart(4, 4, png::ColorType::Rgb);
    let moving = [&still[..33], b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0", &still[33..]].concat();
    assert!(is_still(&still) && is_still(QUARTERS));
    assert!(!is_still(&moving) && !is_still(b"GIF89a") && !is_still(b"") && !is_still(b"\x89PNG"[..3].as_ref()));
}

#[test]
fn a_broken_picture_is_an_error_in_words() {
    let chart = chart(300, 200, png::ColorType::Rgb);
    for bytes in
        [&chart[..chart.len() / 2], &chart[..40], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b""]
    {
        let error = derive(bytes, &[100], 80).expect_err("no picture");
        assert!(!error.is_empty() && !error.contains('\n'), "{error}");
    }
}
