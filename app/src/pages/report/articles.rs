//! Beside the form: articles that may make the report unnecessary, and the hotline for who cannot wait.

use super::filling::Filling;
use crate::frame::{use_frame, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, address};
use domain::knowledge::ArticleHit;
use leptos::prelude::*;

const SOLVED: &str = "solved";

/// The side column; on phones it follows the sentence that it answers.
#[component]
pub fn Aside(filling: Filling) -> impl IntoView {
    let language = use_language();
    let frame = use_frame();
    let known = filling.sheet.with_value(|sheet| sheet.hotline.clone());
    let hotline = if known.is_empty() { frame.hotline.clone() } else { known };
    view! {
        <aside class="report-aside">
            <Card title=td_string!(language, report.articles_title) class="report-articles">
                <div aria-live="polite"><Articles filling=filling /></div>
            </Card>
            {(!hotline.is_empty()).then(|| view! {
                <Card title=td_string!(language, report.urgent_title)>
                    <p>{td_string!(language, report.urgent_hotline)} " " <a href=format!("tel:{hotline}")>{hotline.clone()}</a></p>
                    <p class="field-hint">{td_string!(language, report.urgent_hint)}</p>
                </Card>
            })}
        </aside>
    }
}

#[component]
fn Articles(filling: Filling) -> impl IntoView {
    let language = use_language();
    move || match filling.articles.answer.get().unwrap_or_default() {
        hits if hits.is_empty() => {
            view! { <p class="field-hint">{td_string!(language, report.articles_empty)}</p> }.into_any()
        }
        hits => {
            let lines = hits.into_iter().map(|hit| line(language, hit)).collect::<Vec<_>>();
            view! { <ul class="hits">{lines}</ul> }.into_any()
        }
    }
}

/// An article, in a tab of its own so that what is typed stays. That it solved it is said by a form outside of the report's.
fn line(language: Locale, hit: ArticleHit) -> AnyView {
    view! {
        <li>
            <a href=address::article(&hit.slug) target="_blank">{hit.title}</a>
            <p>
                <button class="button button-quiet" type="submit" form=SOLVED name="slug" value=hit.slug>
                    {td_string!(language, report.articles_solved)}
                </button>
            </p>
        </li>
    }
    .into_any()
}

/// The form of those buttons: the report is not sent.
#[component]
pub fn SolvedForm() -> impl IntoView {
    view! { <form id=SOLVED method="post" action="/kb/solved"></form> }
}
