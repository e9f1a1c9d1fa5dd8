//! The quote for time and materials (domain.md §3): accepted in the portal before work starts, by its last day.

use crate::cast::{Story, at, comment, customer, engineer, opening, policy, resolve, respond, timetable};
use chrono::TimeDelta;
use domain::access::{Action, Whose, may};
use domain::case::decide::{ActDraft, Command};
use domain::case::event::{Actor, Happening};
use domain::case::quote::{Offer, QuoteStanding};
use domain::case::severity::Severity;
use domain::case::{Case, Kind, Opening};
use domain::clock::PauseReason;
use domain::coverage::{Coverage, Reason, Verdict};
use domain::escalation::{Deed, Step, steps, take};
use domain::notice::{NoticeKind, Whom, concerned};
use domain::person::Role;
use domain::refusal::{Flaw, FlawKind, Refusal};

/// Two hours and a journey, valid to the end of that day in Shanghai.
pub fn quote(valid_until: &str) -> Command {
    let offer = Offer {
        work_minutes: 120,
        rate_fen: 48_000,
        travel_fen: 12_000,
        valid_until: valid_until.parse().expect("a day"),
    };
    let expires_at = at(&format!("{valid_until} 00:00")) + chrono::TimeDelta::days(1);
    Command::Quote { words: "更换定影组件并校准".to_owned(), offer, expires_at: Some(expires_at) }
}

fn accept(nth: u32) -> Command {
    Command::AcceptQuote { nth }
}

fn decline(nth: u32) -> Command {
    Command::DeclineQuote { nth, why: "超出预算".to_owned() }
}

fn story(verdict: Verdict) -> Story {
    let coverage = Coverage { verdict, covered_by: None, reasons: vec![Reason::NoContract], rates: None };
    Story::of(Opening { coverage, ..opening(Kind::Fault, Severity::Three) }, "2026-11-18 09:00").in_work()
}

fn billable() -> Story {
    story(Verdict::Billable)
}

fn standing(story: &Story, when: &str) -> QuoteStanding {
    story.case.quote.as_ref().expect("a quote").standing(at(when))
}

#[track_caller]
fn refused(story: &mut Story, when: &str, command: Command) -> Refusal {
    let actor = if command.action() == Action::AnswerQuote { customer() } else { engineer() };
    story.attempt(actor, when, &command).expect_err("a refusal")
}

const WORK: [fn() -> Command; 4] = [
    || Command::SetOut { minutes: None },
    || Command::Arrive,
    || Command::Restore,
    || Command::ReplacePart { words: "定影组件".to_owned() },
];

#[test]
fn billable_work_starts_when_the_customer_has_accepted_the_quote() {
    for work in WORK {
        let mut story = billable();
        assert_eq!(refused(&mut story, "2026-11-18 09:10", work()), Refusal::QuoteNotAccepted);
        story.engineer("2026-11-18 10:00", quote("2026-11-30"));
        assert_eq!(refused(&mut story, "2026-11-18 10:30", work()), Refusal::QuoteNotAccepted);
        story.customer("2026-11-18 11:00", accept(1)).engineer("2026-11-18 11:30", work());
    }
}

#[test]
fn what_is_said_and_how_it_ends_needs_no_quote() {
    let mut story = billable();
    story.engineer("2026-11-18 09:10", respond()).engineer("2026-11-18 09:20", resolve());
    assert!(story.case.is_resolved());
}

#[test]
fn covered_work_waits_for_nothing_and_other_work_for_the_quote_that_was_given() {
    for work in WORK {
        story(Verdict::Covered).engineer("2026-11-18 09:10", work());
        story(Verdict::NeedsDecision).engineer("2026-11-18 09:10", work());
        let mut undecided = story(Verdict::NeedsDecision);
        undecided.engineer("2026-11-18 10:00", quote("2026-11-30"));
        assert_eq!(refused(&mut undecided, "2026-11-18 10:30", work()), Refusal::QuoteNotAccepted);
    }
}

