//! The escalation board: what is breached, what is soon, which steps come next, which were taken and who was told.

use crate::cases::{EventRow, Held, HeldRow, event};
use crate::db::{args, sql};
use crate::{Desk, Result};
use chrono::TimeDelta;
use domain::access::{Action, Whose};
use domain::case::Case;
use domain::notice::{Board, ComingStep, TakenStep};

const SOON: TimeDelta = TimeDelta::hours(1);
const ROWS_MOST: i64 = 50;

sql!(
    COMING,
    "SELECT t.key, c.id, c.version, c.state FROM timer t JOIN service_case c ON c.id = t.case_id
     WHERE t.fired_at IS NULL AND t.due_at <= $1 ORDER BY t.due_at, t.position, t.id LIMIT $2"
);
sql!(
    TAKEN,
    "SELECT c.number, c.state, e.id, e.at, e.actor_id, e.actor_name, e.actor_role, e.payload
     FROM event e JOIN service_case c ON c.id = e.case_id
     WHERE e.key IN ('escalated', 'severity_rose', 'contingency_called', 'crisis_update_demanded')
     ORDER BY e.id DESC LIMIT $1"
);
sql!(
    TOLD_OF,
    "SELECT p.name FROM notice n JOIN person p ON p.id = n.person_id WHERE n.about = 'case' AND n.event_id = $1 ORDER BY n.id"
);

type TakenRow = (String, String, i64, i64, Option<i64>, Option<String>, Option<String>, String);

impl Desk {
    /// The escalation board.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn escalation_board(&self) -> Result<Board> {
        self.person_who_may(Action::SeeEscalations, Whose::Others)?;
        let last_event_id = self.last_event_id().await?;
        let (breached, others): (Vec<_>, Vec<_>) = self
            .open_rows()
            .await?
            .into_iter()
            .partition(|row| row.next.as_ref().is_some_and(|next| next.breached(self.now)));
        let by = self.now + SOON;
        let is_soon = |due| due <= by;
        let soon = others.into_iter().filter(|row| row.next.as_ref().and_then(|next| next.due).is_some_and(is_soon));
        Ok(Board {
            breached,
            soon: soon.collect(),
            coming: self.coming_steps().await?,
            taken: self.taken_steps().await?,
            now: self.now,
            last_event_id,
        })
    }

    async fn coming_steps(&self) -> Result<Vec<ComingStep>> {
        let rows: Vec<(String, i64, i64, String)> = self.db().all(&COMING, args![self.now + SOON, ROWS_MOST]).await?;
        let mut coming = Vec::with_capacity(rows.len());
        for (key, id, version, state) in rows {
            let row: HeldRow = (id, version, state);
            let case = Held::of(row)?.case;
            // Gone when the rules have changed since it was planned; the worker will notice, too.
            let step = self.policies().steps(&case).into_iter().find(|step| step.key == key);
            let Case { opening, .. } = case;
            coming.extend(step.map(|step| ComingStep { number: opening.number, title: opening.title, step }));
        }
        Ok(coming)
    }

    async fn taken_steps(&self) -> Result<Vec<TakenStep>> {
        let rows: Vec<TakenRow> = self.db().all(&TAKEN, args![ROWS_MOST]).await?;
        let mut taken = Vec::with_capacity(rows.len());
        for (number, state, id, at, actor_id, actor_name, actor_role, payload) in rows {
            let row: EventRow = (id, at, actor_id, actor_name, actor_role, payload);
            let told: Vec<(String,)> = self.db().all(&TOLD_OF, args![id]).await?;
            let case: Case = serde_json::from_str(&state)?;
            let told = told.into_iter().map(|(name,)| name).collect();
            taken.push(TakenStep { number, title: case.opening.title, event: event(row)?, told });
        }
        Ok(taken)
    }
}
