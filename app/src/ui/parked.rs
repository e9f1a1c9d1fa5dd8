//! Forms that came back: after a flawed post without JavaScript or an expired session the address carries `?parked=ID`,
//! and the form shows what was typed and what is wrong with it.

use crate::problem::Problem;
use crate::ui::field::Flaws;
use crate::wire::{Fetched, fetched};
use domain::parked::Parked;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

/// What was parked for this page, if anything.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Parking(Option<Parked>);

impl Parking {
    /// What was typed into that field; empty when nothing is parked.
    pub fn field(&self, name: &str) -> String {
        self.0.as_ref().map_or_else(String::new, |parked| parked.field(name).to_owned())
    }

    /// Everything typed into the fields of that name.
    pub fn all(&self, name: &str) -> Vec<String> {
        let fields = self.0.iter().flat_map(|parked| &parked.fields);
        fields.filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// What was typed into that field, or `otherwise` when nothing is parked.
    pub fn field_or(&self, name: &str, otherwise: &str) -> String {
        self.0.as_ref().map_or_else(|| otherwise.to_owned(), |parked| parked.field(name).to_owned())
    }

    /// Only if the parked form has that value in that field: of several forms on a page, the one that came back.
    pub fn only_if(&self, name: &str, value: &str) -> Parking {
        Parking(self.0.clone().filter(|parked| parked.field(name) == value))
    }

    /// True when a form came back.
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// Why it came back, when no field can mend it: then the form may be gone, and the page itself says so.
    pub fn beyond_mending(&self) -> Option<Problem> {
        self.problem().filter(|problem| problem.flaws().is_empty())
    }

    /// Why it came back.
    pub fn problem(&self) -> Option<Problem> {
        self.0.as_ref().map(|parked| Problem::Refused(parked.refusal.clone()))
    }
}

/// The parked form named by the address. Await it beside the page's own data.
pub fn use_parked() -> ParkedForm {
    let query = use_query_map();
    ParkedForm(fetched(
        move || query.with(|query| query.get("parked")),
        |id| async move {
            match id {
                // A parked form that is gone is no reason to withhold the page.
                Some(id) => Ok(Parking(crate::api::parked(id).await.ok())),
                None => Ok(Parking(None)),
            }
        },
    ))
}

/// The parked form while it is on its way: await it.
#[derive(Clone, Copy)]
pub struct ParkedForm(Fetched<Parking>);

impl IntoFuture for ParkedForm {
    type Output = Parking;
    type IntoFuture = Pin<Box<dyn Future<Output = Parking> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.0.await.unwrap_or_default() })
    }
}

/// What is wrong with a form now: what its last sending said, or why it came back.
pub fn problem_of<T: Clone + Send + Sync + 'static>(
    answer: Signal<Option<Result<T, Problem>>>,
    parking: &Parking,
) -> Signal<Option<Problem>> {
    let parked = parking.problem();
    Signal::derive(move || match answer.get() {
        Some(Err(problem)) => Some(problem),
        Some(Ok(_)) => None,
        None => parked.clone(),
    })
}

/// The flaws of a problem, for the fields.
pub fn flaws_of(problem: Signal<Option<Problem>>) -> Flaws {
    Signal::derive(move || problem.with(|problem| problem.as_ref().map_or_else(Vec::new, |p| p.flaws().to_vec())))
}
