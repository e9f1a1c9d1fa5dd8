//! Lists in spreadsheets (`domain::import`): kept for a day while somebody looks at what they would change, then imported as a
//! whole or not at all. People come without a password and are told nothing; nothing is moved or removed.

mod known;
mod list;
mod progress;
mod write;

use crate::db::{args, sql};
use crate::people::By;
use crate::{Desk, Fault, Result, Setup, Store, secret};
use chrono::TimeDelta;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::import::{
    ABOVE_MOST, Column, Counts, ImportState, Judged, Known, Layout, ListKind, Mapping, PROBLEMS_SHOWN, Preview,
    ROWS_MOST, Table, Values, judge_aloud,
};
use domain::person::{Person, Role};
use domain::refusal::{Flaw, FlawKind, Refusal};
use known::Source;
use progress::Watched;

/// As long as other things that wait for somebody.
pub(crate) const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

sql!(
    FILE_KEPT,
    "INSERT INTO import_file (id, person_id, kind, name, content, kept_at) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(STATE_OF, "SELECT alive_at, state FROM import_file WHERE id = $1 AND person_id = $2");
sql!(FILE, "SELECT kind, name, content FROM import_file WHERE id = $1 AND person_id = $2 AND kept_at > $3");
// One at a time: of two who import, the second sees what the first imported.
sql!(
    IMPORTS_LOCKED,
    sqlite: "SELECT 1",
    postgres: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7236478114)) AS held"
);
// PostgreSQL would count what is new by itself within a minute or two, and till then guess badly how to find it.
sql!(
    MEASURED,
    sqlite: "SELECT 1",
    postgres: "ANALYZE organisation, person, asset, contract, contract_asset"
);

/// Often enough for somebody who waits, and costs nothing.
const SAID_EVERY: usize = 250;

/// A spreadsheet that waits.
struct Waiting {
    kind: ListKind,
    name: String,
    table: Table,
}

/// What is to be imported.
struct List<'a> {
    kind: ListKind,
    /// Of the file.
    name: &'a str,
    table: &'a Table,
    by_hand: &'a Mapping,
}

impl Desk {
    fn importer(&self) -> Result<&Person, Refusal> {
        self.person_who_may(Action::ImportLists, Whose::Others)
    }

    /// Whether who is at the desk may import lists.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn may_import(&self) -> Result<()> {
        self.importer()?;
        Ok(())
    }

    /// Keeps a spreadsheet for 24 hours, to be looked at; the answer is its unguessable id.
    ///
    /// # Errors
    /// `Flawed` (field `file`) beyond 100 000 rows or when nothing stands in it; `NotAllowed` for everybody but managers;
    /// `SignInNeeded` for guests.
    pub async fn keep_import(&self, kind: ListKind, name: &str, table: &Table) -> Result<String> {
        let person = self.importer()?;
        let flawed = |kind| Refusal::Flawed(vec![Flaw::of("file", kind)]);
        if table.rows.len() > ROWS_MOST + ABOVE_MOST {
            return Err(flawed(FlawKind::TooManyRows { most: ROWS_MOST }).into());
        }
        if table.rows.iter().flatten().all(|cell| cell.trim().is_empty()) {
            return Err(flawed(FlawKind::FileEmpty { name: name.to_owned() }).into());
        }
        let (id, content) = (secret::fresh::<16>()?, serde_json::to_string(table)?);
        self.db().run(&FILE_KEPT, args![&id, person.id, kind.key(), name, content, self.now]).await?;
        Ok(id)
    }

    async fn waiting(&self, id: &str) -> Result<Waiting> {
        let values = args![id, self.importer()?.id, self.now - KEPT_FOR];
        let row: Option<(String, String, String)> = self.db().maybe(&FILE, values).await?;
        let (kind, name, content) = row.ok_or(Refusal::NotFound)?;
        let kind = ListKind::from_key(&kind).ok_or(Fault::Broken("an unknown kind of list"))?;
        Ok(Waiting { kind, name, table: serde_json::from_str(&content)? })
    }

    /// What a kept spreadsheet would change, and every problem in it.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's, expired or was never kept; `NotAllowed` for everybody but managers;
    /// `SignInNeeded` for guests.
    pub async fn preview_import(&self, id: &str, by_hand: &Mapping) -> Result<Preview> {
        let Waiting { kind, name, table } = self.waiting(id).await?;
        let preview = self.store.preview_list(kind, &name, &table, by_hand).await?;
        Ok(Preview { state: self.import_progress(id).await?, ..preview })
    }

    /// Imports a kept spreadsheet, all or nothing; importing it again changes nothing.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when there are problems in it, or it is being imported, which the preview shows; `NotFound` when it
    /// is somebody else's, expired or was never kept; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn import(&self, id: &str, by_hand: &Mapping) -> Result<Counts> {
        let Waiting { kind, name, table } = self.waiting(id).await?;
        let watched = Watched::begin(&self.store, id, self.now).await?;
        let by = By { person: Some(self.importer()?), now: self.now };
        let list = List { kind, name: &name, table: &table, by_hand };
        let imported = self.store.import_list(list, by, &watched).await;
        // Where this cannot be said, it is taken for dead after a while.
        _ = watched.end().await;
        imported
    }

    /// Where the import of a kept spreadsheet stands, whatever process carries it out.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's or was never kept; `NotAllowed` for everybody but managers; `SignInNeeded` for
    /// guests.
    pub async fn import_progress(&self, id: &str) -> Result<ImportState> {
        let row = self.db().maybe(&STATE_OF, args![id, self.importer()?.id]).await?;
        progress::state_of(row.ok_or(Refusal::NotFound)?, self.now)
    }
}

