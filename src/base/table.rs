//! Tables: maps in the order of their keys, in pieces that copies share.

use std::{collections::BTreeMap, sync::Arc};

/// How many entries a piece has when a table is made; one that has grown to twice as many is cut in two.
const A_PIECE: usize = 256;

/// A map in the order of its keys. Copying one, and changing a few entries of the copy, costs little however large it is: both
/// keep sharing the pieces that are the same, and what differs between them is found without looking at those.
#[derive(Clone, Debug)]
pub struct Table<K, V> {
    /// None is empty; every key of one comes before those of the next.
    pieces: Vec<Piece<K, V>>,
}

type Piece<K, V> = Arc<Vec<(K, V)>>;

/// A key of one table or of both, with the value in the earlier one and the value in the later.
pub type Change<'a, K, V> = (&'a K, Option<&'a V>, Option<&'a V>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let piece = self.pieces.get(self.piece_of(key))?;
        let at = place(piece, key).ok()?;
        piece.get(at).map(|(_, value)| value)
    }

    /// Looks up one key after another: quickly where they come in the table's order.
    #[must_use]
    pub fn seeker(&self) -> Seeker<'_, K, V> {
        Seeker { table: self, next: (0, 0) }
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pieces.iter().flat_map(|piece| piece.iter()).map(|(key, value)| (key, value))
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// All values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// Its entries in slices, in order.
    pub fn slices(&self) -> impl Iterator<Item = &[(K, V)]> {
        self.pieces.iter().map(|piece| piece.as_slice())
    }

    /// What this table has otherwise than `before`, in the order of keys: entries of the pieces that they do not share. Some may
    /// be the same in both all the same.
    #[must_use]
    pub fn since<'a>(&'a self, before: &'a Self) -> Vec<Change<'a, K, V>> {
        let mut earlier = unshared(before, self).peekable();
        let mut changes = Vec::new();
        for (key, value) in unshared(self, before) {
            while let Some((gone, was)) = earlier.next_if(|(other, _)| *other < key) {
                changes.push((gone, Some(was), None));
            }
            let was = earlier.next_if(|(other, _)| *other == key).map(|(_, was)| was);
            changes.push((key, was, Some(value)));
        }
        changes.extend(earlier.map(|(gone, was)| (gone, Some(was), None)));
        changes
    }

    /// The table of these entries, which come in order and without a key twice. With `before` it shares the pieces of which every
    /// value is the `same`, so that what differs between them is found quickly.
    #[must_use]
    pub fn following(before: &Self, entries: impl IntoIterator<Item = (K, V)>, same: impl Fn(&V, &V) -> bool) -> Self {
        let mut entries = entries.into_iter().peekable();
        let mut pieces = Vec::with_capacity(before.pieces.len());
        let mut stretch = Vec::new();
        for (at, piece) in before.pieces.iter().enumerate() {
            let end = before.pieces.get(at + 1).and_then(|piece| piece.first());
            while let Some(entry) = entries.next_if(|(key, _)| end.is_none_or(|(end, _)| key < end)) {
                stretch.push(entry);
            }
            let is_piece = stretch.len() == piece.len()
                && piece.iter().zip(&stretch).all(|((key, was), (other, now))| key == other && same(was, now));
            if is_piece {
                pieces.push(Arc::clone(piece));
                stretch.clear();
            } else {
                cut(&mut stretch, &mut pieces);
            }
        }
        pieces.extend(stretches(entries).into_iter().map(Arc::new));
        Self { pieces }
    }

    /// The piece in which a key stands, or belongs.
    fn piece_of(&self, key: &K) -> usize {
        let after = self.pieces.partition_point(|piece| piece.first().is_some_and(|(first, _)| first <= key));
        after.saturating_sub(1)
    }
}

/// Makes pieces of entries that stand where one stood, and leaves none.
fn cut<K, V>(entries: &mut Vec<(K, V)>, pieces: &mut Vec<Piece<K, V>>) {
    let mut rest = std::mem::take(entries).into_iter();
    while !rest.as_slice().is_empty() {
        let size = if rest.len() < 2 * A_PIECE { rest.len() } else { A_PIECE };
        pieces.push(Arc::new(rest.by_ref().take(size).collect()));
    }
}

