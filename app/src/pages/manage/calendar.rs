//! `/manage/calendars/{id}?year=2026`: a calendar as a year one can look at and print, and the import of holidays. A file is
//! sent to the process (`POST /manage/calendars/{id}`), which puts its days aside; the page shows what they would change.

use super::calendars::{data, weekly};
use crate::api::manage::calendar;
use crate::frame::{said, use_frame, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::field::{Field, described_by, flaw_of};
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, LinkButton, Look, Parking, Submit, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use chrono::{Datelike, NaiveDate};
use domain::clock::holidays::{Announced, YearChange};
use domain::clock::sheet::{CalendarSheet, HolidayImport};
use domain::clock::year::DayKind;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The year, and its import beside it.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        let year = query.with(|query| query.get("year").and_then(|year| year.parse().ok()));
        (id, year, query.with(|query| query.get("parked")))
    };
    let found = fetched(asked, |(id, year, parked)| calendar(id, year, parked));
    let waiting = move || query.with_untracked(|query| query.get("parked")).unwrap_or_default();
    loaded_with_parked(found, use_parked(), move |sheet: CalendarSheet, parking| {
        view! { <Shown sheet=sheet parking=parking waiting=waiting() /> }.into_any()
    })
}

#[component]
fn Shown(sheet: CalendarSheet, parking: Parking, waiting: String) -> impl IntoView {
    let language = use_language();
    let name = said(language, &sheet.row.calendar.name);
    let title = format!("{name} · {}", sheet.year);
    let page = format!("/manage/calendars/{}", sheet.row.calendar.id);
    let turn = |year: i32| view! { <LinkButton href=format!("{page}?year={year}") label=year.to_string() look=Look::Secondary /> };
    let closes = sheet.row.calendar.holidays.is_some();
    let import = closes.then(|| view! { <Import sheet=sheet.clone() parking=parking waiting=waiting /> });
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href="/manage/calendars">{td_string!(language, calendars.all)}</a></p>
        <header class="page-head">
            <h1>{title}</h1>
            <nav class="policy-acts no-print" aria-label=td_string!(language, calendars.title)>
                {turn(sheet.year - 1)}{turn(sheet.year + 1)}
            </nav>
        </header>
        <div class="calendar-hours">{weekly(language, &sheet.row.calendar)}{data(language, &sheet.row)}</div>
        {legend(language)}
        {months(language, sheet.year, &sheet.days)}
        {import}
    }
    .into_any()
}

fn key(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Worked => "worked",
        DayKind::Weekend => "weekend",
        DayKind::Holiday => "holiday",
        DayKind::AdjustedWork => "adjusted",
        DayKind::BeyondData => "beyond",
    }
}

/// The word for a kind of day, and the mark in its cell: nothing is told by colour alone.
fn kind_words(language: Locale, kind: DayKind) -> (&'static str, &'static str) {
    match kind {
        DayKind::Worked => (td_string!(language, calendars.worked), ""),
        DayKind::Weekend => (td_string!(language, calendars.weekend), ""),
        DayKind::Holiday => (td_string!(language, calendars.holiday), td_string!(language, calendars.mark_holiday)),
        DayKind::AdjustedWork => {
            (td_string!(language, calendars.adjusted), td_string!(language, calendars.mark_adjusted))
        }
        DayKind::BeyondData => (td_string!(language, calendars.beyond), td_string!(language, calendars.mark_beyond)),
    }
}

