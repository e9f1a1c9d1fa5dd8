//! Who may do what with whose things: the table of authority as a visible diff, and a walk through every door with every
//! role. What is not the viewer's is "not found", whatever they try.

use domain::access::{Action, Whose, may};
use domain::asset::{AssetDraft, AssetFilter};
use domain::case::crisis::{ContingencyAction, ContingencyTrigger};
use domain::case::decide::{Command, CoverageDraft};
use domain::case::quote::Offer;
use domain::case::severity::Severity;
use domain::case::sheet::CaseFilter;
use domain::person::{PersonRef, Role};
use domain::refusal::Refusal;
use domain::survey::Typed;
use std::fmt::Write as _;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, OTHER_SERIAL, SECRETARY,
    SERIAL, STRANGER, STRANGER_ADMIN, draft,
};
use store::{Desk, on_both_engines};

fn key<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// One line a role and action: in which relations it is allowed.
fn table() -> String {
    let mut table =
        String::from("# role, action: own, own organisation's, assigned, others' things (domain::access::may)\n");
    for role in Role::ALL {
        for action in Action::ALL {
            let _ = write!(table, "{:<15}{:<22}", role.key(), key(action));
            for whose in Whose::ALL {
                let allowed = may(role, action, whose);
                let _ = write!(table, " {:<17}", if allowed { key(whose) } else { "-".to_owned() });
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
    }
    table
}

#[test]
fn authority_is_what_the_golden_table_says() {
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/access.txt");
    if std::env::var_os("LIGHTWELL_GOLDEN").is_some() {
        std::fs::write(&golden, table()).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    assert_eq!(table(), expected, "authority changed: run again with LIGHTWELL_GOLDEN=1 and look at the difference");
}

/// Three cases: reported by the customer and assigned to the engineer; a colleague's, with the other engineer; the other
/// organisation's, with nobody.
struct Cases {
    customers: String,
    colleagues: String,
    strangers: String,
    file: i64,
}

async fn cases(cast: &Cast<'_>) -> Cases {
    let customers = cast.open("k").await;
    let colleagues = cast.desk(COLLEAGUE).await.open_case(&draft("k")).await.unwrap().number;
    let strangers_draft = domain::case::report::Draft { serial: OTHER_SERIAL.to_owned(), ..draft("k") };
    let strangers = cast.desk(STRANGER).await.open_case(&strangers_draft).await.unwrap().number;
    let secretary = cast.desk(SECRETARY).await;
    let other_engineer = cast.desk(OTHER_ENGINEER).await.viewer().person().unwrap().id;
    for (number, id) in [(&customers, cast.engineer.id), (&colleagues, other_engineer)] {
        secretary.act(number, Command::Assign { to: PersonRef { id, name: String::new() } }).await.unwrap();
    }
    let customer = cast.desk(CUSTOMER).await;
    let upload = cast.house.uploaded(b"log");
    let file = customer.keep_upload("files", "a.log", &upload, 3).await.unwrap().id;
    customer.attach(&customers, "files").await.unwrap();
    Cases { customers, colleagues, strangers, file }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn commands() -> Vec<Command> {
    let words = || "说明".to_owned();
    vec![
        Command::Assign { to: PersonRef { id: 0, name: String::new() } },
        Command::Accept,
        Command::Respond { words: words() },
        Command::SetOut { minutes: None },
        Command::Arrive,
        Command::Comment { words: words() },
        Command::NoteInternally { words: words() },
        Command::PauseClock { words: words() },
        Command::ResumeClock,
        Command::ChangeSeverity { to: Severity::Two, why: words() },
        Command::Restore,
        Command::Resolve { cause: words(), done: words() },
        Command::ConfirmService,
        Command::RefuseService { why: words() },
        Command::Quote {
            words: words(),
            offer: Offer { work_minutes: 60, rate_fen: 48_000, travel_fen: 0, valid_until: day("2026-12-31") },
            expires_at: None,
        },
        Command::AcceptQuote { nth: 1 },
        Command::DeclineQuote { nth: 1, why: words() },
        Command::NeedPart { words: words() },
        Command::ReplacePart { words: words() },
        Command::ReportAnalysis { words: words() },
        Command::ProposeContingency {
            trigger: ContingencyTrigger::NoSparePart,
            actions: vec![ContingencyAction::Parts],
            words: words(),
        },
        Command::CallContingency,
        Command::ProposeCrisis { words: words() },
        Command::FormTaskForce { coordinator: words(), leader: words(), members: vec![words()] },
        Command::UpdateCrisis { words: words() },
        Command::EndCrisis { words: words() },
    ]
}

fn goodwill() -> CoverageDraft {
    CoverageDraft {
        verdict: "covered".to_owned(),
        contract: String::new(),
        words: "善意处理".to_owned(),
        ..CoverageDraft::default()
    }
}

/// Every door to a case stays shut.
async fn finds_nothing(desk: &Desk, number: &str, who: &str) {
    let shut = |refusal: Refusal, door: &str| assert_eq!(refusal, Refusal::NotFound, "{who} at {door} of {number}");
    shut(crate::refusal(desk.case(number).await), "the page");
    shut(crate::refusal(desk.service_record(number).await), "the record");
    shut(crate::refusal(desk.survey_of_case(number).await), "the survey");
    shut(crate::refusal(desk.answer_survey(number, &Typed::default()).await), "answering");
    shut(crate::refusal(desk.attach(number, "k").await), "attaching");
    shut(crate::refusal(desk.decide_coverage(number, &goodwill()).await), "deciding coverage");
    for command in commands() {
        shut(crate::refusal(desk.act(number, command.clone()).await), &format!("{command:?}"));
    }
    assert!(desk.events_after(0, Some(number)).await.unwrap().is_empty(), "{who} hears of {number}");
    assert!(desk.events_after(0, None).await.unwrap().iter().all(|(_, heard)| heard != number), "{who}");
    let filter = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
    assert!(desk.cases(&filter).await.unwrap().rows.iter().all(|row| row.number != number), "{who} lists {number}");
}

/// Visible, and allowed exactly what the table says.
async fn may_what_the_table_says(desk: &Desk, number: &str, whose: Whose, who: &str) {
    let role = desk.viewer().person().unwrap().role;
    let sheet = desk.case(number).await.unwrap();
    let expected: Vec<Action> = Action::ALL.into_iter().filter(|action| may(role, *action, whose)).collect();
    assert_eq!(sheet.may, expected, "{who} with {number}");
    let filter = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
    assert!(desk.cases(&filter).await.unwrap().rows.iter().any(|row| row.number == number), "{who} lists {number}");
    assert!(!desk.events_after(0, Some(number)).await.unwrap().is_empty(), "{who} hears of {number}");
    for command in commands() {
        let refused =
            matches!(desk.act(number, command.clone()).await, Err(store::Error::Refused(Refusal::NotAllowed)));
        assert_eq!(refused, !may(role, command.action(), whose), "{who}: {command:?}");
    }
    let decided = desk.decide_coverage(number, &goodwill()).await;
    let refused = matches!(decided, Err(store::Error::Refused(Refusal::NotAllowed)));
    assert_eq!(refused, !may(role, Action::DecideCoverage, whose), "{who} decides coverage");
    let attached = desk.attach(number, "nothing under this key").await;
    assert_eq!(attached.is_ok(), may(role, Action::Attach, whose), "{who} attaches");
}

on_both_engines! {
    async fn every_door_opens_to_those_it_should_and_to_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let Cases { customers, colleagues, strangers, file } = cases(&cast).await;
        // Who stands how to the customer's, the colleague's and the stranger's case; None sees nothing.
        let relations: [(&str, [Option<Whose>; 3]); 10] = [
            (CUSTOMER, [Some(Whose::Own), None, None]),
            (COLLEAGUE, [None, Some(Whose::Own), None]),
            (CUSTOMER_ADMIN, [Some(Whose::OwnOrganisation), Some(Whose::OwnOrganisation), None]),
            (STRANGER, [None, None, Some(Whose::Own)]),
            (STRANGER_ADMIN, [None, None, Some(Whose::OwnOrganisation)]),
            (OTHER_ENGINEER, [None, Some(Whose::Assigned), None]),
            (SECRETARY, [Some(Whose::Others); 3]),
            (MANAGER, [Some(Whose::Others); 3]),
            (EXPERT, [Some(Whose::Others); 3]),
            (ENGINEER, [Some(Whose::Assigned), None, None]),
        ];
        for (who, relation) in relations {
            let desk = cast.desk(who).await;
            for (number, whose) in [&customers, &colleagues, &strangers].into_iter().zip(relation) {
                match whose {
                    Some(whose) => may_what_the_table_says(&desk, number, whose, who).await,
                    None => finds_nothing(&desk, number, who).await,
                }
            }
            match relation[0] {
                Some(_) => assert_eq!(desk.attachment(file).await.unwrap().name, "a.log", "{who}"),
                None => assert_eq!(crate::refusal(desk.attachment(file).await), Refusal::NotFound, "{who}"),
            }
        }
    }

    async fn what_does_not_exist_is_not_found_by_anybody(house) {
        let cast = Cast::move_in(house).await;
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT, MANAGER] {
            for number in ["C-20261121-0001", "", "' OR 1=1 --", "C-\u{0}", "%"] {
                finds_nothing(&cast.desk(who).await, number, who).await;
            }
        }
    }

    async fn guests_are_asked_to_sign_in(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let guest = cast.guest();
        let asked = |refusal: Refusal| assert_eq!(refusal, Refusal::SignInNeeded);
        asked(crate::refusal(guest.case(&number).await));
        asked(crate::refusal(guest.service_record(&number).await));
        asked(crate::refusal(guest.cases(&CaseFilter::default()).await));
        asked(crate::refusal(guest.act(&number, Command::Accept).await));
        asked(crate::refusal(guest.open_case(&draft("k")).await));
        asked(crate::refusal(guest.report_form(None).await));
        asked(crate::refusal(guest.check_coverage("fault", SERIAL, None).await));
        asked(crate::refusal(guest.queue().await));
        asked(crate::refusal(guest.dispatch().await));
        asked(crate::refusal(guest.home().await));
        asked(crate::refusal(guest.contracts().await));
        asked(crate::refusal(guest.assets("").await));
        asked(crate::refusal(guest.asset(SERIAL).await));
        asked(crate::refusal(guest.look_up(SERIAL).await));
        asked(crate::refusal(guest.asset_of_label(SERIAL).await));
        asked(crate::refusal(guest.organisation_of(SERIAL).await));
        asked(crate::refusal(guest.asset_page(&AssetFilter::default()).await));
        asked(crate::refusal(guest.asset_list(&AssetFilter::default()).await));
        asked(crate::refusal(guest.labels(&AssetFilter::default(), &[SERIAL.to_owned()]).await));
        asked(crate::refusal(guest.asset_editing(Some(SERIAL)).await));
        asked(crate::refusal(guest.add_asset(&AssetDraft::default()).await));
        asked(crate::refusal(guest.change_asset(SERIAL, &AssetDraft::default()).await));
        asked(crate::refusal(guest.events_after(0, None).await));
        asked(crate::refusal(guest.attachment(1).await));
        asked(crate::refusal(guest.attach(&number, "k").await));
        asked(crate::refusal(guest.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await));
        asked(crate::refusal(guest.survey_of_case(&number).await));
        asked(crate::refusal(guest.answer_survey(&number, &Typed::default()).await));
        asked(crate::refusal(guest.set_language(domain::person::Language::English).await));
    }

    async fn boards_are_for_those_whose_work_they_are(house) {
        let cast = Cast::move_in(house).await;
        for (who, queue, dispatch) in [
            (CUSTOMER, false, false),
            (CUSTOMER_ADMIN, false, false),
            (SECRETARY, false, true),
            (ENGINEER, true, false),
            (EXPERT, true, false),
            (MANAGER, false, true),
        ] {
            let desk = cast.desk(who).await;
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            if queue { desk.queue().await.map(drop).unwrap() } else { refused(crate::refusal(desk.queue().await)) }
            if dispatch { desk.dispatch().await.map(drop).unwrap() } else { refused(crate::refusal(desk.dispatch().await)) }
        }
    }

    async fn assets_and_contracts_are_seen_by_their_organisation_and_those_who_work_for_it(house) {
        let cast = Cast::move_in(house).await;
        let sees = async |who: &str| {
            let desk = cast.desk(who).await;
            let contracts = desk.contracts().await.unwrap().len();
            let assets: Vec<String> = desk.assets("").await.unwrap().into_iter().map(|asset| asset.serial).collect();
            for serial in [SERIAL, OTHER_SERIAL] {
                let seen = assets.iter().any(|asset| asset == serial);
                let sheet = desk.asset(serial).await;
                if seen { sheet.map(drop).unwrap() } else { assert_eq!(crate::refusal(sheet), Refusal::NotFound, "{who}") }
            }
            (contracts, assets.len())
        };
        assert_eq!(sees(CUSTOMER).await, (1, 1));
        assert_eq!(sees(CUSTOMER_ADMIN).await, (1, 1));
        assert_eq!(sees(STRANGER).await, (0, 1));
        assert_eq!(sees(SECRETARY).await, (1, 2));
        assert_eq!(sees(EXPERT).await, (1, 2));
        assert_eq!(sees(ENGINEER).await, (0, 0));
        cases(&cast).await;
        assert_eq!(sees(ENGINEER).await, (1, 1));
    }

    async fn an_assets_page_shows_only_the_cases_within_sight(house) {
        let cast = Cast::move_in(house).await;
        let Cases { customers, .. } = cases(&cast).await;
        let cases_seen = async |who: &str| cast.desk(who).await.asset(SERIAL).await.unwrap().cases.len();
        assert_eq!(cases_seen(CUSTOMER).await, 1);
        assert_eq!(cases_seen(CUSTOMER_ADMIN).await, 2);
        assert_eq!(cases_seen(SECRETARY).await, 2);
        let sheet = cast.desk(ENGINEER).await.asset(" 7xk2p93").await.unwrap();
        assert_eq!(sheet.cases.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), [customers.as_str()]);
        assert_eq!(sheet.coverage.verdict, domain::coverage::Verdict::Covered);
    }
}
