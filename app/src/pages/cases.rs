//! The list of cases, one case, and its service record.

pub mod actions;
pub mod case;
pub mod list;
mod on_paper;
pub mod quote;
pub mod record;
