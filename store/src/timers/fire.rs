//! Firing timers: each in one transaction with its case, so that what it records and that it fired are true together or not
//! at all. Any number of workers may do so at once.

use crate::cases::record::Recording;
use crate::cases::{Held, HeldRow, moment};
use crate::db::{args, sql};
use crate::{Error, Fault, Result, Store};
use chrono::TimeDelta;
use domain::Moment;
use domain::case::event::Actor;
use domain::escalation::take;

/// A step taken later than that after its moment is marked late: longer than a worker needs to look, short enough that
/// nobody is told "on time" of what was not.
pub const LATE_AFTER: TimeDelta = TimeDelta::seconds(60);

sql!(NEXT_DUE, "SELECT due_at FROM timer WHERE fired_at IS NULL ORDER BY due_at LIMIT 1");
macro_rules! due {
    ($locking:literal) => {
        concat!(
            "SELECT id, case_id, key FROM timer WHERE fired_at IS NULL AND due_at <= $1
             ORDER BY due_at, position, id LIMIT 1 OFFSET $2",
            $locking
        )
    };
}
sql!(DUE, sqlite: due!(""), postgres: due!(" FOR UPDATE SKIP LOCKED"));
sql!(CASE_OF_TIMER, "SELECT id, version, state FROM service_case WHERE id = $1");
sql!(FIRED, "UPDATE timer SET fired_at = $2, late = $3 WHERE id = $1 AND fired_at IS NULL");

/// What became of the looking for one due timer.
enum Looked {
    NothingDue,
    Fired,
    /// Somebody else was quicker, or it was not due any more: look again.
    Again,
}

impl Store {
    /// Holidays that a manager imported, here or on another replica, move what is due.
    async fn plan_anew_if_rules_changed(&self) -> Result<()> {
        self.keep_up().await?;
        if self.inner.rules.is_planned_by(self.policies().mark()) {
            return Ok(());
        }
        self.plan_missing_timers().await.map(drop)
    }

    /// When the next timer is due, fired or not yet looked at.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn next_timer_due(&self) -> Result<Option<Moment>> {
        let row: Option<(i64,)> = self.inner.db.maybe(&NEXT_DUE, args![]).await?;
        row.map(|(due_at,)| moment(due_at)).transpose()
    }

    /// Fires up to `limit` timers that are due, the longest due first, and answers how many. Nothing is written when nothing
    /// is due; what it costs depends on what is due, not on how many cases are open. A case that cannot be read is passed
    /// over, so that it keeps nobody else waiting; its timers stay due.
    ///
    /// # Errors
    /// A fault of the database; what fired has fired.
    pub async fn fire_due_timers(&self, limit: usize, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        self.plan_anew_if_rules_changed().await?;
        let (mut fired, mut broken) = (0, 0);
        let mut tries = limit.saturating_mul(2);
        // Looked at outside of a transaction: an idle tick waits for nobody and makes nobody wait.
        while fired < limit && tries > 0 && self.next_timer_due().await?.is_some_and(|due_at| due_at <= now) {
            tries -= 1;
            match self.fire_next(now, broken).await {
                Ok(Looked::Fired) => fired += 1,
                Ok(Looked::Again) => {}
                Ok(Looked::NothingDue) => break,
                Err(Error::Fault(Fault::Database(outage))) => return Err(outage.into()),
                Err(error) => {
                    tracing::error!(%error, "a timer that is due could not be fired");
                    broken += 1;
                }
            }
        }
        Ok(fired)
    }

    /// Fires the timer that has been due the longest. Those that could not be fired stand before it: so many are passed over.
    async fn fire_next(&self, now: Moment, broken: i64) -> Result<Looked> {
        let mut recording = Recording::begin(self).await?;
        let due: Option<(i64, i64, String)> = recording.tx.maybe(&DUE, args![now, broken]).await?;
        let Some((timer_id, case_id, key)) = due else { return Ok(Looked::NothingDue) };
        let mut held = Held::of(recording.tx.one::<HeldRow>(&CASE_OF_TIMER, args![case_id]).await?)?;
        // Looked up after the case: whatever version it has is among them.
        let policies = self.policies_in(&mut recording.tx).await?;
        let step = policies.steps(&held.case).into_iter().find(|step| step.key == key);
        let step = step.filter(|step| step.at.is_some_and(|at| at <= now));
        let (Some(step), Some(policy)) = (step, policies.of(&held.case)) else {
            // Planned by rules or calendars that hold no more.
            super::plan(&mut recording.tx, &policies, &held).await?;
            recording.tx.commit().await?;
            return Ok(Looked::Again);
        };
        let happenings = take(&held.case, policy, &step, now, LATE_AFTER);
        let late = step.at.is_some_and(|at| now - at > LATE_AFTER);
        if recording.tx.run(&FIRED, args![timer_id, now, late]).await? == 0 {
            return Ok(Looked::Again);
        }
        let nobody = Actor { person: None, role: None };
        if !happenings.is_empty() && recording.append(&mut held, &nobody, now, happenings).await?.is_err() {
            return Ok(Looked::Again);
        }
        recording.commit(self).await?;
        Ok(Looked::Fired)
    }
}
