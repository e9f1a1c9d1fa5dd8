//! Follow-ups in words.

use crate::i18n::{Locale, td_string};
use domain::survey::FollowUpStep;

/// `转交给 周岩`, after who did it.
pub fn follow_up_step(language: Locale, step: &FollowUpStep) -> String {
    match step {
        FollowUpStep::Opened { owner, .. } => {
            let name = owner.as_ref().map_or(td_string!(language, follow_ups.nobody), |owner| owner.name.as_str());
            td_string!(language, follow_ups.did_open, name = name)
        }
        FollowUpStep::HandedOn { to } => td_string!(language, follow_ups.did_hand_on, name = to.name.as_str()),
        FollowUpStep::Reminded => td_string!(language, follow_ups.did_remind).to_owned(),
        FollowUpStep::Overdue => td_string!(language, follow_ups.did_overdue).to_owned(),
        FollowUpStep::Complained { number } => {
            td_string!(language, follow_ups.did_complain, number = number.as_str())
        }
        FollowUpStep::Ended => td_string!(language, follow_ups.did_end).to_owned(),
    }
}
