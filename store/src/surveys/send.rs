//! Sending surveys by hand, once a year, and reminding of them once; what was sent, and what waits for somebody.

use super::invite::{Asking, ask, may_be_written_to};
use super::{link, questionnaires};
use crate::cases::lists::pattern_of;
use crate::cases::moment;
use crate::contracts::day;
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::people::Addressee;
use crate::{Desk, Result, Store, secret};
use chrono::Months;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::person::{Bilingual, Language, Role};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::{
    Occasion, SendDraft, SendFacts, SendForm, SurveyFilter, SurveyLine, SurveyPage, WaitingSurvey, yearly_due,
};
use serde::Deserialize;
use serde_json::json;

const ROWS_PER_PAGE: usize = 50;
/// People to tick at once; more are looked for by name.
const PEOPLE_SHOWN: usize = 200;
const AT_ONCE: i64 = 50;

sql!(
    NAMES,
    "SELECT q.document FROM questionnaire q WHERE q.version = (
     SELECT MAX(n.version) FROM questionnaire n WHERE n.key = q.key) ORDER BY q.key"
);
sql!(
    CUSTOMERS,
    "SELECT p.id, p.name, o.name FROM person p JOIN organisation o ON o.id = p.organisation_id
     WHERE p.deactivated_at IS NULL AND (LOWER(o.name) LIKE $1 ESCAPE '\\' OR LOWER(p.name) LIKE $1 ESCAPE '\\')
     ORDER BY o.name, p.id LIMIT $2"
);
sql!(
    CUSTOMER,
    "SELECT organisation_id, name, email, language FROM person
     WHERE id = $1 AND organisation_id IS NOT NULL AND deactivated_at IS NULL"
);
sql!(
    YEARLY_DUE,
    "SELECT o.id, o.yearly_asked_on, MIN(x.starts_on) FROM organisation o JOIN contract x ON x.organisation_id = o.id
     WHERE x.starts_on <= $1 AND x.ends_on >= $1 AND o.yearly_asked_on <= $2 GROUP BY o.id, o.yearly_asked_on
     HAVING o.yearly_asked_on <> '' OR MIN(x.starts_on) <= $2 ORDER BY o.id LIMIT $3"
);
sql!(ASKED_ON, "UPDATE organisation SET yearly_asked_on = $2 WHERE id = $1 AND yearly_asked_on = $3");
sql!(
    ADMINS,
    "SELECT id, name, email, language FROM person
     WHERE organisation_id = $1 AND role = $2 AND deactivated_at IS NULL ORDER BY id"
);
sql!(
    TO_REMIND,
    "SELECT s.id, s.recipient_id, s.recipient_name, s.recipient_email, COALESCE(p.language, ''), s.token, s.subject,
     COALESCE(c.number, ''), COALESCE(c.state, ''), q.document, s.expires_at FROM survey s
     JOIN questionnaire q ON q.key = s.questionnaire AND q.version = s.version
     LEFT JOIN person p ON p.id = s.recipient_id LEFT JOIN service_case c ON c.id = s.case_id
     WHERE s.remind_at IS NOT NULL AND s.reminded_at IS NULL AND s.answered_at IS NULL AND s.remind_at <= $1
     ORDER BY s.remind_at LIMIT $2"
);
// Whoever is not to be written to again so soon is not reminded at all.
sql!(UNREMINDED, "UPDATE survey SET remind_at = NULL WHERE id = $1 AND reminded_at IS NULL");
sql!(REMINDED, "UPDATE survey SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL AND answered_at IS NULL");
sql!(
    SENT,
    "SELECT s.id, s.token, q.document, COALESCE(c.number, s.subject), o.name, s.recipient_name, s.created_at, s.sent_at,
     s.reminded_at, s.expires_at, s.answered_at FROM survey s
     JOIN questionnaire q ON q.key = s.questionnaire AND q.version = s.version
     JOIN organisation o ON o.id = s.organisation_id LEFT JOIN service_case c ON c.id = s.case_id
     WHERE (LOWER(o.name) LIKE $1 ESCAPE '\\' OR LOWER(s.recipient_name) LIKE $1 ESCAPE '\\'
            OR LOWER(s.subject) LIKE $1 ESCAPE '\\' OR LOWER(COALESCE(c.number, '')) LIKE $1 ESCAPE '\\')
     AND ($2 = '' OR ($2 = 'answered' AND s.answered_at IS NOT NULL)
          OR ($2 = 'waiting' AND s.answered_at IS NULL AND s.expires_at > $3)
          OR ($2 = 'expired' AND s.answered_at IS NULL AND s.expires_at <= $3))
     AND (CAST($4 AS BIGINT) = 0
          OR (s.created_at, s.id) < (SELECT b.created_at, b.id FROM survey b WHERE b.id = $4))
     ORDER BY s.created_at DESC, s.id DESC LIMIT $5"
);
sql!(
    WAITING,
    "SELECT q.document, s.subject, s.token, s.expires_at FROM survey s
     JOIN questionnaire q ON q.key = s.questionnaire AND q.version = s.version
     WHERE s.recipient_id = $1 AND s.case_id IS NULL AND s.answered_at IS NULL AND s.expires_at > $2 ORDER BY s.id"
);

