//! Texts of the pages, typed: build.rs makes one item per key of `locales/<language>/<area>.json`. A missing key, a missing
//! or unknown placeholder and a key in one language only are compile errors. Not reactive: the language is fixed per page.

use std::fmt::{Display, Write};

/// The language of texts.
#[allow(non_camel_case_types, reason = "the variants are named like the folders of locales/")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    zh_CN,
    en,
}

/// The text of that key in that language: `td_string!(language, area.key)` is a `&'static str`, and
/// `td_string!(language, area.key, name = value)` a `String` with the value of each `{{ name }}` in its place.
#[macro_export]
macro_rules! td_string {
    ($language:expr, $area:ident . $key:ident $(,)?) => {
        $crate::i18n::texts::$area::$key($language)
    };
    ($language:expr, $area:ident . $key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::texts::$area::$key { $($name: &$value),+ }.text($language)
    };
}
pub use td_string;

#[allow(non_camel_case_types, missing_docs, reason = "generated, with the names of the keys")]
pub mod texts {
    use super::{Locale, fill};
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// Pieces of text with values between them.
fn fill(pieces: &[&str], values: &[&dyn Display]) -> String {
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        text.push_str(piece);
        if let Some(value) = values.get(index) {
            // Writing to a String does not fail.
            _ = write!(text, "{value}");
        }
    }
    text
}
