//! `/manage/surveys/new`: which questionnaire, why, and to whom. Plain forms.

use crate::api::questionnaires::send_form;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::field::flaw_of;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, Parking, Select, Submit, TextInput, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::survey::SendForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form.
#[component]
pub fn SendPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let q = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default().trim().to_owned());
    let form = fetched(move || q.get(), send_form);
    view! {
        <Title text=td_string!(language, sending.send) />
        {loaded_with_parked(form, use_parked(), move |form: SendForm, parking| show(form, &q.get_untracked(), &parking))}
    }
    .into_any()
}

fn show(form: SendForm, q: &str, parking: &Parking) -> AnyView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let nobody = flaw_of(flaws, "person");
    let choose = (String::new(), td_string!(language, sending.choose).to_owned());
    let questionnaires = std::iter::once(choose).chain(form.questionnaires).collect();
    let occasions = vec![
        ("by_hand".to_owned(), td_string!(language, sending.by_hand).to_owned()),
        ("training".to_owned(), td_string!(language, sending.training).to_owned()),
    ];
    let ticked = parking.all("person");
    let people = form.people.into_iter().map(|(id, name, organisation)| {
        let id = id.to_string();
        let checked = ticked.contains(&id);
        view! {
            <label class="check">
                <input type="checkbox" name="person" value=id checked=checked />
                <span>{name}" "<span class="soft">{organisation}</span></span>
            </label>
        }
    });
    let more = form.more.then(|| view! { <p class="soft">{td_string!(language, sending.more)}</p> });
    view! {
        <p class="crumbs"><a href="/manage/surveys">"‹ "{td_string!(language, sending.title)}</a></p>
        <h1>{td_string!(language, sending.send)}</h1>
        <form class="search" method="get" action="/manage/surveys/new" role="search">
            <input class="control" type="search" name="q" autocomplete="off" value=q.to_owned()
                aria-label=td_string!(language, sending.whom) placeholder=td_string!(language, sending.whom) />
            <button class="button button-secondary" type="submit">{td_string!(language, sending.find)}</button>
        </form>
        <form class="form" method="post" action="/manage/surveys/new">
            <input type="hidden" name="draft_key" value=parking.field_or("draft_key", &form.draft_key) />
            <input type="hidden" name="q" value=q.to_owned() />
            <FormProblem problem=problem />
            <Select name="questionnaire" label=td_string!(language, sending.questionnaire) options=questionnaires flaws=flaws
                chosen=parking.field("questionnaire") />
            <Select name="occasion" label=td_string!(language, sending.occasion) options=occasions flaws=flaws
                chosen=parking.field("occasion") />
            <TextInput name="subject" label=td_string!(language, sending.subject) hint=td_string!(language, sending.subject_hint)
                value=parking.field("subject") flaws=flaws optional=true />
            <fieldset class="field ticks" data-flawed=move || nobody.with(Option::is_some).then_some("true")>
                <legend class="field-label">{td_string!(language, sending.people)}</legend>
                {people.collect::<Vec<_>>()}
                {more}
                {move || nobody.get().map(|flaw| view! { <p class="field-flaw" id="person-flaw">{flaw}</p> })}
            </fieldset>
            <Submit label=td_string!(language, sending.do_send) />
        </form>
    }
    .into_any()
}
