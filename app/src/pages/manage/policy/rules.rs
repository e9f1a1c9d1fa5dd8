//! Reminders, the rules that act by themselves, and emergency levels.

use super::fields::{Fields, Options};
use crate::i18n::td_string;
use crate::ui::TextInput;
use crate::words;
use domain::case::crisis::ContingencyAction;
use domain::policy::draft::{DISPATCHER, ENGINEER, EmergencyDraft, HalfTimeDraft, PolicyDraft, ReminderDraft};
use leptos::prelude::*;

pub(super) fn reminders(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let rows = draft.reminders.iter().enumerate().map(|(row, one)| reminder(fields, row, one)).collect::<Vec<_>>();
    let add = fields.add("reminder", td_string!(language, policies.add_reminder));
    fields.card(td_string!(language, policies.reminders), "reminder", vec![rows.into_any(), add])
}

fn reminder(fields: &Fields, row: usize, one: &ReminderDraft) -> AnyView {
    let language = fields.language;
    let at = |name: &str| format!("reminder.{row}.{name}");
    let none = td_string!(language, policies.nobody);
    let to: Options = vec![
        (ENGINEER.to_owned(), td_string!(language, policies.to_engineer).to_owned()),
        (DISPATCHER.to_owned(), td_string!(language, policies.to_dispatcher).to_owned()),
    ];
    view! {
        <fieldset class="policy-row policy-reminder">
            <legend class="visually-hidden">{td_string!(language, policies.row, n = row as u64 + 1)}</legend>
            {fields.picks(at("targets"), td_string!(language, policies.reminder_targets), none, fields.targets(), &one.targets)}
            <TextInput name=at("lead") label=td_string!(language, policies.lead) hint=td_string!(language, policies.lead_hint)
                value=one.lead.clone() flaws=fields.flaws />
            {fields.select(at("to"), td_string!(language, policies.to), "", to, &one.to)}
            <div class="policy-row-acts">{fields.remove("reminder", row)}</div>
        </fieldset>
    }
    .into_any()
}

pub(super) fn rules(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let no_rule = td_string!(language, policies.no_rule);
    let HalfTimeDraft { target, share, actions } = &draft.half_time;
    let all =
        ContingencyAction::ALL.map(|one| (one.key().to_owned(), words::action(language, one).to_owned())).to_vec();
    let none = td_string!(language, policies.nobody);
    let action_legend = td_string!(language, policies.actions);
    let target_name = "half_time.target".to_owned();
    let half_time = view! {
        <div class="policy-row policy-half">
            {fields.select(target_name, td_string!(language, policies.half_time), no_rule, fields.targets(), target)}
            {fields.text("half_time.share".to_owned(), td_string!(language, policies.share), share, true)}
            {fields.picks("half_time.actions".to_owned(), action_legend, none, all, actions)}
        </div>
    };
    let crisis = view! {
        <TextInput name="crisis" label=td_string!(language, policies.crisis) hint=td_string!(language, policies.crisis_hint)
            value=draft.crisis.clone() flaws=fields.flaws optional=true />
    };
    let (rise_name, rise_label) = ("rise".to_owned(), td_string!(language, policies.rise));
    let rise = fields.select(rise_name, rise_label, no_rule, fields.targets(), &draft.rise);
    fields.card(td_string!(language, policies.rules), "rules", vec![rise, half_time.into_any(), crisis.into_any()])
}

pub(super) fn emergencies(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let rows = draft.emergencies.iter().enumerate().map(|(row, one)| emergency(fields, row, one)).collect::<Vec<_>>();
    let add = fields.add("emergency", td_string!(language, policies.add_emergency));
    fields.card(td_string!(language, policies.emergencies), "emergency", vec![rows.into_any(), add])
}

fn emergency(fields: &Fields, row: usize, one: &EmergencyDraft) -> AnyView {
    let language = fields.language;
    let section = format!("emergency.{row}");
    let at = |name: &str| format!("{section}.{name}");
    let (choose, none) = (td_string!(language, policies.choose), td_string!(language, policies.nobody));
    let (told, told_name) = (one.told, at("told"));
    view! {
        <fieldset class="policy-row policy-emergency">
            <legend class="visually-hidden">{td_string!(language, policies.row, n = row as u64 + 1)}</legend>
            {fields.select(at("severity"), td_string!(language, policies.level), choose, fields.severities(), &one.severity)}
            <TextInput name=at("within") label=td_string!(language, policies.emergency_within)
                hint=td_string!(language, policies.open_hint) value=one.within.clone() flaws=fields.flaws optional=true />
            {fields.picks(at("experts"), td_string!(language, policies.experts), none, fields.roles.clone(), &one.experts)}
            {fields.picks(at("accountable"), td_string!(language, policies.accountable), none, fields.roles.clone(), &one.accountable)}
            {fields.which_cases(&section, &one.kinds, &one.verdicts)}
            <label class="check">
                <input type="checkbox" name=told_name value="on" checked=told />
                <span>{td_string!(language, policies.told)}</span>
            </label>
            <div class="policy-row-acts">{fields.remove("emergency", row)}</div>
        </fieldset>
    }
    .into_any()
}
