//! Recording an inspection, whole and once.

use crate::db::{Tx, args, sql};
use crate::numbers::Numbered;
use crate::{Desk, Result, people};
use domain::inspection::{FindingFacts, InspectionDraft, InspectionFacts, Subject};
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(KNOWN, "SELECT number FROM inspection WHERE recorded_by = $1 AND draft_key = $2");
sql!(
    RECORDED,
    "INSERT INTO inspection (number, organisation_id, site, inspected_on, inspector_id, summary, recorded_by, recorded_at,
     draft_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"
);
sql!(
    FOUND,
    "INSERT INTO inspection_finding (inspection_id, item, asset_id, outcome, words) VALUES ($1, $2, $3, $4, $5)"
);
sql!(DEVICE, "SELECT id FROM asset WHERE organisation_id = $1 AND serial = $2");

/// A finding, the item and the device it is about.
struct Placed {
    item: String,
    asset_id: Option<i64>,
    finding: FindingFacts,
}

impl Desk {
    /// Records an inspection; the answer is its number, the same one however often the form is sent.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form, also when the organisation is not the viewer's to inspect
    /// (`organisation_id`); `NotAllowed` when the role inspects none; `SignInNeeded` for guests.
    pub async fn record_inspection(&self, draft: &InspectionDraft) -> Result<String> {
        let person = self.person()?;
        let organisations = self.organisations_to_inspect().await?;
        let chosen = organisations.iter().find(|organisation| organisation.id.to_string() == draft.organisation_id);
        let inspector = match draft.inspector_id.parse() {
            Ok(id) => people::engineer(self.db(), id).await?,
            Err(_) => None,
        };
        let mut flaws = Vec::new();
        flaws.extend(chosen.is_none().then(|| Flaw::of("organisation_id", FlawKind::NotAChoice)));
        flaws.extend(inspector.is_none().then(|| Flaw::of("inspector_id", FlawKind::NotAChoice)));
        let facts = match draft.facts(self.checklist(), self.today()) {
            Ok(facts) => Some(facts),
            Err(Refusal::Flawed(more)) => {
                flaws.extend(more);
                None
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let (Some(organisation), Some(inspector), Some(facts)) = (chosen, inspector, facts) else {
            return Err(Refusal::Flawed(flaws).into());
        };
        let InspectionFacts { draft_key, site, inspected_on, summary, findings } = facts;
        let mut tx = self.db().begin().await?;
        let placed = self.placed(&mut tx, organisation.id, findings).await?;
        // The counter is written first: on both engines the second of two that came at once waits here for the first.
        let number = Numbered::Inspection.next(&mut tx, self.today()).await?;
        if let Some((number,)) = tx.maybe::<(String,)>(&KNOWN, args![person.id, &draft_key]).await? {
            return Ok(number);
        }
        let values =
            args![&number, organisation.id, site, inspected_on, inspector.id, summary, person.id, self.now, draft_key];
        let (id,): (i64,) = tx.one(&RECORDED, values).await?;
        for Placed { item, asset_id, finding } in placed {
            tx.run(&FOUND, args![id, item, asset_id, finding.outcome.key(), finding.words]).await?;
        }
        tx.commit().await?;
        Ok(number)
    }

    /// Every finding at its item, a device's at the section about devices.
    async fn placed(&self, tx: &mut Tx, organisation_id: i64, findings: Vec<FindingFacts>) -> Result<Vec<Placed>> {
        let section = self.checklist().sections.iter().find(|section| section.each_device);
        let mut placed = Vec::with_capacity(findings.len());
        for finding in findings {
            let (item, asset_id) = match (&finding.subject, section) {
                (Subject::Item(item), _) => (item.clone(), None),
                (Subject::Device(serial), section) => {
                    let row: Option<(i64,)> = tx.maybe(&DEVICE, args![organisation_id, serial]).await?;
                    let known = row.zip(section).map(|((id,), section)| (section.id.clone(), Some(id)));
                    let flaw = || Flaw::of(&format!("outcome.{}", finding.subject.key()), FlawKind::UnknownSerial);
                    known.ok_or_else(|| Refusal::Flawed(vec![flaw()]))?
                }
            };
            placed.push(Placed { item, asset_id, finding });
        }
        Ok(placed)
    }
}
