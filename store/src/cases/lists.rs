//! Lists of cases: the list with its filter, the engineer's queue, the secretary's board.

use super::{Held, HeldRow};
use crate::access::scoped_sql;
use crate::db::{Sql, Val, args, sql};
use crate::organisations::dedicated_of_open_cases;
use crate::{Desk, Result, people};
use domain::access::{Action, Whose};
use domain::case::Case;
use domain::case::sheet::{CaseFilter, CasePage, CaseRow, Dispatch, Queue};
use domain::case::stage::Stage;
use domain::clock::Target;
use domain::clock::reading::Urgency;
use domain::coverage::Verdict;
use domain::{Moment, person::PersonRef};
use std::collections::BTreeMap;

const ROWS_PER_PAGE: usize = 30;
/// Words of a search beyond this one are looked for in the order they stand.
const WORDS_APART: usize = 3;
const SEARCH_MOST_CHARS: usize = 200;

macro_rules! list_sql {
    ($name:ident, $coverage:expr) => {
        scoped_sql!(
            $name,
            "SELECT c.id, c.version, c.state FROM service_case c WHERE ",
            concat!(
                " AND ($2 = 'all' OR ($2 = 'open' AND c.closed_at IS NULL) OR ($2 = 'closed' AND c.closed_at IS NOT NULL)
           OR ($2 = 'confirm' AND c.stage = 'confirmation')
           OR ($2 = 'new' AND c.assignee_id IS NULL AND c.closed_at IS NULL))
      AND c.words LIKE $3 ESCAPE '\\' AND c.words LIKE $4 ESCAPE '\\' AND c.words LIKE $5 ESCAPE '\\'
      AND ($6 = '' OR (c.opened_at, c.id) < (SELECT b.opened_at, b.id FROM service_case b WHERE b.number = $6))
      AND ", $coverage, " ORDER BY c.opened_at DESC, c.id DESC LIMIT $7"
            )
        );
    };
}
list_sql!(CASES, "$8 = ''");
// A statement of its own, so that an index gives the page of a verdict that few have.
list_sql!(CASES_BY_COVERAGE, "c.coverage = $8");
scoped_sql!(
    OPEN_CASES,
    "SELECT c.id, c.version, c.state FROM service_case c WHERE ",
    " AND c.closed_at IS NULL ORDER BY c.opened_at, c.id"
);
scoped_sql!(
    CASES_OF_ASSET,
    "SELECT c.id, c.version, c.state FROM service_case c WHERE ",
    " AND c.asset_id = $2 ORDER BY c.opened_at DESC, c.id DESC LIMIT 50"
);
sql!(
    QUEUE,
    "SELECT id, version, state FROM service_case WHERE assignee_id = $1 AND closed_at IS NULL ORDER BY opened_at, id"
);
sql!(
    DONE,
    "SELECT id, version, state FROM service_case WHERE assignee_id = $1 AND closed_at >= $2
     ORDER BY closed_at DESC, id DESC"
);
sql!(
    OPEN_PER_ENGINEER,
    "SELECT assignee_id, COUNT(*) FROM service_case WHERE closed_at IS NULL AND assignee_id IS NOT NULL
     GROUP BY assignee_id"
);

impl Desk {
    /// A page of the cases the viewer may see, the newest first.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<CasePage> {
        let scope = self.case_scope()?;
        let last_event_id = self.last_event_id().await?;
        let show = match filter.show.as_str() {
            known @ ("closed" | "all" | "confirm" | "new") => known,
            _ => "open",
        };
        let [first, second, third] = patterns(&filter.q);
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let coverage = Verdict::from_key(&filter.coverage).map_or("", Verdict::key);
        let sql = if coverage.is_empty() { &CASES } else { &CASES_BY_COVERAGE };
        let values = args![scope.id(), show, first, second, third, &filter.before, one_more, coverage];
        let mut rows = self.rows(sql.within(scope), values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let more_before = rows.last().filter(|_| more).map(|row| row.number.clone());
        Ok(CasePage { rows, more_before, now: self.now, last_event_id })
    }

    /// The engineer's own queue.
    ///
    /// # Errors
    /// `NotAllowed` for roles that work on no cases; `SignInNeeded` for guests.
    pub async fn queue(&self) -> Result<Queue> {
        let person = self.person_who_may(Action::SeeQueue, Whose::Own)?;
        let last_event_id = self.last_event_id().await?;
        let mut open = self.rows(&QUEUE, args![person.id]).await?;
        by_urgency(&mut open, self.now);
        let (waiting, due) = open.into_iter().partition(waits_for_customer);
        let done_today = self.rows(&DONE, args![person.id, self.start_of_day()]).await?;
        Ok(Queue { due, waiting, done_today, now: self.now, last_event_id })
    }

