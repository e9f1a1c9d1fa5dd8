//! How far the imports of this process are, for the page that waits for one. What a process keeps in memory only: of the
//! imports of another one nothing is known, and the page then says no more than that it waits.

use domain::import::Progress;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// By the id of the file.
#[derive(Default)]
pub(crate) struct Imports(Mutex<HashMap<String, Progress>>);

impl Imports {
    /// That import begins. It is forgotten with what is returned.
    pub(super) fn begin(&self, id: &str) -> Watched<'_> {
        let watched = Watched { of: Some((self, id.to_owned())) };
        watched.now(|progress| *progress = Progress::default());
        watched
    }

    /// How far it is; none when no such import is going on here.
    pub(super) fn of(&self, id: &str) -> Option<Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied()
    }
}

/// An import that is going on, and somebody may be waiting for.
pub(super) struct Watched<'a> {
    of: Option<(&'a Imports, String)>,
}

impl Watched<'_> {
    /// One that nobody asks about.
    pub(super) fn by_nobody() -> Watched<'static> {
        Watched { of: None }
    }

    /// It is so far now.
    pub(super) fn now(&self, change: impl FnOnce(&mut Progress)) {
        if let Some((imports, id)) = &self.of {
            let mut all = imports.0.lock().unwrap_or_else(PoisonError::into_inner);
            change(all.entry(id.clone()).or_default());
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Some((imports, id)) = &self.of {
            imports.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        }
    }
}
