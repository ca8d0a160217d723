//! Cards: briefings as lists and neighbours show them. Made of an entry's face and address alone.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError, RwLock},
};

use jiff::civil::Date;

use super::{
    super::{Ground, facts},
    date, term_url,
};
use crate::{
    base::Stamp,
    library::{Facet, Id},
    model::{Change, ChangeKind, LangTag, SharedText},
    render::view::{CardView, ChangeView, DateView, NameLink, SeriesView, Shared},
};

/// The names of a facet with their pages.
type Names = HashMap<String, Shared<NameLink>>;

/// A card with the entry that it is of.
type Made = (Id, Shared<CardView>);

/// How many cards are kept: each is two kilobytes. Pages are made in the order of the texts that they show, so that beyond this
/// many texts few cards are made a second time.
const MOST: usize = 8192;

/// The cards of a build as templates see them, and the names and days on them: made when first shown, and shared by all that
/// show them.
#[derive(Default)]
pub struct Cards {
    /// The card of an entry stands at the remainder of its id; the last one made there is kept.
    made: Vec<Mutex<Option<Made>>>,
    /// By edition and facet.
    names: RwLock<HashMap<(usize, Facet), Names>>,
    /// By edition and day.
    days: RwLock<HashMap<(usize, Date), Shared<DateView>>>,
}

impl Cards {
    /// Room for the cards of a library of so many entries.
    #[must_use]
    pub fn new(entries: usize) -> Self {
        Self { made: std::iter::repeat_with(Mutex::default).take(entries.min(MOST)).collect(), ..Self::default() }
    }

    fn shared(&self, id: Id, ground: Ground<'_>) -> Shared<CardView> {
        let make = || Shared::from(card(id, ground));
        let Some(place) = self.made.get(id as usize % self.made.len().max(1)) else { return make() };
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some((of, made)) if *of == id => made.clone(),
            _ => place.insert((id, make())).1.clone(),
        }
    }

    fn name(&self, edition: usize, facet: Facet, name: &str, ground: Ground<'_>) -> Shared<NameLink> {
        let names = self.names.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = names.get(&(edition, facet)).and_then(|names| names.get(name)) {
            return made.clone();
        }
        drop(names);
        let of = ground.edition(edition);
        let shown = facts::name_in(ground.site, &of.language, facet, name).to_owned();
        let made = Shared::from(NameLink { name: shown, url: term_url(ground, of, facet, name) });
        let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
        names.entry((edition, facet)).or_default().insert(name.to_owned(), made.clone());
        made
    }

    /// A date; one with a time of day is hardly ever another text's too.
    fn date(&self, edition: usize, stamp: Stamp, ground: Ground<'_>) -> Shared<DateView> {
        let make = || Shared::from(date(stamp, ground.language(edition)));
        let Stamp::Day(day) = stamp else { return make() };
        let days = self.days.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = days.get(&(edition, day)) {
            return made.clone();
        }
        drop(days);
        let made = make();
        self.days.write().unwrap_or_else(PoisonError::into_inner).insert((edition, day), made.clone());
        made
    }
}

/// The shared card of an entry.
pub(super) fn shared(id: Id, ground: Ground<'_>) -> Shared<CardView> {
    ground.cards.shared(id, ground)
}

/// The shared cards of entries, in their order.
pub(super) fn shared_all(ids: &[Id], ground: Ground<'_>) -> Shared<Vec<CardView>> {
    ids.iter().map(|id| shared(*id, ground)).collect()
}

/// The card of an entry.
#[must_use]
pub(crate) fn card(id: Id, ground: Ground<'_>) -> CardView {
    let entry = ground.entry(id);
    let face = &entry.public.card().face;
    let language = ground.language(entry.edition);
    let date = |stamp| ground.cards.date(entry.edition, stamp, ground);
    let latest = face
        .history
        .iter()
        .filter(|change| change.kind != ChangeKind::Publication)
        .map(|change| change.on)
        .max()
        .map(Stamp::Day);
    let has = |kind| face.history.iter().any(|change| change.kind == kind);
    CardView {
        id: entry.id.clone(),
        url: ground.url(&entry.address),
        title: face.title.to_string(),
        short_title: face.short_title.as_deref().map(String::from),
        kind: face.kind.name().into(),
        description: if has(ChangeKind::Retraction) { String::new() } else { face.description.to_string() },
        date: face.date.map(date),
        updated: latest.map(date),
        authors: name_links(
            ground,
            entry.edition,
            Facet::Author,
            face.authors.iter().map(|author| author.name.as_str()),
        ),
        topics: name_links(ground, entry.edition, Facet::Topic, face.subjects.topics.iter().map(SharedText::as_str)),
        series: series(id, ground),
        language: face.language.to_string(),
        minutes: face.minutes,
        corrected: has(ChangeKind::Correction),
        retracted: has(ChangeKind::Retraction),
        flags: flags(&face.history, language),
        withheld: entry.public.preview().map(|preview| preview.name().into()),
    }
}

/// What was retracted, doubted or corrected, the newest first.
fn flags(history: &[Change], language: &LangTag) -> Vec<ChangeView> {
    let kinds = [ChangeKind::Retraction, ChangeKind::Concern, ChangeKind::Correction];
    let mut flags: Vec<&Change> = history.iter().filter(|change| kinds.contains(&change.kind)).collect();
    flags.sort_by_key(|change| std::cmp::Reverse(change.on));
    let view = |change: &Change| ChangeView {
        kind: change.kind.name().into(),
        date: date(Stamp::Day(change.on), language),
        note: change.note.clone(),
        by: change.by.clone(),
    };
    flags.into_iter().map(view).collect()
}

/// An entry's series with its page.
pub(super) fn series(id: Id, ground: Ground<'_>) -> Option<SeriesView> {
    let entry = ground.entry(id);
    let face = &entry.public.card().face;
    let name = face.series.as_deref()?.to_owned();
    let url = term_url(ground, ground.edition(entry.edition), Facet::Series, &name);
    let shown = ground.site.series.get(&name).is_none_or(|series| series.numbered);
    Some(SeriesView { name, url, number: face.number.as_deref().filter(|_| shown).map(String::from) })
}

/// Names of a facet with their pages.
pub(super) fn name_links<'n>(
    ground: Ground<'_>,
    edition: usize,
    facet: Facet,
    names: impl Iterator<Item = &'n str>,
) -> Shared<Vec<NameLink>> {
    names.map(|name| ground.cards.name(edition, facet, name, ground)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::World;

    /// Where fewer cards are kept than there are texts, each is made again when it is shown, and is the same.
    #[test]
    fn a_card_is_the_same_however_few_are_kept() {
        let world = World::of_titles(&["a", "b", "c", "d", "e"]);
        world.ground(|ground| {
            for kept in [0, 1, 2, 5] {
                let cards = Cards::new(kept);
                for id in [0, 1, 2, 3, 4, 0, 2, 1, 1, 4, 3] {
                    let shown = format!("{:?}", cards.shared(id, ground));
                    assert_eq!(shown, format!("{:?}", Shared::from(card(id, ground))), "{id} of {kept}");
                }
            }
        });
    }
}
