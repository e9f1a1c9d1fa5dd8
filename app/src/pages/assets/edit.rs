//! `/assets/new` and `/assets/{serial}/edit`: what is on file of a device, changed by staff. A plain form.

use crate::api::assets::asset_editing;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, Parking, Select, Submit, TextArea, TextInput, address, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::asset::AssetEditing;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The form, empty when the address names no device.
#[component]
pub fn AssetEditPage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("serial")), asset_editing);
    loaded_with_parked(found, use_parked(), |editing: AssetEditing, parking| {
        view! { <Editing editing=editing parking=parking /> }.into_any()
    })
}

#[component]
fn Editing(editing: AssetEditing, parking: Parking) -> impl IntoView {
    let language = use_language();
    let AssetEditing { draft, organisations, organisation_name, product_lines } = editing;
    let was = draft.serial.clone();
    let (title, back) = match was.as_str() {
        "" => (td_string!(language, assets.add_title).to_owned(), "/assets".to_owned()),
        was => (td_string!(language, assets.edit_title, serial = was), address::asset(was)),
    };
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let line = |name: &'static str, label: &'static str, value: &str, optional: bool| {
        let value = parking.field_or(name, value);
        view! { <TextInput name=name label=label value=value flaws=flaws optional=optional /> }.into_any()
    };
    let day = |name: &'static str, label: &'static str, hint: &'static str, value: &str| {
        let value = parking.field_or(name, value);
        view! { <TextInput name=name label=label hint=hint value=value flaws=flaws keyboard="date" optional=true /> }
            .into_any()
    };
    let choose = (String::new(), td_string!(language, assets.choose_organisation).to_owned());
    let options = organisations.into_iter().map(|organisation| (organisation.id.to_string(), organisation.name));
    let whose = match was.is_empty() {
        true => view! {
            <Select name="organisation_id" label=td_string!(language, assets.organisation)
                options=std::iter::once(choose).chain(options).collect() chosen=parking.field("organisation_id") flaws=flaws />
        }
        .into_any(),
        false => view! { <p class="soft">{organisation_name}</p> }.into_any(),
    };
    let product_lines: Vec<_> = product_lines.into_iter().map(|line| view! { <option value=line></option> }).collect();
    let months = parking.field_or("warranty_months", &draft.warranty_months);
    let configuration = parking.field_or("configuration", &draft.configuration);
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href=back>"‹ " {td_string!(language, assets.back)}</a></p>
        <h1>{title}</h1>
        <form class="form asset-form" method="post" action="/api/fn/save_asset">
            <input type="hidden" name="was" value=was />
            <FormProblem problem=problem />
            {whose}
            {line("serial", td_string!(language, assets.serial), &draft.serial, false)}
            {line("name", td_string!(language, assets.name), &draft.name, false)}
            {line("model", td_string!(language, assets.model), &draft.model, true)}
            <TextInput name="product_line" label=td_string!(language, assets.product_line) flaws=flaws optional=true
                hint=td_string!(language, assets.product_line_hint) list="product-lines"
                value=parking.field_or("product_line", &draft.product_line) />
            <datalist id="product-lines">{product_lines}</datalist>
            {line("site", td_string!(language, assets.site), &draft.site, true)}
            {day("accepted_on", td_string!(language, assets.accepted_on), td_string!(language, assets.accepted_hint), &draft.accepted_on)}
            <TextInput name="warranty_months" label=td_string!(language, assets.months_label)
                hint=td_string!(language, assets.months_hint) value=months flaws=flaws keyboard="numeric" optional=true />
            {day("warranty_ends_on", td_string!(language, assets.ends_label), "", &draft.warranty_ends_on)}
            <TextArea name="configuration" label=td_string!(language, assets.configuration_label) rows=8 optional=true
                hint=td_string!(language, assets.configuration_hint) value=configuration flaws=flaws />
            <Submit label=td_string!(language, assets.save) />
        </form>
    }
    .into_any()
}
