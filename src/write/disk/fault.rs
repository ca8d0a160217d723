//! Faults on purpose, for tests: the n-th operation on the disk fails, or the program dies there.

use std::io;

/// Counts operations and lets one of them fail. Outside tests it does nothing.
#[derive(Debug, Default)]
pub(super) struct Faults {
    #[cfg(test)]
    planned: Option<Planned>,
}

#[cfg(test)]
#[derive(Debug)]
struct Planned {
    at: usize,
    dies: bool,
    count: std::sync::atomic::AtomicUsize,
}

impl Faults {
    /// To be called before each operation that changes the disk.
    #[cfg(not(test))]
    #[inline]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "the double of a function that fails in tests")]
    pub(super) fn step(&self) -> io::Result<()> {
        Ok(())
    }

    /// To be called before each operation that changes the disk.
    #[cfg(test)]
    pub(super) fn step(&self) -> io::Result<()> {
        let Some(planned) = &self.planned else { return Ok(()) };
        let count = planned.count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        if count == planned.at || (planned.dies && count > planned.at) {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }

    /// The operation `at`, counted from 0, fails once.
    #[cfg(test)]
    pub(super) fn failing(at: usize) -> Self {
        Self { planned: Some(Planned { at, dies: false, count: 0.into() }) }
    }

    /// From the operation `at` on nothing is done any more, as if the program had been killed there.
    #[cfg(test)]
    pub(super) fn dying(at: usize) -> Self {
        Self { planned: Some(Planned { at, dies: true, count: 0.into() }) }
    }

    /// Whether the planned fault was reached.
    #[cfg(test)]
    pub(super) fn reached(&self) -> bool {
        self.planned
            .as_ref()
            .is_some_and(|planned| planned.count.load(std::sync::atomic::Ordering::SeqCst) > planned.at)
    }
}
