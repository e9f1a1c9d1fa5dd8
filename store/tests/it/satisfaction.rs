//! Satisfaction in figures: counted over what the viewer may see.

use crate::journey::up_to_confirmation;
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::refusal::{FlawKind, Refusal};
use domain::satisfaction::{Dimension, Interval, SatisfactionFilter, SatisfactionSheet};
use domain::survey::Typed;
use store::on_both_engines;
use store::testing::cast::{
    CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, MANAGER, OTHER_ENGINEER, SECRETARY, STRANGER, draft,
};

const QUESTIONS: [&str; 8] = [
    "response_time",
    "arrival_time",
    "resolution_time",
    "spare_parts",
    "solved_in_one_visit",
    "follow_up",
    "attitude",
    "technical_level",
];

/// One 优, six 良 and one 差.
fn answers(comment: &str) -> Typed {
    let grade = |question: &str| match question {
        "response_time" => "excellent",
        "solved_in_one_visit" => "poor",
        _ => "good",
    };
    let mut fields: Vec<_> = QUESTIONS.map(|question| (question.to_owned(), grade(question).to_owned())).to_vec();
    fields.push(("comment".to_owned(), comment.to_owned()));
    Typed(fields)
}

/// Four services confirmed by the same customer, and as many of their surveys answered as there are comments.
async fn surveyed(cast: &Cast<'_>, comments: &[&str]) -> Vec<String> {
    let mut numbers = Vec::new();
    for nth in 0..4 {
        let number = cast.open(&format!("k{nth}")).await;
        up_to_confirmation(cast, &number).await;
        let customer = cast.desk_at(CUSTOMER, cast.now + TimeDelta::hours(3)).await;
        customer.act(&number, Command::ConfirmService).await.unwrap();
        if let Some(comment) = comments.get(nth) {
            customer.answer_survey(&number, &answers(comment)).await.unwrap();
        }
        numbers.push(number);
    }
    numbers
}

async fn figures(cast: &Cast<'_>, who: &str, filter: SatisfactionFilter) -> SatisfactionSheet {
    cast.desk_at(who, cast.now + TimeDelta::hours(4)).await.satisfaction(&filter).await.unwrap()
}

fn by(dimension: Dimension) -> SatisfactionFilter {
    SatisfactionFilter { by: dimension.key().to_owned(), ..SatisfactionFilter::default() }
}

