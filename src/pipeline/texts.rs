//! The texts of a site: each read once, or its card taken from the ledger when its bytes are still the same.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use super::{Request, author_html::author_html, shelves::Shelves};
use crate::{
    base::{Code, Digest, Failure, FileEntry, Finding, LineIndex, SitePath, Sources, Table},
    config::HtmlPolicy,
    model::{Briefing, Card, CardSource, SharedTexts, Shelf},
    plan::{FileFacts, FileRecord},
    read::{self, ReadOptions, SourceFile},
};

/// How many bytes of texts are kept parsed until their pages are rendered; those beyond are read again. Keeps memory flat.
const KEPT_BYTES: usize = 40 << 20;
/// None are kept where all texts have more than this many bytes: hardly any would be spared the second reading then, for the
/// memory of tens of thousands of cards.
const MOST_BYTES: u64 = 4 * KEPT_BYTES as u64;

/// All texts as their cards.
pub(super) struct Texts {
    /// One card a text, by path.
    pub(super) cards: Vec<Arc<Card>>,
    /// Stamps and digests of the texts and their sidecars.
    pub(super) records: Table<SitePath, FileRecord>,
    /// Texts that were parsed and may be rendered without reading them again.
    pub(super) kept: KeptTexts,
    /// How many had their bytes read.
    pub(super) read: usize,
    /// How many were parsed.
    pub(super) parsed: usize,
}

/// Texts as parsed, each with the digest of its bytes, until they are taken.
pub(super) type KeptTexts = BTreeMap<SitePath, Mutex<Option<(Box<Briefing>, Digest)>>>;

/// One text after reading.
pub(super) struct ReadText {
    pub(super) card: Arc<Card>,
    pub(super) records: Vec<(SitePath, FileRecord)>,
    /// Boxed: most texts of most builds are not parsed, and room for a whole briefing each would be moved about for nothing.
    pub(super) briefing: Option<Box<Briefing>>,
    pub(super) read: bool,
    pub(super) parsed: bool,
}

/// Reads all texts, or takes their cards from the last build.
pub(super) fn read_all(
    shelves: &Shelves,
    options: &ReadOptions,
    reading: Digest,
    request: Request<'_>,
    sources: &dyn Sources,
) -> Result<Texts, Failure> {
    let bytes: u64 = shelves.texts.iter().map(|(file, _)| file.stamp.size).sum();
    let room = if request.render && bytes <= MOST_BYTES { KEPT_BYTES } else { 0 };
    let common = Common::of(room);
    let last = request.last().filter(|ledger| ledger.reading == reading);
    request.progress.expect(shelves.texts.len());
    let one = |(file, shelf): &(FileEntry, Shelf)| {
        let sidecar = shelves.sidecars.get(&file.path);
        let text = Text { file, sidecar, shelf: *shelf };
        let read = read_one(&text, options, last, request, &common, sources);
        request.progress.step();
        read
    };
    let read: Vec<ReadText> = shelves.texts.par_iter().map(one).collect::<Result<_, _>>()?;
    let mut texts = Texts { cards: Vec::new(), records: Table::default(), kept: BTreeMap::new(), read: 0, parsed: 0 };
    let mut records = Vec::new();
    for text in read {
        records.extend(text.records);
        texts.parsed += usize::from(text.parsed);
        texts.read += usize::from(text.read);
        if let Some(briefing) = text.briefing {
            texts.kept.insert(text.card.source.clone(), Mutex::new(Some((briefing, text.card.digest))));
        }
        texts.cards.push(text.card);
    }
    texts.records = records.into_iter().collect();
    Ok(texts)
}

/// A text's files.
pub(super) struct Text<'a> {
    pub(super) file: &'a FileEntry,
    pub(super) sidecar: Option<&'a FileEntry>,
    pub(super) shelf: Shelf,
}

type Last<'a> = Option<&'a crate::plan::Ledger>;

/// What the texts of a site have in common while they are read.
pub(super) struct Common {
    /// How many bytes of them may be kept parsed.
    room: usize,
    /// How many are.
    kept_bytes: AtomicUsize,
    /// What their cards share.
    shared: Mutex<SharedTexts>,
}

impl Common {
    /// For texts of which this many bytes may be kept parsed.
    pub(super) fn of(room: usize) -> Self {
        Self { room, kept_bytes: AtomicUsize::new(0), shared: Mutex::default() }
    }
}