/// What a questionnaire is called.
#[derive(Deserialize)]
struct Named {
    id: String,
    name: Bilingual,
}

fn name(document: &str, language: Language) -> Result<String> {
    Ok(serde_json::from_str::<Named>(document)?.name.get(language).to_owned())
}

/// `id, token, questionnaire, about, organisation, recipient, created_at, sent_at, reminded_at, expires_at, answered_at`
type SentRow = (i64, String, String, String, String, String, i64, Option<i64>, Option<i64>, i64, Option<i64>);
/// `id, recipient's id, name, e-mail and language, token, subject, number and state of the case, questionnaire, expires_at`
type ToRemindRow = (i64, Option<i64>, String, String, String, String, String, String, String, String, i64);

impl Desk {
    /// What the form starts from: the people whose name or organisation has that word.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers, `SignInNeeded` for guests.
    pub async fn send_form(&self, q: &str) -> Result<SendForm> {
        self.person_who_may(Action::SendSurveys, Whose::Others)?;
        let language = self.viewer.language();
        let documents: Vec<(String,)> = self.db().all(&NAMES, args![]).await?;
        let named = |(document,): (String,)| {
            let named: Named = serde_json::from_str(&document)?;
            Ok((named.id, named.name.get(language).to_owned()))
        };
        let one_more = i64::try_from(PEOPLE_SHOWN).unwrap_or(i64::MAX) + 1;
        let mut people: Vec<(i64, String, String)> = self.db().all(&CUSTOMERS, args![pattern_of(q), one_more]).await?;
        let more = people.len() > PEOPLE_SHOWN;
        people.truncate(PEOPLE_SHOWN);
        let questionnaires = documents.into_iter().map(named).collect::<Result<_>>()?;
        Ok(SendForm { draft_key: secret::fresh::<16>()?, questionnaires, people, more })
    }

    /// Sends a questionnaire to chosen people of customers, each once; answers how many that were. The same form again sends
    /// nothing.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form, also when somebody is no customer (`person`); `NotAllowed` for everybody but
    /// managers, `SignInNeeded` for guests.
    pub async fn send_surveys(&self, draft: &SendDraft) -> Result<usize> {
        let manager = self.person_who_may(Action::SendSurveys, Whose::Others)?.id;
        let SendFacts { draft_key, questionnaire, occasion, subject, people } = draft.facts()?;
        let unknown = |field: &str| Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]);
        let mut tx = self.db().begin().await?;
        let newest = questionnaires::newest(&mut tx, &questionnaire).await?;
        let questionnaire = newest.ok_or_else(|| unknown("questionnaire"))?;
        let mut sent = 0;
        for id in people {
            let row: Option<(i64, String, String, String)> = tx.maybe(&CUSTOMER, args![id]).await?;
            let (organisation_id, name, email, language) = row.ok_or_else(|| unknown("person"))?;
            let language = Language::from_tag(&language).unwrap_or_default();
            let asking = Asking {
                questionnaire: &questionnaire,
                occasion,
                sending: format!("hand/{manager}/{draft_key}"),
                subject: &subject,
                organisation_id,
                case: None,
                recipient_id: Some(id),
                recipient: Addressee { name, email, language },
            };
            sent += usize::from(ask(&mut tx, asking, self.now).await?);
        }
        tx.commit().await?;
        Ok(sent)
    }

    /// A page of what was sent, the latest first, for those who send it or type answers in.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers and secretaries, `SignInNeeded` for guests.
    pub async fn sent_surveys(&self, filter: &SurveyFilter) -> Result<SurveyPage> {
        self.person_who_may(Action::EnterSurvey, Whose::Others)?;
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let after = filter.after.parse().unwrap_or(0_i64);
        let values = args![pattern_of(&filter.q), &filter.show, self.now, after, one_more];
        let mut rows: Vec<SentRow> = self.db().all(&SENT, values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let more_after = rows.last().filter(|_| more).map(|row| row.0.to_string());
        let lines = rows.into_iter().map(|row| self.survey_line(row)).collect::<Result<_>>()?;
        Ok(SurveyPage { lines, more_after, may_send: self.may(Action::SendSurveys, Whose::Others) })
    }

    fn survey_line(&self, row: SentRow) -> Result<SurveyLine> {
        let (id, token, document, about, organisation_name, recipient_name, created, sent, reminded, expires, answered) =
            row;
        Ok(SurveyLine {
            id,
            link: link(&token),
            title: name(&document, self.viewer.language())?,
            about,
            organisation_name,
            recipient_name,
            asked_at: moment(created)?,
            sent: sent.is_some(),
            reminded: reminded.is_some(),
            expires_at: moment(expires)?,
            answered_at: answered.map(moment).transpose()?,
        })
    }

    /// The surveys without a case that wait for the viewer.
    pub(crate) async fn waiting_surveys(&self) -> Result<Vec<WaitingSurvey>> {
        let person = self.person()?;
        let rows: Vec<(String, String, String, i64)> = self.db().all(&WAITING, args![person.id, self.now]).await?;
        let waiting = |(document, subject, token, expires_at): (String, String, String, i64)| {
            let title = name(&document, person.language)?;
            Ok(WaitingSurvey { title, subject, link: link(&token), expires_at: moment(expires_at)? })
        };
        rows.into_iter().map(waiting).collect()
    }
}