#[test]
fn a_quote_is_accepted_up_to_its_last_minute_and_not_after() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    assert_eq!(standing(&story, "2026-11-30 23:59"), QuoteStanding::Waiting);
    assert_eq!(standing(&story, "2026-12-01 00:00"), QuoteStanding::Expired);
    assert_eq!(refused(&mut story, "2026-12-01 00:00", accept(1)), Refusal::QuoteExpired);
    story.customer("2026-11-30 23:59", accept(1));
    assert_eq!(standing(&story, "2027-01-01 00:00"), QuoteStanding::Accepted);
}

#[test]
fn a_later_quote_takes_the_place_of_the_one_before() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30")).customer("2026-11-18 11:00", accept(1));
    story.engineer("2026-11-18 12:00", quote("2026-11-30"));
    assert_eq!(refused(&mut story, "2026-11-18 12:10", accept(1)), Refusal::ChangedMeanwhile);
    assert_eq!(refused(&mut story, "2026-11-18 12:10", Command::Arrive), Refusal::QuoteNotAccepted);
    story.customer("2026-11-18 12:20", decline(2));
    assert_eq!(refused(&mut story, "2026-11-18 12:30", accept(2)), Refusal::WrongStage);
    assert_eq!(standing(&story, "2026-11-18 12:30"), QuoteStanding::Declined);
}

#[test]
fn the_clock_waits_for_the_answer_and_goes_on_with_it() {
    for answer in [accept(1), decline(1)] {
        let mut story = billable();
        story.engineer("2026-11-18 10:00", quote("2026-11-30"));
        assert_eq!(story.case.pause().map(|pause| &pause.why), Some(&PauseReason::AwaitingQuoteAnswer));
        story.customer("2026-11-18 11:00", answer);
        assert!(story.case.pause().is_none());
        assert_eq!(story.case.pauses[0].until, Some(at("2026-11-18 11:00")));
    }
    // A question answers too: the ball is with the engineer again.
    let mut asked = billable();
    asked.engineer("2026-11-18 10:00", quote("2026-11-30")).customer("2026-11-18 10:30", comment());
    assert!(asked.case.pause().is_none());
    assert_eq!(asked.attempt(customer(), "2026-11-18 11:00", &accept(1)), Ok(1));
}

#[test]
fn a_quote_needs_a_plan_and_a_last_day_to_come() {
    let mut story = billable();
    let Command::Quote { offer, expires_at, .. } = quote("2026-11-17") else { unreachable!("a quote") };
    let empty = Command::Quote { words: " ".to_owned(), offer: offer.clone(), expires_at };
    let flaws = vec![Flaw::of("words", FlawKind::Empty), Flaw::of("valid_until", FlawKind::TooEarly)];
    assert_eq!(refused(&mut story, "2026-11-18 10:00", empty), Refusal::Flawed(flaws));
    let no_reason = Command::DeclineQuote { nth: 1, why: String::new() };
    assert_eq!(
        refused(&mut story, "2026-11-18 10:00", no_reason),
        Refusal::Flawed(vec![Flaw::of("words", FlawKind::Empty)])
    );
    assert_eq!(refused(&mut story, "2026-11-18 10:00", accept(1)), Refusal::WrongStage);
}

#[test]
fn the_form_says_the_offer_and_tells_every_flaw() {
    let draft = ActDraft {
        act: "quote".to_owned(),
        words: "更换定影组件并校准".to_owned(),
        hours: "2".to_owned(),
        rate: "480".to_owned(),
        travel: "120".to_owned(),
        valid_until: "2026-11-30".to_owned(),
        ..ActDraft::default()
    };
    let Command::Quote { words, offer, .. } = quote("2026-11-30") else { unreachable!("a quote") };
    assert_eq!(draft.command(), Ok(Command::Quote { words, offer, expires_at: None }));
    let empty = ActDraft { act: "quote".to_owned(), ..ActDraft::default() };
    let Err(Refusal::Flawed(flaws)) = empty.command() else { panic!("flawed") };
    assert_eq!(
        flaws.iter().map(|flaw| flaw.field.as_str()).collect::<Vec<_>>(),
        ["hours", "rate", "valid_until", "words"]
    );
    let answer = |act: &str, nth: &str| ActDraft { act: act.to_owned(), nth: nth.to_owned(), ..ActDraft::default() };
    assert_eq!(answer("accept_quote", "2").command(), Ok(accept(2)));
    assert_eq!(
        answer("accept_quote", "x").command(),
        Err(Refusal::Flawed(vec![Flaw::of("nth", FlawKind::NotAChoice)]))
    );
}

