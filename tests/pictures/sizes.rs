//! Photographs and charts are made in several widths, once, for public texts alone.

use std::{collections::BTreeSet, fs, path::Path};

use despatch::{config, write::PictureStore};

use super::site::{Built, SETTINGS, Watched, build, build_with, sources, write};

/// A chart of stripes.
fn chart(width: u32, height: u32, dark: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = png::Encoder::new(&mut out, width, height);
    let row: Vec<u8> = (0..width).map(|x| if x % 32 < 16 { dark } else { 255 }).collect();
    encoder.write_header().expect("a header").write_image_data(&row.repeat(height as usize)).expect("pixels");
    out
}

const TEXT: &str = "+++\ntitle = \"One\"\ndate = \"2026-03-12\"\n[[attachments]]\nfile = \"annex.png\"\n+++\n\nText.\n\n![A map](map.png)\n\n![Another](/photo.png)\n";
const OTHER: &[u8] = b"+++\ntitle = \"Two\"\ndate = \"2026-03-13\"\n+++\n\nText.\n";

fn site() -> Watched {
    let (map, photo) = (chart(1000, 500, 0), chart(300, 200, 60));
    sources(&[
        ("content/briefings/one/index.md", TEXT.as_bytes()),
        ("content/briefings/one/map.png", &map),
        ("content/briefings/one/annex.png", &photo),
        ("content/briefings/two.md", OTHER),
        ("static/photo.png", &photo),
        ("static/unseen.png", &photo),
    ])
}

fn pictures(built: &Built) -> Vec<&str> {
    built.files.keys().map(|path| path.as_str()).filter(|path| path.ends_with(".webp")).collect()
}

const ALL: [&str; 4] =
    ["briefings/one/map.1000w.webp", "briefings/one/map.480w.webp", "briefings/one/map.960w.webp", "photo.300w.webp"];

#[test]
fn a_picture_of_a_text_is_made_in_each_width_below_its_own() {
    let built = build(&site(), None);
    assert!(built.outcome.complete, "{:#?}", built.outcome.findings);
    assert_eq!(pictures(&built), ALL);
    let page = built.text("briefings/one/index.html");
    assert!(page.contains(
        "<picture><source type=\"image/webp\" srcset=\"/briefings/one/map.480w.webp 480w, /briefings/one/map.960w.webp 960w, \
         /briefings/one/map.1000w.webp 1000w\" sizes=\"(min-width: 44rem) 39rem, 92vw\"><img src=\"/briefings/one/map.png\" \
         alt=\"A map\" width=\"1000\" height=\"500\"></picture>"
    ), "{page}");
    assert!(page.contains(
        "<img src=\"/photo.png\" alt=\"Another\" width=\"300\" height=\"200\" loading=\"lazy\" decoding=\"async\"></picture>"
    ), "{page}");
    assert!(!built.text("feed.xml").contains(".webp"));
}

/// A chart in which a program has written where it was made.
fn telling(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.add_text_chunk("Location".into(), "59.437N 24.753E".into()).expect("a text");
    let pixels = vec![90; (width * height) as usize];
    encoder.write_header().expect("a header").write_image_data(&pixels).expect("pixels");
    out
}

#[test]
fn no_published_picture_tells_where_it_was_made() {
    let chart = telling(600, 300);
    let tells = |bytes: &[u8]| bytes.windows(7).any(|found| found == b"59.437N");
    assert!(tells(&chart));
    let built = build(
        &sources(&[
            ("content/briefings/one/index.md", TEXT.as_bytes()),
            ("content/briefings/one/map.png", &chart),
            ("content/briefings/one/annex.png", &chart),
            ("static/photo.png", &chart),
            ("static/unseen.png", &chart),
        ]),
        None,
    );
    assert!(built.outcome.complete, "{:#?}", built.outcome.findings);
    let pictures = built.files.iter().filter(|(path, _)| path.as_str().contains(".png"));
    assert_eq!(pictures.clone().count(), 5, "four, and the social card");
    assert!(built.files.values().all(|bytes| !tells(bytes)));
    assert!(pictures.into_iter().all(|(_, bytes)| png::Decoder::new(std::io::Cursor::new(bytes)).read_info().is_ok()));
}

#[test]
fn sizes_can_be_switched_off_and_made_finer() {
    let with = |settings: &str| build_with(&site(), &config::parse(&format!("{SETTINGS}{settings}")).value, None, None);
    let off = with("[images]\nsizes = false\n");
    assert_eq!(pictures(&off), [""; 0]);
    assert!(off.text("briefings/one/index.html").contains("<img src=\"/briefings/one/map.png\""));
    assert!(!off.text("briefings/one/index.html").contains("<picture>"));
    assert_eq!(pictures(&with("[images]\nquality = 95\n")), ALL);
}

