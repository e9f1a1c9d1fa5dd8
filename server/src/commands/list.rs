//! `lightwell import` and `lightwell export`: lists in spreadsheets without a browser.

use super::{CommandFault, open};
use crate::clock::Clock;
use crate::config::Settings;
use crate::lists::sheet;
use crate::spreadsheet::{self, to_csv, to_xlsx};
use app::frame::locale;
use app::words;
use domain::import::{ListKind, Preview};
use domain::person::Language;
use std::io::Write;
use std::path::PathBuf;

/// A list to import.
#[derive(clap::Args)]
pub struct Import {
    /// XLSX or CSV; the columns are recognised by their headings
    file: PathBuf,
    /// organisations, people, assets or contracts
    #[arg(long, value_parser = kind)]
    kind: ListKind,
    /// Only say what it would change
    #[arg(long)]
    dry_run: bool,
    /// The language of what is said: zh-CN or en
    #[arg(long, default_value = "en", value_parser = super::user::language)]
    language: Language,
}

/// A list to export.
#[derive(clap::Args)]
pub struct Export {
    /// Where to write: a name that ends in .xlsx or .csv; standard output, as CSV, when none is given
    file: Option<PathBuf>,
    /// organisations, people, assets or contracts
    #[arg(long, value_parser = kind)]
    kind: ListKind,
    /// The language of the headings: zh-CN or en
    #[arg(long, default_value = "zh-CN", value_parser = super::user::language)]
    language: Language,
}

fn kind(typed: &str) -> Result<ListKind, String> {
    ListKind::from_key(typed).ok_or_else(|| {
        let known: Vec<&str> = ListKind::ALL.iter().map(|kind| kind.key()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Imports a list, all or nothing, or says what it would change.
///
/// # Errors
/// When the file cannot be read, or something is wrong with it: then every problem is printed.
pub async fn import(settings: &Settings, asked: Import) -> Result<(), CommandFault> {
    let name = asked.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let language = locale(asked.language);
    let table = spreadsheet::read(&name, &tokio::fs::read(&asked.file).await?)
        .map_err(|flaw| CommandFault::List(words::flaw(language, &flaw)))?;
    let setup = open(settings).await?.setup();
    let preview = setup.preview_list(asked.kind, &name, &table).await?;
    if !preview.is_clean() {
        return Err(CommandFault::List(problems(&preview, asked.language)));
    }
    let counts = match asked.dry_run {
        true => preview.counts,
        false => setup.import_list(asked.kind, &name, &table, Clock::system().now()).await?,
    };
    println!("{} new, {} changed, {} unchanged", counts.added, counts.changed, counts.unchanged);
    Ok(())
}

/// One problem a line.
fn problems(preview: &Preview, language: Language) -> String {
    let language = locale(language);
    let column = |column| words::list_column(language, preview.kind, column);
    let lacking = preview.lacking.iter().map(|lacking| format!("no column: {}", column(*lacking)));
    let wrong = preview.problems.iter().map(|problem| {
        format!("row {}, {}: {}", problem.row, column(problem.column), words::row_problem(language, &problem.kind))
    });
    let hidden = preview.problem_count - preview.problems.len();
    let more = (hidden > 0).then(|| format!("and {hidden} more"));
    lacking.chain(wrong).chain(more).collect::<Vec<_>>().join("\n")
}

/// Writes a whole list.
///
/// # Errors
/// When the file cannot be written, or its name does not say what it is to be.
pub async fn export(settings: &Settings, asked: Export) -> Result<(), CommandFault> {
    let setup = open(settings).await?.setup();
    let rows = sheet(locale(asked.language), asked.kind, setup.list(asked.kind).await?);
    let Some(file) = asked.file else {
        return Ok(std::io::stdout().write_all(to_csv(&rows).as_bytes())?);
    };
    let content = match file.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => to_csv(&rows).into_bytes(),
        Some("xlsx") => to_xlsx(&rows).map_err(std::io::Error::other)?,
        _ => return Err(CommandFault::Usage("the name of the file has to end in .csv or .xlsx")),
    };
    Ok(tokio::fs::write(file, content).await?)
}
