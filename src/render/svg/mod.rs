//! Drawings as they are published: an SVG keeps what draws and loses what acts, asks or leads elsewhere.
//!
//! What is written is written anew from the parsed file, by a list of what may stand: nothing passes because nobody thought of it.
//! Scripts, event handlers, foreign content, stylesheets and references of elsewhere, processing instructions and entities are
//! taken out and said. Comments, a bare document type and the private data of drawing programs go without a word: nothing of
//! the picture is lost with them.

mod css;
mod names;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeSet};

use quick_xml::{
    Error, NsReader, XmlVersion,
    escape::EscapeError,
    events::{BytesStart, Event, attributes::Attribute},
    name::{Namespace, ResolveResult},
};

use self::names::{ANIMATIONS, ATTRIBUTES, ELEMENTS, SILENT, WORDS};
use crate::base::{Code, Diagnostic, Noted, Span};

const SVG: Namespace<'_> = Namespace("http://www.w3.org/2000/svg");
const XLINK: Namespace<'_> = Namespace("http://www.w3.org/1999/xlink");
const XML: Namespace<'_> = Namespace("http://www.w3.org/XML/1998/namespace");
const XHTML: Namespace<'_> = Namespace("http://www.w3.org/1999/xhtml");

/// A drawing as it may be published, with a warning for each kind of thing that was taken out, at the first place where it stood.
///
/// # Errors
/// When the text is no well-formed XML, or no drawing: then what is wrong, at its place.
pub fn sanitise(text: &str) -> Result<Noted<String>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut cleaner =
        Cleaner { text, out: String::with_capacity(text.len()), notes: Vec::new(), known: BTreeSet::new() };
    if let Some(at) = text.find(|c: char| !is_legal(c)) {
        return Err(cleaner.broken(at, "a control character stands in the file"));
    }
    cleaner.document()?;
    Ok(Noted { value: cleaner.out, notes: cleaner.notes })
}

/// Whether an address within a drawing stays within the site: a fragment, a picture in the file itself, a path.
fn refers_within(address: &str) -> bool {
    // Browsers pass over white space and control characters wherever they stand in the name of a scheme.
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    let head = plain.split(['/', '?', '#']).next().unwrap_or_default();
    let picture = ["png", "jpeg", "jpg", "gif", "webp", "avif"]
        .iter()
        .any(|kind| plain.strip_prefix("data:image/").and_then(|rest| rest.strip_prefix(kind)).is_some_and(ends_type));
    let leaves_host = plain.starts_with(['/', '\\']) && plain.chars().nth(1).is_some_and(|c| matches!(c, '/' | '\\'));
    picture || (!head.contains(':') && !leaves_host)
}

fn ends_type(rest: &str) -> bool {
    rest.starts_with([';', ','])
}

/// What XML lets stand in a text (XML 1.0, section 2.2).
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// What becomes of an element.
enum Fate {
    /// It stands, under this name.
    Stays,
    /// It goes, with what it holds.
    Goes,
}

struct Cleaner<'a> {
    text: &'a str,
    out: String,
    notes: Vec<Diagnostic>,
    /// What has been said.
    known: BTreeSet<String>,
}

/// How far the document is.
#[derive(Default)]
struct Progress<'a> {
    /// The elements that are open and stand in what is written.
    open: Vec<&'a str>,
    /// How many elements are open within one that goes, that one counted.
    going: usize,
    /// Whether the root has come.
    begun: bool,
    /// Whether the root stands in no namespace: then drawings' names are those without one.
    bare: bool,
    /// The text of the stylesheet that is open, and where it begins.
    sheet: Option<(String, usize)>,
}

