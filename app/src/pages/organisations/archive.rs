//! `/organisations/{id}`: the service archive of a customer on one page: who, what, since when, what was done. The customer
//! reads the same page.

use crate::api::organisations::archive;
use crate::frame::{said, use_frame, use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::pages::inspections::{counts, place};
use crate::ui::address::{case, in_query, inspection};
use crate::ui::{Card, EmptyState, Fact, FactList, LinkButton, Look, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::inspection::InspectionLine;
use domain::organisation::{
    Archive, ContractLine, Dedicated, DedicatedPart, ServiceDone, Site, SiteContact, SparePart,
};
use domain::people::PersonRow;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ArchivePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let found = fetched(move || id.get(), archive);
    loaded(found, |archive: Archive| view! { <Shown archive=archive /> }.into_any())
}

#[component]
fn Shown(archive: Archive) -> impl IntoView {
    let language = use_language();
    let staff = use_person().is_some_and(|person| !person.role.is_customer());
    let id = archive.organisation.id;
    let name = archive.organisation.name.clone();
    let crumbs = match staff {
        true => ("/organisations", td_string!(language, archive.organisations)),
        false => ("/coverage", td_string!(language, common.coverage)),
    };
    let edit = archive.may_edit.then(|| {
        let of = |page: &str| format!("/organisations/{id}/{page}");
        view! {
            <LinkButton href=of("home") label=td_string!(language, archive.home) look=Look::Secondary />
            <LinkButton href=of("edit") label=td_string!(language, archive.edit) look=Look::Secondary />
        }
    });
    let welcome = archive.welcome.clone();
    let welcome = (staff && !welcome.is_empty()).then(|| view! { <div inner_html=welcome></div> });
    let report = archive.may_see_report.then(|| {
        let href = format!("/organisations/{id}/report");
        view! { <LinkButton href=href label=td_string!(language, satisfaction.report) look=Look::Secondary /> }
    });
    let about = about(language, &archive);
    let inspected = inspections(language, &name, archive.inspections);
    let people = view! {
        <People id=id people=archive.people may_see=archive.may_see_people may_invite=archive.may_invite staff=staff />
    };
    view! {
        <Title text=format!("{name} · {}", td_string!(language, archive.title)) />
        <p class="way-back"><a href=crumbs.0>{crumbs.1}</a></p>
        <header class="page-head"><h1>{name.clone()}</h1>{report}{edit}</header>
        <p class="soft">{td_string!(language, archive.title)}</p>
        {welcome}
        <div class="archive">
            <div class="archive-main">
                <Card>{about}</Card>
                <Card title=td_string!(language, archive.done)>{done(language, archive.done)}</Card>
                <Card title=td_string!(language, inspections.title)>{inspected}</Card>
                <Card title=td_string!(language, archive.contracts)>
                    {contracts(language, id, archive.contracts, archive.contract_count)}
                </Card>
                <Card title=td_string!(language, archive.assets)>
                    {assets(language, &name, archive.assets, archive.asset_count)}
                </Card>
            </div>
            <div class="archive-side">
                <Card title=td_string!(language, archive.our_side)>{ours(language, archive.dedicated)}</Card>
                <Card title=td_string!(language, archive.contacts)>{contacts(language, archive.contacts)}</Card>
                <Card title=td_string!(language, archive.accounts)>{people}</Card>
                <Card title=td_string!(language, archive.sites)>{sites(language, archive.sites)}</Card>
                <Card title=td_string!(language, archive.parts)>{parts(language, archive.parts)}</Card>
            </div>
        </div>
    }
    .into_any()
}

fn about(language: Locale, archive: &Archive) -> AnyView {
    let since = moment::date(use_zone().local(archive.since).date());
    let mut facts = vec![Fact::text(td_string!(language, archive.since), since)];
    if !archive.address.is_empty() {
        facts.push(Fact::text(td_string!(language, archive.address), archive.address.clone()));
    }
    if !archive.systems.is_empty() {
        let systems = archive.systems.clone();
        let systems = view! { <p class="said">{systems}</p> }.into_any();
        facts.push(Fact::view(td_string!(language, archive.systems), systems));
    }
    view! { <FactList facts=facts /> }.into_any()
}

fn none(words: &'static str) -> AnyView {
    view! { <EmptyState title=words /> }.into_any()
}

/// Lines of an archive: each a name and what is said of it.
fn lines(each: Vec<(AnyView, Vec<String>)>) -> AnyView {
    let each = each.into_iter().map(|(name, said)| {
        let said = said.into_iter().filter(|said| !said.is_empty());
        let said = said.map(|said| view! { <span>{said}</span> }).collect::<Vec<_>>();
        view! { <li><b>{name}</b><span class="archive-said">{said}</span></li> }
    });
    view! { <ul class="archive-lines">{each.collect::<Vec<_>>()}</ul> }.into_any()
}

fn ours(language: Locale, dedicated: Vec<Dedicated>) -> AnyView {
    let zone = use_zone();
    let hotline = use_frame().hotline.clone();
    let mut each: Vec<_> = dedicated
        .into_iter()
        .map(|one| {
            let part = match one.part {
                DedicatedPart::Engineer => td_string!(language, archive.dedicated),
                DedicatedPart::Deputy => td_string!(language, archive.deputy),
            };
            let since = moment::date(zone.local(one.since).date());
            let since = td_string!(language, archive.dedicated_since, at = since);
            (one.person.name.into_any(), vec![part.to_owned(), one.phone, one.email, since])
        })
        .collect();
    let nobody = each.is_empty().then(|| view! { <p class="soft">{td_string!(language, archive.dedicated_none)}</p> });
    if !hotline.is_empty() {
        each.push((td_string!(language, archive.hotline).into_any(), vec![hotline]));
    }
    view! { {nobody} {lines(each)} }.into_any()
}

fn contacts(language: Locale, contacts: Vec<SiteContact>) -> AnyView {
    if contacts.is_empty() {
        return none(td_string!(language, archive.contacts_none));
    }
    lines(contacts.into_iter().map(|one| (one.name.into_any(), vec![one.duty, one.phone, one.email])).collect())
}

#[component]
fn People(id: i64, people: Vec<PersonRow>, may_see: bool, may_invite: bool, staff: bool) -> impl IntoView {
    let language = use_language();
    // Customers have one organisation, which need not be named.
    let of = if staff { format!("?organisation={id}") } else { String::new() };
    let line = |one: PersonRow| {
        let name = match may_see {
            true => view! { <a href=format!("/people/{}", one.id)>{one.name}</a> }.into_any(),
            false => one.name.into_any(),
        };
        (name, vec![words::role(language, one.role).to_owned(), one.phone, one.email])
    };
    let content = match people.is_empty() {
        true => none(td_string!(language, archive.accounts_none)),
        false => lines(people.into_iter().map(line).collect()),
    };
    let all = may_see.then(|| {
        view! { <a class="button button-quiet" href=format!("/people{of}")>{td_string!(language, archive.accounts_all)}</a> }
    });
    let invite = may_invite.then(|| {
        view! { <a class="button button-quiet" href=format!("/people/new{of}")>{td_string!(language, archive.invite)}</a> }
    });
    view! { {content} <p class="archive-foot">{all}{invite}</p> }.into_any()
}

fn sites(language: Locale, sites: Vec<Site>) -> AnyView {
    if sites.is_empty() {
        return none(td_string!(language, archive.sites_none));
    }
    let line = |site: Site| {
        let unlisted = match site.id {
            None => td_string!(language, archive.site_unlisted).to_owned(),
            Some(_) => String::new(),
        };
        let count = td_string!(language, archive.site_assets, n = site.assets);
        (site.name.into_any(), vec![site.address, count, unlisted])
    };
    lines(sites.into_iter().map(line).collect())
}

fn parts(language: Locale, parts: Vec<SparePart>) -> AnyView {
    if parts.is_empty() {
        return none(td_string!(language, archive.parts_none));
    }
    let line =
        |part: SparePart| (part.name.into_any(), vec![format!("× {}", part.quantity), part.part_number, part.place]);
    lines(parts.into_iter().map(line).collect())
}

fn inspections(language: Locale, organisation: &str, inspections: Vec<InspectionLine>) -> AnyView {
    if inspections.is_empty() {
        return none(td_string!(language, inspections.none_yet));
    }
    let line = |one: InspectionLine| {
        let said = vec![place(language, &one.site), counts(language, &one), one.inspector];
        (view! { <a href=inspection(&one.number)>{moment::date(one.inspected_on)}</a> }.into_any(), said)
    };
    let every = format!("/inspections?q={}", in_query(organisation));
    view! {
        {lines(inspections.into_iter().map(line).collect())}
        <p class="archive-foot"><a class="button button-quiet" href=every>{td_string!(language, inspections.all)}</a></p>
    }
    .into_any()
}

fn contracts(language: Locale, organisation: i64, contracts: Vec<ContractLine>, count: i64) -> AnyView {
    if contracts.is_empty() {
        return none(td_string!(language, archive.contracts_none));
    }
    let line = |one: ContractLine| {
        let (from, until) = (moment::date(one.starts_on), moment::date(one.ends_on));
        let period = td_string!(language, coverage.period, from = from, until = until);
        let standing = words::standing(language, one.standing).clone();
        let href = format!("/contracts/{}", in_query(&one.number));
        (view! { <a href=href>{one.number}</a> }.into_any(), vec![standing, said(language, &one.policy_name), period])
    };
    let all = td_string!(language, archive.contracts_all, n = count);
    let every = format!("/contracts?show=all&organisation={organisation}");
    view! {
        {lines(contracts.into_iter().map(line).collect())}
        <p class="archive-foot"><a class="button button-quiet" href=every>{all}</a></p>
    }
    .into_any()
}

fn assets(language: Locale, organisation: &str, assets: Vec<(String, String, String)>, count: i64) -> AnyView {
    if assets.is_empty() {
        return none(td_string!(language, archive.assets_none));
    }
    let line = |(serial, title, site): (String, String, String)| {
        let href = format!("/assets/{}", in_query(&serial));
        (view! { <a href=href>{title}</a> }.into_any(), vec![serial, site])
    };
    let all = td_string!(language, archive.assets_all, n = count);
    let every = format!("/assets?organisation={}", in_query(organisation));
    view! {
        {lines(assets.into_iter().map(line).collect())}
        <p class="archive-foot"><a class="button button-quiet" href=every>{all}</a></p>
    }
    .into_any()
}

fn done(language: Locale, done: Vec<ServiceDone>) -> AnyView {
    if done.is_empty() {
        return none(td_string!(language, archive.done_none));
    }
    let zone = use_zone();
    let each = done.into_iter().map(|one| {
        let at = moment::date(zone.local(one.closed_at).date());
        let cause = (!one.cause.is_empty()).then(|| {
            let facts = vec![
                Fact::text(td_string!(language, archive.cause), one.cause),
                Fact::text(td_string!(language, archive.was_done), one.done),
            ];
            view! { <FactList facts=facts /> }
        });
        let by = (!one.engineer_name.is_empty()).then(|| view! { <span>{one.engineer_name}</span> });
        view! {
            <li>
                <p class="archive-when"><time datetime=at.clone()>{at.clone()}</time>{by}<span>{one.number.clone()}</span></p>
                <p><a href=case(&one.number)>{one.title}</a></p>
                {cause}
            </li>
        }
    });
    view! { <ol class="archive-done">{each.collect::<Vec<_>>()}</ol> }.into_any()
}
