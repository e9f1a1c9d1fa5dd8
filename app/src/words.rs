//! The one place where the domain's terms get the words of a language. Sentences with moments in them are given the
//! moment as a string, so that nothing here needs a zone.

mod announcement;
mod article;
mod badly;
mod contract;
mod coverage;
mod follow_up;
mod happening;
mod lists;
mod refusal;
pub mod satisfaction;
mod simulation;

pub use announcement::{announcement_audience, announcement_happening, announcement_kind};
pub use article::{article_field, article_happening, article_readers, article_stage};
pub use badly::{action, actions, escalation_role, escalation_roles, notice_kind, task_force, trigger};
pub use contract::{contract_happening, ending, rates, used};
pub use coverage::{excluded, exclusion, reason};
pub use follow_up::follow_up_step;
pub use happening::{Told, happening};
pub use lists::{list_column, list_kind, list_of_cases, row_problem};
pub use refusal::{Said, flaw, problem, refusal};
pub use simulation::{deed, occurrence, occurrence_because, simulated_target};

use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use domain::case::severity::Severity;
use domain::case::stage::Stage;
use domain::case::{Kind, Origin};
use domain::clock::{PauseReason, Target};
use domain::contract::Standing;
use domain::coverage::Verdict;
use domain::person::Role;
use domain::policy::Limit;
use domain::survey::{Channel, Grade};

/// `一级`
pub fn severity(language: Locale, severity: Severity) -> &'static str {
    match severity {
        Severity::One => td_string!(language, words.severity_1),
        Severity::Two => td_string!(language, words.severity_2),
        Severity::Three => td_string!(language, words.severity_3),
        Severity::Four => td_string!(language, words.severity_4),
    }
}

/// What that severity means for the business, in a few words: `业务停止`.
pub fn impact(language: Locale, severity: Severity) -> &'static str {
    match severity {
        Severity::One => td_string!(language, words.impact_1),
        Severity::Two => td_string!(language, words.impact_2),
        Severity::Three => td_string!(language, words.impact_3),
        Severity::Four => td_string!(language, words.impact_4),
    }
}

/// `受理中`
pub fn stage(language: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Application => td_string!(language, words.stage_application),
        Stage::Acceptance => td_string!(language, words.stage_acceptance),
        Stage::Implementation => td_string!(language, words.stage_implementation),
        Stage::Confirmation => td_string!(language, words.stage_confirmation),
        Stage::Closed => td_string!(language, words.stage_closed),
    }
}

/// `故障申报`
pub fn kind(language: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Fault => td_string!(language, words.kind_fault),
        Kind::Consultation => td_string!(language, words.kind_consultation),
        Kind::Complaint => td_string!(language, words.kind_complaint),
        Kind::Change => td_string!(language, words.kind_change),
        Kind::Booking => td_string!(language, words.kind_booking),
    }
}

/// `网站申报`
pub fn origin(language: Locale, origin: Origin) -> &'static str {
    match origin {
        Origin::Web => td_string!(language, words.origin_web),
        Origin::Hotline => td_string!(language, words.origin_hotline),
        Origin::Email => td_string!(language, words.origin_email),
        Origin::Letter => td_string!(language, words.origin_letter),
        Origin::Reception => td_string!(language, words.origin_reception),
        Origin::Inspection => td_string!(language, words.origin_inspection),
        Origin::Callback => td_string!(language, words.origin_callback),
    }
}

/// `到达现场`
pub fn target(language: Locale, target: Target) -> &'static str {
    match target {
        Target::Respond => td_string!(language, words.target_respond),
        Target::Quote => td_string!(language, words.target_quote),
        Target::OnSite => td_string!(language, words.target_on_site),
        Target::Restore => td_string!(language, words.target_restore),
        Target::PartReplaced => td_string!(language, words.target_part_replaced),
        Target::Resolve => td_string!(language, words.target_resolve),
        Target::AnalysisReport => td_string!(language, words.target_analysis_report),
        Target::CrisisUpdate => td_string!(language, words.target_crisis_update),
        Target::FollowUp => td_string!(language, words.target_follow_up),
    }
}

