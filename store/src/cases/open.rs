//! Opening a case: the report form, and the one case that a form makes however often it is sent.

use super::Held;
use super::record::{Recording, actor};
use crate::contracts::{Asked, Promised};
use crate::db::{args, sql};
use crate::numbers::Numbered;
use crate::{Desk, Fault, Result, people, secret};
use domain::Moment;
use domain::access::{Action, Whose};
use domain::asset::Asset;
use domain::case::event::Happening;
use domain::case::report::{Draft, LINE_MOST, Report};
use domain::case::sheet::ReportForm;
use domain::case::{Case, Contact, Opening, Origin, Product};
use domain::person::{OrganisationRef, Person, PersonRef};
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(CASE_BY_DRAFT, "SELECT number FROM service_case WHERE opened_by = $1 AND draft_key = $2");
sql!(
    CASE_OPENED,
    "INSERT INTO service_case (number, opened_by, draft_key, organisation_id, reporter_id, asset_id, severity, stage,
     opened_at, words, version, state, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12) RETURNING id"
);
sql!(ORGANISATION, "SELECT id, name FROM organisation WHERE id = $1");
sql!(ORGANISATIONS, "SELECT id, name FROM organisation");
sql!(LAST_CASE_OF, "SELECT state FROM service_case WHERE reporter_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1");

/// What a sent form leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// `C-20261121-0042`
    pub number: String,
    /// False when the same form had already opened it.
    pub fresh: bool,
}

impl Desk {
    /// Opens the case that a report form asks for. The same `draft_key` of the same person is the same case. Files
    /// uploaded under that key become its attachments.
    ///
    /// # Errors
    /// `Flawed` with every flaw of the form; `NotAllowed` when the role opens no cases, or a customer speaks for others.
    pub async fn open_case(&self, draft: &Draft) -> Result<Opened> {
        let person = self.person()?;
        self.refuse_those_who_open_none()?;
        let report = draft.parse().map_err(Refusal::Flawed)?;
        let (organisation, reporter, origin) = self.for_whom(person, &report).await?;
        let opened_at = self.opened_at(person, &report)?;
        let day = self.store.company_day(opened_at);
        let asked = Asked {
            organisation_id: organisation.id,
            kind: report.kind,
            serial: &report.serial,
            reporter: reported_by(person, &report),
            today: day,
        };
        let promised = self.promised(&asked).await?;
        let mut recording = self.begin_recording().await?;
        // Asked within the transaction that would open it: the second of two that came at once finds the first.
        let known: Option<(String,)> = recording.tx.maybe(&CASE_BY_DRAFT, args![person.id, &report.draft_key]).await?;
        if let Some((number,)) = known {
            return Ok(Opened { number, fresh: false });
        }
        let number = Numbered::Case.next(&mut recording.tx, self.today()).await?;
        let draft_key = report.draft_key.clone();
        let opening = opening(number.clone(), report, organisation, reporter, origin, promised);
        self.record_opening(&mut recording, &draft_key, opening, opened_at).await?;
        recording.commit(&self.store).await?;
        Ok(Opened { number, fresh: true })
    }

    /// Opens a case that nobody called about. What is recorded with it belongs to the same transaction.
    pub(crate) async fn open_by_staff(
        &self,
        recording: &mut Recording,
        report: Report,
        organisation: OrganisationRef,
        reporter: Option<PersonRef>,
        origin: Origin,
        promised: Promised<'_>,
    ) -> Result<String> {
        let number = Numbered::Case.next(&mut recording.tx, self.today()).await?;
        let draft_key = report.draft_key.clone();
        let opening = opening(number.clone(), report, organisation, reporter, origin, promised);
        self.record_opening(recording, &draft_key, opening, self.now).await?;
        Ok(number)
    }

    fn refuse_those_who_open_none(&self) -> Result<(), Refusal> {
        self.person()?;
        let opens = self.may(Action::OpenCase, Whose::Own) || self.may(Action::OpenCaseForCaller, Whose::Others);
        opens.then_some(()).ok_or(Refusal::NotAllowed)
    }

    /// Customers report for themselves, staff for a caller.
    async fn for_whom(&self, person: &Person, report: &Report) -> Result<(OrganisationRef, Option<PersonRef>, Origin)> {
        match (&person.organisation, &report.for_caller) {
            (Some(organisation), None) => {
                Ok((organisation.clone(), Some(PersonRef { id: person.id, name: person.name.clone() }), Origin::Web))
            }
            (Some(_), Some(_)) => Err(Refusal::NotAllowed.into()),
            (None, Some(caller)) => {
                let organisation = self.organisation(caller.organisation_id).await?;
                let Contact { email, phone, .. } = &report.contact;
                let reporter = people::caller(self.db(), organisation.id, email, phone).await?;
                Ok((organisation, reporter, caller.origin))
            }
            (None, None) => Err(Refusal::Flawed(vec![
                Flaw::of("organisation_id", FlawKind::NotAChoice),
                Flaw::of("origin", FlawKind::NotAChoice),
            ])
            .into()),
        }
    }

    /// When the call came in, for a caller; now for everybody else.
    fn opened_at(&self, person: &Person, report: &Report) -> Result<Moment, Refusal> {
        let Some(caller) = &report.for_caller else { return Ok(self.now) };
        caller.opened_at(&person.zone, self.now).map_err(|flaw| Refusal::Flawed(vec![flaw]))
    }

