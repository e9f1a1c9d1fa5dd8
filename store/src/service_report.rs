//! The service report of an organisation for a period: rows for `domain::service_report` to count.

use crate::access::{Reach, Scope, reaching_sql};
use crate::cases::{Held, HeldRow, moment};
use crate::db::{args, sql};
use crate::{Desk, Result};
use chrono::{Days, NaiveDate, NaiveTime};
use domain::access::{Action, Whose};
use domain::case::Case;
use domain::clock::Interval;
use domain::contract::event::ContractHappening;
use domain::contract::{Contract, Used};
use domain::inspection::InspectionLine;
use domain::satisfaction::Period;
use domain::service_report::{
    CaseFacts, ContractUse, OpenFollowUp, ReportFilter, ReportPeriod, ServiceReport, TrendPoint, figures,
};
use domain::zone::Zone;
use std::collections::HashMap;

/// What a case still owes when it is closed (the analysis report) is owed long before that.
const OWED_AFTER_CLOSING: Days = Days::new(366);
const FOLLOW_UPS_SHOWN: i64 = 50;

sql!(
    CASES,
    "SELECT c.id, c.version, c.state, COALESCE(a.product_line, '') FROM service_case c
     LEFT JOIN asset a ON a.id = c.asset_id
     WHERE c.organisation_id = $1 AND c.opened_at < $2 AND (c.closed_at IS NULL OR c.closed_at >= $3)
     ORDER BY c.opened_at, c.id"
);
sql!(
    USES,
    "SELECT e.contract_id, e.payload FROM contract_event e JOIN contract c ON c.id = e.contract_id
     WHERE c.organisation_id = $1 AND e.key = 'use_booked' AND e.at >= $2 AND e.at < $3 ORDER BY e.id"
);
sql!(ADDRESS, "SELECT address FROM organisation WHERE id = $1");
// Of everybody, or of one owner only.
sql!(
    FOLLOW_UPS,
    "SELECT f.id, COALESCE(c.number, ''), COALESCE(p.name, ''), f.due_at FROM follow_up f
     LEFT JOIN service_case c ON c.id = f.case_id LEFT JOIN person p ON p.id = f.owner_id
     WHERE f.organisation_id = $1 AND f.ended_at IS NULL AND (CAST($2 AS BIGINT) = 0 OR f.owner_id = $2)
     ORDER BY f.due_at, f.id LIMIT $3"
);
reaching_sql!(
    INSPECTIONS,
    "SELECT x.number, o.name, x.site, x.inspected_on, p.name,
     (SELECT COUNT(*) FROM inspection_finding f WHERE f.inspection_id = x.id AND f.outcome = 'remark'),
     (SELECT COUNT(*) FROM inspection_finding f WHERE f.inspection_id = x.id AND f.outcome = 'fault')
     FROM inspection x JOIN organisation o ON o.id = x.organisation_id JOIN person p ON p.id = x.inspector_id WHERE ",
    " AND x.organisation_id = $2 AND x.inspected_on >= $3 AND x.inspected_on <= $4
     ORDER BY x.inspected_on DESC, x.id DESC"
);

/// `id, version, state, product_line`
type CaseRow = (i64, i64, String, String);

impl Desk {
    /// The service report of an organisation. Days are those of the service company's zone, as in `/satisfaction`.
    ///
    /// # Errors
    /// `NotFound` when there is none of that id or its report is not the viewer's to read; `SignInNeeded` for guests.
    pub async fn service_report(&self, organisation_id: i64, filter: &ReportFilter) -> Result<ServiceReport> {
        let organisation = self.organisation_in_reach(Action::SeeServiceReport, organisation_id).await?;
        let (id, today) = (organisation.id, self.today());
        let (period, flaws) = match filter.period(today) {
            Ok(period) => (period, Vec::new()),
            Err(flaws) => (ReportPeriod::last_quarter(today), flaws),
        };
        let trail = period.trail(today);
        let cases = self.cases_of_report(id, trail.first().unwrap_or(&period).days.from, period.days.until).await?;
        let zone = self.company_zone();
        let counted = |period: &ReportPeriod| figures(&cases, self.stretch(&zone, period.days), self.now);
        let point = |period: ReportPeriod| {
            let figures = counted(&period);
            let (due, met) = figures.kept();
            TrendPoint { period, opened: figures.cases.opened, due, met }
        };
        let company = self.store.company();
        let (address,): (String,) = self.db().one(&ADDRESS, args![id]).await?;
        Ok(ServiceReport {
            organisation,
            address,
            company: company.name.clone(),
            hotline: company.hotline.clone(),
            period,
            flaws,
            choices: ReportPeriod::choices(today),
            figures: counted(&period),
            trend: trail.into_iter().map(point).collect(),
            contracts: self.contract_uses(id, period.days).await?,
            inspections: self.inspections_in(id, period.days).await?,
            satisfaction: self.counted_of_organisation(id, period.days).await?,
            follow_ups: self.open_follow_ups(id).await?,
            dedicated: self.dedicated(id).await?,
            now: self.now,
        })
    }

