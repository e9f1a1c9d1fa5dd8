//! The kit: components that take props and fetch nothing. Forms are uncontrolled: what is typed lives in the page, so
//! that they work without JavaScript and survive every re-render.

pub mod address;
pub mod button;
pub mod card;
pub mod choice;
pub mod countdown;
pub mod fact;
pub mod field;
pub mod keyed;
pub mod loaded;
pub mod moment;
pub mod notice;
pub mod pager;
pub mod parked;
pub mod picks;
pub mod row;
pub mod sending;
pub mod severity;
pub mod stage;
#[cfg(test)]
pub mod testing;
pub mod textarea;
pub mod timeline;

pub use button::{LinkButton, Look, Submit};
pub use card::Card;
pub use choice::{CardChoice, RadioCards, Select, Tick, Ticks};
pub use countdown::{Countdown, Size, Why};
pub use fact::{Fact, FactList};
pub use field::{Field, Flaws, TextInput};
pub use keyed::Place;
pub use loaded::{ProblemView, loaded, loaded_with_parked};
pub use notice::{EmptyState, FormProblem, Notice, Tone};
pub use pager::Pager;
pub use parked::{Parking, use_parked};
pub use picks::Picks;
pub use row::CaseRows;
pub use sending::{Sending, SentForm};
pub use severity::SeverityMark;
pub use stage::StagePath;
pub use textarea::TextArea;
pub use timeline::Timeline;
