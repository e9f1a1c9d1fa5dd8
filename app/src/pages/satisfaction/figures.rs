//! The figures on top: the rate against the goal with how sure it is, response, promoters, complaints.

use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::words::satisfaction::percent;
use domain::satisfaction::{ANSWERS_FEWEST, Counted, Rate, Summary};
use leptos::prelude::*;

#[component]
pub fn Figures(counted: Counted) -> impl IntoView {
    let language = use_language();
    let Counted { summary, surveys, asked, responded, complaints } = counted;
    let response = Rate { satisfied: responded, judged: asked, surveys: asked };
    let of_those = td_string!(language, satisfaction.responded, responded = responded, asked = asked);
    let response = Figure {
        term: td_string!(language, satisfaction.response_rate),
        value: percent_of(response),
        mark: None,
        hint: of_those,
    };
    let promoters = summary.and_then(|summary| {
        let Summary { promoters, .. } = summary;
        let score = promoters.score()?;
        Some(Figure {
            term: td_string!(language, satisfaction.nps),
            value: signed(score),
            mark: None,
            hint: td_string!(language, satisfaction.nps_hint, n = promoters.answers),
        })
    });
    let complaints = Figure {
        term: td_string!(language, satisfaction.complaints),
        value: complaints.to_string(),
        mark: None,
        hint: td_string!(language, satisfaction.complaints_hint).to_owned(),
    };
    let shown = [Some(rate(language, summary, surveys)), Some(response), promoters, Some(complaints)];
    let shown = shown.into_iter().flatten().map(Figure::show).collect::<Vec<_>>();
    view! { <dl class="satisfaction-figures">{shown}</dl> }.into_any()
}

/// One figure with what it is called.
pub struct Figure {
    pub term: &'static str,
    pub value: String,
    /// Whether the goal is reached, and the words for it.
    pub mark: Option<(bool, &'static str)>,
    pub hint: String,
}

impl Figure {
    /// As a card of the list.
    pub fn show(self) -> AnyView {
        let mark = self.mark.map(|(reached, said)| {
            let (class, sign) = if reached { ("mark-good", "✓ ") } else { ("mark-warning", "◇ ") };
            view! { <dd class=class>{sign}{said}</dd> }
        });
        view! {
            <div class="card satisfaction-figure">
                <dt>{self.term}</dt>
                <dd class="satisfaction-value">{self.value}</dd>
                {mark}
                <dd class="soft">{self.hint}</dd>
            </div>
        }
        .into_any()
    }
}

fn rate(language: Locale, summary: Option<Summary>, surveys: u32) -> Figure {
    let term = td_string!(language, satisfaction.rate);
    let few = || Figure { term, value: "–".to_owned(), mark: None, hint: too_few(language, surveys) };
    let Some(rate) = summary.map(|summary| summary.rate) else { return few() };
    let (Some(reached), Some(interval)) = (rate.reaches_goal(), rate.interval()) else { return few() };
    let said = match reached {
        true => td_string!(language, satisfaction.goal_reached),
        false => td_string!(language, satisfaction.goal_missed),
    };
    let (low, high) = (percent(interval.low), percent(interval.high));
    let hint = td_string!(language, satisfaction.interval, low = low, high = high, n = rate.surveys);
    Figure { term, value: percent_of(rate), mark: Some((reached, said)), hint }
}

/// `2 份，少于 3 份不单列`
pub fn too_few(language: Locale, surveys: u32) -> String {
    td_string!(language, satisfaction.too_few, n = surveys, least = ANSWERS_FEWEST)
}

/// `92.4 %`, or a dash.
pub fn percent_of(rate: Rate) -> String {
    rate.permille().map_or_else(|| "–".to_owned(), percent)
}

/// `+42`, `−3`
pub fn signed(score: i32) -> String {
    match score {
        1.. => format!("+{score}"),
        0 => "0".to_owned(),
        _ => format!("−{}", score.unsigned_abs()),
    }
}
