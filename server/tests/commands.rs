//! The operator's commands, as the binary itself.

use domain::policy::draft::PolicyCopy;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use store::{Store, StoreConfig};

fn lightwell(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lightwell"));
    command.args(arguments).env_clear().env("LIGHTWELL_DATA", data).env("LIGHTWELL_LOG", "warn");
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    lightwell(data, arguments).output().unwrap()
}

fn add_user(data: &Path, password: &str, arguments: &[&str]) -> Output {
    let arguments = [&["user", "add"], arguments].concat();
    let mut process = lightwell(data, &arguments);
    let mut process = process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn open(data: &Path) -> Store {
    Store::open(StoreConfig { database_url: None, data_dir: data.to_owned() }).await.unwrap()
}

#[tokio::test]
async fn a_person_is_added_with_the_password_from_standard_input() {
    let data = tempfile::tempdir().unwrap();
    let manager = ["--email", "Zhou@service.example", "--name", "Zhou Min", "--role", "manager"];
    let added = add_user(data.path(), "a long password", &manager);
    assert!(added.status.success(), "{}", said(&added));
    let hash = open(data.path()).await.credentials("zhou@service.example").await.unwrap().unwrap().password_hash;
    assert!(server::passwords::Passwords::default().fits("a long password", Some(hash)).await.unwrap());
    let again = add_user(data.path(), "a long password", &manager);
    assert!(!again.status.success(), "{}", said(&again));
}

#[tokio::test]
async fn who_does_not_fit_is_not_added() {
    let data = tempfile::tempdir().unwrap();
    let customer = ["--email", "li@qingshan.example", "--name", "Li Na", "--role", "customer"];
    assert!(said(&add_user(data.path(), "a long password", &customer)).contains("--organisation"));
    let whole = [&customer[..], &["--organisation", "Qingshan Water"]].concat();
    assert!(said(&add_user(data.path(), "short", &whole)).contains("8 characters"));
    assert!(open(data.path()).await.setup().is_empty().await.unwrap());
    let added = add_user(data.path(), "a long password", &whole);
    assert!(added.status.success(), "{}", said(&added));
}

#[test]
fn check_says_what_serve_needs() {
    let data = tempfile::tempdir().unwrap();
    let checked = run(data.path(), &["check"]);
    assert!(checked.status.success() && said(&checked).ends_with("OK\n"), "{}", said(&checked));
    let wrong = lightwell(data.path(), &["check"]).env("DATABASE_URL", "mysql://nowhere").output().unwrap();
    assert!(!wrong.status.success());
    let wrong = lightwell(data.path(), &["check"]).env("LIGHTWELL_MAIL_FROM", "nobody").output().unwrap();
    assert!(said(&wrong).contains("mail"), "{}", said(&wrong));
}

#[tokio::test]
async fn the_demonstration_is_for_an_empty_database_only() {
    let data = tempfile::tempdir().unwrap();
    add_user(
        data.path(),
        "a long password",
        &["--email", "zhou@service.example", "--name", "Zhou", "--role", "manager"],
    );
    assert!(said(&run(data.path(), &["demo"])).contains("nothing was added"));
    let settings = server::config::Settings::in_folder(data.path().to_owned(), None, "");
    let cast = server::commands::demo::cast_of(&settings, &open(data.path()).await).await.unwrap();
    assert!(cast.0.is_empty());
}

#[tokio::test]
async fn the_demonstrations_people_are_offered_in_its_own_database_only() {
    let data = tempfile::tempdir().unwrap();
    let filled = run(data.path(), &["demo"]);
    assert!(filled.status.success(), "{}", said(&filled));
    assert!(said(&run(data.path(), &["demo"])).contains("nothing was added"));
    let store = open(data.path()).await;
    let mut settings = server::config::Settings::in_folder(data.path().to_owned(), None, "");
    let offered = async |settings: &server::config::Settings| {
        server::commands::demo::cast_of(settings, &store).await.unwrap().0.len()
    };
    assert!(offered(&settings).await >= 6);
    settings.database_url = Some("postgres://db.example/the-real-one".to_owned());
    assert_eq!(offered(&settings).await, 0);
    settings.database_url = None;
    settings.demo = false;
    assert_eq!(offered(&settings).await, 0);
}

#[test]
fn a_policy_is_tried_out_without_a_database() {
    let data = tempfile::tempdir().unwrap();
    let nowhere = data.path().join("nowhere");
    let scenario = ["simulate", "--policy", "a", "--severity", "1", "--opened", "2026-09-30T17:30+08:00"];
    let simulated = run(&nowhere, &[&scenario[..], &["--language", "en"]].concat());
    let text = said(&simulated);
    assert!(simulated.status.success(), "{text}");
    for part in
        ["First response: 2026-09-30 17:45", "2026-09-30 19:30", "around the clock", "National support experts", "75 %"]
    {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    let chinese = lightwell(&nowhere, &scenario).env("LANG", "zh_CN.UTF-8").output().unwrap();
    assert!(said(&chinese).contains("升级上报给全国支持专家"), "{}", said(&chinese));
    let paused = ["--paused", "2026-09-30T17:40+08:00..2026-09-30T18:40+08:00", "--json"];
    let json = run(&nowhere, &[&scenario[..], &paused].concat());
    let simulation: serde_json::Value =
        serde_json::from_slice(&json.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&json)));
    assert_eq!(simulation["targets"][0]["reading"]["due"], "2026-09-30T10:45:00Z");
    assert!(!nowhere.exists());
    let unknown =
        run(&nowhere, &["simulate", "--policy", "zz", "--severity", "1", "--opened", "2026-09-30T17:30+08:00"]);
    assert!(!unknown.status.success() && said(&unknown).contains("policy"), "{}", said(&unknown));
}

