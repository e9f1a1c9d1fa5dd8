//! Inspections (巡检, domain.md §8): recorded by engineers and secretaries, read by the customer, and cases opened from what was
//! found.

mod case;
mod form;
mod record;

use crate::access::{Reach, reaching_sql, scoped_sql};
use crate::cases::lists::pattern_of;
use crate::cases::moment;
use crate::contracts::day;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::Action;
use domain::inspection::{
    AssetFinding, Checklist, FindingSheet, InspectionFilter, InspectionLine, InspectionPage, InspectionSheet, Outcome,
    SectionSheet,
};
use domain::person::{Bilingual, OrganisationRef};
use domain::refusal::Refusal;

const ROWS_PER_PAGE: usize = 50;
/// On the page of a device.
const FINDINGS_SHOWN: i64 = 20;

macro_rules! lines {
    () => {
        "SELECT x.number, o.name, x.site, x.inspected_on, p.name,
         (SELECT COUNT(*) FROM inspection_finding f WHERE f.inspection_id = x.id AND f.outcome = 'remark'),
         (SELECT COUNT(*) FROM inspection_finding f WHERE f.inspection_id = x.id AND f.outcome = 'fault')
         FROM inspection x JOIN organisation o ON o.id = x.organisation_id JOIN person p ON p.id = x.inspector_id
         WHERE "
    };
}
reaching_sql!(
    INSPECTIONS,
    lines!(),
    " AND (LOWER(x.number) LIKE $2 ESCAPE '\\' OR LOWER(o.name) LIKE $2 ESCAPE '\\' OR LOWER(x.site) LIKE $2 ESCAPE '\\')
      AND ($3 = '' OR (x.inspected_on, x.id) < (SELECT b.inspected_on, b.id FROM inspection b WHERE b.number = $3))
      ORDER BY x.inspected_on DESC, x.id DESC LIMIT $4"
);
reaching_sql!(
    OF_ORGANISATION,
    lines!(),
    " AND x.organisation_id = $2 ORDER BY x.inspected_on DESC, x.id DESC LIMIT $3"
);
reaching_sql!(
    INSPECTION,
    "SELECT x.id, x.number, x.organisation_id, o.name, x.site, x.inspected_on, p.name, r.name, x.recorded_at, x.summary
     FROM inspection x JOIN organisation o ON o.id = x.organisation_id JOIN person p ON p.id = x.inspector_id
     JOIN person r ON r.id = x.recorded_by WHERE ",
    " AND x.number = $2"
);
sql!(
    FINDINGS,
    "SELECT f.id, f.item, a.serial, a.name, a.model, f.outcome, f.words, c.number FROM inspection_finding f
     LEFT JOIN asset a ON a.id = f.asset_id LEFT JOIN service_case c ON c.id = f.case_id
     WHERE f.inspection_id = $1 ORDER BY f.id"
);
scoped_sql!(
    CASES_IN_SIGHT,
    "SELECT c.number FROM service_case c JOIN inspection_finding f ON f.case_id = c.id WHERE ",
    " AND f.inspection_id = $2"
);
reaching_sql!(
    OF_ASSET,
    "SELECT x.number, x.inspected_on, f.outcome, f.words FROM inspection x
     JOIN inspection_finding f ON f.inspection_id = x.id WHERE ",
    " AND f.asset_id = $2 ORDER BY x.inspected_on DESC, f.id DESC LIMIT $3"
);

/// `number, organisation, site, inspected_on, inspector, remarks, faults`
type LineRow = (String, String, String, String, String, i64, i64);
/// `id, number, organisation_id, organisation, site, inspected_on, inspector, recorder, recorded_at, summary`
type SheetRow = (i64, String, i64, String, String, String, String, String, i64, String);
/// `id, item, serial, name, model, outcome, words, case`
type FindingRow = (i64, String, Option<String>, Option<String>, Option<String>, String, String, Option<String>);

pub(crate) fn line(
    (number, organisation_name, site, inspected_on, inspector, remarks, faults): LineRow,
) -> Result<InspectionLine> {
    let inspected_on = day(&inspected_on)?;
    Ok(InspectionLine { number, organisation_name, site, inspected_on, inspector, remarks, faults })
}

fn outcome(key: &str) -> Result<Outcome> {
    Outcome::from_key(key).ok_or_else(|| Fault::Broken("an unknown outcome of an inspection").into())
}

/// The item of a finding, and the finding.
type Found = (String, FindingSheet);

