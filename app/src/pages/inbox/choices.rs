//! What comes by e-mail besides. What the policy demands stays.

use crate::api::notices::{self as api, ChooseNotices, notice_choices};
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::{Card, Look, Notice, Sending, SentForm, Submit, Tone, loaded};
use crate::wire::fetched;
use crate::words;
use domain::notice::NoticeChoice;
use leptos::prelude::*;

#[component]
pub fn Choices() -> impl IntoView {
    let language = use_language();
    let found = fetched(|| (), |()| notice_choices());
    let choose = Sending::to::<ChooseNotices>();
    let saved = move || {
        matches!(choose.answer(), Some(Ok(())))
            .then(|| view! { <Notice tone=Tone::Good title=td_string!(language, inbox.saved) /> })
    };
    view! {
        <Card title=td_string!(language, inbox.by_mail)>
            <SentForm way=choose.way()>
                {loaded(found, move |found: api::Choices| {
                    let lines = found.choices.into_iter().map(|choice| line(choice, use_language()));
                    let lines = lines.collect::<Vec<_>>();
                    let files = found.letters_are_files.then(|| {
                        view! { <p class="soft">{td_string!(use_language(), inbox.letters_are_files)}</p> }
                    });
                    view! { {files}<ul class="choices">{lines}</ul> }.into_any()
                })}
                {saved}
                <Submit label=td_string!(language, inbox.save) look=Look::Secondary pending=choose.pending() />
            </SentForm>
        </Card>
    }
    .into_any()
}

fn line(choice: NoticeChoice, language: crate::i18n::Locale) -> AnyView {
    let demanded = choice.demanded.then(|| view! { <span class="soft">{td_string!(language, inbox.demanded)}</span> });
    view! {
        <li>
            <label class="check">
                <input type="checkbox" name=choice.kind.key() value="on" checked=choice.by_mail || choice.demanded
                    disabled=choice.demanded />
                <span>{words::notice_kind(language, choice.kind)}</span>
                {demanded}
            </label>
        </li>
    }
    .into_any()
}
