//! `/manage/calendars`: which calendars there are, and whether their holidays are on file.

use crate::api::manage::{calendar_warnings, calendars};
use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::{LinkButton, Look, Notice, Tone, loaded, moment};
use crate::wire::fetched;
use domain::clock::CalendarWarning;
use domain::clock::calendar::{Calendar, WeeklyHours};
use domain::clock::holidays::DataLack;
use domain::clock::sheet::CalendarRow;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn CalendarsPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, calendars.title);
    let found = fetched(|| (), |()| calendars());
    view! {
        <Title text=title />
        <header class="page-head"><h1>{title}</h1></header>
        <p class="soft">{td_string!(language, calendars.about)}</p>
        {loaded(found, |rows: Vec<CalendarRow>| {
            let cards = rows.into_iter().map(|row| view! { <li><CalendarCard row=row /></li> }).collect::<Vec<_>>();
            view! { <ul class="policies">{cards}</ul> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn CalendarCard(row: CalendarRow) -> impl IntoView {
    let language = use_language();
    let href = format!("/manage/calendars/{}", row.calendar.id);
    view! {
        <article class="card policy-card">
            <h2 class="card-title"><a href=href.clone()>{said(language, &row.calendar.name)}</a></h2>
            {weekly(language, &row.calendar)}
            {data(language, &row)}
            <LinkButton href=href label=td_string!(language, calendars.open) look=Look::Secondary />
        </article>
    }
    .into_any()
}

/// Its weekly hours, one line a stretch.
pub(super) fn weekly(language: Locale, calendar: &Calendar) -> AnyView {
    if calendar.weekly.is_empty() {
        return view! { <p>{td_string!(language, calendars.always)}</p> }.into_any();
    }
    let line = |hours: &WeeklyHours| {
        let days: Vec<&str> = hours.days.iter().map(|day| moment::weekday(language, *day)).collect();
        let days = days.join(td_string!(language, words.list_separator));
        let (from, until) = (moment::time(hours.from), moment::time(hours.until));
        view! { <li>{td_string!(language, calendars.day_hours, days = days, from = from, until = until)}</li> }
    };
    let lines = calendar.weekly.iter().map(line).collect::<Vec<_>>();
    view! { <ul class="bullets">{lines}</ul> }.into_any()
}

/// Until when its holidays are on file, and a warning where they end.
pub(super) fn data(language: Locale, row: &CalendarRow) -> AnyView {
    let until = row.data_ends.map(|day| {
        view! { <p class="soft">{td_string!(language, calendars.data_until, day = moment::date(day))}</p> }
    });
    let warning = row.lack.as_ref().map(|lack| {
        let (title, then) = lacking(language, lack);
        view! { <Notice tone=Tone::Warning title=title text=then /> }
    });
    view! { {until}{warning} }.into_any()
}

fn lacking(language: Locale, lack: &DataLack) -> (String, String) {
    let ended_then = || td_string!(language, calendars.ended_then).to_owned();
    match lack {
        DataLack::EndsSoon { ends_on, days_left } => (
            td_string!(language, calendars.ends_soon, days = days_left),
            td_string!(language, calendars.ends_soon_then, day = moment::date(*ends_on)),
        ),
        DataLack::Ended { ended_on } => {
            (td_string!(language, calendars.ended, day = moment::date(*ended_on)), ended_then())
        }
        DataLack::YearMissing { year } => (td_string!(language, calendars.missing, year = year), ended_then()),
        DataLack::NoData => (td_string!(language, calendars.no_data).to_owned(), ended_then()),
    }
}

/// For the manager's home: nothing while everything is on file.
#[component]
pub fn CalendarWarnings() -> impl IntoView {
    let language = use_language();
    let found = fetched(|| (), |()| calendar_warnings());
    loaded(found, move |warnings: Vec<CalendarWarning>| {
        let notices = warnings.into_iter().map(|warning| {
            let (title, then) = lacking(language, &warning.lack);
            let href = format!("/manage/calendars/{}", warning.calendar);
            view! {
                <Notice tone=Tone::Warning title=title text=then>
                    <p class="links"><a href=href>{td_string!(language, calendars.import)}</a></p>
                </Notice>
            }
        });
        notices.collect::<Vec<_>>().into_any()
    })
}
