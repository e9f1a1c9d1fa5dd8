//! Unguessable texts, and what of them may be kept.

use crate::error::Fault;
use sha2::{Digest, Sha256};

/// A fresh secret of that many random bytes, in hexadecimal digits.
///
/// # Errors
/// When the operating system gives no randomness: then nothing secret can be made, and nothing must be guessed instead.
pub(crate) fn fresh<const BYTES: usize>() -> Result<String, Fault> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| Fault::Broken("the operating system gives no randomness"))?;
    Ok(hex::encode(bytes))
}

/// What is stored of a secret: who reads the database cannot use it.
pub(crate) fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
