//! `/me`: what people change of their own account, and their password (a plain form of the process).

use crate::api::surveys::survey_pace;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::problem::Problem;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, Fact, FactList, FormProblem, Notice, Parking, ProblemView, Select, Submit, TextInput, Tone, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::person::{Language, Person};
use domain::refusal::Refusal;
use domain::survey::Pace;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Zones that are offered; any other IANA name can be typed.
const ZONES: [&str; 10] = [
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    let parked = use_parked();
    let pace = fetched(|| (), |()| survey_pace());
    let content = move || {
        Suspend::new(async move {
            let (parking, pace) = (parked.await, pace.await.unwrap_or_default());
            match use_person() {
                Some(person) => view! { <Shown person=person parking=parking pace=pace /> }.into_any(),
                None => view! { <ProblemView problem=Problem::Refused(Refusal::SignInNeeded) /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=|| ()>{content}</Suspense> }
}

#[component]
fn Shown(person: Person, parking: Parking, pace: String) -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, people.me);
    let done = use_query_map().with_untracked(|query| query.get("done")).unwrap_or_default();
    let done = match done.as_str() {
        "own" => Some(td_string!(language, people.done_own)),
        "password" => Some(td_string!(language, people.done_password)),
        _ => None,
    };
    let done = done.filter(|_| !parking.is_some()).map(|said| view! { <Notice tone=Tone::Good title=said /> });
    let whose = match &person.organisation {
        Some(of) => of.name.clone(),
        None => td_string!(language, people.staff).to_owned(),
    };
    let (own, password) = (parking.only_if("form", "own"), parking.only_if("form", "password"));
    let paced = person.role.is_customer().then(|| self::pace(pace));
    let facts = vec![
        Fact::text(td_string!(language, people.email), person.email.clone()),
        Fact::text(td_string!(language, people.role), words::role(language, person.role)),
        Fact::text(td_string!(language, people.organisation), whose),
    ];
    view! {
        <Title text=title />
        <div class="narrow">
            <h1>{title}</h1>
            {done}
            <Card><FactList facts=facts /></Card>
            <Card title=td_string!(language, people.own_facts)>
                <Own person=person parking=own />
            </Card>
            <Card title=td_string!(language, people.change_password)>
                <Password parking=password />
            </Card>
            {paced}
        </div>
    }
    .into_any()
}

/// How often a customer wants to be written to about surveys.
fn pace(chosen: String) -> AnyView {
    let language = use_language();
    let name = |pace: Pace| match pace {
        Pace::Any => td_string!(language, sending.pace_any),
        Pace::Week => td_string!(language, sending.pace_week),
        Pace::Month => td_string!(language, sending.pace_month),
    };
    let options = Pace::ALL.map(|pace| (pace.key().to_owned(), name(pace).to_owned())).to_vec();
    view! {
        <Card title=td_string!(language, sending.pace)>
            <form class="form" method="post" action="/api/fn/set_survey_pace">
                <Select name="pace" label=td_string!(language, sending.pace) hint=td_string!(language, sending.pace_hint)
                    options=options chosen=chosen />
                <Submit label=td_string!(language, sending.pace_do) />
            </form>
        </Card>
    }
    .into_any()
}

#[component]
fn Own(person: Person, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let languages = [
        (Language::Chinese, td_string!(language, people.language_zh)),
        (Language::English, td_string!(language, people.language_en)),
    ];
    let languages = languages.map(|(each, name)| (each.tag().to_owned(), name.to_owned()));
    let zones = ZONES.map(|zone| view! { <option value=zone></option> });
    view! {
        <form class="form" method="post" action="/api/fn/change_own">
            <input type="hidden" name="form" value="own" />
            <FormProblem problem=problem />
            <TextInput name="name" label=td_string!(language, people.name) value=parking.field_or("name", &person.name)
                autocomplete="name" flaws=flaws />
            <TextInput name="phone" label=td_string!(language, people.phone) keyboard="tel" autocomplete="tel"
                value=parking.field_or("phone", &person.phone) flaws=flaws optional=true />
            <Select name="language" id="own-language" label=td_string!(language, people.language)
                options=languages.to_vec() chosen=parking.field_or("language", person.language.tag()) flaws=flaws />
            <TextInput name="time_zone" label=td_string!(language, people.time_zone) list="zones".to_owned()
                hint=td_string!(language, people.time_zone_hint)
                value=parking.field_or("time_zone", &person.zone.name) flaws=flaws />
            <datalist id="zones">{zones.into_iter().collect::<Vec<_>>()}</datalist>
            <Submit label=td_string!(language, archive.save) />
        </form>
    }
    .into_any()
}

#[component]
fn Password(parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    view! {
        <form class="form" method="post" action="/me/password">
            <p class="soft">{td_string!(language, people.new_password_about)}</p>
            <FormProblem problem=problem />
            <TextInput name="password_before" label=td_string!(language, people.password_before) keyboard="password"
                autocomplete="current-password" flaws=flaws />
            <TextInput name="password" label=td_string!(language, people.password_new) keyboard="password"
                hint=td_string!(language, people.password_hint) autocomplete="new-password" flaws=flaws />
            <TextInput name="password_again" label=td_string!(language, people.password_again) keyboard="password"
                autocomplete="new-password" flaws=flaws />
            <Submit label=td_string!(language, people.change_password) />
        </form>
    }
    .into_any()
}
