//! Cases as people see them: the page, the service record. Opening, acting and lists stand in files of their own.

pub(crate) mod act;
mod coverage;
pub(crate) mod home;
pub(crate) mod lists;
pub(crate) mod open;
pub(crate) mod record;

use crate::access::{Scope, actions, scoped_sql, whose};
use crate::db::{args, sql};
use crate::organisations::dedicated_first;
use crate::{Desk, Result, people};
use domain::Moment;
use domain::access::{Action, Whose, may};
use domain::case::Case;
use domain::case::event::{Actor, Event};
use domain::case::sheet::{CaseSheet, ServiceRecord};
use domain::person::{PersonRef, Role};
use domain::refusal::Refusal;

/// Articles offered beside a case.
const ARTICLES_BESIDE: usize = 3;

scoped_sql!(CASE_BY_NUMBER, "SELECT c.id, c.version, c.state FROM service_case c WHERE ", " AND c.number = $2");
sql!(
    HISTORY,
    "SELECT id, at, actor_id, actor_name, actor_role, payload FROM event
     WHERE case_id = $1 AND ($2 OR NOT internal) ORDER BY id"
);

/// A case with the row it was read from.
pub(crate) struct Held {
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) case: Case,
}

/// `id, version, state`
pub(crate) type HeldRow = (i64, i64, String);

impl Held {
    pub(crate) fn of((id, version, state): HeldRow) -> Result<Held> {
        Ok(Held { id, version, case: serde_json::from_str(&state)? })
    }
}

/// A moment as the database keeps it.
pub(crate) fn moment(micros: i64) -> Result<Moment> {
    Ok(Moment::from_timestamp_micros(micros).ok_or(crate::Fault::Broken("a moment out of range"))?)
}

/// `id, at, actor_id, actor_name, actor_role, payload`
pub(crate) type EventRow = (i64, i64, Option<i64>, Option<String>, Option<String>, String);

pub(crate) fn event((id, at, actor_id, actor_name, actor_role, payload): EventRow) -> Result<Event> {
    let person = actor_id.zip(actor_name).map(|(id, name)| PersonRef { id, name });
    let role = actor_role.as_deref().and_then(Role::from_key);
    Ok(Event { id, at: moment(at)?, actor: Actor { person, role }, happening: serde_json::from_str(&payload)? })
}

impl Desk {
    /// The case of that number, if the viewer may see it.
    pub(crate) async fn held(&self, number: &str) -> Result<Held> {
        let scope = self.case_scope()?;
        self.held_within(scope, number).await
    }

    pub(crate) async fn held_within(&self, scope: Scope, number: &str) -> Result<Held> {
        let row: Option<HeldRow> = self.db().maybe(CASE_BY_NUMBER.within(scope), args![scope.id(), number]).await?;
        Held::of(row.ok_or(Refusal::NotFound)?)
    }

    pub(crate) async fn history(&self, case_id: i64, with_internal: bool) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> = self.db().all(&HISTORY, args![case_id, with_internal]).await?;
        rows.into_iter().map(event).collect()
    }

    /// The whole page of a case.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn case(&self, number: &str) -> Result<CaseSheet> {
        let person = self.person()?;
        // Read first: an event in between is then told once more, instead of never.
        let last_event_id = self.last_event_id().await?;
        let held = self.held(number).await?;
        let contracts = self.contracts_to_decide_by(&held).await?;
        let articles = self.articles_beside(&held, ARTICLES_BESIDE).await?;
        let follow_up = self.follow_up_behind(&held).await?;
        let Held { id, case, .. } = held;
        let may = actions(person, &case);
        let may_assign = may.contains(&Action::Assign);
        let readings = self.policies().readings(&case);
        Ok(CaseSheet {
            explanations: self.policies().explanations(&readings),
            readings,
            crisis_reading: self.policies().crisis_reading(&case),
            events: self.history(id, self.is_staff()).await?,
            attachments: self.attachments(id).await?,
            policy_name: self.policies().name_of(&case),
            engineer_phone: match &case.assignee {
                Some(engineer) => people::phone(self.db(), engineer.id).await?,
                None => String::new(),
            },
            hotline: self.store.company().hotline.clone(),
            articles,
            unread: self.unread_of_case(id).await?,
            last_event_id,
            survey_link: match self.may(Action::EnterSurvey, Whose::Others) {
                true => self.survey_link(id).await?,
                false => None,
            },
            engineers: match may_assign {
                true => dedicated_first(self.db(), case.opening.organisation.id).await?,
                false => Vec::new(),
            },
            contracts,
            follow_up,
            now: self.now,
            may,
            case: self.as_seen(case),
        })
    }

    /// The service record, as the customer signs it: without internal notes, whoever looks.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn service_record(&self, number: &str) -> Result<ServiceRecord> {
        let person = self.person()?;
        let last_event_id = self.last_event_id().await?;
        let Held { id, case, .. } = self.held(number).await?;
        // Whoever has the link answers as the customer: an engineer is not handed the survey about oneself.
        let answers = may(person.role, Action::AnswerSurvey, whose(person, &case));
        let entitled = answers || self.may(Action::EnterSurvey, Whose::Others);
        Ok(ServiceRecord {
            survey_link: if entitled { self.survey_link(id).await? } else { None },
            survey_code: String::new(),
            readings: self.policies().readings(&case),
            events: self.history(id, false).await?,
            policy_name: self.policies().name_of(&case),
            may: actions(person, &case),
            now: self.now,
            last_event_id,
            case: case.for_customer(),
        })
    }

    /// The case without what is not the viewer's to know.
    fn as_seen(&self, case: Case) -> Case {
        if self.is_staff() { case } else { case.for_customer() }
    }
}
