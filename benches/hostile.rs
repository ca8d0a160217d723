//! Ten megabytes of what hurts readers, each against ten megabytes of prose: `cargo bench --bench hostile`, with words of names to
//! choose by. Both readers read every text. The claim is that none takes more than ten times as long as prose.
//!
//! With the option `--count` each is read in a small piece and in one four times as long and no time is taken; `.ci/run linear`
//! counts the instructions of it.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench says what it finds, and that it cannot begin")]
#![expect(clippy::disallowed_methods, reason = "the time that a thread has run stands in a file of Linux")]

use std::{
    hint::black_box,
    sync::LazyLock,
    time::{Duration, Instant},
};

mod common;

use common::dialect;
use despatch::{
    base::SitePath,
    read::{ReadOptions, SourceFile, read},
};
use pulldown_cmark::Parser;

/// The texts by name: what stands first, what is repeated, and what stands last.
const TEXTS: &[(&str, &str, &str, &str)] = &[
    ("prose", "", PROSE, ""),
    (
        "wrapped prose",
        "",
        "The prepared train arrives after 53 hours and the other one after\n98, of which 26 arise there.\n",
        "",
    ),
    ("one line of one letter", "", "a", ""),
    ("one line of words", "", "a ", ""),
    ("short lines", "", "a\n", ""),
    ("short lines, CRLF", "", "a\r\n", ""),
    ("short paragraphs", "", "a\n\n", ""),
    ("short paragraphs, CRLF", "", "a\r\n\r\n", ""),
    ("short paragraphs, CR", "", "a\r\r", ""),
    ("sentences", "", "It failed.\n\n", ""),
    ("capitals", "", "THREAT\n\n", ""),
    ("blank lines", "", "\n", ""),
    ("blank lines, CRLF", "", "\r\n", ""),
    ("spaces", "", " ", ""),
    ("no-break spaces", "", "a\u{a0}", ""),
    ("tabs", "", "\t", ""),
    ("soft hyphens", "", "a\u{ad}", ""),
    ("bidirectional signs", "", "a\u{202e}", ""),
    ("byte order marks", "\u{feff}", "\u{feff}", ""),
    ("control characters", "", "\u{1b}", ""),
    ("mojibake", "", "â€™ ", ""),
    ("headings", "", "Heading\n\na.\n\n", ""),
    ("headings with hashes", "", "# a\n", ""),
    ("underlined headings", "", "a\n===\n\n", ""),
    ("numbered headings", "", "1.1 Aims\n\na.\n\n", ""),
    ("known headings", "", "Summary\n\na.\n\n", ""),
    ("bullets", "", "• a\n", ""),
    ("hyphens", "", "- a\n", ""),
    ("stars", "", "*", ""),
    ("starred items", "", "* a\n", ""),
    ("nested items", "", "- ", ""),
    ("deep items", "", "- a\n  - b\n    - c\n      - d\n", ""),
    ("numbers", "", "1. a\n", ""),
    ("numbered paragraphs", "", "1. It failed.\n\n", ""),
    ("letters", "", "(a) a\n", ""),
    ("digits", "", "1", ""),
    ("numbers in a line", "", "1 ", ""),
    ("dashes", "", "-", ""),
    ("rules", "", "---\n", ""),
    ("rules between blank lines", "", "---\n\n", ""),
    ("underscores", "", "_a ", ""),
    ("emphasis", "", "*a **a ", ""),
    ("tildes", "", "a~b", ""),
    ("carets", "", "x^2^", ""),
    ("backslashes", "", "\\~", ""),
    ("ticks", "", "`a``", ""),
    ("dollars", "", "$a ", ""),
    ("dollars in pairs", "", "$a$ ", ""),
    ("entities", "", "&amp;http://a.b ", ""),
    ("ampersands", "", "&", ""),
    ("colons", "", "a: b\n", ""),
    ("colons in a line", "", "a:", ""),
    ("keys", "", "title: b\n", ""),
    ("definitions", "", "a\n: b\n\n", ""),
    ("speakers", "", "MR PRICE: a\n\n", ""),
    ("questions", "", "Q: a\nA: b\n", ""),
    ("quotes", "", "> ", ""),
    ("quoted lines", "", "> a\n", ""),
    ("quoted paragraphs", "", "> a\n\n", ""),
    ("straight quotes", "", "\"a\" ", ""),
    ("quotation marks", "", "“a” ", ""),
    ("quotations", "", "“a”\n— b\n\n", ""),
    ("apostrophes", "", "a'", ""),
    ("indented lines", "", "    a\n", ""),
    ("indented blocks", "", "    a\n\nb\n\n", ""),
    ("cells", "", "a\tb\n", ""),
    ("columns", "", "a     b     c\n", ""),
    ("pipes", "", "|a|b|\n", ""),
    ("tables", "", "|a|b|\n|-|-|\n|1|2|\n\n", ""),
    ("one table", "|a|b|\n|-|-|\n", "|1|2|\n", ""),
    ("form feeds", "", "\u{c}", ""),
    ("pages", "", "a\n\u{c}", ""),
    ("page numbers", "", "Brief   Page 3 of 9\n\u{c}a\n", ""),
    ("brackets", "", "[", ""),
    ("links", "", "[a](b) ", ""),
    ("broken links", "", "[a](", ""),
    ("references", "", "[a]: b\n", ""),
    ("pictures", "", "![a](b)\n\n", ""),
    ("notes", "", "a[1]\n", ""),
    ("entries", "", "[1] a\n\n", ""),
    ("footnote marks", "", "[^a]", ""),
    ("footnotes", "", "[^a]: b\n\n", ""),
    ("raised digits", "", "a¹", ""),
    ("addresses", "", "http://a.b/;", ""),
    ("addresses with a path", "", "https://a.b/c?d=e ", ""),
    ("addresses in angles", "", "<http://a", ""),
    ("mails", "", "a@b", ""),
    ("mails in a line", "", "a@b.org ", ""),
    ("defanged", "", "hxxps://a[.]b ", ""),
    ("html", "", "<a b=\"c\">", ""),
    ("html blocks", "", "<div>\n\n", ""),
    ("comments", "", "<!-- ", ""),
    ("angles", "", "<", ""),
    ("acronyms", "", "A B (AB) ", ""),
    ("dates", "", "12 March 2026 ", ""),
    ("dates in lines", "", "12 March 2026\n\n", ""),
    ("numeric dates", "", "03/04/2026\n", ""),
    ("datelines", "", "BRUSSELS, 12 March — a\n\n", ""),
    ("embargoes", "", "EMBARGOED UNTIL 00:01 GMT 12 March 2026\n", ""),
    ("markings", "", "SECRET\n\n", ""),
    ("portion marks", "", "1. (U) a.\n\n", ""),
    ("end marks", "", "ENDS\n", ""),
    ("corrections", "", "Correction (14 March 2026): a\n\n", ""),
    ("contacts", "", "Media contact: a\n\n", ""),
    ("copyright", "", "© a\n\n", ""),
    ("bottom lines", "", "BLUF: a\n\n", ""),
    ("source lines", "", "Source: a\n\n", ""),
    ("signatures", "", "-- \n", ""),
    ("replies", "", "On 12 March 2026, A wrote:\n", ""),
    ("mail headers", "", "From: a\nSubject: b\n", ""),
    ("figures", "", "[MAP 1: a]\n\n", ""),
    ("fences", "", "```\n", ""),
    ("messages", "", "MSGID/A//\n", ""),
    ("braces", "", "rule a {\n", ""),
    ("broken words", "", "inter-\n", ""),
    ("front matter that never closes", "---\n", "title: a\n", ""),
    ("front matter of comments", "+++\n", "# a\n", "+++\nText.\n"),
    ("front matter of topics", "+++\ntopics = [", "\"a\",", "]\n+++\nText.\n"),
    ("front matter of YAML", "---\ntopics:\n", "- a\n", "---\nText.\n"),
    ("emoji", "", "😀", ""),
    ("other scripts", "", "Україна ", ""),
];

