//! Satisfaction in figures, against tables worked out by hand.

use chrono::{NaiveDate, TimeZone, Utc};
use domain::refusal::{Flaw, FlawKind};
use domain::satisfaction::{
    Answered, Dimension, Group, Interval, Period, Promoters, Rate, SatisfactionFilter, Summary, grouped, questions,
    trend,
};
use domain::survey::{Answer, AnswerKind, Channel};
use domain::zone::Zone;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn group(key: &str) -> Group {
    Group { key: key.to_owned(), name: format!("{key} Ltd") }
}

fn answer(question: &str, kind: AnswerKind, value: &str) -> Answer {
    Answer { question: question.to_owned(), kind, value: value.to_owned() }
}

/// Answered at noon in Shanghai on that day.
fn survey(on: &str, organisation: &str, grades: [&str; 2]) -> Answered {
    let at = day(on).and_hms_opt(4, 0, 0).expect("a time");
    Answered {
        at: Utc.from_utc_datetime(&at).into(),
        organisation: group(organisation),
        engineer: None,
        product: Some(group("server")),
        channel: Channel::Portal,
        answers: vec![
            answer("speed", AnswerKind::Grade, grades[0]),
            answer("attitude", AnswerKind::Grade, grades[1]),
            answer("comment", AnswerKind::Text, "poor"),
        ],
    }
}

fn five() -> Vec<Answered> {
    vec![
        survey("2026-09-01", "Water", ["excellent", "good"]),
        survey("2026-09-30", "Water", ["good", "good"]),
        survey("2026-10-08", "Water", ["poor", "excellent"]),
        survey("2026-10-09", "Hospital", ["fair", "good"]),
        survey("2026-11-02", "Hospital", ["good", "excellent"]),
    ]
}

#[test]
fn the_rate_is_the_share_of_good_answers_with_wilsons_interval_of_the_surveys() {
    // satisfied, judged, surveys → per mille, low, high. The intervals by hand: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    let table = [
        (8, 10, 10, 800, 490, 943),
        (85, 100, 100, 850, 767, 907),
        (0, 3, 3, 0, 0, 561),
        (3, 3, 3, 1_000, 439, 1_000),
        (21, 24, 3, 875, 339, 990),
        (1, 3, 3, 333, 61, 792),
        (2, 3, 3, 667, 208, 939),
    ];
    for (satisfied, judged, surveys, permille, low, high) in table {
        let rate = Rate { satisfied, judged, surveys };
        assert_eq!(rate.permille(), Some(permille), "{rate:?}");
        assert_eq!(rate.interval(), Some(Interval { low, high }), "{rate:?}");
    }
    assert_eq!(Rate::default().permille(), None);
    assert_eq!(Rate::default().interval(), None);
}

#[test]
fn the_goal_is_reached_at_eighty_five_of_a_hundred_and_not_before() {
    let rate = |satisfied, judged| Rate { satisfied, judged, surveys: judged };
    assert_eq!(rate(85, 100).reaches_goal(), Some(true));
    assert_eq!(rate(84, 100).reaches_goal(), Some(false));
    // 849.6 per mille are shown as 850, and do not reach it.
    assert_eq!((rate(362, 426).permille(), rate(362, 426).reaches_goal()), (Some(850), Some(false)));
    assert_eq!(rate(0, 0).reaches_goal(), None);
}

#[test]
fn promoters_less_detractors() {
    let score = |values: &[u32]| {
        let mut promoters = Promoters::default();
        values.iter().for_each(|value| promoters.add(*value));
        promoters.score()
    };
    assert_eq!(score(&[10, 9, 9, 10, 9, 8, 7, 7, 6, 0]), Some(30));
    assert_eq!(score(&[6, 6, 9]), Some(-33));
    assert_eq!(score(&[7, 8]), Some(0));
    assert_eq!(score(&[]), None);
}