    /// The secretary's board: what nobody has, who has how much, and the rest.
    ///
    /// # Errors
    /// `NotAllowed` for roles that dispatch nothing; `SignInNeeded` for guests.
    pub async fn dispatch(&self) -> Result<Dispatch> {
        self.person_who_may(Action::SeeDispatch, Whose::Others)?;
        let last_event_id = self.last_event_id().await?;
        let (assigned, unassigned) = self.open_rows().await?.into_iter().partition(|row| row.assignee_name.is_some());
        let engineers = self.engineers_with_load().await?;
        let dedicated = dedicated_of_open_cases(self.db()).await?;
        Ok(Dispatch { unassigned, engineers, dedicated, assigned, now: self.now, last_event_id })
    }

    async fn engineers_with_load(&self) -> Result<Vec<(PersonRef, i64)>> {
        let load: Vec<(i64, i64)> = self.db().all(&OPEN_PER_ENGINEER, args![]).await?;
        let load: BTreeMap<i64, i64> = load.into_iter().collect();
        let engineers = people::engineers(self.db()).await?.into_iter();
        Ok(engineers.map(|engineer| (engineer.clone(), load.get(&engineer.id).copied().unwrap_or(0))).collect())
    }

    /// Every open case the viewer may see, the most urgent first.
    pub(crate) async fn open_rows(&self) -> Result<Vec<CaseRow>> {
        let scope = self.case_scope()?;
        let mut rows = self.rows(OPEN_CASES.within(scope), args![scope.id()]).await?;
        by_urgency(&mut rows, self.now);
        Ok(rows)
    }

    pub(crate) async fn open_cases(&self) -> Result<Vec<Case>> {
        let scope = self.case_scope()?;
        self.cases_of(OPEN_CASES.within(scope), args![scope.id()]).await
    }

    /// Cases of an asset that the viewer may see, the newest first.
    pub(crate) async fn rows_of_asset(&self, asset_id: i64) -> Result<Vec<CaseRow>> {
        let scope = self.case_scope()?;
        self.rows(CASES_OF_ASSET.within(scope), args![scope.id(), asset_id]).await
    }

    pub(crate) async fn rows(&self, sql: &Sql, values: Vec<Val>) -> Result<Vec<CaseRow>> {
        Ok(self.cases_of(sql, values).await?.into_iter().map(|case| self.row(case)).collect())
    }

    async fn cases_of(&self, sql: &Sql, values: Vec<Val>) -> Result<Vec<Case>> {
        let rows: Vec<HeldRow> = self.db().all(sql, values).await?;
        rows.into_iter().map(|row| Held::of(row).map(|held| held.case)).collect()
    }

    pub(crate) fn row(&self, case: Case) -> CaseRow {
        CaseRow {
            next: self.policies().next_due(&case, self.now),
            accepted: case.accepted_at.is_some(),
            responded: case.met_at(Target::Respond).is_some(),
            set_out: case.set_out_at.is_some(),
            arrived: case.arrived_at.is_some(),
            restored: case.restored_at.is_some(),
            paused: case.pause().is_some(),
            surveyed: case.surveyed_at.is_some(),
            awaits_quote: case.awaits_quote(),
            verdict: case.coverage().verdict,
            severity: case.severity,
            stage: case.stage,
            opened_at: case.opened_at,
            assignee_name: case.assignee.map(|assignee| assignee.name),
            number: case.opening.number,
            title: case.opening.title,
            kind: case.opening.kind,
            organisation_name: case.opening.organisation.name,
            site: case.opening.product.site,
        }
    }

    /// When the day began that it is at the viewer's place.
    fn start_of_day(&self) -> Moment {
        let zone = self.viewer.zone();
        let local = zone.local(self.now);
        let midnight = local.date().and_time(chrono::NaiveTime::MIN);
        self.now - (local - midnight)
    }
}

/// The ball is with the customer: a question to answer, a service record to confirm.
fn waits_for_customer(row: &CaseRow) -> bool {
    row.paused || row.stage == Stage::Confirmation
}

pub(crate) fn by_urgency(rows: &mut [CaseRow], now: Moment) {
    rows.sort_by_key(|row| (row.next.as_ref().map_or(Urgency::Over, |next| next.urgency(now)), row.opened_at));
}

/// Patterns for LIKE that find every word of a search.
pub(crate) fn patterns(q: &str) -> [String; WORDS_APART] {
    let words = words(q);
    let word = |nth: usize| pattern(words.get(nth..=nth).unwrap_or_default());
    [word(0), word(1), pattern(words.get(2..).unwrap_or_default())]
}

/// A pattern for LIKE that finds the words of a search in the order they stand.
pub(crate) fn pattern_of(q: &str) -> String {
    pattern(&words(q))
}

fn pattern(words: &[String]) -> String {
    if words.is_empty() { "%".to_owned() } else { format!("%{}%", words.join("%")) }
}

fn words(q: &str) -> Vec<String> {
    let typed: String = q.chars().take(SEARCH_MOST_CHARS).collect();
    typed.to_lowercase().split_whitespace().map(escaped).collect()
}

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
