//! The service archive of a customer on one page: who, what, since when, what was done.

use crate::access::scoped_sql;
use crate::cases::{Held, HeldRow, moment};
use crate::contracts::day;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result, people};
use domain::access::{Action, Whose};
use domain::contract::Standing;
use domain::organisation::{
    Archive, ContractLine, Dedicated, DedicatedPart, ServiceDone, Site, SiteContact, SparePart,
};
use domain::person::PersonRef;

/// Enough to know whom one deals with; the lists behind have the rest.
const PEOPLE_SHOWN: i64 = 10;
const CONTRACTS_SHOWN: i64 = 5;
const ASSETS_SHOWN: i64 = 5;
const DONE_SHOWN: i64 = 10;
const INSPECTIONS_SHOWN: i64 = 5;

sql!(ORGANISATION, "SELECT address, systems, created_at FROM organisation WHERE id = $1");
sql!(
    DEDICATED,
    "SELECT d.part, p.id, p.name, p.phone, p.email, d.since FROM dedicated_engineer d JOIN person p ON p.id = d.person_id
     WHERE d.organisation_id = $1 AND d.until IS NULL ORDER BY d.part DESC"
);
sql!(SITES, "SELECT id, name, address FROM site WHERE organisation_id = $1 ORDER BY id");
sql!(
    SITES_OF_ASSETS,
    "SELECT site, COUNT(*) FROM asset WHERE organisation_id = $1 AND site <> '' GROUP BY site ORDER BY MIN(id)"
);
sql!(CONTACTS, "SELECT id, name, duty, phone, email FROM contact WHERE organisation_id = $1 ORDER BY id");
sql!(PARTS, "SELECT id, name, part_number, quantity, place FROM spare_part WHERE organisation_id = $1 ORDER BY id");
sql!(
    CONTRACTS,
    "SELECT number, policy, starts_on, ends_on FROM contract WHERE organisation_id = $1
     ORDER BY ends_on DESC, id DESC LIMIT $2"
);
sql!(CONTRACT_COUNT, "SELECT COUNT(*) FROM contract WHERE organisation_id = $1");
sql!(ASSETS, "SELECT serial, name, model, site FROM asset WHERE organisation_id = $1 ORDER BY id LIMIT $2");
sql!(ASSET_COUNT, "SELECT COUNT(*) FROM asset WHERE organisation_id = $1");
scoped_sql!(
    DONE,
    "SELECT c.id, c.version, c.state FROM service_case c WHERE ",
    " AND c.organisation_id = $2 AND c.closed_at IS NOT NULL ORDER BY c.closed_at DESC, c.id DESC LIMIT $3"
);

