//! `lightwell serve`: opens the house, answers until told to stop, then lets open requests end.

use super::demo;
use super::{CommandFault, open};
use crate::clock::Clock;
use crate::config::Settings;
use crate::house::House;
use crate::mail::Post;
use crate::router::router;
use crate::workers;
use axum::serve::ListenerExt;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long open requests may take to end once the process is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until Ctrl+C or SIGTERM.
///
/// # Errors
/// When something is missing at the start.
pub async fn run(settings: Settings) -> Result<(), CommandFault> {
    let address = settings.addr;
    let store = open(&settings).await?;
    let post = Post::new(&settings)?;
    let cast = demo::cast_of(&settings, &store).await?;
    let (close, closing) = watch::channel(false);
    let stopping = closing.clone();
    let house = House::new(store, Clock::system(), settings, closing, cast);
    let listen = |error| CommandFault::Listen { address, error };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let bound = listener.local_addr().map_err(listen)?;
    let workers = workers::start(&house, post);
    announce(&house, bound);
    // Pages are streamed in small pieces: without this each would wait for the one before to be acknowledged.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
    });
    let service = router(house).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        println!("Stopping.");
        close.send_replace(true);
    });
    tokio::select! {
        served = async { serving.await } => served?,
        () = grace_over(stopping) => tracing::warn!("some requests were cut off"),
    }
    for worker in workers {
        let _ = tokio::time::timeout(GRACE, worker).await;
    }
    Ok(())
}

/// Says where it is and how to get in.
fn announce(house: &House, bound: SocketAddr) {
    let url = house.settings.public_url();
    println!("Lightwell serves {url} (listening on {bound})");
    match house.cast.0.first() {
        Some(person) => println!(
            "Sign in at {url}/sign-in with one click as one of the demonstration's people, or with {} and {}",
            person.email, person.password
        ),
        None => println!("Sign in at {url}/sign-in; people are added with: lightwell user add --help"),
    }
}

async fn told_to_stop() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate => {}
    }
}

async fn grace_over(mut stopping: watch::Receiver<bool>) {
    // An error means that nobody can say it any more; the grace begins all the same.
    let _ = stopping.wait_for(|stopping| *stopping).await;
    tokio::time::sleep(GRACE).await;
}
