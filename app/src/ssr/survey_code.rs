//! The survey on the printed service record: a code that a telephone reads, with the words beside it; on the screen a link.

use super::qr::{QUIET, path};
use crate::frame::{use_frame, use_language};
use crate::i18n::td_string;
use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// As HTML, for the survey with that link (a path of this house). What it opens knows from the address that it was printed.
pub fn survey_code(link: &str) -> String {
    let language = use_language();
    let link = format!("{}{link}?via=record", use_frame().public_url);
    // A link that is too long for any code is still one to be followed.
    let code = QrCode::encode_text(&link, QrCodeEcc::Medium).ok().map(|code| {
        let size = code.size() + 2 * QUIET;
        view! {
            <svg viewBox=format!("0 0 {size} {size}") aria-hidden="true" focusable="false">
                <rect width=size height=size fill="#fff" />
                <path d=path(&code) fill="#000" shape-rendering="crispEdges" />
            </svg>
        }
    });
    let scan = code.is_some().then(|| td_string!(language, record.survey_scan));
    view! {
        <section class="survey-code">
            <h2>{td_string!(language, record.survey_title)}</h2>
            <div class="survey-code-printed">
                {code}
                <p>{scan}<br />{td_string!(language, record.survey_once)}</p>
            </div>
            <p class="no-print"><a href=link.clone()>{td_string!(language, record.survey_open)}</a></p>
        </section>
    }
    .into_any()
    .to_html()
}
