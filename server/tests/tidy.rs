//! The invariants of ARCHITECTURE.md that a program can read, as one test each. It looks at the text of the sources only;
//! what the compiler and clippy see is theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const CRATES: [&str; 5] = ["domain", "store", "app", "server", "bin/bundle"];
const LINES_MOST: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file below that folder with that ending, as (path from the root, content).
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["target", "node_modules", ".git", "data", "report", "test-results"].contains(&&*name)
            {
                collect(&path, ending, found);
            } else if path.is_file() && name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort();
    let named = |path: PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    found.into_iter().map(|path| (named(path.clone()), fs::read_to_string(path).unwrap_or_default())).collect()
}

fn rust() -> Vec<(String, String)> {
    let sources: Vec<_> = CRATES.iter().flat_map(|folder| files(folder, ".rs")).collect();
    assert!(sources.len() > 50, "the sources are somewhere else: {} found", sources.len());
    sources
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/")
        || path.ends_with("/tests.rs")
        || path.ends_with("/testing.rs")
        || path.contains("/testing/")
}

/// Without comments and without the unit tests at the end.
fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    lines.map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Lines of the program (not of its tests) that somebody should look at, as `path:line: text`.
fn offences(wrong: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, source) in rust().iter().filter(|(path, _)| !is_test(path)) {
        let lines = code(source).filter(|(_, line)| wrong(path, line));
        found.extend(lines.map(|(at, line)| format!("{path}:{at}: {}", line.trim())));
    }
    found
}

#[track_caller]
fn none(offences: Vec<String>, why: &str) {
    assert!(offences.is_empty(), "{why}:\n{}", offences.join("\n"));
}

#[test]
fn only_the_store_speaks_sql() {
    let sql = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "sqlx::", "use sqlx"];
    none(
        offences(|path, line| !path.starts_with("store/") && sql.iter().any(|word| line.contains(word))),
        "SQL belongs to the store",
    );
}

#[test]
fn history_is_append_only() {
    let changes = |line: &str| {
        let line = line.to_lowercase();
        ["update event ", "delete from event ", "update event\"", "delete from event\"", "replace into event"]
            .iter()
            .any(|word| line.contains(word))
    };
    none(offences(|_, line| changes(line)), "nothing changes or removes an event");
    let migrations = files("store/migrations", ".sql");
    assert!(!migrations.is_empty());
    let in_migrations = migrations
        .iter()
        .flat_map(|(path, sql)| sql.lines().filter(|line| changes(line)).map(move |line| format!("{path}: {line}")));
    none(in_migrations.collect(), "no migration changes or removes an event");
}

#[test]
fn nothing_is_left_to_be_written() {
    let gaps = [concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("db", "g!(")];
    none(offences(|_, line| gaps.iter().any(|gap| line.contains(gap))), "a gap in the program");
}

#[test]
fn only_the_entry_of_app_knows_its_two_compilations() {
    let feature = |line: &str| line.contains("cfg(") && line.contains("feature");
    none(
        offences(|path, line| path.starts_with("app/src") && path != "app/src/lib.rs" && feature(line)),
        "cfg(feature) belongs into app/src/lib.rs",
    );
}

#[test]
fn words_for_people_are_in_locale_files() {
    let chinese = |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    // As people type and other programs write: the separator of an extension in phone numbers, those between names, the
    // marks of days off and days worked in calendars.
    let typed = |path: &str, line: &str| match path {
        "domain/src/case/report.rs" => line.contains(".contains(c)"),
        "domain/src/case/decide/draft.rs" => line.contains(".split("),
        "domain/src/clock/holidays/ics.rs" => line.contains("_MARKS: "),
        // Units of time, as they are typed and given back.
        "domain/src/duration.rs" => true,
        _ => false,
    };
    let before_comment = |line: &str| line.split(" // ").next().unwrap_or_default().chars().any(chinese);
    let words = |path: &str| path.starts_with("app/src/words");
    none(
        offences(|path, line| !words(path) && !typed(path, line) && before_comment(line)),
        "words for people belong into locale files",
    );
}

#[test]
fn both_languages_have_the_same_texts() {
    let texts = |language: &str| -> BTreeMap<String, BTreeSet<String>> {
        let keys = |(path, json): (String, String)| {
            let texts: BTreeMap<String, String> = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{path}: {e}"));
            let empty: Vec<_> = texts.iter().filter(|(_, text)| text.trim().is_empty()).collect();
            assert!(empty.is_empty(), "{path}: {empty:?}");
            (path.rsplit('/').next().unwrap().to_owned(), texts.into_keys().collect())
        };
        files(&format!("app/locales/{language}"), ".json").into_iter().map(keys).collect()
    };
    let (chinese, english) = (texts("zh-CN"), texts("en"));
    assert!(chinese.len() > 5);
    assert_eq!(chinese, english);
}

