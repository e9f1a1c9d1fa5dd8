//! Follow-ups as pages show them.

use super::tell::Named;
use super::{heirs, maybe_moment};
use crate::cases::lists::pattern_of;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::surveys::{questionnaires, told};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::case::Case;
use domain::clock::Reading;
use domain::person::PersonRef;
use domain::refusal::Refusal;
use domain::survey::{
    FollowUpEvent, FollowUpFilter, FollowUpLine, FollowUpPage, FollowUpSheet, FollowUpStep, follow_up_reading,
};

const ROWS_PER_PAGE: usize = 50;

macro_rules! lines {
    ($after:literal) => {
        concat!(
            "SELECT f.id, o.name, s.subject, COALESCE(c.state, ''), q.document, COALESCE(p.name, ''), f.opened_at, f.due_at,
             f.ended_at FROM follow_up f JOIN survey s ON s.id = f.survey_id
             JOIN organisation o ON o.id = f.organisation_id
             JOIN questionnaire q ON q.key = s.questionnaire AND q.version = s.version
             LEFT JOIN service_case c ON c.id = f.case_id LEFT JOIN person p ON p.id = f.owner_id
             WHERE (CAST($1 AS BIGINT) = 0 OR f.owner_id = $1)
             AND (LOWER(o.name) LIKE $2 ESCAPE '\\' OR LOWER(s.subject) LIKE $2 ESCAPE '\\'
                  OR COALESCE(c.words, '') LIKE $2 ESCAPE '\\') ",
            $after
        )
    };
}
sql!(
    OPEN,
    lines!(
        "AND f.ended_at IS NULL AND (CAST($3 AS BIGINT) = 0
         OR (f.due_at, f.id) > (SELECT b.due_at, b.id FROM follow_up b WHERE b.id = $3))
         ORDER BY f.due_at, f.id LIMIT $4"
    )
);
sql!(
    PAST,
    lines!(
        "AND (f.ended_at IS NOT NULL OR $5) AND (CAST($3 AS BIGINT) = 0
         OR (f.opened_at, f.id) < (SELECT b.opened_at, b.id FROM follow_up b WHERE b.id = $3))
         ORDER BY f.opened_at DESC, f.id DESC LIMIT $4"
    )
);
sql!(
    FOLLOW_UP,
    "SELECT o.name, f.owner_id, COALESCE(p.name, ''), f.opened_at, f.due_at, f.ended_at, f.done, f.customer_said,
     COALESCE(c.state, '') FROM follow_up f JOIN organisation o ON o.id = f.organisation_id
     LEFT JOIN service_case c ON c.id = f.case_id LEFT JOIN person p ON p.id = f.owner_id WHERE f.id = $1"
);
sql!(
    FOLLOWED,
    "SELECT s.id, s.questionnaire, s.version, s.subject, s.recipient_name, s.recipient_email, COALESCE(p.phone, ''),
     s.answered_at FROM follow_up f JOIN survey s ON s.id = f.survey_id LEFT JOIN person p ON p.id = s.recipient_id
     WHERE f.id = $1"
);
sql!(STEPS, "SELECT at, actor_name, step FROM follow_up_event WHERE follow_up_id = $1 ORDER BY id");

/// `id, organisation, subject, state of the case, questionnaire, owner, opened_at, due_at, ended_at`
type LineRow = (i64, String, String, String, String, String, i64, i64, Option<i64>);
/// `organisation, owner_id, owner, opened_at, due_at, ended_at, done, customer_said, state of the case`
type Row = (String, Option<i64>, String, i64, i64, Option<i64>, String, String, String);
/// `id, questionnaire, version, subject, recipient's name, e-mail and phone, answered_at`
type FollowedRow = (i64, String, i64, String, String, String, String, Option<i64>);

