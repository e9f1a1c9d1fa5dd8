//! What is fetched again while somebody works in it: a row or a form stays what and where it is as long as its content does,
//! so that nothing typed or chosen for one case ever stands beside another, and no fold closes and no focus is lost because of
//! news. (Leptos, told to erase types, writes every attribute anew with every update: a fold would lose its `open`, a list of
//! chosen files its `type`.)

use crate::wire::packed;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::tachys::view::keyed::keyed;
use serde::Serialize;
use std::sync::Arc;

/// The place of a list, made once a page: its rows outlive the answers they came with.
#[derive(Clone)]
pub struct Place(Option<Owner>);

impl Place {
    /// Call it where the resource is made.
    pub fn here() -> Place {
        Place(Owner::current())
    }

    /// Provides it to everything below, for [`steady`].
    pub fn provide() {
        provide_context(Place::here());
    }

    /// The rows, each shown anew only when it or what is shared with it has changed.
    pub fn rows<T: Serialize + Send + 'static>(
        &self,
        rows: Vec<T>,
        shared: &impl Serialize,
        show: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let shared = packed(shared);
        let keyed_row = |row: T| ([packed(&row), shared.clone()], row);
        let rows: Vec<_> = rows.into_iter().map(keyed_row).collect();
        let show = Arc::new(show);
        let place = self.0.clone();
        keyed(
            rows,
            |(key, _)| key.clone(),
            move |_, (_, row)| {
                let owner = place.as_ref().map_or_else(Owner::new, |place| place.with(Owner::new));
                let view = owner.with(|| show(row));
                (|_: usize| (), OwnedView::new_with_owner(view, owner))
            },
        )
        .into_any()
    }
}

/// A form or a fold within what is fetched again, shown anew only when what it depends on has changed. The page has provided
/// its [`Place`].
pub fn steady(depends_on: &impl Serialize, show: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let place = use_context::<Place>().unwrap_or_else(Place::here);
    place.rows(vec![()], depends_on, move |()| show())
}
