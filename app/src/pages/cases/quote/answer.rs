//! The customer's answer to a quote: accept, or decline with a reason.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::cases::actions::{Acting, form_id};
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, Look, Notice, Parking, SentForm, Submit, TextArea, Tone};
use domain::Moment;
use domain::access::Action;
use domain::case::Case;
use domain::case::quote::{Quote, QuoteStanding, yuan};
use leptos::prelude::*;

#[component]
pub fn Answer(
    case: Case,
    quote: Quote,
    may: Vec<Action>,
    now: Moment,
    acting: Acting,
    parking: Parking,
) -> impl IntoView {
    let language = use_language();
    let answers = may.contains(&Action::AnswerQuote) && !case.is_resolved();
    let standing = quote.standing(now);
    let expired = (answers && standing == QuoteStanding::Expired).then(|| {
        let (title, text) = (td_string!(language, quote.expired_title), td_string!(language, quote.expired_text));
        view! { <Notice tone=Tone::Warning title=title text=text /> }
    });
    let forms = (answers && standing == QuoteStanding::Waiting).then(|| {
        let (accept, decline) = (parking.only_if("act", "accept_quote"), parking.only_if("act", "decline_quote"));
        let (number, total) = (case.opening.number.clone(), yuan(quote.offer.total_fen()));
        view! {
            <Accept number=number.clone() nth=quote.nth total=total acting=acting parking=accept />
            <Decline number=number nth=quote.nth acting=acting parking=decline />
        }
    });
    // An answer that no longer fits leaves no form on the page to say so.
    let refused = parking.beyond_mending().filter(|_| forms.is_none()).map(|problem| {
        let said = crate::words::problem(language, &problem);
        view! { <Notice tone=Tone::Warning title=said.title text=said.then /> }
    });
    view! { <div class="record-answer no-print">{refused} {expired} {forms}</div> }.into_any()
}

#[component]
fn Accept(number: String, nth: u32, total: String, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = acting.problem(&number, "accept_quote", &parking);
    let pending = acting.pending(&number, "accept_quote");
    view! {
        <Card title=td_string!(language, quote.accept_title)>
            <p>{td_string!(language, quote.accept_text)}</p>
            <SentForm way=acting.way() class="form">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="accept_quote" />
                <input type="hidden" name="nth" value=nth.to_string() />
                <FormProblem problem=problem />
                <Submit label=td_string!(language, quote.accept, total = total) look=Look::Big pending=pending />
            </SentForm>
        </Card>
    }
    .into_any()
}

#[component]
fn Decline(number: String, nth: u32, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = acting.problem(&number, "decline_quote", &parking);
    let pending = acting.pending(&number, "decline_quote");
    let id = form_id(&number, "decline_quote");
    let (words_id, words, came_back) = (format!("{id}-words"), parking.field("words"), parking.is_some());
    view! {
        <details class="card refuse" open=came_back>
            <summary>{td_string!(language, quote.decline_title)}</summary>
            <p>{td_string!(language, quote.decline_text)}</p>
            <SentForm way=acting.way() id=id class="form">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value="decline_quote" />
                <input type="hidden" name="nth" value=nth.to_string() />
                <FormProblem problem=problem />
                <TextArea id=words_id name="words" label=td_string!(language, quote.decline_words)
                    value=words flaws=flaws_of(problem) />
                <Submit label=td_string!(language, quote.decline) look=Look::Secondary pending=pending />
            </SentForm>
        </details>
    }
    .into_any()
}