#[tokio::test]
async fn a_policy_that_managers_saved_is_tried_out_when_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let manager = ["--email", "zhou@service.example", "--name", "Zhou Min", "--role", "manager"];
    assert!(add_user(data.path(), "a long password", &manager).status.success());
    let store = open(data.path()).await;
    let now = "2026-09-30T00:00:00Z".parse().unwrap();
    let viewer = store.setup().viewer("zhou@service.example", now).await.unwrap();
    let copy =
        PolicyCopy { of: "a".into(), new_id: "hospital".into(), name_zh: "医院".into(), ..PolicyCopy::default() };
    store.desk(viewer, now).copy_policy(&copy).await.unwrap();
    let asked = ["simulate", "--policy", "hospital", "--severity", "1", "--opened", "2026-09-30T17:30+08:00"];
    let saved = run(data.path(), &[&asked[..], &["--saved"]].concat());
    assert!(saved.status.success() && said(&saved).contains("2026-09-30 17:45"), "{}", said(&saved));
    assert!(!run(data.path(), &asked).status.success());
}

#[tokio::test]
async fn lists_are_imported_whole_or_not_at_all_and_exported_again() {
    let data = tempfile::tempdir().unwrap();
    let import = |kind: &str, text: &str, more: &[&str]| {
        let file = data.path().join("list.csv");
        std::fs::write(&file, text).unwrap();
        let arguments = ["import", file.to_str().unwrap(), "--kind", kind];
        run(data.path(), &[&arguments[..], more].concat())
    };
    assert!(said(&import("organisations", "Name\nWater works", &[])).contains("1 new, 0 changed, 0 unchanged"));
    let people = "E-mail,Name,Role,Customer\nwang@water.example,Wang,Customer,Water works\n";
    assert!(said(&import("people", people, &["--dry-run"])).contains("1 new"));
    assert!(said(&import("people", people, &[])).contains("1 new"), "the dry run kept nothing");
    let wrong = import("assets", "SN,Customer,Name\nA1,Water works,DB\nA2,Water work,DB", &[]);
    let complaint = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && complaint.contains("row 3, Organisation"), "{complaint}");
    let file = data.path().join("assets.xlsx");
    let exported = run(data.path(), &["export", file.to_str().unwrap(), "--kind", "assets"]);
    assert!(exported.status.success(), "{exported:?}");
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
    assert!(
        said(&run(data.path(), &["export", "--kind", "people", "--language", "en"])).contains("wang@water.example")
    );

    let mut process = lightwell(data.path(), &["user", "password", "--email", "wang@water.example"]);
    let mut process = process.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(b"correct horse\n").unwrap();
    assert!(process.wait_with_output().unwrap().status.success());
    let store = open(data.path()).await;
    let credentials = store.credentials("wang@water.example").await.unwrap().unwrap();
    assert!(credentials.password_hash.starts_with("$argon2id$"));
}
