//! Pages by address, see `routes`.

pub mod announcements;
pub mod assets;
pub mod cases;
pub mod contracts;
pub mod coverage;
pub mod dispatch;
pub mod home;
pub mod inbox;
pub mod inspections;
pub mod knowledge;
mod lookup;
pub mod manage;
pub mod organisations;
pub mod people;
pub mod queue;
pub mod report;
pub mod satisfaction;
pub mod service_report;
pub mod sign_in;
pub mod survey;
pub mod surveys;
pub mod welcome;
mod work_row;
