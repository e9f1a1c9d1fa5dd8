//! `/manage/policies`: which service policies there are, what each promises, who uses it, and a way to copy it.

use crate::api::manage::policies;
use crate::frame::{said, use_frame, use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, LinkButton, Look, Parking, Submit, TextInput, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use domain::policy::sheet::PolicyRow;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn PoliciesPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, policies.title);
    let found = fetched(|| (), |()| policies());
    view! {
        <Title text=title />
        <header class="page-head">
            <h1>{title}</h1>
            <LinkButton href="/manage/simulator" label=td_string!(language, manage.simulator) look=Look::Secondary />
        </header>
        <p class="soft">{td_string!(language, policies.about)}</p>
        {loaded_with_parked(found, use_parked(), |rows: Vec<PolicyRow>, parking| {
            let cards = rows.into_iter().map(|row| {
                let parking = parking.only_if("of", &row.id);
                view! { <li><PolicyCard row=row parking=parking /></li> }
            });
            view! { <ul class="policies">{cards.collect::<Vec<_>>()}</ul> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn PolicyCard(row: PolicyRow, parking: Parking) -> impl IntoView {
    let (language, zone, now) = (use_language(), use_zone(), use_frame().now);
    let saved = match &row.saved {
        Some((at, by)) => {
            td_string!(language, policies.saved, name = by.name, at = moment::moment(language, &zone, now, *at))
        }
        None => td_string!(language, policies.shipped).to_owned(),
    };
    let uses = row.uses.iter().map(|used| view! { <li>{format!("{} · {}", used.number, used.organisation)}</li> });
    let uses = match row.uses.is_empty() {
        true => view! { <p class="soft">{td_string!(language, policies.unused)}</p> }.into_any(),
        false => view! {
            <h3 class="policy-uses">{td_string!(language, policies.used_by)}</h3>
            <ul class="bullets">{uses.collect::<Vec<_>>()}</ul>
        }
        .into_any(),
    };
    let name = said(language, &row.name);
    view! {
        <article class="card policy-card">
            <h2 class="card-title"><a href=format!("/manage/policies/{}", row.id)>{name.clone()}</a></h2>
            <p>{said(language, &row.summary)}</p>
            <p class="soft">
                <code>{row.id.clone()}</code> " · " {td_string!(language, policies.version, n = row.version)} " · " {saved}
            </p>
            {row.is_default.then(|| view! { <p><b>{td_string!(language, policies.default)}</b></p> })}
            {uses}
            <div class="policy-acts">
                <LinkButton href=format!("/manage/policies/{}", row.id) label=td_string!(language, policies.edit)
                    look=Look::Secondary />
                <Copy id=row.id parking=parking />
            </div>
        </article>
    }
    .into_any()
}

/// Opens to a form.
#[component]
fn Copy(id: String, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let field = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| {
        view! {
            <TextInput name=name id=format!("{id}-{name}") label=label hint=hint value=parking.field(name) flaws=flaws
                optional=optional />
        }
    };
    view! {
        <details class="act" open=parking.is_some()>
            <summary>{td_string!(language, policies.copy)}</summary>
            <form class="form" method="post" action="/api/fn/copy_policy">
                <input type="hidden" name="of" value=id.clone() />
                <FormProblem problem=problem />
                {field("new_id", td_string!(language, policies.new_id), td_string!(language, policies.new_id_hint), false)}
                {field("name_zh", td_string!(language, policies.name_zh), "", false)}
                {field("name_en", td_string!(language, policies.name_en), "", true)}
                <Submit label=td_string!(language, policies.copy_do) />
            </form>
        </details>
    }
    .into_any()
}
