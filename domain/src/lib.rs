//! Rules and vocabulary of Lightwell. Every decision is a pure function of its arguments: no I/O, no current time,
//! no time-zone database. The same code runs in the browser and on the server, so both always show the same answer.

pub mod access;
pub mod announcement;
pub mod asset;
pub mod case;
pub mod clock;
pub mod contract;
pub mod coverage;
mod day;
pub mod duration;
pub mod escalation;
pub mod import;
pub mod inspection;
pub mod knowledge;
pub mod moment;
pub mod notice;
pub mod organisation;
pub mod overview;
pub mod parked;
pub mod people;
pub mod person;
pub mod policy;
pub mod refusal;
pub mod satisfaction;
pub mod service_report;
pub mod simulation;
pub mod survey;
pub mod typed;
pub mod welcome;
pub mod zone;

pub use moment::Moment;
