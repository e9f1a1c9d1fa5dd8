//! Comments and attachments. Files go by a plain multipart form of the process; it needs no script and streams.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::cases::actions::{Acting, form_id};
use crate::ui::keyed::steady;
use crate::ui::parked::flaws_of;
use crate::ui::{Field, FormProblem, Look, Parking, SentForm, Submit, TextArea, address};
use domain::access::Action;
use leptos::prelude::*;

#[component]
pub fn Talk(number: String, may: Vec<Action>, paused: bool, acting: Acting, parking: Parking) -> impl IntoView {
    let comment = may.contains(&Action::Comment).then(|| {
        let (number, parking) = (number.clone(), parking.only_if("act", "comment"));
        steady(&(number.clone(), paused), move || {
            view! { <Comment number=number.clone() paused=paused acting=acting parking=parking.clone() /> }.into_any()
        })
    });
    let upload = may.contains(&Action::Attach).then(|| {
        // What comes back from an upload carries no act.
        let (number, parking) = (number.clone(), parking.only_if("act", ""));
        steady(&number.clone(), move || view! { <Upload number=number.clone() parking=parking.clone() /> }.into_any())
    });
    view! { <div class="talk">{comment} {upload}</div> }.into_any()
}

#[component]
fn Comment(number: String, paused: bool, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = acting.problem(&number, "comment", &parking);
    let pending = acting.pending(&number, "comment");
    let id = form_id(&number, "comment");
    let words_id = format!("{id}-words");
    let hint =
        if paused { td_string!(language, cases.comment_paused) } else { td_string!(language, cases.comment_hint) };
    view! {
        <section id="comment" aria-label=td_string!(language, cases.comment)>
            <SentForm way=acting.way() id=id class="form">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="comment" />
                <FormProblem problem=problem />
                <TextArea id=words_id name="words" label=td_string!(language, cases.comment) hint=hint rows=3
                    value=parking.field("words") flaws=flaws_of(problem) />
                <Submit label=td_string!(language, cases.comment_send) pending=pending />
            </SentForm>
        </section>
    }
    .into_any()
}

#[component]
fn Upload(number: String, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaw = crate::ui::field::flaw_of(flaws_of(problem), "files");
    view! {
        <details class="act" open=parking.is_some()>
            <summary>{td_string!(language, cases.attach)}</summary>
            <form class="form" method="post" enctype="multipart/form-data" action=format!("{}/files", address::case(&number))>
                <FormProblem problem=problem />
                <Field id="files" label=td_string!(language, cases.attach_files) hint=td_string!(language, cases.attach_hint) flaw=flaw>
                    <input class="control" type="file" id="files" name="files" multiple=true aria-describedby="files-hint" />
                </Field>
                <Submit label=td_string!(language, cases.attach_send) look=Look::Secondary />
            </form>
        </details>
    }
    .into_any()
}
