//! Devices: the list, one of them, its label, and changing what is on file.

mod check;
pub mod device;
pub mod edit;
pub mod labels;
pub mod list;
mod unknown;

pub use check::SerialCheck;
