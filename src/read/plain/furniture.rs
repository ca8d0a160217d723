//! Furniture of pages: running headers and footers, page numbers, continuation marks; and paragraphs that a page break cuts
//! (T009, T040).

use std::collections::BTreeMap;

use super::{
    press,
    record::{Guess, Record},
    survey::{Line, Survey},
    words,
};
use crate::read::marking;

/// A header or footer is removed when it stands on so many pages (T009).
const PAGES: usize = 3;
/// No running header is longer than this.
const LONGEST: u32 = 120;

/// Takes the furniture out of the lines.
pub(super) fn clear(survey: &mut Survey<'_>, record: &mut Record) {
    marking_banners(survey, record);
    running_lines(survey, record);
    page_numbers(survey, record);
    continuation_marks(survey, record);
    mend(survey);
}

/// T079: banners at the edges of the text and of its pages leave the text; what they say is found apart.
fn marking_banners(survey: &mut Survey<'_>, record: &mut Record) {
    let start = survey.start;
    let banners: Vec<usize> = marking::banner_lines(survey.text, start)
        .into_iter()
        .filter(|(text, span)| marking::banner(text, *span).is_some())
        .filter_map(|(_, span)| survey.lines.binary_search_by_key(&(span.start as usize), |line| line.at).ok())
        .filter(|&at| !is_key(survey, at))
        .collect();
    for at in banners {
        drop_line(survey, record, at, "marking-banner", "marking");
    }
}

/// Whether the banner is the line of a preamble, `Classification: PUBLIC` among others, which front matter reads.
fn is_key(survey: &Survey<'_>, at: usize) -> bool {
    let keyed =
        |at: usize| survey.line(at).text.split_once(": ").is_some_and(|(key, _)| !key.contains(' ') || key.len() < 24);
    let beside = at.checked_sub(1).is_some_and(keyed) || keyed(at + 1);
    keyed(at) && beside
}

/// T009: the first and the last lines of each page; the same line, digits masked, on three pages is furniture.
fn running_lines(survey: &mut Survey<'_>, record: &mut Record) {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut below_title = None;
    for page in pages(survey) {
        let texts: Vec<usize> = page.filter(|&at| survey.lines.get(at).is_some_and(|line| !line.is_blank())).collect();
        let edges = [texts.first(), texts.last()];
        below_title = below_title.or_else(|| texts.get(1).copied());
        let mut seen = Vec::new();
        for at in edges.into_iter().flatten().copied() {
            let line = survey.line(at);
            let masked = masked(line.text);
            if line.width <= LONGEST && !seen.contains(&masked) {
                found.entry(masked.clone()).or_default().push(at);
                seen.push(masked);
            }
        }
    }
    // On the first page the header may stand below the title.
    if let Some(at) = below_title
        && let Some(places) = found.get_mut(&masked(survey.line(at).text)).filter(|places| places.len() >= PAGES - 1)
        && !places.contains(&at)
    {
        places.insert(0, at);
    }
    for (masked, places) in found {
        if places.len() >= PAGES {
            for at in places {
                drop_line(survey, record, at, "running-line", "dropped: stands on three pages or more");
            }
        } else if places.len() == 2 && masked.contains('#') || is_lone_header(survey, &places) {
            let first = places.first().copied().unwrap_or_default();
            record.ambiguous(Guess {
                span: survey.line(first).span(),
                rule: "running-line",
                reading: "kept".into(),
                message: match places.len() {
                    1 => "a line with the number of its page may be a header or footer; it is kept".into(),
                    _ => "a line stands on two pages and may be their header or footer; it is kept".into(),
                },
                hint: "delete it on each page if it is".into(),
            });
        }
    }
}

/// Whether the only line of its kind at the edge of a page tells the page's number.
fn is_lone_header(survey: &Survey<'_>, places: &[usize]) -> bool {
    matches!(places, [at] if tells_its_page(survey.line(*at).text))
}

fn pages(survey: &Survey<'_>) -> Vec<std::ops::Range<usize>> {
    let breaks: Vec<usize> = survey.lines.iter().enumerate().filter(|(_, line)| line.page).map(|(at, _)| at).collect();
    if breaks.is_empty() {
        return Vec::new();
    }
    let starts = [0].into_iter().chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([survey.lines.len()]);
    starts.zip(ends).map(|(from, to)| from..to).collect()
}

fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in words::squeezed(text).chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

fn drop_line(survey: &mut Survey<'_>, record: &mut Record, at: usize, rule: &'static str, reading: &'static str) {
    let line = survey.line(at);
    record.dropped(line.span(), rule, reading, line.text);
    survey.take(at..at + 1);
}

