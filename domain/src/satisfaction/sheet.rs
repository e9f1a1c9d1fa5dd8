//! The page of figures: plain data that the store fills and the browser reads.

use super::{Dimension, Grouped, Period, Summary};
use crate::Moment;
use crate::refusal::Flaw;
use serde::{Deserialize, Serialize};

/// `/satisfaction`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatisfactionSheet {
    pub period: Period,
    /// What is wrong with the period that was asked for; the usual one is shown instead.
    pub flaws: Vec<Flaw>,
    /// Surveys that people were asked to answer in the period, and how many of these were answered until now.
    pub asked: u32,
    pub responded: u32,
    /// Complaints (投诉) opened in the period.
    pub complaints: u32,
    /// Surveys answered in the period.
    pub surveys: u32,
    /// None when they are too few.
    pub summary: Option<Summary>,
    pub trend: Vec<Grouped>,
    pub by: Dimension,
    /// What the viewer may break down by.
    pub dimensions: Vec<Dimension>,
    pub rows: Vec<Grouped>,
    pub words: Vec<Words>,
    /// Whether more was written than is listed.
    pub more_words: bool,
    /// What it is narrowed to: the field of the filter, and what is called so.
    pub narrowed: Vec<(Dimension, String)>,
    /// Key and name of every questionnaire that was answered.
    pub questionnaires: Vec<(String, String)>,
}

impl SatisfactionSheet {
    /// The figures on top.
    pub fn counted(&self) -> Counted {
        let SatisfactionSheet { asked, responded, complaints, surveys, summary, .. } = *self;
        Counted { asked, responded, complaints, surveys, summary }
    }
}

/// The figures on top: of `/satisfaction`, and of a service report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Surveys that people were asked to answer in the period, and how many of these were answered until now.
    pub asked: u32,
    pub responded: u32,
    /// Complaints (投诉) opened in the period.
    pub complaints: u32,
    /// Surveys answered in the period.
    pub surveys: u32,
    /// None when they are too few.
    pub summary: Option<Summary>,
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub at: Moment,
    pub organisation_name: String,
    /// The case it is about, if it is about one.
    pub number: Option<String>,
    pub question: String,
    pub text: String,
}
