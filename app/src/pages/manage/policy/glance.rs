//! The policy to read, as a contract prints it: who may expect what by when, and who is told when it takes too long.

use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, moment};
use crate::words;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::coverage::Verdict;
use domain::policy::glance::{Cells, MatrixLine, TargetLine};
use domain::policy::sheet::PolicySheet;
use domain::policy::{Audience, Emergency, Escalation, Policy, Promise};
use leptos::prelude::*;

/// A line of a table: its heading, which cases it is about, and a cell for each level.
type Line = (String, String, Vec<Option<AnyView>>);

#[component]
pub(super) fn Glance(sheet: PolicySheet) -> impl IntoView {
    let language = use_language();
    let policy = &sheet.policy;
    let levels: Vec<Severity> = policy.severities.iter().map(|definition| definition.level).collect();
    let targets = policy.target_lines().into_iter().map(|line| target_line(language, &sheet, &levels, line)).collect();
    let matrix = policy.matrix_lines().into_iter().map(|line| matrix_line(language, &levels, line)).collect();
    let targets = table(language, policy, td_string!(language, policies.targets), targets);
    let matrix = table(language, policy, td_string!(language, policies.matrix), matrix);
    let emergencies =
        table(language, policy, td_string!(language, policies.emergencies), emergency_lines(language, policy, &levels));
    view! { <Card title=td_string!(language, policies.glance)>{targets}{matrix}{emergencies}</Card> }.into_any()
}

fn target_line(language: Locale, sheet: &PolicySheet, levels: &[Severity], line: TargetLine<'_>) -> Line {
    let mut cases = which_cases(language, line.kinds, line.verdicts);
    cases.extend(listed(language, line.origins.iter().map(|origin| words::origin(language, *origin))));
    let cell = |promise: &Promise| {
        let hours = sheet.calendars.iter().find(|calendar| calendar.id == promise.hours);
        let hours = hours.map_or_else(|| promise.hours.clone(), |calendar| said(language, &calendar.name));
        view! { <b>{words::limit(language, promise.limit())}</b> <span class="soft">{hours}</span> }.into_any()
    };
    (words::target(language, line.target).to_owned(), cases.join(" · "), cells(levels, line.cells, cell))
}

fn matrix_line(language: Locale, levels: &[Severity], line: MatrixLine<'_>) -> Line {
    let head = td_string!(language, policies.after, time = moment::duration(language, line.elapsed_minutes * 60_000));
    let cell = |escalation: &Escalation| told(language, &escalation.roles, escalation.audience);
    (head, which_cases(language, line.kinds, line.verdicts).join(" · "), cells(levels, line.cells, cell))
}

fn emergency_lines(language: Locale, policy: &Policy, levels: &[Severity]) -> Vec<Line> {
    let line = |head: &str, cell: &dyn Fn(&Emergency) -> AnyView| {
        let of = |level: &Severity| policy.emergencies.iter().find(|emergency| emergency.severity == *level).map(cell);
        (head.to_owned(), String::new(), levels.iter().map(of).collect())
    };
    let within = |emergency: &Emergency| match emergency.within_minutes {
        Some(minutes) => view! { <b>{moment::duration(language, minutes * 60_000)}</b> }.into_any(),
        None => td_string!(language, policies.open).into_any(),
    };
    let experts = |emergency: &Emergency| told(language, &emergency.experts, emergency.audience);
    let accountable = |emergency: &Emergency| words::escalation_roles(language, &emergency.accountable).into_any();
    if policy.emergencies.is_empty() {
        return Vec::new();
    }
    vec![
        line(td_string!(language, policies.emergency_within), &within),
        line(td_string!(language, policies.experts), &experts),
        line(td_string!(language, policies.accountable), &accountable),
    ]
}

fn cells<T>(levels: &[Severity], cells: Cells<'_, T>, show: impl Fn(&T) -> AnyView) -> Vec<Option<AnyView>> {
    let by_level = Severity::ALL.into_iter().zip(cells).filter(|(level, _)| levels.contains(level));
    by_level.map(|(_, cell)| cell.map(&show)).collect()
}

fn told(language: Locale, roles: &[String], audience: Audience) -> AnyView {
    let customer = (audience == Audience::Customer)
        .then(|| view! { <span class="soft">{td_string!(language, policies.told_mark)}</span> });
    view! { {words::escalation_roles(language, roles)}{customer} }.into_any()
}

/// Kinds and coverage, where they are not every one.
fn which_cases(language: Locale, kinds: &[Kind], verdicts: &[Verdict]) -> Vec<String> {
    let kinds = match Kind::ALL.iter().all(|kind| kinds.contains(kind)) {
        true => Some(td_string!(language, policies.every_kind).to_owned()),
        false => listed(language, kinds.iter().map(|kind| words::kind(language, *kind))),
    };
    let verdicts = match Verdict::ALL.iter().all(|verdict| verdicts.contains(verdict)) {
        true => None,
        false => listed(language, verdicts.iter().map(|verdict| words::verdict(language, *verdict))),
    };
    kinds.into_iter().chain(verdicts).collect()
}

fn listed(language: Locale, names: impl Iterator<Item = &'static str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(td_string!(language, words.list_separator)))
}

fn table(language: Locale, policy: &Policy, title: &'static str, lines: Vec<Line>) -> Option<AnyView> {
    let levels: Vec<String> = policy.severities.iter().map(|definition| said(language, &definition.name)).collect();
    let heads = levels.iter().map(|level| view! { <th scope="col">{level.clone()}</th> }).collect::<Vec<_>>();
    let row = |(head, cases, cells): Line| {
        let cells = levels.iter().zip(cells).map(|(level, cell)| {
            let nothing = cell.is_none();
            view! { <td data-level=level.clone() data-empty=nothing.then_some("")>{cell}</td> }
        });
        let cells = cells.collect::<Vec<_>>();
        view! { <tr><th scope="row">{head}<span class="soft">{cases}</span></th>{cells}</tr> }
    };
    if lines.is_empty() {
        return None;
    }
    let rows = lines.into_iter().map(row).collect::<Vec<_>>();
    let table = view! {
        <table class="glance">
            <caption>{title}</caption>
            <thead><tr><td></td>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(table.into_any())
}
