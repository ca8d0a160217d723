//! Live reload: each open page hears what concerns it, as server-sent events.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};

use super::reply::tag_of;
use super::snapshot::Snapshot;
use crate::base::{Digest, OutPath};

/// What an open page is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum News {
    /// The page itself has changed.
    Page {
        /// What tells its new state from others.
        tag: String,
    },
    /// Files that pages refer to have changed.
    Assets {
        /// Their addresses, with the prefix.
        paths: Vec<String>,
        /// Whether the page itself is as before, so that what it refers to is there under the same names.
        alone: bool,
    },
    /// There is something else to say in the overlay and the bar.
    State,
    /// The last change is to be seen on another page.
    Go {
        /// Its address, with the prefix.
        address: String,
    },
    /// The site now stands below another prefix.
    Moved {
        /// The address of its home.
        address: String,
    },
}

/// What an open page has seen so far.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    path: String,
    prefix: String,
    tag: String,
    said: Option<Digest>,
    assets: Arc<BTreeMap<OutPath, Digest>>,
    newest: Option<(OutPath, Option<Digest>)>,
}

/// The stream of a page's events.
pub(super) struct Events(mpsc::Receiver<Event>);

impl futures_core::Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}

/// A page that listens.
pub(super) struct Page {
    /// Its path, as asked for.
    pub(super) path: String,
    /// The state in which it was sent.
    pub(super) tag: String,
    /// Whether it goes to where the last change is to be seen.
    pub(super) navigates: bool,
    /// Its room among those who listen, given back when it goes.
    pub(super) _room: OwnedSemaphorePermit,
}

/// The events for a page.
pub(super) fn events(
    snapshots: watch::Receiver<Option<Arc<Snapshot>>>,
    page: Page,
) -> Sse<impl futures_core::Stream<Item = Result<Event, Infallible>> + use<>> {
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(follow(snapshots, page, sender));
    Sse::new(Events(receiver)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

async fn follow(mut snapshots: watch::Receiver<Option<Arc<Snapshot>>>, page: Page, sender: mpsc::Sender<Event>) {
    let mut seen: Option<Seen> = None;
    loop {
        let snapshot = snapshots.borrow_and_update().clone();
        if let Some(snapshot) = snapshot {
            let seen = seen.get_or_insert_with(|| Seen::at_first(&snapshot, page.path.clone(), page.tag.clone()));
            for news in seen.news(&snapshot) {
                if matches!(news, News::Go { .. }) && !page.navigates {
                    continue;
                }
                let Ok(event) = Event::default().json_data_of(&news) else { return };
                if sender.send(event).await.is_err() {
                    return;
                }
            }
        }
        tokio::select! {
            changed = snapshots.changed() => if changed.is_err() { return },
            () = sender.closed() => return,
        }
    }
}

/// Events of JSON, without axum's feature for it.
trait JsonEvent: Sized {
    fn json_data_of<T: Serialize>(self, value: &T) -> serde_json::Result<Self>;
}

impl JsonEvent for Event {
    fn json_data_of<T: Serialize>(self, value: &T) -> serde_json::Result<Self> {
        Ok(self.data(serde_json::to_string(value)?))
    }
}

impl Seen {
    /// A page that has just been opened has seen all but what changed while it was sent.
    fn at_first(snapshot: &Snapshot, path: String, tag: String) -> Self {
        let newest = snapshot.newest.clone().map(|page| (page.clone(), snapshot.digest(&page)));
        Self { path, prefix: snapshot.prefix.clone(), tag, said: None, assets: snapshot.assets.clone(), newest }
    }

    /// What is new to it, in the order in which it should be told.
    fn news(&mut self, snapshot: &Snapshot) -> Vec<News> {
        let mut news = Vec::new();
        if self.prefix != snapshot.prefix {
            self.prefix.clone_from(&snapshot.prefix);
            news.push(News::Moved { address: format!("{}/", snapshot.prefix) });
        }
        let assets = snapshot.assets.clone();
        let other = assets.iter().filter(|_| !Arc::ptr_eq(&assets, &self.assets));
        let changed = other.filter(|(path, digest)| self.assets.get(path).is_some_and(|seen| seen != *digest));
        let paths: Vec<String> = changed.map(|(path, _)| format!("{}/{path}", snapshot.prefix)).collect();
        self.assets = assets;
        let tag = tag_of(snapshot, &self.path);
        let alone = tag == self.tag;
        if !alone {
            self.tag.clone_from(&tag);
            news.push(News::Page { tag });
        }
        if !paths.is_empty() {
            news.push(News::Assets { paths, alone });
        }
        if self.said != Some(snapshot.said) {
            self.said = Some(snapshot.said);
            news.push(News::State);
        }
        let newest = snapshot.newest.clone().map(|page| (page.clone(), snapshot.digest(&page)));
        if newest != self.newest {
            self.newest.clone_from(&newest);
            news.extend(newest.map(|(page, _)| News::Go { address: address(snapshot, &page) }));
        }
        news
    }
}

fn address(snapshot: &Snapshot, page: &OutPath) -> String {
    let path = page.as_str().strip_suffix("index.html").unwrap_or(page.as_str());
    format!("{}/{path}", snapshot.prefix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::Table, serve::snapshot::Served};

    fn site(files: &[(&str, &str)]) -> Snapshot {
        let served =
            |(path, text): &(&str, &str)| (OutPath::new(path).expect("a path"), Served::new(text.as_bytes().to_vec()));
        let files: Table<OutPath, Served> = files.iter().map(served).collect();
        let snapshot = Snapshot { current: true, files: files.clone(), ..Snapshot::default() };
        snapshot.with_assets(&Snapshot::default(), files.keys())
    }

    #[test]
    fn a_page_hears_what_concerns_it_and_nothing_else() {
        let first = site(&[("index.html", "a"), ("x/index.html", "x"), ("s.css", "1")]);
        let tag = tag_of(&first, "/");
        let mut seen = Seen::at_first(&first, "/".to_owned(), tag);
        assert_eq!(seen.news(&first), [News::State]);
        assert_eq!(seen.news(&first), []);
        assert_eq!(seen.news(&site(&[("index.html", "a"), ("x/index.html", "y"), ("s.css", "1")])), []);
        let css = site(&[("index.html", "a"), ("x/index.html", "y"), ("s.css", "2")]);
        assert_eq!(seen.news(&css), [News::Assets { paths: vec!["/s.css".to_owned()], alone: true }]);
        let second = site(&[("index.html", "b"), ("s.css", "2")]);
        assert_eq!(seen.news(&second), [News::Page { tag: tag_of(&second, "/") }]);
    }

    #[test]
    fn a_page_that_was_sent_before_the_last_change_hears_of_it_at_once() {
        let mut seen = Seen::at_first(&site(&[("index.html", "b")]), "/".to_owned(), "older".to_owned());
        assert!(matches!(seen.news(&site(&[("index.html", "b")])).first(), Some(News::Page { .. })));
    }

    #[test]
    fn a_missing_page_hears_when_it_comes() {
        let before = site(&[("404.html", "none")]);
        let mut seen = Seen::at_first(&before, "/x/".to_owned(), tag_of(&before, "/x/"));
        assert_eq!(seen.news(&before), [News::State]);
        let after = site(&[("404.html", "none"), ("x/index.html", "x")]);
        assert_eq!(seen.news(&after), [News::Page { tag: tag_of(&after, "/x/") }]);
    }
}
