//! The page: what it is about, the questions while they are open, what was answered once it was.

use super::draft::{self, Filled};
use super::questions::questions;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Fact, FactList, FormProblem, LinkButton, Look, Notice, Parking, Select, Submit, Tone, address, moment,
};
use crate::words;
use domain::survey::{AboutCase, Channel, SurveySheet};
use leptos::html::Form;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page. `action` is its own address, to which the form is posted.
#[component]
pub fn Survey(
    sheet: SurveySheet,
    parking: Parking,
    action: String,
    /// The viewer is signed in and can go back to the case.
    #[prop(optional)]
    in_portal: bool,
    #[prop(optional)] via: String,
) -> impl IntoView {
    let language = use_language();
    let title = sheet.title.clone();
    let about = about(language, &sheet);
    let way_back = sheet.case.as_ref().filter(|_| in_portal).map(|case| {
        let label = td_string!(language, survey.back_to_case, number = case.number.clone());
        view! { <LinkButton href=address::case(&case.number) label=label look=Look::Secondary /> }
    });
    let content = match sheet.answered_at {
        Some(_) => view! { <Answered sheet=sheet action=action />{way_back} }.into_any(),
        None => view! { <Asking sheet=sheet parking=parking action=action via=via /> }.into_any(),
    };
    view! {
        <Title text=title.clone() />
        <div class="survey">
            <h1>{title}</h1>
            <p class="survey-about">{about}</p>
            {content}
        </div>
    }
    .into_any()
}

fn about(language: Locale, sheet: &SurveySheet) -> Vec<AnyView> {
    let mut lines = Vec::new();
    if let Some(AboutCase { number, title, engineer_name }) = sheet.case.clone() {
        lines.push(td_string!(language, survey.about, number = number, title = title));
        if !engineer_name.is_empty() {
            lines.push(td_string!(language, survey.about_engineer, name = engineer_name));
        }
    }
    lines.extend((!sheet.subject.is_empty()).then(|| sheet.subject.clone()));
    lines.into_iter().map(|line| view! { <span>{line}</span> }.into_any()).collect()
}

#[component]
fn Asking(sheet: SurveySheet, parking: Parking, action: String, via: String) -> impl IntoView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let until = moment::moment(language, &zone, now, sheet.expires_at);
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let asked = StoredValue::new(sheet.questions);
    let first: Filled = asked.with_value(|asked| {
        let keys = asked.iter().map(|question| &question.key);
        keys.flat_map(|key| parking.all(key).into_iter().map(|value| (key.clone(), value))).collect()
    });
    let (first, filled) = (RwSignal::new(first.clone()), RwSignal::new(first));
    let (form, came_back, own) = (NodeRef::<Form>::new(), parking.is_some(), StoredValue::new(action.clone()));
    let restored = RwSignal::new(false);
    let read = move || form.get_untracked().map(|form| asked.with_value(|asked| draft::filled(&form, asked)));
    // Once the page is alive: what was filled in meanwhile goes before what was kept of an earlier visit.
    Effect::new(move || {
        let Some(typed) = read().filter(|_| form.get().is_some()) else { return };
        let kept = own.with_value(|own| asked.with_value(|asked| draft::kept(own, asked)));
        match kept.filter(|_| typed.is_empty() && !came_back) {
            Some(kept) => {
                filled.set(kept.clone());
                first.set(kept);
                restored.set(true);
            }
            None => filled.set(typed),
        }
    });
    let changed = move || {
        if let Some(typed) = read() {
            own.with_value(|own| draft::keep(own, &typed));
            filled.set(typed);
        }
    };
    let channel = sheet.entering.then(|| channel(language, &parking, flaws));
    view! {
        <form class="form survey-form" method="post" action=action node_ref=form
            on:input=move |_| changed() on:change=move |_| changed()>
            <p class="survey-intro">{sheet.intro}</p>
            <FormProblem problem=problem />
            {move || restored.get().then(|| view! { <Notice tone=Tone::Plain title=td_string!(language, survey.restored) /> })}
            {(!via.is_empty()).then(|| view! { <input type="hidden" name="via" value=via /> })}
            {channel}
            {move || asked.with_value(|asked| first.with(|first| questions(asked, first, filled, flaws)))}
            <p class="soft">{td_string!(language, survey.until, moment = until)}</p>
            <Submit label=td_string!(language, survey.submit) look=Look::Big />
        </form>
    }
    .into_any()
}

/// How it came, of what staff types in.
fn channel(language: Locale, parking: &Parking, flaws: crate::ui::Flaws) -> AnyView {
    let choose = (String::new(), td_string!(language, survey.entry_choose).to_owned());
    let known = Channel::BY_STAFF.map(|one| (one.key().to_owned(), words::channel(language, one).to_owned()));
    let options = std::iter::once(choose).chain(known).collect();
    let chosen = parking.field("entry_channel");
    view! { <Select name="entry_channel" label=td_string!(language, survey.entry) options=options chosen=chosen flaws=flaws /> }
        .into_any()
}

#[component]
fn Answered(sheet: SurveySheet, action: String) -> impl IntoView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let at = sheet.answered_at.map_or_else(String::new, |at| moment::moment(language, &zone, now, at));
    Effect::new(move || draft::forget(&action));
    let facts: Vec<Fact> = sheet.answers.into_iter().map(|given| Fact::text(given.question, given.answer)).collect();
    view! {
        <Notice tone=Tone::Good title=td_string!(language, survey.answered_title)
            text=td_string!(language, survey.answered_hint, moment = at) />
        {(!facts.is_empty()).then(|| view! { <FactList facts=facts /> })}
    }
    .into_any()
}
