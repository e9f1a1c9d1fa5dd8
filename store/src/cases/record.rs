//! Recording what the domain decided: events, the row of the case, notices, timers and whatever follows, in one transaction. Nothing here
//! decides, and nothing anywhere changes an event once it stands.

use super::Held;
use crate::db::{Tx, args, sql};
use crate::{Desk, Result, Store, notices, timers};
use domain::Moment;
use domain::case::Case;
use domain::case::event::{Actor, Event, Happening};
use domain::person::{Person, PersonRef};

// On PostgreSQL ids are given out before the commit: without a lock a later id could become visible first, and a browser
// that resumes after it would never hear of the earlier one. SQLite has one writer at a time anyway.
sql!(
    HISTORY_LOCKED,
    sqlite: "SELECT 1",
    postgres: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7236478112)) AS held"
);
sql!(
    APPENDED,
    "INSERT INTO event (case_id, at, actor_id, actor_name, actor_role, key, internal, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id"
);
sql!(
    CASE_CHANGED,
    "UPDATE service_case SET version = version + 1, assignee_id = $3, severity = $4, stage = $5, closed_at = $6,
     surveyed_at = $7, state = $8, planned_by = $9, contract = $10, coverage = $11 WHERE id = $1 AND version = $2"
);
// Other replicas listen (live.rs); told at the commit.
sql!(
    REPLICAS_TOLD,
    sqlite: "SELECT 1",
    postgres: "SELECT 1 FROM (SELECT pg_notify('lightwell_event', '')) AS told"
);

/// A transaction that appends to the history.
pub(crate) struct Recording {
    pub(crate) tx: Tx,
    store: Store,
    newest: i64,
}

/// Somebody else changed the case since it was read.
pub(crate) struct Overtaken;

impl Recording {
    pub(crate) async fn begin(store: &Store) -> Result<Recording> {
        let mut tx = store.inner.db.begin().await?;
        // Before anything else is locked, so that two recordings never wait for each other.
        tx.run(&HISTORY_LOCKED, args![]).await?;
        Ok(Recording { tx, store: store.clone(), newest: 0 })
    }

    /// Appends the happenings, makes the case what they make of it, tells those concerned and plans what follows. Does nothing when overtaken: the caller then drops
    /// the recording and decides again.
    pub(crate) async fn append(
        &mut self,
        held: &mut Held,
        actor: &Actor,
        at: Moment,
        happenings: Vec<Happening>,
    ) -> Result<Result<(), Overtaken>> {
        for happening in happenings {
            let id = self.insert(held.id, actor, at, &happening).await?;
            let event = Event { id, at, actor: actor.clone(), happening };
            held.case.apply(&event);
            notices::give(&mut self.tx, &self.store, held, &event).await?;
            self.newest = id;
        }
        let policies = self.store.policies_in(&mut self.tx).await?;
        let Case { severity, stage, assignee, confirmation, surveyed_at, .. } = &held.case;
        let values = args![
            held.id,
            held.version,
            assignee.as_ref().map(|assignee| assignee.id),
            i64::from(severity.level()),
            stage.key(),
            confirmation.as_ref().map(|confirmation| confirmation.at),
            *surveyed_at,
            serde_json::to_string(&held.case)?,
            policies.mark(),
            held.case.coverage().covered_by.as_ref().map_or("", |by| by.contract.as_str()),
            held.case.coverage().verdict.key(),
        ];
        if self.tx.run(&CASE_CHANGED, values).await? == 0 {
            return Ok(Err(Overtaken));
        }
        held.version += 1;
        timers::plan(&mut self.tx, &policies, held).await?;
        Ok(Ok(()))
    }

    async fn insert(&mut self, case_id: i64, actor: &Actor, at: Moment, happening: &Happening) -> Result<i64> {
        let values = args![
            case_id,
            at,
            actor.person.as_ref().map(|person| person.id),
            actor.person.as_ref().map(|person| person.name.clone()),
            actor.role.map(|role| role.key().to_owned()),
            happening.key(),
            happening.is_internal(),
            serde_json::to_string(happening)?,
        ];
        Ok(self.tx.one::<(i64,)>(&APPENDED, values).await?.0)
    }

    /// Makes it so and wakes everyone who waits for news.
    pub(crate) async fn commit(mut self, store: &Store) -> Result<()> {
        self.tx.run(&REPLICAS_TOLD, args![]).await?;
        self.tx.commit().await?;
        store.inner.live.announce(self.newest);
        Ok(())
    }
}

/// The person as the history names who acted.
pub(crate) fn actor(person: &Person) -> Actor {
    Actor { person: Some(PersonRef { id: person.id, name: person.name.clone() }), role: Some(person.role) }
}

impl Desk {
    pub(crate) async fn begin_recording(&self) -> Result<Recording> {
        Recording::begin(&self.store).await
    }
}