const PROSE: &str =
    "The prepared train arrives after 53 hours and the other one after 98, of which 26 arise there.\n\n";

/// What is not UTF-8: a name, what stands first, and what is repeated.
const BYTES: &[(&str, &[u8], &[u8])] = &[
    ("UTF-16", b"\xff\xfe", b"a\0\n\0\n\0"),
    ("Windows-1252", b"", b"\x93Kyiv\x94 \x96 \x80 5bn\n\n"),
    ("bytes of no encoding", b"", b"\x81"),
];

/// Texts in which no piece is as another: `@` stands for four capitals, another four each time, and `%` for words that begin with them.
const VARIED: &[(&str, &str, &str, &str)] = &[
    ("acronyms, each another", "", "%(@) ", ""),
    ("short paragraphs, each another", "", "@\n\n", ""),
    ("headings, each another", "", "## @\n\na.\n\n", ""),
    ("notes, each another", "", "a[^@]\n\n[^@]: b\n\n", ""),
    ("notes of plain text, each another", "", "a[@]\n[@] b\n\n", ""),
    ("references, each another", "", "[@]: b\n[@]\n\n", ""),
    ("speakers, each another", "", "MR @: a\n\n", ""),
    ("keys, each another", "", "@: a\n", ""),
    ("keys of front matter, each another", "---\n", "@: a\n", "---\nText.\n"),
    ("keys of TOML, each another", "+++\n[extra]\n", "@ = 1\n", "+++\nText.\n"),
    ("topics, each another", "+++\ntopics = [", "\"@\",", "]\n+++\nText.\n"),
    ("running lines, each another", "", "@ Page 1\n\u{c}a\n", ""),
    ("addresses, each another", "", "https://@.org ", ""),
    ("broken words, each another", "", "@-\n@\n", ""),
    ("tags, each another", "", "<@>", ""),
];