/// Entries in stretches of the size of a piece, none of them there twice.
fn stretches<K, V>(entries: impl IntoIterator<Item = (K, V)>) -> Vec<Vec<(K, V)>> {
    let mut entries = entries.into_iter().peekable();
    let mut stretches = Vec::new();
    while entries.peek().is_some() {
        stretches.push(entries.by_ref().take(A_PIECE).collect());
    }
    stretches
}

/// Looks up one key after another.
#[derive(Debug)]
pub struct Seeker<'a, K, V> {
    table: &'a Table<K, V>,
    /// The piece and the place of the entry after the one that was found last.
    next: (usize, usize),
}

impl<'a, K: Ord, V> Seeker<'a, K, V> {
    /// The value of a key.
    pub fn get(&mut self, key: &K) -> Option<&'a V> {
        let (piece, at) = self.next;
        let is = |piece: usize, at: usize| self.table.pieces.get(piece)?.get(at).map(|(next, _)| next == key);
        let (piece, at) = match is(piece, at) {
            Some(true) => (piece, at),
            None if is(piece + 1, 0) == Some(true) => (piece + 1, 0),
            _ => {
                let piece = self.table.piece_of(key);
                (piece, place(self.table.pieces.get(piece)?, key).ok()?)
            }
        };
        self.next = (piece, at + 1);
        self.table.pieces.get(piece)?.get(at).map(|(_, value)| value)
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    /// Puts a value under a key, in the place of the one that may be there.
    pub fn insert(&mut self, key: K, value: V) {
        let at = self.piece_of(&key);
        let Some(shared) = self.pieces.get_mut(at) else {
            self.pieces.push(Arc::new(vec![(key, value)]));
            return;
        };
        let piece = Arc::make_mut(shared);
        match place(piece, &key) {
            Ok(found) => piece.splice(found..=found, [(key, value)]).for_each(drop),
            Err(gap) => piece.insert(gap, (key, value)),
        }
        if piece.len() >= 2 * A_PIECE {
            let rest = piece.split_off(A_PIECE);
            self.pieces.insert(at + 1, Arc::new(rest));
        }
    }

    /// Takes a key away, with its value.
    pub fn remove(&mut self, key: &K) {
        let at = self.piece_of(key);
        let Some(shared) = self.pieces.get_mut(at) else { return };
        if let Ok(found) = place(shared, key) {
            let piece = Arc::make_mut(shared);
            piece.remove(found);
            if piece.is_empty() {
                self.pieces.remove(at);
            }
        }
    }

    /// Keeps the entries of which `stays` says so.
    pub fn retain(&mut self, mut stays: impl FnMut(&K, &V) -> bool) {
        for shared in &mut self.pieces {
            let kept: Vec<bool> = shared.iter().map(|(key, value)| stays(key, value)).collect();
            if kept.contains(&false) {
                let mut kept = kept.into_iter();
                Arc::make_mut(shared).retain(|_| kept.next().unwrap_or_default());
            }
        }
        self.pieces.retain(|piece| !piece.is_empty());
    }
}

/// Where a key stands in a piece, or where it belongs.
fn place<K: Ord, V>(piece: &[(K, V)], key: &K) -> Result<usize, usize> {
    piece.binary_search_by(|(other, _)| other.cmp(key))
}

/// The entries of a table in pieces that it does not share with the other.
fn unshared<'a, K, V>(table: &'a Table<K, V>, other: &Table<K, V>) -> impl Iterator<Item = (&'a K, &'a V)> {
    let mut shared: Vec<*const Vec<(K, V)>> = other.pieces.iter().map(Arc::as_ptr).collect();
    shared.sort_unstable();
    let own = table.pieces.iter().filter(move |piece| shared.binary_search(&Arc::as_ptr(piece)).is_err());
    own.flat_map(|piece| piece.iter()).map(|(key, value)| (key, value))
}

