//! Who may ask: requests by a foreign name or from a foreign page are refused, so that no web site can read drafts.

use axum::http::{HeaderMap, Uri, header};

/// The names under which the server may be asked: loopback, and the one that it was told to listen on.
#[derive(Clone, Debug)]
pub(super) struct Names {
    told: String,
}

impl Names {
    /// Loopback names and `told`.
    pub(super) fn new(told: &str) -> Self {
        Self { told: told.trim_matches(['[', ']']).to_ascii_lowercase() }
    }

    fn hold(&self, name: &str) -> bool {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1") || name == self.told
    }
}

/// Why a request for `target` is refused; `None` if it is not. Pages of other origins may ask for nothing, not even from this machine.
pub(super) fn refusal(names: &Names, target: &Uri, headers: &HeaderMap) -> Option<&'static str> {
    let foreign_target = |target: &str| !host_name(target).is_some_and(|name| names.hold(name));
    if target.authority().is_some_and(|authority| foreign_target(authority.as_str())) {
        return Some("this server stands in for no other");
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
        return Some("a request names one host");
    };
    if !host_name(host).is_some_and(|name| names.hold(name)) {
        return Some("this server answers to its own names alone; see `--host`");
    }
    let foreign = |origin: &str| {
        let origin = origin.to_ascii_lowercase();
        let rest = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        rest != Some(host.to_ascii_lowercase().as_str())
    };
    match headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null")) {
        Some(origin) if foreign(origin) => Some("a page of another origin asks"),
        _ => None,
    }
}

/// Whether a request that changes something surely comes from a page of this server.
pub(super) fn is_from_own_page(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) && headers.contains_key("x-despatch")
}

/// The host without its port; `None` if it is not well formed.
fn host_name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, tail) = rest.split_once(']')?;
            (name, tail.strip_prefix(':').or_else(|| tail.is_empty().then_some("0"))?)
        }
        None => host.split_once(':').unwrap_or((host, "0")),
    };
    (!name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(told: &str, pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a header"));
        }
        refusal(&Names::new(told), &Uri::from_static("/"), &headers).is_some()
    }

    #[test]
    fn own_names_are_answered_and_others_are_not() {
        for host in ["localhost", "LOCALHOST:4600", "127.0.0.1:4600", "[::1]:4600", "[::1]", "localhost."] {
            assert!(!refused("127.0.0.1", &[("host", host)]), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:4600",
            "192.168.1.7",
            "",
            "[::1",
            "127.0.0.1:x",
            "a@localhost",
        ] {
            assert!(refused("127.0.0.1", &[("host", host)]), "{host}");
        }
        assert!(refused("127.0.0.1", &[]));
        assert!(refused("127.0.0.1", &[("host", "localhost"), ("host", "evil.example")]));
        assert!(!refused("desk.example", &[("host", "Desk.example:80")]));
        assert!(refused("0.0.0.0", &[("host", "192.168.1.7")]));
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let host = ("host", "127.0.0.1:4600");
        assert!(!refused("127.0.0.1", &[host, ("origin", "http://127.0.0.1:4600")]));
        for origin in ["http://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:4601", "file://"] {
            assert!(refused("127.0.0.1", &[host, ("origin", origin)]), "{origin}");
        }
    }
}
