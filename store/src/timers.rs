//! Timers: the steps that a case takes by itself (`domain::escalation`) as rows, one a step, planned anew in the transaction
//! of whatever moves them. Firing stands in [`fire`]. What is due and what it does is the domain's to say.

mod fire;

pub use fire::LATE_AFTER;

use crate::cases::record::Recording;
use crate::cases::{Held, HeldRow, moment};
use crate::db::{Tx, args, sql};
use crate::policies::Policies;
use crate::{Desk, Result, Store};
use domain::Moment;
use domain::refusal::Refusal;
use std::collections::BTreeMap;

/// Cases planned in one transaction at the start.
const PLANNED_AT_ONCE: i64 = 50;

sql!(TIMERS_OF_CASE, "SELECT id, key, due_at, position, fired_at, late FROM timer WHERE case_id = $1");
sql!(SET, "INSERT INTO timer (case_id, key, due_at, position, late) VALUES ($1, $2, $3, $4, $5)");
sql!(MOVED, "UPDATE timer SET due_at = $2, position = $3 WHERE id = $1 AND fired_at IS NULL");
sql!(DROPPED, "DELETE FROM timer WHERE id = $1 AND fired_at IS NULL");
sql!(
    UNPLANNED,
    "SELECT id, version, state FROM service_case WHERE closed_at IS NULL AND planned_by <> $1 AND id > $2
     ORDER BY id LIMIT $3"
);
sql!(PLANNED, "UPDATE service_case SET planned_by = $2 WHERE id = $1");

/// `id, key, due_at, position, fired_at, late`
type TimerRow = (i64, String, i64, i64, Option<i64>, bool);

/// A timer as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// The step's key, e.g. `escalate/1/60`.
    pub key: String,
    pub due_at: Moment,
    pub fired_at: Option<Moment>,
    pub late: bool,
}

/// Makes the timers of a case those of its steps as it is now: sets new ones, moves those that changed, drops what will not
/// come any more. What fired stays as it is. Writes nothing when nothing moved.
pub(crate) async fn plan(tx: &mut Tx, policies: &Policies, held: &Held) -> Result<()> {
    let rows: Vec<TimerRow> = tx.all(&TIMERS_OF_CASE, args![held.id]).await?;
    let mut known: BTreeMap<String, TimerRow> = rows.into_iter().map(|row| (row.1.clone(), row)).collect();
    for (position, step) in (0_i64..).zip(policies.steps(&held.case)) {
        let Some(due_at) = step.at else { continue };
        match known.remove(&step.key) {
            None => {
                tx.run(&SET, args![held.id, step.key, due_at, position, false]).await?;
            }
            Some((id, _, due_before, position_before, None, _))
                if (due_before, position_before) != (due_at.timestamp_micros(), position) =>
            {
                tx.run(&MOVED, args![id, due_at, position]).await?;
            }
            Some(_) => {}
        }
    }
    for (id, ..) in known.into_values().filter(|row| row.4.is_none()) {
        tx.run(&DROPPED, args![id]).await?;
    }
    Ok(())
}

impl Store {
    /// Plans the timers of open cases that have none yet, or whose timers other rules or calendars planned; answers how many
    /// cases that were. To be called when a process starts; [`Store::fire_due_timers`] calls it when managers change a calendar.
    /// A case that cannot be read is passed over.
    ///
    /// # Errors
    /// A fault of the database; what is planned stays planned.
    pub async fn plan_missing_timers(&self) -> Result<i64> {
        let (mut planned, mut seen) = (0_i64, 0_i64);
        loop {
            let mut recording = Recording::begin(self).await?;
            let policies = self.policies_in(&mut recording.tx).await?;
            let values = args![policies.mark(), seen, PLANNED_AT_ONCE];
            let rows: Vec<HeldRow> = recording.tx.all(&UNPLANNED, values).await?;
            let Some((last, ..)) = rows.last() else {
                self.inner.rules.planned_by(policies.mark());
                return Ok(planned);
            };
            seen = *last;
            for row in rows {
                let id = row.0;
                let Ok(held) = Held::of(row).inspect_err(|error| tracing::error!(%error, id, "a case cannot be read"))
                else {
                    continue;
                };
                plan(&mut recording.tx, &policies, &held).await?;
                recording.tx.run(&PLANNED, args![held.id, policies.mark()]).await?;
                planned += 1;
            }
            recording.tx.commit().await?;
        }
    }
}

impl Desk {
    /// The timers of a case, those that fired and those to come, by the moment each is due.
    ///
    /// # Errors
    /// `NotFound` when there is no such case or the viewer may not see it, `NotAllowed` for customers.
    pub async fn timers(&self, number: &str) -> Result<Vec<Timer>> {
        let held = self.held(number).await?;
        if !self.is_staff() {
            return Err(Refusal::NotAllowed.into());
        }
        let mut rows: Vec<TimerRow> = self.db().all(&TIMERS_OF_CASE, args![held.id]).await?;
        rows.sort_by_key(|row| (row.2, row.3, row.0));
        let timer = |(_, key, due_at, _, fired_at, late): TimerRow| {
            Ok(Timer { key, due_at: moment(due_at)?, fired_at: fired_at.map(moment).transpose()?, late })
        };
        rows.into_iter().map(timer).collect()
    }
}
