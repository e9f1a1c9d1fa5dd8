//! Questionnaires: every version is a row, also of those that ship with the program.

use crate::db::{Db, Tx, args, sql};
use crate::policies::read;
use crate::{Fault, Result};
use domain::survey::{Questionnaire, Scales};

/// Asked when a case closes.
pub(crate) const SERVICE: &str = "service";
/// Asked once a year.
pub(crate) const YEARLY: &str = "yearly";

const FILES: [(&str, &str); 3] = [
    ("service", include_str!("../../../domain/surveys/service.toml")),
    ("yearly", include_str!("../../../domain/surveys/yearly.toml")),
    ("training", include_str!("../../../domain/surveys/training.toml")),
];

sql!(
    LAID_DOWN,
    "INSERT INTO questionnaire (key, version, document) VALUES ($1, $2, $3) ON CONFLICT (key, version) DO NOTHING"
);
sql!(VERSION, "SELECT document FROM questionnaire WHERE key = $1 AND version = $2");
sql!(NEWEST, "SELECT document FROM questionnaire WHERE key = $1 ORDER BY version DESC LIMIT 1");

/// What the values of scales are called.
pub(crate) fn scales() -> Result<Scales, Fault> {
    read("scales", include_str!("../../../domain/surveys/scales.toml"))
}

/// The questionnaires of the program, checked.
fn built_in() -> Result<Vec<Questionnaire>, Fault> {
    let checked = |(file, text): (&str, &str)| {
        let questionnaire: Questionnaire = read(file, text)?;
        match questionnaire.flaws().into_iter().next() {
            None => Ok(questionnaire),
            Some(flaw) => Err(Fault::DataFile { file: file.to_owned(), message: format!("{flaw:?}") }),
        }
    };
    FILES.into_iter().map(checked).collect()
}

/// Writes down the first versions where they are missing. What is there stays: surveys were answered by it, and managers may
/// have saved newer ones.
pub(crate) async fn lay_down(db: &Db) -> Result<(), Fault> {
    for questionnaire in built_in()? {
        let document = serde_json::to_string(&questionnaire)?;
        db.run(&LAID_DOWN, args![&questionnaire.id, questionnaire.version, document]).await?;
    }
    Ok(())
}

/// That version.
pub(crate) async fn get(db: &Db, key: &str, version: i64) -> Result<Questionnaire> {
    let row: Option<(String,)> = db.maybe(&VERSION, args![key, version]).await?;
    let (document,) = row.ok_or(Fault::Broken("a survey names a questionnaire that does not exist"))?;
    Ok(serde_json::from_str(&document)?)
}

/// The version that is sent now; none when nobody has saved one.
pub(crate) async fn newest(tx: &mut Tx, key: &str) -> Result<Option<Questionnaire>> {
    let row: Option<(String,)> = tx.maybe(&NEWEST, args![key]).await?;
    Ok(row.map(|(document,)| serde_json::from_str(&document)).transpose()?)
}