#[test]
fn the_history_folds_into_the_same_case_and_an_old_one_without_figures_still_reads() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30")).customer("2026-11-18 11:00", accept(1));
    assert_eq!(Case::from_history(&story.history), Some(story.case.clone()));
    let old: Happening = serde_json::from_str(r#"{"quoted":{"words":"2 h"}}"#).expect("an old happening");
    let mut before = billable();
    before.record(engineer(), "2026-11-18 10:00", vec![old]);
    assert!(before.case.quote.is_none() && before.case.awaits_quote());
}

#[test]
fn customers_answer_their_own_and_the_engineer_hears_of_it() {
    let answers = |role, whose| may(role, Action::AnswerQuote, whose);
    assert!(answers(Role::Customer, Whose::Own) && !answers(Role::Customer, Whose::OwnOrganisation));
    assert!(answers(Role::CustomerAdmin, Whose::OwnOrganisation) && !answers(Role::CustomerAdmin, Whose::Others));
    assert!(!answers(Role::Manager, Whose::Others) && !answers(Role::Engineer, Whose::Assigned));
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    let told = |happening: &Happening, by_customer| concerned(&story.case, happening, by_customer);
    let quoted: Vec<_> = story.history.iter().rev().take(2).flat_map(|event| told(&event.happening, false)).collect();
    assert_eq!(quoted, [(Whom::Reporter, NoticeKind::Progress)], "once, not twice");
    let accepted = Happening::QuoteAccepted { nth: 1, total_fen: 108_000 };
    assert_eq!(told(&accepted, true), [(Whom::AssigneeOrDispatchers, NoticeKind::Comment)]);
}

/// The step that ends the quote, of those the case is going to take.
fn lapse(story: &Story) -> Option<Step> {
    steps(&story.case, &policy("a"), &timetable()).into_iter().find(|step| matches!(step.deed, Deed::LapseQuote { .. }))
}

/// Takes the step as a worker does who looks at that moment.
fn lapsed(story: &mut Story, when: &str) -> Vec<Happening> {
    let step = lapse(story).expect("a quote that waits");
    let happenings = take(&story.case, &policy("a"), &step, at(when), TimeDelta::minutes(1));
    story.record(Actor { person: None, role: None }, when, happenings.clone());
    happenings
}

#[test]
fn a_quote_that_nobody_answers_lapses_with_its_last_day_and_the_clock_goes_on() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    let step = lapse(&story).expect("a step");
    assert_eq!((step.key.as_str(), step.at), ("quote-lapse/1", Some(at("2026-12-01 00:00"))));
    assert_eq!(take(&story.case, &policy("a"), &step, at("2026-11-30 23:59"), TimeDelta::minutes(1)), []);
    let happenings = lapsed(&mut story, "2026-12-01 00:00");
    assert_eq!(happenings, [Happening::QuoteLapsed { nth: 1, late: false }, Happening::ClockResumed]);
    assert!(happenings.iter().all(|happening| !happening.is_internal()), "the customer reads it");
    assert!(story.case.pause().is_none() && lapse(&story).is_none());
    assert_eq!(standing(&story, "2026-12-01 00:00"), QuoteStanding::Expired);
    for answer in [accept(1), decline(1)] {
        assert_eq!(refused(&mut story, "2026-12-01 09:00", answer), Refusal::QuoteExpired);
    }
    assert_eq!(refused(&mut story, "2026-12-01 09:00", Command::Arrive), Refusal::QuoteNotAccepted);
    assert_eq!(Case::from_history(&story.history), Some(story.case.clone()));
}

