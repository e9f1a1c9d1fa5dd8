//! `/assets`: a list whose words, filters, order and page stand in the address.

mod filters;
mod table;

use super::SerialCheck;
use crate::api::assets::asset_page;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::ui::address::in_query;
use crate::ui::{EmptyState, LinkButton, Look, Pager, loaded};
use crate::wire::fetched;
use domain::asset::{AssetFilter, AssetPage};
use filters::Filters;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use table::Table;

/// The devices in sight of the viewer.
#[component]
pub fn AssetsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter_in));
    let page = fetched(move || filter.get(), asset_page);
    view! {
        <Title text=td_string!(language, assets.title) />
        {loaded(page, move |page: AssetPage| show(page, filter.get_untracked()))}
    }
    .into_any()
}

/// The filter of an address.
pub fn filter_in(query: &ParamsMap) -> AssetFilter {
    let asked = |name: &str| query.get(name).unwrap_or_default();
    AssetFilter {
        q: asked("q"),
        site: asked("site"),
        organisation: asked("organisation"),
        product_line: asked("product_line"),
        warranty: asked("warranty"),
        coverage: asked("coverage"),
        sort: asked("sort"),
        after: asked("after"),
    }
}

/// What of it is said in an address, but for the page.
fn pairs(filter: &AssetFilter) -> Vec<(&'static str, String)> {
    let AssetFilter { q, site, organisation, product_line, warranty, coverage, sort, .. } = filter.clone();
    let pairs = [
        ("q", q),
        ("site", site),
        ("organisation", organisation),
        ("product_line", product_line),
        ("warranty", warranty),
        ("coverage", coverage),
        ("sort", sort),
    ];
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// `path` with the filter.
fn address_of(path: &str, filter: &AssetFilter) -> String {
    let after = Some(("after", filter.after.clone())).filter(|(_, after)| !after.is_empty());
    let pairs = pairs(filter).into_iter().chain(after);
    let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", in_query(&value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

fn show(page: AssetPage, filter: AssetFilter) -> AnyView {
    let language = use_language();
    let staff = use_person().is_some_and(|person| !person.role.is_customer());
    let whole = AssetFilter { after: String::new(), ..filter.clone() };
    let first = (!filter.after.is_empty()).then(|| address_of("/assets", &whole));
    let next = page.more_after.map(|after| address_of("/assets", &AssetFilter { after, ..whole.clone() }));
    let export = address_of("/export/assets.csv", &whole);
    let add = page.may_edit.then(|| {
        view! { <LinkButton href="/assets/new" label=td_string!(language, assets.add) look=Look::Secondary /> }
    });
    let list = if page.lines.is_empty() {
        let text = td_string!(language, assets.none_text);
        view! { <EmptyState title=td_string!(language, assets.none_title) text=text /> }.into_any()
    } else {
        view! {
            <Table lines=page.lines kept=pairs(&whole) staff=staff />
            <Pager next=next first=first />
            <p class="export"><a href=export download="">{td_string!(language, lists.export_csv)}</a></p>
        }
        .into_any()
    };
    view! {
        <header class="page-head">
            <h1>{td_string!(language, assets.title)}</h1>
            <div class="buttons">
                <LinkButton href="/inspections" label=td_string!(language, inspections.title) look=Look::Quiet />
                {add}
            </div>
        </header>
        <SerialCheck />
        <Filters filter=filter product_lines=page.product_lines staff=staff />
        {list}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_the_filter_and_no_more() {
        let filter = AssetFilter { q: "r740 db".to_owned(), after: "A/1".to_owned(), ..AssetFilter::default() };
        assert_eq!(address_of("/assets", &filter), "/assets?q=r740%20db&after=A/1");
        assert_eq!(address_of("/assets", &AssetFilter::default()), "/assets");
    }
}
