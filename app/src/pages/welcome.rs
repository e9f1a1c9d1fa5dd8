//! `/organisations/{id}/home`: managers edit the home page that a customer is given. The server draws the form, which is sent to
//! a route of the process and works without scripts.

use crate::api::organisations::welcome_form;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::loaded;
use crate::wire::fetched;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let language = use_language();
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        (id, query.with(|query| query.get("parked")).unwrap_or_default())
    });
    let drawn = fetched(move || asked.get(), |(id, parked)| welcome_form(id, parked));
    loaded(drawn, move |(title, html): (String, String)| {
        let back = asked.with_untracked(|(id, _)| format!("/organisations/{id}"));
        view! {
            <Title text=title />
            <p class="way-back"><a href=back>{td_string!(language, archive.back)}</a></p>
            <div class="narrow" inner_html=html></div>
        }
        .into_any()
    })
}
