//! The sheet itself: customer, request and arrangement, promises and results, what was done, confirmation.

use crate::frame::{said, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::countdown::show;
use crate::ui::{Fact, FactList, Timeline, moment};
use crate::words;
use domain::Moment;
use domain::case::Case;
use domain::case::sheet::ServiceRecord;
use domain::clock::{Reading, Target};
use domain::zone::Zone;
use leptos::prelude::*;

#[component]
pub fn Paper(record: ServiceRecord) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let case = &record.case;
    let customer = customer(language, &record);
    let request = request(language, &zone, case);
    let times = times(language, &zone, case);
    let work = work(language, case);
    let confirmation = confirmation(language, &zone, case);
    let number = case.opening.number.clone();
    let survey = (!record.survey_code.is_empty()).then(|| view! { <div inner_html=record.survey_code></div> });
    let (readings, events, now) = (record.readings, record.events, record.now);
    view! {
        <article class="card paper">
            <header class="paper-head">
                <h1>{td_string!(language, record.title)}</h1>
                <p>{td_string!(language, record.number)}" "<b>{number}</b></p>
            </header>
            <section><h2>{td_string!(language, record.customer)}</h2><FactList facts=customer /></section>
            <section><h2>{td_string!(language, record.request)}</h2><FactList facts=request /></section>
            <section><h2>{td_string!(language, record.targets)}</h2><FactList facts=times /><Targets readings=readings now=now /></section>
            <section><h2>{td_string!(language, record.work)}</h2>{work}</section>
            <section><h2>{td_string!(language, record.history)}</h2><Timeline events=events now=now on_paper=true /></section>
            <section class="paper-confirmation"><h2>{td_string!(language, record.confirmation)}</h2>{confirmation}</section>
            {survey}
        </article>
    }
    .into_any()
}

fn customer(language: Locale, record: &ServiceRecord) -> Vec<Fact> {
    let opening = &record.case.opening;
    let contact = [&opening.contact.name, &opening.contact.phone, &opening.contact.email];
    let contact = contact.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    let contract = record.case.coverage().covered_by.as_ref().map(|by| by.contract.as_str());
    let verdict = words::verdict(language, record.case.coverage().verdict);
    let coverage = contract.map_or_else(|| verdict.to_owned(), |contract| format!("{verdict} · {contract}"));
    vec![
        Fact::text(td_string!(language, record.customer), opening.organisation.name.clone()),
        Fact::text(td_string!(language, record.contact), contact),
        Fact::text(td_string!(language, record.coverage), coverage),
        Fact::text(td_string!(language, record.policy), said(language, &record.policy_name)),
    ]
}

fn request(language: Locale, zone: &Zone, case: &Case) -> Vec<Fact> {
    let opening = &case.opening;
    let product = [&opening.product.name, &opening.product.serial];
    let product = product.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    let engineer = case.assignee.as_ref().map_or("—", |engineer| engineer.name.as_str());
    let description = view! { <span class="said">{opening.description.clone()}</span> }.into_any();
    let severity = format!("{} · {}", words::severity(language, case.severity), words::impact(language, case.severity));
    let opened = format!("{} · {}", moment::full(zone, case.opened_at), words::origin(language, opening.origin));
    vec![
        Fact::text(td_string!(language, record.summary), opening.title.clone()),
        Fact::view(td_string!(language, record.description), description),
        Fact::text(td_string!(language, record.kind), words::kind(language, opening.kind)),
        Fact::text(td_string!(language, record.severity), severity),
        Fact::text(td_string!(language, record.device), if product.is_empty() { "—".to_owned() } else { product }),
        Fact::text(td_string!(language, record.site), or_dash(&opening.product.site)),
        Fact::text(td_string!(language, record.opened), opened),
        Fact::text(td_string!(language, record.engineer), engineer),
    ]
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "—".to_owned() } else { text.to_owned() }
}

fn times(language: Locale, zone: &Zone, case: &Case) -> Vec<Fact> {
    let steps = [
        (td_string!(language, record.accepted), case.accepted_at),
        (td_string!(language, record.responded), case.met_at(Target::Respond)),
        (td_string!(language, record.arrived), case.arrived_at),
        (td_string!(language, record.restored), case.restored_at),
        (td_string!(language, record.resolved), case.resolution.as_ref().map(|resolution| resolution.at)),
    ];
    let happened = steps.into_iter().filter_map(|(term, at)| Some(Fact::text(term, moment::full(zone, at?))));
    happened.collect()
}

#[component]
fn Targets(readings: Vec<Reading>, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let lines = readings
        .into_iter()
        .map(|reading| {
            let shown = show(language, &zone, &reading, now, false);
            let due = reading.due.map_or_else(|| "—".to_owned(), |due| moment::full(&zone, due));
            view! {
                <tr data-state=shown.state>
                    <th scope="row">{words::target(language, reading.target)}</th>
                    <td>{moment::duration(language, reading.limit_ms)}</td>
                    <td>{due}</td>
                    <td>{shown.face}" · "{shown.standing}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <table class="targets">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(language, record.target)}</th>
                        <th scope="col">{td_string!(language, record.promise)}</th>
                        <th scope="col">{td_string!(language, record.due)}</th>
                        <th scope="col">{td_string!(language, record.result)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        }
    })
}

fn work(language: Locale, case: &Case) -> AnyView {
    let Some(resolution) = &case.resolution else {
        return view! { <p class="soft">{td_string!(language, record.not_resolved)}</p> }.into_any();
    };
    let said = |text: &str| view! { <span class="said">{text.to_owned()}</span> }.into_any();
    let facts = vec![
        Fact::view(td_string!(language, record.cause), said(&resolution.cause)),
        Fact::view(td_string!(language, record.done), said(&resolution.done)),
        Fact::text(td_string!(language, record.engineer), resolution.by.name.clone()),
    ];
    view! { <FactList facts=facts /> }.into_any()
}

fn confirmation(language: Locale, zone: &Zone, case: &Case) -> AnyView {
    let refused = (case.refused_times > 0)
        .then(|| view! { <p class="soft">{td_string!(language, record.refused_times, n = case.refused_times)}</p> });
    let standing = match &case.confirmation {
        Some(confirmation) => {
            let at = moment::full(zone, confirmation.at);
            view! { <p><b>"✓ "{td_string!(language, record.confirmed, name = confirmation.by.name, at = at)}</b></p> }
                .into_any()
        }
        None => view! {
            <p>{td_string!(language, record.not_confirmed)}</p>
            <p class="signature">
                <span>{td_string!(language, record.signature)}</span>
                <span>{td_string!(language, record.date)}</span>
            </p>
        }
        .into_any(),
    };
    view! { {standing} {refused} }.into_any()
}