impl<'a> Cleaner<'a> {
    fn document(&mut self) -> Result<(), Diagnostic> {
        let mut reader = NsReader::from_str(self.text);
        reader.config_mut().check_comments = true;
        let mut progress = Progress::default();
        loop {
            let at = offset(reader.buffer_position());
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(offset(reader.error_position()), &in_words(&error))),
            };
            match event {
                Event::Start(start) => self.begin(&start, at, &reader, &mut progress, false)?,
                Event::Empty(start) => self.begin(&start, at, &reader, &mut progress, true)?,
                Event::End(_) => self.end(&mut progress),
                Event::Text(text) => self.characters(&text.xml10_content(), at, &mut progress)?,
                Event::CData(text) => self.characters(&text.xml10_content(), at, &mut progress)?,
                Event::GeneralRef(name) => {
                    let resolved = name.resolve_char_ref().map_err(|error| self.broken(at, &in_words(&error)))?;
                    self.reference(&name.xml10_content(), resolved, at, &mut progress)?;
                }
                Event::Comment(_) => {}
                Event::Decl(_) if at == 0 => self.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
                Event::Decl(_) => return Err(self.broken(at, "the XML declaration does not stand first")),
                Event::PI(instruction) => self.takes(&format!("`<?{}?>`", instruction.target()), at, 2),
                Event::DocType(_) if progress.begun => {
                    return Err(self.broken(at, "a document type within the drawing"));
                }
                Event::DocType(text) if text.contains('[') => self.takes("what the document type declares", at, 9),
                Event::DocType(_) => {}
                Event::Eof => return self.finish(&progress),
            }
        }
    }

    fn finish(&mut self, progress: &Progress<'_>) -> Result<(), Diagnostic> {
        if !progress.begun {
            return Err(self.broken(0, "there is no drawing in the file"));
        }
        match progress.open.last() {
            None if progress.going == 0 => {
                self.out.push('\n');
                Ok(())
            }
            last => {
                let name = last.copied().unwrap_or("an element");
                Err(self.broken(self.text.len(), &format!("the file ends before `{name}` is closed")))
            }
        }
    }

    fn begin<'r>(
        &mut self,
        start: &BytesStart<'r>,
        at: usize,
        reader: &NsReader<&'r [u8]>,
        progress: &mut Progress<'a>,
        empty: bool,
    ) -> Result<(), Diagnostic> {
        let is_root = !progress.begun;
        if progress.begun && progress.open.is_empty() && progress.going == 0 {
            return Err(self.broken(at, "a second element stands beside the drawing"));
        }
        let attributes = self.attributes(start, at)?;
        if progress.going > 0 {
            progress.going += usize::from(!empty);
            return Ok(());
        }
        let (space, local) = reader.resolver().resolve_element(start.name());
        let name = ELEMENTS.iter().copied().find(|known| *known == local.as_ref());
        if is_root {
            progress.begun = true;
            progress.bare = space == ResolveResult::Unbound;
            if name != Some("svg") || !(progress.bare || space == ResolveResult::Bound(SVG)) {
                let message = format!("the file holds `<{}>`, not a drawing", start.name().0);
                return Err(self.broken(at, &message));
            }
        }
        if let (Fate::Stays, Some(name)) = (self.fate(&space, local.as_ref(), &attributes, at, progress)?, name) {
            self.out.extend(["<", name]);
            if is_root {
                self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
                if self.text.contains(XLINK.0) {
                    self.out.push_str(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
                }
            }
            for attribute in &attributes {
                self.attribute(name, attribute, reader, at)?;
            }
            self.out.push_str(if empty { "/>" } else { ">" });
            if !empty {
                progress.open.push(name);
                progress.sheet = (name == "style").then(|| (String::new(), at));
            }
        } else {
            progress.going = usize::from(!empty);
        }
        Ok(())
    }

    fn attributes<'r>(&self, start: &'r BytesStart<'_>, at: usize) -> Result<Vec<Attribute<'r>>, Diagnostic> {
        let found: Result<Vec<_>, _> = start.attributes().collect();
        found.map_err(|error| self.broken(at, &in_words(&error)))
    }

    fn fate(
        &mut self,
        space: &ResolveResult<'_>,
        local: &str,
        attributes: &[Attribute<'_>],
        at: usize,
        progress: &Progress<'_>,
    ) -> Result<Fate, Diagnostic> {
        let is_ours = *space == ResolveResult::Bound(SVG) || (progress.bare && *space == ResolveResult::Unbound);
        if let ResolveResult::Unknown(prefix) = space {
            return Err(self.broken(at, &format!("no namespace is declared for `{prefix}:`")));
        }
        let in_sheet = progress.sheet.is_some();
        if is_ours && !in_sheet && ELEMENTS.contains(&local) {
            let changes = |attribute: &Attribute<'_>| {
                attribute.key.0 == "attributeName" && !ATTRIBUTES.contains(&attribute.value.trim())
            };
            if ANIMATIONS.contains(&local) && attributes.iter().any(changes) {
                self.takes(&format!("a `<{local}>` that changes what it may not"), at, 1 + local.len());
                return Ok(Fate::Goes);
            }
            return Ok(Fate::Stays);
        }
        let is_silent = SILENT.contains(&local) || !(is_ours || *space == ResolveResult::Bound(XHTML));
        if in_sheet || !is_silent {
            self.takes(&format!("`<{local}>`"), at, 1 + local.len());
        }
        Ok(Fate::Goes)
    }

    fn attribute(
        &mut self,
        element: &str,
        attribute: &Attribute<'_>,
        reader: &NsReader<&[u8]>,
        at: usize,
    ) -> Result<(), Diagnostic> {
        if attribute.key.as_namespace_binding().is_some() {
            return Ok(());
        }
        let place = self.place(attribute.key.0).unwrap_or(at);
        let (space, local) = reader.resolver().resolve_attribute(attribute.key);
        let local = local.as_ref();
        let said = format!("the attribute `{}`", attribute.key.0);
        let length = attribute.key.0.len();
        let name: Cow<'_, str> = match &space {
            ResolveResult::Unknown(prefix) => {
                return Err(self.broken(place, &format!("no namespace is declared for `{prefix}:`")));
            }
            ResolveResult::Unbound if local == "href" || is_known(local) => local.into(),
            ResolveResult::Bound(XLINK) if matches!(local, "href" | "title") => format!("xlink:{local}").into(),
            ResolveResult::Bound(XML) if matches!(local, "space" | "lang") => format!("xml:{local}").into(),
            // What programs keep for themselves, and what `xlink` says of a link beside its address, does nothing.
            ResolveResult::Bound(space) if *space != XHTML && *space != XML => return Ok(()),
            _ => {
                self.takes(&said, place, length);
                return Ok(());
            }
        };
        let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) if value.chars().all(is_legal) => value,
            Ok(_) => return Err(self.broken(place, "a control character stands in an attribute")),
            Err(Error::Escape(EscapeError::UnrecognizedEntity(..))) => {
                self.takes(&format!("{said}, which names an entity"), place, length);
                return Ok(());
            }
            Err(error) => return Err(self.broken(place, &in_words(&error))),
        };
        let value = if local == "href" {
            if !refers_within(&value) {
                self.takes(&format!("the address of `<{element}>`, which leads elsewhere,"), place, length);
                return Ok(());
            }
            value
        } else if space == ResolveResult::Unbound && value.contains(['(', '\\']) && !is_words(local) {
            let (kept, cuts) = css::clean(&value);
            for (what, _) in &cuts {
                self.takes(&format!("{what} in the attribute `{local}`"), place, length);
            }
            if cuts.is_empty() { value } else { kept.into() }
        } else {
            value
        };
        self.out.extend([" ", &name, "=\""]);
        self.escaped(&value, true);
        self.out.push('"');
        Ok(())
    }

    fn end(&mut self, progress: &mut Progress<'a>) {
        if progress.going > 0 {
            progress.going -= 1;
            return;
        }
        if let Some((sheet, at)) = progress.sheet.take() {
            let (kept, cuts) = css::clean(&sheet);
            for (what, range) in cuts {
                let written = sheet.get(range).unwrap_or_default();
                let found = self.text.get(at..).and_then(|rest| rest.find(written)).filter(|_| !written.is_empty());
                self.takes(&format!("{what} of a stylesheet"), at + found.unwrap_or_default(), written.len());
            }
            self.escaped(&kept, false);
        }
        if let Some(name) = progress.open.pop() {
            self.out.extend(["</", name, ">"]);
        }
    }

    fn characters(&mut self, text: &str, at: usize, progress: &mut Progress<'_>) -> Result<(), Diagnostic> {
        if progress.going > 0 {
            return Ok(());
        }
        match &mut progress.sheet {
            Some((sheet, _)) => sheet.push_str(text),
            None if !progress.open.is_empty() => self.escaped(text, false),
            None if text.trim().is_empty() => {}
            None => return Err(self.broken(at, "text stands outside of the drawing")),
        }
        Ok(())
    }

    /// `&amp;` and its like; no other entity is known here, whatever the document type declares.
    fn reference(
        &mut self,
        name: &str,
        resolved: Option<char>,
        at: usize,
        progress: &mut Progress<'_>,
    ) -> Result<(), Diagnostic> {
        let meant = match (resolved, name) {
            (Some(c), _) if is_legal(c) => c,
            (Some(_), _) => return Err(self.broken(at, "a character that XML forbids")),
            (None, "amp") => '&',
            (None, "lt") => '<',
            (None, "gt") => '>',
            (None, "quot") => '"',
            (None, "apos") => '\'',
            (None, _) => {
                self.takes(&format!("the entity `&{name};`"), at, name.len() + 2);
                return Ok(());
            }
        };
        self.characters(meant.encode_utf8(&mut [0; 4]), at, progress)
    }

    /// Where a piece of the file that the parser handed out stands in it.
    fn place(&self, piece: &str) -> Option<usize> {
        let at = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        self.text.get(at..at + piece.len()).map(|_| at)
    }

    fn takes(&mut self, what: &str, at: usize, length: usize) {
        if self.known.insert(what.to_owned()) {
            let message = format!("the sanitiser takes {what} out");
            self.notes.push(Diagnostic::new(Code::SanitisedSvg, self.span(at, length), message));
        }
    }

    fn broken(&self, at: usize, message: &str) -> Diagnostic {
        Diagnostic::new(Code::BadImage, self.span(at, 1), message)
    }

    /// A span of this length at this place, on borders of characters.
    fn span(&self, at: usize, length: usize) -> Span {
        let border = |at: usize| (0..=at.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at));
        let start = border(at).unwrap_or_default();
        Span::new(start, border(start + length).unwrap_or(start))
    }

    fn escaped(&mut self, text: &str, quoted: bool) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#13;"),
                '"' if quoted => self.out.push_str("&quot;"),
                '\n' if quoted => self.out.push_str("&#10;"),
                '\t' if quoted => self.out.push_str("&#9;"),
                c => self.out.push(c),
            }
        }
    }
}

fn is_known(name: &str) -> bool {
    name.starts_with("aria-") || name.starts_with("data-") || ATTRIBUTES.contains(&name)
}

fn is_words(name: &str) -> bool {
    name.starts_with("aria-") || name.starts_with("data-") || WORDS.contains(&name)
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// What the parser says, as a sentence of ours.
fn in_words(error: &dyn std::fmt::Display) -> String {
    format!("the file is no well-formed XML ({error})")
}
