//! The pages of Lightwell, compiled twice: with feature `ssr` for the server, with feature `hydrate` for the browser.
//! Here are the only `cfg(feature)`s: what differs between the two lies in [`ssr`] and `browser`, under the same names.

// Views are nested types; the deepest pages pass the default.
#![recursion_limit = "256"]

pub mod api;
pub mod frame;
pub mod i18n;
pub mod layout;
pub mod live;
pub mod now;
pub mod pages;
pub mod problem;
mod routes;
pub mod ui;
pub mod wire;
pub mod words;

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "hydrate")]
mod hydrate;
#[cfg(feature = "ssr")]
pub mod ssr;

#[cfg(not(feature = "ssr"))]
use browser as side;
#[cfg(feature = "ssr")]
use ssr as side;

pub use layout::shell::{Manifest, application, shell};
pub use routes::{App, arrival};
