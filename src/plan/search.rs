//! How the search index of an edition is cut: into blocks of texts, so that an edit concerns one block, and within a block by the
//! beginnings of words, so that a reader's browser loads little.

use super::Job;
use crate::{
    base::{Address, Digest, OutPath},
    library::{Id, Library},
};

/// How many texts a block holds at most, nearly.
const BLOCK: usize = 1024;
/// How many texts one file of titles holds.
pub const TITLES: usize = 16;
/// How many letters of a word say in which file it stands: words with a common beginning stand together.
pub(crate) const BEGINNING: usize = 4;

/// How an index is cut. It depends on the number of texts alone, and changes when that doubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchShape {
    /// How many blocks there are.
    pub blocks: usize,
    /// Into how many files the words of each block go.
    pub shards: usize,
}

impl SearchShape {
    /// The shape for so many texts.
    #[must_use]
    pub fn of(texts: usize) -> Self {
        let blocks = texts.div_ceil(BLOCK).max(1).next_power_of_two();
        Self { blocks, shards: (texts / 8).next_power_of_two().clamp(4, 64) }
    }

    /// The file in which a word stands: FNV-1a over its first letters.
    #[must_use]
    pub fn shard(self, word: &str) -> usize {
        let hash = word
            .chars()
            .take(BEGINNING)
            .fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
        hash as usize % self.shards
    }
}

/// The texts of an edition that can be found, in blocks; within a block by id.
#[must_use]
pub fn search_blocks(library: &Library, edition: usize) -> Vec<Vec<Id>> {
    let texts: Vec<Id> =
        (0..).zip(&library.entries).filter(|(_, entry)| entry.edition == edition).map(|(id, _)| id).collect();
    let shape = SearchShape::of(texts.len());
    let mut blocks = vec![Vec::new(); shape.blocks];
    for id in texts {
        let digest = Digest::of(library.entry(id).id.as_bytes()).hex();
        let number = digest.get(..4).and_then(|hex| usize::from_str_radix(hex, 16).ok()).unwrap_or_default();
        if let Some(block) = blocks.get_mut(number % shape.blocks) {
            block.push(id);
        }
    }
    for block in &mut blocks {
        block.sort_by(|a, b| library.entry(*a).address.cmp(&library.entry(*b).address));
    }
    blocks
}

/// The jobs of an edition's search: its page, the description of its index, and the blocks of the index.
pub(super) fn jobs(library: &Library, edition: usize) -> Vec<(Job, Vec<OutPath>)> {
    let root = library.editions[edition].root.join("search");
    let blocks = search_blocks(library, edition);
    let sizes: Vec<usize> = blocks.iter().map(Vec::len).collect();
    let shape = SearchShape::of(sizes.iter().sum());
    let mut jobs = vec![
        (Job::Search(edition), vec![root.index()]),
        (Job::SearchIndex { edition, sizes }, vec![root.file("index.json")]),
    ];
    for (at, texts) in blocks.into_iter().enumerate() {
        let files = block_files(&root, at, texts.len(), shape);
        jobs.push((Job::SearchBlock { edition, shape, texts }, files));
    }
    jobs
}

/// The files of a block: its words, its facets, its titles.
fn block_files(root: &Address, block: usize, texts: usize, shape: SearchShape) -> Vec<OutPath> {
    let folder = root.join(&block.to_string());
    let words = (0..shape.shards).map(|shard| format!("{shard}.bin"));
    let titles = (0..texts.div_ceil(TITLES)).map(|file| format!("titles-{file}.json"));
    words.chain(["facets.bin".to_owned()]).chain(titles).map(|name| folder.file(&name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_beginning_stand_in_one_file() {
        let shape = SearchShape::of(10_000);
        assert_eq!(shape, SearchShape { blocks: 16, shards: 64 });
        assert_eq!(shape.shard("corridor"), shape.shard("corridors"));
        assert_eq!(shape.shard("оборона"), shape.shard("обороною"));
        assert_eq!(SearchShape::of(0), SearchShape { blocks: 1, shards: 4 });
    }
}