/// Reads one text, or takes its card from the last build. It is kept parsed as long as not too many are.
pub(super) fn read_one(
    text: &Text<'_>,
    options: &ReadOptions,
    last: Last<'_>,
    request: Request<'_>,
    common: &Common,
    sources: &dyn Sources,
) -> Result<ReadText, Failure> {
    if let Some(unchanged) = unchanged(text, last) {
        return Ok(unchanged);
    }
    let html = request.site.markup.html;
    let bytes = match sources.bytes(&text.file.path) {
        Ok(bytes) => bytes,
        Err(failure) => return Ok(unreadable(text, options, html, &failure)),
    };
    let sidecar = text.sidecar.map(|file| sources.bytes(&file.path)).transpose()?;
    let records = records(text, &bytes, sidecar.as_deref());
    let digest = digest(&records);
    let known = last.and_then(|ledger| ledger.cards.get(&text.file.path)).filter(|card| card.digest == digest);
    if let Some(card) = known {
        return Ok(ReadText { card: Arc::clone(card), records, briefing: None, read: true, parsed: false });
    }
    let source = SourceFile { path: &text.file.path, bytes: &bytes, sidecar: sidecar.as_deref() };
    let (mut card, briefing) = parse(source, text.sidecar.map(|file| &file.path), text.shelf, digest, (options, html));
    if let Ok(mut shared) = common.shared.lock() {
        card.face.share(&mut shared);
    }
    let has_room = common.kept_bytes.fetch_add(bytes.len(), Ordering::Relaxed) < common.room;
    Ok(ReadText {
        card: Arc::new(card),
        records,
        briefing: has_room.then(|| Box::new(briefing)),
        read: true,
        parsed: true,
    })
}

/// The last build's card, where no stamp has changed.
fn unchanged(text: &Text<'_>, last: Last<'_>) -> Option<ReadText> {
    let last = last?;
    let card = last.cards.get(&text.file.path)?;
    let same = |file: &FileEntry| {
        let record = last.files.get(&file.path).filter(|record| file.stamp.same_as(&record.stamp))?;
        Some((file.path.clone(), FileRecord { stamp: file.stamp, ..*record }))
    };
    let records: Vec<_> = std::iter::once(text.file).chain(text.sidecar).map(same).collect::<Option<_>>()?;
    (digest(&records) == card.digest).then(|| ReadText {
        card: Arc::clone(card),
        records,
        briefing: None,
        read: false,
        parsed: false,
    })
}

fn records(text: &Text<'_>, bytes: &[u8], sidecar: Option<&[u8]>) -> Vec<(SitePath, FileRecord)> {
    let files = std::iter::once(text.file).chain(text.sidecar);
    let bytes = std::iter::once(bytes).chain(sidecar);
    let record = |(file, bytes): (&FileEntry, &[u8])| {
        (file.path.clone(), FileRecord { stamp: file.stamp, digest: Digest::of(bytes), facts: FileFacts::default() })
    };
    files.zip(bytes).map(record).collect()
}

fn digest(records: &[(SitePath, FileRecord)]) -> Digest {
    Digest::of_all(records.iter().map(|(_, record)| record.digest))
}

/// Digest of a text's bytes with its sidecar's, as its card has it.
pub(super) fn digest_of(bytes: &[u8], sidecar: Option<&[u8]>) -> Digest {
    Digest::of_all(std::iter::once(bytes).chain(sidecar).map(Digest::of))
}

/// Reads one text and places what was noticed.
fn parse(
    source: SourceFile<'_>,
    sidecar: Option<&SitePath>,
    shelf: Shelf,
    digest: Digest,
    (options, html): (&ReadOptions, HtmlPolicy),
) -> (Card, Briefing) {
    let noted = read::read(source, options);
    let reading = noted.value;
    let lines = LineIndex::new(&reading.text);
    let removed = author_html(&reading.briefing, &reading.text, html);
    let notes =
        noted.notes.into_iter().chain(removed).filter(|note| shelf == Shelf::Briefings || concerns_pages(note.code));
    let mut findings: Vec<Finding> = notes.map(|note| note.locate(source.path, &reading.text, &lines)).collect();
    if let (Some(path), Some(bytes)) = (sidecar, source.sidecar) {
        let text = String::from_utf8_lossy(bytes);
        let lines = LineIndex::new(&text);
        findings.extend(reading.sidecar_notes.into_iter().map(|note| note.locate(path, &text, &lines)));
    }
    let card = CardSource {
        path: source.path.clone(),
        digest,
        shelf,
        language_suffix: read::language_in_name(source.path),
        text: &reading.text,
        lines: &lines,
        html_links: html != HtmlPolicy::Escape,
        findings,
    };
    (Card::of(&reading.briefing, card), reading.briefing)
}

/// What is said of briefings alone: a stand-alone page needs no date, author or source.
fn concerns_pages(code: Code) -> bool {
    !matches!(code, Code::NoDate | Code::NoAuthor | Code::NoSource)
}

fn unreadable(text: &Text<'_>, options: &ReadOptions, html: HtmlPolicy, failure: &Failure) -> ReadText {
    let path = &text.file.path;
    let source = SourceFile { path, bytes: b"", sidecar: None };
    let (mut card, _) = parse(source, None, text.shelf, Digest::default(), (options, html));
    card.findings = [Finding::of_file(Code::UnreadableFile, path.as_str(), failure.to_string())].into();
    card.claims.draft = true;
    ReadText { card: Arc::new(card), records: Vec::new(), briefing: None, read: false, parsed: false }
}
