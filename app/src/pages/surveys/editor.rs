//! `/manage/questionnaires/{id}`: one plain form of everything a questionnaire says. Questions move by the number of their
//! place; what is pressed without saving comes back as it would be asked.

use crate::api::questionnaires::questionnaire;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::pages::survey::questions::questions;
use crate::ui::field::flaw_of;
use crate::ui::{Card, Flaws, Look, Notice, Select, Submit, TextArea, TextInput, Tone, loaded, moment};
use crate::wire::fetched;
use domain::Moment;
use domain::survey::{AnswerKind, ChoiceDraft, QuestionDraft, QuestionnaireSheet, TextDraft};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Empty lines for more choices.
const MORE_CHOICES: usize = 2;
const CHOICES_MOST: usize = 12;

/// The editor.
#[component]
pub fn QuestionnairePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        (id, query.with(|query| query.get("parked")))
    });
    let saved = query.with_untracked(|query| query.get("saved").is_some());
    let found = fetched(move || asked.get(), |(id, parked)| questionnaire(id, parked));
    loaded(found, move |sheet: QuestionnaireSheet| show(sheet, saved))
}

fn show(sheet: QuestionnaireSheet, saved: bool) -> AnyView {
    let language = use_language();
    let title = sheet.draft.name.chinese.clone();
    let title = if language == Locale::en && !sheet.draft.name.english.is_empty() {
        sheet.draft.name.english.clone()
    } else {
        title
    };
    let flaws = Signal::stored(sheet.flaws.clone());
    let notices = notices(language, &sheet, saved);
    let versions = versions(language, sheet.versions);
    let (shown, intro) = (sheet.preview, preview_intro(language, &sheet.draft.intro));
    let preview = (!shown.is_empty()).then(|| {
        let filled = RwSignal::new(Vec::new());
        view! {
            <Card title=td_string!(language, questionnaires.preview)>
                <p class="survey-intro">{intro}</p>
                <div class="form survey-form survey-preview" inert=true>
                    {questions(&shown, &Vec::new(), filled, Signal::stored(Vec::new()))}
                </div>
            </Card>
        }
    });
    let draft = sheet.draft;
    let kinds = kinds(language);
    let rows = draft.questions.iter().zip(sheet.conditions).enumerate();
    let rows = rows.map(|(index, (question, when))| row(language, index, question, when, flaws)).collect::<Vec<_>>();
    let none = flaw_of(flaws, "questions");
    let days = [
        ("expires_days", td_string!(language, questionnaires.expires), draft.expires_days),
        ("remind_days", td_string!(language, questionnaires.remind), draft.remind_days),
        ("follow_up_working_days", td_string!(language, questionnaires.follow_up), draft.follow_up_working_days),
    ];
    let days = days.map(|(name, label, value)| {
        view! { <TextInput name=name label=label value=value keyboard="numeric" flaws=flaws /> }.into_any()
    });
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href="/manage/questionnaires">"‹ "{td_string!(language, questionnaires.title)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        {notices}
        <form class="form questionnaire" method="post" action=format!("/manage/questionnaires/{}", sheet.id)>
            <input type="hidden" name="based_on" value=sheet.version />
            {both("name", td_string!(language, questionnaires.name), &draft.name, flaws)}
            {long("intro", td_string!(language, questionnaires.intro), &draft.intro, flaws)}
            <div class="questionnaire-days">{days.into_iter().collect::<Vec<_>>()}</div>
            {move || none.get().map(|flaw| view! { <p class="field-flaw">{flaw}</p> })}
            {rows}
            <div class="questionnaire-add">
                <Select name="add_kind" label=td_string!(language, questionnaires.new_question) options=kinds />
                <Submit label=td_string!(language, questionnaires.add) look=Look::Secondary name="button" value="add" />
            </div>
            <div class="buttons">
                <Submit label=td_string!(language, questionnaires.save) name="button" value="save" />
                <Submit label=td_string!(language, questionnaires.look) look=Look::Secondary name="button" value="look" />
            </div>
        </form>
        {preview}
        {versions}
    }
    .into_any()
}

fn notices(language: Locale, sheet: &QuestionnaireSheet, saved: bool) -> Vec<AnyView> {
    let notice = |tone, title: &'static str| view! { <Notice tone=tone title=title /> }.into_any();
    let mut notices = Vec::new();
    if saved && !sheet.unsaved {
        notices.push(notice(Tone::Good, td_string!(language, questionnaires.saved)));
    }
    if sheet.overtaken {
        notices.push(notice(Tone::Bad, td_string!(language, questionnaires.overtaken)));
    } else if !sheet.flaws.is_empty() {
        notices.push(notice(Tone::Bad, td_string!(language, questionnaires.flawed)));
    } else if sheet.unsaved {
        notices.push(notice(Tone::Warning, td_string!(language, questionnaires.unsaved)));
    }
    notices
}

fn preview_intro(language: Locale, intro: &TextDraft) -> String {
    match language {
        Locale::en if !intro.english.is_empty() => intro.english.clone(),
        _ => intro.chinese.clone(),
    }
}

/// What the fields of both languages are called.
fn in_both(label: &str) -> (String, String) {
    let language = use_language();
    let called = |name: &str| format!("{label} · {name}");
    (called(td_string!(language, questionnaires.in_chinese)), called(td_string!(language, questionnaires.in_english)))
}

/// A text in both languages, side by side.
fn both(name: &str, label: &str, text: &TextDraft, flaws: Flaws) -> AnyView {
    let (chinese, english) = in_both(label);
    let english_name = format!("{name}_en");
    view! {
        <div class="questionnaire-both">
            <TextInput name=name label=chinese value=text.chinese.clone() flaws=flaws />
            <TextInput name=english_name label=english value=text.english.clone() flaws=flaws optional=true />
        </div>
    }
    .into_any()
}

