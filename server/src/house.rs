//! What every request and worker needs of this process: the store, the clock, the settings. Assembled once at the start,
//! cheap to clone.

use crate::assets::Site;
use crate::clock::Clock;
use crate::config::Settings;
use crate::live::Streams;
use crate::passwords::Passwords;
use app::Manifest;
use app::api::people::DemoCast;
use app::ssr::CodeParts;
use axum::extract::FromRef;
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use store::Store;
use tokio::sync::watch;

/// The running process.
#[derive(Clone)]
pub struct House {
    pub store: Store,
    pub clock: Clock,
    pub settings: Arc<Settings>,
    pub site: Arc<Site>,
    pub manifest: Arc<Manifest>,
    pub parts: CodeParts,
    pub passwords: Arc<Passwords>,
    pub streams: Streams,
    /// Turns true when the process is about to end.
    pub closing: watch::Receiver<bool>,
    /// Whom the sign-in page offers; nobody unless this is a demonstration.
    pub cast: DemoCast,
    leptos: LeptosOptions,
}

impl House {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        clock: Clock,
        settings: Settings,
        closing: watch::Receiver<bool>,
        cast: DemoCast,
    ) -> House {
        let site = Site::new(settings.site.clone());
        let (manifest, parts) = site.names();
        House {
            manifest: Arc::new(manifest),
            parts,
            site: Arc::new(site),
            leptos: LeptosOptions::builder().output_name("lightwell").site_addr(settings.addr).build(),
            settings: Arc::new(settings),
            passwords: Arc::default(),
            streams: Streams::default(),
            store,
            clock,
            closing,
            cast,
        }
    }
}

impl FromRef<House> for LeptosOptions {
    fn from_ref(house: &House) -> LeptosOptions {
        house.leptos.clone()
    }
}
