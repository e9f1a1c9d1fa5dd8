//! Notices: who is told of what happens, written with it. One line in the inbox a person, whatever it is about, and a letter
//! unless they chose otherwise. Whom an event of a case concerns is said by `domain::notice`; here it is found out who that is today.

mod board;
mod contract;
mod ending;
mod inbox;

pub(crate) use contract::{AboutContract, tell_of_contract};

use crate::access::relation;
use crate::cases::Held;
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::{Result, Store, roles};
use domain::Moment;
use domain::access::{Action, may};
use domain::case::event::Event;
use domain::notice::{NoticeKind, Whom, concerned};
use domain::person::{Language, Role};
use serde_json::json;

sql!(BY_ROLE, "SELECT id FROM person WHERE role = $1 AND deactivated_at IS NULL ORDER BY id");
// Who was deactivated is told nothing more.
sql!(
    TOLD,
    "SELECT name, email, language, time_zone, role, organisation_id FROM person
     WHERE id = $1 AND deactivated_at IS NULL"
);
sql!(
    NOTED,
    "INSERT INTO notice (person_id, about, about_id, event_id, kind, at, letter_owed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (person_id, about, event_id) DO NOTHING"
);
sql!(CHOSEN, "SELECT by_mail FROM notification_choice WHERE person_id = $1 AND kind = $2");

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Case,
    Contract,
    Article,
    Announcement,
    FollowUp,
}

impl About {
    /// The name used in the database.
    pub(crate) fn key(self) -> &'static str {
        match self {
            About::Case => "case",
            About::Contract => "contract",
            About::Article => "article",
            About::Announcement => "announcement",
            About::FollowUp => "follow_up",
        }
    }
}

/// One line of somebody's inbox.
pub(crate) struct Note {
    pub(crate) about: About,
    /// Of the case, the contract, …
    pub(crate) about_id: i64,
    /// Of its history.
    pub(crate) event_id: i64,
    pub(crate) kind: NoticeKind,
    pub(crate) at: Moment,
    /// Since when a letter about it waits to be gathered with others.
    pub(crate) letter_owed_at: Option<Moment>,
}

/// Puts it into their inbox; false when it was there.
pub(crate) async fn note(tx: &mut Tx, person_id: i64, note: &Note) -> Result<bool> {
    let Note { about, about_id, event_id, kind, at, letter_owed_at } = *note;
    let values = args![person_id, about.key(), about_id, event_id, kind.key(), at, letter_owed_at];
    Ok(tx.run(&NOTED, values).await? > 0)
}

/// Somebody to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Addressed {
    Person(i64),
    /// Without an account.
    Address {
        name: String,
        email: String,
    },
}

/// Tells everybody whom an event concerns, but nobody of their own doing. The case is as it is since the event.
pub(crate) async fn give(tx: &mut Tx, store: &Store, held: &Held, event: &Event) -> Result<()> {
    let by_customer = event.actor.role.is_some_and(Role::is_customer);
    for (whom, kind) in concerned(&held.case, &event.happening, by_customer) {
        for addressed in who(tx, store, held, &whom).await? {
            match addressed {
                Addressed::Person(id) if event.actor.person.as_ref().is_some_and(|actor| actor.id == id) => {}
                Addressed::Person(id) => tell(tx, store, held, event, kind, id).await?,
                Addressed::Address { name, email } => {
                    let language = Language::default();
                    let letter = Letter { to: &email, key: &email, name: &name, language, in_sight: false };
                    let time_zone = store.company().time_zone.clone();
                    write(tx, held, event, kind, letter, &time_zone).await?;
                }
            }
        }
    }
    Ok(())
}

