//! Asking somebody: a survey, and the letter with its link unless they were written to too recently.

use super::{link, questionnaires};
use crate::cases::Held;
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::people::{Addressee, addressee_in};
use crate::{Fault, Result, secret};
use chrono::TimeDelta;
use domain::Moment;
use domain::person::Language;
use domain::survey::{Occasion, Pace, Questionnaire};
use serde_json::json;

sql!(
    ASKED,
    "INSERT INTO survey (token, questionnaire, version, occasion, sending, subject, organisation_id, case_id, recipient_id,
     recipient_name, recipient_email, created_at, sent_at, remind_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (sending, recipient_email) DO NOTHING"
);
sql!(
    LAST_SENT,
    "SELECT p.survey_pace, (SELECT MAX(CASE WHEN s.reminded_at > s.sent_at THEN s.reminded_at ELSE s.sent_at END)
     FROM survey s WHERE s.recipient_id = p.id) FROM person p WHERE p.id = $1"
);

/// What is sent to somebody.
pub(crate) struct Asking<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) occasion: Occasion,
    /// What makes it; the same one asks nobody twice.
    pub(crate) sending: String,
    /// The name of the training, or what else it is about; may be empty.
    pub(crate) subject: &'a str,
    pub(crate) organisation_id: i64,
    pub(crate) case: Option<&'a Held>,
    /// None for a contact without an account.
    pub(crate) recipient_id: Option<i64>,
    pub(crate) recipient: Addressee,
}

/// Invites to the survey of a case that was just confirmed, in the same transaction.
pub(crate) async fn invite(tx: &mut Tx, held: &Held, now: Moment) -> Result<()> {
    let missing = Fault::Broken("the questionnaire about a service is missing");
    let questionnaire = questionnaires::newest(tx, questionnaires::SERVICE).await?.ok_or(missing)?;
    let opening = &held.case.opening;
    let asking = Asking {
        questionnaire: &questionnaire,
        occasion: Occasion::Closing,
        sending: format!("case/{}", opening.number),
        subject: "",
        organisation_id: opening.organisation.id,
        case: Some(held),
        recipient_id: opening.reporter.as_ref().map(|reporter| reporter.id),
        recipient: recipient(tx, held).await?,
    };
    ask(tx, asking, now).await?;
    Ok(())
}

/// The reporter as the company knows them, else the contact that was given.
async fn recipient(tx: &mut Tx, held: &Held) -> Result<Addressee> {
    let opening = &held.case.opening;
    let known = match &opening.reporter {
        Some(reporter) => addressee_in(tx, reporter.id).await?,
        None => None,
    };
    let contact = opening.contact.clone();
    Ok(known.unwrap_or(Addressee { name: contact.name, email: contact.email, language: Language::default() }))
}

/// Makes the survey and orders its letter; false when that sending has asked them before.
pub(crate) async fn ask(tx: &mut Tx, asking: Asking<'_>, now: Moment) -> Result<bool> {
    let Asking { questionnaire, occasion, sending, subject, organisation_id, case, recipient_id, recipient } = asking;
    let days = |days: u32| TimeDelta::days(i64::from(days));
    let (token, expires_at) = (secret::fresh::<24>()?, now + days(questionnaire.expires_days));
    let writes = !recipient.email.is_empty() && may_be_written_to(tx, recipient_id, now).await?;
    let remind_at = Some(now + days(questionnaire.remind_days)).filter(|at| writes && *at < expires_at);
    let values = args![
        &token,
        &questionnaire.id,
        questionnaire.version,
        occasion.key(),
        &sending,
        subject,
        organisation_id,
        case.map(|held| held.id),
        recipient_id,
        &recipient.name,
        &recipient.email,
        now,
        writes.then_some(now),
        remind_at,
        expires_at,
    ];
    if tx.run(&ASKED, values).await? == 0 {
        return Ok(false);
    }
    if writes {
        let opening = case.map(|held| &held.case.opening);
        let title = opening.map_or(subject, |opening| opening.title.as_str());
        let payload = json!({
            "number": opening.map_or("", |opening| opening.number.as_str()),
            "title": if title.is_empty() { questionnaire.name.get(recipient.language) } else { title },
            "name": recipient.name,
            "link": link(&token),
            "expires_at": expires_at.to_rfc3339(),
        });
        let dedupe_key = match opening {
            Some(opening) => format!("survey_invitation:{}", opening.number),
            None => format!("survey_invitation:{sending}:{}", recipient.email),
        };
        let language = recipient.language;
        let letter = Order { kind: "survey_invitation", dedupe_key, recipient: &recipient.email, language, payload };
        order(tx, letter, now).await?;
    }
    Ok(true)
}

/// Not more often than they allow.
pub(super) async fn may_be_written_to(tx: &mut Tx, recipient_id: Option<i64>, now: Moment) -> Result<bool> {
    let Some(id) = recipient_id else { return Ok(true) };
    let row: Option<(String, Option<i64>)> = tx.maybe(&LAST_SENT, args![id]).await?;
    let Some((pace, Some(last))) = row else { return Ok(true) };
    let pace = Pace::from_key(&pace).unwrap_or_default();
    Ok(pace.allows(crate::cases::moment(last)?, now))
}
