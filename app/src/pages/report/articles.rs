//! Beside the form: articles that may make the report unnecessary, and the hotline for who cannot wait.

use super::filling::Filling;
use crate::frame::{use_frame, use_language};
use crate::i18n::td_string;
use crate::pages::knowledge::Hits;
use crate::ui::{Card, LinkButton, Look};
use leptos::prelude::*;

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
        hits => view! {
            <Hits hits=hits brief=true />
            <LinkButton href="/" label=td_string!(language, report.articles_solved) look=Look::Secondary />
        }
        .into_any(),
    }
}
