//! Adding contracts and changing them, and booking what is used of them. Cases keep what they were promised: only those opened
//! later look at the contract as it is then.

use super::record::record;
use crate::cases::record::actor;
use crate::db::{Tx, args, sql};
use crate::{Desk, Error, Result};
use domain::access::{Action, Whose};
use domain::contract::draft::{ContractData, ContractDraft, UseDraft};
use domain::contract::event::ContractHappening;
use domain::contract::sheet::ContractForm;
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(
    ADDED,
    "INSERT INTO contract (number, organisation_id, policy, starts_on, ends_on, kinds, sites, terms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number) DO NOTHING RETURNING id"
);
sql!(
    CHANGED,
    "UPDATE contract SET policy = $2, starts_on = $3, ends_on = $4, kinds = $5, sites = $6, terms = $7 WHERE id = $1"
);
sql!(NAMED_FORGOTTEN, "DELETE FROM contract_asset WHERE contract_id = $1");
sql!(NAMED, "INSERT INTO contract_asset (contract_id, asset_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
sql!(ASSET_OF, "SELECT id FROM asset WHERE organisation_id = $1 AND serial = $2");
sql!(
    SERIALS_NAMED,
    "SELECT a.serial FROM asset a JOIN contract_asset n ON n.asset_id = a.id WHERE n.contract_id = $1 ORDER BY a.serial"
);
sql!(ORGANISATION, "SELECT name FROM organisation WHERE id = $1");
// Nobody corrects more than was booked.
sql!(
    BOOKED,
    "UPDATE contract SET used_minutes = used_minutes + $2, used_visits = used_visits + $3
     WHERE id = $1 AND used_minutes + $2 >= 0 AND used_visits + $3 >= 0"
);

fn flawed(field: &str, kind: FlawKind) -> Error {
    Refusal::Flawed(vec![Flaw::of(field, kind)]).into()
}

impl Desk {
    /// The form of a contract as it is, or an empty one without a number; in it what was typed before, if anything.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers, `NotFound` when there is no such contract.
    pub async fn contract_form(&self, number: Option<&str>, typed: Option<ContractDraft>) -> Result<ContractForm> {
        self.person_who_may(Action::EditContracts, Whose::Others)?;
        let on_file = match number {
            Some(number) => Some(self.draft_on_file(number).await?),
            None => None,
        };
        let draft = typed.or(on_file).unwrap_or_else(|| ContractDraft {
            policy: self.store.company().default_policy.clone(),
            ..ContractDraft::default()
        });
        let policies = self.policies().newest_of_each().into_iter();
        let policies = policies.map(|policy| (policy.id.clone(), policy.name.clone())).collect();
        Ok(ContractForm { draft, organisations: self.organisations().await?, policies })
    }

    async fn draft_on_file(&self, number: &str) -> Result<ContractDraft> {
        let (contract, _) = self.contract_for(number, Action::EditContracts).await?;
        let serials: Vec<(String,)> = self.db().all(&SERIALS_NAMED, args![contract.id]).await?;
        let serials: Vec<String> = serials.into_iter().map(|(serial,)| serial).collect();
        Ok(ContractDraft::of(&contract, &serials))
    }

    /// Adds the contract of the form; the answer is its number.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `Flawed` with every flaw of the form.
    pub async fn add_contract(&self, draft: &ContractDraft) -> Result<String> {
        let person = self.person_who_may(Action::EditContracts, Whose::Others)?;
        let data = self.judged(draft).await?;
        let organisation: Option<(String,)> = self.db().maybe(&ORGANISATION, args![data.organisation_id]).await?;
        organisation.ok_or_else(|| flawed("organisation_id", FlawKind::NotAChoice))?;
        let (kinds, sites) = (serde_json::to_string(&data.kinds)?, serde_json::to_string(&data.sites)?);
        let terms = serde_json::to_string(&data.terms)?;
        let mut tx = self.db().begin().await?;
        let values =
            args![&data.number, data.organisation_id, &data.policy, data.starts_on, data.ends_on, kinds, sites, terms];
        let added: Option<(i64,)> = tx.maybe(&ADDED, values).await?;
        let (id,) = added.ok_or_else(|| flawed("number", FlawKind::Taken))?;
        name_assets(&mut tx, id, &data).await?;
        record(&mut tx, id, actor(person), self.now, ContractHappening::Created).await?;
        tx.commit().await?;
        Ok(data.number)
    }

    /// Changes the contract of that number to what the form says; its number and its organisation stay. What changes nothing
    /// leaves no event.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers, `NotFound` when there is none; `Flawed` with every flaw of the form.
    pub async fn change_contract(&self, number: &str, draft: &ContractDraft) -> Result<()> {
        let person = self.person_who_may(Action::EditContracts, Whose::Others)?;
        let (contract, _) = self.contract_for(number, Action::EditContracts).await?;
        let before = self.draft_on_file(number).await?;
        let draft = ContractDraft {
            number: contract.number.clone(),
            organisation_id: contract.organisation_id.to_string(),
            ..draft.clone()
        };
        let data = self.judged(&draft).await?;
        let fields = changed(&before, &normal(&data, &contract))?;
        if fields.is_empty() {
            return Ok(());
        }
        let mut tx = self.db().begin().await?;
        let (kinds, sites) = (serde_json::to_string(&data.kinds)?, serde_json::to_string(&data.sites)?);
        let terms = serde_json::to_string(&data.terms)?;
        let values = args![contract.id, &data.policy, data.starts_on, data.ends_on, kinds, sites, terms];
        tx.run(&CHANGED, values).await?;
        tx.run(&NAMED_FORGOTTEN, args![contract.id]).await?;
        name_assets(&mut tx, contract.id, &data).await?;
        record(&mut tx, contract.id, actor(person), self.now, ContractHappening::Edited { fields }).await?;
        Ok(tx.commit().await?)
    }

    /// What the form means, with what only the rules and the records know.
    async fn judged(&self, draft: &ContractDraft) -> Result<ContractData> {
        let data = draft.parse().map_err(Refusal::Flawed)?;
        if self.policies().known(&data.policy).is_none() {
            return Err(flawed("policy", FlawKind::NotAChoice));
        }
        let mut unknown = Vec::new();
        for serial in &data.serials {
            let asset: Option<(i64,)> = self.db().maybe(&ASSET_OF, args![data.organisation_id, serial]).await?;
            if asset.is_none() {
                unknown.push(serial.as_str());
            }
        }
        match unknown.is_empty() {
            true => Ok(data),
            false => Err(flawed("serials", FlawKind::UnknownSerials { serials: unknown.join(" ") })),
        }
    }

    /// Books what was used of what a contract includes.
    ///
    /// # Errors
    /// `NotFound` when the contract is not the viewer's to see, `NotAllowed` when the role books nothing; `Flawed` when it is no
    /// figure, the case is not one of that customer, or more is taken back than was booked.
    pub async fn book_contract_use(&self, number: &str, draft: &UseDraft) -> Result<()> {
        let person = self.person()?;
        self.contract_for(number, Action::SeeContract).await?;
        let (contract, _) = self.contract_for(number, Action::BookContractUse).await?;
        let (used, words) = draft.parse().map_err(Refusal::Flawed)?;
        let case = match domain::typed::line(&draft.case) {
            none if none.is_empty() => None,
            case => Some(self.case_of_customer(&case, contract.organisation_id).await?),
        };
        let mut tx = self.db().begin().await?;
        if tx.run(&BOOKED, args![contract.id, used.minutes, used.visits]).await? == 0 {
            return Err(flawed("hours", FlawKind::NotANumber));
        }
        let happening = ContractHappening::UseBooked { used, words, case };
        record(&mut tx, contract.id, actor(person), self.now, happening).await?;
        Ok(tx.commit().await?)
    }

    async fn case_of_customer(&self, number: &str, organisation_id: i64) -> Result<String> {
        match self.held(number).await {
            Ok(held) if held.case.opening.organisation.id == organisation_id => Ok(held.case.opening.number),
            Ok(_) | Err(Error::Refused(Refusal::NotFound)) => Err(flawed("case", FlawKind::NotAChoice)),
            Err(error) => Err(error),
        }
    }
}

async fn name_assets(tx: &mut Tx, contract_id: i64, data: &ContractData) -> Result<()> {
    for serial in &data.serials {
        let (asset_id,): (i64,) = tx.one(&ASSET_OF, args![data.organisation_id, serial]).await?;
        tx.run(&NAMED, args![contract_id, asset_id]).await?;
    }
    Ok(())
}

/// The form of what was typed, as it would come back.
fn normal(data: &ContractData, contract: &domain::contract::Contract) -> ContractDraft {
    let changed = domain::contract::Contract {
        policy: data.policy.clone(),
        starts_on: data.starts_on,
        ends_on: data.ends_on,
        kinds: data.kinds.clone(),
        sites: data.sites.clone(),
        terms: data.terms.clone(),
        ..contract.clone()
    };
    ContractDraft::of(&changed, &data.serials)
}

/// Names of the fields that differ.
fn changed(before: &ContractDraft, after: &ContractDraft) -> Result<Vec<String>> {
    let fields = |draft: &ContractDraft| serde_json::to_value(draft);
    let (before, after) = (fields(before)?, fields(after)?);
    let names = after.as_object().into_iter().flat_map(|fields| fields.keys());
    Ok(names.filter(|name| before.get(name.as_str()) != after.get(name.as_str())).cloned().collect())
}
