//! The keys of front matter: what reading, the manual and the JSON Schema know of them.

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in TOML and YAML.
    pub name: &'static str,
    /// What it takes.
    pub takes: KeyType,
    /// What it means, for the manual: one sentence.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum KeyType {
    /// Text of one line.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// True or false.
    Flag,
    /// An ISO day, or an instant with offset.
    Stamp,
    /// An instant with offset.
    Instant,
    /// An ISO day.
    Day,
    /// A BCP 47 language tag.
    Language,
    /// A slug.
    Slug,
    /// An address with scheme.
    Url,
    /// A DOI.
    Doi,
    /// An ORCID iD.
    Orcid,
    /// An Admiralty grade (`B2`).
    Grade,
    /// A list of texts.
    Texts,
    /// A list of ISO 3166-1 alpha-2 codes.
    Countries,
    /// A list of addresses on this site.
    Paths,
    /// A list of names, or of tables with these keys.
    Names(&'static [Key]),
    /// A name, or a table with these keys.
    NameOr(&'static [Key]),
    /// A list of tables with these keys.
    Tables(&'static [Key]),
    /// A list of tables with these keys, or of texts.
    TextsOrTables(&'static [Key]),
    /// A table of anything.
    Free,
}

const fn key(name: &'static str, takes: KeyType, about: &'static str) -> Key {
    Key { name, takes, about }
}

/// The kinds of text, by name.
const KINDS: &[&str] =
    &["briefing", "report", "commentary", "assessment", "statement", "advisory", "explainer", "transcript"];

/// All keys, in the manual's order.
pub const KEYS: &[Key] = &[
    key(
        "title",
        KeyType::Text,
        "The title. Without it, the first `#` heading of a Markdown text or the title block of a plain text gives it.",
    ),
    key("short_title", KeyType::Text, "A shorter form of the title, for lists and cards."),
    key(
        "standfirst",
        KeyType::Text,
        "One or two sentences under the title; also the description in feeds and search results.",
    ),
    key("kind", KeyType::Word(KINDS), "What kind of text it is."),
    key("language", KeyType::Language, "The language of the text as a BCP 47 tag, such as `en-GB` or `uk`."),
    key("slug", KeyType::Slug, "The last part of the address; without it, the file's name less a leading date."),
    key("template", KeyType::Text, "The template that renders it, where that is another than its kind's."),
    key("date", KeyType::Stamp, "The publication date. A date later than the build withholds the text until then."),
    key("cutoff", KeyType::Stamp, "The information cut-off: what became known later is not in the text."),
    key("embargo", KeyType::Instant, "The instant from which the text is public, with its offset from UTC."),
    key("draft", KeyType::Flag, "`true` withholds the text."),
    key("marking", KeyType::Text, "The protective marking or TLP label that the text carries."),
    key("marking_override", KeyType::Text, "The reason for publishing in spite of a marking that despatch refuses."),
    key("authors", KeyType::Names(AUTHOR), "Who wrote it: names, or tables."),
    key("topics", KeyType::Texts, "What it is about."),
    key("regions", KeyType::Texts, "The regions it concerns."),
    key("actors", KeyType::Texts, "The alliances, organisations and groups it concerns."),
    key("places", KeyType::Countries, "The countries it concerns, as ISO 3166-1 alpha-2 codes (`GB`, not `UK`)."),
    key("programme", KeyType::Text, "The programme of the publisher that it belongs to."),
    key("series", KeyType::Text, "The series it belongs to."),
    key("number", KeyType::Text, "Its number in the series, as written."),
    key("bluf", KeyType::Text, "The bottom line up front."),
    key("key_points", KeyType::Texts, "Key points or key judgements, in their order."),
    key("sources", KeyType::TextsOrTables(SOURCE), "What the text rests on: tables, or ready citations."),
    key("judgements", KeyType::Tables(JUDGEMENT), "Forecasts and assessments with likelihood and confidence."),
    key("history", KeyType::Tables(CHANGE), "What has changed since publication, oldest first."),
    key("attachments", KeyType::TextsOrTables(ATTACHMENT), "Files offered for download: tables, or the files alone."),
    key(
        "translation_of",
        KeyType::NameOr(TRANSLATION),
        "The text that it translates: its slug, source path or address.",
    ),
    key("supersedes", KeyType::Texts, "The texts that it replaces, by their slugs."),
    key("former_paths", KeyType::Paths, "Addresses at which it stood before; they lead here."),
    key("doi", KeyType::Doi, "Its DOI."),
    key("isbn", KeyType::Text, "Its ISBN."),
    key("licence", KeyType::Text, "The licence under which it may be used."),
    key("funding", KeyType::Text, "Who paid for it."),
    key(
        "dateline",
        KeyType::Text,
        "Where it was issued (`Brussels`), and the day where that is said (`Brussels, 2026-03-12`).",
    ),
    key("extra", KeyType::Free, "Anything, for templates."),
];

/// The keys of an author.
pub(super) const AUTHOR: &[Key] = &[
    key("name", KeyType::Text, "The name, as it is printed."),
    key("role", KeyType::Text, "What they are."),
    key("affiliation", KeyType::Text, "Where."),
    key("orcid", KeyType::Orcid, "Their ORCID iD."),
    key("url", KeyType::Url, "A page about them."),
];

/// The keys of a source.
pub(super) const SOURCE: &[Key] = &[
    key("id", KeyType::Text, "Its id, by which judgements name it."),
    key("title", KeyType::Text, "Its title."),
    key("url", KeyType::Url, "Its address."),
    key("author", KeyType::Text, "Who wrote it, as printed."),
    key("publisher", KeyType::Text, "Who published it."),
    key("date", KeyType::Text, "Its date: a day, a month or a year."),
    key("accessed", KeyType::Day, "The day on which it was seen at its address."),
    key("archived", KeyType::Url, "The address of an archived copy."),
    key("grade", KeyType::Grade, "Its Admiralty grade: reliability A to F, credibility 1 to 6."),
    key("text", KeyType::Text, "A ready citation, instead of its parts."),
];

/// The keys of a judgement.
pub(super) const JUDGEMENT: &[Key] = &[
    key("text", KeyType::Text, "What is judged."),
    key("likelihood", KeyType::Text, "A term of the scale, such as `highly likely`."),
    key(
        "scale",
        KeyType::Word(&["phia", "icd203_a", "icd203_b"]),
        "The yardstick of the term; without it, the one that has the term, PHIA first.",
    ),
    key("confidence", KeyType::Word(&["low", "moderate", "high"]), "How sure the judgement is."),
    key("basis", KeyType::Texts, "The ids of the sources it rests on."),
    key("resolves", KeyType::Stamp, "The day on which it can be told whether it was right."),
    key("outcome", KeyType::Text, "What became of it."),
];

/// The keys of a change.
pub(super) const CHANGE: &[Key] = &[
    key("on", KeyType::Day, "The day."),
    key(
        "kind",
        KeyType::Word(&["publication", "update", "correction", "concern", "retraction"]),
        "What kind of change.",
    ),
    key("note", KeyType::Text, "What was changed and why; a retraction must have one."),
    key("by", KeyType::Text, "Who made it."),
];

/// The keys of an attachment.
pub(super) const ATTACHMENT: &[Key] =
    &[key("file", KeyType::Text, "The file, relative to the text."), key("title", KeyType::Text, "What it is called.")];

/// The keys of a translation's original.
pub(super) const TRANSLATION: &[Key] = &[
    key("id", KeyType::Text, "The original: its slug, source path or address."),
    key(
        "version",
        KeyType::Text,
        "The version of it that was translated: 1 as published, one more for each later entry of its history; or the day of its text.",
    ),
];

/// Other names in a `Key: value` preamble, folded.
const ALIASES: &[(&str, &str)] = &[
    ("headline", "title"),
    ("subject", "title"),
    ("author", "authors"),
    ("by", "authors"),
    ("published", "date"),
    ("tags", "topics"),
    ("keywords", "topics"),
    ("classification", "marking"),
    ("short_headline", "short_title"),
    ("topic", "topics"),
    ("region", "regions"),
    ("place", "places"),
    ("actor", "actors"),
    ("license", "licence"),
    ("bottom_line", "bluf"),
    ("program", "programme"),
];

/// The key of ours that a line of a preamble means: in any case, spaces for underscores, or one of its other names.
pub(super) fn of_line(written: &str) -> Option<&'static Key> {
    let mut letters = [0; LONGEST_NAME];
    let folded = folded(written, &mut letters)?;
    let name = ALIASES.iter().find(|(alias, _)| *alias == folded).map_or(folded, |(_, name)| name);
    find(KEYS, name).filter(|key| !matches!(key.takes, KeyType::Tables(_) | KeyType::TextsOrTables(_) | KeyType::Free))
}

/// No name of a key is longer, in bytes.
const LONGEST_NAME: usize = 24;

/// Lower-case, spaces and hyphens as underscores, without what nobody sees; `None` where no name of a key looks so.
fn folded<'l>(written: &str, letters: &'l mut [u8; LONGEST_NAME]) -> Option<&'l str> {
    let mut length = 0;
    for c in written.trim().chars().filter(|c| !crate::read::bare::is_invisible(*c)) {
        let letter = if matches!(c, ' ' | '-' | '\u{a0}') { '_' } else { c.to_ascii_lowercase() };
        *letters.get_mut(length)? = u8::try_from(letter).ok().filter(u8::is_ascii)?;
        length += 1;
    }
    std::str::from_utf8(letters.get(..length)?).ok()
}

