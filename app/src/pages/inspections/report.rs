//! `/inspections/{number}`: the inspection report (巡检报告单), printable; those who record inspections open cases from it.

use super::{outcome, place, tone};
use crate::api::inspections::inspection;
use crate::frame::{said, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::parked::flaws_of;
use crate::ui::{
    Fact, FactList, FormProblem, Look, Parking, Select, Submit, address, loaded_with_parked, moment, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::case::severity::Severity;
use domain::inspection::{FindingSheet, InspectionSheet, SectionSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// One report.
#[component]
pub fn InspectionReportPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    let found = fetched(move || number.get(), inspection);
    loaded_with_parked(found, use_parked(), |sheet: InspectionSheet, parking| {
        view! { <Report sheet=sheet parking=parking /> }.into_any()
    })
}

#[component]
fn Report(sheet: InspectionSheet, parking: Parking) -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, inspections.report);
    let facts = facts(language, &sheet);
    let InspectionSheet { number, summary, sections, may_open_cases, .. } = sheet;
    let opens = may_open_cases.then(|| number.clone());
    let problem = Signal::stored(parking.beyond_mending());
    let sections = sections.into_iter().map(|one| section(language, one, opens.as_deref(), &parking));
    let sections = sections.collect::<Vec<_>>();
    view! {
        <Title text=format!("{title} {number}") />
        <div class="record-page">
            <p class="case-way no-print">
                <a href="/inspections">"‹ "{td_string!(language, inspections.title)}</a>
                <button class="button button-quiet" type="button" on:click=|_| _ = window().print()>
                    {td_string!(language, record.print)}
                </button>
            </p>
            <FormProblem problem=problem />
            <article class="card paper">
                <header class="paper-head">
                    <h1>{title}</h1>
                    <p>{td_string!(language, inspections.number)}" "<b>{number}</b></p>
                </header>
                <FactList facts=facts />
                <section><h2>{td_string!(language, inspections.summary)}</h2><p class="said">{summary}</p></section>
                {sections}
                <p class="signature">
                    <span>{td_string!(language, record.signature)}</span><span>{td_string!(language, record.date)}</span>
                </p>
            </article>
        </div>
    }
    .into_any()
}

fn facts(language: Locale, sheet: &InspectionSheet) -> Vec<Fact> {
    let recorded = format!("{} · {}", moment::full(&use_zone(), sheet.recorded_at), sheet.recorded_by);
    vec![
        Fact::text(td_string!(language, inspections.organisation), sheet.organisation.name.clone()),
        Fact::text(td_string!(language, inspections.site), place(language, &sheet.site)),
        Fact::text(td_string!(language, inspections.inspected_on), moment::date(sheet.inspected_on)),
        Fact::text(td_string!(language, inspections.inspector), sheet.inspector.clone()),
        Fact::text(td_string!(language, inspections.recorded), recorded),
    ]
}

/// `opens`: the number of the inspection, when the viewer opens cases from it.
fn section(language: Locale, section: SectionSheet, opens: Option<&str>, parking: &Parking) -> AnyView {
    let findings = section.findings.into_iter().map(|one| finding(language, one, opens, parking)).collect::<Vec<_>>();
    view! {
        <section><h2>{said(language, &section.name)}</h2><ul class="findings">{findings}</ul></section>
    }
    .into_any()
}

fn finding(language: Locale, finding: FindingSheet, opens: Option<&str>, parking: &Parking) -> AnyView {
    let what = said(language, &finding.what);
    let name = match &finding.serial {
        Some(serial) => {
            view! { <a href=address::asset(serial)>{what}</a>" "<span class="serial">{serial.clone()}</span> }
                .into_any()
        }
        None => what.into_any(),
    };
    let case = finding.case.as_ref().map(|number| {
        let number = match finding.case_in_sight {
            true => view! { <a href=address::case(number)>{number.clone()}</a> }.into_any(),
            false => number.clone().into_any(),
        };
        view! { <p>{td_string!(language, inspections.became)}" "{number}</p> }
    });
    let open = opens.filter(|_| finding.case.is_none() && finding.outcome.opens().is_some());
    let open = open.map(|number| opening(language, number, &finding, parking));
    view! {
        <li class="finding" id=format!("finding-{}", finding.id)>
            <p class="finding-head">
                <b>{name}</b>
                <span class="standing" data-tone=tone(finding.outcome)>{outcome(language, finding.outcome)}</span>
            </p>
            {(!finding.words.is_empty()).then(|| view! { <p class="said">{finding.words.clone()}</p> })}
            {case}
            {open}
        </li>
    }
    .into_any()
}

/// The form that makes a case of it.
fn opening(language: Locale, number: &str, finding: &FindingSheet, parking: &Parking) -> AnyView {
    let parking = parking.only_if("finding", &finding.id.to_string());
    let level = |severity: Severity| severity.level().to_string();
    let proposed = parking.field_or("severity", &level(finding.outcome.proposed_severity()));
    let options = Severity::ALL.map(|one| (level(one), words::severity(language, one).to_owned())).to_vec();
    let flaws = flaws_of(Signal::stored(parking.problem()));
    view! {
        <form class="finding-case no-print" method="post" action="/api/fn/open_case_from_finding">
            <input type="hidden" name="number" value=number.to_owned() />
            <input type="hidden" name="finding" value=finding.id />
            <Select name="severity" id=format!("severity-{}", finding.id) label=td_string!(language, inspections.severity)
                options=options chosen=proposed flaws=flaws />
            <Submit label=td_string!(language, inspections.open_case) look=Look::Secondary />
        </form>
    }
    .into_any()
}
