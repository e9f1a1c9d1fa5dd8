//! The figures broken down: by question, customer, engineer, product or channel. A row leads on to its own figures.

use super::address;
use super::figures::{percent_of, signed, too_few};
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, EmptyState};
use crate::words;
use crate::words::satisfaction::{dimension, name, percent};
use domain::satisfaction::{Dimension, GOAL, Grouped, Rate, SatisfactionFilter, SatisfactionSheet, Summary};
use domain::survey::Grade;
use leptos::prelude::*;

#[component]
pub fn Rows(sheet: SatisfactionSheet, filter: SatisfactionFilter) -> impl IntoView {
    let language = use_language();
    let SatisfactionSheet { rows, by, dimensions, .. } = sheet;
    let tabs = dimensions.into_iter().map(|each| {
        let href = address(&SatisfactionFilter { by: each.key().to_owned(), ..filter.clone() }, "/satisfaction");
        let here = (each == by).then_some("true");
        view! { <li><a href=format!("{href}#by") aria-current=here>{dimension(language, each)}</a></li> }
    });
    let tabs = tabs.collect::<Vec<_>>();
    let promoters = rows.iter().any(|row| row.summary.is_some_and(|summary| summary.promoters.answers > 0));
    let body = if rows.is_empty() {
        let then = td_string!(language, satisfaction.none_then);
        view! { <EmptyState title=td_string!(language, satisfaction.none_title) text=then /> }.into_any()
    } else {
        let nps = promoters.then(|| view! { <th scope="col">{td_string!(language, satisfaction.nps)}</th> });
        let lines = rows.into_iter().map(|row| line(language, row, by, &filter, promoters)).collect::<Vec<_>>();
        view! {
            <div class="figures-scroll" tabindex="0" role="region" aria-labelledby="by">
                <table class="figures-table">
                    <thead><tr>
                        <th scope="col">{dimension(language, by)}</th>
                        <th scope="col">{td_string!(language, satisfaction.surveys)}</th>
                        <th scope="col">{td_string!(language, satisfaction.rate)}</th>
                        <th scope="col">{td_string!(language, satisfaction.between)}</th>
                        {Grade::ALL.map(|grade| view! { <th scope="col">{words::grade(language, grade)}</th> }).collect_view()}
                        {nps}
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Card title=td_string!(language, satisfaction.by)>
            <nav class="tabs" id="by" aria-label=td_string!(language, satisfaction.by)><ul>{tabs}</ul></nav>
            {body}
        </Card>
    }
    .into_any()
}

fn line(language: Locale, row: Grouped, by: Dimension, filter: &SatisfactionFilter, promoters: bool) -> AnyView {
    let name = name(language, &row, by);
    let title = if by == Dimension::Question || row.group.key.is_empty() {
        name.into_any()
    } else {
        let mut narrower = filter.clone();
        *field_of(&mut narrower, by) = row.group.key.clone();
        narrower.by = String::new();
        view! { <a href=address(&narrower, "/satisfaction")>{name}</a> }.into_any()
    };
    let Some(Summary { rate, grades, promoters: score, .. }) = row.summary else {
        let columns = if promoters { "7" } else { "6" };
        let few = too_few(language, row.surveys);
        return view! {
            <tr><th scope="row">{title}</th><td>{row.surveys}</td><td class="soft" colspan=columns>{few}</td></tr>
        }
        .into_any();
    };
    let between = rate.interval().map(|between| format!("{}–{}", percent(between.low), percent(between.high)));
    let grades = grades.map(|count| view! { <td>{count}</td> }).collect_view();
    let nps = promoters.then(|| view! { <td>{score.score().map(signed)}</td> });
    view! {
        <tr>
            <th scope="row">{title}</th>
            <td>{row.surveys}</td>
            <td>{bar(rate)} {percent_of(rate)}</td>
            <td class="soft">{between}</td>
            {grades}
            {nps}
        </tr>
    }
    .into_any()
}

/// The rate as a bar with the goal as a stroke; the number beside it says the same.
fn bar(rate: Rate) -> Option<AnyView> {
    let (permille, reached) = (rate.permille()?, rate.reaches_goal()?);
    let class = if reached { "rate-bar rate-good" } else { "rate-bar rate-low" };
    let goal = GOAL / 10;
    Some(
        view! {
            <svg class=class viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="rate-ground" width="100" height="12" />
                <rect class="rate-part" width=permille / 10 height="12" />
                <line class="rate-goal" x1=goal x2=goal y1="0" y2="12" />
            </svg>
        }
        .into_any(),
    )
}

/// The field of the filter that narrows to a group of that dimension.
pub fn field_of(filter: &mut SatisfactionFilter, dimension: Dimension) -> &mut String {
    match dimension {
        Dimension::Question => &mut filter.questionnaire,
        Dimension::Customer => &mut filter.customer,
        Dimension::Engineer => &mut filter.engineer,
        Dimension::Product => &mut filter.product,
        Dimension::Channel => &mut filter.channel,
    }
}
