//! Every kind of thing that despatch can say about an author's files, with its severity and its page in the manual.

use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said, and nothing more: a probable reading, a decoded file.
    Info,
    /// Something a careful editor would mend; fails the build with `--strict`.
    Warning,
    /// The build's new output is not written, or the briefing is withheld.
    Error,
}

impl Severity {
    /// Its name in messages and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal $about:literal;)*) => {
        /// The closed list of diagnostics. Names are permanent: they stand in JSON, in the manual's addresses and in users' scripts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $(#[doc = $about] $variant,)* }

        impl Code {
            /// All codes, in the manual's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The permanent name, `snake_case`.
            #[must_use]
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// How much it weighs.
            #[must_use]
            pub fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)* } }

            /// What it means and what to do, for the manual: one or two sentences.
            #[must_use]
            pub fn about(self) -> &'static str { match self { $(Self::$variant => $about,)* } }
        }
    };
}

codes! {
    // Bytes
    BadBytes Error "bad_bytes" "The file is neither UTF-8, UTF-16 with a byte order mark, nor Windows-1252. The message names the offset of the first byte that fits none of them.";
    ControlCharacter Error "control_character" "The text holds a control character, such as NUL or an escape sequence, that no reader should see. Delete it.";
    BidiControl Error "bidi_control" "The text holds a bidirectional control character, which can make a text read differently from what it says. Allowed only in right-to-left languages.";
    DecodedAs Info "decoded_as" "The file was not UTF-8 and was decoded from the named encoding.";
    Mojibake Warning "mojibake" "The text looks as if it had been decoded wrongly once before. It is kept as it is; the hint says what was probably meant.";
    InvisibleCharacter Info "invisible_character" "The text holds soft hyphens or zero-width spaces. They are left out of addresses and of the search index.";
    // Front matter
    UnclosedFrontMatter Error "unclosed_front_matter" "The file opens with `+++` or `---` and no such line closes it.";
    BadFrontMatter Error "bad_front_matter" "The front matter is not valid TOML or YAML.";
    UnknownKey Error "unknown_key" "The key is not one that despatch knows. `[content] unknown_keys` in site.toml says what to do with foreign keys; `[extra]` is free for templates.";
    ForeignKey Warning "foreign_key" "The key is not one that despatch knows; it was kept in `extra`, as site.toml or a `Key: value` preamble allows.";
    WrongType Error "wrong_type" "The value is of another type than its key takes.";
    BadValue Error "bad_value" "The value is not among those that its key takes.";
    BadDate Error "bad_date" "The value is not an ISO day or an instant with offset.";
    AmbiguousDate Error "ambiguous_date" "A numeric date such as 03/04/2026 can be read two ways. Write it as 2026-04-03, or set `date_order` in site.toml.";
    BadSlug Error "bad_slug" "A slug is lower-case ASCII letters, digits and single hyphens, and must not be empty.";
    BadLanguage Error "bad_language" "The value is not a BCP 47 language tag, such as `en-GB`.";
    BadCountry Error "bad_country" "The value is not an ISO 3166-1 alpha-2 country code, such as `GB`.";
    BadDoi Error "bad_doi" "The value is not a DOI, such as `10.1234/abcd`.";
    BadOrcid Error "bad_orcid" "The value is not an ORCID iD, or its check digit is wrong.";
    BadUrl Error "bad_url" "The address cannot be used: it has no scheme that may stand in a page (`https`, `http`, `mailto`, `tel`), or is malformed.";
    DuplicateKey Error "duplicate_key" "The same thing was given twice.";
    DuplicateId Error "duplicate_id" "Two things on one page carry the same id.";
    RetractionWithoutReason Error "retraction_without_reason" "A retraction says why: give the history entry a `note`.";
    // Text
    NoTitle Error "no_title" "The briefing has no title. Titles are never taken from the file's name.";
    NoDate Warning "no_date" "The briefing gives no date. It is published undated, listed after the dated ones and left out of feeds.";
    NoAuthor Info "no_author" "The briefing names no author; the publisher stands as the corporate author.";
    NoSource Info "no_source" "The briefing names no source.";
    EmptyBody Error "empty_body" "The briefing has no text.";
    CapitalsTitle Warning "capitals_title" "The title is in capitals. It is kept as it is, because acronyms make recasing unsafe; recase it in the front matter.";
    AmbiguousReading Warning "ambiguous_reading" "The text can be read two ways. The less structured reading was taken; the hint is the mark-up that settles it.";
    ProbableReading Info "probable_reading" "A reading that is probable, not certain.";
    UnmatchedNote Error "unmatched_note" "A note mark without a note, or a note without a mark.";
    GluedNote Warning "glued_note" "A number glued to a word may be a note mark that lost its brackets or superscript. It is left as text.";
    Ibid Warning "ibid" "`Ibid.` and `op. cit.` break when notes move. Name the source.";
    UnattachedFigure Error "unattached_figure" "A figure is announced, but no image stands there.";
    MissingAlt Error "missing_alt" "A figure needs alternative text, or a declared reason why it is decorative.";
    MissingFile Error "missing_file" "The file that the text refers to is not there.";
    BadImage Error "bad_image" "The file is not an image that despatch can read. An SVG is well-formed XML; the message names the place where it is not.";
    SanitisedSvg Warning "sanitised_svg" "Something was taken out of an SVG file before it is published: a script, an event handler, foreign content, an address of another host, an entity, a processing instruction. The file of the site stays as it is. Comments and the private data of drawing programs go without a word.";
    DeadLink Error "dead_link" "The link leads to a briefing, page or file that is not there.";
    DeadAnchor Error "dead_anchor" "The page is there, the anchor is not.";
    LinkNotPublic Error "link_not_public" "The link leads to something that is not public.";
    BrokenUrl Warning "broken_url" "An address is broken over two lines; only its first part was linked. Put it in angle brackets.";
    MalformedTlp Error "malformed_tlp" "The Traffic Light Protocol label is not written as FIRST defines it.";
    ObsoleteTlp Warning "obsolete_tlp" "TLP:WHITE is obsolete since TLP 2.0; write TLP:CLEAR.";
    MixedScales Error "mixed_scales" "The two rows of ICD 203 are mixed in one briefing.";
    UnknownTerm Error "unknown_term" "The likelihood term is not one of its scale.";
    UsSpelling Info "us_spelling" "A US spelling in a text that declares British English.";
    UndefinedAcronym Warning "undefined_acronym" "An acronym is never expanded.";
    VagueAttribution Warning "vague_attribution" "An attribution that names nobody, such as `experts say`.";
    NameVariant Warning "name_variant" "An actor or author goes by another name than the one that site.toml gives. Two names make two pages.";
    ConfidenceWithLikelihood Warning "confidence_with_likelihood" "Likelihood and confidence share a sentence. They are two judgements: how likely a thing is, and how sure one is of that.";
    UncitedClaim Info "uncited_claim" "A share or a sum stands without a note or a link, in a text that gives its sources elsewhere.";
    SanitisedHtml Warning "sanitised_html" "Author HTML was changed by the sanitiser. `[markup] html = \"trusted\"` passes it as it is.";
    ForeignMarkup Warning "foreign_markup" "A shortcode of Hugo, a tag of Jekyll or a wiki link stands in a Markdown text. despatch does not know it, and publishes it as it stands; the hint says what to write in its place.";
    PreformattedMessage Warning "preformatted_message" "Formatted message traffic is shown as it is and not interpreted.";
    SyndicatedText Warning "syndicated_text" "The text carries an agency's dateline; check its licence.";
    NoteKept Info "note_kept" "A reading that is recorded, such as a status note or a removed mark.";
    // Release and marking
    RefusedMarking Error "refused_marking" "The text carries a marking that may not go on the web. Only `marking_override`, a reason in the file's own front matter, publishes it all the same.";
    MarkingOverride Warning "marking_override" "A refused marking was overridden by a reason in the file's front matter.";
    MarkingNoted Info "marking_noted" "The text carries a marking that allows publication.";
    BadEmbargo Error "bad_embargo" "The embargo is not an instant with an offset, or its weekday does not match its date. The briefing is held.";
    SeasonZone Warning "season_zone" "The embargo names a zone that its country does not keep on that day.";
    FutureDate Info "future_date" "The date or the embargo of the briefing is later than the build's instant; it is withheld until then. The message says until when.";
    PublicFile Warning "public_file" "A withheld text names a file below `static/`, and no public text does. Static files are always public: put the file beside the text, and it goes with it.";
    PublicSource Error "public_source" "A file that would be published holds the source of a withheld text: a copy of it, or a link to it.";
    TrackedEmbargo Warning "tracked_embargo" "An embargoed or marked source is tracked by git: if the repository is public, it is already published.";
    // Site
    BadConfig Error "bad_config" "site.toml is not valid.";
    UnknownSetting Error "unknown_setting" "The setting is not one that despatch knows.";
    Collision Error "collision" "Two outputs want one path. Neither overwrites the other.";
    EmptySlug Error "empty_slug" "A name reduces to nothing, or to the same slug as another name.";
    NoBriefings Warning "no_briefings" "The site has no public briefing.";
    UnreadableFile Error "unreadable_file" "The file or folder cannot be read.";
    ForeignName Error "foreign_name" "The file's name is not UTF-8 and cannot be part of an address.";
    EscapingLink Error "escaping_link" "A symbolic link leads out of the site, or into a loop.";
    FolderAsFile Error "folder_as_file" "A folder has the name of a text.";
    OrphanFile Warning "orphan_file" "A file in the content folder belongs to no briefing and is not published.";
    TemplateError Error "template_error" "A template cannot be loaded or rendered.";
    BadStatic Error "bad_static" "A static file cannot be used.";
    ForeignOutput Warning "foreign_output" "A file in the output folder was not written by despatch; it is left alone.";
    VanishedAddress Warning "vanished_address" "A published address has vanished without a redirect or a retraction.";
    UnrecordedChange Warning "unrecorded_change" "A text changed after publication without a history entry.";
    StaleTranslation Warning "stale_translation" "A translation is older than its original.";
    UnknownReference Error "unknown_reference" "An id names no briefing or source that is there.";
    BadLock Error "bad_lock" "despatch.lock cannot be read.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_snake_case() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn the_serde_name_is_the_name() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).ok(), Some(serde_json::Value::from(code.name())));
        }
    }
}
