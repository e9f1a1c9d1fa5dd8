//! A form half filled in, kept by this browser (`localStorage`) until it is sent: a reload or a closed window loses nothing.
//! Called in effects and handlers only.

use domain::survey::QuestionSheet;
use leptos::web_sys::{FormData, HtmlFormElement, Storage, window};
use web_sys::UrlSearchParams;

/// What is filled in: names of fields and values; a name may come several times.
pub type Filled = Vec<(String, String)>;

fn key(action: &str) -> String {
    format!("lightwell.survey.{action}")
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// What the form holds now, of those questions.
pub fn filled(form: &HtmlFormElement, questions: &[QuestionSheet]) -> Filled {
    let fields = FormData::new_with_form(form).ok();
    let fields = fields.and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data).ok());
    fields.map(|fields| of_questions(&fields, questions)).unwrap_or_default()
}

fn of_questions(fields: &UrlSearchParams, questions: &[QuestionSheet]) -> Filled {
    let values = |question: &QuestionSheet| {
        let values: Vec<String> = fields.get_all(&question.key).iter().filter_map(|value| value.as_string()).collect();
        let given = values.into_iter().filter(|value| !value.is_empty());
        given.map(|value| (question.key.clone(), value)).collect::<Filled>()
    };
    questions.iter().flat_map(values).collect()
}

/// What is kept of that form; none also when storage is forbidden or holds something else.
pub fn kept(action: &str, questions: &[QuestionSheet]) -> Option<Filled> {
    let text = storage()?.get_item(&key(action)).ok().flatten()?;
    let fields = UrlSearchParams::new_with_str(&text).ok()?;
    Some(of_questions(&fields, questions)).filter(|filled| !filled.is_empty())
}

/// Keeps it. A full or forbidden storage keeps nothing, and the form works without.
pub fn keep(action: &str, filled: &Filled) {
    let (Some(storage), Ok(fields)) = (storage(), UrlSearchParams::new()) else { return };
    for (name, value) in filled {
        fields.append(name, value);
    }
    _ = storage.set_item(&key(action), &String::from(fields.to_string()));
}

/// Forgets it, once it has arrived.
pub fn forget(action: &str) {
    if let Some(storage) = storage() {
        _ = storage.remove_item(&key(action));
    }
}