/// How often each text is read; the fastest time counts.
const TIMES: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (options, names): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| word.starts_with("--"));
    let asked = |option: &str| options.iter().any(|known| *known == option);
    let wanted = |name: &str| names.is_empty() || names.iter().any(|word| name.contains(word.as_str()));
    let options_of_reading = common::options();
    if asked("--count") {
        return count(&wanted, &options_of_reading);
    }
    // `cargo test` runs benches too, and does not ask for times.
    compare(if asked("--bench") { 10_000_000 } else { 1_000 }, &wanted, &options_of_reading);
}

/// The texts of about `size` bytes whose names are `wanted`.
fn texts(size: usize, wanted: &dyn Fn(&str) -> bool) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let built = move |head: &[u8], piece: &[u8], tail: &[u8]| {
        let times = size.saturating_sub(head.len() + tail.len()) / piece.len();
        [head, &piece.repeat(times), tail].concat()
    };
    let utf_8 = TEXTS
        .iter()
        .filter(|(name, ..)| wanted(name))
        .map(move |(name, head, piece, tail)| (*name, built(head.as_bytes(), piece.as_bytes(), tail.as_bytes())));
    let others =
        BYTES.iter().filter(|(name, ..)| wanted(name)).map(move |(name, head, piece)| (*name, built(head, piece, b"")));
    let varied = VARIED.iter().filter(|(name, ..)| wanted(name)).map(move |(name, head, piece, tail)| {
        let mut text = String::from(*head);
        let mut number = 0;
        while text.len() + tail.len() < size {
            let letters = letters(number);
            text.push_str(&piece.replace('@', &letters).replace('%', &words_of(&letters)));
            number += 1;
        }
        (*name, (text + tail).into_bytes())
    });
    let all: String = TEXTS.iter().map(|(_, _, piece, _)| format!("{piece}\n\n")).collect();
    let all = Some("all in turn").filter(|name| wanted(name)).map(|name| (name, built(b"", all.as_bytes(), b"")));
    utf_8.chain(others).chain(varied).chain(all)
}

