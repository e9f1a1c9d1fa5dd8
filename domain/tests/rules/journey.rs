//! The story of a case: decided act by act, folded from its history, refused where it has moved on.

use crate::cast::{
    Story, at, comment, customer, engineer, opening, pause, person, refuse, resolve, respond, secretary,
};
use domain::access::Action;
use domain::case::decide::{ActDraft, Command, WORDS_MOST};
use domain::case::event::Happening;
use domain::case::severity::Severity;
use domain::case::stage::Stage;
use domain::case::{Case, Kind};
use domain::clock::{PauseReason, Target};
use domain::refusal::{Flaw, FlawKind, Refusal};

fn opened() -> Story {
    Story::of_fault(Severity::One, "2026-11-18 10:00")
}

fn in_work() -> Story {
    opened().in_work()
}

fn resolved() -> Story {
    let mut story = in_work();
    story.engineer("2026-11-18 12:00", resolve());
    story
}

fn closed() -> Story {
    let mut story = resolved();
    story.customer("2026-11-18 13:00", Command::ConfirmService);
    story
}

/// Every command there is, as said by somebody who fills in every field.
fn every_command() -> Vec<Command> {
    vec![
        Command::Assign { to: person(21, "李工") },
        Command::Accept,
        respond(),
        Command::SetOut { minutes: Some(40) },
        Command::Arrive,
        comment(),
        Command::NoteInternally { words: "备件在途".to_owned() },
        pause(),
        Command::ResumeClock,
        Command::ChangeSeverity { to: Severity::Two, why: "已切换".to_owned() },
        Command::Restore,
        resolve(),
        Command::ConfirmService,
        refuse(),
    ]
}

/// Which of all commands the case would take at 14:00, by the name of the act.
fn taken(story: &Story) -> Vec<String> {
    let name = |command: &Command| serde_json::to_value(command).expect("json")["command"].as_str().map(str::to_owned);
    let takes =
        |command: &Command| domain::case::decide::decide(&story.case, command, false, at("2026-11-18 14:00")).is_ok();
    every_command().iter().filter(|command| takes(command)).filter_map(name).collect()
}

#[test]
fn the_whole_journey() {
    let mut story = opened();
    assert_eq!(story.case.stage, Stage::Application);
    story.act(secretary(), "2026-11-18 10:02", Command::Assign { to: person(20, "周岩") });
    story.engineer("2026-11-18 10:04", Command::Accept);
    assert_eq!(story.case.stage, Stage::Acceptance);
    story.engineer("2026-11-18 10:06", respond());
    story.engineer("2026-11-18 10:41", Command::SetOut { minutes: Some(39) });
    assert_eq!(story.case.stage, Stage::Implementation);
    assert_eq!(story.case.expected_at, Some(at("2026-11-18 11:20")));
    story.engineer("2026-11-18 11:15", Command::Arrive);
    story.engineer("2026-11-18 12:30", Command::Restore);
    story.engineer("2026-11-18 12:50", resolve());
    assert_eq!(story.case.stage, Stage::Confirmation);
    assert!(story.case.is_open());
    story.customer("2026-11-18 13:20", Command::ConfirmService);
    assert!(!story.case.is_open());
    let met = |target| story.case.met_at(target);
    assert_eq!(met(Target::Respond), Some(at("2026-11-18 10:06")));
    assert_eq!(met(Target::OnSite), Some(at("2026-11-18 11:15")));
    assert_eq!(met(Target::Restore), Some(at("2026-11-18 12:30")));
    assert_eq!(met(Target::Resolve), Some(at("2026-11-18 12:50")));
    let resolution = story.case.resolution.as_ref().expect("resolved");
    assert_eq!((resolution.by.name.as_str(), resolution.cause.as_str()), ("周岩", "阵列卡电池失效"));
    assert_eq!(story.case.confirmation.as_ref().expect("confirmed").by.name, "王丽");
}

#[test]
fn the_history_alone_makes_the_same_case() {
    let mut story = resolved();
    story.customer("2026-11-18 13:00", refuse()).engineer("2026-11-18 13:10", pause());
    story.customer("2026-11-18 13:30", comment()).engineer("2026-11-18 14:00", resolve());
    assert_eq!(Case::from_history(&story.history), Some(story.case));
    assert_eq!(Case::from_history(&story.history[1..]), None);
    assert_eq!(Case::from_history(&[]), None);
}

