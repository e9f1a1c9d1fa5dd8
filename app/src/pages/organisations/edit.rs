//! `/organisations/new` and `/organisations/{id}/edit`: managers keep the archives. Plain forms, each with its own button.

use super::entries::{Contacts, Parts, Sites};
use crate::api::organisations::{archive_to_edit, may_add_organisation};
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, FormProblem, Notice, Parking, Select, Submit, TextArea, TextInput, Tone, loaded_with_parked, use_parked,
};
use crate::wire::fetched;
use domain::organisation::{Archive, Dedicated, DedicatedPart, OrganisationDraft};
use domain::person::PersonRef;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/organisations/new`
#[component]
pub fn AddOrganisationPage() -> impl IntoView {
    let allowed = fetched(|| (), |()| may_add_organisation());
    loaded_with_parked(allowed, use_parked(), |(): (), parking| {
        let language = use_language();
        let title = td_string!(language, archive.add);
        view! {
            <Title text=title />
            <p class="way-back"><a href="/organisations">{td_string!(language, archive.organisations)}</a></p>
            <header class="page-head"><h1>{title}</h1></header>
            <div class="narrow">
                <About action="/api/fn/add_organisation" of=None draft=OrganisationDraft::default() parking=parking />
            </div>
        }
        .into_any()
    })
}

/// `/organisations/{id}/edit`
#[component]
pub fn EditArchivePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let found = fetched(move || id.get(), archive_to_edit);
    loaded_with_parked(found, use_parked(), |archive: Archive, parking| {
        view! { <Shown archive=archive parking=parking /> }.into_any()
    })
}

#[component]
fn Shown(archive: Archive, parking: Parking) -> impl IntoView {
    let language = use_language();
    let Archive { organisation, address, systems, dedicated, sites, contacts, parts, engineers, .. } = archive;
    let title = format!("{} · {}", organisation.name, td_string!(language, archive.edit));
    let saved = use_query_map().with_untracked(|query| query.get("saved").is_some()) && !parking.is_some();
    let saved = saved.then(|| view! { <Notice tone=Tone::Good title=td_string!(language, archive.saved) /> });
    let draft = OrganisationDraft { name: organisation.name.clone(), address, systems };
    let of = organisation.id;
    let (about, named) = (parking.only_if("form", "about"), parking.only_if("form", "dedicated"));
    view! {
        <Title text=title />
        <p class="way-back"><a href=format!("/organisations/{of}")>{td_string!(language, archive.back)}</a></p>
        <header class="page-head"><h1>{organisation.name}</h1></header>
        {saved}
        <div class="archive-edit">
            <Card title=td_string!(language, archive.about)>
                <About action="/api/fn/change_organisation" of=Some(of) draft=draft parking=about />
            </Card>
            <Card title=td_string!(language, archive.dedicated)>
                <Engineers of=of dedicated=dedicated engineers=engineers parking=named />
            </Card>
            <Sites of=of sites=sites parking=parking.clone() />
            <Contacts of=of contacts=contacts parking=parking.clone() />
            <Parts of=of parts=parts parking=parking />
        </div>
    }
    .into_any()
}

/// What is said of an organisation itself.
#[component]
fn About(action: &'static str, of: Option<i64>, draft: OrganisationDraft, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    view! {
        <form class="form" method="post" action=action>
            <input type="hidden" name="form" value="about" />
            {of.map(|of| view! { <input type="hidden" name="of" value=of /> })}
            <FormProblem problem=problem />
            <TextInput name="name" label=td_string!(language, archive.name) value=parking.field_or("name", &draft.name)
                flaws=flaws />
            <TextInput name="address" label=td_string!(language, archive.address)
                value=parking.field_or("address", &draft.address) flaws=flaws optional=true />
            <TextArea name="systems" label=td_string!(language, archive.systems)
                value=parking.field_or("systems", &draft.systems) flaws=flaws optional=true />
            <Submit label=td_string!(language, archive.save) />
        </form>
    }
    .into_any()
}

#[component]
fn Engineers(of: i64, dedicated: Vec<Dedicated>, engineers: Vec<PersonRef>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let nobody = (String::new(), td_string!(language, archive.nobody).to_owned());
    let named = engineers.into_iter().map(|one| (one.id.to_string(), one.name));
    let options: Vec<_> = std::iter::once(nobody).chain(named).collect();
    let now = |part: DedicatedPart| {
        let one = dedicated.iter().find(|one| one.part == part);
        one.map_or_else(String::new, |one| one.person.id.to_string())
    };
    let chosen = |part: DedicatedPart| parking.field_or(part.key(), &now(part));
    view! {
        <form class="form" method="post" action="/api/fn/name_dedicated">
            <input type="hidden" name="form" value="dedicated" />
            <input type="hidden" name="of" value=of />
            <p>{td_string!(language, archive.dedicated_about)}</p>
            <FormProblem problem=problem />
            <Select name=DedicatedPart::Engineer.key() label=td_string!(language, archive.dedicated)
                options=options.clone() chosen=chosen(DedicatedPart::Engineer) flaws=flaws optional=true />
            <Select name=DedicatedPart::Deputy.key() label=td_string!(language, archive.deputy) options=options
                chosen=chosen(DedicatedPart::Deputy) flaws=flaws optional=true />
            <Submit label=td_string!(language, archive.dedicated_save) />
        </form>
    }
    .into_any()
}
