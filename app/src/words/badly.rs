//! Words for what happens when things go badly: escalation roles, the contingency plan, and what notices are about.

use crate::i18n::{Locale, td_string};
use domain::case::crisis::{ContingencyAction, ContingencyTrigger, TaskForce};
use domain::notice::NoticeKind;

/// `运营中心总经理`: a role of the catalogue; its id when the catalogue has grown and the words have not.
pub fn escalation_role(language: Locale, id: &str) -> &str {
    match id {
        "service_engineer" => td_string!(language, words.escalation_role_service_engineer),
        "dedicated_engineer" => td_string!(language, words.escalation_role_dedicated_engineer),
        "technical_support_lead" => td_string!(language, words.escalation_role_technical_support_lead),
        "department_manager" => td_string!(language, words.escalation_role_department_manager),
        "operations_director" => td_string!(language, words.escalation_role_operations_director),
        "vice_president" => td_string!(language, words.escalation_role_vice_president),
        "general_manager" => td_string!(language, words.escalation_role_general_manager),
        "president" => td_string!(language, words.escalation_role_president),
        "local_manager" => td_string!(language, words.escalation_role_local_manager),
        "vendor_tac" => td_string!(language, words.escalation_role_vendor_tac),
        "vendor_regional_manager" => td_string!(language, words.escalation_role_vendor_regional_manager),
        "national_experts" => td_string!(language, words.escalation_role_national_experts),
        "regional_experts" => td_string!(language, words.escalation_role_regional_experts),
        "vendor_experts" => td_string!(language, words.escalation_role_vendor_experts),
        unknown => unknown,
    }
}

/// `运营中心总经理、厂家支持中心 (TAC)`
pub fn escalation_roles(language: Locale, ids: &[String]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| escalation_role(language, id)).collect();
    names.join(td_string!(language, words.list_separator))
}

/// `没有备件`
pub fn trigger(language: Locale, trigger: ContingencyTrigger) -> &'static str {
    match trigger {
        ContingencyTrigger::CannotArrive => td_string!(language, words.trigger_cannot_arrive),
        ContingencyTrigger::NoSparePart => td_string!(language, words.trigger_no_spare_part),
        ContingencyTrigger::FirstVisitFailed => td_string!(language, words.trigger_first_visit_failed),
        ContingencyTrigger::CauseUnknown => td_string!(language, words.trigger_cause_unknown),
        ContingencyTrigger::ForceMajeure => td_string!(language, words.trigger_force_majeure),
        ContingencyTrigger::HalfTime => td_string!(language, words.trigger_half_time),
    }
}

/// `调用备机`
pub fn action(language: Locale, action: ContingencyAction) -> &'static str {
    match action {
        ContingencyAction::SpareMachine => td_string!(language, words.action_spare_machine),
        ContingencyAction::AnotherEngineer => td_string!(language, words.action_another_engineer),
        ContingencyAction::Parts => td_string!(language, words.action_parts),
        ContingencyAction::ThirdParty => td_string!(language, words.action_third_party),
    }
}

/// `措施：调用备机、调拨备件`
pub fn actions(language: Locale, actions: &[ContingencyAction]) -> String {
    let named: Vec<&str> = actions.iter().map(|one| action(language, *one)).collect();
    if named.is_empty() {
        return String::new();
    }
    td_string!(language, words.actions_are, actions = named.join(td_string!(language, words.list_separator)))
}

/// `协调人：…；现场负责人：…；成员：…`
pub fn task_force(language: Locale, force: &TaskForce) -> String {
    let (coordinator, leader) = (force.coordinator.as_str(), force.leader.as_str());
    match force.members.join(td_string!(language, words.list_separator)) {
        nobody if nobody.is_empty() => {
            td_string!(language, words.task_force_two, coordinator = coordinator, leader = leader)
        }
        members => {
            td_string!(language, words.task_force_is, coordinator = coordinator, leader = leader, members = members)
        }
    }
}

/// `升级上报`
pub fn notice_kind(language: Locale, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Escalation => td_string!(language, words.notice_escalation),
        NoticeKind::Reminder => td_string!(language, words.notice_reminder),
        NoticeKind::SeverityRise => td_string!(language, words.notice_severity_rise),
        NoticeKind::Contingency => td_string!(language, words.notice_contingency),
        NoticeKind::Crisis => td_string!(language, words.notice_crisis),
        NoticeKind::Assignment => td_string!(language, words.notice_assignment),
        NoticeKind::Comment => td_string!(language, words.notice_comment),
        NoticeKind::Progress => td_string!(language, words.notice_progress),
        NoticeKind::Contract => td_string!(language, words.notice_contract),
        NoticeKind::Article => td_string!(language, articles.inbox_title),
        NoticeKind::Announcement => td_string!(language, announcements.title),
        NoticeKind::FollowUp => td_string!(language, follow_ups.title),
    }
}
