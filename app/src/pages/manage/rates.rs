//! `/manage/rates`: the company's own rates, which are told and quoted where work has to be paid and no contract says otherwise.

use crate::api::contracts::rates;
use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, Notice, Parking, Submit, TextInput, Tone, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use crate::words;
use domain::contract::rates::{RatesDraft, RatesSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn RatesPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, rates.title);
    let found = fetched(|| (), |()| rates());
    let saved = use_query_map().with_untracked(|query| query.get("saved").is_some());
    let saved = saved.then(|| view! { <Notice tone=Tone::Good title=td_string!(language, rates.saved) /> });
    view! {
        <Title text=title />
        <p class="crumbs"><a href="/manage">{td_string!(language, manage.manage)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        {saved}
        {loaded_with_parked(found, use_parked(), |sheet: RatesSheet, parking| {
            view! { <Sheet sheet=sheet parking=parking /> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn Sheet(sheet: RatesSheet, parking: Parking) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let on_file = RatesDraft::of(sheet.rates.as_ref());
    let holds = match &sheet.rates {
        Some(rates) => view! { <p class="rates-hold">{words::rates(language, rates)}</p> }.into_any(),
        None => {
            let (title, text) = (td_string!(language, rates.none), td_string!(language, rates.none_then));
            view! { <Notice tone=Tone::Plain title=title text=text /> }.into_any()
        }
    };
    let set = sheet.set.map(|(at, name)| {
        let at = moment::moment(language, &zone, sheet.now, at);
        view! { <p class="soft">{td_string!(language, rates.set, name = name, at = at)}</p> }
    });
    let line = |name: &'static str, label: &'static str, hint: &'static str, on_file: &str, optional| {
        let value = parking.field_or(name, on_file);
        view! {
            <TextInput name=name label=label hint=hint value=value flaws=flaws keyboard="decimal" optional=optional />
        }
        .into_any()
    };
    let (hour, travel) = (td_string!(language, contracts.rate_hour), td_string!(language, contracts.rate_travel));
    let minimum = td_string!(language, contracts.rate_minimum);
    let fields = vec![
        line("rate_hour", hour, td_string!(language, rates.hour_hint), &on_file.rate_hour, false),
        line("rate_travel", travel, td_string!(language, rates.travel_hint), &on_file.rate_travel, true),
        line("rate_minimum", minimum, td_string!(language, rates.minimum_hint), &on_file.rate_minimum, true),
    ];
    view! {
        <div class="rates-page">
            <Card title=td_string!(language, rates.holds)>{holds}{set}</Card>
            <Card title=td_string!(language, rates.change)>
                <p class="soft">{td_string!(language, rates.form_about)}</p>
                <form class="form" method="post" action="/api/fn/set_rates">
                    <FormProblem problem=problem />
                    {fields}
                    <Submit label=td_string!(language, rates.save) />
                </form>
            </Card>
        </div>
    }
    .into_any()
}
