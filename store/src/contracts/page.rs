//! `/contracts/{number}`: what it promises, how long it runs, what is used, what it covers.

use super::{ContractRow, contract_columns, record};
use crate::access::{Reach, reaching_sql, scoped_sql};
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::Moment;
use domain::access::{Action, Whose};
use domain::case::Kind;
use domain::contract::Contract;
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::contract::sheet::{ContractView, PromiseRow};
use domain::coverage::Verdict;
use domain::person::Bilingual;
use domain::policy::Policy;
use domain::refusal::Refusal;

const ASSETS_SHOWN: i64 = 50;

reaching_sql!(
    CONTRACT_BY_NUMBER,
    concat!("SELECT ", contract_columns!(), " FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE "),
    " AND x.number = $2"
);
sql!(
    ASSETS_NAMED,
    "SELECT a.serial, a.name, a.model, a.site FROM asset a JOIN contract_asset n ON n.asset_id = a.id
     WHERE n.contract_id = $1 ORDER BY a.name, a.id LIMIT $2"
);
sql!(
    ASSETS_OF_ORGANISATION,
    "SELECT serial, name, model, site FROM asset WHERE organisation_id = $1 ORDER BY name, id LIMIT $2"
);
scoped_sql!(
    CASES_OF_CONTRACT,
    "SELECT c.id, c.version, c.state FROM service_case c WHERE ",
    " AND c.contract = $2 ORDER BY c.opened_at DESC, c.id DESC LIMIT 20"
);

/// `serial, name, model, site`
type AssetRow = (String, String, String, String);

impl Desk {
    /// The contract of that number and its organisation's name, if the viewer may do that with it.
    pub(super) async fn contract_for(&self, number: &str, action: Action) -> Result<(Contract, String)> {
        let reach = Reach::of(self.person()?, action)?;
        let row: Option<ContractRow> =
            self.db().maybe(CONTRACT_BY_NUMBER.within(reach), args![reach.id(), number]).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        let name = row.8.clone();
        Ok((self.contract(row).await?, name))
    }

    /// One contract with everything about it that the viewer may see.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see, `SignInNeeded` for guests.
    pub async fn contract_view(&self, number: &str) -> Result<ContractView> {
        let (contract, organisation_name) = self.contract_for(number, Action::SeeContract).await?;
        let events = record::history(self.db(), contract.id).await?;
        let scope = self.case_scope()?;
        let own = match &self.person()?.organisation {
            Some(organisation) if organisation.id == contract.organisation_id => Whose::OwnOrganisation,
            Some(_) => Whose::Others,
            // Who does not see every contract sees those of the customers they work for.
            None if self.may(Action::SeeContract, Whose::Others) => Whose::Others,
            None => Whose::Assigned,
        };
        Ok(ContractView {
            promises: self.promises_of(&contract),
            assets: self.assets_covered(&contract).await?,
            cases: self.rows(CASES_OF_CONTRACT.within(scope), args![scope.id(), number]).await?,
            documents: self.documents(contract.id).await?,
            renewal: renewal(&events, &contract),
            events,
            may_edit: self.may(Action::EditContracts, own),
            may_book: self.may(Action::BookContractUse, own),
            may_ask_renewal: self.may(Action::AskRenewal, own),
            now: self.now,
            sheet: self.sheet(contract, organisation_name).await?,
        })
    }

    /// What is promised severity by severity: for faults, or for the first kind that it includes.
    fn promises_of(&self, contract: &Contract) -> Vec<PromiseRow> {
        let kind = Kind::ALL.into_iter().find(|kind| contract.kinds.contains(kind));
        let (Some(policy), Some(kind)) = (self.policies().known(&contract.policy), kind) else { return Vec::new() };
        policy.severities.iter().map(|definition| self.promise_row(policy, definition, kind)).collect()
    }

    fn promise_row(&self, policy: &Policy, definition: &domain::policy::SeverityDefinition, kind: Kind) -> PromiseRow {
        let hours = |id: &str| {
            self.policies().timetable().get(id).map_or_else(Bilingual::default, |hours| hours.calendar.name.clone())
        };
        let promises = policy.promises_for(definition.level, kind, Verdict::Covered);
        let targets = promises.into_iter().map(|promise| (promise.target, promise.limit(), hours(&promise.hours)));
        PromiseRow {
            level: definition.level,
            name: definition.name.clone(),
            meaning: definition.meaning.clone(),
            targets: targets.collect(),
        }
    }

    async fn assets_covered(&self, contract: &Contract) -> Result<Vec<(String, String, String)>> {
        let rows: Vec<AssetRow> = match contract.asset_ids.is_empty() {
            true => self.db().all(&ASSETS_OF_ORGANISATION, args![contract.organisation_id, ASSETS_SHOWN]).await?,
            false => self.db().all(&ASSETS_NAMED, args![contract.id, ASSETS_SHOWN]).await?,
        };
        let title = |name: String, model: &str| if model.is_empty() { name } else { format!("{name} · {model}") };
        Ok(rows.into_iter().map(|(serial, name, model, site)| (serial, title(name, &model), site)).collect())
    }
}

/// Who asked for the renewal of the present period, and when.
fn renewal(events: &[ContractEvent], contract: &Contract) -> Option<(Moment, String)> {
    let asked = |event: &&ContractEvent| matches!(event.happening, ContractHappening::RenewalAsked { ends_on } if ends_on == contract.ends_on);
    let event = events.iter().find(asked)?;
    Some((event.at, event.actor.person.as_ref().map_or_else(String::new, |person| person.name.clone())))
}
