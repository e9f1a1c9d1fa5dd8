//! What is done about a case that goes badly: the contingency plan, proposed or under way, and, for the customer, to whom the
//! case was escalated.

use crate::frame::{use_language, use_viewer, use_zone};
use crate::i18n::td_string;
use crate::ui::{LinkButton, Look, Notice, Tone, moment};
use crate::words;
use domain::case::event::Happening;
use domain::case::sheet::CaseSheet;
use leptos::prelude::*;

fn for_customer() -> bool {
    use_viewer().person().is_some_and(|person| person.role.is_customer())
}

/// The contingency plan. `call`: where a manager calls it.
#[component]
pub fn Plan(sheet: CaseSheet, call: Option<AnyView>) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let plan = sheet.case.contingency.clone().filter(|_| !sheet.case.is_resolved());
    plan.map(|plan| {
        let trigger = words::trigger(language, plan.trigger);
        let (title, then) = match plan.called_at {
            Some(at) => (
                td_string!(language, crisis.plan_called, trigger = trigger),
                td_string!(language, crisis.plan_called_then, at = moment::moment(language, &zone, sheet.now, at)),
            ),
            None => (
                td_string!(language, crisis.plan_proposed, trigger = trigger),
                td_string!(language, crisis.plan_waits).to_owned(),
            ),
        };
        let lines = [words::actions(language, &plan.actions), plan.words, then];
        let text = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let answer = for_customer().then(|| {
            let label = td_string!(language, crisis.plan_answer);
            view! { <LinkButton href="#comment" label=label look=Look::Secondary /> }.into_any()
        });
        view! { <Notice tone=Tone::Warning title=title text=text>{call}{answer}</Notice> }.into_any()
    })
}

/// To whom the case was escalated last, for the customer whose case it is.
#[component]
pub fn Escalated(sheet: CaseSheet) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let going_on = for_customer() && !sheet.case.is_resolved();
    let last = sheet.events.iter().rev().filter(|_| going_on).find_map(|event| match &event.happening {
        Happening::Escalated { roles, elapsed_minutes, .. } => Some((event.at, roles.clone(), *elapsed_minutes)),
        _ => None,
    });
    last.map(|(at, roles, elapsed_minutes)| {
        let at = moment::moment(language, &zone, sheet.now, at);
        let roles = words::escalation_roles(language, &roles);
        let elapsed = moment::duration(language, elapsed_minutes * 60_000);
        let title = td_string!(language, crisis.escalated, at = at, roles = roles);
        view! { <Notice tone=Tone::Warning title=title text=td_string!(language, crisis.escalated_then, elapsed = elapsed) /> }
            .into_any()
    })
}