impl Desk {
    /// A page of the follow-ups in sight: all of them for managers, their own for everybody else of the staff.
    ///
    /// # Errors
    /// `NotAllowed` for customers, `SignInNeeded` for guests.
    pub async fn follow_ups(&self, filter: &FollowUpFilter) -> Result<FollowUpPage> {
        let person = self.person_who_may(Action::FollowUp, Whose::Assigned)?;
        let sees_all = self.may(Action::FollowUp, Whose::Others);
        let owner = if sees_all && filter.owner != "own" { 0 } else { person.id };
        let after = filter.after.parse().unwrap_or(0_i64);
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let mut values = args![owner, pattern_of(&filter.q), after, one_more];
        let statement = match filter.show.as_str() {
            "ended" | "all" => {
                values.push((filter.show == "all").into());
                &PAST
            }
            _ => &OPEN,
        };
        let mut rows: Vec<LineRow> = self.db().all(statement, values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let more_after = rows.last().filter(|_| more).map(|row| row.0.to_string());
        let lines = rows.into_iter().map(|row| self.follow_up_line(row)).collect::<Result<_>>()?;
        Ok(FollowUpPage { lines, more_after, sees_all })
    }

    fn follow_up_line(&self, row: LineRow) -> Result<FollowUpLine> {
        let (id, organisation_name, subject, state, document, owner_name, opened_at, due_at, ended_at) = row;
        let named: Named = serde_json::from_str(&document)?;
        let about = match (case(&state)?, subject.is_empty()) {
            (Some((number, title)), _) => format!("{number} · {title}"),
            (None, true) => named.name.get(self.viewer.language()).to_owned(),
            (None, false) => subject,
        };
        let reading = self.follow_up_reading(&named.follow_up_hours, opened_at, due_at, ended_at)?;
        Ok(FollowUpLine { id, organisation_name, about, owner_name, reading })
    }

    fn follow_up_reading(&self, hours: &str, opened: i64, due: i64, ended: Option<i64>) -> Result<Reading> {
        let timetable = self.policies().timetable();
        let hours = timetable.get(hours).or_else(|| timetable.values().next());
        let hours = hours.ok_or(Fault::Broken("there is no calendar"))?;
        Ok(follow_up_reading(moment(opened)?, moment(due)?, maybe_moment(ended)?, hours))
    }

    /// One follow-up, with what was answered.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn follow_up(&self, id: i64) -> Result<FollowUpSheet> {
        let person = self.person()?;
        let row: Option<Row> = self.db().maybe(&FOLLOW_UP, args![id]).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        let (organisation_name, owner_id, owner_name, opened_at, due_at, ended_at, done, customer_said, state) = row;
        let whose = if owner_id == Some(person.id) { Whose::Assigned } else { Whose::Others };
        if !self.may(Action::FollowUp, whose) {
            return Err(Refusal::NotFound.into());
        }
        let followed: FollowedRow = self.db().one(&FOLLOWED, args![id]).await?;
        let (survey, key, version, subject, recipient_name, recipient_email, recipient_phone, answered_at) = followed;
        let questionnaire = questionnaires::get(self.db(), &key, version).await?;
        let (language, answers) = (self.viewer.language(), self.answers(survey).await?);
        let steps: Vec<(i64, String, String)> = self.db().all(&STEPS, args![id]).await?;
        let event = |(at, actor_name, step): (i64, String, String)| {
            Ok(FollowUpEvent { at: moment(at)?, actor_name, step: serde_json::from_str::<FollowUpStep>(&step)? })
        };
        let mut heirs = if ended_at.is_none() { heirs(self).await? } else { Vec::new() };
        heirs.retain(|heir| Some(heir.id) != owner_id);
        Ok(FollowUpSheet {
            id,
            organisation_name,
            questionnaire: questionnaire.name.get(language).to_owned(),
            subject,
            case: case(&state)?,
            recipient_name,
            recipient_phone,
            recipient_email,
            answered_at: maybe_moment(answered_at)?.ok_or(Fault::Broken("a follow-up of what was not answered"))?,
            answers: told(&questionnaire, &answers, self.scales(), language),
            owner: owner_id.map(|id| PersonRef { id, name: owner_name }),
            reading: self.follow_up_reading(&questionnaire.follow_up_hours, opened_at, due_at, ended_at)?,
            complaint: self.complaint_of(id).await?,
            ended: ended_at.map(|_| (done, customer_said)),
            events: steps.into_iter().map(event).collect::<Result<_>>()?,
            heirs,
            may_end: ended_at.is_none(),
        })
    }
}

/// Number and title of a case; none where there is none.
fn case(state: &str) -> Result<Option<(String, String)>> {
    if state.is_empty() {
        return Ok(None);
    }
    let case: Case = serde_json::from_str(state)?;
    Ok(Some((case.opening.number, case.opening.title)))
}
