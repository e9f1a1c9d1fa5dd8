//! The manager's pages: what the service clock does by itself, and policies tried out.

pub mod escalations;
pub mod simulator;
