//! The PostgreSQL of the test run: started by whoever needs it first, found by the others through its folder, stopped by a
//! watchdog of its own once nobody has used it for ten minutes. It listens on a socket only and syncs nothing.

use crate::db::Db;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Runs as the server's user: makes the cluster, serves it, and takes everything away when `used` has not been touched
/// for ten minutes. It looks under the lock under which users touch it, so that nobody is left with a dying server.
const SERVE: &str = r#"
cd "$HOUSE" || exit 1
"$BIN/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >log 2>&1 || exit 1
"$BIN/postgres" -D data -k "$HOUSE" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off -c max_wal_size=1GB >>log 2>&1 &
server=$!
while sleep 10 && kill -0 "$server" 2>/dev/null; do
    flock lock sh -c 'test -n "$(find used -mmin -10)" || { kill -QUIT "$0"; mv data gone; }' "$server"
    test -d data || { wait "$server"; rm -rf gone; exit; }
done
"#;

/// The folder of the server of this working copy.
fn house() -> PathBuf {
    let copy = hex::encode(Sha256::digest(env!("CARGO_MANIFEST_DIR").as_bytes()));
    std::env::temp_dir().join(format!("lightwell-postgres-{}", &copy[..12]))
}

pub(super) fn url(database: &str) -> String {
    format!("postgres://postgres@localhost/{database}?host={}", house().display())
}

/// A database of the newest schema that nobody else has.
pub(super) async fn fresh_database() -> String {
    let lock = locked();
    serve();
    let template = template().await;
    let database = format!("test_{}_{}", std::process::id(), super::next());
    administer(&[
        format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"),
        format!("CREATE DATABASE {database} TEMPLATE {template}"),
    ])
    .await;
    drop(lock);
    database
}

pub(super) async fn drop_database(database: &str) {
    administer(&[format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")]).await;
}

/// What autovacuum would do, which is off here.
pub(super) async fn vacuum(database: &str) {
    let done = connect(database).await.execute("VACUUM ANALYZE").await;
    assert!(done.is_ok(), "VACUUM ANALYZE: {done:?}");
}

/// Holds the lock of the server's folder, and marks the server as used.
fn locked() -> File {
    let house = house();
    fs::create_dir_all(&house).expect("the folder of the test server can be made");
    let lock = File::options().create(true).append(true).open(house.join("lock")).expect("a lock file");
    lock.lock().expect("the lock of the test server");
    fs::write(house.join("used"), "").expect("the mark of use");
    lock
}

fn answers(house: &Path) -> bool {
    UnixStream::connect(house.join(".s.PGSQL.5432")).is_ok()
}

/// Starts the server unless it runs. Called under the lock.
fn serve() {
    let house = house();
    if answers(&house) {
        return;
    }
    // Left by a machine that stopped, or by a watchdog that is just taking it away.
    for left in ["data", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
        let path = house.join(left);
        let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
    }
    let mut command = as_server_user(&house);
    command.env("HOUSE", &house).env("BIN", binaries()).current_dir("/");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = command.status().is_ok_and(|status| status.success());
    assert!(started, "the test server cannot be started");
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(50));
        if answers(&house) {
            return;
        }
    }
    let log = fs::read_to_string(house.join("log")).unwrap_or_default();
    panic!("PostgreSQL did not start within 30 s:\n{log}");
}

/// PostgreSQL refuses to run as root; then it runs as the user Debian makes for it. A session of its own, so that it
/// survives the test that started it.
fn as_server_user(house: &Path) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    let mut command = Command::new("setsid");
    command.arg("--fork");
    if root {
        let user = if user_exists("postgres") { "postgres" } else { "nobody" };
        let owned = Command::new("chown").arg("-R").arg(user).arg(house).status();
        assert!(owned.is_ok_and(|status| status.success()), "the folder of the test server cannot be given away");
        command.args(["su", "-m", "-s", "/bin/sh", user, "-c", SERVE]);
    } else {
        command.args(["sh", "-c", SERVE]);
    }
    command
}

fn user_exists(user: &str) -> bool {
    Command::new("id").arg(user).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// The newest PostgreSQL of Debian, or whatever the path has.
fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    let on_path = || {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&paths).find(|folder| folder.join("initdb").exists())
    };
    newest.or_else(on_path).expect("PostgreSQL is installed (bin/setup does it)")
}

/// A migrated database to copy. Its name tells the migrations, so that a changed one is a new template.
async fn template() -> String {
    let template = format!("template_{}", crate::db::postgres_schema_mark());
    let mut admin = connect("postgres").await;
    let known: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&template)
        .fetch_optional(&mut admin)
        .await
        .expect("the list of databases");
    if known.is_none() {
        let building = format!("{template}_building");
        administer(&[
            format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)"),
            format!("CREATE DATABASE {building}"),
        ])
        .await;
        let Db::Postgres(pool) = Db::open(Some(&url(&building)), Path::new("")).await.expect("the schema") else {
            panic!("a PostgreSQL address opens PostgreSQL");
        };
        pool.close().await;
        administer(&[format!("ALTER DATABASE {building} RENAME TO {template}")]).await;
    }
    template
}

async fn connect(database: &str) -> PgConnection {
    let mut tries = 0;
    loop {
        match PgConnection::connect(&url(database)).await {
            Ok(connection) => return connection,
            // The socket is there a moment before the server takes anybody in.
            Err(_) if tries < 200 => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(error) => panic!("the test server does not answer: {error}"),
        }
        tries += 1;
    }
}

async fn administer(statements: &[String]) {
    let mut admin = connect("postgres").await;
    for statement in statements {
        let done = admin.execute(AssertSqlSafe(statement.clone())).await;
        assert!(done.is_ok(), "{statement}: {done:?}");
    }
}
