//! Answers to requests for files: pure, from a snapshot and a request's head.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

use super::inject::{Note, escaped, with_preview};
use super::media::{Part, media_type, part};
use super::route::{self, Found};
use super::snapshot::{Served, Snapshot};
use crate::base::{Digest, OutPath};

/// The answer to a request for a file of the site.
pub(super) fn file(
    snapshot: &Snapshot,
    method: &Method,
    found: &Found<'_>,
    query: Option<&str>,
    headers: &HeaderMap,
    switches: &str,
) -> Response<Body> {
    match found {
        Found::File(path, served) => whole_or_part(method, headers, &content(snapshot, path, served, switches)),
        Found::Elsewhere(address) => {
            let address = query.map_or_else(|| address.clone(), |query| format!("{address}?{query}"));
            let mut response = plain(StatusCode::MOVED_PERMANENTLY, "moved\n");
            if let Ok(address) = HeaderValue::from_str(&address) {
                response.headers_mut().insert(header::LOCATION, address);
            }
            response
        }
        Found::Refused => plain(StatusCode::BAD_REQUEST, "no page has such an address\n"),
        Found::Missing | Found::Own(_) => missing(snapshot, method, switches),
    }
}

/// What is sent of a file, and what tells this state of it from others.
struct Content {
    bytes: Bytes,
    kind: &'static str,
    tag: String,
    status: StatusCode,
}

fn content(snapshot: &Snapshot, path: &OutPath, served: &Served, switches: &str) -> Content {
    let kind = media_type(path.name());
    let tag = served.digest.hex();
    let bytes = if kind.starts_with("text/html") {
        with_preview(&served.bytes, &Note { prefix: &snapshot.prefix, tag: &tag, switches }).into()
    } else {
        Bytes::from_owner(served.bytes.clone())
    };
    Content { bytes, kind, tag, status: StatusCode::OK }
}

fn whole_or_part(method: &Method, headers: &HeaderMap, content: &Content) -> Response<Body> {
    let etag = format!("\"{}\"", content.tag);
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let size = content.bytes.len();
    let known = |tags: &str| {
        tags.split(',').any(|tag| matches!(tag.trim(), "*") || tag.trim().trim_start_matches("W/") == etag)
    };
    if text(header::IF_NONE_MATCH).is_some_and(known) {
        return respond(StatusCode::NOT_MODIFIED, content.kind, Body::empty(), &[(header::ETAG, etag)]);
    }
    let range = text(header::RANGE).filter(|_| text(header::IF_RANGE).is_none_or(|tag| tag.trim() == etag));
    let ranged = [(header::ETAG, etag), (header::ACCEPT_RANGES, "bytes".to_owned())];
    let (status, bytes, extra) = match part(range, size) {
        Part::Whole => (content.status, content.bytes.clone(), None),
        Part::Bytes(first, end) => {
            let bytes = content.bytes.slice(first..end);
            (StatusCode::PARTIAL_CONTENT, bytes, Some(format!("bytes {first}-{}/{size}", end.saturating_sub(1))))
        }
        Part::Outside => (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{size}"))),
    };
    let length = (header::CONTENT_LENGTH, bytes.len().to_string());
    let all: Vec<_> =
        ranged.into_iter().chain([length]).chain(extra.map(|extra| (header::CONTENT_RANGE, extra))).collect();
    let body = if method == Method::HEAD { Body::empty() } else { Body::from(bytes) };
    respond(status, content.kind, body, &all)
}

/// The site's own page for what is not there; while there is none, one that waits for it.
fn missing(snapshot: &Snapshot, method: &Method, switches: &str) -> Response<Body> {
    let not_found =
        OutPath::new("404.html").ok().and_then(|path| snapshot.files.get(&path).map(|served| (path, served)));
    let content = match not_found {
        Some((path, served)) => Content { status: StatusCode::NOT_FOUND, ..content(snapshot, &path, served, switches) },
        None => waiting(snapshot, switches),
    };
    whole_or_part(method, &HeaderMap::new(), &content)
}

fn waiting(snapshot: &Snapshot, switches: &str) -> Content {
    let (status, text) = if snapshot.current {
        (StatusCode::NOT_FOUND, "Nothing stands at this address.")
    } else {
        (StatusCode::INTERNAL_SERVER_ERROR, "The site could not be built yet. This page goes on by itself when it can.")
    };
    let list: String = if snapshot.current { String::new() } else { snapshot.findings.iter().map(line).collect() };
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>despatch</title></head><body><h1>despatch</h1><p>{text}</p><ul>{list}</ul></body></html>"
    );
    let tag = Digest::of(page.as_bytes()).hex();
    let bytes = with_preview(page.as_bytes(), &Note { prefix: &snapshot.prefix, tag: &tag, switches });
    Content { bytes: bytes.into(), kind: "text/html; charset=utf-8", tag, status }
}

fn line(finding: &crate::base::Finding) -> String {
    let place = finding
        .start
        .map_or_else(|| finding.file.clone(), |start| format!("{}:{}:{}", finding.file, start.line, start.column));
    format!("<li><code>{}</code> {}</li>", escaped(&place), escaped(&finding.message))
}

/// A short answer in plain text.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    respond(status, "text/plain; charset=utf-8", Body::from(text), &[])
}

/// An answer of the preview's own.
pub(super) fn own(kind: &'static str, text: impl Into<Body>) -> Response<Body> {
    respond(StatusCode::OK, kind, text.into(), &[])
}

/// What a query gives for a name; as it stands there.
pub(super) fn asked<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
}

/// What tells the state of the page at this path from others, as it is sent now.
pub(super) fn tag_of(snapshot: &Snapshot, path: &str) -> String {
    let not_found = || OutPath::new("404.html").ok().and_then(|path| snapshot.digest(&path));
    let digest = route::page_file(snapshot, path).and_then(|path| snapshot.digest(&path)).or_else(not_found);
    digest.map_or_else(|| waiting(snapshot, "").tag, Digest::hex)
}

fn respond(
    status: StatusCode,
    kind: &'static str,
    body: Body,
    extra: &[(header::HeaderName, String)],
) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for (name, value) in extra {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
