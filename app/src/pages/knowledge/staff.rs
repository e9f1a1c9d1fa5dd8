//! What those who write articles see above one: where it stands, what to do next, and what readers made of it.

use crate::frame::use_zone;
use crate::i18n::{Locale, td_string};
use crate::ui::parked::flaws_of;
use crate::ui::{
    Fact, FactList, FormProblem, LinkButton, Look, Notice, Parking, Submit, TextArea, Tone, address, moment,
};
use crate::words;
use domain::Moment;
use domain::knowledge::{ArticleStaff, Stage};
use leptos::prelude::*;

/// The bar.
pub fn staff_bar(language: Locale, slug: &str, staff: ArticleStaff, parking: &Parking) -> AnyView {
    let page = address::article(slug);
    let sent_back = staff.sent_back.clone().filter(|_| staff.stage == Stage::Draft).map(|why| {
        view! { <Notice tone=Tone::Warning title=td_string!(language, articles.sent_back, why = why) /> }
    });
    let shown = staff.published;
    let seen = match shown {
        Some(shown) if shown == staff.version => td_string!(language, articles.readers_see_this).to_owned(),
        Some(shown) => td_string!(language, articles.readers_see, n = shown),
        None => td_string!(language, articles.readers_see_none).to_owned(),
    };
    let other = match shown {
        _ if staff.version != staff.newest => {
            let label = td_string!(language, articles.newest_link, n = staff.newest);
            Some(view! { <a href=format!("{page}?version=newest")>{label}</a> }.into_any())
        }
        Some(shown) if shown != staff.newest => {
            Some(view! { <a href=page.clone()>{td_string!(language, articles.shown_link)}</a> }.into_any())
        }
        _ => None,
    };
    let problem = Signal::stored(parking.problem().filter(|problem| problem.flaws().is_empty()));
    let steps = steps(language, &page, &staff.may, parking);
    let complaints = complaints(language, staff.complaints.clone());
    let facts = facts(language, &staff);
    view! {
        <section class="card article-staff no-print">
            <p class="article-stage">
                <b>{words::article_stage(language, staff.stage)}</b> " · "
                {numbered(language, staff.version)} " · " {seen} " " {other}
            </p>
            <FormProblem problem=problem />
            {sent_back}
            <FactList facts=facts />
            {complaints}
            <div class="buttons">
                <LinkButton href=format!("{page}/edit") label=td_string!(language, articles.edit) look=Look::Secondary />
                <LinkButton href=format!("{page}/versions") label=td_string!(language, articles.versions) look=Look::Quiet />
            </div>
            {steps}
        </section>
    }
    .into_any()
}

/// What the operator put there has no number.
fn numbered(language: Locale, version: i64) -> String {
    match version {
        0 => td_string!(language, articles.by_operator).to_owned(),
        n => td_string!(language, articles.number, n = n),
    }
}

fn facts(language: Locale, staff: &ArticleStaff) -> Vec<Fact> {
    let readers = words::article_readers(language, &staff.readers).to_owned();
    let readers = if staff.organisation.is_empty() { readers } else { staff.organisation.clone() };
    let answers = staff.answers;
    let counts =
        td_string!(language, articles.counts, yes = answers.helpful, no = answers.not_helpful, solved = answers.solved);
    let mut facts = vec![Fact::text(td_string!(language, articles.readers), readers)];
    if let Some(owner) = &staff.owner {
        facts.push(Fact::text(td_string!(language, articles.owner), owner.name.clone()));
    }
    if let Some(day) = staff.review_on {
        let due =
            if staff.review_due { format!(" · {}", td_string!(language, articles.review_due)) } else { String::new() };
        facts.push(Fact::text(td_string!(language, articles.review_on), moment::date(day) + &due));
    }
    facts.push(Fact::text(td_string!(language, articles.helpful_q), counts));
    facts
}

fn complaints(language: Locale, complaints: Vec<(Moment, String)>) -> Option<AnyView> {
    let zone = use_zone();
    let line = |(at, why): (Moment, String)| {
        let day = moment::date(zone.local(at).date());
        view! { <li><span class="soft">{day} " "</span>{why}</li> }
    };
    (!complaints.is_empty()).then(|| {
        let lines = complaints.into_iter().map(line).collect::<Vec<_>>();
        view! {
            <details class="act">
                <summary>{td_string!(language, articles.complaints)}</summary>
                <ul>{lines}</ul>
            </details>
        }
        .into_any()
    })
}

/// One form of several buttons; sending back asks why.
fn steps(language: Locale, page: &str, may: &[String], parking: &Parking) -> AnyView {
    let action = format!("{page}/step");
    let label = |key: &str| match key {
        "submit" => td_string!(language, articles.submit),
        "publish" => td_string!(language, articles.publish),
        "retire" => td_string!(language, articles.retire),
        _ => td_string!(language, articles.revive),
    };
    let buttons = may.iter().filter(|key| *key != "send_back").map(|key| {
        let look = if matches!(key.as_str(), "submit" | "publish") { Look::Primary } else { Look::Quiet };
        view! { <Submit label=label(key) look=look name="act" value=key.clone() /> }
    });
    let buttons = buttons.collect::<Vec<_>>();
    let sends_back = may.iter().any(|key| key == "send_back").then(|| {
        let parking = parking.only_if("act", "send_back");
        let flaws = flaws_of(Signal::stored(parking.problem()));
        view! {
            <details class="act" open=parking.is_some()>
                <summary>{td_string!(language, articles.send_back)}</summary>
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name="act" value="send_back" />
                    <TextArea name="why" id="send-back-why" label=td_string!(language, articles.send_back_why) rows=3 flaws=flaws
                        value=parking.field("why") />
                    <Submit label=td_string!(language, articles.send_back) look=Look::Secondary />
                </form>
            </details>
        }
        .into_any()
    });
    let form = (!buttons.is_empty())
        .then(|| view! { <form class="buttons" method="post" action=action.clone()>{buttons}</form> }.into_any());
    view! { {form}{sends_back} }.into_any()
}
