//! Fires the timers of cases when they are due: escalations, reminders, rises, contingencies. What was missed while no
//! process ran is made up for at the start, in order, marked late. Several processes may do so at once.

use crate::house::House;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often due timers are looked for when no event announces anything. A look without anything due reads one row.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const AT_ONCE: usize = 100;
/// How often it is looked whether a year is over for somebody: that reads every contract in force.
const YEARLY_EVERY: Duration = Duration::from_secs(3600);

/// Until the house closes.
pub(super) async fn fire(mut house: House) {
    match house.store.plan_missing_timers().await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "the timers of open cases were planned anew"),
        Err(error) => tracing::error!(%error, "timers could not be planned"),
    }
    let mut appended = house.store.subscribe();
    let mut yearly = None;
    loop {
        fire_due_timers(&house).await;
        tell_of_expiry(&house).await;
        tell_of_reviews(&house).await;
        if yearly.is_none_or(|at: Instant| at.elapsed() >= YEARLY_EVERY) {
            yearly = Some(Instant::now());
            ask_yearly(&house).await;
        }
        look_after_surveys(&house).await;
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

/// Asks the yearly questions where a year is over.
async fn ask_yearly(house: &House) {
    match house.store.ask_yearly(house.clock.now()).await {
        Ok(0) => {}
        Ok(organisations) => tracing::info!(organisations, "the yearly questions were asked"),
        Err(error) => tracing::error!(%error, "the yearly questions could not be asked"),
    }
}

/// Reminds whoever has not answered, and whoever has somebody to ask back.
async fn look_after_surveys(house: &House) {
    let now = house.clock.now();
    let told = [
        ("surveys were reminded of", house.store.remind_of_surveys(now).await),
        ("follow-ups were told of", house.store.tell_of_follow_ups(now).await),
    ];
    for (what, count) in told {
        match count {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, what),
            Err(error) => tracing::error!(%error, what, "surveys could not be looked after"),
        }
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