#[test]
fn events_survive_being_stored() {
    let mut story = resolved();
    story.customer("2026-11-18 13:00", refuse()).engineer("2026-11-18 13:10", pause());
    for event in &story.history {
        let stored = serde_json::to_value(event).expect("written");
        let happening = &stored["happening"];
        let key = event.happening.key();
        assert!(happening == key || happening.get(key).is_some(), "{happening} is not stored as {key}");
        assert_eq!(&serde_json::from_value::<domain::case::event::Event>(stored).expect("read"), event);
    }
}

#[test]
fn each_stage_takes_the_acts_that_fit_it() {
    insta::assert_snapshot!(taken(&opened()).join(" "), @"assign comment note_internally change_severity");
    let mut assigned = opened();
    assigned.act(secretary(), "2026-11-18 10:02", Command::Assign { to: person(20, "周岩") });
    insta::assert_snapshot!(taken(&assigned).join(" "), @"assign accept respond set_out arrive comment note_internally change_severity");
    insta::assert_snapshot!(taken(&in_work()).join(" "), @"assign respond set_out arrive comment note_internally pause_clock change_severity restore resolve");
    insta::assert_snapshot!(taken(&resolved()).join(" "), @"comment note_internally confirm_service refuse_service");
    insta::assert_snapshot!(taken(&closed()).join(" "), @"comment note_internally");
}

#[test]
fn nobody_accepts_a_case_twice() {
    let mut story = in_work();
    assert_eq!(story.attempt(engineer(), "2026-11-18 10:05", &Command::Accept), Err(Refusal::WrongStage));
}

#[test]
fn a_case_that_nobody_is_assigned_to_is_not_worked() {
    for command in [Command::Accept, respond(), Command::Arrive] {
        assert_eq!(opened().attempt(engineer(), "2026-11-18 10:05", &command), Err(Refusal::NobodyAssigned));
    }
}

#[test]
fn responding_to_a_case_not_yet_accepted_accepts_it() {
    let mut story = opened();
    story.act(secretary(), "2026-11-18 10:02", Command::Assign { to: person(20, "周岩") });
    assert_eq!(story.attempt(engineer(), "2026-11-18 10:03", &respond()), Ok(2));
    assert_eq!(story.case.stage, Stage::Acceptance);
    assert_eq!(story.case.accepted_at, Some(at("2026-11-18 10:03")));
}

#[test]
fn assigning_the_same_person_again_records_nothing() {
    let assign = Command::Assign { to: person(20, "周岩") };
    assert_eq!(in_work().attempt(secretary(), "2026-11-18 10:05", &assign), Ok(0));
    let mut story = in_work();
    story.act(secretary(), "2026-11-18 10:05", Command::Assign { to: person(21, "李工") });
    let Happening::Assigned { from, to } = &story.history.last().expect("an event").happening else { panic!() };
    assert_eq!((from.as_ref().map(|from| from.id), to.id), (Some(20), 21));
}

#[test]
fn a_refused_service_record_reopens_the_case() {
    let mut story = in_work();
    story.engineer("2026-11-18 10:30", Command::SetOut { minutes: None }).engineer("2026-11-18 11:00", Command::Arrive);
    story.engineer("2026-11-18 12:00", resolve()).customer("2026-11-18 13:00", refuse());
    assert_eq!(story.case.stage, Stage::Acceptance);
    assert_eq!(story.case.refused_times, 1);
    assert_eq!((&story.case.resolution, story.case.restored_at), (&None, None));
    assert_eq!(story.case.met_at(Target::Restore), None);
    assert_eq!(story.case.met_at(Target::Resolve), None);
    assert_eq!(story.case.met_at(Target::Respond), Some(at("2026-11-18 10:30")));
    assert_eq!(story.case.met_at(Target::OnSite), Some(at("2026-11-18 11:00")));
    let pause = story.case.pauses.last().expect("a pause");
    assert_eq!(pause.why, PauseReason::AwaitingConfirmation);
    assert_eq!((pause.since, pause.until), (at("2026-11-18 12:00"), Some(at("2026-11-18 13:00"))));
    assert_eq!((story.case.set_out_at, story.case.arrived_at), (None, None));
    story.engineer("2026-11-18 13:40", Command::Arrive);
    story.engineer("2026-11-18 14:00", resolve()).customer("2026-11-18 15:00", Command::ConfirmService);
    assert_eq!(story.case.stage, Stage::Closed);
    assert_eq!(story.case.met_at(Target::OnSite), Some(at("2026-11-18 11:00")), "the first arrival counts");
}

