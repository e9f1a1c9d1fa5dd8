//! A form that could not be carried out, kept aside for a day so that nothing typed is lost: after a flaw without
//! JavaScript, and after a session that expired while typing.

use crate::refusal::{Flaw, Refusal};
use serde::{Deserialize, Serialize};

/// What was typed, and why it was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Field names and values as sent; never passwords.
    pub fields: Vec<(String, String)>,
    pub refusal: Refusal,
}

impl Parked {
    /// What was typed into that field.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// What is wrong with the fields.
    pub fn flaws(&self) -> &[Flaw] {
        match &self.refusal {
            Refusal::Flawed(flaws) => flaws,
            _ => &[],
        }
    }
}
