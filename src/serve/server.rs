//! The HTTP side: every request is answered from the last good snapshot, at once.

use std::net::TcpListener;
use std::sync::{Arc, mpsc};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt as _;
use axum::http::{Method, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};

use super::guard::{self, Names};
use super::listener::PatientListener;
use super::route::{self, Found};
use super::snapshot::Snapshot;
use super::state::Editor;
use super::{Desk, Wake, live, reply, state};
use crate::base::Failure;

/// How many open pages may listen for news at once: fewer than the files that systems let a program have open.
pub(super) const LISTENERS: usize = 400;

/// What answers share.
pub(super) struct Shared {
    /// The last good snapshot; none until the first build is done.
    pub(super) snapshots: watch::Receiver<Option<Arc<Snapshot>>>,
    /// How the builder is told of a wish.
    pub(super) wishes: mpsc::Sender<Wake>,
    /// What the shell lends.
    pub(super) desk: Arc<dyn Desk>,
    /// By which names one may ask.
    pub(super) names: Names,
    /// What is switched on in the browser: `bar`, `navigate`.
    pub(super) switches: String,
    /// Room for those who listen for news.
    pub(super) listeners: Arc<Semaphore>,
    /// What opens a place in an editor.
    pub(super) editor: Editor,
}

/// Answers on the listener until the runtime is dropped; a signal to end is told at once, whatever is being built.
pub(super) fn answer(
    listener: TcpListener,
    shared: Arc<Shared>,
    end: mpsc::Sender<Result<(), Failure>>,
) -> std::io::Result<Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    listener.set_nonblocking(true)?;
    runtime.spawn(async move {
        signal().await;
        let _ = end.send(Ok(()));
    });
    runtime.spawn(async move {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        let handler = move |request: Request| respond(State(shared.clone()), request);
        let _ = axum::serve(PatientListener(listener), handler.into_make_service()).await;
    });
    Ok(runtime)
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let ends = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()), signal(SignalKind::hangup()));
    if let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)) = ends {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    if let Some(words) = guard::refusal(&shared.names, request.uri(), request.headers()) {
        return reply::plain(StatusCode::FORBIDDEN, words);
    }
    let mut snapshots = shared.snapshots.clone();
    let Ok(snapshot) = snapshots.wait_for(Option::is_some).await.map(|snapshot| snapshot.clone()) else {
        return reply::plain(StatusCode::SERVICE_UNAVAILABLE, "the server ends\n");
    };
    let snapshot = snapshot.unwrap_or_default();
    let (parts, body) = request.into_parts();
    let found = route::find(&snapshot, parts.uri.path());
    let query = parts.uri.query();
    match (&parts.method, &found) {
        (&Method::POST, Found::Own("at")) if guard::is_from_own_page(&parts.headers) => wish(&shared, body).await,
        (&Method::GET | &Method::HEAD, Found::Own(name)) => {
            own(&shared, &snapshot, name, query.unwrap_or_default()).await
        }
        (&Method::GET | &Method::HEAD, found) => {
            reply::file(&snapshot, &parts.method, found, query, &parts.headers, &shared.switches)
        }
        _ => {
            let mut response = reply::plain(StatusCode::METHOD_NOT_ALLOWED, "read only\n");
            response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
            response
        }
    }
}

/// The preview's own addresses.
async fn own(shared: &Arc<Shared>, snapshot: &Arc<Snapshot>, name: &str, query: &str) -> Response<Body> {
    let path = reply::asked(query, "page").unwrap_or("/");
    match name {
        "preview.js" => reply::own("text/javascript; charset=utf-8", include_str!("preview.js")),
        "preview.css" => reply::own("text/css; charset=utf-8", include_str!("preview.css")),
        "events" => {
            let navigates = shared.switches.contains("navigate");
            let tag = reply::asked(query, "tag").unwrap_or_default();
            let Ok(room) = shared.listeners.clone().try_acquire_owned() else {
                return reply::plain(StatusCode::SERVICE_UNAVAILABLE, "too many pages listen; close some\n");
            };
            let page = live::Page { path: path.to_owned(), tag: tag.to_owned(), navigates, _room: room };
            let mut response = live::events(shared.snapshots.clone(), page).into_response();
            response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
            response
        }
        "state" => {
            let page = route::page_file(snapshot, path);
            reply::own("application/json; charset=utf-8", state::state(snapshot, page.as_ref(), &shared.editor))
        }
        "understood" => {
            let (shared, snapshot) = (shared.clone(), snapshot.clone());
            let page = route::page_file(&snapshot, path);
            let read = move || page.and_then(|page| shared.desk.understood(snapshot.owner(&page)?));
            let text = tokio::task::spawn_blocking(read).await.ok().flatten();
            text.map_or_else(
                || reply::plain(StatusCode::NOT_FOUND, "this page is made of no text of its own\n"),
                |text| reply::own("text/plain; charset=utf-8", text),
            )
        }
        _ => reply::plain(StatusCode::NOT_FOUND, "nothing stands at this address\n"),
    }
}

/// The wish to see the site at another instant; an empty one means now.
async fn wish(shared: &Shared, body: Body) -> Response<Body> {
    let text =
        to_bytes(body, 100).await.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).unwrap_or_default();
    let at = match text.trim() {
        "" => None,
        text => match text.parse::<Timestamp>() {
            Ok(at) => Some(at),
            Err(_) => return reply::plain(StatusCode::BAD_REQUEST, "write an instant as 2026-03-12T06:00:00Z\n"),
        },
    };
    let _ = shared.wishes.send(Wake::At(at));
    reply::plain(StatusCode::ACCEPTED, "as you wish\n")
}
