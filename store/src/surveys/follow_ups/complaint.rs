//! A complaint (投诉) made of a follow-up: a case of its own, about the same device, in the customer's words. Once.

use crate::cases::Held;
use crate::contracts::Asked;
use crate::db::{args, sql};
use crate::surveys::questionnaires;
use crate::{Desk, Result, people};
use domain::access::{Action, Whose};
use domain::case::report::{ForCaller, Report, TITLE_MOST};
use domain::case::severity::Severity;
use domain::case::{Case, Contact, Kind, Origin};
use domain::person::{OrganisationRef, PersonRef};
use domain::survey::{FollowUpStep, complaint_words};

/// The policy says what its level promises for complaints.
const LEVEL: Severity = Severity::Three;

sql!(
    ABOUT,
    "SELECT o.id, o.name, s.id, s.questionnaire, s.version, s.subject, s.recipient_id, s.recipient_name, s.recipient_email,
     COALESCE(p.phone, ''), COALESCE(c.state, '') FROM follow_up f JOIN organisation o ON o.id = f.organisation_id
     JOIN survey s ON s.id = f.survey_id LEFT JOIN person p ON p.id = s.recipient_id
     LEFT JOIN service_case c ON c.id = f.case_id WHERE f.id = $1"
);
sql!(
    COMPLAINED,
    "UPDATE follow_up SET complaint_id = (SELECT id FROM service_case WHERE number = $2)
     WHERE id = $1 AND complaint_id IS NULL"
);
sql!(COMPLAINT_OF, "SELECT c.number FROM follow_up f JOIN service_case c ON c.id = f.complaint_id WHERE f.id = $1");
sql!(FOLLOW_UP_OF, "SELECT id, owner_id FROM follow_up WHERE complaint_id = $1");

/// `organisation's id and name, survey, questionnaire, version, subject, recipient's id, name, e-mail and phone, state of the case`
type AboutRow = (i64, String, i64, String, i64, String, Option<i64>, String, String, String, String);

impl Desk {
    /// Makes a complaint of a follow-up; the answer is the number of the case, the same one however often it is asked for.
    ///
    /// # Errors
    /// `NotFound` when the follow-up is not the viewer's to work on; `ChangedMeanwhile` when others are quicker;
    /// `SignInNeeded` for guests.
    pub async fn complain(&self, id: i64) -> Result<String> {
        let (_, case_id, ..) = self.follow_up_in_reach(id).await?;
        let (organisation, reporter, report) = self.complaint(id).await?;
        let asked = Asked {
            organisation_id: organisation.id,
            kind: report.kind,
            serial: &report.serial.clone(),
            reporter: None,
            today: self.today(),
        };
        let promised = self.promised(&asked).await?;
        let mut recording = self.begin_recording().await?;
        // Asked within the transaction that would open it: the second of two that came at once finds the first.
        if let Some((number,)) = recording.tx.maybe::<(String,)>(&COMPLAINT_OF, args![id]).await? {
            return Ok(number);
        }
        let number =
            self.open_by_staff(&mut recording, report, organisation, reporter, Origin::Callback, promised).await?;
        let step = FollowUpStep::Complained { number: number.clone() };
        self.take_step(&mut recording, (id, case_id), args![id, &number], &COMPLAINED, step, Vec::new()).await?;
        recording.commit(&self.store).await?;
        Ok(number)
    }

    /// What it reports, for whom.
    async fn complaint(&self, id: i64) -> Result<(OrganisationRef, Option<PersonRef>, Report)> {
        let row: AboutRow = self.db().one(&ABOUT, args![id]).await?;
        let (organisation_id, organisation, survey, key, version, subject, recipient, name, email, phone, state) = row;
        let questionnaire = questionnaires::get(self.db(), &key, version).await?;
        let language = self.viewer.language();
        let case: Option<Case> = if state.is_empty() { None } else { Some(serde_json::from_str(&state)?) };
        let opening = case.map(|case| case.opening);
        let title = match &opening {
            Some(opening) => format!("{} · {}", opening.number, opening.title),
            None if subject.is_empty() => questionnaire.name.get(language).to_owned(),
            None => subject,
        };
        let reporter = match recipient {
            Some(id) => Some(PersonRef { id, name: name.clone() }),
            None => people::caller(self.db(), organisation_id, &email, &phone).await?,
        };
        let report = Report {
            draft_key: format!("follow_up/{id}"),
            kind: Kind::Complaint,
            serial: opening.map(|opening| opening.product.serial).unwrap_or_default(),
            severity: LEVEL,
            title: title.chars().take(TITLE_MOST).collect(),
            description: complaint_words(&questionnaire, &self.answers(survey).await?, self.scales(), language),
            contact: Contact { name, phone, email },
            for_caller: Some(ForCaller { organisation_id, origin: Origin::Callback, called_at: None }),
        };
        Ok((OrganisationRef { id: organisation_id, name: organisation }, reporter, report))
    }

    /// The complaint that was made of a follow-up, and whether the viewer may see that case.
    pub(super) async fn complaint_of(&self, id: i64) -> Result<Option<(String, bool)>> {
        let row: Option<(String,)> = self.db().maybe(&COMPLAINT_OF, args![id]).await?;
        let Some((number,)) = row else { return Ok(None) };
        let in_sight = self.held(&number).await.is_ok();
        Ok(Some((number, in_sight)))
    }

    /// The follow-up that a complaint was made of, for those who may see it.
    pub(crate) async fn follow_up_behind(&self, held: &Held) -> Result<Option<i64>> {
        if held.case.opening.kind != Kind::Complaint {
            return Ok(None);
        }
        let row: Option<(i64, Option<i64>)> = self.db().maybe(&FOLLOW_UP_OF, args![held.id]).await?;
        let own = self.viewer.person().map(|person| person.id);
        let theirs = |owner: Option<i64>| if owner == own { Whose::Assigned } else { Whose::Others };
        Ok(row.filter(|(_, owner)| self.may(Action::FollowUp, theirs(*owner))).map(|(id, _)| id))
    }
}
