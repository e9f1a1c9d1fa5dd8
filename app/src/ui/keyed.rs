//! Lists that are fetched again while somebody works in them: a row stays what and where it is as long as its content does,
//! so that nothing typed or chosen for one case ever stands beside another.

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
