//! Passwords: hashed with argon2id, checked off the request threads and few at a time, because each check costs 19 MiB and
//! tens of milliseconds. Who may try how often is the store's business.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use domain::people::{PASSWORD_LEAST, PASSWORD_MOST_BYTES};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    #[error("a password has {PASSWORD_LEAST} characters at least and {PASSWORD_MOST_BYTES} bytes at most")]
    Length,
    #[error("argon2: {0}")]
    Hash(argon2::password_hash::Error),
    #[error("the check was cut off: {0}")]
    CutOff(String),
}

/// The PHC string (argon2id) of a password, with a fresh salt.
///
/// # Errors
/// `Length` when it is too short or too long.
pub fn hash(password: &str) -> Result<String, PasswordFault> {
    if password.chars().count() < PASSWORD_LEAST || password.len() > PASSWORD_MOST_BYTES {
        return Err(PasswordFault::Length);
    }
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(PasswordFault::Hash)
}

/// The hash of no password, as costly to compare with as a real one.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Checks passwords, as many at once as there are processors to do it.
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Passwords {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Passwords { places: Arc::new(Semaphore::new(processors)) }
    }
}

impl Passwords {
    /// The PHC string of a new password, worked out beside the requests.
    ///
    /// # Errors
    /// `Length` when it is too short or too long; when the process is about to end.
    pub async fn hashed(&self, password: &str) -> Result<String, PasswordFault> {
        let password = password.to_owned();
        let cut_off = |error: &dyn std::fmt::Display| PasswordFault::CutOff(error.to_string());
        let place = self.places.clone().acquire_owned().await.map_err(|error| cut_off(&error))?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _place = place;
            hash(&password)
        });
        hashed.await.map_err(|error| cut_off(&error))?
    }

    /// Whether the password belongs to that hash. Without a hash it works as long and says no, so that the time taken does
    /// not tell who is a customer.
    ///
    /// # Errors
    /// When the stored hash is none, or the process is about to end.
    pub async fn fits(&self, password: &str, hash: Option<String>) -> Result<bool, PasswordFault> {
        if password.len() > PASSWORD_MOST_BYTES {
            return Ok(false);
        }
        let somebodys = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let password = password.to_owned();
        let cut_off = |error: &dyn std::fmt::Display| PasswordFault::CutOff(error.to_string());
        let place = self.places.clone().acquire_owned().await.map_err(|error| cut_off(&error))?;
        let fits = tokio::task::spawn_blocking(move || {
            let _place = place;
            let parsed = PasswordHash::new(&hash)
                .map_err(|_| PasswordFault::Hash(argon2::password_hash::Error::EncodingInvalid))?;
            Ok::<bool, PasswordFault>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(fits.await.map_err(|error| cut_off(&error))?? && somebodys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::default();
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(passwords.fits("correct horse", Some(stored.clone())).await.unwrap());
        assert!(!passwords.fits("wrong horse", Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_password_fits_nobody() {
        let passwords = Passwords::default();
        assert!(!passwords.fits("anything", None).await.unwrap());
    }

    #[test]
    fn asking_for_nobody_costs_as_much_as_asking_for_somebody() {
        let cost = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
        assert_eq!(cost(NOBODYS), cost(&hash("correct horse").unwrap()));
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }

    #[test]
    fn a_short_or_endless_password_is_not_taken() {
        assert!(matches!(hash("short"), Err(PasswordFault::Length)));
        assert!(matches!(hash(&"x".repeat(2000)), Err(PasswordFault::Length)));
    }
}
