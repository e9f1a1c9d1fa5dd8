//! What staff do on the page of a case, beside what customers see of it. Their browsers load it with the part of their work;
//! customers comment, confirm and refuse elsewhere.

use super::CasePage;
use super::decision::Decision;
use crate::frame::use_language;
use crate::pages::cases::actions::{ActForm, Acting, CaseActions, Deed, Facts};
use crate::ui::keyed::steady;
use crate::ui::{Parking, Sending};
use domain::access::Action;
use domain::case::sheet::CaseSheet;
use leptos::prelude::*;

/// The forms, each where it fits the case and the viewer may.
#[derive(Clone, Copy)]
pub struct StaffForms {
    /// What can be done next.
    pub next: Show,
    /// Updates, task force and end of a crisis.
    pub crisis: Show,
    /// Calling the contingency plan.
    pub contingency: Show,
    /// Whether a contract covers the case.
    pub decision: Show,
}

pub type Show = fn(&StaffSide) -> Option<AnyView>;

/// What the forms are made from.
pub struct StaffSide {
    pub forms: StaffForms,
    pub sheet: CaseSheet,
    pub acting: Acting,
    pub deciding: Sending<()>,
    pub parking: Parking,
}

/// The page of one case for staff.
#[component]
pub fn StaffCasePage() -> impl IntoView {
    view! { <CasePage staff=Some(StaffForms { next, crisis, contingency, decision }) /> }
}

fn next(StaffSide { sheet, acting, parking, .. }: &StaffSide) -> Option<AnyView> {
    let staff = sheet.may.iter().any(|action| matches!(action, Action::Work | Action::NoteInternally | Action::Assign));
    let (facts, may) = (Facts::from(sheet), sheet.may.clone());
    (staff && (sheet.case.is_open() || facts.next_deed(&may).is_some())).then(|| {
        let (engineers, acting, parking) = (sheet.engineers.clone(), *acting, parking.clone());
        view! { <CaseActions facts=facts may=may acting=acting parking=parking engineers=engineers /> }.into_any()
    })
}

/// Shows one form of the crisis.
type ShowForm = Box<dyn Fn(&Facts, &Parking) -> AnyView + Send + Sync>;

/// The update stands open for whoever owes it; forming the task force and ending the crisis are folded.
fn crisis(StaffSide { sheet, acting, parking, .. }: &StaffSide) -> Option<AnyView> {
    let (language, acting, facts) = (use_language(), *acting, Facts::from(sheet));
    let fitting = facts.deeds(&sheet.may);
    let form = move |facts: &Facts, parking: &Parking, deed: Deed, big: bool| {
        let (facts, parking) = (facts.clone(), parking.clone());
        view! { <ActForm deed=deed facts=facts acting=acting parking=parking engineers=Vec::new() big=big /> }
            .into_any()
    };
    let shown = |deed: Deed, show: ShowForm| {
        let (facts, parking) = (facts.clone(), parking.clone());
        steady(&(facts.number.clone(), deed.key()), move || show(&facts, &parking))
    };
    let update = fitting.contains(&Deed::UpdateCrisis).then(|| {
        shown(Deed::UpdateCrisis, Box::new(move |facts, parking| form(facts, parking, Deed::UpdateCrisis, true)))
    });
    let folded = [Deed::FormTaskForce, Deed::EndCrisis].into_iter().filter(|deed| fitting.contains(deed));
    let folded = folded.map(|deed| {
        let fold = move |facts: &Facts, parking: &Parking| {
            let open = parking.only_if("act", deed.key()).is_some();
            let form = form(facts, parking, deed, false);
            view! { <details class="act" open=open><summary>{deed.label(language)}</summary>{form}</details> }
                .into_any()
        };
        shown(deed, Box::new(fold))
    });
    let folded: Vec<_> = folded.collect();
    (update.is_some() || !folded.is_empty()).then(|| {
        view! { <div class="acts"><div class="next-act">{update}</div><div class="more-acts">{folded}</div></div> }
            .into_any()
    })
}

fn contingency(StaffSide { sheet, acting, parking, .. }: &StaffSide) -> Option<AnyView> {
    let (facts, acting, parking) = (Facts::from(sheet), *acting, parking.clone());
    facts.deeds(&sheet.may).contains(&Deed::CallContingency).then(|| {
        steady(&facts.number.clone(), move || {
            let (facts, parking) = (facts.clone(), parking.clone());
            view! {
                <ActForm deed=Deed::CallContingency facts=facts acting=acting parking=parking engineers=Vec::new() big=false />
            }
            .into_any()
        })
    })
}

fn decision(StaffSide { sheet, deciding, parking, .. }: &StaffSide) -> Option<AnyView> {
    let (case, deciding, parking) = (sheet.case.clone(), *deciding, parking.clone());
    sheet.contracts.clone().map(|contracts| {
        let covering = case.coverage().covered_by.as_ref().map(|by| by.contract.clone());
        steady(&(case.opening.number.clone(), covering, contracts.clone()), move || {
            let (case, contracts, parking) = (case.clone(), contracts.clone(), parking.clone());
            view! { <Decision case=case contracts=contracts deciding=deciding parking=parking /> }.into_any()
        })
    })
}