impl Desk {
    /// The service archive of an organisation. Customers see no more of its services than of any others.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn archive(&self, organisation_id: i64) -> Result<Archive> {
        let organisation = self.archived(organisation_id).await?;
        let id = organisation.id;
        let (address, systems, since): (String, String, i64) = self.db().one(&ORGANISATION, args![id]).await?;
        let may_edit = self.may(Action::EditOrganisations, Whose::Others);
        let whose = if self.is_staff() { Whose::Others } else { Whose::OwnOrganisation };
        Ok(Archive {
            organisation,
            address,
            systems,
            since: moment(since)?,
            dedicated: self.dedicated(id).await?,
            sites: self.sites(id).await?,
            contacts: self.contacts(id).await?,
            people: self.people_of(id, PEOPLE_SHOWN).await?,
            contracts: self.contract_lines(id).await?,
            contract_count: self.db().one::<(i64,)>(&CONTRACT_COUNT, args![id]).await?.0,
            assets: self.first_assets(id).await?,
            asset_count: self.db().one::<(i64,)>(&ASSET_COUNT, args![id]).await?.0,
            parts: self.spare_parts(id).await?,
            done: self.services_done(id).await?,
            inspections: self.inspections_of(id, INSPECTIONS_SHOWN).await?,
            may_see_people: self.may(Action::SeePeople, whose),
            may_invite: self.may(Action::EditPeople, whose),
            welcome: String::new(),
            may_see_report: self.organisation_in_reach(Action::SeeServiceReport, id).await.is_ok(),
            engineers: if may_edit { people::engineers(self.db()).await? } else { Vec::new() },
            may_edit,
        })
    }

    pub(crate) async fn dedicated(&self, id: i64) -> Result<Vec<Dedicated>> {
        type Row = (String, i64, String, String, String, i64);
        let rows: Vec<Row> = self.db().all(&DEDICATED, args![id]).await?;
        let read = |(part, id, name, phone, email, since): Row| {
            let part = DedicatedPart::from_key(&part).ok_or(Fault::Broken("an unknown part of an engineer"))?;
            Ok(Dedicated { part, person: PersonRef { id, name }, phone, email, since: moment(since)? })
        };
        rows.into_iter().map(read).collect()
    }

    /// Those on file, and after them those that only devices name.
    async fn sites(&self, id: i64) -> Result<Vec<Site>> {
        let rows: Vec<(i64, String, String)> = self.db().all(&SITES, args![id]).await?;
        let of_assets: Vec<(String, i64)> = self.db().all(&SITES_OF_ASSETS, args![id]).await?;
        let count = |name: &str| of_assets.iter().find(|(site, _)| site == name).map_or(0, |(_, count)| *count);
        let mut sites: Vec<Site> = rows
            .into_iter()
            .map(|(id, name, address)| Site { id: Some(id), assets: count(&name), name, address })
            .collect();
        for (name, assets) in of_assets {
            if !sites.iter().any(|site| site.name == name) {
                sites.push(Site { name, assets, ..Site::default() });
            }
        }
        Ok(sites)
    }

    async fn contacts(&self, id: i64) -> Result<Vec<SiteContact>> {
        let rows: Vec<(i64, String, String, String, String)> = self.db().all(&CONTACTS, args![id]).await?;
        let contact = |(id, name, duty, phone, email)| SiteContact { id, name, duty, phone, email };
        Ok(rows.into_iter().map(contact).collect())
    }

    async fn spare_parts(&self, id: i64) -> Result<Vec<SparePart>> {
        let rows: Vec<(i64, String, String, i64, String)> = self.db().all(&PARTS, args![id]).await?;
        let part = |(id, name, part_number, quantity, place)| SparePart { id, name, part_number, quantity, place };
        Ok(rows.into_iter().map(part).collect())
    }

    async fn contract_lines(&self, id: i64) -> Result<Vec<ContractLine>> {
        let today = self.today();
        let rows: Vec<(String, String, String, String)> = self.db().all(&CONTRACTS, args![id, CONTRACTS_SHOWN]).await?;
        rows.into_iter()
            .map(|(number, policy, starts_on, ends_on)| {
                let (starts_on, ends_on) = (day(&starts_on)?, day(&ends_on)?);
                let standing = Standing::of(starts_on, ends_on, today);
                Ok(ContractLine { number, policy_name: self.policies().name(&policy), starts_on, ends_on, standing })
            })
            .collect()
    }

    async fn first_assets(&self, id: i64) -> Result<Vec<(String, String, String)>> {
        let rows: Vec<(String, String, String, String)> = self.db().all(&ASSETS, args![id, ASSETS_SHOWN]).await?;
        let called = |name: String, model: String| if model.is_empty() { name } else { format!("{name} · {model}") };
        Ok(rows.into_iter().map(|(serial, name, model, site)| (serial, called(name, model), site)).collect())
    }

    async fn services_done(&self, id: i64) -> Result<Vec<ServiceDone>> {
        let scope = self.case_scope()?;
        let rows: Vec<HeldRow> = self.db().all(DONE.within(scope), args![scope.id(), id, DONE_SHOWN]).await?;
        let mut done = Vec::with_capacity(rows.len());
        for row in rows {
            let case = Held::of(row)?.case;
            let resolution = case.resolution.as_ref();
            done.push(ServiceDone {
                closed_at: case.confirmation.as_ref().map_or(case.opened_at, |confirmed| confirmed.at),
                engineer_name: resolution.map_or_else(String::new, |resolved| resolved.by.name.clone()),
                cause: resolution.map_or_else(String::new, |resolved| resolved.cause.clone()),
                done: resolution.map_or_else(String::new, |resolved| resolved.done.clone()),
                number: case.opening.number,
                title: case.opening.title,
            });
        }
        Ok(done)
    }
}
