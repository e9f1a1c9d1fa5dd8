//! Links that set a password: sent by mail to who was invited or forgot theirs, good once and for some days. Whoever has the
//! link has the mailbox; passwords are hashed by the server.

use crate::cases::moment;
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::people::normal_email;
use crate::{Desk, Fault, Result, Store, secret};
use chrono::TimeDelta;
use domain::Moment;
use domain::people::{LINK_DAYS, LinkPurpose, LinkSheet};
use domain::person::{Language, Person};
use domain::refusal::Refusal;
use serde_json::json;

/// Wishes for a new password count for that long.
pub(crate) const REQUESTS_COUNT_FOR: TimeDelta = TimeDelta::hours(1);
const REQUESTS_PER_EMAIL: i64 = 3;
/// Higher: a whole company may come from one address.
const REQUESTS_PER_ADDRESS: i64 = 30;

sql!(
    MADE,
    "INSERT INTO password_link (token_hash, person_id, purpose, made_at, made_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    INVITED_PERSON,
    "SELECT p.name, p.email, p.language, COALESCE(o.name, '')
     FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1"
);
sql!(
    LINK,
    "SELECT l.purpose, l.expires_at, l.ended_at, p.name, p.email, COALESCE(o.name, '') FROM password_link l
     JOIN person p ON p.id = l.person_id LEFT JOIN organisation o ON o.id = p.organisation_id WHERE l.token_hash = $1"
);
sql!(
    LINK_USED,
    "UPDATE password_link SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2
     RETURNING person_id"
);
sql!(OTHERS_ENDED, "UPDATE password_link SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL");
sql!(PASSWORD_SET, "UPDATE person SET password_hash = $2 WHERE id = $1 AND deactivated_at IS NULL");
sql!(SESSIONS_ENDED, "DELETE FROM session WHERE person_id = $1");
sql!(REQUESTED, "INSERT INTO password_request (email, address, at) VALUES ($1, $2, $3)");
sql!(
    REQUESTS,
    "SELECT (SELECT COUNT(*) FROM password_request WHERE email = $1 AND at > $3),
            (SELECT COUNT(*) FROM password_request WHERE address = $2 AND at > $3)"
);
// Who was never invited has no password to forget.
sql!(FORGETFUL, "SELECT id FROM person WHERE email = $1 AND password_hash <> '' AND deactivated_at IS NULL");

/// A link to be made.
pub(super) struct Link<'a> {
    pub(super) person_id: i64,
    pub(super) purpose: LinkPurpose,
    /// Who invites; nobody when they asked for it themselves.
    pub(super) by: Option<&'a Person>,
    pub(super) now: Moment,
}

/// Makes a link and orders the letter that carries it, in the same transaction.
pub(super) async fn make_link(tx: &mut Tx, link: Link<'_>) -> Result<()> {
    let Link { person_id, purpose, by, now } = link;
    let token = secret::fresh::<32>()?;
    let hash = secret::hash(&token);
    let expires_at = now + TimeDelta::days(LINK_DAYS);
    let made_by = by.map(|person| person.id);
    tx.run(&MADE, args![&hash, person_id, purpose.key(), now, made_by, expires_at]).await?;
    let to: (String, String, String, String) = tx.one(&INVITED_PERSON, args![person_id]).await?;
    let (name, email, language, organisation) = to;
    let payload = json!({
        "name": name,
        "inviter": by.map_or("", |person| person.name.as_str()),
        "organisation": organisation,
        "link": format!("/invitation/{token}"),
        "expires_at": expires_at.to_rfc3339(),
    });
    let language = Language::from_tag(&language).unwrap_or_default();
    let dedupe_key = format!("{}:{hash}", purpose.key());
    order(tx, Order { kind: purpose.key(), dedupe_key, recipient: &email, language, payload }, now).await
}

/// `purpose, expires_at, ended_at`, then the person's name, e-mail and organisation
type LinkRow = (String, i64, Option<i64>, String, String, String);

impl Desk {
    /// What a link opens, for whoever has it.
    ///
    /// # Errors
    /// `LinkUsed` when it was used or another took its place, `LinkExpired` after seven days, `NotFound` when there is none.
    pub async fn password_link(&self, token: &str) -> Result<LinkSheet> {
        let row: Option<LinkRow> = self.db().maybe(&LINK, args![secret::hash(token)]).await?;
        let (purpose, expires_at, ended_at, name, email, organisation) = row.ok_or(Refusal::NotFound)?;
        let purpose = LinkPurpose::from_key(&purpose).ok_or(Fault::Broken("a link for an unknown purpose"))?;
        let expires_at = moment(expires_at)?;
        if ended_at.is_some() {
            return Err(Refusal::LinkUsed.into());
        }
        if expires_at <= self.now {
            return Err(Refusal::LinkExpired.into());
        }
        Ok(LinkSheet { purpose, name, email, organisation, expires_at })
    }

    /// Sets the password of whom a link is for, once: their other links and every session end. The answer is their id, to
    /// open a session for.
    ///
    /// # Errors
    /// Like [`Desk::password_link`].
    pub async fn set_password_by_link(&self, token: &str, password_hash: &str) -> Result<i64> {
        let mut tx = self.db().begin().await?;
        let used: Option<(i64,)> = tx.maybe(&LINK_USED, args![secret::hash(token), self.now]).await?;
        let Some((person_id,)) = used else {
            drop(tx);
            self.password_link(token).await?;
            // Between the two somebody else was quicker.
            return Err(Refusal::LinkUsed.into());
        };
        if tx.run(&PASSWORD_SET, args![person_id, password_hash]).await? == 0 {
            return Err(Refusal::LinkUsed.into());
        }
        tx.run(&OTHERS_ENDED, args![person_id, self.now]).await?;
        tx.run(&SESSIONS_ENDED, args![person_id]).await?;
        tx.commit().await?;
        Ok(person_id)
    }
}

impl Store {
    /// Writes a link to who forgot the password of that e-mail, at most three times an hour. Whether anybody has that e-mail
    /// is not told.
    ///
    /// # Errors
    /// `TooManyAttempts` after thirty wishes from that address within an hour.
    pub async fn forgot_password(&self, email: &str, address: &str, now: Moment) -> Result<()> {
        let email = normal_email(email);
        let mut tx = self.inner.db.begin().await?;
        let counted: (i64, i64) = tx.one(&REQUESTS, args![&email, address, now - REQUESTS_COUNT_FOR]).await?;
        if counted.1 >= REQUESTS_PER_ADDRESS {
            return Err(Refusal::TooManyAttempts { retry_after_seconds: REQUESTS_COUNT_FOR.num_seconds() }.into());
        }
        tx.run(&REQUESTED, args![&email, address, now]).await?;
        let person: Option<(i64,)> = tx.maybe(&FORGETFUL, args![&email]).await?;
        if let Some((person_id,)) = person.filter(|_| counted.0 < REQUESTS_PER_EMAIL) {
            make_link(&mut tx, Link { person_id, purpose: LinkPurpose::NewPassword, by: None, now }).await?;
        }
        Ok(tx.commit().await?)
    }
}