    /// From the first moment of the first day to the first after the last.
    pub(crate) fn stretch(&self, zone: &Zone, days: Period) -> Interval {
        let midnight = |day: NaiveDate| zone.moment(day.and_time(NaiveTime::MIN)).unwrap_or(self.now);
        let after = days.until.checked_add_days(Days::new(1)).unwrap_or(days.until);
        Interval { from: midnight(days.from), until: midnight(after) }
    }

    /// Every case that something of those days can be told of. What an engineer could not open is counted, and not told.
    async fn cases_of_report(&self, id: i64, from: NaiveDate, until: NaiveDate) -> Result<Vec<CaseFacts>> {
        let scope = self.case_scope()?;
        let owed_from = from.checked_sub_days(OWED_AFTER_CLOSING).unwrap_or(from);
        let Interval { from, until } = self.stretch(&self.company_zone(), Period { from: owed_from, until });
        let rows: Vec<CaseRow> = self.db().all(&CASES, args![id, until, from]).await?;
        let mut cases = Vec::with_capacity(rows.len());
        for (id, version, state, product) in rows {
            let row: HeldRow = (id, version, state);
            let case = Held::of(row)?.case;
            let (told, readings) = (is_told(scope, &case), self.policies().readings(&case));
            let facts = CaseFacts::of(case, product, readings);
            cases.push(if told { facts } else { CaseFacts { title: String::new(), cause: String::new(), ..facts } });
        }
        Ok(cases)
    }

    async fn contract_uses(&self, id: i64, days: Period) -> Result<Vec<ContractUse>> {
        let Interval { from, until } = self.stretch(&self.company_zone(), days);
        let booked: Vec<(i64, String)> = self.db().all(&USES, args![id, from, until]).await?;
        let mut uses: HashMap<i64, Used> = HashMap::new();
        for (contract, payload) in booked {
            if let ContractHappening::UseBooked { used, .. } = serde_json::from_str(&payload)? {
                let sum = uses.entry(contract).or_default();
                sum.minutes += used.minutes;
                sum.visits += used.visits;
            }
        }
        let in_force = |contract: &Contract| contract.starts_on <= days.until && contract.ends_on >= days.from;
        let contracts = self.contracts_of(id).await?.into_iter().filter(in_force);
        let line = |contract: Contract| ContractUse {
            policy_name: self.policies().name(&contract.policy),
            ends_on: contract.ends_on,
            used: uses.get(&contract.id).copied().unwrap_or_default(),
            used_in_all: contract.used,
            included: contract.terms.included,
            number: contract.number,
        };
        Ok(contracts.map(line).collect())
    }

    async fn inspections_in(&self, id: i64, days: Period) -> Result<Vec<InspectionLine>> {
        let reach = Reach::of(self.person()?, Action::SeeInspection)?;
        let values = args![reach.id(), id, days.from, days.until];
        let rows = self.db().all(INSPECTIONS.within(reach), values).await?;
        rows.into_iter().map(crate::inspections::line).collect()
    }

    /// As far as the viewer may read them; none for customers.
    async fn open_follow_ups(&self, id: i64) -> Result<Option<Vec<OpenFollowUp>>> {
        let person = self.person()?;
        if !self.may(Action::FollowUp, Whose::Assigned) {
            return Ok(None);
        }
        let owner = if self.may(Action::FollowUp, Whose::Others) { 0 } else { person.id };
        let rows: Vec<(i64, String, String, i64)> =
            self.db().all(&FOLLOW_UPS, args![id, owner, FOLLOW_UPS_SHOWN]).await?;
        let open = |(id, number, owner, due_at)| Ok(OpenFollowUp { id, number, owner, due_at: moment(due_at)? });
        Ok(Some(rows.into_iter().map(open).collect::<Result<_>>()?))
    }
}

/// Whether the words of a case are for who reads its organisation's report.
fn is_told(scope: Scope, case: &Case) -> bool {
    match scope {
        Scope::Assigned(id) => case.assignee.as_ref().is_some_and(|assignee| assignee.id == id),
        Scope::Reported(_) | Scope::OfOrganisation(_) | Scope::Everything => true,
    }
}
