//! What the process does by itself, beside answering requests: it fires the timers of cases, delivers the outbox
//! and sweeps away what has expired. Several processes may do so at once: the store hands each timer and each message to one
//! of them.

mod outbox;
mod timers;

pub use outbox::deliver_outbox;
pub use timers::fire_due_timers;

use crate::house::House;
use crate::mail::Post;
use crate::uploads;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How often the outbox is looked at when no event announces anything.
const OUTBOX_EVERY: Duration = Duration::from_secs(5);
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// Starts all of them; they end when the house closes.
pub fn start(house: &House, post: Post) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(timers::fire(house.clone())),
        tokio::spawn(deliver(house.clone(), post)),
        tokio::spawn(sweep(house.clone())),
    ]
}

async fn deliver(mut house: House, post: Post) {
    let mut appended = house.store.subscribe();
    loop {
        deliver_outbox(&house, &post).await;
        tokio::select! {
            () = sleep(OUTBOX_EVERY) => {}
            changed = appended.changed() => if changed.is_err() { return },
            _ = house.closing.changed() => return,
        }
    }
}

async fn sweep(mut house: House) {
    loop {
        if let Err(error) = house.store.sweep(house.clock.now()).await {
            tracing::error!(%error, "what has expired could not be swept away");
        }
        if let Err(error) = uploads::sweep(&house.settings.data, house.clock.now()) {
            tracing::error!(%error, "uploads that broke off could not be swept away");
        }
        tokio::select! {
            () = sleep(SWEEP_EVERY) => {}
            _ = house.closing.changed() => return,
        }
    }
}
