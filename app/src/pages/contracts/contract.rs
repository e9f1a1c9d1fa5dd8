//! `/contracts/{number}`: what it promises, how long it runs, what is used, its devices, cases and documents.

use super::parts::{assets, documents, history, promises, terms};
use super::tone;
use crate::api::contracts::contract_view;
use crate::frame::{said, use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, CaseRows, EmptyState, FormProblem, LinkButton, Look, Notice, Parking, Submit, TextInput, Tone, address,
    loaded_with_parked, moment, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::contract::sheet::ContractView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ContractPage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("number")).unwrap_or_default(), contract_view);
    loaded_with_parked(found, use_parked(), |view: ContractView, parking| {
        view! { <Shown view=view parking=parking /> }.into_any()
    })
}

#[component]
fn Shown(view: ContractView, parking: Parking) -> impl IntoView {
    let language = use_language();
    let (sheet, number) = (view.sheet.clone(), view.sheet.contract.number.clone());
    let period = td_string!(
        language,
        coverage.period,
        from = moment::date(sheet.contract.starts_on),
        until = moment::date(sheet.contract.ends_on)
    );
    let edit = view.may_edit.then(|| {
        let href = address::contract(&number) + "/edit";
        view! { <LinkButton href=href label=td_string!(language, contracts.edit) look=Look::Secondary /> }
    });
    let cases = match view.cases.is_empty() {
        true => view! { <EmptyState title=td_string!(language, contracts.cases_empty_title) /> }.into_any(),
        false => view! { <CaseRows rows=view.cases.clone() /> }.into_any(),
    };
    let book = view.may_book.then(|| view! { <Book number=number.clone() parking=parking.clone() /> });
    let (summary, terms) =
        (said(language, &sheet.policy_summary), terms(language, &sheet, book.map(IntoAny::into_any)));
    let documents = documents(language, &number, view.documents.clone(), view.may_edit, &parking);
    view! {
        <Title text=number.clone() />
        <div class="contract-page">
            <p class="crumbs"><a href="/contracts">"‹ " {td_string!(language, contracts.back)}</a></p>
            <header class="page-head"><h1>{number.clone()}</h1>{edit}</header>
            <p class="contract-page-period">
                <span>{sheet.organisation_name.clone()}</span>
                <span class="serial">{period}</span>
                <span class="standing" data-tone=tone(sheet.standing)>{words::standing(language, sheet.standing)}</span>
            </p>
            <Renewal view=view.clone() parking=parking.clone() />
            <div class="asset-columns">
                <Card title=td_string!(language, contracts.promises)>
                    <p class="contract-promise">{summary}</p>
                    {promises(language, view.promises)}
                </Card>
                <div class="contract-aside">
                    {terms}
                    {documents}
                    <Card title=td_string!(language, contracts.history)>{history(language, view.events, view.now)}</Card>
                </div>
            </div>
            <Card title=td_string!(language, contracts.cases) class="rows-card">{cases}</Card>
            <Card title=td_string!(language, contracts.assets)>{assets(language, view.assets)}</Card>
        </div>
    }
    .into_any()
}

/// Who asked for renewal, or the button that does.
#[component]
fn Renewal(view: ContractView, parking: Parking) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    if let Some((at, name)) = view.renewal {
        let at = moment::full(&zone, at);
        let title = td_string!(language, contracts.renewal_said, name = name, at = at);
        let then = td_string!(language, contracts.renewal_then);
        return view! { <Notice tone=Tone::Good title=title text=then /> }.into_any();
    }
    if !view.may_ask_renewal {
        return ().into_any();
    }
    let problem = Signal::stored(parking.only_if("act", "renew").problem());
    // It asks for attention when it is time.
    let look = if tone(view.sheet.standing) == "good" { Look::Secondary } else { Look::Primary };
    view! {
        <form class="renewal card" method="post" action="/api/fn/ask_renewal">
            <input type="hidden" name="number" value=view.sheet.contract.number />
            <input type="hidden" name="act" value="renew" />
            <FormProblem problem=problem />
            <Submit label=td_string!(language, contracts.renew) look=look />
            <p class="soft">{td_string!(language, contracts.renew_about)}</p>
        </form>
    }
    .into_any()
}

/// Opens to the form in which staff book what was used.
#[component]
fn Book(number: String, parking: Parking) -> impl IntoView {
    let language = use_language();
    let parking = parking.only_if("act", "book");
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    view! {
        <details class="act" open=parking.is_some()>
            <summary>{td_string!(language, contracts.book)}</summary>
            <form class="form" method="post" action="/api/fn/book_contract_use">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="book" />
                <FormProblem problem=problem />
                <TextInput name="hours" label=td_string!(language, contracts.book_hours)
                    hint=td_string!(language, contracts.book_hours_hint) value=parking.field("hours") flaws=flaws optional=true />
                <TextInput name="visits" label=td_string!(language, contracts.book_visits) value=parking.field("visits")
                    flaws=flaws optional=true />
                <TextInput name="case" label=td_string!(language, contracts.book_case) value=parking.field("case")
                    flaws=flaws optional=true />
                <TextInput name="words" label=td_string!(language, contracts.book_words) value=parking.field("words")
                    flaws=flaws />
                <Submit label=td_string!(language, contracts.book_do) look=Look::Secondary />
            </form>
        </details>
    }
    .into_any()
}
