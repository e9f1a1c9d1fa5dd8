//! The home page by role: what needs an answer, what runs, how things stand.

use super::lists::by_urgency;
use crate::access::scoped_sql;
use crate::db::{args, sql};
use crate::{Desk, Result};
use chrono::TimeDelta;
use domain::access::{Action, Whose};
use domain::case::Case;
use domain::case::severity::Severity;
use domain::case::stage::Stage;
use domain::clock::reading::State;
use domain::overview::{CustomerHome, Home, StaffHome};
use domain::survey::Grade;

/// Figures about satisfaction look back that far.
const LOOK_BACK: TimeDelta = TimeDelta::days(30);
const URGENT_MOST: usize = 10;

scoped_sql!(
    UNSURVEYED,
    "SELECT c.id, c.version, c.state FROM service_case c JOIN survey s ON s.case_id = c.id WHERE ",
    " AND s.answered_at IS NULL AND s.expires_at > $2 ORDER BY c.closed_at DESC, c.id DESC LIMIT 10"
);
sql!(
    GRADES,
    "SELECT a.value, COUNT(*) FROM survey s JOIN survey_answer a ON a.survey_id = s.id
     WHERE s.answered_at > $1 AND a.kind = 'grade' GROUP BY a.value"
);

impl Desk {
    /// The home page of whoever is signed in.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn home(&self) -> Result<Home> {
        let person = self.person()?;
        Ok(match person.role {
            role if role.is_customer() => Home::Customer(self.customer_home().await?),
            _ if self.may(Action::SeeCase, Whose::Others) => Home::Staff(self.staff_home().await?),
            _ => Home::Engineer(self.queue().await?),
        })
    }

    /// Cases stand where they need something: what waits for the customer is not repeated among the open ones.
    async fn customer_home(&self) -> Result<CustomerHome> {
        let last_event_id = self.last_event_id().await?;
        let scope = self.case_scope()?;
        let rows = self.open_rows().await?;
        let (mut needs_answer, open): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.paused || row.stage == Stage::Confirmation);
        needs_answer.extend(self.rows(UNSURVEYED.within(scope), args![scope.id(), self.now]).await?);
        let news = self.unread_announcements().await?.into_iter().map(|line| (line.id, line.title)).collect();
        let surveys = self.waiting_surveys().await?;
        let contracts = self.first_contracts().await?;
        let welcome = String::new();
        Ok(CustomerHome { needs_answer, surveys, open, contracts, welcome, news, now: self.now, last_event_id })
    }

    async fn staff_home(&self) -> Result<StaffHome> {
        let last_event_id = self.last_event_id().await?;
        let cases = self.open_cases().await?;
        let count = |matches: &dyn Fn(&Case) -> bool| as_count(cases.iter().filter(|case| matches(case)).count());
        let expiring = self.ending_contracts().await?;
        let mut home = StaffHome {
            open: as_count(cases.len()),
            unassigned: count(&|case| case.assignee.is_none()),
            breached: count(&|case| self.policies().readings(case).iter().any(|reading| reading.breached(self.now))),
            at_risk: count(&|case| self.at_risk(case)),
            awaiting_confirmation: count(&|case| case.stage == Stage::Confirmation),
            by_severity: Severity::ALL.map(|level| (level, count(&|case| case.severity == level))).to_vec(),
            grades: self.grades().await?,
            urgent: Vec::new(),
            expiring,
            now: self.now,
            last_event_id,
        };
        home.urgent = cases.into_iter().map(|case| self.row(case)).filter(|row| row.next.is_some()).collect();
        by_urgency(&mut home.urgent, self.now);
        home.urgent.truncate(URGENT_MOST);
        Ok(home)
    }

    /// Not yet too late, but soon.
    fn at_risk(&self, case: &Case) -> bool {
        let at_risk = |state| matches!(state, State::Running { at_risk: true, .. });
        let readings = self.policies().readings(case);
        !readings.iter().any(|reading| reading.breached(self.now))
            && readings.iter().any(|reading| at_risk(reading.at(self.now).state))
    }

    async fn grades(&self) -> Result<[i64; 4]> {
        let rows: Vec<(String, i64)> = self.db().all(&GRADES, args![self.now - LOOK_BACK]).await?;
        Ok(Grade::ALL.map(|grade| rows.iter().find(|(key, _)| key == grade.key()).map_or(0, |(_, count)| *count)))
    }
}

fn as_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