    async fn organisation(&self, id: i64) -> Result<OrganisationRef> {
        let row: Option<(i64, String)> = self.db().maybe(&ORGANISATION, args![id]).await?;
        let unknown = || Refusal::Flawed(vec![Flaw::of("organisation_id", FlawKind::NotAChoice)]);
        Ok(row.map(|(id, name)| OrganisationRef { id, name }).ok_or_else(unknown)?)
    }

    async fn record_opening(
        &self,
        recording: &mut Recording,
        draft_key: &str,
        opening: Opening,
        opened_at: Moment,
    ) -> Result<()> {
        let person = self.person()?;
        let case = Case::registered(opening.clone(), opened_at, self.now);
        let values = args![
            &opening.number,
            person.id,
            draft_key,
            opening.organisation.id,
            opening.reporter.as_ref().map(|reporter| reporter.id),
            opening.product.asset_id,
            i64::from(case.severity.level()),
            case.stage.key(),
            opened_at,
            searched_words(&opening),
            serde_json::to_string(&case)?,
            opening.kind.key(),
        ];
        let (id,): (i64,) = recording.tx.one(&CASE_OPENED, values).await?;
        let mut happenings = vec![Happening::Opened { opening: Box::new(opening), opened_at }];
        happenings.extend(self.attach_uploads(&mut recording.tx, id, draft_key).await?);
        let mut held = Held { id, version: 0, case };
        let overtaken = recording.append(&mut held, &actor(person), self.now, happenings).await?.is_err();
        if overtaken { Err(Fault::Broken("a case nobody can see yet was changed").into()) } else { Ok(()) }
    }

    /// What the report form needs before anything is typed. A known `draft_key` brings back the files uploaded under it,
    /// unless it has become a case: then the form starts anew.
    ///
    /// # Errors
    /// `NotAllowed` when the role opens no cases; `SignInNeeded` for guests.
    pub async fn report_form(&self, draft_key: Option<String>) -> Result<ReportForm> {
        let person = self.person()?;
        self.refuse_those_who_open_none()?;
        let draft_key = self.usable_key(person, draft_key).await?;
        let organisations = if self.is_staff() { self.organisations().await? } else { Vec::new() };
        let assets = self.assets("").await?;
        let policy = match &person.organisation {
            Some(organisation) => self.policy_of_organisation(organisation.id).await?,
            None => self.default_policy()?,
        };
        Ok(ReportForm {
            uploads: self.uploads(&draft_key).await?,
            draft_key,
            assets: assets.into_iter().map(|asset| (asset.serial.clone(), asset.title(), asset.site)).collect(),
            contact: self.last_contact(person).await?,
            hotline: self.store.company().hotline.clone(),
            organisations,
            policy: policy.clone(),
        })
    }

    async fn usable_key(&self, person: &Person, known: Option<String>) -> Result<String> {
        let known = known.filter(|key| !key.is_empty() && key.chars().count() <= LINE_MOST);
        let Some(key) = known else { return Ok(secret::fresh::<16>()?) };
        let used: Option<(String,)> = self.db().maybe(&CASE_BY_DRAFT, args![person.id, &key]).await?;
        Ok(if used.is_some() { secret::fresh::<16>()? } else { key })
    }

    /// As given with the last report; at first as the company knows the person.
    async fn last_contact(&self, person: &Person) -> Result<Contact> {
        if !person.role.is_customer() {
            return Ok(Contact::default());
        }
        let row: Option<(String,)> = self.db().maybe(&LAST_CASE_OF, args![person.id]).await?;
        let last: Option<Case> = row.map(|(state,)| serde_json::from_str(&state)).transpose()?;
        let Person { name, phone, email, .. } = person.clone();
        Ok(last.map_or(Contact { name, phone, email }, |case| case.opening.contact))
    }

    pub(crate) async fn organisations(&self) -> Result<Vec<OrganisationRef>> {
        let mut rows: Vec<(i64, String)> = self.db().all(&ORGANISATIONS, args![]).await?;
        rows.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(rows.into_iter().map(|(id, name)| OrganisationRef { id, name }).collect())
    }
}

/// The e-mail by which a contract may know who reports: the caller's own, if they gave one.
fn reported_by<'a>(person: &'a Person, report: &'a Report) -> Option<&'a str> {
    match report.for_caller {
        None => Some(&person.email),
        Some(_) => Some(report.contact.email.as_str()).filter(|email| !email.is_empty()),
    }
}

fn opening(
    number: String,
    report: Report,
    organisation: OrganisationRef,
    reporter: Option<PersonRef>,
    origin: Origin,
    promised: Promised<'_>,
) -> Opening {
    let Report { kind, serial, severity, title, description, contact, .. } = report;
    let Promised { asset, coverage, policy } = promised;
    let severity = policy.nearest_level(severity);
    let product = product(serial, asset.as_ref());
    let (policy, policy_version) = (policy.id.clone(), policy.version);
    Opening {
        number,
        kind,
        origin,
        severity,
        title,
        description,
        organisation,
        reporter,
        contact,
        product,
        coverage,
        policy,
        policy_version,
    }
}

fn product(serial: String, asset: Option<&Asset>) -> Product {
    match asset {
        Some(asset) => Product {
            asset_id: Some(asset.id),
            serial,
            name: asset.title(),
            site: asset.site.clone(),
            spare_on_site: false,
        },
        None => Product { serial, ..Product::default() },
    }
}

/// What the search of lists looks through.
fn searched_words(opening: &Opening) -> String {
    let Opening { number, title, organisation, product, .. } = opening;
    [number, title, &organisation.name, &product.serial, &product.name].map(|words| words.to_lowercase()).join("\n")
}