on_both_engines! {
    async fn the_figures_of_a_manager(house) {
        let cast = Cast::move_in(house).await;
        let numbers = surveyed(&cast, &["谢谢", "", "备件慢了"]).await;
        let sheet = figures(&cast, MANAGER, SatisfactionFilter::default()).await;
        assert_eq!((sheet.asked, sheet.responded, sheet.surveys, sheet.complaints), (4, 3, 3, 0));
        let summary = sheet.summary.unwrap();
        assert_eq!(summary.grades, [3, 18, 0, 3]);
        assert_eq!((summary.rate.permille(), summary.rate.reaches_goal()), (Some(875), Some(true)));
        assert_eq!(summary.rate.interval(), Some(Interval { low: 339, high: 990 }));
        assert_eq!((sheet.trend.len(), sheet.trend.last().map(|month| month.surveys)), (12, Some(3)));
        let said: Vec<_> = sheet.words.iter().map(|words| (words.text.as_str(), words.number.clone().unwrap())).collect();
        assert_eq!(said, [("备件慢了", numbers[2].clone()), ("谢谢", numbers[0].clone())]);
        let questions: Vec<_> = sheet
            .rows
            .iter()
            .map(|row| (row.group.name.as_str(), row.summary.and_then(|summary| summary.rate.permille())))
            .collect();
        assert_eq!(questions[0], ("故障响应时间", Some(1_000)));
        assert_eq!(questions[4], ("一次上门解决", Some(0)));
        assert_eq!(questions.len(), 8);
        for dimension in [Dimension::Customer, Dimension::Engineer, Dimension::Product, Dimension::Channel] {
            let rows = figures(&cast, MANAGER, by(dimension)).await.rows;
            assert_eq!((rows.len(), rows[0].surveys), (1, 3), "{dimension:?}");
        }
    }

    async fn two_answers_are_counted_and_not_told(house) {
        let cast = Cast::move_in(house).await;
        surveyed(&cast, &["谢谢", "好"]).await;
        let sheet = figures(&cast, MANAGER, by(Dimension::Customer)).await;
        assert_eq!((sheet.surveys, sheet.summary), (2, None));
        assert_eq!((sheet.rows[0].surveys, sheet.rows[0].summary), (2, None));
    }

    async fn everybody_sees_their_own(house) {
        let cast = Cast::move_in(house).await;
        surveyed(&cast, &["谢谢", "好", "快"]).await;
        let surveys = async |who: &str, filter: SatisfactionFilter| figures(&cast, who, filter).await.surveys;
        for who in [CUSTOMER, CUSTOMER_ADMIN, ENGINEER, MANAGER] {
            assert_eq!(surveys(who, SatisfactionFilter::default()).await, 3, "{who}");
        }
        let words = async |who: &str| figures(&cast, who, SatisfactionFilter::default()).await.words.len();
        assert_eq!((words(CUSTOMER).await, words(CUSTOMER_ADMIN).await, words(ENGINEER).await), (0, 3, 3));
        // The spreadsheet holds all of them, by the same rule.
        let all = async |who: &str| {
            let desk = cast.desk_at(who, cast.now + TimeDelta::hours(4)).await;
            desk.satisfaction_words(&SatisfactionFilter::default()).await.map(|words| words.len())
        };
        for (who, written) in [(CUSTOMER, 0), (CUSTOMER_ADMIN, 3), (ENGINEER, 3), (MANAGER, 3), (STRANGER, 0)] {
            assert_eq!(all(who).await.unwrap(), written, "{who}");
        }
        assert_eq!(crate::refusal(all(SECRETARY).await), Refusal::NotAllowed);
        for who in [STRANGER, OTHER_ENGINEER] {
            let sheet = figures(&cast, who, SatisfactionFilter::default()).await;
            assert_eq!((sheet.surveys, sheet.asked, sheet.words), (0, 0, Vec::new()), "{who}");
        }
        // What somebody asks for does not widen what they see, and tells no names.
        let of_water = figures(&cast, MANAGER, by(Dimension::Customer)).await.rows[0].group.key.clone();
        let asked = SatisfactionFilter { customer: of_water, ..SatisfactionFilter::default() };
        let other = SatisfactionFilter { engineer: cast.engineer.id.to_string(), ..asked.clone() };
        for who in [STRANGER, OTHER_ENGINEER] {
            let sheet = figures(&cast, who, other.clone()).await;
            assert_eq!((sheet.surveys, sheet.asked), (0, 0), "{who}");
            assert!(sheet.narrowed.iter().all(|(_, name)| name.is_empty()), "{who}");
        }
        assert_eq!(figures(&cast, MANAGER, asked).await.narrowed.len(), 1);
        let told = |sheet: SatisfactionSheet| sheet.dimensions;
        assert!(!told(figures(&cast, CUSTOMER, by(Dimension::Engineer)).await).contains(&Dimension::Engineer));
        let refused = cast.desk(SECRETARY).await.satisfaction(&SatisfactionFilter::default()).await;
        assert_eq!(crate::refusal(refused), Refusal::NotAllowed);
        let guest = cast.guest().satisfaction(&SatisfactionFilter::default()).await;
        assert_eq!(crate::refusal(guest), Refusal::SignInNeeded);
    }

    async fn a_period_and_complaints(house) {
        let cast = Cast::move_in(house).await;
        surveyed(&cast, &["谢谢", "好", "快"]).await;
        let complaint = domain::case::report::Draft { kind: "complaint".to_owned(), ..draft("c") };
        cast.desk(CUSTOMER).await.open_case(&complaint).await.unwrap();
        assert_eq!(figures(&cast, MANAGER, SatisfactionFilter::default()).await.complaints, 1);
        assert_eq!(figures(&cast, STRANGER, SatisfactionFilter::default()).await.complaints, 0);
        let before = SatisfactionFilter { until: "2026-11-20".to_owned(), ..SatisfactionFilter::default() };
        let sheet = figures(&cast, MANAGER, before).await;
        assert_eq!((sheet.surveys, sheet.asked, sheet.complaints), (0, 0, 0));
        let mistyped = SatisfactionFilter { from: "2026-13-01".to_owned(), ..SatisfactionFilter::default() };
        let sheet = figures(&cast, MANAGER, mistyped).await;
        assert_eq!((sheet.flaws[0].field.as_str(), &sheet.flaws[0].kind, sheet.surveys), ("from", &FlawKind::NotADay, 3));
    }
}
