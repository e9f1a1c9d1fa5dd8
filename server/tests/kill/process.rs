//! The real binary as a process that can be killed.

use std::process::Stdio;
use std::time::Duration;
use store::StoreConfig;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The running binary and where it listens.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// One of any number on that installation.
    pub async fn start(house: &StoreConfig) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lightwell"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", house.database_url.as_deref().unwrap_or_default())
            .env("LIGHTWELL_DATA", &house.data_dir)
            .env("LIGHTWELL_ADDR", "127.0.0.1:0")
            .env("LIGHTWELL_LOG", "warn")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
        let first = first.expect("it starts within 30 s").unwrap().expect("it says where it listens");
        let (_, rest) = first.split_once("listening on ").unwrap_or_else(|| panic!("{first}"));
        let address = rest.trim_end_matches(')').to_owned();
        // Somebody has to read what it prints, or it would wait for that.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Server { process, address }
    }

    /// `kill -9`
    pub async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }
}
