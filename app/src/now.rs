//! One clock for all countdowns of a page, in step with the server's. The first render uses the server's instant; after
//! hydration an effect ticks once a second, on the server's whole seconds, so that two screens turn at the same moment.

use chrono::TimeDelta;
use domain::Moment;
use leptos::prelude::*;
use std::time::Duration;

/// The page's clock.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<Moment>,
    /// What the server's clock is ahead of this machine's, in milliseconds.
    ahead_ms: StoredValue<Option<i64>>,
}

/// Provides the clock, which stands at `now` until the page is hydrated.
pub fn provide_clock(now: Moment) {
    let clock = Clock { now: RwSignal::new(now), ahead_ms: StoredValue::new(None) };
    provide_context(clock);
    Effect::new(move || {
        // The server took its instant about when this page began to load.
        let began_ms = window().performance().map_or_else(machine_ms, |performance| performance.time_origin() as i64);
        clock.ahead_ms.update_value(|ahead| _ = ahead.get_or_insert(now.timestamp_millis() - began_ms));
        clock.tick();
    });
}

/// The page's clock.
pub fn use_clock() -> Clock {
    expect_context::<Clock>()
}

impl Clock {
    /// The server's present moment; tracked.
    pub fn now(self) -> Moment {
        self.now.get()
    }

    /// The server's present moment, without following it.
    pub fn now_untracked(self) -> Moment {
        self.now.get_untracked()
    }

    /// Sets the clock by what the server just said. In the browser only.
    pub fn set_by(self, server_ms: i64) {
        self.ahead_ms.set_value(Some(server_ms - machine_ms()));
    }

    fn tick(self) {
        let ahead_ms = self.ahead_ms.get_value().unwrap_or(0);
        let server_ms = machine_ms() + ahead_ms;
        // A clock that goes backwards would frighten: small corrections wait for time to catch up.
        if let Some(now) = Moment::from_timestamp_millis(server_ms) {
            let shown = self.now.get_untracked();
            if now > shown || shown - now > TimeDelta::seconds(3) {
                self.now.set(now);
            }
        }
        let rest_ms = 1000 - server_ms.rem_euclid(1000);
        set_timeout(move || self.tick(), Duration::from_millis(rest_ms.unsigned_abs() + 5));
    }
}

fn machine_ms() -> i64 {
    web_sys::js_sys::Date::now() as i64
}
