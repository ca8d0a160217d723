//! Digests of bytes and of values: what tells that something is still the same.

use serde::{Deserialize, Serialize};

/// The value of an `integrity` attribute for some bytes (Subresource Integrity, section 3.1): SHA-256, in base 64.
#[must_use]
pub fn integrity(bytes: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    use sha2::Digest as _;
    format!("sha256-{}", BASE64_STANDARD.encode(sha2::Sha256::digest(bytes)))
}

/// 128 bits of BLAKE3: enough that no two texts of a site ever share one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

/// The digest of bytes that come in pieces: the same as that of all in one.
#[derive(Clone, Debug, Default)]
pub struct Digesting(blake3::Hasher);

impl Digesting {
    /// Takes the next piece.
    pub fn take(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::cut(self.0.finalize())
    }
}

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(blake3::hash(bytes))
    }

    /// The digest of a value's serialised form. Field names do not count, their order and types do.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        // No value of ours refuses to be serialised. Hashed in one piece: a hasher handed a byte at a time is slow.
        Self::of(&postcard::to_extend(value, Vec::with_capacity(512)).unwrap_or_default())
    }

    /// The digest of several digests, in their order.
    pub fn of_all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&part.0);
        }
        Self::cut(hasher.finalize())
    }

    /// 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(self) -> String {
        use std::fmt::Write as _;
        self.0.iter().fold(String::with_capacity(32), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    fn cut(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        for (to, from) in short.iter_mut().zip(hash.as_bytes()) {
            *to = *from;
        }
        Self(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_browsers_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
