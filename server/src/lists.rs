//! Lists as spreadsheets: a file sent to be looked at (`POST /manage/import`), templates to fill in
//! (`GET /manage/import/templates/assets.xlsx`), and what is on file (`GET /export/assets.csv?q=…`), as the viewer may see it.

use crate::files::disposition;
use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::spreadsheet::{self, to_csv, to_xlsx};
use crate::uploads::{FILE_MOST_MIB, Received, receive};
use app::frame::locale;
use app::i18n::Locale;
use app::words;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::asset::AssetFilter;
use domain::case::Kind;
use domain::case::sheet::{CaseFilter, CaseRow};
use domain::import::{Column, ListKind, Values, listed};
use domain::person::Role;
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::zone::Zone;

const PAGE: &str = "/manage/import";

/// `POST /manage/import`: the file is read and put aside; the page shows what it would change.
pub async fn receive_list(State(house): State<House>, seat: Seat, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let answer = match keep(&seat, &received).await {
        Ok(id) => Ok(see_other(&format!("{PAGE}?file={id}"))),
        Err(Trouble::Refused(refusal)) => send_back(&seat, PAGE, received.fields, refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn keep(seat: &Seat, received: &Received) -> Result<String, Trouble> {
    seat.desk.may_import()?;
    let flawed = |field: &str, kind| Refusal::Flawed(vec![Flaw::of(field, kind)]);
    let kind = ListKind::from_key(received.field("kind")).ok_or_else(|| flawed("kind", FlawKind::NotAChoice))?;
    if let Some(flaw) = received.flaws.first() {
        return Err(flawed("file", flaw.kind.clone()).into());
    }
    let file = received.files.first().ok_or_else(|| flawed("file", FlawKind::Empty))?;
    debug_assert!(u64::try_from(file.size_bytes).is_ok_and(|size| size <= FILE_MOST_MIB << 20));
    let (name, path) = (file.name.clone(), file.content.to_path_buf());
    // A large sheet takes a second, and nobody else shall wait for it.
    let read = tokio::task::spawn_blocking(move || std::fs::read(path).map(|bytes| spreadsheet::read(&name, &bytes)));
    let table = read.await.map_err(std::io::Error::other)??.map_err(|kind| flawed("file", kind))?;
    Ok(seat.desk.keep_import(kind, &file.name, &table).await?)
}

/// `GET /manage/import/templates/{file}`: the headings in the reader's language.
pub async fn template(seat: Seat, Path(file): Path<String>) -> Response {
    let answer = || {
        seat.desk.may_import()?;
        let (kind, format) = named(&file)?;
        let language = locale(seat.language());
        answer(words::list_kind(language, kind), format, vec![headings(language, kind)])
    };
    answer().unwrap_or_else(|trouble: Trouble| sign_in_or(trouble, &seat, PAGE))
}

/// `GET /export/{file}?q=…`; of cases and assets as their lists are asked for, `?show=all&q=…`.
pub async fn export(
    seat: Seat,
    Path(file): Path<String>,
    Query(asked): Query<CaseFilter>,
    Query(assets): Query<AssetFilter>,
) -> Response {
    let exported = match file.rsplit_once('.') {
        Some(("cases", ending)) => export_cases(&seat, ending, asked).await,
        Some(("assets", ending)) => export_assets(&seat, ending, &assets).await,
        _ => export_list(&seat, &file, &asked.q).await,
    };
    exported.unwrap_or_else(|trouble| sign_in_or(trouble, &seat, "/"))
}

async fn export_list(seat: &Seat, file: &str, q: &str) -> Result<Response, Trouble> {
    let (kind, format) = named(file)?;
    let rows = seat.desk.list(kind, q).await?;
    let language = locale(seat.language());
    answer(words::list_kind(language, kind), format, sheet(language, kind, rows))
}

async fn export_assets(seat: &Seat, ending: &str, asked: &AssetFilter) -> Result<Response, Trouble> {
    let (kind, format, language) = (ListKind::Assets, Format::of(ending)?, locale(seat.language()));
    let rows = seat.desk.asset_list(asked).await?;
    answer(words::list_kind(language, kind), format, sheet(language, kind, rows))
}

/// Every page of the list.
async fn export_cases(seat: &Seat, ending: &str, mut asked: CaseFilter) -> Result<Response, Trouble> {
    let format = Format::of(ending)?;
    let language = locale(seat.language());
    let (name, headings) = words::list_of_cases(language);
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    loop {
        let page = seat.desk.cases(&asked).await?;
        rows.extend(page.rows.into_iter().map(|row| cells(language, seat.desk.viewer().zone(), row)));
        match page.more_before {
            Some(before) => asked.before = before,
            None => return answer(name, format, rows),
        }
    }
}

fn cells(language: Locale, zone: &Zone, row: CaseRow) -> Vec<String> {
    let opened = zone.local(row.opened_at).format("%Y-%m-%d %H:%M").to_string();
    let word = |word: &str| word.to_owned();
    vec![
        row.number,
        row.title,
        word(words::kind(language, row.kind)),
        word(words::severity(language, row.severity)),
        word(words::stage(language, row.stage)),
        word(words::verdict(language, row.verdict)),
        row.organisation_name,
        row.site,
        row.assignee_name.unwrap_or_default(),
        opened,
    ]
}

/// Guests are shown the door first.
pub fn sign_in_or(trouble: Trouble, seat: &Seat, next: &str) -> Response {
    match trouble {
        Trouble::Refused(Refusal::SignInNeeded) => {
            let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
            see_other(&format!("/sign-in?next={next}"))
        }
        trouble => trouble.answer(seat.language()),
    }
}

/// What a spreadsheet is written as.
#[derive(Clone, Copy)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// By the ending of a file's name.
    pub fn of(ending: &str) -> Result<Format, Refusal> {
        match ending {
            "csv" => Ok(Format::Csv),
            "xlsx" => Ok(Format::Xlsx),
            _ => Err(Refusal::NotFound),
        }
    }
}

/// `assets.xlsx`
fn named(file: &str) -> Result<(ListKind, Format), Refusal> {
    let (key, ending) = file.rsplit_once('.').ok_or(Refusal::NotFound)?;
    Ok((ListKind::from_key(key).ok_or(Refusal::NotFound)?, Format::of(ending)?))
}

fn headings(language: Locale, kind: ListKind) -> Vec<String> {
    kind.columns().iter().map(|column| words::list_column(language, kind, *column).to_owned()).collect()
}

/// Headings and rows in words, so that an import reads them again.
pub fn sheet(language: Locale, kind: ListKind, rows: Vec<Values>) -> Vec<Vec<String>> {
    let cells = |mut row: Values| {
        let columns = kind.columns().iter();
        columns.map(|column| shown(language, *column, row.remove(column).unwrap_or_default())).collect()
    };
    std::iter::once(headings(language, kind)).chain(rows.into_iter().map(cells)).collect()
}

/// Keys as words, and lists in one line.
fn shown(language: Locale, column: Column, value: String) -> String {
    match column {
        Column::Role => Role::from_key(&value).map_or(value, |role| words::role(language, role).to_owned()),
        Column::Kinds | Column::Metered => {
            let kinds = value.lines().filter_map(Kind::from_key).map(|kind| words::kind(language, kind));
            kinds.collect::<Vec<_>>().join("; ")
        }
        Column::Sites
        | Column::Serials
        | Column::ProductLines
        | Column::Applications
        | Column::Contacts
        | Column::Exclusions => listed(value.lines()),
        _ => value,
    }
}

/// A file of that name with these rows.
pub fn answer(name: &str, format: Format, rows: Vec<Vec<String>>) -> Result<Response, Trouble> {
    let (media_type, ending, content) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv", to_csv(&rows).into_bytes()),
        Format::Xlsx => {
            let content = to_xlsx(&rows).map_err(std::io::Error::other)?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", content)
        }
    };
    let name = disposition(&format!("{name}.{ending}"));
    let headers =
        [(CONTENT_TYPE, media_type), (CACHE_CONTROL, "private, no-store"), (CONTENT_DISPOSITION, name.as_str())];
    Ok((headers, content).into_response())
}
