//! `/inbox`: what one was told, the newest first, and what of it comes by e-mail.

mod choices;

use crate::api::notices::{MarkRead, inbox};
use crate::frame::{use_language, use_viewer, use_zone};
use crate::i18n::td_string;
use crate::live;
use crate::ui::{EmptyState, Look, Sending, SentForm, Submit, address, loaded, moment};
use crate::wire::fetched;
use crate::words;
use choices::Choices;
use domain::Moment;
use domain::knowledge::ArticleHappening;
use domain::notice::{Ending, Inbox, InboxRow, Told};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/inbox?before=…`
#[component]
pub fn InboxPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before")?.parse::<i64>().ok()));
    let found = fetched(move || before.get(), inbox);
    let (mark, live) = (Sending::to::<MarkRead>(), live::use_live());
    Effect::new(move || {
        if let Some(Ok(unread)) = mark.answer() {
            live.set_unread(unread);
        }
    });
    // Also what the reader has no part in, of which no event is heard, and what was read in another tab.
    Effect::new(move || {
        let (told, shown) = (live.unread(), found.read().and_then(Result::ok).map(|inbox| inbox.unread));
        if told.zip(shown).is_some_and(|(told, shown)| told != shown) {
            found.refetch();
        }
    });
    live::keep_fresh(found, None, |inbox: &Inbox| inbox.last_event_id);
    let title = td_string!(language, inbox.title);
    view! {
        <Title text=title />
        <div class="inbox">
            {loaded(found, move |inbox: Inbox| view! { <Shown inbox=inbox mark=mark /> }.into_any())}
            <Choices />
        </div>
    }
    .into_any()
}

#[component]
fn Shown(inbox: Inbox, mark: Sending<i64>) -> impl IntoView {
    let language = use_language();
    let now = inbox.now;
    let all_read = (inbox.unread > 0).then(|| {
        view! {
            <SentForm way=mark.way()>
                <input type="hidden" name="number" value="" />
                <Submit label=td_string!(language, inbox.mark_all) look=Look::Secondary pending=mark.pending() />
            </SentForm>
        }
    });
    let rows = if inbox.rows.is_empty() {
        view! { <EmptyState title=td_string!(language, inbox.empty_title) text=td_string!(language, inbox.empty_text) /> }
            .into_any()
    } else {
        let rows = inbox.rows.into_iter().map(|row| line(row, now)).collect::<Vec<_>>();
        view! { <ol class="rows notices">{rows}</ol> }.into_any()
    };
    let more = inbox.more_before.map(|before| {
        view! { <p class="card-foot"><a href=format!("/inbox?before={before}")>{td_string!(language, inbox.older)}</a></p> }
    });
    view! {
        <header class="page-head">
            <h1>{td_string!(language, inbox.title)} " " <span class="count">{inbox.unread}</span></h1>
            {all_read}
        </header>
        {rows}
        {more}
    }
    .into_any()
}

/// Contracts that a gathered line names; the other ones it counts, as their letter does.
const ENDINGS_NAMED: usize = 10;

fn line(mut row: InboxRow, now: Moment) -> AnyView {
    let endings = std::mem::take(&mut row.endings);
    if !endings.is_empty() {
        return gathered(&endings, &row, now);
    }
    let (language, zone) = (use_language(), use_zone());
    let reader = use_viewer().person().map(|person| person.id);
    let plainly = |who: &str, did: String| words::Told { who: who.to_owned(), did, quotes: Vec::new() };
    let (told, href) = match &row.event {
        Told::Case(event) => (words::happening(language, event, reader, &zone, now), address::case(&row.number)),
        Told::Contract(event) => (words::contract_happening(language, event, reader), address::contract(&row.number)),
        Told::Article(event) => {
            let guest = event.who.is_empty() && matches!(event.happening, ArticleHappening::NotHelpful { .. });
            let who = if guest { td_string!(language, articles.a_reader) } else { &event.who };
            // What came back is what is to be mended.
            let newest = matches!(event.happening, ArticleHappening::SentBack { .. });
            let href = address::article(&row.number) + if newest { "?version=newest" } else { "" };
            (plainly(who, words::article_happening(language, &event.happening)), href)
        }
        Told::Announcement(event) => {
            let did = words::announcement_happening(language, &event.happening).to_owned();
            (plainly(&event.who, did), format!("/announcements/{}", row.number))
        }
        Told::FollowUp(event) => {
            let did = words::follow_up_step(language, &event.step);
            (plainly(&event.actor_name, did), format!("/manage/follow-ups/{}", row.number))
        }
    };
    let has_number = matches!(row.event, Told::Case(_) | Told::Contract(_));
    let happened_at = row.event.at();
    let at = moment::moment(language, &zone, now, happened_at);
    let unread = row.read_at.is_none();
    let quote = told.quotes.first().cloned().map(|quote| view! { <p class="notice-quote">{quote}</p> });
    let title = match row.in_sight {
        true => view! { <a class="row-title" href=href>{row.title}</a> }.into_any(),
        false => view! { <p class="notice-title-alone">{row.title}</p> }.into_any(),
    };
    let by_matrix = !row.in_sight && matches!(row.event, Told::Case(_));
    let told_only = by_matrix.then(|| view! { <p class="soft">{td_string!(language, inbox.told_only)}</p> });
    view! {
        <li class="row notice-row" data-unread=unread.then_some("true")>
            <div class="row-main">
                {title}
                <p class="notice-told">
                    {unread.then(|| view! { <span class="visually-hidden">{td_string!(language, inbox.unread)}</span> })}
                    <b>{told.who}</b> " " {told.did}
                </p>
                {quote}
                {told_only}
                <p class="row-facts">
                    <span>{words::notice_kind(language, row.kind)}</span>
                    {has_number.then(|| view! { <span>{row.number.clone()}</span> })}
                    <time datetime=moment::rfc3339(happened_at)>{at}</time>
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// Several contracts that end soon, in one line.
fn gathered(endings: &[Ending], row: &InboxRow, now: Moment) -> AnyView {
    let (language, zone) = (use_language(), use_zone());
    let (count, told_at, unread) = (endings.len() as u64, row.event.at(), row.read_at.is_none());
    let named = endings.iter().take(ENDINGS_NAMED).map(|one| {
        view! { <li><a href=address::contract(&one.number)>{words::ending(language, one)}</a></li> }
    });
    let named = named.collect::<Vec<_>>();
    let unnamed = endings.len().saturating_sub(ENDINGS_NAMED) as u64;
    let more = (unnamed > 0).then(|| {
        view! { <li>{td_string!(language, contracts.letter_ending_more, count = unnamed)}</li> }
    });
    view! {
        <li class="row notice-row" data-unread=unread.then_some("true")>
            <div class="row-main">
                <a class="row-title" href="/contracts?show=ending">
                    {td_string!(language, contracts.letter_subject_ending, count = count)}
                </a>
                {unread.then(|| view! { <span class="visually-hidden">{td_string!(language, inbox.unread)}</span> })}
                <ul class="bullets">{named}{more}</ul>
                <p class="row-facts">
                    <span>{words::notice_kind(language, row.kind)}</span>
                    <time datetime=moment::rfc3339(told_at)>{moment::moment(language, &zone, now, told_at)}</time>
                </p>
            </div>
        </li>
    }
    .into_any()
}