fn legend(language: Locale) -> AnyView {
    let kinds =
        [DayKind::Worked, DayKind::Weekend, DayKind::Holiday, DayKind::AdjustedWork, DayKind::BeyondData].map(|kind| {
            let (word, mark) = kind_words(language, kind);
            view! { <li><span class="day" data-kind=key(kind)>"8"<small>{mark}</small></span>{word}</li> }
        });
    view! {
        <ul class="year-legend" aria-label=td_string!(language, calendars.legend)>{kinds.into_iter().collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

fn months(language: Locale, year: i32, days: &[DayKind]) -> AnyView {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let dated: Vec<(NaiveDate, DayKind)> = first.iter_days().zip(days.iter().copied()).collect();
    let months = dated.chunk_by(|one, next| one.0.month() == next.0.month()).map(|days| month(language, days));
    view! { <div class="year">{months.collect::<Vec<_>>()}</div> }.into_any()
}

fn month(language: Locale, days: &[(NaiveDate, DayKind)]) -> AnyView {
    let first = days.first().map(|(day, _)| *day).unwrap_or_default();
    let name = td_string!(language, calendars.month, year = first.year(), month = format!("{:02}", first.month()));
    let week = first.week(chrono::Weekday::Mon).first_day();
    let heads =
        week.iter_days().take(7).map(|day| view! { <th scope="col">{moment::weekday(language, day.weekday())}</th> });
    let before = usize::try_from(first.weekday().num_days_from_monday()).unwrap_or(0);
    let cells: Vec<Option<(NaiveDate, DayKind)>> =
        std::iter::repeat_n(None, before).chain(days.iter().copied().map(Some)).collect();
    let weeks = cells.chunks(7).map(|week| {
        let cells = week.iter().map(|cell| match cell {
            None => view! { <td></td> }.into_any(),
            Some((day, kind)) => cell_of(language, *day, *kind),
        });
        view! { <tr>{cells.collect::<Vec<_>>()}</tr> }
    });
    view! {
        <table class="month">
            <caption>{name}</caption>
            <thead><tr>{heads.collect::<Vec<_>>()}</tr></thead>
            <tbody>{weeks.collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

fn cell_of(language: Locale, day: NaiveDate, kind: DayKind) -> AnyView {
    let (word, mark) = kind_words(language, kind);
    let told = (kind != DayKind::Worked).then_some(word);
    view! {
        <td class="day" data-kind=key(kind) title=told>
            <time datetime=moment::date(day)>{day.day()}</time>
            {(!mark.is_empty()).then(|| view! { <small>{mark}</small> })}
        </td>
    }
    .into_any()
}

#[component]
fn Import(sheet: CalendarSheet, parking: Parking, waiting: String) -> impl IntoView {
    let (language, id) = (use_language(), sheet.row.calendar.id.clone());
    let waits = sheet.preview.is_some();
    let problem = Signal::stored(parking.problem().filter(|_| !waits));
    let flaw = flaw_of(flaws_of(problem), "file");
    let describedby = described_by("file", "", flaw);
    let preview = sheet.preview.map(|years| view! { <Preview id=id.clone() years=years waiting=waiting /> });
    view! {
        <section class="year-import no-print">
            {preview}
            <Card title=td_string!(language, calendars.import) id="import">
                <p class="soft">{td_string!(language, calendars.import_about)}</p>
                <FormProblem problem=problem />
                <form class="form" method="post" enctype="multipart/form-data" action=format!("/manage/calendars/{id}")>
                    <Field id="file" label=td_string!(language, calendars.file) flaw=flaw>
                        <input class="control" type="file" id="file" name="file" accept=".json,.ics,application/json,text/calendar"
                            aria-describedby=describedby />
                    </Field>
                    <Submit label=td_string!(language, calendars.preview) look=Look::Secondary />
                </form>
            </Card>
            <Card title=td_string!(language, calendars.imports)>{imports(language, sheet.imports)}</Card>
        </section>
    }
    .into_any()
}

#[component]
fn Preview(id: String, years: Vec<YearChange>, waiting: String) -> impl IntoView {
    let language = use_language();
    let years = years.into_iter().map(|year| changes(language, year)).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, calendars.preview_title) id="preview">
            {years}
            <form class="policy-acts" method="post" action="/api/fn/import_holidays">
                <input type="hidden" name="calendar" value=id.clone() />
                <input type="hidden" name="waiting" value=waiting />
                <Submit label=td_string!(language, calendars.save) />
                <LinkButton href=format!("/manage/calendars/{id}") label=td_string!(language, calendars.cancel) look=Look::Quiet />
            </form>
        </Card>
    }
    .into_any()
}

fn changes(language: Locale, change: YearChange) -> AnyView {
    let YearChange { year, known, off, work, changes } = change;
    let title = match (known, changes.len()) {
        (false, _) => td_string!(language, calendars.year_new, year = year, off = off, work = work),
        (true, 0) => td_string!(language, calendars.year_same, year = year),
        (true, n) => td_string!(language, calendars.year_changed, year = year, n = n),
    };
    let word = |announced| match announced {
        Announced::Off => td_string!(language, calendars.holiday),
        Announced::Worked => td_string!(language, calendars.adjusted),
        Announced::Nothing => td_string!(language, calendars.nothing),
    };
    let lines = changes.into_iter().map(|(day, before, after)| {
        let day = format!("{} {}", moment::date(day), moment::weekday(language, day.weekday()));
        view! { <li>{td_string!(language, calendars.change, day = day, before = word(before), after = word(after))}</li> }
    });
    view! { <h3>{title}</h3><ul class="bullets">{lines.collect::<Vec<_>>()}</ul> }.into_any()
}

fn imports(language: Locale, imports: Vec<HolidayImport>) -> AnyView {
    if imports.is_empty() {
        return view! { <p class="soft">{td_string!(language, calendars.no_imports)}</p> }.into_any();
    }
    let (zone, now) = (use_zone(), use_frame().now);
    let lines = imports.into_iter().map(|import| {
        let at = moment::moment(language, &zone, now, import.at);
        view! {
            <li>
                <b>{td_string!(language, calendars.import_line, year = import.year, source = import.source)}</b>
                <span class="soft">{td_string!(language, calendars.import_by, name = import.by.name, at = at)}</span>
            </li>
        }
    });
    view! { <ol class="policy-versions">{lines.collect::<Vec<_>>()}</ol> }.into_any()
}
