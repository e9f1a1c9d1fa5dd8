//! Contracts: what they cover, what is used of them, who hears of their end and when, and who may do what with them.

use crate::{flaws, refusal};
use chrono::{Days, TimeDelta};
use domain::Moment;
use domain::case::Kind;
use domain::case::decide::CoverageDraft;
use domain::case::report::Draft;
use domain::contract::draft::{ContractDraft, UseDraft};
use domain::contract::event::ContractHappening;
use domain::contract::sheet::ContractFilter;
use domain::contract::{Included, Rates, Terms, Used};
use domain::coverage::{Exclusion, Reason, Verdict};
use domain::notice::NoticeKind;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{
    CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, ONE_OF_EACH_ROLE, SECRETARY, SERIAL, STRANGER,
    STRANGER_ADMIN, draft,
};
use store::{Desk, NewContract, on_both_engines};

const NUMBER: &str = "QS-2025-014";
/// Ends 2028-03-31.
const LAST_DAY: &str = "2028-03-31T04:00:00Z";

/// So many days before the last day of the water works' contract, at noon in Shanghai.
fn days_before_the_end(days: i64) -> Moment {
    LAST_DAY.parse::<Moment>().unwrap() - TimeDelta::days(days)
}

async fn form(desk: &Desk) -> ContractDraft {
    desk.contract_form(Some(NUMBER), None).await.unwrap().draft
}

async fn told(cast: &Cast<'_>, who: &str) -> Vec<String> {
    let inbox = cast.desk(who).await.inbox(None, 100).await.unwrap();
    let contracts = inbox.rows.into_iter().rev().filter(|row| row.kind == NoticeKind::Contract);
    contracts.map(|row| format!("{} {} {}", row.number, row.title, row.event.key())).collect()
}

async fn letters(cast: &Cast<'_>, now: Moment) -> Vec<String> {
    let claimed = cast.house.store.claim_outbox(100, now).await.unwrap();
    for letter in &claimed {
        cast.house.store.mark_delivered(letter.id, now).await.unwrap();
    }
    claimed.into_iter().filter(|letter| letter.kind == "contract").map(|letter| letter.recipient).collect()
}

fn numbers(list: domain::contract::sheet::ContractList) -> Vec<String> {
    list.rows.into_iter().map(|row| row.number).collect()
}

/// A contract of the hospital for consultations from today on.
pub(crate) async fn hospitals_contract(cast: &Cast<'_>, number: &str, days: u64) {
    let today = "2026-11-21".parse::<chrono::NaiveDate>().unwrap();
    let contract = NewContract {
        number: number.to_owned(),
        organisation_id: cast.hospital.id,
        policy: "e".to_owned(),
        starts_on: today,
        ends_on: today + Days::new(days),
        kinds: vec![Kind::Consultation],
        asset_ids: Vec::new(),
        sites: Vec::new(),
    };
    cast.house.store.setup().contract(&contract).await.unwrap();
}

