//! Staleness: which outputs must be made again, each with its reason.

use std::borrow::Cow;

use super::{Job, Ledger, ListKey, PlannedJob, Print, route};
use crate::library::{Id, Library};

/// Why an output must be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no last build to compare with.
    First,
    /// The last build did not make it, or its file has gone or was changed by someone else.
    New,
    /// The settings, the program or a fingerprinted asset changed.
    Shared,
    /// The template or one that it uses changed.
    Template,
    /// Its own source changed.
    Own,
    /// What it shows of other texts changed.
    Shown {
        /// The ids of new texts that it shows; at most three.
        gained: Vec<String>,
    },
}

/// Gives every output that must be made its reason; quick where the jobs are in the order of their paths.
pub(super) fn mark(jobs: &mut [PlannedJob], library: &Library, last: Option<&Ledger>) {
    let is_new = |id: &Id| {
        let source = &library.entry(*id).public.card().source;
        last.is_some_and(|ledger| !ledger.cards.contains_key(source))
    };
    let mut known = last.map(|ledger| ledger.outputs.seeker());
    for planned in jobs {
        for output in &mut planned.outputs {
            output.reason = match known.as_mut().map(|known| known.get(&output.path)) {
                None => Some(Reason::First),
                Some(None) => Some(Reason::New),
                Some(Some(record)) => difference(record.print, output.print)
                    .map(|reason| reason.with_gained(|| gained(&planned.job, library, &is_new))),
            };
        }
    }
}

/// Why an output must be made whose print was `last`; `None` if it need not.
pub(super) fn difference(last: Print, now: Print) -> Option<Reason> {
    Some(match () {
        () if last == now => return None,
        () if last.shared != now.shared => Reason::Shared,
        () if last.own != now.own => Reason::Own,
        () if last.template != now.template => Reason::Template,
        () => Reason::Shown { gained: Vec::new() },
    })
}

fn gained(job: &Job, library: &Library, is_new: &dyn Fn(&Id) -> bool) -> Vec<String> {
    let ids = match job {
        Job::List(page) => route::members(library, page.edition, page.list),
        Job::Feed { edition, list, .. } => route::members(library, *edition, *list),
        Job::Home(edition) => route::members(library, *edition, ListKey::All),
        Job::Briefing(id) | Job::Text(id) => {
            let around = &library.entry(*id).around;
            let near = around.previous.iter().chain(&around.next).chain(&around.related).chain(&around.backlinks);
            near.copied().collect::<Vec<_>>().into()
        }
        _ => return Vec::new(),
    };
    ids.iter().filter(|id| is_new(id)).take(3).map(|id| library.entry(*id).id.clone()).collect()
}

impl Reason {
    fn with_gained(self, gained: impl FnOnce() -> Vec<String>) -> Self {
        match self {
            Self::Shown { .. } => Self::Shown { gained: gained() },
            other => other,
        }
    }

    /// The reason in words, for `--explain`; `template` is the name of the job's template.
    #[must_use]
    pub fn words(&self, template: Option<&str>) -> Cow<'static, str> {
        match self {
            Self::First => "no earlier build to compare with".into(),
            Self::New => "new, or its file had gone".into(),
            Self::Shared => "settings, program or assets changed".into(),
            Self::Template => format!("template `{}` changed", template.unwrap_or_default()).into(),
            Self::Own => "its source changed".into(),
            Self::Shown { gained } if gained.is_empty() => "what it shows of other texts changed".into(),
            Self::Shown { gained } => format!("what it shows changed: gained `{}`", gained.join("`, `")).into(),
        }
    }
}
