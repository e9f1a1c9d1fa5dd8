//! Cases as rows: title, severity, organisation, and the countdown that is due next.

use crate::frame::use_language;
use crate::ui::address;
use crate::ui::countdown::{Countdown, Size};
use crate::ui::severity::SeverityMark;
use crate::words;
use domain::case::sheet::CaseRow;
use leptos::prelude::*;

/// A list of rows, each a link to its case.
#[component]
pub fn CaseRows(
    rows: Vec<CaseRow>,
    /// Show whose case it is: for staff.
    #[prop(optional)]
    organisation: bool,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row row=row organisation=organisation /> }).collect::<Vec<_>>();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

#[component]
fn Row(row: CaseRow, organisation: bool) -> impl IntoView {
    let language = use_language();
    let mut facts = Vec::new();
    if organisation {
        facts.push(row.organisation_name);
    }
    if !row.site.is_empty() {
        facts.push(row.site);
    }
    facts.push(words::stage(language, row.stage).to_owned());
    facts.extend(row.assignee_name);
    facts.push(row.number.clone());
    let facts = facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=address::case(&row.number)>{row.title}</a>
                <p class="row-facts"><SeverityMark severity=row.severity />{facts}</p>
            </div>
            {row.next.map(|reading| view! { <Countdown reading=reading size=Size::Row /> })}
        </li>
    }
    .into_any()
}
