//! The service report as a page: drawn whole on the server, for nothing in it moves. What its texts and tables weigh, no
//! browser has to load.

mod chart;
mod tables;

pub use tables::{Cell, Table, tables};

use crate::frame::{said, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::pages::satisfaction::figures::{Figure, Figures, percent_of};
use crate::ui::address::in_query;
use crate::ui::{Fact, FactList, Look, Select, Submit, TextInput, moment};
use chart::Trend;
use domain::organisation::DedicatedPart;
use domain::satisfaction::Rate;
use domain::service_report::{ReportFilter, ReportPeriod, ServiceReport, Span};
use leptos::prelude::*;

/// What the page is called, and all of it.
pub fn page(report: ServiceReport, filter: ReportFilter) -> (String, String) {
    let language = use_language();
    let title = format!("{} · {}", td_string!(language, service_report.title), report.organisation.name);
    (title, view! { <Page report=report filter=filter /> }.into_any().to_html())
}

/// `2026 年第三季度`
pub fn period(language: Locale, period: ReportPeriod) -> String {
    let days = period.days;
    let (year, month) = (days.from.format("%Y").to_string(), days.from.format("%-m").to_string());
    let quarter = month.parse::<u32>().map_or(1, |month| month.div_ceil(3));
    match (period.span, language) {
        (Span::Month, Locale::zh_CN) => td_string!(language, service_report.month, year = year, month = month),
        (Span::Month, Locale::en) => {
            td_string!(language, service_report.month, year = year, month = days.from.format("%m"))
        }
        (Span::Quarter, _) => td_string!(language, service_report.quarter, year = year, quarter = quarter),
        (Span::Year, _) => td_string!(language, service_report.year, year = year),
        (Span::Days, _) => {
            let (from, until) = (moment::date(days.from), moment::date(days.until));
            td_string!(language, service_report.days, from = from, until = until)
        }
    }
}

#[component]
fn Page(report: ServiceReport, filter: ReportFilter) -> impl IntoView {
    let language = use_language();
    let tables = tables(language, &use_zone(), &report).into_iter().map(Table::show).collect::<Vec<_>>();
    let parties = parties(language, &report);
    let glance = glance(language, &report);
    let inside = inside(language, &report);
    let form = form(language, &report, &filter);
    let name = period(language, report.period);
    view! {
        {form}
        <article class="card paper service-report">
            <header class="paper-head">
                <h1>{td_string!(language, service_report.title)}</h1>
                <p><b>{name}</b></p>
            </header>
            <FactList facts=parties />
            <section><h2>{td_string!(language, service_report.glance)}</h2>{glance}</section>
            <Trend points=report.trend />
            <section>
                <h2>{td_string!(language, satisfaction.title)}</h2>
                <Figures counted=report.satisfaction />
            </section>
            {tables}
            {inside}
        </article>
    }
    .into_any()
}

/// Another period, and the same figures for a spreadsheet.
fn form(language: Locale, report: &ServiceReport, filter: &ReportFilter) -> AnyView {
    let page = format!("/organisations/{}/report", report.organisation.id);
    let days = report.period.days;
    let of_days = report.period.span == Span::Days || !report.flaws.is_empty();
    let typed = |typed: &str, shown: chrono::NaiveDate| match typed {
        "" if of_days => shown.to_string(),
        typed => typed.to_owned(),
    };
    let (from, until) = (typed(&filter.from, days.from), typed(&filter.until, days.until));
    let other = (String::new(), td_string!(language, service_report.other_days).to_owned());
    let choices = report.choices.iter().map(|each| (each.key(), period(language, *each)));
    // One that is older than what is offered stays chosen.
    let own = Some((report.period.key(), period(language, report.period)));
    let own = own.filter(|(key, _)| !key.is_empty() && report.choices.iter().all(|each| each.key() != *key));
    let choices = std::iter::once(other).chain(own).chain(choices).collect::<Vec<_>>();
    let chosen = if filter.period.is_empty() { report.period.key() } else { filter.period.clone() };
    let flaws = Signal::stored(report.flaws.clone());
    let exports = ["xlsx", "csv"].map(|ending| {
        let label = td_string!(language, service_report.export, format = ending.to_uppercase());
        view! { <a href=address(&format!("{page}.{ending}"), filter) rel="external" download>{label}</a> }
    });
    view! {
        <form class="form satisfaction-period" method="get" action=page>
            <Select name="period" label=td_string!(language, service_report.period) options=choices chosen=chosen flaws=flaws />
            <TextInput name="from" keyboard="date" label=td_string!(language, satisfaction.from) value=from flaws=flaws optional=true />
            <TextInput name="until" keyboard="date" label=td_string!(language, satisfaction.until) value=until flaws=flaws optional=true />
            <Submit label=td_string!(language, satisfaction.show) look=Look::Secondary />
        </form>
        <p class="links no-print">{exports}</p>
    }
    .into_any()
}

fn address(page: &str, filter: &ReportFilter) -> String {
    let fields = [("period", &filter.period), ("from", &filter.from), ("until", &filter.until)];
    let said = fields.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    if said.is_empty() { page.to_owned() } else { format!("{page}?{}", said.join("&")) }
}

/// Who reports to whom, about which days.
fn parties(language: Locale, report: &ServiceReport) -> Vec<Fact> {
    let joined = |parts: &[&str]| {
        let said = parts.iter().filter(|part| !part.is_empty());
        said.copied().collect::<Vec<_>>().join(" · ")
    };
    let days = report.period.days;
    let (from, until) = (moment::date(days.from), moment::date(days.until));
    let mut days = td_string!(language, service_report.days, from = from, until = until);
    if report.now < end(report) {
        days = format!("{days} {}", td_string!(language, service_report.going_on));
    }
    let mut facts = vec![
        Fact::text(
            td_string!(language, service_report.customer),
            joined(&[&report.organisation.name, &report.address]),
        ),
        Fact::text(
            td_string!(language, service_report.company),
            joined(&[&said(language, &report.company), &report.hotline]),
        ),
    ];
    for one in &report.dedicated {
        let part = match one.part {
            DedicatedPart::Engineer => td_string!(language, archive.dedicated),
            DedicatedPart::Deputy => td_string!(language, archive.deputy),
        };
        facts.push(Fact::text(part, joined(&[&one.person.name, &one.phone, &one.email])));
    }
    facts.push(Fact::text(td_string!(language, service_report.period), days));
    let written = moment::full(&use_zone(), report.now);
    facts.push(Fact::text(td_string!(language, service_report.written), written));
    facts
}

/// The end of the period, as the reader sees it.
fn end(report: &ServiceReport) -> domain::Moment {
    let after = report.period.days.until.succ_opt().unwrap_or(report.period.days.until);
    use_zone().moment(after.and_time(chrono::NaiveTime::MIN)).unwrap_or(report.now)
}

fn glance(language: Locale, report: &ServiceReport) -> AnyView {
    let cases = report.figures.cases;
    let (due, met) = report.figures.kept();
    let figure = |term: &'static str, value: String, hint: String| Figure { term, value, mark: None, hint };
    let count = |term, count: u32, hint: &str| figure(term, count.to_string(), hint.to_owned());
    let kept = percent_of(Rate { satisfied: met, judged: due, surveys: due });
    let figures = [
        count(
            td_string!(language, service_report.opened),
            cases.opened,
            td_string!(language, service_report.opened_hint),
        ),
        count(
            td_string!(language, service_report.resolved),
            cases.resolved,
            td_string!(language, service_report.resolved_hint),
        ),
        count(td_string!(language, service_report.open), cases.open, td_string!(language, service_report.open_hint)),
        figure(
            td_string!(language, service_report.kept),
            kept,
            td_string!(language, service_report.kept_hint, due = due, met = met),
        ),
    ];
    view! { <dl class="satisfaction-figures">{Vec::from(figures.map(Figure::show))}</dl> }.into_any()
}

/// What is the company's own: on the screen, and not on paper.
fn inside(language: Locale, report: &ServiceReport) -> Option<AnyView> {
    let open = report.follow_ups.as_ref().filter(|open| !open.is_empty())?;
    let zone = use_zone();
    let lines = open.iter().map(|one| {
        let called = if one.number.is_empty() { td_string!(language, follow_ups.title) } else { &one.number };
        let owner = if one.owner.is_empty() { td_string!(language, follow_ups.nobody) } else { &one.owner };
        let due = moment::full(&zone, one.due_at);
        let href = format!("/manage/follow-ups/{}", one.id);
        view! {
            <li>
                <a href=href>{called.to_owned()}</a>
                <span>{format!("{owner} · {} {due}", td_string!(language, service_report.due_at))}</span>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let inside = view! {
        <section class="no-print">
            <h2>{td_string!(language, service_report.follow_ups)}</h2>
            <p class="soft">{td_string!(language, service_report.inside)}</p>
            <ul class="service-report-inside">{lines}</ul>
        </section>
    };
    Some(inside.into_any())
}
