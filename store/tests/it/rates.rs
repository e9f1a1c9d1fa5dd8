//! The company's own rates: set by managers, told where work has to be paid and no contract says otherwise.

use crate::{flaws, refusal};
use domain::case::decide::CoverageDraft;
use domain::case::report::Draft;
use domain::contract::Rates;
use domain::contract::draft::ContractDraft;
use domain::contract::rates::RatesDraft;
use domain::coverage::Verdict;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{Cast, MANAGER, ONE_OF_EACH_ROLE, OTHER_SERIAL, STRANGER, draft};
use store::{Desk, on_both_engines};

fn typed(rate_hour: &str, rate_travel: &str, rate_minimum: &str) -> RatesDraft {
    let [rate_hour, rate_travel, rate_minimum] = [rate_hour, rate_travel, rate_minimum].map(str::to_owned);
    RatesDraft { rate_hour, rate_travel, rate_minimum }
}

/// What the hospital, which has no contract, is told before it reports.
async fn told(desk: &Desk) -> (Verdict, Option<Rates>) {
    let coverage = desk.check_coverage("fault", OTHER_SERIAL, None).await.unwrap().coverage;
    (coverage.verdict, coverage.rates)
}

on_both_engines! {
    async fn managers_set_the_rates_and_billable_work_is_told_at_them(house) {
        let cast = Cast::move_in(house).await;
        let (manager, customer) = (cast.desk(MANAGER).await, cast.desk(STRANGER).await);
        assert_eq!(told(&customer).await, (Verdict::Billable, None), "the company has not said");
        manager.set_company_rates(&typed("800", "200", "1.5")).await.unwrap();
        let rates = Rates { hour_cents: 80_000, travel_cents: 20_000, minimum_minutes: 90 };
        assert_eq!(told(&customer).await, (Verdict::Billable, Some(rates)));
        let sheet = manager.company_rates().await.unwrap();
        assert_eq!((sheet.rates, sheet.set.as_ref().unwrap().1.as_str()), (Some(rates), "陈立"));
        // The same once more is no change; another process knows at once.
        let later = house.replica().await;
        let other = cast.desk_at(MANAGER, cast.now + chrono::TimeDelta::hours(1)).await;
        other.set_company_rates(&typed("800.00", "200", "90 min")).await.unwrap();
        assert_eq!(manager.company_rates().await.unwrap().set, sheet.set);
        later.close().await;
        manager.set_company_rates(&RatesDraft::default()).await.unwrap();
        assert_eq!(told(&customer).await, (Verdict::Billable, None));
    }

    async fn a_case_keeps_the_rates_it_was_told_and_one_decided_late_gets_those_of_then(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.set_company_rates(&typed("500", "", "")).await.unwrap();
        let report = Draft { serial: OTHER_SERIAL.to_owned(), ..draft("k") };
        let number = cast.desk(STRANGER).await.open_case(&report).await.unwrap().number;
        manager.set_company_rates(&typed("600", "", "")).await.unwrap();
        let hour = async || manager.case(&number).await.unwrap().case.coverage().rates.map(|rates| rates.hour_cents);
        assert_eq!(hour().await, Some(50_000));
        let decided = |verdict: &str| CoverageDraft { verdict: verdict.to_owned(), words: "议定".to_owned(), ..CoverageDraft::default() };
        manager.decide_coverage(&number, &decided("advice_only")).await.unwrap();
        assert_eq!(hour().await, None, "advice costs nothing");
        manager.decide_coverage(&number, &decided("billable")).await.unwrap();
        assert_eq!(hour().await, Some(60_000));
    }

    async fn the_rates_of_a_contract_in_force_come_before_the_companys(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.set_company_rates(&typed("800", "200", "1")).await.unwrap();
        let contract = ContractDraft {
            number: "HX-1".to_owned(),
            organisation_id: cast.hospital.id.to_string(),
            policy: "e".to_owned(),
            starts_on: "2026-01-01".to_owned(),
            ends_on: "2026-12-31".to_owned(),
            kinds: vec!["consultation".to_owned()],
            rate_hour: "450".to_owned(),
            ..ContractDraft::default()
        };
        manager.add_contract(&contract).await.unwrap();
        let (verdict, rates) = told(&cast.desk(STRANGER).await).await;
        assert_eq!((verdict, rates.unwrap().hour_cents), (Verdict::Billable, 45_000));
    }

    async fn the_rates_are_the_managers_own_and_every_flaw_is_told(house) {
        let cast = Cast::move_in(house).await;
        for (_, email) in ONE_OF_EACH_ROLE.into_iter().filter(|(_, email)| *email != MANAGER) {
            let desk = cast.desk(email).await;
            assert_eq!(refusal(desk.company_rates().await), Refusal::NotAllowed, "{email}");
            assert_eq!(refusal(desk.set_company_rates(&typed("1", "", "")).await), Refusal::NotAllowed, "{email}");
        }
        assert_eq!(refusal(cast.guest().company_rates().await), Refusal::SignInNeeded);
        let manager = cast.desk(MANAGER).await;
        let wrong = flaws(manager.set_company_rates(&typed("", "x", "1")).await);
        let number = |field: &str| (field.to_owned(), FlawKind::NotANumber);
        assert_eq!(wrong, [number("rate_hour"), number("rate_travel")]);
        assert_eq!(manager.company_rates().await.unwrap().rates, None, "nothing was set");
    }
}
