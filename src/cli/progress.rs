//! A bar on stderr for work that takes long enough to wonder about.

use std::{
    io::IsTerminal as _,
    sync::{
        atomic::Ordering,
        mpsc::{RecvTimeoutError, channel},
    },
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::{Loudness, Terminal};
use crate::pipeline::Progress;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the bar moves.
const STEP: Duration = Duration::from_millis(60);

/// Does `work`, with a bar on stderr where that is a terminal and people read it.
pub(super) fn shown<T>(progress: &Progress, terminal: &Terminal, work: impl FnOnce() -> T) -> T {
    if terminal.loudness == Loudness::Quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    std::thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        scope.spawn(move || {
            if !matches!(waiting.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout)) {
                return;
            }
            let bar = bar();
            while matches!(waiting.recv_timeout(STEP), Err(RecvTimeoutError::Timeout)) {
                bar.set_length(progress.total.load(Ordering::Relaxed) as u64);
                bar.set_position(progress.done.load(Ordering::Relaxed) as u64);
            }
            bar.finish_and_clear();
        });
        let worth = work();
        drop(done);
        worth
    })
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("building {bar:40} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}