/// `到场`, for rows.
pub fn target_short(language: Locale, target: Target) -> &'static str {
    match target {
        Target::Respond => td_string!(language, words.target_short_respond),
        Target::Quote => td_string!(language, words.target_short_quote),
        Target::OnSite => td_string!(language, words.target_short_on_site),
        Target::Restore => td_string!(language, words.target_short_restore),
        Target::PartReplaced => td_string!(language, words.target_short_part_replaced),
        Target::Resolve => td_string!(language, words.target_short_resolve),
        Target::AnalysisReport => td_string!(language, words.target_short_analysis_report),
        Target::CrisisUpdate => td_string!(language, words.target_short_crisis_update),
        Target::FollowUp => td_string!(language, words.target_follow_up),
    }
}

/// `2 小时`, `1 个工作日`, `立即`
pub fn limit(language: Locale, limit: Limit) -> String {
    match limit {
        Limit::Minutes(0) => td_string!(language, words.at_once).to_owned(),
        Limit::Minutes(minutes) => moment::duration(language, minutes * 60_000),
        Limit::WorkingDays(1) => td_string!(language, words.working_day).to_owned(),
        Limit::WorkingDays(days) => td_string!(language, words.working_days, n = days),
    }
}

/// `工程师`
pub fn role(language: Locale, role: Role) -> &'static str {
    match role {
        Role::Customer => td_string!(language, words.role_customer),
        Role::CustomerAdmin => td_string!(language, words.role_customer_admin),
        Role::Secretary => td_string!(language, words.role_secretary),
        Role::Engineer => td_string!(language, words.role_engineer),
        Role::Expert => td_string!(language, words.role_expert),
        Role::Manager => td_string!(language, words.role_manager),
    }
}

/// `电话`
pub fn channel(language: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => td_string!(language, survey.by_portal),
        Channel::Link => td_string!(language, survey.by_link),
        Channel::Record => td_string!(language, survey.by_record),
        Channel::Phone => td_string!(language, survey.by_phone),
        Channel::Letter => td_string!(language, survey.by_letter),
        Channel::Email => td_string!(language, survey.by_email),
        Channel::Fax => td_string!(language, survey.by_fax),
        Channel::Visit => td_string!(language, survey.by_visit),
    }
}

/// `优`
pub fn grade(language: Locale, grade: Grade) -> &'static str {
    match grade {
        Grade::Excellent => td_string!(language, words.grade_excellent),
        Grade::Good => td_string!(language, words.grade_good),
        Grade::Fair => td_string!(language, words.grade_fair),
        Grade::Poor => td_string!(language, words.grade_poor),
    }
}

/// `在保`
pub fn verdict(language: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => td_string!(language, words.verdict_covered),
        Verdict::AdviceOnly => td_string!(language, words.verdict_advice_only),
        Verdict::Billable => td_string!(language, words.verdict_billable),
        Verdict::NeedsDecision => td_string!(language, words.verdict_needs_decision),
    }
}

/// What happens next under that verdict.
pub fn what_then(language: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => td_string!(language, words.then_covered),
        Verdict::AdviceOnly => td_string!(language, words.then_advice_only),
        Verdict::Billable => td_string!(language, words.then_billable),
        Verdict::NeedsDecision => td_string!(language, words.then_needs_decision),
    }
}

/// Why the clock stands still.
pub fn pause_reason(language: Locale, why: &PauseReason) -> String {
    match why {
        PauseReason::WaitingForCustomer { words } => td_string!(language, words.pause_waiting, words = words),
        PauseReason::AwaitingConfirmation => td_string!(language, words.pause_confirmation).to_owned(),
        PauseReason::AwaitingQuoteAnswer => td_string!(language, words.pause_quote).to_owned(),
    }
}

/// Whether a contract is in force, and how long still: `有效 · 还剩 40 天`.
pub fn standing(language: Locale, standing: Standing) -> String {
    match standing {
        Standing::NotYet => td_string!(language, words.standing_not_yet).to_owned(),
        Standing::InForce { days_left: 0 } => td_string!(language, words.standing_last_day).to_owned(),
        Standing::InForce { days_left } => td_string!(language, words.standing_days_left, days = days_left),
        Standing::Expired { days_ago } => td_string!(language, words.standing_days_ago, days = days_ago),
    }
}