impl Setup {
    /// What a list would change, and every problem in it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn preview_list(&self, kind: ListKind, name: &str, table: &Table) -> Result<Preview> {
        self.store.preview_list(kind, name, table, &Mapping::new()).await
    }

    /// Imports the list of the file of that name, all or nothing; importing it again changes nothing.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when there are problems in it, which the preview shows.
    pub async fn import_list(&self, kind: ListKind, name: &str, table: &Table, now: Moment) -> Result<Counts> {
        let list = List { kind, name, table, by_hand: &Mapping::new() };
        self.store.import_list(list, By { person: None, now }, &Watched::by_nobody()).await
    }
}

/// Address and role of those who come for the first time.
fn new_people(kind: ListKind, records: &[Values], known: &Known) -> Vec<(String, Role)> {
    let records = records.iter().filter(|_| kind == ListKind::People);
    let person = |record: &Values| {
        let email = record.get(&Column::Email).filter(|email| !known.existing.contains_key(*email))?;
        Some((email.clone(), Role::from_key(record.get(&Column::Role)?)?))
    };
    records.filter_map(person).collect()
}

fn judged(kind: ListKind, table: &Table, layout: &Layout, known: &Known, watched: &Watched) -> Judged {
    if !layout.lacking(kind).is_empty() {
        return Judged::default();
    }
    let looked_at = |rows: usize| {
        if rows.is_multiple_of(SAID_EVERY) {
            watched.now(|progress| progress.checked = rows);
        }
    };
    judge_aloud(kind, table, layout, known, &looked_at)
}

impl Store {
    async fn preview_list(&self, kind: ListKind, file: &str, table: &Table, by_hand: &Mapping) -> Result<Preview> {
        let layout = Layout::of(kind, table, by_hand);
        let known = self.known(&mut Source::Db(&self.inner.db), kind).await?;
        let Judged { counts, mut problems, .. } = judged(kind, table, &layout, &known, &Watched::by_nobody());
        let problem_count = problems.len();
        problems.truncate(PROBLEMS_SHOWN);
        let lacking = layout.lacking(kind);
        let (state, file, headings) = (ImportState::Waiting, file.to_owned(), layout.headings);
        Ok(Preview { state, kind, file, headings, lacking, counts, problems, problem_count })
    }

    async fn import_list(&self, list: List<'_>, by: By<'_>, watched: &Watched) -> Result<Counts> {
        let List { kind, name, table, by_hand } = list;
        let layout = Layout::of(kind, table, by_hand);
        let rows = table.rows.len().saturating_sub(layout.heading_row + 1);
        watched.now(|progress| progress.rows = rows);
        // Judged before anything is locked, for that takes the time; and again if somebody changed something meanwhile.
        let mut known = self.known(&mut Source::Db(&self.inner.db), kind).await?;
        let mut all = judged(kind, table, &layout, &known, watched);
        watched.now(|progress| {
            progress.checked = rows;
            progress.to_write = Some(all.records.len());
        });
        watched.say().await?;
        let mut tx = self.inner.db.begin().await?;
        tx.run(&IMPORTS_LOCKED, args![]).await?;
        let since = self.known(&mut Source::Tx(&mut tx), kind).await?;
        if since != known {
            known = since;
            all = judged(kind, table, &layout, &known, &Watched::by_nobody());
        }
        let Judged { counts, records, problems } = all;
        if !problems.is_empty() || !layout.lacking(kind).is_empty() {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let written = |rows: usize| watched.now(|progress| progress.written = rows);
        let new = new_people(kind, &records, &known);
        write::write(&mut tx, kind, records, &self.company().time_zone, by.now, &written).await?;
        by.imported(&mut tx, name, &new).await?;
        watched.done(&mut tx, counts).await?;
        tx.run(&MEASURED, args![]).await?;
        tx.commit().await?;
        Ok(counts)
    }
}