#[test]
fn what_surveys_say_together() {
    let surveys = five();
    let summary = Summary::of(&surveys);
    assert_eq!((summary.surveys, summary.grades), (5, [3, 5, 1, 1]));
    assert_eq!(summary.rate, Rate { satisfied: 8, judged: 10, surveys: 5 });
    let several = Answered {
        answers: vec![
            answer("five", AnswerKind::Five, "4"),
            answer("again", AnswerKind::YesNo, "no"),
            answer("recommend", AnswerKind::Nps, "10"),
            answer("why", AnswerKind::One, "price"),
        ],
        ..surveys[0].clone()
    };
    let summary = Summary::of([&several]);
    assert_eq!(summary.rate, Rate { satisfied: 1, judged: 2, surveys: 1 });
    assert_eq!(summary.promoters.score(), Some(100));
    let silent = Answered { answers: vec![answer("comment", AnswerKind::Text, "good")], ..surveys[0].clone() };
    assert_eq!(Summary::of([&silent]).rate, Rate::default());
}

#[test]
fn fewer_than_three_answers_are_not_broken_down() {
    let rows = grouped(&five(), Dimension::Customer);
    let told: Vec<_> = rows.iter().map(|row| (row.group.key.as_str(), row.surveys, row.summary.is_some())).collect();
    assert_eq!(told, [("Water", 3, true), ("Hospital", 2, false)]);
    assert_eq!(rows[0].summary.and_then(|summary| summary.rate.permille()), Some(833));
    let unassigned = grouped(&five(), Dimension::Engineer);
    assert_eq!((unassigned.len(), unassigned[0].group.key.as_str(), unassigned[0].surveys), (1, "", 5));
    let by_channel = grouped(&five(), Dimension::Channel);
    assert_eq!(by_channel[0].group.key, "portal");
}

#[test]
fn a_question_is_judged_by_those_who_answered_it() {
    let mut surveys = five();
    surveys[0].answers.retain(|answer| answer.question != "speed");
    let keys = ["attitude", "speed", "never_asked"].map(str::to_owned);
    let rows = questions(&surveys, &keys);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.group.key.as_str(), row.surveys, row.summary.and_then(|summary| summary.rate.permille())))
        .collect();
    assert_eq!(told, [("attitude", 5, Some(1_000)), ("speed", 4, Some(500))]);
}

#[test]
fn every_month_of_the_period_has_its_place_in_the_trend() {
    let shanghai = Zone::fixed("Asia/Shanghai", 8 * 3600);
    let mut surveys = five();
    // Half past midnight on the first of November in Shanghai is still October in UTC.
    surveys[4].at = Utc.with_ymd_and_hms(2026, 10, 31, 16, 30, 0).single().expect("a moment").into();
    let months = trend(&surveys, &shanghai, day("2026-08-15"), day("2026-11-22"));
    let told: Vec<_> = months.iter().map(|month| (month.group.key.as_str(), month.surveys)).collect();
    assert_eq!(told, [("2026-08-01", 0), ("2026-09-01", 2), ("2026-10-01", 2), ("2026-11-01", 1)]);
    assert!(months.iter().all(|month| month.summary.is_none()));
}

#[test]
fn a_period_is_a_year_unless_another_one_is_asked_for() {
    let today = day("2026-11-22");
    let filter = |from: &str, until: &str| SatisfactionFilter {
        from: from.to_owned(),
        until: until.to_owned(),
        ..SatisfactionFilter::default()
    };
    let usual = Period { from: day("2025-12-01"), until: today };
    assert_eq!(filter("", "").period(today), Ok(usual));
    let asked = Period { from: day("2026-07-01"), until: day("2026-09-30") };
    assert_eq!(filter("2026-07-01", " 2026-09-30 ").period(today), Ok(asked));
    let flaw = |field: &str, kind| Err(vec![Flaw::of(field, kind)]);
    assert_eq!(filter("yesterday", "").period(today), flaw("from", FlawKind::NotADay));
    assert_eq!(filter("2026-07-02", "2026-07-01").period(today), flaw("until", FlawKind::EndsBeforeItStarts));
    assert_eq!(filter("2020-01-01", "").period(today), flaw("from", FlawKind::TooLongAgo { most_days: 1_098 }));
}
