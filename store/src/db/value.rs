//! What a statement can be given: the few kinds of value that both engines keep alike. Moments are microseconds since
//! 1970 in UTC, enums are their keys.

use domain::Moment;
use sqlx::Arguments;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;

/// One argument.
#[derive(Clone, Debug)]
pub(crate) enum Val {
    Int(Option<i64>),
    Bool(bool),
    Text(Option<String>),
}

/// The arguments of a statement: `args![number, self.now]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::db::Val::from($value)),*]
    };
}
pub(crate) use args;

impl From<i64> for Val {
    fn from(value: i64) -> Val {
        Val::Int(Some(value))
    }
}

impl From<Option<i64>> for Val {
    fn from(value: Option<i64>) -> Val {
        Val::Int(value)
    }
}

impl From<bool> for Val {
    fn from(value: bool) -> Val {
        Val::Bool(value)
    }
}

impl From<Moment> for Val {
    fn from(value: Moment) -> Val {
        Val::Int(Some(value.timestamp_micros()))
    }
}

impl From<Option<Moment>> for Val {
    fn from(value: Option<Moment>) -> Val {
        Val::Int(value.map(|at| at.timestamp_micros()))
    }
}

impl From<&str> for Val {
    fn from(value: &str) -> Val {
        Val::from(value.to_owned())
    }
}

impl From<&String> for Val {
    fn from(value: &String) -> Val {
        Val::from(value.clone())
    }
}

impl From<String> for Val {
    /// NUL is in no text that means anything, and PostgreSQL cannot keep it: what a forged URL brings is simply not found.
    fn from(value: String) -> Val {
        Val::Text(Some(if value.contains('\0') { value.replace('\0', "\u{fffd}") } else { value }))
    }
}

impl From<Option<String>> for Val {
    fn from(value: Option<String>) -> Val {
        value.map_or(Val::Text(None), Val::from)
    }
}

impl From<Option<chrono::NaiveDate>> for Val {
    fn from(value: Option<chrono::NaiveDate>) -> Val {
        Val::from(value.map(|day| day.to_string()))
    }
}

impl From<chrono::NaiveDate> for Val {
    fn from(value: chrono::NaiveDate) -> Val {
        Val::from(value.to_string())
    }
}

pub(super) fn for_sqlite(values: Vec<Val>) -> sqlx::Result<SqliteArguments> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Val::Int(int) => arguments.add(int),
            Val::Bool(bool) => arguments.add(bool),
            Val::Text(text) => arguments.add(text),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

pub(super) fn for_postgres(values: Vec<Val>) -> sqlx::Result<PgArguments> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Val::Int(int) => arguments.add(int),
            Val::Bool(bool) => arguments.add(bool),
            Val::Text(text) => arguments.add(text),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
