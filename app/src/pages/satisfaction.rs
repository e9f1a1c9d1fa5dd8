//! `/satisfaction`: how satisfied customers are, against the goal, and what it depends on. Everything asked for stands in the
//! address.

pub(crate) mod figures;
mod rows;
mod trend;

use crate::api::satisfaction::satisfaction;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::address::{case, in_query};
use crate::ui::field::Flaws;
use crate::ui::{Card, Look, Select, Submit, TextInput, loaded, moment};
use crate::wire::fetched;
use crate::words::satisfaction as said;
use domain::person::Role;
use domain::satisfaction::{Dimension, SatisfactionFilter, SatisfactionSheet, Words};
use figures::Figures;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use rows::Rows;
use trend::Trend;

/// Figures, trend, what they depend on, and what people wrote.
#[component]
pub fn SatisfactionPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        SatisfactionFilter {
            from: said("from"),
            until: said("until"),
            by: said("by"),
            customer: said("customer"),
            engineer: said("engineer"),
            product: said("product"),
            channel: said("channel"),
            questionnaire: said("questionnaire"),
        }
    });
    let sheet = fetched(move || filter.get(), satisfaction);
    view! {
        <Title text=td_string!(language, satisfaction.title) />
        {loaded(sheet, move |sheet: SatisfactionSheet| page(sheet, filter.get_untracked()))}
    }
    .into_any()
}

fn page(sheet: SatisfactionSheet, filter: SatisfactionFilter) -> AnyView {
    let language = use_language();
    let exports = ["xlsx", "csv"].map(|ending| {
        let label = td_string!(language, satisfaction.export, format = ending.to_uppercase());
        view! { <a href=address(&filter, &format!("/satisfaction.{ending}")) rel="external" download>{label}</a> }
    });
    let report = report_of(&filter).map(|id| {
        view! { <a href=format!("/organisations/{id}/report")>{td_string!(language, satisfaction.report)}</a> }
    });
    let narrowed = narrowed(language, &sheet, &filter);
    let words = words(language, &sheet);
    view! {
        <div class="satisfaction">
            <header class="page-head"><h1>{td_string!(language, satisfaction.title)}</h1></header>
            <PeriodForm sheet=sheet.clone() filter=filter.clone() />
            {narrowed}
            <Figures counted=sheet.counted() />
            <Trend months=sheet.trend.clone() />
            <Rows sheet=sheet filter=filter.clone() />
            {words}
            <p class="links">{report}{exports}</p>
        </div>
    }
    .into_any()
}

/// Whose service report goes with these figures: the customer's own, or the one that the staff looks at.
fn report_of(filter: &SatisfactionFilter) -> Option<i64> {
    let person = use_person()?;
    match person.organisation {
        Some(own) => (person.role == Role::CustomerAdmin).then_some(own.id),
        None => filter.customer.parse().ok(),
    }
}

/// The address of these figures, or of another form of them.
pub fn address(filter: &SatisfactionFilter, page: &str) -> String {
    let SatisfactionFilter { from, until, by, customer, engineer, product, channel, questionnaire } = filter;
    let fields = [
        ("from", from),
        ("until", until),
        ("by", by),
        ("customer", customer),
        ("engineer", engineer),
        ("product", product),
        ("channel", channel),
        ("questionnaire", questionnaire),
    ];
    let said = fields.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    if said.is_empty() { page.to_owned() } else { format!("{page}?{}", said.join("&")) }
}

#[component]
fn PeriodForm(sheet: SatisfactionSheet, filter: SatisfactionFilter) -> impl IntoView {
    let language = use_language();
    let flaws: Flaws = Signal::stored(sheet.flaws.clone());
    let typed = |typed: &str, shown: chrono::NaiveDate| {
        if typed.is_empty() { shown.to_string() } else { typed.to_owned() }
    };
    let (from, until) = (typed(&filter.from, sheet.period.from), typed(&filter.until, sheet.period.until));
    let kept = [
        ("by", filter.by),
        ("customer", filter.customer),
        ("engineer", filter.engineer),
        ("product", filter.product),
        ("channel", filter.channel),
    ];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect::<Vec<_>>();
    let all = (String::new(), td_string!(language, satisfaction.all_questionnaires).to_owned());
    let questionnaires = std::iter::once(all).chain(sheet.questionnaires).collect::<Vec<_>>();
    view! {
        <form class="form satisfaction-period" method="get" action="/satisfaction">
            {kept}
            <TextInput name="from" keyboard="date" label=td_string!(language, satisfaction.from) value=from flaws=flaws />
            <TextInput name="until" keyboard="date" label=td_string!(language, satisfaction.until) value=until flaws=flaws />
            <Select id="questionnaire" name="questionnaire" label=td_string!(language, satisfaction.questionnaire)
                options=questionnaires chosen=filter.questionnaire />
            <Submit label=td_string!(language, satisfaction.show) look=Look::Secondary />
        </form>
    }
    .into_any()
}

/// What the figures are narrowed to, each with a way back.
fn narrowed(language: Locale, sheet: &SatisfactionSheet, filter: &SatisfactionFilter) -> Option<AnyView> {
    let without = |dimension: Dimension| {
        let mut wider = filter.clone();
        *rows::field_of(&mut wider, dimension) = String::new();
        address(&wider, "/satisfaction")
    };
    let only = sheet.narrowed.iter().map(|(dimension, name)| {
        let (of, remove) = (said::dimension(language, *dimension), td_string!(language, satisfaction.widen));
        let name = if *dimension == Dimension::Channel { said::channel(language, name) } else { name.clone() };
        view! { <li><span>{format!("{of}: {name}")}</span> <a href=without(*dimension)>{remove}</a></li> }
    });
    let only: Vec<_> = only.collect();
    (!only.is_empty()).then(|| view! { <ul class="satisfaction-narrowed">{only}</ul> }.into_any())
}

/// What people wrote, the latest first.
fn words(language: Locale, sheet: &SatisfactionSheet) -> Option<AnyView> {
    let zone = use_zone();
    let said = |words: &Words| {
        let Words { at, organisation_name, number, question, text } = words.clone();
        let of = number.map(|number| view! { <a href=case(&number)>{number.clone()}</a> });
        let facts = format!("{} · {organisation_name} · {question}", moment::date(zone.local(at).date()));
        view! { <li><blockquote>{text}</blockquote><p class="soft">{facts} " " {of}</p></li> }
    };
    let more = sheet.more_words.then(|| view! { <p class="soft">{td_string!(language, satisfaction.more_words)}</p> });
    (!sheet.words.is_empty()).then(|| {
        let list = sheet.words.iter().map(said).collect::<Vec<_>>();
        view! { <Card title=td_string!(language, satisfaction.words)><ul class="satisfaction-words">{list}</ul>{more}</Card> }
            .into_any()
    })
}