/// Four capitals that stand for a number; those of neighbours differ at their beginning.
fn letters(number: usize) -> String {
    (0..4u32).map(|place| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number / 26_usize.pow(place) % 26])).collect()
}

/// Words that begin with the letters.
fn words_of(letters: &str) -> String {
    letters.chars().map(|letter| format!("{letter}a ")).collect()
}

const READERS: [(&str, &str); 2] = [("plain", "content/briefings/x.txt"), ("Markdown", "content/briefings/x.md")];

fn compare(size: usize, wanted: &dyn Fn(&str) -> bool, options: &ReadOptions) {
    let mut prose = [Duration::ZERO; 2];
    let mut worst = [(0.0, ""); 2];
    println!(
        "{:<34}{:>22}{:>22}{:>22}",
        format!("{size} bytes of"),
        "as plain text",
        "as Markdown",
        "the parser alone"
    );
    for (name, bytes) in texts(size, &|name| name == "prose" || wanted(name)) {
        let taken = READERS.map(|(_, path)| fastest(|| measured(path, &bytes, options)));
        if name == "prose" {
            prose = taken;
        }
        let parser = String::from_utf8(bytes).ok().map(|text| fastest(|| parsed(&text)));
        let ratios = [0, 1].map(|reader| taken[reader].as_secs_f64() / prose[reader].as_secs_f64());
        for (worst, ratio) in worst.iter_mut().zip(ratios) {
            if ratio > worst.0 {
                *worst = (ratio, name);
            }
        }
        let cells = taken.iter().zip(ratios).map(|(taken, ratio)| cell(*taken, ratio)).collect::<String>();
        let parser = parser.map_or_else(String::new, |taken| cell(taken, taken.as_secs_f64() / prose[1].as_secs_f64()));
        println!("{name:<34}{cells}{parser}");
    }
    for ((reader, _), (ratio, name)) in READERS.iter().zip(worst) {
        println!("as {reader}, the slowest takes {ratio:.1} times as long as prose: {name}");
    }
}

fn cell(taken: Duration, ratio: f64) -> String {
    format!("{:>11.3} s {ratio:>6.1} x ", taken.as_secs_f64())
}

fn fastest(run: impl Fn()) -> Duration {
    let once = || {
        let began = spent();
        run();
        spent().saturating_sub(began)
    };
    (0..TIMES).map(|_| once()).min().unwrap_or_default()
}

/// How long this thread has run. Linux knows how long it had a processor, so that other programs change nothing; elsewhere it is
/// the clock.
fn spent() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let kept = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = kept.and_then(|kept| kept.split(' ').next()?.parse().ok());
    run.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

/// Reads each text in a small piece and in one four times as long. What was read is said as `reader: name`, one line for both.
fn count(wanted: &dyn Fn(&str) -> bool, options: &ReadOptions) {
    const SMALL: usize = 6_000;
    for ((name, small), (_, large)) in texts(SMALL, wanted).zip(texts(4 * SMALL, wanted)) {
        for (reader, path) in READERS {
            println!("{reader}: {name}");
            measured(path, &small, options);
            measured(path, &large, options);
        }
    }
}

/// One reading, and the forgetting of it. Counters look for it by its name.
#[inline(never)]
fn measured(path: &str, bytes: &[u8], options: &ReadOptions) {
    let path = SitePath::new(path).expect("a path");
    drop(black_box(read(SourceFile { path: &path, bytes: black_box(bytes), sidecar: None }, options)));
}

/// The parser of Markdown alone, with what our own dialect asks of it.
fn parsed(text: &str) {
    black_box(Parser::new_ext(black_box(text), dialect()).into_offset_iter().count());
}
