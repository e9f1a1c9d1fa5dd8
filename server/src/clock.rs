//! The only place that asks for the current time. Everything else is told the moment, so that tests can choose it.

use domain::Moment;
use std::sync::Arc;

/// Tells the moment of a request or of a worker's round.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock(Arc::new(machine_time))
    }

    /// A clock that shows what the function says.
    pub fn from(moment: impl Fn() -> Moment + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(moment))
    }

    /// The current moment in whole microseconds, as both databases keep it.
    pub fn now(&self) -> Moment {
        (self.0)().to_microseconds()
    }
}

#[expect(clippy::disallowed_methods, reason = "somebody has to ask, and this is the one place that does")]
fn machine_time() -> Moment {
    chrono::Utc::now().into()
}