impl Desk {
    /// A page of the inspections the viewer may read, the latest first.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role reads none.
    pub async fn inspections(&self, filter: &InspectionFilter) -> Result<InspectionPage> {
        let reach = Reach::of(self.person()?, Action::SeeInspection)?;
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let values = args![reach.id(), pattern_of(&filter.q), &filter.after, one_more];
        let mut rows: Vec<LineRow> = self.db().all(INSPECTIONS.within(reach), values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        Ok(InspectionPage {
            more_after: rows.last().filter(|_| more).map(|row| row.0.clone()),
            lines: rows.into_iter().map(line).collect::<Result<_>>()?,
            may_record: Reach::of(self.person()?, Action::RecordInspection).is_ok(),
        })
    }

    /// The report of an inspection.
    ///
    /// # Errors
    /// `NotFound` when there is none of that number, or it is not the viewer's to read; `SignInNeeded` for guests.
    pub async fn inspection(&self, number: &str) -> Result<InspectionSheet> {
        let (id, number, organisation_id, name, site, inspected_on, inspector, recorded_by, recorded_at, summary) =
            self.inspection_in_reach(Action::SeeInspection, number).await?;
        let sections = self.sections(self.findings(id).await?);
        let may_open_cases = self.inspection_in_reach(Action::RecordInspection, &number).await.is_ok();
        Ok(InspectionSheet {
            number,
            organisation: OrganisationRef { id: organisation_id, name },
            site,
            inspected_on: day(&inspected_on)?,
            inspector,
            recorded_by,
            recorded_at: moment(recorded_at)?,
            summary,
            sections,
            may_open_cases,
        })
    }

    /// The latest inspections of an organisation, as far as the viewer may read them.
    pub(crate) async fn inspections_of(&self, organisation_id: i64, most: i64) -> Result<Vec<InspectionLine>> {
        let reach = Reach::of(self.person()?, Action::SeeInspection)?;
        let values = args![reach.id(), organisation_id, most];
        let rows: Vec<LineRow> = self.db().all(OF_ORGANISATION.within(reach), values).await?;
        rows.into_iter().map(line).collect()
    }

    /// What inspections said of a device, the latest first.
    pub(crate) async fn findings_of_asset(&self, asset_id: i64) -> Result<Vec<AssetFinding>> {
        let reach = Reach::of(self.person()?, Action::SeeInspection)?;
        let values = args![reach.id(), asset_id, FINDINGS_SHOWN];
        let rows: Vec<(String, String, String, String)> = self.db().all(OF_ASSET.within(reach), values).await?;
        rows.into_iter()
            .map(|(number, on, key, words)| {
                Ok(AssetFinding { number, inspected_on: day(&on)?, outcome: outcome(&key)?, words })
            })
            .collect()
    }

    /// What inspections look at.
    pub(crate) fn checklist(&self) -> &Checklist {
        &self.store.inner.checklist
    }

    async fn inspection_in_reach(&self, action: Action, number: &str) -> Result<SheetRow> {
        let reach = Reach::of(self.person()?, action)?;
        let row: Option<SheetRow> = self.db().maybe(INSPECTION.within(reach), args![reach.id(), number]).await?;
        Ok(row.ok_or(Refusal::NotFound)?)
    }

    async fn findings(&self, inspection_id: i64) -> Result<Vec<Found>> {
        let scope = self.case_scope()?;
        let seen: Vec<(String,)> =
            self.db().all(CASES_IN_SIGHT.within(scope), args![scope.id(), inspection_id]).await?;
        let rows: Vec<FindingRow> = self.db().all(&FINDINGS, args![inspection_id]).await?;
        rows.into_iter()
            .map(|(id, item, serial, name, model, key, words, case)| {
                let what = match name {
                    Some(name) => called(&title(name, model.as_deref().unwrap_or_default())),
                    None => self.checklist().item(&item).map_or_else(|| called(&item), |item| item.name.clone()),
                };
                let case_in_sight = seen.iter().any(|(number,)| Some(number) == case.as_ref());
                Ok((item, FindingSheet { id, what, serial, outcome: outcome(&key)?, words, case, case_in_sight }))
            })
            .collect()
    }

    /// In the order of the checklist; what it does not have any more comes last, under its own name.
    fn sections(&self, mut found: Vec<Found>) -> Vec<SectionSheet> {
        let mut sections = Vec::new();
        for section in &self.checklist().sections {
            let of_section = |(item, _): &Found| *item == section.id || section.items.iter().any(|own| own.id == *item);
            let (own, rest): (Vec<Found>, Vec<Found>) = found.into_iter().partition(of_section);
            found = rest;
            sections.push(SectionSheet {
                name: section.name.clone(),
                findings: own.into_iter().map(|(_, finding)| finding).collect(),
            });
        }
        let gone = |(item, finding): Found| SectionSheet { name: called(&item), findings: vec![finding] };
        sections.extend(found.into_iter().map(gone));
        sections.retain(|section| !section.findings.is_empty());
        sections
    }
}

fn title(name: String, model: &str) -> String {
    if model.is_empty() { name } else { format!("{name} · {model}") }
}

/// A name of its own is the same in every language.
fn called(name: &str) -> Bilingual {
    Bilingual { chinese: name.to_owned(), english: name.to_owned() }
}

/// The checklist of the program.
pub(crate) fn checklist() -> Result<Checklist, Fault> {
    crate::policies::read("checklist", include_str!("../../domain/inspections/checklist.toml"))
}
