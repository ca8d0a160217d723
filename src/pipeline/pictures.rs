//! Making pictures in smaller sizes: each is unpacked once for all widths that are wanted, and what was made is kept.

use std::sync::{Mutex, PoisonError};

use super::attempt::Doors;
use crate::{
    base::{Code, Failure, Finding, SitePath, Sources, Store},
    plan::{self, Materials},
    render::picture,
};

/// Pictures of more pixels than this are unpacked one after the other.
const LARGE: u64 = 16_000_000;

/// What making pictures takes.
pub(super) struct Pictures<'a> {
    materials: Materials<'a>,
    sources: &'a dyn Sources,
    store: Option<&'a dyn Store>,
    /// Held while a large picture is unpacked.
    room: Mutex<()>,
}

/// What one picture came to: its bytes in each width that is wanted, or what is wrong with it.
type OfPicture = Result<Vec<Option<Vec<u8>>>, Finding>;

impl<'a> Pictures<'a> {
    pub(super) fn new(doors: Doors<'a>, materials: Materials<'a>) -> Self {
        Self { materials, sources: doors.sources, store: doors.request.store, room: Mutex::default() }
    }

    /// A picture in those of its widths that are wanted.
    pub(super) fn make(&self, source: &SitePath, widths: &[u32], wanted: &[bool]) -> Result<OfPicture, Failure> {
        let Materials { site, files, facts, .. } = self.materials;
        let Some(digest) = files(source) else { return Ok(Ok(vec![None; widths.len()])) };
        let key = |width: u32| plan::picture_key(digest, width, site);
        let kept = |(width, wanted): (&u32, &bool)| wanted.then(|| self.store.and_then(|store| store.get(key(*width))));
        let mut made: Vec<Option<Option<Vec<u8>>>> = widths.iter().zip(wanted).map(kept).collect();
        let missing = |made: &Option<Option<Vec<u8>>>| matches!(made, Some(None));
        let lacking: Vec<u32> =
            widths.iter().zip(&made).filter(|(_, made)| missing(made)).map(|(width, _)| *width).collect();
        if !lacking.is_empty() {
            let bytes = self.sources.bytes(source)?;
            let is_large = facts(source)
                .and_then(|facts| facts.size)
                .is_some_and(|(width, height)| u64::from(width) * u64::from(height) > LARGE);
            let room = is_large.then(|| self.room.lock().unwrap_or_else(PoisonError::into_inner));
            let derived = match picture::derive(&bytes, &lacking, site.images.quality) {
                Ok(derived) => derived,
                Err(cause) => return Ok(Err(self.fault(source, &cause))),
            };
            drop(room);
            let places = made.iter_mut().filter(|made| missing(made));
            for ((place, width), bytes) in places.zip(lacking).zip(derived) {
                if let Some(store) = self.store {
                    store.put(key(width), &bytes);
                }
                *place = Some(Some(bytes));
            }
        }
        Ok(Ok(made.into_iter().map(Option::flatten).collect()))
    }

    fn fault(&self, source: &SitePath, cause: &str) -> Finding {
        let message = format!("`{source}` is no image that can be read ({cause})");
        plan::bad_image(self.materials.library, source, &message)
            .unwrap_or_else(|| Finding::of_file(Code::BadImage, source.as_str(), message))
    }
}