impl Store {
    /// Asks the admins of every organisation with a contract in force the yearly questions when a year is over; answers how
    /// many organisations that were. To be called often: nothing is written when nothing is due.
    ///
    /// # Errors
    /// A fault of the database; who is asked is asked.
    pub async fn ask_yearly(&self, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        let today = self.company_day(now);
        let a_year_ago = today.checked_sub_months(Months::new(12)).unwrap_or(today);
        let due: Vec<(i64, String, String)> = self.inner.db.all(&YEARLY_DUE, args![today, a_year_ago, AT_ONCE]).await?;
        let mut asked = 0;
        for (id, asked_on, since) in due {
            let before = if asked_on.is_empty() { None } else { Some(day(&asked_on)?) };
            if yearly_due(before, day(&since)?) > today {
                continue;
            }
            let mut tx = self.inner.db.begin().await?;
            // Of two processes one is quicker.
            if tx.run(&ASKED_ON, args![id, today, &asked_on]).await? > 0 {
                ask_admins(&mut tx, id, today.to_string(), now).await?;
                asked += 1;
            }
            tx.commit().await?;
        }
        Ok(asked)
    }

    /// Reminds those who have not answered, once; answers how many that were. To be called often.
    ///
    /// # Errors
    /// A fault of the database; who is reminded is reminded.
    pub async fn remind_of_surveys(&self, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        let due: Vec<ToRemindRow> = self.inner.db.all(&TO_REMIND, args![now, AT_ONCE]).await?;
        let mut reminded = 0;
        for row in due {
            let mut tx = self.inner.db.begin().await?;
            reminded += usize::from(remind(&mut tx, row, now).await?);
            tx.commit().await?;
        }
        Ok(reminded)
    }
}

async fn ask_admins(tx: &mut Tx, organisation_id: i64, today: String, now: Moment) -> Result<()> {
    let Some(questionnaire) = questionnaires::newest(tx, questionnaires::YEARLY).await? else { return Ok(()) };
    let admins: Vec<(i64, String, String, String)> =
        tx.all(&ADMINS, args![organisation_id, Role::CustomerAdmin.key()]).await?;
    for (id, name, email, language) in admins {
        let language = Language::from_tag(&language).unwrap_or_default();
        let asking = Asking {
            questionnaire: &questionnaire,
            occasion: Occasion::Yearly,
            sending: format!("yearly/{organisation_id}/{today}"),
            subject: "",
            organisation_id,
            case: None,
            recipient_id: Some(id),
            recipient: Addressee { name, email, language },
        };
        ask(tx, asking, now).await?;
    }
    Ok(())
}

async fn remind(tx: &mut Tx, row: ToRemindRow, now: Moment) -> Result<bool> {
    let (id, recipient_id, name, email, language, token, subject, number, state, document, expires_at) = row;
    if moment(expires_at)? <= now || !may_be_written_to(tx, recipient_id, now).await? {
        tx.run(&UNREMINDED, args![id]).await?;
        return Ok(false);
    }
    if tx.run(&REMINDED, args![id, now]).await? == 0 {
        return Ok(false);
    }
    let language = Language::from_tag(&language).unwrap_or_default();
    let title = match (state.is_empty(), subject.is_empty()) {
        (false, _) => serde_json::from_str::<domain::case::Case>(&state)?.opening.title,
        (true, false) => subject,
        (true, true) => self::name(&document, language)?,
    };
    let payload = json!({
        "number": number,
        "title": title,
        "name": name,
        "link": link(&token),
        "expires_at": moment(expires_at)?.to_rfc3339(),
        "reminder": true,
    });
    let dedupe_key = format!("survey_reminder:{id}");
    let letter = Order { kind: "survey_invitation", dedupe_key, recipient: &email, language, payload };
    order(tx, letter, now).await?;
    Ok(true)
}
