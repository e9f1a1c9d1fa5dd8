//! "Is this serial number covered, and for what?": one field, one step, also without scripts. The process answers with the
//! page of the device (`GET /assets/check?serial=…`).

use crate::frame::use_language;
use crate::i18n::td_string;
use leptos::prelude::*;

/// The field. `serial` is what was typed before.
#[component]
pub fn SerialCheck(#[prop(optional, into)] serial: String) -> impl IntoView {
    let language = use_language();
    view! {
        <form class="serial-check" role="search" method="get" action="/assets/check"
            aria-label=td_string!(language, assets.check)>
            <label class="field-label" for="check-serial">{td_string!(language, assets.check)}</label>
            <div class="search">
                <input class="control serial" id="check-serial" type="search" name="serial" value=serial autocomplete="off"
                    autocapitalize="characters" spellcheck="false" placeholder=td_string!(language, assets.check_hint) />
                <button class="button button-primary" type="submit">{td_string!(language, assets.check_do)}</button>
            </div>
        </form>
    }
    .into_any()
}
