//! Fires the timers of cases when they are due: escalations, reminders, rises, contingencies. What was missed while no
//! process ran is made up for at the start, in order, marked late. Several processes may do so at once.

use crate::house::House;
use std::time::Duration;
use tokio::time::sleep;

/// How often due timers are looked for when no event announces anything. A look without anything due reads one row.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const AT_ONCE: usize = 100;

/// Until the house closes.
pub(super) async fn fire(mut house: House) {
    match house.store.plan_missing_timers().await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "the timers of open cases were planned anew"),
        Err(error) => tracing::error!(%error, "timers could not be planned"),
    }
    let mut appended = house.store.subscribe();
    loop {
        fire_due_timers(&house).await;
        tell_of_expiry(&house).await;
        tell_of_reviews(&house).await;
        tokio::select! {
            () = sleep(LOOK_EVERY) => {}
            changed = appended.changed() => if changed.is_err() { return },
            _ = house.closing.changed() => return,
        }
    }
}

/// Tells whoever it concerns of contracts that end soon.
async fn tell_of_expiry(house: &House) {
    match house.store.tell_of_expiry(house.clock.now()).await {
        Ok(0) => {}
        Ok(contracts) => tracing::info!(contracts, "the end of contracts was told"),
        Err(error) => tracing::error!(%error, "the end of contracts could not be told"),
    }
}

/// Tells owners of the articles they wanted to look at again.
async fn tell_of_reviews(house: &House) {
    match house.store.tell_of_reviews(house.clock.now()).await {
        Ok(0) => {}
        Ok(articles) => tracing::info!(articles, "owners were told to look at their articles again"),
        Err(error) => tracing::error!(%error, "owners of articles could not be told"),
    }
}

/// Fires everything that is due, unless the house closes meanwhile.
pub async fn fire_due_timers(house: &House) {
    while !*house.closing.borrow() {
        match house.store.fire_due_timers(AT_ONCE, house.clock.now()).await {
            Ok(fired) if fired < AT_ONCE => return,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "due timers could not be fired");
                return;
            }
        }
    }
}
