//! An expected no, a fault and a flaw in words: what happened, what is safe, what to do.

use crate::i18n::{Locale, td_string};
use crate::problem::Problem;
use crate::ui::moment;
use domain::clock::holidays::HolidayFlawKind;
use domain::policy::PolicyFlawKind;
use domain::refusal::{FlawKind, Refusal};

/// A short headline and what to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub title: String,
    pub then: String,
}

fn say(title: &str, then: impl Into<String>) -> Said {
    Said { title: title.to_owned(), then: then.into() }
}

/// What a problem says.
pub fn problem(language: Locale, problem: &Problem) -> Said {
    match problem {
        Problem::Refused(refused) => refusal(language, refused),
        Problem::Fault { reference } if reference.is_empty() => {
            say(td_string!(language, words.fault), td_string!(language, words.fault_unknown_then))
        }
        Problem::Fault { reference } => {
            say(td_string!(language, words.fault), td_string!(language, words.fault_then, reference = reference))
        }
        Problem::Offline => say(td_string!(language, words.offline), td_string!(language, words.offline_then)),
    }
}

/// What a refusal says.
pub fn refusal(language: Locale, refusal: &Refusal) -> Said {
    let look_again = || td_string!(language, words.look_again_then);
    match refusal {
        Refusal::NotFound => {
            say(td_string!(language, words.refusal_not_found), td_string!(language, words.refusal_not_found_then))
        }
        Refusal::SignInNeeded => {
            say(td_string!(language, words.refusal_sign_in), td_string!(language, words.refusal_sign_in_then))
        }
        Refusal::NotAllowed => {
            say(td_string!(language, words.refusal_not_allowed), td_string!(language, words.refusal_not_allowed_then))
        }
        Refusal::WrongStage => {
            say(td_string!(language, words.refusal_wrong_stage), td_string!(language, words.refusal_wrong_stage_then))
        }
        Refusal::AlreadyPaused => say(td_string!(language, words.refusal_already_paused), look_again()),
        Refusal::NotPaused => say(td_string!(language, words.refusal_not_paused), look_again()),
        Refusal::NobodyAssigned => say(
            td_string!(language, words.refusal_nobody_assigned),
            td_string!(language, words.refusal_nobody_assigned_then),
        ),
        Refusal::QuoteNotAccepted => say(
            td_string!(language, words.refusal_quote_not_accepted),
            td_string!(language, words.refusal_quote_not_accepted_then),
        ),
        Refusal::QuoteExpired => say(
            td_string!(language, words.refusal_quote_expired),
            td_string!(language, words.refusal_quote_expired_then),
        ),
        Refusal::ChangedMeanwhile => {
            say(td_string!(language, words.refusal_changed), td_string!(language, words.refusal_changed_then))
        }
        Refusal::Flawed(_) => {
            say(td_string!(language, words.refusal_flawed), td_string!(language, words.refusal_flawed_then))
        }
        Refusal::WrongCredentials => {
            say(td_string!(language, words.refusal_credentials), td_string!(language, words.refusal_credentials_then))
        }
        Refusal::TooManyAttempts { retry_after_seconds } => {
            let wait = moment::duration(language, retry_after_seconds * 1000);
            let then = td_string!(language, words.refusal_too_many_then, wait = wait);
            say(td_string!(language, words.refusal_too_many), then)
        }
        Refusal::AlreadyAnswered => {
            say(td_string!(language, words.refusal_answered), td_string!(language, words.refusal_answered_then))
        }
        Refusal::Expired => {
            say(td_string!(language, words.refusal_expired), td_string!(language, words.refusal_expired_then))
        }
        Refusal::LinkUsed => {
            say(td_string!(language, words.refusal_link_used), td_string!(language, words.refusal_link_used_then))
        }
        Refusal::LinkExpired => {
            say(td_string!(language, words.refusal_link_expired), td_string!(language, words.refusal_link_expired_then))
        }
        Refusal::CrossSite => {
            say(td_string!(language, words.refusal_cross_site), td_string!(language, words.refusal_cross_site_then))
        }
    }
}

