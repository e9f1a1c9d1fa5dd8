//! A finding becomes a case: reported by us, found on an inspection, the device filled in.

use crate::cases::record::Recording;
use crate::contracts::Asked;
use crate::db::{args, sql};
use crate::{Desk, Result, people};
use domain::access::Action;
use domain::case::report::{ForCaller, Report, TITLE_MOST};
use domain::case::severity::Severity;
use domain::case::{Contact, Origin};
use domain::inspection::FindingSheet;
use domain::person::OrganisationRef;
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(
    CONTACT,
    "SELECT q.name, q.phone, q.email FROM
     (SELECT 0 AS rank, id, name, phone, email FROM contact WHERE organisation_id = $1
      UNION ALL SELECT CASE WHEN role = 'customer_admin' THEN 1 ELSE 2 END, id, name, phone, email FROM person
      WHERE organisation_id = $1 AND deactivated_at IS NULL) q ORDER BY q.rank, q.id LIMIT 1"
);
sql!(
    BECAME_A_CASE,
    "UPDATE inspection_finding SET case_id = (SELECT id FROM service_case WHERE number = $2)
     WHERE id = $1 AND case_id IS NULL"
);

impl Desk {
    /// Opens a case from a finding of an inspection; the answer is its number. `severity` is a level, as in forms.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when it has one; `Flawed` when the level is none (`severity`) or nothing is wrong with what was found
    /// (`finding`); `NotFound` when the inspection is not the viewer's; `NotAllowed` when they only read it.
    pub async fn open_case_from_finding(&self, number: &str, finding: i64, severity: &str) -> Result<String> {
        let sheet = self.inspection(number).await?;
        self.inspection_in_reach(Action::RecordInspection, number).await?;
        let flawed = |field: &str| Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]);
        let level = severity.parse().ok().and_then(Severity::from_level).ok_or_else(|| flawed("severity"))?;
        let mut findings = sheet.sections.into_iter().flat_map(|section| section.findings);
        let found = findings.find(|found| found.id == finding).ok_or(Refusal::NotFound)?;
        if found.case.is_some() {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let report = self.report_of(&sheet.organisation, &sheet.number, found, level).await?;
        let report = report.ok_or_else(|| flawed("finding"))?;
        let asked = Asked {
            organisation_id: sheet.organisation.id,
            kind: report.kind,
            serial: &report.serial.clone(),
            reporter: None,
            today: self.today(),
        };
        let promised = self.promised(&asked).await?;
        let reporter =
            people::caller(self.db(), sheet.organisation.id, &report.contact.email, &report.contact.phone).await?;
        let mut recording: Recording = self.begin_recording().await?;
        let opened = self
            .open_by_staff(&mut recording, report, sheet.organisation, reporter, Origin::Inspection, promised)
            .await?;
        if recording.tx.run(&BECAME_A_CASE, args![finding, &opened]).await? == 0 {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        recording.commit(&self.store).await?;
        Ok(opened)
    }

    /// What the finding reports; nothing when all was well.
    async fn report_of(
        &self,
        organisation: &OrganisationRef,
        number: &str,
        found: FindingSheet,
        severity: Severity,
    ) -> Result<Option<Report>> {
        let Some(kind) = found.outcome.opens() else { return Ok(None) };
        let row: Option<(String, String, String)> = self.db().maybe(&CONTACT, args![organisation.id]).await?;
        let contact = row.map_or_else(Contact::default, |(name, phone, email)| Contact { name, phone, email });
        let what = found.what.get(self.viewer.language());
        let first_line = found.words.lines().next().unwrap_or_default();
        let title: String = format!("{what} · {first_line}").chars().take(TITLE_MOST).collect();
        Ok(Some(Report {
            draft_key: format!("{number}/{}", found.id),
            kind,
            serial: found.serial.unwrap_or_default(),
            severity,
            title,
            description: format!("{}\n{number}", found.words),
            contact,
            for_caller: Some(ForCaller {
                organisation_id: organisation.id,
                origin: Origin::Inspection,
                called_at: None,
            }),
        }))
    }
}
