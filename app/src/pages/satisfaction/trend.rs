//! The rate month by month: a drawing, and the same as a table for those who read or listen.

use super::figures::percent_of;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::Card;
use crate::words::satisfaction::percent;
use domain::satisfaction::{GOAL, Grouped, Interval};
use leptos::prelude::*;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 200;
/// Room for the scale on the left, the months below.
const LEFT: u32 = 44;
const BELOW: u32 = 24;
const ABOVE: u32 = 12;

#[component]
pub fn Trend(months: Vec<Grouped>) -> impl IntoView {
    let language = use_language();
    // A single month is no trend.
    (months.len() > 1).then(|| {
        let rows = months.iter().map(row).collect::<Vec<_>>();
        view! {
            <Card title=td_string!(language, satisfaction.trend)>
                <div class="satisfaction-trend">
                    {drawing(&months)}
                    <table class="figures-table">
                        <caption class="visually-hidden">{td_string!(language, satisfaction.trend)}</caption>
                        <thead><tr>
                            <th scope="col">{td_string!(language, satisfaction.month)}</th>
                            <th scope="col">{td_string!(language, satisfaction.rate)}</th>
                            <th scope="col">{td_string!(language, satisfaction.surveys)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Card>
        }
        .into_any()
    })
}

/// `2026-11`
fn month(grouped: &Grouped) -> String {
    grouped.group.key.chars().take(7).collect()
}

fn row(grouped: &Grouped) -> AnyView {
    let rate = grouped.summary.map_or_else(|| "–".to_owned(), |summary| percent_of(summary.rate));
    view! { <tr><th scope="row">{month(grouped)}</th><td>{rate}</td><td>{grouped.surveys}</td></tr> }.into_any()
}

/// Where a rate lies, from above.
fn height(permille: u16) -> u32 {
    ABOVE + (HEIGHT - ABOVE - BELOW) * (1_000 - u32::from(permille.min(1_000))) / 1_000
}

/// Rates as points with the range they can be trusted in, joined where months follow each other; the goal as a line.
fn drawing(months: &[Grouped]) -> AnyView {
    let count = u32::try_from(months.len()).unwrap_or(u32::MAX).max(1);
    let step = (WIDTH - LEFT) / count;
    let across = |nth: usize| LEFT + step * u32::try_from(nth).unwrap_or_default() + step / 2;
    let rates = months.iter().map(|month| month.summary.map(|summary| summary.rate)).enumerate();
    let rates = rates.filter_map(|(nth, rate)| Some((nth, rate?.permille()?, rate?.interval()?)));
    let rates: Vec<(usize, u16, Interval)> = rates.collect();
    let bands = rates.iter().map(|(nth, _, interval)| {
        let (x, top) = (across(*nth) - 4, height(interval.high));
        view! { <rect class="trend-band" x=x y=top width="8" height=height(interval.low) - top rx="4" /> }
    });
    let lines = rates.windows(2).filter(|two| two[1].0 == two[0].0 + 1).map(|two| {
        let [(a, from, _), (b, until, _)] = [two[0], two[1]];
        view! { <line class="trend-line" x1=across(a) y1=height(from) x2=across(b) y2=height(until) /> }
    });
    let points = rates.iter().map(|(nth, rate, _)| {
        let said = format!("{} {}", month(&months[*nth]), percent(*rate));
        view! { <circle class="trend-point" cx=across(*nth) cy=height(*rate) r="4"><title>{said}</title></circle> }
    });
    let scale = [0, 500, 1_000].map(|permille| {
        let y = height(permille);
        view! {
            <line class="trend-grid" x1=LEFT x2=WIDTH y1=y y2=y />
            <text class="trend-word" x=LEFT - 8 y=y + 4 text-anchor="end">{format!("{}%", permille / 10)}</text>
        }
    });
    // Every month where there is room, else every third.
    let every = if count > 14 { 3 } else { 1 };
    let below = months.iter().enumerate().filter(|(nth, _)| nth % every == 0).map(|(nth, grouped)| {
        let label = grouped.group.key.get(if nth == 0 { 2..7 } else { 5..7 }).unwrap_or_default().to_owned();
        view! { <text class="trend-word" x=across(nth) y=HEIGHT - 6 text-anchor="middle">{label}</text> }
    });
    let (bands, lines, points) = (bands.collect::<Vec<_>>(), lines.collect::<Vec<_>>(), points.collect::<Vec<_>>());
    let below = below.collect::<Vec<_>>();
    view! {
        <svg class="trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true" focusable="false">
            {scale.collect_view()}
            <line class="trend-goal" x1=LEFT x2=WIDTH y1=height(GOAL) y2=height(GOAL) />
            {bands}{lines}{points}{below}
        </svg>
    }
    .into_any()
}