#[test]
fn after_a_lapse_another_quote_is_given_and_lapses_by_itself_or_the_case_ends() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    lapsed(&mut story, "2026-12-01 00:00");
    story.engineer("2026-12-01 09:00", quote("2026-12-10"));
    let again = lapse(&story).expect("a step");
    assert_eq!((again.key.as_str(), again.at), ("quote-lapse/2", Some(at("2026-12-11 00:00"))));
    story.customer("2026-12-02 09:00", accept(2)).engineer("2026-12-02 10:00", Command::Arrive);
    assert!(lapse(&story).is_none());
    let mut ended = billable();
    ended.engineer("2026-11-18 10:00", quote("2026-11-30"));
    lapsed(&mut ended, "2026-12-01 00:00");
    ended.engineer("2026-12-01 09:00", resolve());
    assert!(ended.case.is_resolved());
}

#[test]
fn what_was_answered_or_replaced_or_resolved_does_not_lapse() {
    for answer in [accept(1), decline(1)] {
        let mut story = billable();
        story.engineer("2026-11-18 10:00", quote("2026-11-30"));
        let step = lapse(&story).expect("a step");
        story.customer("2026-11-18 11:00", answer);
        assert!(lapse(&story).is_none());
        assert_eq!(take(&story.case, &policy("a"), &step, at("2026-12-01 00:00"), TimeDelta::minutes(1)), []);
    }
    let mut replaced = billable();
    replaced.engineer("2026-11-18 10:00", quote("2026-11-30"));
    let first = lapse(&replaced).expect("a step");
    replaced.engineer("2026-11-18 12:00", quote("2026-12-10"));
    assert_eq!(take(&replaced.case, &policy("a"), &first, at("2026-12-01 00:00"), TimeDelta::minutes(1)), []);
    let mut resolved = billable();
    resolved.engineer("2026-11-18 10:00", quote("2026-11-30")).engineer("2026-11-18 12:00", resolve());
    assert!(lapse(&resolved).is_none());
    // Reopened when its day is long over: it ends then, and that is not late.
    resolved.act(customer(), "2026-12-05 10:00", Command::RefuseService { why: "未修复".to_owned() });
    assert_eq!(lapsed(&mut resolved, "2026-12-05 10:00"), [Happening::QuoteLapsed { nth: 1, late: false }]);
}

#[test]
fn a_lapse_found_out_late_says_so_and_the_clock_counts_from_the_end_of_the_offer() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    let happenings = lapsed(&mut story, "2026-12-03 08:00");
    assert_eq!(happenings[0], Happening::QuoteLapsed { nth: 1, late: true });
    assert_eq!(story.case.pauses[0].until, Some(at("2026-12-01 00:00")));
    // The clock that waited for something else goes on waiting for it.
    let mut asked = billable();
    let ask = Command::PauseClock { words: "请补充型号".to_owned() };
    asked.engineer("2026-11-18 09:30", ask).engineer("2026-11-18 10:00", quote("2026-11-30"));
    assert_eq!(lapsed(&mut asked, "2026-12-01 00:00").len(), 1);
    assert!(asked.case.pause().is_some());
}

#[test]
fn of_a_lapse_hear_the_engineer_the_managers_and_the_customer() {
    let mut story = billable();
    story.engineer("2026-11-18 10:00", quote("2026-11-30"));
    let told: Vec<_> = lapsed(&mut story, "2026-12-01 00:00")
        .iter()
        .flat_map(|happening| concerned(&story.case, happening, false))
        .collect();
    let expected = [
        (Whom::AssigneeOrDispatchers, NoticeKind::Comment),
        (Whom::Managers, NoticeKind::Comment),
        (Whom::Reporter, NoticeKind::Progress),
    ];
    assert_eq!(told, expected);
}
