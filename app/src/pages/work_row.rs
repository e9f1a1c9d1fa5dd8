//! A case as somebody works it: a row with its clock and room for a form under it. Lists that only link are the kit's.

use crate::ui::{Countdown, SeverityMark, address, countdown};
use domain::case::sheet::CaseRow;
use leptos::prelude::*;

/// The row; `facts` follow the severity.
#[component]
pub fn WorkRow(
    row: CaseRow,
    facts: Vec<String>,
    /// The one to be worked on next.
    #[prop(optional)]
    first: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let facts = facts.map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row work-row" data-first=first.then_some("true") data-number=row.number.clone()>
            <div class="row-main">
                <a class="row-title" href=address::case(&row.number)>{row.title}</a>
                <p class="row-facts"><SeverityMark severity=row.severity />{facts}</p>
            </div>
            {row.next.map(|reading| view! { <Countdown reading=reading size=countdown::Size::Row /> })}
            {children.map(|children| view! { <div class="work-row-more">{children()}</div> })}
        </li>
    }
}
