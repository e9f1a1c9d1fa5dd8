//! "Was this helpful?": plain forms, so that everybody can say so.

use crate::i18n::{Locale, td_string};
use crate::ui::parked::flaws_of;
use crate::ui::{Look, Notice, Parking, Submit, TextArea, Tone, address};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The question, or thanks for the answer; after a no the question why.
pub fn answering(language: Locale, slug: &str, parking: &Parking) -> AnyView {
    let query = use_query_map();
    let thanks = query.with_untracked(|query| query.get("thanks")).unwrap_or_default();
    let action = address::article(slug) + "/answer";
    let thanked = match thanks.as_str() {
        "yes" | "no" => Some((td_string!(language, articles.thanks), "")),
        "why" => Some((td_string!(language, articles.thanks_why), "")),
        "solved" => Some((td_string!(language, articles.solved_title), td_string!(language, articles.solved_then))),
        _ => None,
    };
    let why = (thanks == "no" || parking.is_some()).then(|| {
        let flaws = flaws_of(Signal::stored(parking.problem()));
        view! {
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="answer" value="not_helpful" />
                <TextArea name="why" label=td_string!(language, articles.why_label) rows=3 optional=true flaws=flaws
                    value=parking.field("why") />
                <Submit label=td_string!(language, articles.why_send) look=Look::Secondary />
            </form>
        }
        .into_any()
    });
    let asked = (thanked.is_none() && why.is_none()).then(|| {
        let button = |value: &str, label: &'static str| {
            view! { <Submit label=label look=Look::Secondary name="answer" value=value.to_owned() /> }
        };
        view! {
            <form class="answer-ask" method="post" action=action>
                <p>{td_string!(language, articles.helpful_q)}</p>
                {button("helpful", td_string!(language, articles.helpful))}
                {button("not_helpful", td_string!(language, articles.not_helpful))}
            </form>
        }
        .into_any()
    });
    let thanked = thanked.map(|(title, text)| view! { <Notice tone=Tone::Good title=title text=text /> }.into_any());
    view! { <section class="answer no-print" id="answer">{thanked}{why}{asked}</section> }.into_any()
}