/// What is wrong with a field, as a sentence.
pub fn flaw(language: Locale, kind: &FlawKind) -> String {
    match kind {
        FlawKind::Empty => td_string!(language, flaws.empty).to_owned(),
        FlawKind::TooLong { most } => td_string!(language, flaws.too_long, most = *most as u64),
        FlawKind::NotAChoice => td_string!(language, flaws.not_a_choice).to_owned(),
        FlawKind::NotAnEmail => td_string!(language, flaws.not_an_email).to_owned(),
        FlawKind::NotAPhone => td_string!(language, flaws.not_a_phone).to_owned(),
        FlawKind::NotAMoment => td_string!(language, flaws.not_a_moment).to_owned(),
        FlawKind::NotADay => td_string!(language, flaws.not_a_day).to_owned(),
        FlawKind::OutOfBounds { least, most } => {
            td_string!(language, flaws.out_of_bounds, least = *least, most = *most)
        }
        FlawKind::NotAnAmount => td_string!(language, flaws.not_an_amount).to_owned(),
        FlawKind::TooEarly => td_string!(language, flaws.too_early).to_owned(),
        FlawKind::Taken => td_string!(language, flaws.taken).to_owned(),
        FlawKind::InTheFuture => td_string!(language, flaws.in_the_future).to_owned(),
        FlawKind::TooLongAgo { most_days } => td_string!(language, flaws.too_long_ago, days = *most_days),
        FlawKind::UnknownSerial => td_string!(language, flaws.unknown_serial).to_owned(),
        FlawKind::FileTooLarge { name, most_mib } => {
            td_string!(language, flaws.file_too_large, name = name, most = *most_mib)
        }
        FlawKind::TooManyFiles { most } => td_string!(language, flaws.too_many_files, most = *most as u64),
        FlawKind::FileKind { name } => td_string!(language, flaws.file_kind, name = name),
        FlawKind::FileEmpty { name } => td_string!(language, flaws.file_empty, name = name),
        FlawKind::TooManyRows { most } => td_string!(language, flaws.too_many_rows, most = *most as u64),
        FlawKind::NotADuration => td_string!(language, policy_flaws.not_a_duration).to_owned(),
        FlawKind::NotAnId => td_string!(language, policy_flaws.not_an_id).to_owned(),
        FlawKind::TooShort { least } => td_string!(language, flaws.too_short, least = *least as u64),
        FlawKind::NotTheSame => td_string!(language, flaws.not_the_same).to_owned(),
        FlawKind::WrongPassword => td_string!(language, flaws.wrong_password).to_owned(),
        FlawKind::NotANumber => td_string!(language, flaws.not_a_number).to_owned(),
        FlawKind::EndsBeforeItStarts => td_string!(language, flaws.ends_before_it_starts).to_owned(),
        FlawKind::UnknownSerials { serials } => td_string!(language, flaws.unknown_serials, serials = serials),
        FlawKind::Policy(kind) => policy_flaw(language, kind),
        FlawKind::Holidays { line, kind } => {
            td_string!(language, policy_flaws.holidays, line = *line as u64, what = holiday_flaw(language, kind))
        }
    }
}

/// What is wrong with a policy there.
fn policy_flaw(language: Locale, kind: &PolicyFlawKind) -> String {
    match kind {
        PolicyFlawKind::Empty => td_string!(language, flaws.empty).to_owned(),
        PolicyFlawKind::Duplicate => td_string!(language, policy_flaws.duplicate).to_owned(),
        PolicyFlawKind::UnknownCalendar { id } => td_string!(language, policy_flaws.unknown_calendar, id = id),
        PolicyFlawKind::UnknownRole { id } => td_string!(language, policy_flaws.unknown_role, id = id),
        PolicyFlawKind::LevelLacking { level } => {
            td_string!(language, policy_flaws.level_lacking, level = super::severity(language, *level))
        }
        PolicyFlawKind::LevelsOutOfOrder => td_string!(language, policy_flaws.levels_out_of_order).to_owned(),
        PolicyFlawKind::NotPositive => td_string!(language, policy_flaws.not_positive).to_owned(),
        PolicyFlawKind::NotAShare => td_string!(language, policy_flaws.not_a_share).to_owned(),
        PolicyFlawKind::NoResponse { level, kind } => {
            let (level, kind) = (super::severity(language, *level), super::kind(language, *kind));
            td_string!(language, policy_flaws.no_response, level = level, kind = kind)
        }
        PolicyFlawKind::NotPromised { target } => {
            td_string!(language, policy_flaws.not_promised, target = super::target(language, *target))
        }
        PolicyFlawKind::NotPromisable { target } => {
            td_string!(language, policy_flaws.not_promisable, target = super::target(language, *target))
        }
    }
}

/// What is wrong with a line of a file of holidays.
fn holiday_flaw(language: Locale, kind: &HolidayFlawKind) -> String {
    match kind {
        HolidayFlawKind::NotJson => td_string!(language, policy_flaws.not_json).to_owned(),
        HolidayFlawKind::NotIcs => td_string!(language, policy_flaws.not_ics).to_owned(),
        HolidayFlawKind::NotADate => td_string!(language, policy_flaws.not_a_date).to_owned(),
        HolidayFlawKind::NoDate => td_string!(language, policy_flaws.no_date).to_owned(),
        HolidayFlawKind::NeitherOffNorWorked => td_string!(language, policy_flaws.neither_off_nor_worked).to_owned(),
        HolidayFlawKind::OffAndWorked { day } => {
            td_string!(language, policy_flaws.off_and_worked, day = moment::date(*day))
        }
        HolidayFlawKind::ImpossibleLength => td_string!(language, policy_flaws.impossible_length).to_owned(),
        HolidayFlawKind::NoDays => td_string!(language, policy_flaws.no_days).to_owned(),
    }
}
