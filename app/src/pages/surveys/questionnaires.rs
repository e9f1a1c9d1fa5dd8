//! `/manage/questionnaires`: what is asked. Each opens in the editor; a copy becomes one of its own.

use crate::api::questionnaires::questionnaires;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::{Look, Submit, loaded};
use crate::wire::fetched;
use domain::survey::QuestionnaireLine;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, questionnaires.title);
    let found = fetched(|| (), |()| questionnaires());
    view! {
        <Title text=title />
        <p class="crumbs"><a href="/manage">{td_string!(language, manage.manage)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        <p class="soft">{td_string!(language, questionnaires.about)}</p>
        {loaded(found, move |lines: Vec<QuestionnaireLine>| {
            let rows = lines.into_iter().map(|line| row(language, line)).collect::<Vec<_>>();
            view! { <ul class="rows">{rows}</ul> }.into_any()
        })}
    }
    .into_any()
}

fn row(language: Locale, line: QuestionnaireLine) -> AnyView {
    let QuestionnaireLine { id, name, version, questions, sent, answered } = line;
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=format!("/manage/questionnaires/{id}")>{name}</a>
                <p class="row-facts">
                    <span>{td_string!(language, questionnaires.version, n = version)}</span>
                    <span>{td_string!(language, questionnaires.counted, n = questions as u64)}</span>
                    <span>{td_string!(language, questionnaires.answered, sent = sent, n = answered)}</span>
                </p>
            </div>
            <form method="post" action="/manage/questionnaires">
                <input type="hidden" name="copy_of" value=id />
                <Submit label=td_string!(language, questionnaires.copy) look=Look::Secondary />
            </form>
        </li>
    }
    .into_any()
}
