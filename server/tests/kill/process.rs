//! The real binary as a process that can be killed.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use std::process::Stdio;
use std::time::Duration;
use store::StoreConfig;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const PASSWORD: &str = "correct-horse";

/// Of the [`PASSWORD`], quickly made.
pub fn password_hash() -> String {
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    weak.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
}

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

/// One request on a connection of its own; none when the answer did not arrive whole.
pub async fn post(address: &str, path: &str, headers: &str, body: &str) -> Option<String> {
    let mut connection = TcpStream::connect(address).await.ok()?;
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    );
    connection.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.ok()?;
    answer.contains("\r\n\r\n").then_some(answer)
}

/// That header of the answer.
pub fn header(answer: &str, name: &str) -> Option<String> {
    let mut lines = answer.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
}

/// The cookie of somebody with the [`PASSWORD`].
pub async fn sign_in(address: &str, email: &str) -> String {
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let answer = post(address, "/sign-in", form, &format!("email={email}&password={PASSWORD}")).await.unwrap();
    let cookie = header(&answer, "set-cookie").unwrap_or_else(|| panic!("{answer}"));
    cookie.split(';').next().unwrap().to_owned()
}
