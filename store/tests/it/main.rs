//! The store as a whole, every test on both engines. One program, for linking a dozen costs more than running them.

mod access;
mod announcements;
mod article_uses;
mod articles;
mod assets;
mod before;
mod calendars;
mod contracts;
mod covered;
mod deeds;
mod engines;
mod expiry;
mod files;
mod finding;
mod follow_ups;
mod import;
mod inspections;
mod journey;
mod knowledge;
mod late;
mod lists;
mod live;
mod notices;
mod notices_before;
mod organisations;
mod outbox;
mod own_account;
mod parked;
mod people;
mod policies;
mod questionnaires;
mod quotes;
mod rates;
mod relevance;
mod roles;
mod satisfaction;
mod sending;
mod service_report;
mod sessions;
mod setup;
mod submission;
mod surveys;
mod surveys_before;
mod timers;
mod welcome;

use domain::refusal::{FlawKind, Refusal};
use store::Error;

/// What was refused; anything else fails the test.
fn refusal<T: std::fmt::Debug>(result: store::Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// The fields that need attention, each with what is wrong.
fn flaws<T: std::fmt::Debug>(result: store::Result<T>) -> Vec<(String, FlawKind)> {
    match refusal(result) {
        Refusal::Flawed(flaws) => flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect(),
        other => panic!("expected flaws, not {other:?}"),
    }
}
