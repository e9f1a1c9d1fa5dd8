//! Waiting for an import: the form is sent as any form is, and until its answer comes the page asks how far the rows are. A page
//! that finds the import going on, wherever it was begun, waits for its end. Without JavaScript each look says how far it is.

use crate::api::lists::import_progress;
use crate::i18n::{Locale, td_string};
use crate::live::sleep;
use domain::import::{Counts, ImportState, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;

const ASK_EVERY_MS: u64 = 250;

/// What is known while somebody waits.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    /// As the preview counted them.
    rows: usize,
    pub(super) sending: RwSignal<bool>,
    progress: RwSignal<Option<Progress>>,
}

/// What is being done, as it is announced: once each, however often the figures change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Waiting,
    Checking,
    Writing(usize),
}

impl Waiting {
    pub(super) fn new(counts: Counts, state: ImportState) -> Waiting {
        let rows = counts.added + counts.changed + counts.unchanged;
        let progress = match state {
            ImportState::Running(progress) => Some(progress),
            _ => None,
        };
        Waiting { rows, sending: RwSignal::new(progress.is_some()), progress: RwSignal::new(progress) }
    }

    fn doing(self) -> Option<Doing> {
        let doing = match self.progress.get() {
            Some(Progress { to_write: Some(rows), .. }) => Doing::Writing(rows),
            Some(_) => Doing::Checking,
            None => Doing::Waiting,
        };
        self.sending.get().then_some(doing)
    }

    /// Said to those who listen, counted for those who look.
    pub(super) fn view(self, language: Locale) -> AnyView {
        let rows = self.rows as u64;
        let doing = Memo::new(move |_| self.doing());
        let said = move || {
            doing.get().map(|doing| match doing {
                Doing::Waiting => td_string!(language, lists.importing, rows = rows),
                Doing::Checking => td_string!(language, lists.checking, rows = rows),
                Doing::Writing(rows) => td_string!(language, lists.writing, rows = rows as u64),
            })
        };
        let bar = move || {
            let progress = self.progress.get().filter(|_| self.sending.get())?;
            let (done, all) = match progress.to_write {
                Some(all) => (progress.written, all),
                None => (progress.checked, progress.rows),
            };
            let label = td_string!(language, lists.progress);
            let count = td_string!(language, lists.progress_count, done = done as u64, all = all as u64);
            Some(view! {
                <progress aria-label=label value=done.to_string() max=all.max(1).to_string()></progress>
                <span class="import-count" aria-hidden="true">{count}</span>
            })
        };
        view! {
            <p class="import-says" role="status">{said}</p>
            <div class="import-progress">{bar}</div>
        }
        .into_any()
    }
}

/// Asks until the page is left for the answer.
pub(super) fn follow(waiting: Waiting, file: String) {
    if waiting.sending.get_untracked() {
        return;
    }
    waiting.sending.set(true);
    ask(waiting, file, false);
}

/// Asks until the import that goes on somewhere has come to an end, then shows the page as it is then.
pub(super) fn follow_to_the_end(waiting: Waiting, file: String) {
    ask(waiting, file, true);
}

fn ask(waiting: Waiting, file: String, to_the_end: bool) {
    spawn_local(async move {
        while waiting.sending.try_get_untracked() == Some(true) {
            match import_progress(file.clone()).await {
                Ok(ImportState::Running(progress)) => _ = waiting.progress.try_set(Some(progress)),
                Ok(_) if to_the_end => {
                    _ = window().location().reload();
                    return;
                }
                // What cannot be told is no reason to say anything else.
                _ => {}
            }
            sleep(ASK_EVERY_MS).await;
        }
    });
}
