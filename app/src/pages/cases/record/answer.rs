//! The customer's word on the service record: confirm, or refuse with a reason; then the way to the survey.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::cases::actions::{Acting, form_id};
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, LinkButton, Look, Notice, Parking, SentForm, Submit, TextArea, Tone, address};
use domain::access::Action;
use domain::case::Case;
use domain::case::stage::Stage;
use leptos::prelude::*;

#[component]
pub fn Answer(case: Case, may: Vec<Action>, acting: Acting, parking: Parking) -> impl IntoView {
    let number = case.opening.number.clone();
    let waits = case.stage == Stage::Confirmation;
    let confirm = (waits && may.contains(&Action::ConfirmService)).then(|| {
        view! { <Confirm number=number.clone() acting=acting parking=parking.only_if("act", "confirm_service") /> }
    });
    let refuse = (waits && may.contains(&Action::RefuseService)).then(|| {
        view! { <Refuse number=number.clone() acting=acting parking=parking.only_if("act", "refuse_service") /> }
    });
    let rates = may.contains(&Action::AnswerSurvey) && case.surveyed_at.is_none();
    let closed = (case.stage == Stage::Closed).then(|| view! { <Closed number=number.clone() rates=rates /> });
    view! { <div class="record-answer no-print">{confirm} {refuse} {closed}</div> }.into_any()
}

#[component]
fn Confirm(number: String, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = acting.problem(&number, "confirm_service", &parking);
    let pending = acting.pending(&number, "confirm_service");
    view! {
        <Card title=td_string!(language, record.confirm_title)>
            <p>{td_string!(language, record.confirm_text)}</p>
            <SentForm way=acting.way() class="form">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="confirm_service" />
                <FormProblem problem=problem />
                <Submit label=td_string!(language, record.confirm) look=Look::Big pending=pending />
            </SentForm>
        </Card>
    }
    .into_any()
}

#[component]
fn Refuse(number: String, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = acting.problem(&number, "refuse_service", &parking);
    let pending = acting.pending(&number, "refuse_service");
    let id = form_id(&number, "refuse_service");
    let (words_id, words, came_back) = (format!("{id}-words"), parking.field("words"), parking.is_some());
    view! {
        <details class="card refuse" open=came_back>
            <summary>{td_string!(language, record.refuse_title)}</summary>
            <p>{td_string!(language, record.refuse_text)}</p>
            <SentForm way=acting.way() id=id class="form">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="refuse_service" />
                <FormProblem problem=problem />
                <TextArea id=words_id name="words" label=td_string!(language, record.refuse_words)
                    value=words flaws=flaws_of(problem) />
                <Submit label=td_string!(language, record.refuse) look=Look::Secondary pending=pending />
            </SentForm>
        </details>
    }
    .into_any()
}

#[component]
fn Closed(number: String, rates: bool) -> impl IntoView {
    let language = use_language();
    let survey = address::survey(&number);
    let rate = rates.then(|| view! { <LinkButton href=survey label=td_string!(language, cases.survey_link) /> });
    view! {
        <Notice tone=Tone::Good title=td_string!(language, record.closed_title) text=td_string!(language, record.closed_text)>
            {rate}
        </Notice>
    }
    .into_any()
}