/// Of entries in any order; of those with one key the last counts. Those that come in order are not copied.
impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        stretches(entries).into()
    }
}

/// Of entries in stretches: if these are in order, they are its pieces; of those with one key the last counts.
impl<K: Ord, V> From<Vec<Vec<(K, V)>>> for Table<K, V> {
    fn from(mut stretches: Vec<Vec<(K, V)>>) -> Self {
        stretches.retain(|stretch| !stretch.is_empty());
        if stretches.iter().flatten().map(|(key, _)| key).is_sorted_by(|a, b| a < b) {
            return Self { pieces: stretches.into_iter().map(Arc::new).collect() };
        }
        stretches.into_iter().flatten().collect::<BTreeMap<K, V>>().into_iter().collect()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let (own, others) = (&self.pieces, &other.pieces);
        own.iter().flat_map(|piece| piece.iter()).eq(others.iter().flat_map(|piece| piece.iter()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(table: &Table<u16, u8>) -> BTreeMap<u16, u8> {
        table.iter().map(|(key, value)| (*key, *value)).collect()
    }

    proptest! {
        #[test]
        fn a_table_is_a_map_and_knows_what_was_changed(
            first in proptest::collection::vec((0..2_000_u16, any::<u8>()), 0..1_500),
            edits in proptest::collection::vec((0..2_000_u16, proptest::option::of(any::<u8>())), 0..600),
            dropped in 0..20_u16,
        ) {
            let before: Table<u16, u8> = first.iter().copied().collect();
            let mut model: BTreeMap<u16, u8> = first.into_iter().collect();
            prop_assert_eq!(map(&before), model.clone());
            let earlier = model.clone();
            let mut table = before.clone();
            for (key, value) in edits {
                match value {
                    Some(value) => { table.insert(key, value); model.insert(key, value); }
                    None => { table.remove(&key); model.remove(&key); }
                }
            }
            table.retain(|key, _| dropped == 0 || key % 20 != dropped);
            model.retain(|key, _| dropped == 0 || key % 20 != dropped);
            prop_assert_eq!(map(&table), model.clone());
            prop_assert_eq!(map(&before), earlier.clone());
            prop_assert_eq!(table.len(), model.len());
            prop_assert_eq!(table.is_empty(), model.is_empty());
            prop_assert!(table.pieces.iter().all(|piece| !piece.is_empty() && piece.len() < 2 * A_PIECE));
            let mut seeker = table.seeker();
            for key in (0..2_000).chain((0..2_000).rev().step_by(3)) {
                prop_assert_eq!(table.get(&key), model.get(&key));
                prop_assert_eq!(seeker.get(&key), model.get(&key));
            }
            let followed = Table::following(&before, model.clone(), PartialEq::eq);
            prop_assert_eq!(map(&followed), model.clone());
            prop_assert!(followed.pieces.iter().all(|piece| !piece.is_empty() && piece.len() < 2 * A_PIECE));
            let same = Table::following(&before, earlier.clone(), PartialEq::eq);
            prop_assert_eq!(same.since(&before), []);
            let mut replayed = earlier;
            for (key, was, now) in table.since(&before) {
                prop_assert_eq!(replayed.get(key), was);
                match now {
                    Some(now) => { replayed.insert(*key, *now); }
                    None => { replayed.remove(key); }
                }
            }
            prop_assert_eq!(replayed, model);
        }
    }

    #[test]
    fn a_copy_with_one_change_differs_in_one_piece() {
        let before: Table<usize, usize> = (0..10_000).map(|at| (at, at)).collect();
        let mut now = before.clone();
        assert!(now.since(&before).is_empty());
        now.insert(5_000, 0);
        let changes = now.since(&before);
        assert!(changes.len() <= A_PIECE, "{}", changes.len());
        assert!(changes.contains(&(&5_000, Some(&5_000), Some(&0))));
        let entries = now.iter().map(|(key, value)| (*key, *value));
        let followed = Table::following(&before, entries, PartialEq::eq);
        assert_eq!(followed, now);
        assert_eq!(followed.since(&before).len(), changes.len());
    }
}
