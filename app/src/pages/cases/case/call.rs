//! What the case asks of the reader now: confirm the service record, answer a question, rate the service.

use crate::frame::{use_frame, use_language};
use crate::i18n::td_string;
use crate::ui::{LinkButton, Look, Notice, Tone, address, moment};
use domain::access::Action;
use domain::case::quote::{QuoteStanding, yuan};
use domain::case::sheet::CaseSheet;
use domain::case::stage::Stage;
use domain::clock::PauseReason;
use leptos::prelude::*;

#[component]
pub fn Call(sheet: CaseSheet) -> impl IntoView {
    let language = use_language();
    let customer = use_frame().viewer.person().is_some_and(|person| person.role.is_customer());
    let number = &sheet.case.opening.number;
    let (record, survey) = (address::record(number), address::survey(number));
    let may = |action| sheet.may.contains(&action);
    let confirm = (sheet.case.stage == Stage::Confirmation && may(Action::ConfirmService)).then(|| {
        view! {
            <Notice tone=Tone::Warning title=td_string!(language, cases.confirm_title) text=td_string!(language, cases.confirm_text)>
                <LinkButton href=record label=td_string!(language, cases.confirm_link) />
            </Notice>
        }
    });
    let quote = (!sheet.case.is_resolved()).then(|| view! { <QuoteCall sheet=sheet.clone() /> });
    let closed = sheet.case.stage == Stage::Closed;
    let rate = (closed && sheet.case.surveyed_at.is_none() && may(Action::AnswerSurvey)).then(|| {
        view! {
            <Notice tone=Tone::Plain title=td_string!(language, cases.survey_title) text=td_string!(language, cases.survey_text)>
                <LinkButton href=survey label=td_string!(language, cases.survey_link) />
            </Notice>
        }
    });
    let rated = (closed && sheet.case.surveyed_at.is_some() && customer)
        .then(|| view! { <Notice tone=Tone::Good title=td_string!(language, cases.survey_done) /> });
    let asked = sheet.case.pause().filter(|_| customer).and_then(|pause| match &pause.why {
        PauseReason::WaitingForCustomer { words } => Some(words.clone()),
        PauseReason::AwaitingConfirmation | PauseReason::AwaitingQuoteAnswer => None,
    });
    let asked = asked.map(|words| {
        view! {
            <Notice tone=Tone::Warning title=td_string!(language, cases.paused_title) text=words>
                <LinkButton href="#comment" label=td_string!(language, cases.comment) look=Look::Secondary />
            </Notice>
        }
    });
    let public_url = use_frame().public_url.clone();
    let pass_on = sheet.survey_link.clone().map(|link| {
        view! {
            <Notice tone=Tone::Plain title=td_string!(language, cases.survey_staff)>
                <p class="copyable">{format!("{public_url}{link}")}</p>
            </Notice>
        }
    });
    view! { {confirm} {quote} {asked} {rate} {rated} {pass_on} }.into_any()
}

/// A quote to answer, for the customer; for staff what the work waits for.
#[component]
fn QuoteCall(sheet: CaseSheet) -> impl IntoView {
    let language = use_language();
    let (answers, works) = (sheet.may.contains(&Action::AnswerQuote), sheet.may.contains(&Action::Work));
    let href = address::quote(&sheet.case.opening.number);
    let Some(quote) = &sheet.case.quote else {
        let needed = works && sheet.case.awaits_quote();
        let title = td_string!(language, cases.quote_needed);
        return needed.then(|| view! { <Notice tone=Tone::Warning title=title /> }).into_any();
    };
    let (total, day) = (yuan(quote.offer.total_fen()), moment::date(quote.offer.valid_until));
    let text = td_string!(language, cases.quote_text, total = total, day = day);
    let (tone, title, text, look) = match quote.standing(sheet.now) {
        QuoteStanding::Waiting if answers => {
            (Tone::Warning, td_string!(language, cases.quote_title), text, Look::Primary)
        }
        QuoteStanding::Waiting => {
            (Tone::Plain, td_string!(language, cases.quote_waiting), String::new(), Look::Secondary)
        }
        QuoteStanding::Expired => {
            let then = match answers {
                true => td_string!(language, cases.quote_expired_customer),
                false => td_string!(language, cases.quote_expired_staff),
            };
            (Tone::Warning, td_string!(language, cases.quote_expired), then.to_owned(), Look::Secondary)
        }
        QuoteStanding::Declined => {
            (Tone::Warning, td_string!(language, cases.quote_declined), String::new(), Look::Secondary)
        }
        QuoteStanding::Accepted => return ().into_any(),
    };
    view! {
        <Notice tone=tone title=title text=text>
            <LinkButton href=href label=td_string!(language, cases.quote_link) look=look />
        </Notice>
    }
    .into_any()
}
