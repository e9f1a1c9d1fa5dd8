//! The trend of the last periods: cases opened, and the share of targets met, as bars with their figures, and as a table.

use super::tables::trend;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::moment;
use domain::service_report::{Span, TrendPoint};
use leptos::prelude::*;

const WIDTH: u32 = 300;
const HEIGHT: u32 = 130;
/// Room for the figures above the bars, and the periods below.
const ABOVE: u32 = 20;
const BELOW: u32 = 20;

#[component]
pub fn Trend(points: Vec<TrendPoint>) -> impl IntoView {
    let language = use_language();
    // A single period is no trend.
    (points.len() > 1).then(|| {
        let title = td_string!(language, service_report.trend);
        let most = points.iter().map(|point| point.opened).max().unwrap_or_default().max(1);
        let opened = points.iter().map(|point| {
            let (share, figure) = (Some((point.opened, most)), point.opened.to_string());
            Bar { point: *point, share, figure }
        });
        let share = |point: &TrendPoint| (100 * point.met + point.due / 2).checked_div(point.due);
        let kept = points.iter().map(|point| {
            let share = share(point);
            let figure = share.map_or_else(|| "–".to_owned(), |share| format!("{share}%"));
            Bar { point: *point, share: share.map(|share| (share, 100)), figure }
        });
        let (opened, kept) = (bars(opened.collect()), bars(kept.collect()));
        let table = trend(language, &points).body();
        view! {
            <section>
                <h2>{title}</h2>
                <div class="service-report-trend" aria-hidden="true">
                    <figure><figcaption>{td_string!(language, service_report.opened)}</figcaption>{opened}</figure>
                    <figure><figcaption>{td_string!(language, service_report.kept)}</figcaption>{kept}</figure>
                </div>
                {table}
            </section>
        }
        .into_any()
    })
}

/// `26-11`, `26-Q4`, `2026`, `11-22`
fn short(point: TrendPoint) -> String {
    let key = point.period.key();
    match point.period.span {
        Span::Month | Span::Quarter => key.chars().skip(2).collect(),
        Span::Year => key,
        Span::Days => moment::date(point.period.days.from).chars().skip(5).collect(),
    }
}

/// As high as its share of the whole; without a share there is none to draw.
struct Bar {
    point: TrendPoint,
    share: Option<(u32, u32)>,
    figure: String,
}

/// One bar a period.
fn bars(bars: Vec<Bar>) -> AnyView {
    let step = WIDTH / u32::try_from(bars.len()).unwrap_or(1).max(1);
    let width = step * 3 / 5;
    let ground = HEIGHT - BELOW;
    let bars = bars.into_iter().enumerate().map(|(nth, Bar { point, share, figure })| {
        let middle = step * u32::try_from(nth).unwrap_or_default() + step / 2;
        let high = share.map_or(0, |(part, whole)| (ground - ABOVE) * part / whole.max(1));
        view! {
            <rect class="report-bar" x=middle - width / 2 y=ground - high width=width height=high rx="2" />
            <text class="report-word" x=middle y=ground - high - 5 text-anchor="middle">{figure}</text>
            <text class="report-word" x=middle y=HEIGHT - 5 text-anchor="middle">{short(point)}</text>
        }
    });
    let bars = bars.collect::<Vec<_>>();
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") focusable="false">
            <line class="report-ground" x1="0" x2=WIDTH y1=ground y2=ground />
            {bars}
        </svg>
    }
    .into_any()
}
