//! `/contracts/new` and `/contracts/{number}/edit`: the form of a contract. A plain form of the process, for several boxes have
//! one name; what could not be saved comes back as it was typed.

use crate::api::contracts::{ContractFormPage, contract_form};
use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::field::Flaws;
use crate::ui::{Card, Notice, Picks, Select, Submit, TextArea, TextInput, Tone, address, loaded};
use crate::wire::fetched;
use crate::words;
use domain::case::Kind;
use domain::contract::draft::ContractDraft;
use domain::contract::sheet::ContractForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form of a new contract, or of the one in the address.
#[component]
pub fn ContractEditorPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let number = params.with(|params| params.get("number"));
        (number, query.with(|query| query.get("parked")))
    };
    let found = fetched(asked, |(number, parked)| contract_form(number, parked));
    loaded(found, |page: ContractFormPage| view! { <Editor page=page /> }.into_any())
}

#[component]
fn Editor(page: ContractFormPage) -> impl IntoView {
    let language = use_language();
    let ContractFormPage { form, number, flaws } = page;
    let title = match &number {
        Some(number) => td_string!(language, contracts.form_edit, number = number),
        None => td_string!(language, contracts.form_new).to_owned(),
    };
    let back = number.as_ref().map_or_else(|| "/contracts".to_owned(), |number| address::contract(number));
    let action = match &number {
        Some(number) => address::contract(number) + "/edit",
        None => "/contracts/new".to_owned(),
    };
    let flawed = (!flaws.is_empty()).then(|| {
        view! { <Notice tone=Tone::Bad title=td_string!(language, contracts.flawed, n = flaws.len() as u64) /> }
    });
    let note = number.is_some().then(|| view! { <p class="soft">{td_string!(language, contracts.form_note)}</p> });
    let fields = Fields { language, flaws: Signal::stored(flaws) };
    let is_new = number.is_none();
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href=back>"‹ " {number.unwrap_or_else(|| td_string!(language, contracts.back).to_owned())}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        {note}
        {flawed}
        <form class="form policy-form contract-form" method="post" action=action>
            {fields.period(&form, is_new)}
            {fields.scope(&form.draft)}
            {fields.included(&form.draft)}
            {fields.rates(&form.draft)}
            <div class="policy-acts"><Submit label=td_string!(language, contracts.save) /></div>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Fields {
    language: Locale,
    flaws: Flaws,
}

impl Fields {
    /// Number and organisation are settled once the contract is on file.
    fn period(self, form: &ContractForm, is_new: bool) -> AnyView {
        let (language, flaws) = (self.language, self.flaws);
        let draft = form.draft.clone();
        let chooses = is_new.then(|| {
            let choose = (String::new(), td_string!(language, cases.choose).to_owned());
            let named = form.organisations.iter().map(|one| (one.id.to_string(), one.name.clone()));
            view! {
                <TextInput name="number" label=td_string!(language, contracts.number) value=draft.number flaws=flaws />
                <Select name="organisation_id" label=td_string!(language, contracts.organisation)
                    options=std::iter::once(choose).chain(named).collect() chosen=draft.organisation_id flaws=flaws />
            }
        });
        let policies = form.policies.iter().map(|(id, name)| (id.clone(), said(language, name))).collect();
        let hint = td_string!(language, contracts.date_hint);
        view! {
            <Card title=td_string!(language, contracts.card_period)>
                <div class="field-pair">
                    {chooses}
                    <Select name="policy" label=td_string!(language, contracts.policy) options=policies chosen=draft.policy flaws=flaws />
                    {self.kinds("kinds", td_string!(language, contracts.kinds), td_string!(language, contracts.kinds_none), draft.kinds)}
                    <TextInput name="starts_on" label=td_string!(language, contracts.starts_on) hint=hint value=draft.starts_on flaws=flaws />
                    <TextInput name="ends_on" label=td_string!(language, contracts.ends_on) hint=hint value=draft.ends_on flaws=flaws />
                </div>
            </Card>
        }
        .into_any()
    }

    fn kinds(self, name: &'static str, legend: &'static str, none: &'static str, chosen: Vec<String>) -> AnyView {
        let kind = |kind: Kind| (kind.key().to_owned(), words::kind(self.language, kind).to_owned());
        let options = Kind::ALL.map(kind).to_vec();
        view! { <Picks name=name legend=legend options=options chosen=chosen none=none flaws=self.flaws /> }.into_any()
    }

    fn lines(self, name: &'static str, label: &'static str, hint: &'static str, value: String) -> AnyView {
        view! { <TextArea name=name label=label hint=hint value=value flaws=self.flaws rows=3 optional=true /> }
            .into_any()
    }

    fn line(self, name: &'static str, label: &'static str, hint: &'static str, value: String) -> AnyView {
        view! { <TextInput name=name label=label hint=hint value=value flaws=self.flaws optional=true /> }.into_any()
    }

    fn scope(self, draft: &ContractDraft) -> AnyView {
        let (language, draft) = (self.language, draft.clone());
        let hint = td_string!(language, contracts.lines_hint);
        let product_lines_hint = td_string!(language, contracts.product_lines_hint);
        let applications_hint = td_string!(language, contracts.applications_hint);
        view! {
            <Card title=td_string!(language, contracts.card_scope)>
                <div class="field-pair">
                    {self.lines("sites", td_string!(language, contracts.sites), hint, draft.sites)}
                    {self.lines("serials", td_string!(language, contracts.serials), td_string!(language, contracts.serials_hint), draft.serials)}
                    {self.lines("product_lines", td_string!(language, contracts.product_lines), product_lines_hint, draft.product_lines)}
                    {self.lines("applications", td_string!(language, contracts.applications), applications_hint, draft.applications)}
                    {self.lines("exclusions", td_string!(language, contracts.exclusions), td_string!(language, contracts.exclusions_hint), draft.exclusions)}
                    {self.lines("contacts", td_string!(language, contracts.contacts), td_string!(language, contracts.contacts_hint), draft.contacts)}
                </div>
            </Card>
        }
        .into_any()
    }

    fn included(self, draft: &ContractDraft) -> AnyView {
        let (language, draft) = (self.language, draft.clone());
        view! {
            <Card title=td_string!(language, contracts.card_included)>
                <div class="field-pair">
                    {self.line("hours", td_string!(language, contracts.hours), td_string!(language, contracts.hours_hint), draft.hours)}
                    {self.line("visits", td_string!(language, contracts.visits), td_string!(language, contracts.visits_hint), draft.visits)}
                    {self.kinds("metered", td_string!(language, contracts.metered), td_string!(language, contracts.metered_hint_none), draft.metered)}
                </div>
            </Card>
        }
        .into_any()
    }

    fn rates(self, draft: &ContractDraft) -> AnyView {
        let (language, draft) = (self.language, draft.clone());
        view! {
            <Card title=td_string!(language, contracts.card_rates)>
                <p class="soft">{td_string!(language, contracts.rates_about)}</p>
                <div class="field-pair">
                    {self.line("rate_hour", td_string!(language, contracts.rate_hour), "", draft.rate_hour)}
                    {self.line("rate_travel", td_string!(language, contracts.rate_travel), "", draft.rate_travel)}
                    {self.line("rate_minimum", td_string!(language, contracts.rate_minimum), "", draft.rate_minimum)}
                </div>
            </Card>
        }
        .into_any()
    }
}