fn long(name: &str, label: &str, text: &TextDraft, flaws: Flaws) -> AnyView {
    let (chinese, english) = in_both(label);
    let english_name = format!("{name}_en");
    view! {
        <div class="questionnaire-both">
            <TextArea name=name label=chinese value=text.chinese.clone() flaws=flaws rows=2 optional=true />
            <TextArea name=english_name label=english value=text.english.clone() flaws=flaws rows=2 optional=true />
        </div>
    }
    .into_any()
}

fn kinds(language: Locale) -> Vec<(String, String)> {
    let name = |kind: AnswerKind| match kind {
        AnswerKind::Grade => td_string!(language, questionnaires.kind_grade),
        AnswerKind::Five => td_string!(language, questionnaires.kind_five),
        AnswerKind::Nps => td_string!(language, questionnaires.kind_nps),
        AnswerKind::YesNo => td_string!(language, questionnaires.kind_yes_no),
        AnswerKind::One => td_string!(language, questionnaires.kind_one),
        AnswerKind::Several => td_string!(language, questionnaires.kind_several),
        AnswerKind::Text => td_string!(language, questionnaires.kind_text),
    };
    AnswerKind::ALL.map(|kind| (kind.key().to_owned(), name(kind).to_owned())).to_vec()
}

fn row(
    language: Locale,
    index: usize,
    question: &QuestionDraft,
    conditions: Vec<(String, String)>,
    flaws: Flaws,
) -> AnyView {
    let field = |name: &str| format!("question.{index}.{name}");
    let kind = AnswerKind::from_key(&question.kind);
    let always = (String::new(), td_string!(language, questionnaires.always).to_owned());
    let conditions: Vec<_> = std::iter::once(always).chain(conditions).collect();
    let choices = kind.filter(|kind| kind.has_choices()).map(|_| choices(language, index, &question.choices, flaws));
    let judged = kind.filter(|kind| !kind.usually_bad().is_empty());
    let bad = judged.map(|_| tick(field("bad"), td_string!(language, questionnaires.bad), question.bad));
    view! {
        <fieldset class="questionnaire-question card">
            <legend>{index + 1}" · "{question.key.clone()}</legend>
            <input type="hidden" name=field("key") value=question.key.clone() />
            {both(&field("text"), td_string!(language, questionnaires.text), &question.text, flaws)}
            {both_optional(&field("hint"), td_string!(language, questionnaires.hint), &question.hint, flaws)}
            <div class="questionnaire-days">
                <Select name=field("kind") label=td_string!(language, questionnaires.kind) options=kinds(language)
                    chosen=question.kind.clone() flaws=flaws />
                <Select name=field("when") label=td_string!(language, questionnaires.when) options=conditions
                    chosen=question.when.clone() flaws=flaws optional=true />
                <TextInput name=field("place") label=td_string!(language, questionnaires.place) keyboard="decimal"
                    value=(index + 1).to_string() />
            </div>
            {choices}
            <div class="questionnaire-ticks">
                {tick(field("required"), td_string!(language, questionnaires.required), question.required)}
                {bad}
                {tick(field("remove"), td_string!(language, questionnaires.remove), false)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn both_optional(name: &str, label: &str, text: &TextDraft, flaws: Flaws) -> AnyView {
    let (chinese, english) = in_both(label);
    let english_name = format!("{name}_en");
    view! {
        <div class="questionnaire-both">
            <TextInput name=name label=chinese value=text.chinese.clone() flaws=flaws optional=true />
            <TextInput name=english_name label=english value=text.english.clone() flaws=flaws optional=true />
        </div>
    }
    .into_any()
}

fn tick(name: String, label: &'static str, ticked: bool) -> AnyView {
    view! {
        <label class="check"><input type="checkbox" name=name value="on" checked=ticked /><span>{label}</span></label>
    }
    .into_any()
}

fn choices(language: Locale, index: usize, known: &[ChoiceDraft], flaws: Flaws) -> AnyView {
    let flaw = flaw_of(flaws, &format!("question.{index}.choices"));
    let count = (known.len() + MORE_CHOICES).min(CHOICES_MOST);
    let line = |nth: usize| {
        let choice = known.get(nth).cloned().unwrap_or_default();
        let name = format!("question.{index}.choice.{nth}");
        let label = td_string!(language, questionnaires.choice, n = (nth + 1) as u64);
        view! {
            <input type="hidden" name=format!("{name}.key") value=choice.key />
            {both_optional(&name, &label, &choice.text, flaws)}
            {tick(format!("{name}.bad"), td_string!(language, questionnaires.bad_choice), choice.bad)}
        }
        .into_any()
    };
    view! {
        <div class="questionnaire-choices">
            {(0..count).map(line).collect::<Vec<_>>()}
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw">{flaw}</p> })}
        </div>
    }
    .into_any()
}

fn versions(language: Locale, versions: Vec<(i64, Option<Moment>, String)>) -> AnyView {
    let zone = use_zone();
    let line = |(version, at, by): (i64, Option<Moment>, String)| {
        let saved = match at {
            Some(at) => format!("{} · {by}", moment::full(&zone, at)),
            None => td_string!(language, questionnaires.built_in).to_owned(),
        };
        view! { <li><b>{td_string!(language, questionnaires.version, n = version)}</b>" "<span class="soft">{saved}</span></li> }
    };
    let lines = versions.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, questionnaires.versions)>
            <ul class="follow-up-steps">{lines}</ul>
        </Card>
    }
    .into_any()
}
