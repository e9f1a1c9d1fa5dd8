//! How far imports are, for the page that waits for one, whatever process carries it out: it stands with the file. What is
//! imported becomes visible with the state that says so, in one transaction. A process that dies in the middle leaves nothing but
//! a state without signs of life, from which another one may take over.

use crate::db::{Tx, args, sql};
use crate::{Result, Store};
use chrono::TimeDelta;
use domain::Moment;
use domain::import::{Counts, ImportState, Progress};
use domain::refusal::Refusal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

const SAID_EVERY: Duration = Duration::from_millis(250);
/// Without a sign of life for longer than this an import is given up. SQLite has one writer: while the rows are written
/// nothing else is, so it has to be longer than that takes.
pub(super) const SILENT_MOST: TimeDelta = TimeDelta::seconds(60);

sql!(
    BEGUN,
    "UPDATE import_file SET run = run + 1, alive_at = $2, state = $3
     WHERE id = $1 AND (alive_at IS NULL OR alive_at <= $4) RETURNING run"
);
sql!(SAID, "UPDATE import_file SET alive_at = $3, state = $4 WHERE id = $1 AND run = $2 AND alive_at IS NOT NULL");
sql!(ENDED, "UPDATE import_file SET alive_at = NULL, state = $3 WHERE id = $1 AND run = $2 AND alive_at IS NOT NULL");

/// The state of a file at that moment: `alive_at, state`.
pub(super) fn state_of((alive_at, state): (Option<i64>, String), now: Moment) -> Result<ImportState> {
    let silent_since = (now - SILENT_MOST).timestamp_micros();
    Ok(match alive_at {
        Some(alive_at) if alive_at <= silent_since => ImportState::BrokenOff,
        _ if state.is_empty() => ImportState::Waiting,
        _ => serde_json::from_str(&state)?,
    })
}

/// An import that is going on, and somebody may be waiting for.
pub(super) struct Watched {
    told: Option<Told>,
}

/// One that is told of.
struct Told {
    run: Run,
    progress: Arc<Mutex<Progress>>,
    teller: JoinHandle<()>,
    ended: AtomicBool,
}

/// Which import of which file.
#[derive(Clone)]
struct Run {
    store: Store,
    id: String,
    run: i64,
    began_at: Moment,
    /// When that was by a clock that only goes on.
    began: Instant,
}

impl Run {
    async fn say(&self, progress: Progress) -> Result<()> {
        let passed = TimeDelta::from_std(self.began.elapsed()).unwrap_or_default();
        let state = serde_json::to_string(&ImportState::Running(progress))?;
        let values = args![&self.id, self.run, self.began_at + passed, state];
        self.store.inner.db.run(&SAID, values).await?;
        Ok(())
    }

    async fn give_up(&self) -> Result<()> {
        self.store.inner.db.run(&ENDED, args![&self.id, self.run, ""]).await?;
        Ok(())
    }
}

impl Watched {
    /// One that nobody asks about.
    pub(super) fn by_nobody() -> Watched {
        Watched { told: None }
    }

    /// The import of that file begins.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when somebody else is importing it.
    pub(super) async fn begin(store: &Store, id: &str, now: Moment) -> Result<Watched> {
        let progress = Progress::default();
        let state = serde_json::to_string(&ImportState::Running(progress))?;
        let mut tx = store.inner.db.begin().await?;
        let begun: Option<(i64,)> = tx.maybe(&BEGUN, args![id, now, state, now - SILENT_MOST]).await?;
        let (run,) = begun.ok_or(Refusal::ChangedMeanwhile)?;
        let run = Run { store: store.clone(), id: id.to_owned(), run, began_at: now, began: Instant::now() };
        let progress = Arc::new(Mutex::new(progress));
        let teller = tokio::spawn(tell(run.clone(), Arc::clone(&progress)));
        // Before it is visible: whoever walks away while it becomes so must not leave it behind.
        let watched = Watched { told: Some(Told { run, progress, teller, ended: AtomicBool::new(false) }) };
        tx.commit().await?;
        Ok(watched)
    }

    /// It is so far now; said soon.
    pub(super) fn now(&self, change: impl FnOnce(&mut Progress)) {
        if let Some(told) = &self.told {
            change(&mut told.progress.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Says it at once.
    pub(super) async fn say(&self) -> Result<()> {
        let Some(told) = &self.told else { return Ok(()) };
        let progress = *told.progress.lock().unwrap_or_else(PoisonError::into_inner);
        told.run.say(progress).await
    }

    /// It is done as soon as the transaction is.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when another process took it for dead and took over.
    pub(super) async fn done(&self, tx: &mut Tx, counts: Counts) -> Result<()> {
        let Some(Told { run, .. }) = &self.told else { return Ok(()) };
        let state = serde_json::to_string(&ImportState::Done(counts))?;
        match tx.run(&ENDED, args![&run.id, run.run, state]).await? {
            0 => Err(Refusal::ChangedMeanwhile.into()),
            _ => Ok(()),
        }
    }

    /// Nobody is importing it any more, whatever came of it.
    pub(super) async fn end(self) -> Result<()> {
        let Some(told) = &self.told else { return Ok(()) };
        told.ended.store(true, Ordering::Relaxed);
        told.run.give_up().await
    }
}

/// Whoever waited for it is gone, and with them the import.
impl Drop for Told {
    fn drop(&mut self) {
        self.teller.abort();
        if !self.ended.load(Ordering::Relaxed)
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let run = self.run.clone();
            runtime.spawn(async move { run.give_up().await });
        }
    }
}

/// Says how far it is, as long as it goes on. What cannot be said is said the next time.
async fn tell(run: Run, progress: Arc<Mutex<Progress>>) {
    loop {
        sleep(SAID_EVERY).await;
        let progress = *progress.lock().unwrap_or_else(PoisonError::into_inner);
        _ = run.say(progress).await;
    }
}
