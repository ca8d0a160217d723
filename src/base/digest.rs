//! Digests of bytes and of values: what tells that something is still the same.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// The value of an `integrity` attribute for some bytes (Subresource Integrity, section 3.1): SHA-256, in base 64.
#[must_use]
pub fn integrity(bytes: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    use sha2::Digest as _;
    format!("sha256-{}", BASE64_STANDARD.encode(sha2::Sha256::digest(bytes)))
}

/// 128 bits of XXH3: enough that no two texts of a site share one by chance. They tell what has changed by oversight and withstand no
/// forger: who can choose the texts of a site can make two that share one, which the lock would then take for the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

/// The digest of bytes that come in pieces: the same as that of all in one.
#[derive(Clone, Default)]
pub struct Digesting(XxHash3_128);

impl Digesting {
    /// Takes the next piece.
    pub fn take(&mut self, piece: &[u8]) {
        self.0.write(piece);
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(self.0.finish_128().to_le_bytes())
    }
}

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes).to_le_bytes())
    }

    /// The digest of a value's serialised form. Field names do not count, their order and types do.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        // No value of ours refuses to be serialised. Hashed in one piece: a hasher handed a byte at a time is slow.
        Self::of(&postcard::to_extend(value, Vec::with_capacity(512)).unwrap_or_default())
    }

    /// The digest of several digests, in their order.
    pub fn of_all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::of(&parts.into_iter().flat_map(|part| part.0).collect::<Vec<u8>>())
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_browsers_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
