//! Turns `locales/<language>/<area>.json` into typed texts (see src/i18n.rs). A key or a placeholder that one language has
//! and the other lacks ends the build; a key that no file has does not compile where it is used.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Directory and variant of each language, the first market's first.
const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "zh_CN"), ("en", "en")];

type Texts = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    match generate() {
        Ok(code) => {
            let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
            fs::write(out.join("texts.rs"), code).expect("cargo's OUT_DIR can be written");
        }
        Err(complaint) => {
            eprintln!("locales: {complaint}");
            println!("cargo::error=locales: {complaint}");
            process::exit(1);
        }
    }
}

fn generate() -> Result<String, String> {
    let areas: [BTreeSet<String>; 2] = [areas(LANGUAGES[0].0)?, areas(LANGUAGES[1].0)?];
    if let Some(area) = areas[0].symmetric_difference(&areas[1]).next() {
        return Err(format!("{area}.json is there in one language only"));
    }
    let mut code = String::new();
    for area in &areas[0] {
        let texts = [texts(LANGUAGES[0].0, area)?, texts(LANGUAGES[1].0, area)?];
        let _ = writeln!(code, "/// Texts of `locales/*/{area}.json`.\npub mod {area} {{\nuse super::Locale;");
        for key in texts[0].keys().chain(texts[1].keys()).collect::<BTreeSet<_>>() {
            let [Some(first), Some(second)] = [texts[0].get(key), texts[1].get(key)] else {
                return Err(format!("{area}.{key} is there in one language only"));
            };
            code.push_str(&item(key, [first, second]).map_err(|complaint| format!("{area}.{key}: {complaint}"))?);
        }
        code.push_str("}\n");
    }
    Ok(code)
}

fn areas(language: &str) -> Result<BTreeSet<String>, String> {
    let folder = Path::new("locales").join(language);
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let json = files.filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    Ok(json.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect())
}

fn texts(language: &str, area: &str) -> Result<Texts, String> {
    let file = Path::new("locales").join(language).join(format!("{area}.json"));
    let content = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let map: Map<String, Value> =
        serde_json::from_str(&content).map_err(|error| format!("{}: {error}", file.display()))?;
    map.into_iter()
        .map(|(key, value)| match value {
            Value::String(text) => Ok((key, text)),
            _ => Err(format!("{}: {key} is no text", file.display())),
        })
        .collect()
}

/// Literal pieces and, between them, the names of placeholders.
fn parsed(text: &str) -> Result<(Vec<&str>, Vec<&str>), String> {
    let (mut pieces, mut names, mut rest) = (Vec::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("a {{ without }}")?;
        pieces.push(before);
        names.push(name.trim());
        rest = after;
    }
    pieces.push(rest);
    Ok((pieces, names))
}

fn item(key: &str, texts: [&String; 2]) -> Result<String, String> {
    let [first, second] = [parsed(texts[0])?, parsed(texts[1])?];
    let names: BTreeSet<&str> = first.1.iter().copied().collect();
    if names != second.1.iter().copied().collect() {
        return Err("the languages have different placeholders".to_owned());
    }
    let mut code = String::new();
    if names.is_empty() {
        let arms = [first.0[0], second.0[0]].map(|text| format!("{text:?}"));
        let _ = writeln!(code, "pub fn {key}(language: Locale) -> &'static str {{ match language {{");
        for ((_, variant), text) in LANGUAGES.iter().zip(arms) {
            let _ = writeln!(code, "Locale::{variant} => {text},");
        }
        code.push_str("} }\n");
        return Ok(code);
    }
    let _ = writeln!(code, "pub struct {key}<'a> {{");
    for name in &names {
        let _ = writeln!(code, "pub {name}: &'a dyn std::fmt::Display,");
    }
    let _ = writeln!(code, "}}\nimpl {key}<'_> {{\npub fn text(self, language: Locale) -> String {{ match language {{");
    for ((_, variant), (pieces, names)) in LANGUAGES.iter().zip([first, second]) {
        let fields = names.iter().map(|name| format!("self.{name}")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(code, "Locale::{variant} => super::fill(&{pieces:?}, &[{fields}]),");
    }
    code.push_str("} } }\n");
    Ok(code)
}