/// One line in the inbox, and the letter if it was not there before.
async fn tell(tx: &mut Tx, store: &Store, held: &Held, event: &Event, kind: NoticeKind, person_id: i64) -> Result<()> {
    let line =
        Note { about: About::Case, about_id: held.id, event_id: event.id, kind, at: event.at, letter_owed_at: None };
    if !note(tx, person_id, &line).await? || !wants_mail(tx, person_id, kind).await? {
        return Ok(());
    }
    let row: Option<ToldRow> = tx.maybe(&TOLD, args![person_id]).await?;
    let Some((name, email, language, time_zone, role, organisation_id)) = row else { return Ok(()) };
    let whose = relation(person_id, organisation_id, &held.case);
    let in_sight = Role::from_key(&role).is_some_and(|role| may(role, Action::SeeCase, whose));
    let language = Language::from_tag(&language).unwrap_or_default();
    let zone = if crate::zones::known(&time_zone).is_some() { time_zone } else { store.company().time_zone.clone() };
    let letter = Letter { to: &email, key: &person_id.to_string(), name: &name, language, in_sight };
    write(tx, held, event, kind, letter, &zone).await
}

pub(crate) async fn wants_mail(tx: &mut Tx, person_id: i64, kind: NoticeKind) -> Result<bool> {
    if kind.is_demanded() {
        return Ok(true);
    }
    let row: Option<(bool,)> = tx.maybe(&CHOSEN, args![person_id, kind.key()]).await?;
    Ok(row.is_none_or(|(by_mail,)| by_mail))
}

struct Letter<'a> {
    to: &'a str,
    /// Who it is, in the key that makes one letter of it.
    key: &'a str,
    name: &'a str,
    language: Language,
    /// Whether a link to the case would open for them.
    in_sight: bool,
}

/// `name, email, language, time_zone, role, organisation_id`
type ToldRow = (String, String, String, String, String, Option<i64>);

async fn write(
    tx: &mut Tx,
    held: &Held,
    event: &Event,
    kind: NoticeKind,
    letter: Letter<'_>,
    time_zone: &str,
) -> Result<()> {
    let opening = &held.case.opening;
    // Whoever is told by a role and has no part in the case, or no account, gets no link that would not open.
    let link = if letter.in_sight { format!("/cases/{}#event-{}", opening.number, event.id) } else { String::new() };
    let payload = json!({
        "number": opening.number,
        "title": opening.title,
        "name": letter.name,
        "kind": kind.key(),
        "key": event.happening.key(),
        "event": event,
        "link": link,
        "time_zone": time_zone,
    });
    let dedupe_key = format!("notification/{}/{}", letter.key, event.id);
    let Letter { to: recipient, language, .. } = letter;
    order(tx, Order { kind: "notification", dedupe_key, recipient, language, payload }, event.at).await
}

/// The people somebody stands for today.
async fn who(tx: &mut Tx, store: &Store, held: &Held, whom: &Whom) -> Result<Vec<Addressed>> {
    let assignee = held.case.assignee.as_ref().map(|engineer| Addressed::Person(engineer.id));
    Ok(match whom {
        Whom::Assignee => assignee.into_iter().collect(),
        Whom::Reporter => held.case.opening.reporter.iter().map(|reporter| Addressed::Person(reporter.id)).collect(),
        Whom::Managers => of_role(tx, Role::Manager).await?,
        Whom::Dispatchers => dispatchers(tx).await?,
        Whom::AssigneeOrDispatchers => match assignee {
            Some(engineer) => vec![engineer],
            None => dispatchers(tx).await?,
        },
        Whom::Role(role) => match roles::bound_in(tx, role).await? {
            // An escalation never goes to nobody.
            nobody if nobody.is_empty() => match assignee {
                Some(engineer) if store.roles().get(role).is_some_and(|role| role.is_assignee) => vec![engineer],
                _ => of_role(tx, Role::Manager).await?,
            },
            bound => bound,
        },
    })
}

/// The secretaries; where there are none, the managers dispatch.
async fn dispatchers(tx: &mut Tx) -> Result<Vec<Addressed>> {
    let secretaries = of_role(tx, Role::Secretary).await?;
    if secretaries.is_empty() { of_role(tx, Role::Manager).await } else { Ok(secretaries) }
}

async fn of_role(tx: &mut Tx, role: Role) -> Result<Vec<Addressed>> {
    let rows: Vec<(i64,)> = tx.all(&BY_ROLE, args![role.key()]).await?;
    Ok(rows.into_iter().map(|(id,)| Addressed::Person(id)).collect())
}
