//! `/manage/follow-ups/{id}`: what was answered, whom to ask back, what came of it.

use crate::api::follow_ups::follow_up;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, Countdown, Fact, FactList, FormProblem, Look, Parking, Select, Submit, TextArea, address, loaded_with_parked,
    moment, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::case::Kind;
use domain::person::PersonRef;
use domain::survey::{AnswerSheet, FollowUpEvent, FollowUpSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// One follow-up.
#[component]
pub fn FollowUpPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let found = fetched(move || id.get(), follow_up);
    loaded_with_parked(found, use_parked(), |sheet: FollowUpSheet, parking| show(sheet, &parking))
}

fn show(sheet: FollowUpSheet, parking: &Parking) -> AnyView {
    let language = use_language();
    let title = td_string!(language, follow_ups.one, name = sheet.organisation_name.clone());
    let facts = facts(language, &sheet);
    let problem = Signal::stored(parking.beyond_mending());
    let ways = sheet.may_end.then(|| ways(language, &sheet, parking));
    let complain = sheet.complaint.is_none().then(|| {
        view! {
            <form method="post" action=format!("/manage/follow-ups/{}", sheet.id)>
                <input type="hidden" name="act" value="complain" />
                <Submit label=td_string!(language, follow_ups.complain) look=Look::Secondary />
            </form>
        }
    });
    let ended = sheet.ended.map(|(done, said)| {
        let facts = vec![
            Fact::text(td_string!(language, follow_ups.done), done),
            Fact::text(td_string!(language, follow_ups.said), said),
        ];
        view! { <Card title=td_string!(language, follow_ups.result)><FactList facts=facts /></Card> }
    });
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href="/manage/follow-ups">"‹ "{td_string!(language, follow_ups.title)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        <FormProblem problem=problem />
        <div class="follow-up">
            <Countdown reading=sheet.reading />
            <FactList facts=facts />
            {ended}
            {complain}
            {ways}
            <Card title=td_string!(language, follow_ups.answers)>{answers(sheet.answers)}</Card>
            <Card title=td_string!(language, follow_ups.history)>{history(language, sheet.events)}</Card>
        </div>
    }
    .into_any()
}

fn facts(language: Locale, sheet: &FollowUpSheet) -> Vec<Fact> {
    let (zone, now) = (use_zone(), use_clock().now_untracked());
    let owner = sheet.owner.as_ref().map_or(td_string!(language, follow_ups.nobody), |owner| owner.name.as_str());
    let contact = [&sheet.recipient_name, &sheet.recipient_phone, &sheet.recipient_email];
    let contact: Vec<&str> = contact.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let survey = [sheet.questionnaire.as_str(), sheet.subject.as_str()];
    let survey: Vec<&str> = survey.into_iter().filter(|text| !text.is_empty()).collect();
    let answered = moment::moment(language, &zone, now, sheet.answered_at);
    let mut facts = vec![
        Fact::text(td_string!(language, follow_ups.owner), owner),
        Fact::text(td_string!(language, follow_ups.contact), contact.join(" · ")),
        Fact::text(td_string!(language, follow_ups.survey), format!("{} · {answered}", survey.join(" · "))),
    ];
    if let Some((number, title)) = sheet.case.clone() {
        let link = view! { <a href=address::case(&number)>{format!("{number} · {title}")}</a> }.into_any();
        facts.push(Fact::view(td_string!(language, follow_ups.case), link));
    }
    if let Some((number, in_sight)) = sheet.complaint.clone() {
        let shown = match in_sight {
            true => view! { <a href=address::case(&number)>{number.clone()}</a> }.into_any(),
            false => number.into_any(),
        };
        facts.push(Fact::view(words::kind(language, Kind::Complaint), shown));
    }
    facts
}

fn ways(language: Locale, sheet: &FollowUpSheet, parking: &Parking) -> AnyView {
    let action = format!("/manage/follow-ups/{}", sheet.id);
    let other_action = action.clone();
    let of = |act: &str| {
        let own = parking.only_if("act", act);
        let problem = Signal::stored(own.problem().filter(|problem| !problem.flaws().is_empty()));
        (own, problem, flaws_of(problem))
    };
    let (ending, problem, flaws) = of("end");
    let (_, other_problem, other_flaws) = of("hand_on");
    let choose = (String::new(), td_string!(language, follow_ups.choose).to_owned());
    let heirs = sheet.heirs.iter().map(|PersonRef { id, name }| (id.to_string(), name.clone()));
    let heirs = std::iter::once(choose).chain(heirs).collect();
    view! {
        <Card title=td_string!(language, follow_ups.end)>
            <form class="form" method="post" action=action>
                <input type="hidden" name="act" value="end" />
                <FormProblem problem=problem />
                <TextArea name="done" label=td_string!(language, follow_ups.done) rows=3 flaws=flaws value=ending.field("done") />
                <TextArea name="customer_said" label=td_string!(language, follow_ups.said) rows=3 flaws=flaws
                    value=ending.field("customer_said") />
                <Submit label=td_string!(language, follow_ups.end_do) />
            </form>
        </Card>
        <Card title=td_string!(language, follow_ups.hand_on)>
            <form class="form" method="post" action=other_action>
                <input type="hidden" name="act" value="hand_on" />
                <FormProblem problem=other_problem />
                <Select name="to" label=td_string!(language, follow_ups.owner) options=heirs flaws=other_flaws />
                <Submit label=td_string!(language, follow_ups.hand_on_do) look=Look::Secondary />
            </form>
        </Card>
    }
    .into_any()
}

fn answers(answers: Vec<AnswerSheet>) -> AnyView {
    let fact = |answer: AnswerSheet| {
        let said = if answer.bad {
            view! { <b class="follow-up-bad">{answer.answer}</b> }.into_any()
        } else {
            answer.answer.into_any()
        };
        Fact::view(answer.question, said)
    };
    view! { <FactList facts=answers.into_iter().map(fact).collect() /> }.into_any()
}

fn history(language: Locale, events: Vec<FollowUpEvent>) -> AnyView {
    let zone = use_zone();
    let line = |event: FollowUpEvent| {
        let did = words::follow_up_step(language, &event.step);
        let at = moment::full(&zone, event.at);
        view! { <li><span class="soft">{at}</span>" "<b>{event.actor_name}</b>" "{did}</li> }
    };
    view! { <ul class="follow-up-steps">{events.into_iter().map(line).collect::<Vec<_>>()}</ul> }.into_any()
}