#[test]
fn files_are_short_enough_to_be_read() {
    let long = rust().into_iter().map(|(path, source)| (source.lines().count(), path));
    let long = long.filter(|(lines, _)| *lines > LINES_MOST).map(|(lines, path)| format!("{path}: {lines} lines"));
    none(long.collect(), "split by noun or verb");
}

#[test]
fn each_module_says_what_it_is() {
    let silent = rust().into_iter().filter(|(_, source)| !source.trim_start().starts_with("//!"));
    none(silent.map(|(path, _)| path).collect(), "a module opens with //!");
}

#[test]
fn nobody_writes_a_textarea_by_hand() {
    none(
        offences(|path, line| {
            path != "app/src/ui/textarea.rs" && (line.contains("<textarea") || line.contains("textarea()"))
        }),
        "Leptos 0.8 does not escape what is in a textarea: use the kit's",
    );
}

#[test]
fn exceptions_from_lints_say_why() {
    let mut found = Vec::new();
    for (path, source) in rust() {
        let lines: Vec<&str> = source.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let allows = line.trim_start().starts_with("#[allow(") || line.trim_start().starts_with("#![allow(");
            let attribute: String = lines[at..].iter().take(4).copied().collect();
            let inside = attribute.split(']').next().unwrap_or_default().to_owned();
            let before = at > 0 && lines[at - 1].trim_start().starts_with("//");
            if allows && !inside.contains("reason") && !before {
                found.push(format!("{path}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    none(found, "an #[allow] says why");
}

#[test]
fn nothing_names_this_machine_or_a_registry() {
    let endings =
        [".rs", ".toml", ".json", ".md", ".css", ".ts", ".sql", "/bin/build", "/bin/run", "/bin/setup", "/bin/test"];
    let texts =
        files("", "").into_iter().filter(|(path, _)| endings.iter().any(|end| format!("/{path}").ends_with(end)));
    let hosts =
        ["index.crates.io", "static.crates.io", "registry.npmjs.org", "registry.npmmirror", "mirrors.", "rsproxy"];
    let paths = [concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/ho", "me/")];
    let mut found = Vec::new();
    for (path, text) in texts.filter(|(path, _)| path != "server/tests/tidy.rs") {
        let wrong = |line: &&str| hosts.iter().chain(&paths).any(|word| line.contains(word));
        found.extend(text.lines().filter(wrong).map(|line| format!("{path}: {}", line.trim())));
    }
    none(found, "the next machine is another one");
}

#[test]
fn crates_share_their_versions_and_keep_their_directions() {
    for folder in CRATES {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        for inherited in ["version", "edition", "rust-version", "license", "publish"] {
            assert!(manifest.contains(&format!("{inherited}.workspace = true")), "{folder}: {inherited}");
        }
        let dependencies = names_in(&manifest, "dependencies");
        let forbidden: &[&str] = match folder {
            "domain" => &["sqlx", "tokio", "leptos", "axum", "store", "app", "chrono-tz", "getrandom"],
            "store" => &["leptos", "axum", "app", "lettre"],
            "app" => &["sqlx", "tokio", "lettre", "server"],
            "server" => &["sqlx"],
            _ => &["store", "app", "server"],
        };
        let wrong: Vec<_> = forbidden.iter().filter(|name| dependencies.contains(**name)).collect();
        assert!(wrong.is_empty(), "{folder} must not know {wrong:?}");
    }
}

#[test]
fn versions_are_named_in_one_place() {
    for folder in ["domain", "store", "app", "server"] {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let sections = manifest.split("\n[").filter(|section| section.contains("dependencies]"));
        for line in sections.flat_map(str::lines).skip(1).filter(|line| line.contains('=')) {
            let ours = line.contains("workspace = true") || line.contains("path = \".\"");
            assert!(line.starts_with('#') || ours, "{folder}: {line}");
        }
    }
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains("wasm-bindgen = \"=0.2."), "library and tool of wasm-bindgen have to be equal");
}

fn names_in(manifest: &str, section: &str) -> BTreeSet<String> {
    let heading = format!("[{section}]\n");
    let Some((_, rest)) = manifest.split_once(&heading) else { return BTreeSet::new() };
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
}

#[test]
fn decisions_are_short() {
    let decisions = files("docs/decisions", ".md");
    assert!(decisions.len() >= 4);
    let long = decisions.iter().filter(|(_, text)| text.lines().count() > 40).map(|(path, _)| path.clone());
    none(long.collect(), "a decision has 40 lines at most");
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| -> Vec<String> {
        let found = files(&format!("store/migrations/{engine}"), ".sql");
        found.into_iter().filter_map(|(path, _)| path.rsplit('/').next().map(str::to_owned)).collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}