/// Whether a line `Key: …` of a preamble has a key that despatch knows.
pub(crate) fn is_known(written: &str) -> bool {
    of_line(written).is_some()
}

/// Whether a number needs no quotation marks behind the key: it is shown as written.
#[must_use]
pub fn may_be_number(name: &str) -> bool {
    matches!(name, "number" | "isbn" | "date" | "version")
}

/// The key of this name.
pub(super) fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

/// The name that a misspelt one was probably meant for.
pub(super) fn suggestion(names: impl Iterator<Item = &'static str>, written: &str) -> Option<&'static str> {
    let lower = written.to_lowercase().replace(['-', ' '], "_");
    if let Some((_, name)) = FOREIGN.iter().find(|(foreign, _)| *foreign == lower) {
        let mut names = names;
        return names.find(|known| known == name);
    }
    names
        .filter_map(|name| Some((distance(&lower, name, 1 + name.len() / 5)?, name)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters two words are apart, if not more than `most`. Words of other lengths, and those that are no words for their
/// length, are not compared: that takes the product of their lengths in time and memory.
pub(super) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    const LONGEST: usize = 100;
    let (a_letters, b_letters) = (a.chars().count(), b.chars().count());
    if a_letters.abs_diff(b_letters) > most || a_letters > LONGEST {
        return None;
    }
    Some(strsim::damerau_levenshtein(a, b)).filter(|distance| *distance <= most)
}

/// Keys of other generators and what they are here, for suggestions.
const FOREIGN: &[(&str, &str)] = &[
    ("tags", "topics"),
    ("categories", "topics"),
    ("keywords", "topics"),
    ("author", "authors"),
    ("aliases", "former_paths"),
    ("redirect_from", "former_paths"),
    ("lang", "language"),
    ("description", "standfirst"),
    ("summary", "standfirst"),
    ("subtitle", "standfirst"),
    ("excerpt", "standfirst"),
    ("layout", "template"),
    ("publishdate", "date"),
    ("type", "kind"),
    ("classification", "marking"),
    ("permalink", "slug"),
    ("url", "slug"),
    ("countries", "places"),
    ("license", "licence"),
    ("params", "extra"),
    ("published", "date"),
];
