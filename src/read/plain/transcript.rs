//! Who speaks: turns of a transcript (T046).

/// The labels that open turns.
#[derive(Debug, Default)]
pub(super) struct Speakers {}