#[test]
fn one_visit_has_one_arrival_and_a_further_visit_another() {
    let mut story = in_work();
    story.engineer("2026-11-18 10:30", Command::SetOut { minutes: Some(60) });
    story.engineer("2026-11-18 10:50", Command::SetOut { minutes: Some(20) });
    assert_eq!(story.case.expected_at, Some(at("2026-11-18 11:10")));
    story.engineer("2026-11-18 11:00", Command::Arrive);
    assert_eq!(story.attempt(engineer(), "2026-11-18 11:00", &Command::Arrive), Err(Refusal::WrongStage));
    story.engineer("2026-11-18 13:00", Command::SetOut { minutes: None });
    assert_eq!((story.case.arrived_at, story.case.expected_at), (None, None));
    story.engineer("2026-11-18 13:30", Command::Arrive);
    assert_eq!(story.case.met_at(Target::OnSite), Some(at("2026-11-18 11:00")));
}

#[test]
fn whatever_tells_the_customer_that_somebody_is_at_work_is_a_first_response() {
    for command in [respond(), pause(), Command::SetOut { minutes: None }, Command::Arrive, Command::Restore, resolve()]
    {
        let mut story = in_work();
        story.engineer("2026-11-18 10:09", command.clone());
        assert_eq!(story.case.met_at(Target::Respond), Some(at("2026-11-18 10:09")), "{command:?}");
    }
    let mut story = in_work();
    story.engineer("2026-11-18 10:09", Command::NoteInternally { words: "查日志".to_owned() });
    assert_eq!(story.case.met_at(Target::Respond), None);
}

#[test]
fn a_customers_comment_lets_the_clock_go_on() {
    let mut story = in_work();
    story.engineer("2026-11-18 11:00", pause()).engineer("2026-11-18 11:10", comment());
    assert!(story.case.pause().is_some(), "our own words end no waiting");
    story.customer("2026-11-18 11:20", comment());
    assert_eq!(story.case.pause(), None);
    assert_eq!(story.case.pauses[0].until, Some(at("2026-11-18 11:20")));
    assert_eq!(story.attempt(customer(), "2026-11-18 11:30", &comment()), Ok(1));
}

#[test]
fn the_clock_pauses_once_and_resumes_once() {
    let mut story = in_work();
    assert_eq!(story.attempt(engineer(), "2026-11-18 10:30", &Command::ResumeClock), Err(Refusal::NotPaused));
    story.engineer("2026-11-18 11:00", pause());
    assert_eq!(story.attempt(engineer(), "2026-11-18 11:10", &pause()), Err(Refusal::AlreadyPaused));
    story.engineer("2026-11-18 11:20", Command::ResumeClock);
    assert_eq!(story.attempt(engineer(), "2026-11-18 11:30", &Command::ResumeClock), Err(Refusal::NotPaused));
}

#[test]
fn restoring_and_resolving_end_the_waiting() {
    for command in [Command::Restore, resolve()] {
        let mut story = in_work();
        story.engineer("2026-11-18 11:00", pause()).engineer("2026-11-18 11:30", command);
        assert_eq!(story.case.pauses[0].until, Some(at("2026-11-18 11:30")));
    }
}

#[test]
fn the_customer_speaks_only_about_a_record_that_lies_before_them() {
    for mut story in [opened(), in_work(), closed()] {
        for command in [Command::ConfirmService, refuse()] {
            assert_eq!(story.attempt(customer(), "2026-11-18 14:00", &command), Err(Refusal::WrongStage));
        }
    }
}

#[test]
fn the_same_severity_again_records_nothing_and_another_one_says_why() {
    let change = |to, why: &str| Command::ChangeSeverity { to, why: why.to_owned() };
    let mut story = in_work();
    assert_eq!(story.attempt(engineer(), "2026-11-18 11:00", &change(Severity::One, "同前")), Ok(0));
    let empty = Refusal::Flawed(vec![Flaw::of("words", FlawKind::Empty)]);
    assert_eq!(story.attempt(engineer(), "2026-11-18 11:00", &change(Severity::Two, " ")), Err(empty));
    story.engineer("2026-11-18 11:00", change(Severity::Two, "已切换备机"));
    assert_eq!((story.case.severity, story.case.opening.severity), (Severity::Two, Severity::One));
}

#[test]
fn words_are_needed_and_have_an_end() {
    let flawed = |field: &str, kind| Err(Refusal::Flawed(vec![Flaw::of(field, kind)]));
    let say = |words: String| in_work().attempt(engineer(), "2026-11-18 11:00", &Command::Comment { words });
    assert_eq!(say(" \n\u{200b}\0 ".to_owned()), flawed("words", FlawKind::Empty));
    assert_eq!(say("字".repeat(WORDS_MOST)), Ok(1));
    assert_eq!(say("字".repeat(WORDS_MOST + 1)), flawed("words", FlawKind::TooLong { most: WORDS_MOST }));
    let neither = Command::Resolve { cause: String::new(), done: " ".to_owned() };
    let both = vec![Flaw::of("cause", FlawKind::Empty), Flaw::of("done", FlawKind::Empty)];
    assert_eq!(in_work().attempt(engineer(), "2026-11-18 11:00", &neither), Err(Refusal::Flawed(both)));
}