on_both_engines! {
    async fn a_manager_adds_a_contract_and_changes_it_and_the_history_says_what(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let new = ContractDraft { number: "QS-2027-001".to_owned(), starts_on: "2027-01-01".to_owned(), ..form(&manager).await };
        assert_eq!(manager.add_contract(&new).await.unwrap(), "QS-2027-001");
        assert_eq!(flaws(manager.add_contract(&new).await), [("number".to_owned(), FlawKind::Taken)]);
        let longer = ContractDraft { ends_on: "2030-12-31".to_owned(), sites: "中心机房".to_owned(), ..new.clone() };
        manager.change_contract("QS-2027-001", &longer).await.unwrap();
        manager.change_contract("QS-2027-001", &longer).await.unwrap();
        let view = manager.contract_view("QS-2027-001").await.unwrap();
        let happened: Vec<_> = view.events.iter().map(|event| event.happening.clone()).collect();
        let fields = vec!["ends_on".to_owned(), "sites".to_owned()];
        assert_eq!(happened, [ContractHappening::Edited { fields }, ContractHappening::Created]);
        assert_eq!(view.events[0].actor.person.as_ref().unwrap().name, "陈立");
        assert_eq!(view.sheet.contract.ends_on.to_string(), "2030-12-31");
        assert_eq!(view.assets.iter().map(|asset| asset.0.as_str()).collect::<Vec<_>>(), [SERIAL]);
        assert!(!view.promises.is_empty() && view.promises[0].targets.iter().all(|(_, _, hours)| !hours.chinese.is_empty()));
    }

    async fn what_a_contract_cannot_be_is_told_field_by_field(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let wrong = |change: fn(&mut ContractDraft), draft: &ContractDraft| {
            let mut draft = ContractDraft { number: "NEW".to_owned(), ..draft.clone() };
            change(&mut draft);
            draft
        };
        let draft = form(&manager).await;
        let serials = FlawKind::UnknownSerials { serials: "HX-0042 NONE".to_owned() };
        for (change, field, kind) in [
            ((|draft| draft.serials.push_str("\nHX-0042\nNONE")) as fn(&mut ContractDraft), "serials", serials),
            (|draft| draft.policy = "zz".to_owned(), "policy", FlawKind::NotAChoice),
            (|draft| draft.organisation_id = "999".to_owned(), "serials", FlawKind::UnknownSerials { serials: SERIAL.to_owned() }),
            (|draft| draft.ends_on = "2020-01-01".to_owned(), "ends_on", FlawKind::EndsBeforeItStarts),
        ] {
            assert_eq!(flaws(manager.add_contract(&wrong(change, &draft)).await), [(field.to_owned(), kind)]);
        }
        let nobodys = ContractDraft { organisation_id: "999".to_owned(), serials: String::new(), number: "NEW".to_owned(), ..draft };
        assert_eq!(flaws(manager.add_contract(&nobodys).await), [("organisation_id".to_owned(), FlawKind::NotAChoice)]);
    }

    async fn another_policy_leaves_open_cases_with_theirs(house) {
        let cast = Cast::move_in(house).await;
        let before = cast.open("k").await;
        let manager = cast.desk(MANAGER).await;
        let other = ContractDraft { policy: "b".to_owned(), ..form(&manager).await };
        manager.change_contract(NUMBER, &other).await.unwrap();
        let after = cast.open("k2").await;
        assert_eq!(manager.case(&before).await.unwrap().case.policy(), "a");
        assert_eq!(manager.case(&after).await.unwrap().case.policy(), "b");
        let view = manager.contract_view(NUMBER).await.unwrap();
        let cases: Vec<_> = view.cases.iter().map(|row| row.number.clone()).collect();
        assert_eq!(cases, [after, before]);
    }

    async fn what_is_used_up_is_billed_at_the_rates_of_the_contract(house) {
        let cast = Cast::move_in(house).await;
        let rates = Rates { hour_cents: 80_000, travel_cents: 20_000, minimum_minutes: 60 };
        let included = Included { minutes: Some(120), visits: None, kinds: vec![Kind::Change] };
        let terms = Terms { included, rates: Some(rates), ..Terms::default() };
        house.store.setup().contract_terms(NUMBER, &terms).await.unwrap();
        let customer = cast.desk(CUSTOMER).await;
        let left = customer.check_coverage("change", SERIAL, None).await.unwrap().coverage;
        let reason = Reason::IncludedLeft { contract: NUMBER.to_owned(), minutes: Some(120), visits: None };
        assert!(left.verdict == Verdict::Covered && left.reasons.contains(&reason), "{left:?}");
        let booking = |hours: &str| UseDraft { hours: hours.to_owned(), words: "调整表空间".to_owned(), ..UseDraft::default() };
        let secretary = cast.desk(SECRETARY).await;
        secretary.book_contract_use(NUMBER, &booking("3")).await.unwrap();
        secretary.book_contract_use(NUMBER, &booking("-1")).await.unwrap();
        assert_eq!(flaws(secretary.book_contract_use(NUMBER, &booking("-3")).await), [("hours".to_owned(), FlawKind::NotANumber)]);
        let view = cast.desk(CUSTOMER_ADMIN).await.contract_view(NUMBER).await.unwrap();
        assert_eq!((view.sheet.contract.used, view.events.len()), (Used { minutes: 120, visits: 0 }, 2));
        let over = customer.check_coverage("change", SERIAL, None).await.unwrap().coverage;
        assert_eq!((over.verdict, over.rates), (Verdict::Billable, Some(rates)));
        assert_eq!(over.reasons, [Reason::IncludedUsedUp { contract: NUMBER.to_owned() }]);
        let fault = customer.check_coverage("fault", SERIAL, None).await.unwrap().coverage;
        assert_eq!(fault.verdict, Verdict::Covered, "faults use nothing up");
    }

    async fn without_a_contract_the_companys_rates_hold_and_only_named_contacts_report_under_one(house) {
        let cast = Cast::move_in(house).await;
        let setup = house.store.setup();
        let rates = Rates { hour_cents: 90_000, travel_cents: 0, minimum_minutes: 120 };
        setup.rates(&rates).await.unwrap();
        let stranger = cast.desk(STRANGER).await.check_coverage("fault", "", None).await.unwrap().coverage;
        assert_eq!((stranger.verdict, stranger.rates), (Verdict::Billable, Some(rates)));
        let terms = Terms { contacts: vec![CUSTOMER_ADMIN.to_owned()], ..Terms::default() };
        setup.contract_terms(NUMBER, &terms).await.unwrap();
        let asked = async |who: &str| cast.desk(who).await.check_coverage("fault", SERIAL, None).await.unwrap().coverage;
        let other = asked(CUSTOMER).await;
        let exclusion = Exclusion::NotANamedContact;
        assert_eq!(other.reasons, [Reason::Excluded { contract: Some(NUMBER.to_owned()), exclusion }]);
        assert_eq!(asked(CUSTOMER_ADMIN).await.verdict, Verdict::Covered);
        let number = cast.open("k").await;
        let case = cast.desk(MANAGER).await.case(&number).await.unwrap().case;
        assert_eq!(case.coverage().reasons, other.reasons, "recorded as it was decided");
        let called = Draft { organisation_id: cast.water.id.to_string(), origin: "hotline".to_owned(), contact_email: CUSTOMER_ADMIN.to_owned(), ..draft("c") };
        let number = cast.desk(SECRETARY).await.open_case(&called).await.unwrap().number;
        assert_eq!(cast.desk(MANAGER).await.case(&number).await.unwrap().case.coverage().verdict, Verdict::Covered);
    }

    async fn whoever_overrules_names_the_exclusion(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let manager = cast.desk(MANAGER).await;
        let decision = |verdict: &str, exclusion: &str| CoverageDraft {
            verdict: verdict.to_owned(),
            words: "现场发现进水".to_owned(),
            exclusion: exclusion.to_owned(),
            ..CoverageDraft::default()
        };
        let contradiction = manager.decide_coverage(&number, &decision("covered", "force_majeure")).await;
        assert_eq!(flaws(contradiction), [("exclusion".to_owned(), FlawKind::NotAChoice)]);
        assert_eq!(flaws(manager.decide_coverage(&number, &decision("billable", "?")).await).len(), 1);
        manager.decide_coverage(&number, &decision("billable", "force_majeure")).await.unwrap();
        let coverage = manager.case(&number).await.unwrap().case.coverage().clone();
        assert!(coverage.reasons.contains(&Reason::Excluded { contract: None, exclusion: Exclusion::ForceMajeure }));
        assert!(manager.contract_view(NUMBER).await.unwrap().cases.is_empty(), "no contract covers it any more");
    }

    async fn both_sides_hear_of_the_end_ninety_thirty_and_seven_days_before_once_each(house) {
        let cast = Cast::move_in(house).await;
        let (store, replica) = (&house.store, house.replica().await);
        let line = format!("{NUMBER} 青山湖水务 expiry_told");
        for (days, told_of) in [(91, 0), (90, 1), (89, 0), (31, 0), (30, 1), (29, 0), (8, 0), (7, 1), (6, 0), (0, 0), (-1, 0)] {
            let now = days_before_the_end(days);
            let (one, other) = tokio::join!(store.tell_of_expiry(now), replica.tell_of_expiry(now));
            assert_eq!(one.unwrap() + other.unwrap(), told_of, "{days} days before");
            let mut letters = letters(&cast, now).await;
            letters.sort();
            let expected = if told_of == 0 { Vec::new() } else { vec![MANAGER, CUSTOMER_ADMIN] };
            assert_eq!(letters, expected, "{days} days before");
        }
        for who in [MANAGER, CUSTOMER_ADMIN] {
            assert_eq!(told(&cast, who).await, vec![line.clone(); 3], "{who}");
        }
        for who in [CUSTOMER, STRANGER_ADMIN, ENGINEER, SECRETARY, EXPERT] {
            assert!(told(&cast, who).await.is_empty(), "{who}");
        }
        replica.close().await;
    }

    async fn whoever_has_left_hears_of_no_contract(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await.viewer().person().unwrap().id;
        manager.deactivate_person(admin).await.unwrap();
        let now = days_before_the_end(90);
        assert_eq!(house.store.tell_of_expiry(now).await.unwrap(), 1);
        assert_eq!(letters(&cast, now).await, [MANAGER]);
    }

    async fn after_a_long_silence_only_the_last_step_is_told_and_a_new_end_is_told_anew(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        assert_eq!(house.store.tell_of_expiry(days_before_the_end(20)).await.unwrap(), 1);
        assert_eq!(house.store.tell_of_expiry(days_before_the_end(20)).await.unwrap(), 0);
        let longer = ContractDraft { ends_on: "2029-03-31".to_owned(), ..form(&manager).await };
        manager.change_contract(NUMBER, &longer).await.unwrap();
        assert_eq!(house.store.tell_of_expiry(days_before_the_end(7)).await.unwrap(), 0, "it ends a year later now");
        assert_eq!(house.store.tell_of_expiry(days_before_the_end(90 - 365)).await.unwrap(), 1);
        let told: Vec<_> = manager.contract_view(NUMBER).await.unwrap().events.into_iter().map(|event| event.happening).collect();
        let ends = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
        let first = ContractHappening::ExpiryTold { ends_on: ends("2028-03-31"), days_left: 20 };
        let second = ContractHappening::ExpiryTold { ends_on: ends("2029-03-31"), days_left: 90 };
        assert_eq!([&told[0], &told[2]], [&second, &first]);
    }

    async fn a_renewal_is_asked_for_once_and_managers_hear_of_it(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        assert!(admin.ask_renewal(NUMBER).await.unwrap());
        assert!(!admin.ask_renewal(NUMBER).await.unwrap(), "a second click does not ask again");
        assert_eq!(told(&cast, MANAGER).await, [format!("{NUMBER} 青山湖水务 renewal_asked")]);
        assert!(told(&cast, CUSTOMER_ADMIN).await.is_empty());
        assert_eq!(letters(&cast, cast.now).await, [MANAGER]);
        let renewal = admin.contract_view(NUMBER).await.unwrap().renewal;
        assert_eq!(renewal, Some((cast.now, "刘洋".to_owned())));
        let manager = cast.desk(MANAGER).await;
        let asked = ContractFilter { show: "renewal".to_owned(), ..ContractFilter::default() };
        assert_eq!(numbers(manager.contract_list(&asked).await.unwrap()), [NUMBER]);
        let longer = ContractDraft { ends_on: "2029-03-31".to_owned(), ..form(&manager).await };
        manager.change_contract(NUMBER, &longer).await.unwrap();
        assert!(numbers(manager.contract_list(&asked).await.unwrap()).is_empty(), "it was renewed");
        assert_eq!(admin.contract_view(NUMBER).await.unwrap().renewal, None);
    }

    async fn the_list_is_searched_filtered_sorted_and_turned_page_by_page(house) {
        let cast = Cast::move_in(house).await;
        for nth in 0..60 {
            hospitals_contract(&cast, &format!("LJ-{nth:03}"), 200 - nth).await;
        }
        let manager = cast.desk(MANAGER).await;
        let filter = |show: &str, q: &str, sort: &str| ContractFilter {
            show: show.to_owned(),
            q: q.to_owned(),
            sort: sort.to_owned(),
            ..ContractFilter::default()
        };
        let first = manager.contract_list(&ContractFilter::default()).await.unwrap();
        let after = first.more_after.clone().unwrap();
        let first = numbers(first);
        assert_eq!((first.len(), first[0].as_str()), (50, "LJ-059"));
        let second = manager.contract_list(&ContractFilter { after, ..ContractFilter::default() }).await.unwrap();
        assert_eq!(second.more_after, None);
        let second = numbers(second);
        assert_eq!((second.len(), second[0].as_str(), second[10].as_str()), (11, "LJ-009", NUMBER));
        assert_eq!(numbers(manager.contract_list(&filter("", "青山湖", "")).await.unwrap()), [NUMBER]);
        assert_eq!(numbers(manager.contract_list(&filter("", "lj-01", "number")).await.unwrap())[0], "LJ-010");
        assert_eq!(numbers(manager.contract_list(&filter("all", "", "organisation")).await.unwrap())[0], "LJ-000");
        assert!(numbers(manager.contract_list(&filter("expired", "", "")).await.unwrap()).is_empty());
        assert!(numbers(manager.contract_list(&filter("ending", "", "")).await.unwrap()).is_empty());
        let of_water = ContractFilter { organisation: cast.water.id.to_string(), ..filter("all", "", "") };
        assert_eq!(numbers(manager.contract_list(&of_water).await.unwrap()), [NUMBER]);
        let later = cast.desk_at(MANAGER, cast.now + TimeDelta::days(139)).await;
        let ending = numbers(later.contract_list(&filter("ending", "", "")).await.unwrap());
        assert_eq!((ending.len(), ending[0].as_str()), (50, "LJ-059"));
    }

    async fn nobody_sees_or_does_anything_with_the_contract_of_another_organisation(house) {
        let cast = Cast::move_in(house).await;
        hospitals_contract(&cast, "LJ-001", 60).await;
        let manager = cast.desk(MANAGER).await;
        let document = house.uploaded(b"signed");
        manager.keep_upload("d", "contract.log", &document, 6).await.unwrap();
        manager.add_documents(NUMBER, "d").await.unwrap();
        let file = manager.contract_view(NUMBER).await.unwrap().documents[0].id;
        let all = ContractFilter { show: "all".to_owned(), ..ContractFilter::default() };
        let booking = UseDraft { visits: "1".to_owned(), words: "巡检".to_owned(), ..UseDraft::default() };
        let missing = |refusal: Refusal, who: &str| assert_eq!(refusal, Refusal::NotFound, "{who}");
        for who in [STRANGER, STRANGER_ADMIN] {
            let desk = cast.desk(who).await;
            missing(refusal(desk.contract_view(NUMBER).await), who);
            missing(refusal(desk.ask_renewal(NUMBER).await), who);
            missing(refusal(desk.book_contract_use(NUMBER, &booking).await), who);
            missing(refusal(desk.attachment(file).await), who);
            let list = desk.contract_list(&all).await.unwrap();
            assert!(list.organisations.is_empty() && !list.may_edit);
            assert_eq!(numbers(list), ["LJ-001"], "{who}");
            let elsewhere = ContractFilter { organisation: cast.water.id.to_string(), q: "QS".to_owned(), ..all.clone() };
            assert!(numbers(desk.contract_list(&elsewhere).await.unwrap()).is_empty(), "{who}");
            let behind = ContractFilter { after: NUMBER.to_owned(), sort: "number".to_owned(), ..all.clone() };
            assert!(numbers(desk.contract_list(&behind).await.unwrap()).iter().all(|number| number == "LJ-001"), "{who}");
        }
        for who in [CUSTOMER, CUSTOMER_ADMIN] {
            let desk = cast.desk(who).await;
            assert_eq!(desk.attachment(file).await.unwrap().name, "contract.log");
            let view = desk.contract_view(NUMBER).await.unwrap();
            assert_eq!((view.may_edit, view.may_book, view.may_ask_renewal), (false, false, who == CUSTOMER_ADMIN));
        }
        assert_eq!(refusal(cast.desk(ENGINEER).await.contract_view(NUMBER).await), Refusal::NotFound);
    }

    async fn each_role_may_do_with_contracts_what_the_table_says(house) {
        use domain::access::{Action, Whose, may};
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let to = domain::person::PersonRef { id: cast.engineer.id, name: String::new() };
        cast.desk(SECRETARY).await.act(&number, domain::case::decide::Command::Assign { to }).await.unwrap();
        let draft = form(&cast.desk(MANAGER).await).await;
        let booking = UseDraft { visits: "1".to_owned(), words: "巡检".to_owned(), case: number, ..UseDraft::default() };
        for (role, who) in ONE_OF_EACH_ROLE {
            let desk = cast.desk(who).await;
            let whose = match role {
                domain::person::Role::Engineer => Whose::Assigned,
                role if role.is_customer() => Whose::OwnOrganisation,
                _ => Whose::Others,
            };
            let allowed = |result: store::Result<()>| !matches!(result, Err(store::Error::Refused(Refusal::NotAllowed)));
            let new = ContractDraft { number: format!("NEW-{}", role.key()), ..draft.clone() };
            assert_eq!(allowed(desk.add_contract(&new).await.map(drop)), may(role, Action::EditContracts, whose), "{who}");
            assert_eq!(allowed(desk.change_contract(NUMBER, &draft).await), may(role, Action::EditContracts, whose), "{who}");
            assert_eq!(allowed(desk.contract_form(None, None).await.map(drop)), may(role, Action::EditContracts, whose), "{who}");
            assert_eq!(allowed(desk.add_documents(NUMBER, "x").await), may(role, Action::EditContracts, whose), "{who}");
            assert_eq!(allowed(desk.book_contract_use(NUMBER, &booking).await), may(role, Action::BookContractUse, whose), "{who}");
            assert_eq!(allowed(desk.ask_renewal(NUMBER).await.map(drop)), may(role, Action::AskRenewal, whose), "{who}");
            assert!(allowed(desk.contract_view(NUMBER).await.map(drop)), "{who}");
        }
        let guest = cast.guest();
        for refused in [
            refusal(guest.contract_list(&ContractFilter::default()).await),
            refusal(guest.contract_view(NUMBER).await),
            refusal(guest.contract_form(None, None).await),
            refusal(guest.add_contract(&draft).await),
            refusal(guest.change_contract(NUMBER, &draft).await),
            refusal(guest.book_contract_use(NUMBER, &booking).await),
            refusal(guest.ask_renewal(NUMBER).await),
            refusal(guest.add_documents(NUMBER, "x").await),
        ] {
            assert_eq!(refused, Refusal::SignInNeeded);
        }
    }

    async fn a_document_of_a_contract_is_not_swept_away(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.keep_upload("d", "contract.log", &house.uploaded(b"signed"), 6).await.unwrap();
        manager.keep_upload("e", "waiting.log", &house.uploaded(b"never sent"), 10).await.unwrap();
        manager.add_documents(NUMBER, "d").await.unwrap();
        house.store.sweep(cast.now + TimeDelta::days(9)).await.unwrap();
        let documents = manager.contract_view(NUMBER).await.unwrap().documents;
        assert_eq!(documents.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["contract.log"]);
        assert!(manager.attachment(documents[0].id).await.unwrap().path.exists());
    }
}
