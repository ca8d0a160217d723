//! Plain text: what editors paste, read by small named rules over one survey of the whole document.
//!
//! Promises: every character that is not white space ends in one node or in one decision; linear in the length of the text.
//! The order of the reading: survey of the lines, page furniture, the opening (preamble, title block, release lines), the end,
//! the votes, and then the body, line by line into pieces, blocks and sections.

mod assign;
mod broken;
mod build;
mod byline;
mod context;
mod dateline;
mod farewell;
mod furniture;
mod heading;
mod inline;
mod letterhead;
mod link;
mod list;
mod mark;
mod masthead;
mod military;
mod note_mark;
mod notes;
mod opening;
mod piece;
mod places;
mod preamble;
mod press;
mod prose;
mod quote;
mod record;
mod reply;
mod scan;
mod settle;
mod special;
mod spelling;
mod survey;
mod table;
mod title;
mod transcript;
mod words;
mod wrap;

use broken::BrokenWords;
use context::Context;
use record::Record;
use survey::Survey;

use super::{Body, ReadOptions};
use crate::{base::SitePath, model::Briefing};

/// What front matter or a sidecar has already said, so that the text is not asked again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    /// The title, if it gives one: the text's first line is then a title only where it repeats it.
    pub(super) title: Option<&'a str>,
    /// Our names of all keys that it gives (`embargo`, `date`, `authors`).
    pub(super) keys: &'a [&'static str],
}

/// Reads the plain text that begins at byte `start` of `text`, filling `begun`, which carries the language that is already
/// known; all spans count in `text`. Front matter wins over what it finds, except that the stricter marking wins.
pub(super) fn read_plain(
    begun: Briefing,
    text: &str,
    start: usize,
    path: &SitePath,
    given: Given<'_>,
    options: &ReadOptions,
) -> Body {
    let _ = path;
    let mut record = Record { briefing: begun, decisions: Vec::new(), notes: Vec::new() };
    let mut survey = Survey::new(text, start);
    furniture::clear(&mut survey, &mut record);
    let opening = opening::read(&mut survey, &mut record, given, options);
    reply::cut(&mut survey, &mut record, opening.body, opening.is_mail);
    farewell::cut(&mut survey, &mut record, opening.body, opening.is_mail);
    let body = survey.lines.get(opening.body..).unwrap_or_default();
    let leads = assign::assign(body);
    let context = Context {
        survey: &survey,
        wrap: wrap::vote(&survey, body, &leads),
        is_flush: quote::is_flush(body, &leads),
        speakers: transcript::Speakers::of(body),
        labels: notes::labels(&survey, body, &options.roles),
        roles: &options.roles,
        gives_bluf: opening.gives_bluf,
        broken: BrokenWords::default(),
    };
    if let Some(at) = opening.standfirst {
        title::standfirst(&context, &mut record, &survey.line(at));
    }
    let header = opening.header.map(|range| special::kept(&survey, range));
    let (mut sections, notes) = build::sections(&context, &mut record, body, &leads);
    build::put_first(&mut sections, header);
    record.briefing.body = sections;
    record.briefing.notes = notes;
    let labels = context.labels;
    let language = record.briefing.language.clone();
    spelling::lint(&survey, &mut record, &language);
    notes::check(&survey, &mut record, &labels);
    record.decisions.sort_by_key(|decision| (decision.span.start, decision.span.end));
    Body { briefing: record.briefing, entries: opening.entries, decisions: record.decisions, notes: record.notes }
}