#[test]
fn words_are_kept_as_said_with_one_kind_of_line_end() {
    let mut story = in_work();
    let words = " </textarea><script>alert(1)</script>\r\n第二行\t制表\0 ".to_owned();
    story.customer("2026-11-18 11:00", Command::Comment { words });
    let Happening::Commented { words } = &story.history.last().expect("an event").happening else { panic!() };
    assert_eq!(words, "</textarea><script>alert(1)</script>\n第二行\t制表");
}

#[test]
fn an_arrival_is_expected_within_a_week() {
    let flawed = Err(Refusal::Flawed(vec![Flaw::of("minutes", FlawKind::NotAChoice)]));
    let set_out = |minutes| in_work().attempt(engineer(), "2026-11-18 11:00", &Command::SetOut { minutes });
    assert_eq!(set_out(Some(-1)), flawed);
    assert_eq!(set_out(Some(7 * 24 * 60 + 1)), flawed);
    assert_eq!(set_out(Some(i64::MAX)), flawed);
    assert_eq!(set_out(Some(7 * 24 * 60)), Ok(1));
    assert_eq!(set_out(None), Ok(1));
}

#[test]
fn every_act_of_the_form_means_its_command() {
    let form = |act: &str| ActDraft {
        act: act.to_owned(),
        words: "w".to_owned(),
        cause: "c".to_owned(),
        done: "d".to_owned(),
        minutes: "40".to_owned(),
        severity: "2".to_owned(),
        to: "21".to_owned(),
        ..ActDraft::default()
    };
    for command in every_command() {
        let json = serde_json::to_value(&command).expect("json");
        let act = json["command"].as_str().expect("a name");
        let meant = form(act).command().expect("a command");
        assert_eq!(std::mem::discriminant(&meant), std::mem::discriminant(&command), "{act}");
    }
    let resolve = form("resolve").command();
    assert_eq!(resolve, Ok(Command::Resolve { cause: "c".to_owned(), done: "d".to_owned() }));
    assert_eq!(form("set_out").command(), Ok(Command::SetOut { minutes: Some(40) }));
}

#[test]
fn a_forged_form_is_told_which_field_is_wrong() {
    let flaw = |field: &str| Err(Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]));
    let form = |act: &str| ActDraft { act: act.to_owned(), ..ActDraft::default() };
    assert_eq!(form("delete").command(), flaw("act"));
    assert_eq!(form("assign").command(), flaw("to"));
    assert_eq!(form("change_severity").command(), flaw("severity"));
    assert_eq!(ActDraft { severity: "5".to_owned(), ..form("change_severity") }.command(), flaw("severity"));
    assert_eq!(ActDraft { minutes: "bald".to_owned(), ..form("set_out") }.command(), flaw("minutes"));
    assert_eq!(
        ActDraft { minutes: " ".to_owned(), ..form("set_out") }.command(),
        Ok(Command::SetOut { minutes: None })
    );
}

#[test]
fn the_customers_part_needs_the_customers_authority() {
    assert_eq!(Command::ConfirmService.action(), Action::ConfirmService);
    assert_eq!(refuse().action(), Action::RefuseService);
    let working = every_command().into_iter().filter(|command| command.action() == Action::Work).count();
    assert_eq!(working, 8);
}

#[test]
fn only_the_internal_note_is_internal() {
    let mut story = in_work();
    story.engineer("2026-11-18 10:30", comment());
    story.engineer("2026-11-18 10:31", Command::NoteInternally { words: "备件在途".to_owned() });
    let internal: Vec<&str> =
        story.history.iter().map(|e| &e.happening).filter(|h| h.is_internal()).map(Happening::key).collect();
    assert_eq!(internal, ["noted_internally"]);
}

#[test]
fn a_question_is_solved_by_resolving_it() {
    let mut story = Story::of(opening(Kind::Consultation, Severity::Four), "2026-11-18 10:00").in_work();
    story.engineer("2026-11-18 10:20", respond()).engineer("2026-11-18 11:30", resolve());
    let reading = story.reading(Target::Resolve);
    assert_eq!(reading.met_at, Some(at("2026-11-18 11:30")));
    assert!(!reading.dropped);
}
