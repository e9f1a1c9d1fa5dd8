//! The draft this browser keeps: one a person, in `localStorage`, so that a reload, a dropped connection or a session that
//! ended loses nothing. Whether it became a case meanwhile only the server knows. Called in effects and handlers only.

use domain::Moment;
use domain::case::report::Draft;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub draft: Draft,
    pub saved_at: Moment,
    /// It was sent at least once; whether it arrived is another question.
    pub sent: bool,
}

fn key(person_id: i64) -> String {
    format!("lightwell.draft.{person_id}")
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What is kept for that person; none also when storage is forbidden or holds something else.
pub fn read(person_id: i64) -> Option<Kept> {
    let text = storage()?.get_item(&key(person_id)).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// Keeps it. False when the browser does not: full or forbidden storage.
pub fn write(person_id: i64, kept: &Kept) -> bool {
    let Ok(text) = serde_json::to_string(kept) else { return false };
    storage().is_some_and(|storage| storage.set_item(&key(person_id), &text).is_ok())
}

/// Forgets what is kept for that person.
pub fn forget(person_id: i64) {
    if let Some(storage) = storage() {
        // Forbidden storage keeps nothing that would have to go.
        let _ = storage.remove_item(&key(person_id));
    }
}
