//! The opening: what stands before the first paragraph, line by line (T013–T045).

use super::{Given, record::Record, survey::Survey, title, words};

/// Where the opening ends.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The first line of the body.
    pub(super) body: usize,
    /// The line of the standfirst.
    pub(super) standfirst: Option<usize>,
}

/// Reads the opening.
pub(super) fn read(survey: &mut Survey<'_>, record: &mut Record, given: Given<'_>) -> Opening {
    let mut opening = Opening::default();
    let mut at = 0;
    let mut title_line = None;
    if let Some(first) = survey.next_text(at).filter(|_| given.title.is_none()) {
        let chunk = survey.chunk(first);
        if let Some(block) = title::read(survey, record, first, chunk.end) {
            title_line = Some(first + 1);
            opening.standfirst = block.standfirst;
            at = block.end;
        }
    }
    let title = given.title.map(words::squeezed).or_else(|| record.briefing.title.clone());
    while let (Some(next), Some(title)) = (survey.next_text(at), &title) {
        if !title::drop_repeat(survey, record, next, title, title_line) {
            break;
        }
        at = next + 1;
    }
    opening.body = at;
    opening
}
