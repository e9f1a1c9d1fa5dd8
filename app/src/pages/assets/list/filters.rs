//! Words, filters and order as one form that stands in the address.

use super::pairs;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::words;
use domain::asset::{AssetFilter, AssetSort, CoverageFilter, WarrantyFilter};
use domain::coverage::Verdict;
use leptos::prelude::*;

#[component]
pub fn Filters(filter: AssetFilter, product_lines: Vec<String>, staff: bool) -> impl IntoView {
    let language = use_language();
    let narrowed = !pairs(&filter).is_empty();
    let worded = |key: &str, word: &str| (key.to_owned(), word.to_owned());
    let warranties = WarrantyFilter::ALL.map(|one| worded(one.key(), warranty(language, one)));
    let coverages = CoverageFilter::ALL.map(|one| worded(one.key(), coverage(language, one)));
    let sorts = AssetSort::ALL.map(|one| worded(one.key(), sort(language, one)));
    let any = worded("", td_string!(language, assets.product_line_any));
    // One that nothing has any more stays chosen, or the list would not say why it is empty.
    let gone = Some(filter.product_line.clone()).filter(|line| !line.is_empty() && !product_lines.contains(line));
    let product_lines = product_lines.into_iter().chain(gone).map(|line| (line.clone(), line));
    let product_lines: Vec<_> = std::iter::once(any).chain(product_lines).collect();
    let (chosen_warranty, chosen_sort) =
        (WarrantyFilter::from_key(&filter.warranty).key(), AssetSort::from_key(&filter.sort).key());
    let chosen_coverage = CoverageFilter::from_key(&filter.coverage).key();
    let whose =
        staff.then(|| text("organisation", td_string!(language, assets.organisation), "", filter.organisation.clone()));
    view! {
        <form class="filters" role="search" method="get" action="/assets" aria-label=td_string!(language, assets.filters)>
            {text("q", td_string!(language, assets.q), td_string!(language, assets.q_hint), filter.q.clone())}
            {whose}
            {text("site", td_string!(language, assets.site), "", filter.site.clone())}
            {choice("product_line", td_string!(language, assets.product_line), product_lines, &filter.product_line)}
            {choice("warranty", td_string!(language, assets.warranty), warranties.to_vec(), chosen_warranty)}
            {choice("coverage", td_string!(language, assets.covered), coverages.to_vec(), chosen_coverage)}
            {choice("sort", td_string!(language, assets.sort), sorts.to_vec(), chosen_sort)}
            <div class="filters-do">
                <button class="button button-secondary" type="submit">{td_string!(language, assets.apply)}</button>
                {narrowed.then(|| view! {
                    <a class="button button-quiet" href="/assets">{td_string!(language, assets.clear)}</a>
                })}
            </div>
        </form>
    }
    .into_any()
}

fn text(name: &'static str, label: &'static str, hint: &'static str, value: String) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=name>{label}</label>
            <input class="control" id=name type="search" name=name value=value placeholder=hint autocomplete="off" />
        </div>
    }
    .into_any()
}

fn choice(name: &'static str, label: &'static str, options: Vec<(String, String)>, chosen: &str) -> AnyView {
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let options = options.collect::<Vec<_>>();
    view! {
        <div class="field">
            <label class="field-label" for=name>{label}</label>
            <select class="control" id=name name=name>{options}</select>
        </div>
    }
    .into_any()
}

fn warranty(language: Locale, filter: WarrantyFilter) -> &'static str {
    match filter {
        WarrantyFilter::Any => td_string!(language, assets.warranty_any),
        WarrantyFilter::InForce => td_string!(language, assets.warranty_in_force),
        WarrantyFilter::Ending => td_string!(language, assets.warranty_ending),
        WarrantyFilter::Over => td_string!(language, assets.warranty_over),
        WarrantyFilter::Unknown => td_string!(language, assets.warranty_unknown),
    }
}

fn coverage(language: Locale, filter: CoverageFilter) -> &'static str {
    match filter {
        CoverageFilter::Any => td_string!(language, assets.warranty_any),
        CoverageFilter::Covered => words::verdict(language, Verdict::Covered),
        CoverageFilter::NotCovered => td_string!(language, assets.not_covered),
    }
}

fn sort(language: Locale, sort: AssetSort) -> &'static str {
    match sort {
        AssetSort::Serial => td_string!(language, assets.sort_serial),
        AssetSort::Name => td_string!(language, assets.sort_name),
        AssetSort::Warranty => td_string!(language, assets.sort_warranty),
    }
}
