//! The signal that something happened: open browsers then ask what. It carries the newest event id only, never content,
//! so it needs no authority. What this process commits is known at once; what another replica or an operator's command
//! commits is noticed by looking every second, and on PostgreSQL by a notification.

use crate::db::{Db, args, sql};
use crate::error::Fault;
use crate::{Desk, Result, Store};
use sqlx::postgres::PgListener;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// As many as one look hands on; a browser that missed more fetches the page anew anyway.
const EVENTS_MOST: i64 = 500;

sql!(LAST_EVENT, "SELECT COALESCE(MAX(id), 0) FROM event");
crate::access::scoped_sql!(
    EVENTS_AFTER,
    "SELECT e.id, c.number FROM event e JOIN service_case c ON c.id = e.case_id WHERE ",
    " AND e.id > $2 AND ($3 OR NOT e.internal) ORDER BY e.id LIMIT $4"
);
crate::access::scoped_sql!(
    EVENTS_OF_CASE_AFTER,
    "SELECT e.id, c.number FROM event e JOIN service_case c ON c.id = e.case_id WHERE ",
    " AND c.number = $5 AND e.id > $2 AND ($3 OR NOT e.internal) ORDER BY e.id LIMIT $4"
);

pub(crate) struct Live {
    newest: watch::Sender<i64>,
}

impl Live {
    pub(crate) async fn open(db: &Db) -> Result<Live, Fault> {
        Ok(Live { newest: watch::Sender::new(db.one::<(i64,)>(&LAST_EVENT, args![]).await?.0) })
    }

    /// Wakes everyone who waits for news, if it is news.
    pub(crate) fn announce(&self, event_id: i64) {
        self.newest.send_if_modified(|newest| {
            let news = event_id > *newest;
            *newest = event_id.max(*newest);
            news
        });
    }

    /// Wakes them to count their notices: something was told that is no event of a case.
    pub(crate) fn nudge(&self) {
        self.newest.send_modify(|_| ());
    }
}

/// Looks for the events of others for as long as the store is in use and open.
pub(crate) fn watch(store: &Store) {
    let store = Arc::downgrade(&store.inner);
    tokio::spawn(async move {
        let mut listener = None;
        while let Some(store) = alive(&store) {
            if let Ok(newest) = store.last_event().await {
                store.inner.live.announce(newest);
            }
            if listener.is_none() {
                listener = listen(&store.inner.db).await;
            }
            drop(store);
            if !told_or_time_passed(listener.as_mut()).await {
                listener = None;
            }
        }
    });
}

fn alive(store: &Weak<crate::Inner>) -> Option<Store> {
    let store = Store { inner: store.upgrade()? };
    (!store.inner.db.is_closed()).then_some(store)
}

/// PostgreSQL tells at once what others have committed. When it cannot, looking every second is enough.
async fn listen(db: &Db) -> Option<PgListener> {
    let Db::Postgres(pool) = db else { return None };
    let listening = async {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen("lightwell_event").await?;
        Ok::<_, sqlx::Error>(listener)
    };
    listening.await.inspect_err(|error| tracing::debug!(%error, "not notified, only looking")).ok()
}

/// Until the next look: a second, or less when the database tells. False when it will tell no more.
async fn told_or_time_passed(listener: Option<&mut PgListener>) -> bool {
    let Some(listener) = listener else {
        tokio::time::sleep(LOOK_EVERY).await;
        return true;
    };
    !matches!(tokio::time::timeout(LOOK_EVERY, listener.recv()).await, Ok(Err(_)))
}

impl Store {
    /// Signals that events were appended, with the newest id: by this process at the commit, by others within a second.
    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.inner.live.newest.subscribe()
    }

    pub(crate) async fn last_event(&self) -> Result<i64, Fault> {
        Ok(self.inner.db.one::<(i64,)>(&LAST_EVENT, args![]).await?.0)
    }
}

impl Desk {
    /// Events after that one, of cases the viewer may see and of that case only if one is named, oldest first:
    /// `(event id, case number)`, at most 500.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn events_after(&self, after: i64, case: Option<&str>) -> Result<Vec<(i64, String)>> {
        let scope = self.case_scope()?;
        let mut values = args![scope.id(), after, self.is_staff(), EVENTS_MOST];
        let Some(number) = case else { return Ok(self.db().all(EVENTS_AFTER.within(scope), values).await?) };
        values.extend(args![number]);
        Ok(self.db().all(EVENTS_OF_CASE_AFTER.within(scope), values).await?)
    }

    /// The newest event of all: live updates of what is read afterwards resume after it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn last_event_id(&self) -> Result<i64> {
        Ok(self.store.last_event().await?)
    }
}
