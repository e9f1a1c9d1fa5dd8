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
    let whose = organisation.then_some(row.organisation_name);
    let facts = [
        (whose.unwrap_or_default(), ""),
        (row.site, ""),
        (words::stage(language, row.stage).to_owned(), ""),
        (row.assignee_name.unwrap_or_default(), "row-assignee"),
        (row.number.clone(), ""),
    ];
    let facts = facts.into_iter().filter(|(fact, _)| !fact.is_empty());
    let facts = facts.map(|(fact, class)| view! { <span class=class>{fact}</span> }).collect::<Vec<_>>();
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