#[test]
fn a_second_build_reads_no_picture_and_an_edit_of_the_text_makes_none() {
    let mut site = site();
    let first = build(&site, None);
    let again = build(&site, Some(&first));
    assert_eq!((again.read.len(), again.outcome.made.len()), (0, 0));
    write(&mut site, "content/briefings/one/index.md", TEXT.replace("Text.", "Words.").as_bytes());
    let edited = build(&site, Some(&first));
    assert!(edited.read.iter().all(|path| path.ends_with(".md")), "{:?}", edited.read);
    assert_eq!(pictures(&edited), [""; 0]);
    assert!(edited.text("briefings/one/index.html").contains("map.480w.webp 480w"));
}

#[test]
fn another_picture_under_the_same_name_is_made_again_with_its_page() {
    let mut site = site();
    let first = build(&site, None);
    write(&mut site, "content/briefings/one/map.png", &chart(700, 500, 9));
    let second = build(&site, Some(&first));
    assert_eq!(pictures(&second), ["briefings/one/map.480w.webp", "briefings/one/map.700w.webp"]);
    assert!(second.text("briefings/one/index.html").contains("map.700w.webp 700w"));
    let outputs = &second.outcome.ledger.outputs;
    assert!(!outputs.keys().any(|path| path.as_str().contains("1000w")));
    assert_eq!(
        second.files[&outputs.keys().find(|path| path.as_str().contains("700w")).expect("it").clone()],
        build(&site, None).files[&outputs.keys().find(|path| path.as_str().contains("700w")).expect("it").clone()]
    );
}

#[test]
fn what_is_kept_spares_the_making_and_changes_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, settings) = (site(), config::parse(SETTINGS).value);
    let store = PictureStore::new(folder.path(), "pictures");
    let first = build_with(&site, &settings, Some(&store), None);
    assert_eq!(first.outcome.dear.len(), 4);
    let again = build_with(&site, &settings, Some(&store), None);
    assert!(first.files == again.files);
    let reads = |built: &Built| built.read.iter().filter(|path| path.ends_with("map.png")).count();
    assert_eq!((reads(&first), reads(&again)), (3, 2), "for its digest, for its copy, and once to be made smaller");

    cut_every_file(&folder.path().join("pictures"));
    assert!(first.files == build_with(&site, &settings, Some(&store), None).files);
    fs::remove_dir_all(folder.path().join("pictures")).expect("it goes");
    assert!(first.files == build_with(&site, &settings, Some(&store), None).files);

    store.retain(&first.outcome.dear);
    assert_eq!(fs::read_dir(folder.path().join("pictures")).expect("a folder").count(), 4);
    store.retain(&BTreeSet::default());
    assert_eq!(fs::read_dir(folder.path().join("pictures")).expect("a folder").count(), 0);
}

fn cut_every_file(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let bytes = fs::read(&entry).expect("a file");
        fs::write(&entry, &bytes[..bytes.len() / 2]).expect("it can be cut");
    }
}

#[test]
fn threads_change_no_byte() {
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| build(&site(), None).files)
    };
    assert!(of(1) == of(4));
}

#[test]
fn a_withheld_text_leaves_no_picture_in_any_size() {
    let mut site = site();
    let first = build(&site, None);
    let embargoed = TEXT.replacen("date", "embargo = \"2027-01-01T06:00:00Z\"\ndate", 1);
    write(&mut site, "content/briefings/one/index.md", embargoed.as_bytes());
    for last in [None, Some(&first)] {
        let built = build(&site, last);
        assert!(built.outcome.complete);
        assert_eq!(pictures(&built), [""; 0]);
        assert!(!built.outcome.ledger.outputs.keys().any(|path| path.as_str().ends_with(".webp")));
        assert_eq!(built.outcome.dear.len(), 0);
    }
}

#[test]
fn the_pictures_of_a_withheld_text_go_although_the_build_fails() {
    let mut site = site();
    let first = build(&site, None);
    write(&mut site, "content/briefings/one/index.md", TEXT.replacen("title", "draft = true\ntitle", 1).as_bytes());
    write(&mut site, "content/briefings/two.md", b"+++\ntitel = \"Two\"\n+++\n\nText.\n");
    let failed = build(&site, Some(&first));
    assert!(!failed.outcome.complete && failed.outcome.rescued);
    let stays = |name: &str| failed.outcome.ledger.outputs.keys().any(|path| path.as_str().contains(name));
    assert!(stays("index.html") && !stays("one/map"));
}

#[test]
fn a_broken_picture_is_an_error_where_the_text_shows_it() {
    let whole = chart(1000, 500, 0);
    let cut = &whole[..whole.len() - 40];
    let bomb = {
        let mut header = chart(16, 16, 0);
        header[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        header
    };
    for (bytes, words) in [
        (cut, "`content/briefings/one/map.png` is no image that can be read ("),
        (b"no picture".as_slice(), "`content/briefings/one/map.png` is no image that can be read"),
        (&bomb, "`content/briefings/one/map.png` has 30000 × 30000 pixels, and 64 million are the most"),
    ] {
        let mut site = site();
        write(&mut site, "content/briefings/one/map.png", bytes);
        let built = build(&site, None);
        assert!(!built.outcome.complete);
        let said = built.said("content/briefings/one/index.md");
        let at_its_place = said.iter().any(|(line, message)| *line == 10 && message.starts_with(words));
        assert!(at_its_place, "{said:?}");
    }
}