/// Lines that are page numbers and nothing else (`-2-`, `Page 3 of 9`), where they count up at least three times.
fn page_numbers(survey: &mut Survey<'_>, record: &mut Record) {
    let numbers: Vec<(usize, u32)> = survey
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank())
        .filter_map(|(at, line)| page_number(line.text).map(|number| (at, number)))
        .collect();
    let rising = numbers.windows(2).filter(|pair| matches!(pair, [(_, a), (_, b)] if b > a && b - a < 3)).count();
    if numbers.len() < PAGES || rising * 4 < (numbers.len() - 1) * 3 {
        for (at, _) in numbers {
            keep_number(survey, record, at);
        }
        return;
    }
    for (at, _) in numbers {
        drop_line(survey, record, at, "page-number", "dropped: number of a page");
    }
}

/// Of fewer numbers nobody can tell (T009): one that stands alone is kept as text, with a warning.
fn keep_number(survey: &Survey<'_>, record: &mut Record, at: usize) {
    let above = at.checked_sub(1).map(|above| survey.line(above));
    if above.is_some_and(|above| !above.is_blank()) || !survey.is_alone(at) {
        return;
    }
    let line = survey.line(at);
    record.ambiguous(Guess {
        span: line.span(),
        rule: "page-number",
        reading: "kept: too few pages to tell".into(),
        message: format!("`{}` may be the number of a page; it is kept", line.text),
        hint: "delete it if it is".into(),
    });
}

/// The number of the page that a whole line is.
pub(super) fn page_number(text: &str) -> Option<u32> {
    let may_begin = |byte: &u8| matches!(byte, b'-' | b'P' | b'p') || !byte.is_ascii();
    if text.len() > 20 || !text.as_bytes().first().is_some_and(may_begin) {
        return None;
    }
    let dashed = text.starts_with(['-', '–', '—']) && text.ends_with(['-', '–', '—']);
    if !dashed && !words::begins(text, "page ") {
        return None;
    }
    let lower = text.to_lowercase();
    let bare = match lower.strip_prefix("page ") {
        Some(rest) => rest.split(" of ").next().unwrap_or_default().trim(),
        None => text.trim_matches(['-', '–', '—', ' ']),
    };
    bare.parse().ok().filter(|number| *number != 30)
}

/// Whether a line says behind other words on which page it stands: `Defence Brief 12   Page 3 of 9`, `Lettre 12   3/9` (T009).
pub(super) fn tells_its_page(text: &str) -> bool {
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    if text.len() > LONGEST as usize * 4 || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words = text.split_whitespace().rev();
    let (last, before, third, fourth) = (words.next(), words.next(), words.next(), words.next());
    let is_page = |word: Option<&str>| word.is_some_and(|word| word.eq_ignore_ascii_case("page"));
    let of = matches!(before, Some("of" | "sur" | "de")) && third.is_some_and(number) && is_page(fourth);
    let parted = last.and_then(|last| last.split_once('/')).is_some_and(|(page, all)| number(page) && number(all));
    let spaced = || text.contains("   ");
    last.is_some_and(number) && (of || is_page(before) && third.is_some() && spaced())
        || parted && before.is_some() && (is_page(before) || spaced())
}

/// T040: marks that a text goes on are removed, with an info.
fn continuation_marks(survey: &mut Survey<'_>, record: &mut Record) {
    let mut marks = Vec::new();
    let mut fenced = false;
    for (at, line) in survey.lines.iter().enumerate() {
        // What stands between fences is code, to the letter.
        fenced ^= line.text.starts_with("```");
        if !fenced && press::is_continuation(line.text) && !line.is_blank() {
            marks.push(at);
        }
    }
    for at in marks {
        let line = survey.line(at);
        record.dropped_with_info(line.span(), "continuation-mark", "mark that the text goes on; removed", line.text);
        survey.take(at..at + 1);
    }
}

/// Puts together paragraphs that a page break or a removed line cuts, and parts those that it does not: what ends without a stop
/// goes on where the next line begins lower-case.
fn mend(survey: &mut Survey<'_>) {
    let cut = |line: &Line<'_>| line.taken || line.page;
    if !survey.lines.iter().any(cut) {
        return;
    }
    let mut mended: Vec<Line<'_>> = Vec::with_capacity(survey.lines.len());
    let mut gap: Vec<Line<'_>> = Vec::new();
    let mut last: Option<Line<'_>> = None;
    for &(mut line) in &survey.lines {
        if line.is_blank() {
            gap.push(line);
            continue;
        }
        let broken = line.page || gap.iter().any(cut);
        let goes_on = last.is_some_and(|last| {
            !words::ends_sentence(last.text) && !words::ends_in_colon(last.text) && words::starts_lower(line.text)
        });
        match (broken, goes_on) {
            (true, true) => {
                gap.clear();
                line.page = true;
            }
            (true, false) if gap.is_empty() => mended.push(Line::new("", line.at)),
            _ => mended.append(&mut gap),
        }
        mended.push(line);
        last = Some(line);
    }
    mended.append(&mut gap);
    survey.lines = mended;
}
