//! Statements as data: each has a name and registers itself, so that a test can prepare every one of them on both engines.

/// One statement in the words of both engines, which are the same unless there is a reason.
pub struct Sql {
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// Every statement of the store.
#[linkme::distributed_slice]
#[allow(unsafe_code, reason = "linkme collects statics by a link section; no unsafe block is written")]
pub static ALL_SQL: [Sql];

/// Declares a statement: `sql!(NAME, "…")`, or `sql!(NAME, sqlite: "…", postgres: "…")` where the engines differ.
macro_rules! sql {
    ($name:ident, sqlite: $sqlite:expr, postgres: $postgres:expr) => {
        #[linkme::distributed_slice($crate::db::ALL_SQL)]
        #[allow(unsafe_code, reason = "linkme collects statics by a link section; no unsafe block is written")]
        static $name: $crate::db::Sql = $crate::db::Sql {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sqlite,
            postgres: $postgres,
        };
    };
    ($name:ident, $text:expr) => {
        $crate::db::sql!($name, sqlite: $text, postgres: $text);
    };
}
pub(crate) use sql;
