//! `/announcements`: versions, patches, manuals, bulletins and duty rosters, the latest first.

pub mod one;
pub mod publish;

use crate::api::announcements::announcements;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::address::in_query;
use crate::ui::{EmptyState, LinkButton, Look, Pager, Select, Submit, TextInput, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::announcement::{
    AnnouncementAudience, AnnouncementFilter, AnnouncementKind, AnnouncementLine, AnnouncementPage,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn AnnouncementsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        let (q, kind, product_line, after) = (said("q"), said("kind"), said("product_line"), said("after"));
        AnnouncementFilter { q, kind, product_line, after }
    });
    let page = fetched(move || filter.get(), announcements);
    view! {
        <Title text=td_string!(language, announcements.title) />
        {loaded(page, move |page: AnnouncementPage| show(page, filter.get_untracked()))}
    }
    .into_any()
}

fn show(page: AnnouncementPage, filter: AnnouncementFilter) -> AnyView {
    let language = use_language();
    let publish = page.may_publish.then(|| {
        view! { <LinkButton href="/announcements/new" label=td_string!(language, announcements.publish) /> }
    });
    let address = |after: &str| {
        let AnnouncementFilter { q, kind, product_line, .. } = &filter;
        let [q, kind, product_line] = [q, kind, product_line].map(|value| in_query(value));
        format!("/announcements?q={q}&kind={kind}&product_line={product_line}&after={after}")
    };
    let next = page.more_after.map(|after| address(&after.to_string()));
    let first = (!filter.after.is_empty()).then(|| address(""));
    let list = if page.lines.is_empty() {
        let text = td_string!(language, announcements.none_text);
        view! { <EmptyState title=td_string!(language, announcements.none) text=text /> }.into_any()
    } else {
        let rows = page.lines.into_iter().map(|line| row(language, line)).collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <header class="page-head"><h1>{td_string!(language, announcements.title)}</h1>{publish}</header>
        {search(language, page.product_lines, filter)}
        {list}
        <Pager next=next first=first />
    }
    .into_any()
}

fn search(language: Locale, product_lines: Vec<String>, filter: AnnouncementFilter) -> AnyView {
    let all = || (String::new(), td_string!(language, announcements.all).to_owned());
    let kinds = AnnouncementKind::ALL.map(|kind| (kind.key().to_owned(), kind_said(language, kind)));
    let product_lines = product_lines.into_iter().map(|line| (line.clone(), line));
    view! {
        <form class="form announcements-search" method="get" action="/announcements" role="search">
            <TextInput name="q" label=td_string!(language, announcements.search) value=filter.q keyboard="search" optional=true />
            <Select name="kind" label=td_string!(language, announcements.kind) chosen=filter.kind optional=true
                options=std::iter::once(all()).chain(kinds).collect() />
            <Select name="product_line" label=td_string!(language, announcements.product_line) chosen=filter.product_line
                optional=true options=std::iter::once(all()).chain(product_lines).collect() />
            <Submit label=td_string!(language, announcements.search) look=Look::Secondary />
        </form>
    }
    .into_any()
}

fn kind_said(language: Locale, kind: AnnouncementKind) -> String {
    words::announcement_kind(language, kind).to_owned()
}

fn row(language: Locale, line: AnnouncementLine) -> AnyView {
    let unread = line.important && line.read_at.is_none();
    let facts = facts(language, &line).into_iter().map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row" data-unread=unread.then_some("true")>
            <div class="row-main">
                <a class="row-title" href=format!("/announcements/{}", line.id)>{line.title}</a>
                <p class="row-facts">
                    {line.important.then(|| view! { <b>{td_string!(language, announcements.important)}</b> })}
                    {facts}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// What kind it is, about what, since when; for the staff also whom it is for.
fn facts(language: Locale, line: &AnnouncementLine) -> Vec<String> {
    let staff = use_person().is_some_and(|person| !person.role.is_customer());
    let to_some = staff && line.audience != AnnouncementAudience::Customers;
    let audience = to_some.then(|| words::announcement_audience(language, line.audience).to_owned());
    let product = [line.product_line.as_str(), line.version.as_str()].join(" ").trim().to_owned();
    let since = moment::date(use_zone().local(line.published_at).date());
    let facts = [kind_said(language, line.kind), product, since].into_iter().chain(audience);
    facts.filter(|fact| !fact.is_empty()).collect()
}
