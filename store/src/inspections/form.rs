//! What the form of an inspection starts from: whose, where, and the devices that stand there.

use crate::access::{Reach, reaching_sql};
use crate::db::args;
use crate::{Desk, Result, people, secret};
use domain::access::Action;
use domain::inspection::InspectionForm;
use domain::person::OrganisationRef;
use domain::refusal::Refusal;

/// More are no form: one site at a time.
const DEVICES_MOST: usize = 100;

reaching_sql!(
    ORGANISATIONS,
    "SELECT x.organisation_id, x.name FROM (SELECT o.id AS organisation_id, o.name FROM organisation o) x WHERE ",
    " ORDER BY x.name, x.organisation_id"
);
reaching_sql!(
    SITES,
    "SELECT DISTINCT x.site FROM asset x WHERE ",
    " AND x.organisation_id = $2 AND x.site <> '' ORDER BY x.site"
);
reaching_sql!(
    DEVICES,
    "SELECT x.serial, x.name, x.model FROM asset x WHERE ",
    " AND x.organisation_id = $2 AND ($3 = '' OR x.site = $3) ORDER BY x.site, x.name, x.serial LIMIT $4"
);

impl Desk {
    /// The empty form, for an organisation and one of its sites; without an organisation the choice of one. A viewer who may
    /// inspect one organisation only has no choice.
    ///
    /// # Errors
    /// `NotFound` when that organisation is not the viewer's to inspect; `NotAllowed` when the role inspects none;
    /// `SignInNeeded` for guests.
    pub async fn inspection_form(&self, organisation: Option<i64>, site: &str) -> Result<InspectionForm> {
        let organisations = self.organisations_to_inspect().await?;
        let organisation = match (organisation, organisations.as_slice()) {
            (Some(id), known) => Some(known.iter().find(|known| known.id == id).ok_or(Refusal::NotFound)?.clone()),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let reach = Reach::of(self.person()?, Action::RecordInspection)?;
        let id = organisation.as_ref().map_or(0, |organisation| organisation.id);
        let sites: Vec<(String,)> = self.db().all(SITES.within(reach), args![reach.id(), id]).await?;
        let sites: Vec<String> = sites.into_iter().map(|(site,)| site).collect();
        let site = sites.iter().find(|known| *known == site).cloned().unwrap_or_default();
        let one_more = i64::try_from(DEVICES_MOST).unwrap_or(i64::MAX) + 1;
        let values = args![reach.id(), id, &site, one_more];
        let mut devices: Vec<(String, String, String)> = self.db().all(DEVICES.within(reach), values).await?;
        let too_many = devices.len() > DEVICES_MOST;
        devices.truncate(DEVICES_MOST);
        let inspectors = people::engineers(self.db()).await?;
        let own = self.person()?.id;
        Ok(InspectionForm {
            draft_key: secret::fresh::<16>()?,
            organisations,
            organisation,
            sites,
            site,
            devices: devices.into_iter().map(|(serial, name, model)| (serial, super::title(name, &model))).collect(),
            too_many,
            inspector: inspectors.iter().any(|person| person.id == own).then_some(own),
            inspectors,
            checklist: self.checklist().clone(),
            today: self.today(),
        })
    }

    /// Those the viewer may record inspections of.
    pub(super) async fn organisations_to_inspect(&self) -> Result<Vec<OrganisationRef>> {
        let reach = Reach::of(self.person()?, Action::RecordInspection)?;
        let rows: Vec<(i64, String)> = self.db().all(ORGANISATIONS.within(reach), args![reach.id()]).await?;
        Ok(rows.into_iter().map(|(id, name)| OrganisationRef { id, name }).collect())
    }
}
