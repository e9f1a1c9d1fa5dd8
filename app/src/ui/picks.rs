//! Choosing several of many where room is short: what is chosen stands as words in one line and opens to check boxes. Works
//! without scripts; with them the line follows the boxes.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::field::{Flaws, described_by, flaw_of};
use leptos::prelude::*;

/// Check boxes of one name. Those chosen come first, in their order: the form sends them in the order they stand in.
#[component]
pub fn Picks(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    /// Values and labels.
    options: Vec<(String, String)>,
    chosen: Vec<String>,
    #[prop(optional, into)] flaws: Flaws,
    /// What stands there when nothing is chosen.
    #[prop(into)]
    none: String,
    /// Follows the chosen ones in the line.
    #[prop(optional, into)]
    after: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let language = use_language();
    let flaw = flaw_of(flaws, &name);
    let flaw_id = format!("{name}-flaw");
    let describedby = described_by(&name, "", flaw);
    let options = ordered(options, &chosen);
    let labels = options.clone();
    let picked = RwSignal::new(chosen);
    let said = move || {
        let labels = labels.iter().filter(|(value, _)| picked.with(|picked| picked.contains(value)));
        let labels: Vec<&str> = labels.map(|(_, label)| label.as_str()).collect();
        match labels.is_empty() {
            true => none.clone(),
            false => labels.join(td_string!(language, words.list_separator)) + &after,
        }
    };
    let boxes = options
        .into_iter()
        .map(|(value, label)| {
            let (checked, own) = (picked.with_untracked(|picked| picked.contains(&value)), value.clone());
            let toggle = move |_| {
                picked.update(|picked| match picked.iter().position(|known| *known == own) {
                    Some(at) => drop(picked.remove(at)),
                    None => picked.push(own.clone()),
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" name=name.clone() value=value checked=checked on:change=toggle />
                    <span>{label}</span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field picks" aria-describedby=describedby
            data-flawed=move || flaw.with(Option::is_some).then_some("true")>
            <legend class="field-label">{legend}</legend>
            <details>
                <summary class="control">{said}</summary>
                <div class="picks-list">{boxes}{children.map(|children| children())}</div>
            </details>
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw" id=flaw_id.clone()>{flaw}</p> })}
        </fieldset>
    }
    .into_any()
}

fn ordered(options: Vec<(String, String)>, chosen: &[String]) -> Vec<(String, String)> {
    let at = |value: &String| chosen.iter().position(|known| known == value).unwrap_or(usize::MAX);
    let mut ordered = options;
    ordered.sort_by_key(|(value, _)| at(value));
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_ones_stand_first_in_their_order_and_in_words() {
        let html = crate::ui::testing::rendered(|| {
            let options = [("a", "甲"), ("b", "乙"), ("c", "丙")].map(|(value, label)| (value.into(), label.into()));
            view! {
                <Picks name="matrix.0.1.roles" legend="通知" options=options.to_vec() none="—"
                    chosen=vec!["c".to_owned(), "a".to_owned()] />
            }
            .into_any()
        });
        assert!(html.contains("丙、甲"), "{html}");
        let places: Vec<usize> = ["value=\"c\"", "value=\"a\"", "value=\"b\""].map(|v| html.find(v).unwrap()).to_vec();
        assert!(places.is_sorted(), "{html}");
    }
}
