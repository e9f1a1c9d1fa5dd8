//! Levels of severity, and the table of targets.

use super::fields::Fields;
use crate::i18n::td_string;
use crate::words;
use domain::case::Origin;
use domain::policy::draft::{LevelDraft, PolicyDraft, PromiseDraft};
use domain::policy::promise::Waiting;
use leptos::prelude::*;

pub(super) fn levels(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let rows = draft.levels.iter().enumerate().map(|(row, level)| level_row(fields, row, level)).collect::<Vec<_>>();
    let rows = rows.into_any();
    let add = fields.add("level", td_string!(language, policies.add_level));
    fields.card(td_string!(language, policies.levels), "level", vec![fields.told("level"), rows, add])
}

fn level_row(fields: &Fields, row: usize, level: &LevelDraft) -> AnyView {
    let language = fields.language;
    let at = |name: &str| format!("level.{row}.{name}");
    let choose = td_string!(language, policies.choose);
    view! {
        <fieldset class="policy-row policy-level">
            <legend class="visually-hidden">{td_string!(language, policies.row, n = row as u64 + 1)}</legend>
            {fields.select(at("level"), td_string!(language, policies.level), choose, fields.severities(), &level.level)}
            {fields.text(at("name_zh"), td_string!(language, policies.name_zh), &level.name_zh, false)}
            {fields.text(at("name_en"), td_string!(language, policies.name_en), &level.name_en, true)}
            {fields.text(at("meaning_zh"), td_string!(language, policies.meaning_zh), &level.meaning_zh, false)}
            {fields.text(at("meaning_en"), td_string!(language, policies.meaning_en), &level.meaning_en, true)}
            <div class="policy-row-acts">{fields.remove("level", row)}</div>
        </fieldset>
    }
    .into_any()
}

pub(super) fn promises(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let rows = draft.promises.iter().enumerate().map(|(row, promise)| promise_row(fields, row, promise));
    let rows = rows.collect::<Vec<_>>().into_any();
    let about = fields.about(td_string!(language, policies.targets_about));
    let add = fields.add("promise", td_string!(language, policies.add_promise));
    fields.card(td_string!(language, policies.targets), "promise", vec![about, fields.told("promise"), rows, add])
}

fn promise_row(fields: &Fields, row: usize, promise: &PromiseDraft) -> AnyView {
    let language = fields.language;
    let section = format!("promise.{row}");
    let at = |name: &str| format!("{section}.{name}");
    let choose = td_string!(language, policies.choose);
    let origins = Origin::ALL.map(|one| (one.key().to_owned(), words::origin(language, one).to_owned())).to_vec();
    let waiting = [
        (Waiting::ForCustomer.key().to_owned(), td_string!(language, policies.waiting_customer).to_owned()),
        (Waiting::ForConfirmation.key().to_owned(), td_string!(language, policies.waiting_confirmation).to_owned()),
    ];
    let (every, never) = (td_string!(language, policies.every_origin), td_string!(language, policies.never_paused));
    let none = td_string!(language, policies.nobody);
    let up = (row > 0).then(|| {
        let said = td_string!(language, policies.up_row, n = row as u64 + 1);
        fields.button(format!("up.{section}"), td_string!(language, policies.up), said)
    });
    view! {
        <fieldset class="policy-row policy-promise">
            <legend class="visually-hidden">{td_string!(language, policies.row, n = row as u64 + 1)}</legend>
            {fields.select(at("target"), td_string!(language, policies.target), choose, fields.targets(), &promise.target)}
            {fields.picks(at("severities"), td_string!(language, policies.at_levels), none, fields.severities(), &promise.severities)}
            {fields.text(at("within"), td_string!(language, policies.within), &promise.within, false)}
            {fields.select(at("hours"), td_string!(language, policies.hours), choose, fields.calendars.clone(), &promise.hours)}
            {fields.which_cases(&section, &promise.kinds, &promise.verdicts)}
            {fields.picks(at("origins"), td_string!(language, policies.origins), every, origins, &promise.origins)}
            {fields.picks(at("paused_by"), td_string!(language, policies.paused_by), never, waiting.to_vec(), &promise.paused_by)}
            <div class="policy-row-acts">{up}{fields.remove("promise", row)}</div>
        </fieldset>
    }
    .into_any()
}
