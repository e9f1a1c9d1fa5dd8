//! The sheet itself: customer and request, the plan, what it costs, until when it holds, and the customer's word.

use crate::frame::{use_frame, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::{Fact, FactList, moment};
use crate::words;
use domain::Moment;
use domain::case::Case;
use domain::case::quote::{Quote, QuoteStanding, yuan};
use domain::zone::Zone;
use leptos::prelude::*;

#[component]
pub fn Paper(case: Case, quote: Quote, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let number = format!("{}-Q{}", case.opening.number, quote.nth);
    let (request, terms) = (request(language, &case), terms(language, &zone, &quote, now));
    let hotline = use_frame().hotline.clone();
    view! {
        <article class="card paper">
            <header class="paper-head">
                <h1>{td_string!(language, quote.title)}</h1>
                <p>{td_string!(language, quote.number)}" "<b>{number}</b></p>
            </header>
            <section><h2>{td_string!(language, quote.request)}</h2><FactList facts=request /></section>
            <section><h2>{td_string!(language, quote.plan)}</h2><p class="said">{quote.words.clone()}</p></section>
            <section><h2>{td_string!(language, quote.cost)}</h2><Cost quote=quote.clone() /></section>
            <section class="paper-confirmation">
                <h2>{td_string!(language, quote.terms)}</h2>
                <FactList facts=terms />
                {quote.answer.is_none().then(|| view! { <Signature /> })}
                {(!hotline.is_empty()).then(|| view! { <p class="soft">{td_string!(language, common.hotline, number = hotline)}</p> })}
            </section>
        </article>
    }
    .into_any()
}

fn request(language: Locale, case: &Case) -> Vec<Fact> {
    let opening = &case.opening;
    let joined = |parts: &[&String]| {
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(" · ")
    };
    let reasons = case.coverage().reasons.iter().map(|reason| view! { <li>{words::reason(language, reason)}</li> });
    let reasons = view! { <ul class="reasons">{reasons.collect::<Vec<_>>()}</ul> }.into_any();
    let contact = joined(&[&opening.contact.name, &opening.contact.phone, &opening.contact.email]);
    let mut facts = vec![
        Fact::text(td_string!(language, quote.customer), opening.organisation.name.clone()),
        Fact::text(td_string!(language, quote.contact), contact),
        Fact::text(td_string!(language, quote.request), opening.title.clone()),
    ];
    let product = &opening.product;
    let about = [
        (td_string!(language, quote.device), joined(&[&product.name, &product.serial])),
        (td_string!(language, quote.site), product.site.clone()),
    ];
    facts.extend(about.into_iter().filter(|(_, text)| !text.is_empty()).map(|(term, text)| Fact::text(term, text)));
    facts.push(Fact::view(td_string!(language, quote.why), reasons));
    facts
}

#[component]
fn Cost(quote: Quote) -> impl IntoView {
    let language = use_language();
    let offer = quote.offer;
    let hours = td_string!(language, quote.hours, n = offer.hours());
    view! {
        <table class="cost">
            <thead>
                <tr>
                    <th scope="col">{td_string!(language, quote.item)}</th>
                    <th scope="col">{td_string!(language, quote.quantity)}</th>
                    <th scope="col">{td_string!(language, quote.price)}</th>
                    <th scope="col">{td_string!(language, quote.amount)}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{td_string!(language, quote.work)}</th>
                    <td>{hours}</td>
                    <td>{yuan(offer.rate_fen)}</td>
                    <td>{yuan(offer.work_fen())}</td>
                </tr>
                <tr>
                    <th scope="row">{td_string!(language, quote.travel)}</th>
                    <td>"1"</td>
                    <td>{yuan(offer.travel_fen)}</td>
                    <td>{yuan(offer.travel_fen)}</td>
                </tr>
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">{td_string!(language, quote.total)}</th>
                    <td>{yuan(offer.total_fen())}</td>
                </tr>
            </tfoot>
        </table>
    }
}

fn terms(language: Locale, zone: &Zone, quote: &Quote, now: Moment) -> Vec<Fact> {
    let standing = match (quote.standing(now), &quote.answer) {
        (QuoteStanding::Expired, _) => td_string!(language, quote.expired).to_owned(),
        (QuoteStanding::Accepted | QuoteStanding::Declined, Some(answer)) => {
            let name = answer.by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
            let at = moment::full(zone, answer.at);
            match answer.accepted {
                true => td_string!(language, quote.accepted, name = name, at = at),
                false => td_string!(language, quote.declined, name = name, at = at),
            }
        }
        _ => td_string!(language, quote.waiting).to_owned(),
    };
    let by = quote.by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
    let mut facts = vec![
        Fact::text(td_string!(language, quote.by), by),
        Fact::text(td_string!(language, quote.at), moment::full(zone, quote.at)),
        Fact::text(td_string!(language, quote.valid_until), moment::date(quote.offer.valid_until)),
        Fact::view(td_string!(language, quote.standing), view! { <b>{standing}</b> }.into_any()),
    ];
    if let Some(answer) = quote.answer.as_ref().filter(|answer| !answer.why.is_empty()) {
        let why = view! { <span class="said">{answer.why.clone()}</span> }.into_any();
        facts.push(Fact::view(td_string!(language, quote.reason), why));
    }
    facts
}

#[component]
fn Signature() -> impl IntoView {
    let language = use_language();
    view! {
        <p class="signature">
            <span>{td_string!(language, quote.signature)}</span>
            <span>{td_string!(language, quote.date)}</span>
        </p>
    }
}
