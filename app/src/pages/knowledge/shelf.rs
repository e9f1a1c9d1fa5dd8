//! The shelf: articles by category and product; for those who write them also by stage. Filters stand in the address.

use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::address::{article, in_query};
use crate::ui::{EmptyState, LinkButton, Look, Pager, Select, Submit, moment};
use crate::words;
use domain::knowledge::{Shelf, ShelfFilter, ShelfLine, Stage};
use leptos::prelude::*;

/// The address of that part of the shelf.
fn address_of(filter: &ShelfFilter) -> String {
    let ShelfFilter { category, product, stage, after } = filter;
    let pairs = [("category", category), ("product", product), ("stage", stage), ("after", after)];
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    if query.is_empty() { "/kb".to_owned() } else { format!("/kb?{}", query.join("&")) }
}

/// A page of the shelf with its filters.
pub fn shelf(shelf: Shelf, filter: &ShelfFilter) -> AnyView {
    let language = use_language();
    let next = shelf.more_after.clone().map(|after| address_of(&ShelfFilter { after, ..filter.clone() }));
    let first = (!filter.after.is_empty()).then(|| address_of(&ShelfFilter { after: String::new(), ..filter.clone() }));
    let staff = shelf.may_write.then(|| writing(language, shelf.in_review));
    let categories = categories(language, &shelf, filter);
    let narrow = narrow(language, &shelf, filter);
    let list = if shelf.lines.is_empty() {
        let (title, then) = (td_string!(language, articles.none_title), td_string!(language, articles.none_then));
        view! { <EmptyState title=title text=then /> }.into_any()
    } else {
        let lines = shelf.lines.into_iter().map(|one| line(language, one)).collect::<Vec<_>>();
        view! { <section class="card"><ul class="hits">{lines}</ul></section> }.into_any()
    };
    view! {
        {staff}
        {categories}
        {narrow}
        {list}
        <Pager next=next first=first />
    }
    .into_any()
}

fn writing(language: Locale, in_review: i64) -> AnyView {
    let waiting = td_string!(language, articles.in_review, n = in_review);
    view! {
        <p class="buttons shelf-staff">
            <LinkButton href="/kb/new" label=td_string!(language, articles.write) look=Look::Secondary />
            <LinkButton href="/kb?stage=review" label=waiting look=Look::Quiet />
        </p>
    }
    .into_any()
}

/// One tab a category in which there is something.
fn categories(language: Locale, shelf: &Shelf, filter: &ShelfFilter) -> Option<AnyView> {
    let tab = |id: String, label: String| {
        let current = (filter.category == id && filter.stage.is_empty()).then_some("page");
        let href = address_of(&ShelfFilter { category: id, ..ShelfFilter::default() });
        view! { <li><a class="tab" href=href aria-current=current>{label}</a></li> }.into_any()
    };
    let all = tab(String::new(), td_string!(language, articles.shelf_all).to_owned());
    let named = shelf.categories.iter().map(|(id, name, count)| tab(id.clone(), format!("{name} {count}")));
    let tabs = std::iter::once(all).chain(named).collect::<Vec<_>>();
    (!shelf.categories.is_empty()).then(|| {
        view! { <nav class="tabs" aria-label=td_string!(language, articles.category)><ul>{tabs}</ul></nav> }.into_any()
    })
}

/// By product within a category; by stage for those who write articles.
fn narrow(language: Locale, shelf: &Shelf, filter: &ShelfFilter) -> Option<AnyView> {
    let any = || (String::new(), td_string!(language, articles.any).to_owned());
    let products = (!shelf.products.is_empty()).then(|| {
        let known = shelf.products.iter().map(|product| (product.clone(), product.clone()));
        let options = std::iter::once(any()).chain(known).collect();
        let chosen = filter.product.clone();
        view! { <Select name="product" label=td_string!(language, articles.product) options=options chosen=chosen optional=true /> }
    });
    let stages = shelf.may_write.then(|| {
        let now = (String::new(), td_string!(language, articles.stage_published_now).to_owned());
        let stage = |stage: Stage| (stage.key().to_owned(), words::article_stage(language, stage).to_owned());
        let options = std::iter::once(now).chain(Stage::ALL.map(stage)).collect();
        let chosen = filter.stage.clone();
        view! { <Select name="stage" label=td_string!(language, articles.stage) options=options chosen=chosen optional=true /> }
    });
    (products.is_some() || stages.is_some()).then(|| {
        view! {
            <form class="shelf-filter" method="get" action="/kb">
                <input type="hidden" name="category" value=filter.category.clone() />
                {products}
                {stages}
                <Submit label=td_string!(language, articles.filter_do) look=Look::Secondary />
            </form>
        }
        .into_any()
    })
}

fn line(language: Locale, line: ShelfLine) -> AnyView {
    let zone = use_zone();
    let updated = moment::date(zone.local(line.updated_at).date());
    let stage = line.stage.map(|stage| {
        let owner = if line.owner.is_empty() { String::new() } else { format!(" · {}", line.owner) };
        format!("{}{owner} · ", words::article_stage(language, stage))
    });
    let minutes = (line.minutes > 0).then(|| td_string!(language, knowledge.minutes, minutes = line.minutes) + " · ");
    let href = match line.stage {
        Some(_) => article(&line.slug) + "?version=newest",
        None => article(&line.slug),
    };
    view! {
        <li>
            <a href=href>{line.title}</a>
            {(!line.summary.is_empty()).then(|| view! { <p class="hit-summary">{line.summary}</p> })}
            <p class="hit-minutes">{stage}{minutes}{td_string!(language, knowledge.updated, date = updated)}</p>
        </li>
    }
    .into_any()
}
