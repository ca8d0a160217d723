//! When a build fails: the last output stays, but for what must not be seen any more.
//!
//! A text that is withheld or gone now must leave the output even though something else is wrong with the site. Its pages go,
//! and whatever named it is made again from the last build's cards of the texts that stay public. Where nothing is known of the
//! last build, what no public text would make now goes.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Outcome,
    attempt::{self, Read},
};
use crate::{
    base::{Failure, OutPath, SitePath},
    gate::{self, Public},
    plan::{Ledger, PlannedJob},
};

/// Takes what must not be seen any more out of the last build's output, as far as that can be done.
pub(super) fn rescue(read: &Read<'_>, dirty: bool, outcome: &mut Outcome) -> Result<(), Failure> {
    outcome.ledger = Arc::default();
    outcome.made.clear();
    let Some(last) = read.doors.request.last() else { return Ok(()) };
    outcome.withdrawn = withdrawn(read, last);
    if outcome.withdrawn.is_empty() || dirty {
        return Ok(());
    }
    let mut forgives = |planned: &PlannedJob, last: &Ledger| {
        // Its own text cannot be read as it was: the page stays if it shows nothing that has changed.
        planned
            .outputs
            .iter()
            .all(|output| last.output(&output.path).is_some_and(|record| record.print.shown == output.print.shown))
    };
    let attempt = attempt::make(read, still_public(read, last), true, |_| true, &mut forgives)?;
    if !attempt.has_templates {
        return Ok(());
    }
    if let Some(ledger) = attempt.ledger {
        outcome.rescued = true;
        outcome.withdrawn.clear();
        outcome.made = attempt.made;
        outcome.ledger = Arc::new(Ledger { reading: last.reading, ..keeping(ledger, last) });
    }
    Ok(())
}

/// Outputs of the last build that belong to a text which is withheld or gone.
fn withdrawn(read: &Read<'_>, last: &Ledger) -> Vec<OutPath> {
    let present: BTreeSet<&SitePath> = read.texts.cards.iter().map(|card| &card.source).collect();
    let gone = |owner: &SitePath| read.hidden.contains_key(owner) || !present.contains(owner);
    let outputs = last.all_outputs().filter(|(_, record)| record.owner.as_ref().is_some_and(gone));
    outputs.map(|(path, _)| path.clone()).collect()
}

/// The texts that were public in the last build and may still be: as their cards were then.
fn still_public(read: &Read<'_>, last: &Ledger) -> Vec<Public> {
    let shown: BTreeSet<&SitePath> = last.all_outputs().filter_map(|(_, record)| record.owner.as_ref()).collect();
    let present: BTreeSet<&SitePath> = read.texts.cards.iter().map(|card| &card.source).collect();
    let rules = super::rules(read.doors.request);
    let cards = last.cards.values().filter(|card| {
        shown.contains(&card.source) && present.contains(&card.source) && !read.hidden.contains_key(&card.source)
    });
    cards.filter_map(|card| gate::admit(Arc::clone(card), &rules).public).collect()
}

/// The ledger of the rescued output: what was read stays as the last build knew it, so that the next reads it anew.
fn keeping(ledger: Ledger, last: &Ledger) -> Ledger {
    Ledger { files: last.files.clone(), notes: last.notes.clone(), cards: last.cards.clone(), told: None, ..ledger }
}
