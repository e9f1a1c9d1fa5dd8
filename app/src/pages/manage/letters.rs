//! `/manage/letters`: what could not be delivered, to whom and why, and trying it again.

use crate::api::notices::{TryAgain, letters};
use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::parked::problem_of;
use crate::ui::{
    Card, EmptyState, FormProblem, Look, Notice, Parking, Sending, SentForm, Submit, Tone, address, loaded, moment,
};
use crate::wire::fetched;
use domain::Moment;
use domain::notice::{Letters, UndeliveredLetter};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page.
#[component]
pub fn LettersPage() -> impl IntoView {
    let language = use_language();
    let found = fetched(|| (), |()| letters());
    let again = Sending::to::<TryAgain>();
    Effect::new(move || {
        if again.answer().is_some() {
            found.refetch();
        }
    });
    let title = td_string!(language, letterbox.title);
    let problem = problem_of(again.value(), &Parking::default());
    view! {
        <Title text=title />
        <header class="page-head"><h1>{title}</h1></header>
        <FormProblem problem=problem />
        {loaded(found, move |(letters, files): (Letters, bool)| {
            view! { <Shown letters=letters letters_are_files=files again=again /> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn Shown(letters: Letters, letters_are_files: bool, again: Sending<()>) -> impl IntoView {
    let language = use_language();
    let files = letters_are_files.then(|| {
        view! { <Notice tone=Tone::Plain title=td_string!(language, inbox.letters_are_files) /> }
    });
    let Letters { dead, waiting, now } = letters;
    let card = |title: &'static str, none: &'static str, letters: Vec<UndeliveredLetter>| {
        let lines = letters.into_iter().map(|letter| line(letter, now, again)).collect::<Vec<_>>();
        let content = match lines.is_empty() {
            true => view! { <EmptyState title=none /> }.into_any(),
            false => view! { <ul class="rows letters">{lines}</ul> }.into_any(),
        };
        view! { <Card title=title class="rows-card">{content}</Card> }.into_any()
    };
    view! {
        <div class="letterbox">
            {files}
            {card(td_string!(language, letterbox.dead), td_string!(language, letterbox.none_dead), dead)}
            {card(td_string!(language, letterbox.waiting), td_string!(language, letterbox.none_waiting), waiting)}
        </div>
    }
    .into_any()
}

fn line(letter: UndeliveredLetter, now: Moment, again: Sending<()>) -> AnyView {
    let (language, zone) = (use_language(), use_zone());
    let at = |at: Moment| moment::moment(language, &zone, now, at);
    let kind = match letter.kind.as_str() {
        "survey_invitation" => td_string!(language, letterbox.kind_survey),
        "invitation" => td_string!(language, letterbox.kind_invitation),
        "new_password" => td_string!(language, letterbox.kind_password),
        _ => td_string!(language, letterbox.kind_notice),
    };
    // A letter about an account is about no case.
    let about =
        (!letter.number.is_empty()).then(|| view! { <p><a href=address::case(&letter.number)>{letter.title}</a></p> });
    let next = letter.next_at.map(|next_at| {
        view! { <span>{td_string!(language, letterbox.next, at = at(next_at))}</span> }
    });
    view! {
        <li class="row letter">
            <div class="row-main">
                <p class="letter-to">{letter.recipient}</p>
                {about}
                <p class="letter-why">{letter.why}</p>
                <p class="row-facts">
                    <span>{kind}</span>
                    <span>{td_string!(language, letterbox.ordered, at = at(letter.ordered_at))}</span>
                    <span>{td_string!(language, letterbox.tried, n = letter.attempts)}</span>
                    {next}
                </p>
            </div>
            <SentForm way=again.way()>
                <input type="hidden" name="id" value=letter.id />
                <Submit label=td_string!(language, letterbox.again) look=Look::Secondary pending=again.pending() />
            </SentForm>
        </li>
    }
    .into_any()
}
