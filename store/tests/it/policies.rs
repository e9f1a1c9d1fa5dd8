//! Managers edit policies: every version is kept, open cases keep theirs, new ones take the newest, on every replica at once.

use chrono::TimeDelta;
use domain::case::report::Draft;
use domain::clock::{Reading, Target};
use domain::person::Language;
use domain::policy::PolicyDraft;
use domain::policy::draft::PolicyCopy;
use domain::refusal::{FlawKind, Refusal};
use domain::simulation::ScenarioDraft;
use store::testing::cast::{CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, SECRETARY, draft};
use store::{Db, Desk, Store, Timer, on_both_engines};

/// The form of a policy as its page fills it in.
async fn form(desk: &Desk, id: &str) -> PolicyDraft {
    let policy = desk.service_policy(id).await.unwrap().policy;
    PolicyDraft { why: "合同续签".to_owned(), ..PolicyDraft::of(&policy, Language::English) }
}

/// Policy A with a restoration within that time for faults of level 1 and 2.
async fn restoring_within(desk: &Desk, within: &str) -> PolicyDraft {
    let mut edited = form(desk, "a").await;
    let row = edited.promises.iter_mut().find(|row| row.target == Target::Restore.key()).unwrap();
    within.clone_into(&mut row.within);
    edited
}

fn limit_of(readings: &[Reading], target: Target, since: domain::Moment) -> TimeDelta {
    readings.iter().find(|reading| reading.target == target).unwrap().due.unwrap() - since
}

async fn restore_limit(cast: &Cast<'_>, number: &str) -> TimeDelta {
    limit_of(&cast.desk(MANAGER).await.case(number).await.unwrap().readings, Target::Restore, cast.now)
}

async fn timers(cast: &Cast<'_>, number: &str) -> Vec<Timer> {
    cast.desk(MANAGER).await.timers(number).await.unwrap()
}

/// The same person at the desk of another process, as its next request finds it.
async fn desk_at(replica: &Store, desk: &Desk) -> Desk {
    replica.keep_up().await.unwrap();
    replica.desk(desk.viewer().clone(), desk.now())
}

on_both_engines! {
    async fn an_edit_leaves_open_cases_as_they_were_and_new_ones_take_it(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let before = cast.open("before").await;
        let (readings, planned) = (manager.case(&before).await.unwrap().readings, timers(&cast, &before).await);
        let mut edited = restoring_within(&manager, "3 h").await;
        "三年 7×24（新）".clone_into(&mut edited.name_zh);
        assert_eq!(manager.save_policy(&edited).await.unwrap(), 2);
        let after = cast.open("after").await;

        let sheet = cast.desk(MANAGER).await.case(&before).await.unwrap();
        assert_eq!((sheet.readings, timers(&cast, &before).await), (readings, planned));
        assert_eq!((sheet.case.policy_version(), sheet.policy_name.chinese.as_str()), (1, "三年 7×24"));
        let sheet = cast.desk(MANAGER).await.case(&after).await.unwrap();
        assert_eq!((sheet.case.policy_version(), sheet.policy_name.chinese.as_str()), (2, "三年 7×24（新）"));
        assert_eq!(restore_limit(&cast, &before).await, TimeDelta::hours(4));
        assert_eq!(restore_limit(&cast, &after).await, TimeDelta::hours(3));
        // The half-time rule of each fires at half of its own limit.
        house.store.fire_due_timers(100, cast.now + TimeDelta::minutes(95)).await.unwrap();
        let fired = |timers: Vec<Timer>| timers.iter().any(|timer| timer.key == "contingency/restore" && timer.fired_at.is_some());
        assert!(!fired(timers(&cast, &before).await));
        assert!(fired(timers(&cast, &after).await));
        // What happens to an open case later is still counted by its own version.
        cast.desk(SECRETARY).await.act(&before, domain::case::decide::Command::NoteInternally { words: "x".to_owned() }).await.unwrap();
        assert_eq!(restore_limit(&cast, &before).await, TimeDelta::hours(4));
    }

    async fn every_version_is_told_with_who_when_and_why(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let built_in = manager.service_policy("a").await.unwrap();
        assert_eq!((built_in.versions.len(), built_in.versions[0].saved.is_none()), (1, true));
        assert_eq!(built_in.uses[0].number, "QS-2025-014");
        manager.save_policy(&restoring_within(&manager, "3 h").await).await.unwrap();
        let manager = cast.desk_at(MANAGER, cast.now + TimeDelta::hours(1)).await;
        manager.save_policy(&restoring_within(&manager, "2 h").await).await.unwrap();
        let sheet = cast.desk(MANAGER).await.service_policy("a").await.unwrap();
        let told: Vec<(i64, &str)> = sheet.versions.iter().map(|version| (version.version, version.why.as_str())).collect();
        assert_eq!(told, [(3, "合同续签"), (2, "合同续签"), (1, "")]);
        let (at, by) = sheet.versions[0].saved.clone().unwrap();
        assert_eq!((at, by.name.as_str()), (cast.now + TimeDelta::hours(1), "陈立"));
        let row = manager.service_policies().await.unwrap().into_iter().find(|row| row.id == "a").unwrap();
        assert_eq!((row.version, row.saved.unwrap().1.name.as_str(), row.uses.len()), (2, "陈立", 1), "as the desk was opened");
        let rows = cast.desk(MANAGER).await.service_policies().await.unwrap();
        assert_eq!(rows.iter().map(|row| (row.id.as_str(), row.version)).collect::<Vec<_>>(), [("a", 3), ("b", 1), ("c", 1), ("d", 1), ("e", 1)]);
    }

    async fn of_two_managers_who_edit_at_once_the_second_is_asked_to_look_again(house) {
        let cast = Cast::move_in(house).await;
        let replica = house.replica().await;
        let here = cast.desk(MANAGER).await;
        let there = desk_at(&replica, &here).await;
        let edits = [(here.clone(), "3 h"), (there.clone(), "5 h"), (here.clone(), "6 h"), (there, "7 h")];
        let mut saving = Vec::new();
        for (desk, within) in edits {
            let edited = restoring_within(&desk, within).await;
            saving.push(tokio::spawn(async move { desk.save_policy(&edited).await }));
        }
        let mut saved = 0;
        for one in saving {
            match one.await.unwrap() {
                Ok(version) => { assert_eq!(version, 2); saved += 1; }
                refused => assert_eq!(crate::refusal(refused), Refusal::ChangedMeanwhile),
            }
        }
        assert_eq!(saved, 1);
        assert_eq!(cast.desk(MANAGER).await.service_policy("a").await.unwrap().versions.len(), 2);
    }

    async fn another_replica_knows_an_edit_without_a_restart(house) {
        let cast = Cast::move_in(house).await;
        let replica = house.replica().await;
        let manager = cast.desk(MANAGER).await;
        manager.save_policy(&restoring_within(&manager, "3 h").await).await.unwrap();
        let customer = desk_at(&replica, &cast.desk(CUSTOMER).await).await;
        let number = customer.open_case(&draft("k")).await.unwrap().number;
        let readings = desk_at(&replica, &manager).await.case(&number).await.unwrap().readings;
        assert_eq!(limit_of(&readings, Target::Restore, cast.now), TimeDelta::hours(3));
    }

    async fn a_worker_counts_by_a_version_that_was_saved_after_it_started(house) {
        let cast = Cast::move_in(house).await;
        let worker = house.replica().await;
        let manager = cast.desk(MANAGER).await;
        manager.save_policy(&restoring_within(&manager, "3 h").await).await.unwrap();
        let number = cast.open("k").await;
        worker.fire_due_timers(100, cast.now + TimeDelta::minutes(95)).await.unwrap();
        let fired: Vec<String> = timers(&cast, &number).await.into_iter().filter(|timer| timer.fired_at.is_some()).map(|timer| timer.key).collect();
        assert!(fired.contains(&"contingency/restore".to_owned()), "{fired:?}");
    }

    async fn a_request_that_began_before_the_edit_never_leaves_a_case_without_its_clock(house) {
        let cast = Cast::move_in(house).await;
        let early = cast.desk(MANAGER).await;
        early.save_policy(&restoring_within(&early, "3 h").await).await.unwrap();
        let number = cast.open("k").await;
        // Its rules are older than the case: it reads by the newest it knows, and what it records is counted by the right ones.
        assert!(!early.case(&number).await.unwrap().readings.is_empty());
        early.act(&number, domain::case::decide::Command::NoteInternally { words: "x".to_owned() }).await.unwrap();
        assert_eq!(restore_limit(&cast, &number).await, TimeDelta::hours(3));
        let rule = timers(&cast, &number).await.into_iter().find(|timer| timer.key == "contingency/restore").unwrap();
        assert_eq!(rule.due_at - cast.now, TimeDelta::minutes(90));
    }

    async fn a_copy_begins_anew_under_its_own_id(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.save_policy(&restoring_within(&manager, "3 h").await).await.unwrap();
        let copy = PolicyCopy { of: "a".into(), new_id: "hospital".into(), name_zh: "医院".into(), name_en: "Hospital".into() };
        assert_eq!(cast.desk(MANAGER).await.copy_policy(&copy).await.unwrap(), "hospital");
        let manager = cast.desk(MANAGER).await;
        let taken = crate::flaws(manager.copy_policy(&copy).await);
        assert_eq!(taken, [("new_id".to_owned(), FlawKind::Policy(domain::policy::PolicyFlawKind::Duplicate))]);
        let sheet = manager.service_policy("hospital").await.unwrap();
        assert_eq!((sheet.policy.version, sheet.policy.name.english.as_str(), sheet.versions.len()), (1, "Hospital", 1));
        assert_eq!(sheet.versions[0].copied_from, Some(("a".to_owned(), 2)));
        let edited = PolicyDraft { summary_zh: "医院专用".to_owned(), ..form(&manager, "hospital").await };
        assert_eq!(manager.save_policy(&edited).await.unwrap(), 2);
        assert_eq!(cast.desk(MANAGER).await.service_policy("a").await.unwrap().versions.len(), 2, "the original stays");
        let nothing = PolicyCopy { of: "nothing".into(), ..copy };
        assert_eq!(crate::refusal(manager.copy_policy(&nothing).await), Refusal::NotFound);
    }

    async fn a_flawed_form_saves_nothing_and_an_unchanged_one_neither(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let mut flawed = restoring_within(&manager, "soon").await;
        flawed.why.clear();
        let found = crate::flaws(manager.save_policy(&flawed).await);
        assert_eq!(found, [("promise.4.within".to_owned(), FlawKind::NotADuration), ("why".to_owned(), FlawKind::Empty)]);
        assert_eq!(manager.save_policy(&form(&manager, "a").await).await.unwrap(), 1);
        assert_eq!(manager.service_policy("a").await.unwrap().versions.len(), 1);
        let nowhere = PolicyDraft { id: "nothing".to_owned(), ..form(&manager, "a").await };
        assert_eq!(crate::refusal(manager.save_policy(&nowhere).await), Refusal::NotFound);
        assert_eq!(crate::refusal(manager.service_policy("nothing").await), Refusal::NotFound);
    }

    async fn a_draft_is_tried_out_without_being_saved(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let scenario = ScenarioDraft { severity: "1".into(), kind: "fault".into(), opened: "2026-11-21T17:30".into(), ..ScenarioDraft::default() };
        let edited = restoring_within(&manager, "3 h").await;
        let judged = manager.judge_policy(edited.clone(), Some(&scenario)).unwrap();
        let trial = judged.trial.unwrap();
        let readings: Vec<Reading> = trial.targets.into_iter().map(|target| target.reading).collect();
        assert_eq!(limit_of(&readings, Target::Restore, cast.now), TimeDelta::hours(3));
        assert_eq!((trial.policy_version, judged.flaws.len()), (2, 0));
        assert_eq!(manager.service_policy("a").await.unwrap().policy.version, 1);
        let flawed = manager.judge_policy(restoring_within(&manager, "soon").await, Some(&scenario)).unwrap();
        assert!(flawed.trial.is_none() && flawed.flaws.len() == 1);
        let no_moment = ScenarioDraft { opened: "soon".to_owned(), ..scenario };
        let judged = manager.judge_policy(edited, Some(&no_moment)).unwrap();
        assert_eq!((judged.trial, judged.flaws[0].field.as_str()), (None, "trial.opened"));
    }

    async fn policies_are_for_managers_alone(house) {
        let cast = Cast::move_in(house).await;
        let edited = form(&cast.desk(MANAGER).await, "a").await;
        let copy = PolicyCopy { of: "a".into(), new_id: "x".into(), name_zh: "x".into(), name_en: String::new() };
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT] {
            let desk = cast.desk(who).await;
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            refused(crate::refusal(desk.service_policies().await));
            refused(crate::refusal(desk.service_policy("a").await));
            refused(crate::refusal(desk.save_policy(&edited).await));
            refused(crate::refusal(desk.copy_policy(&copy).await));
            refused(crate::refusal(desk.judge_policy(edited.clone(), None)));
            refused(crate::refusal(desk.policy_names()));
        }
        let guest = cast.guest();
        assert_eq!(crate::refusal(guest.service_policies().await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.save_policy(&edited).await), Refusal::SignInNeeded);
    }

    async fn no_version_is_ever_changed_or_deleted(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.save_policy(&restoring_within(&manager, "3 h").await).await.unwrap();
        for statement in ["UPDATE policy_version SET document = '{}'", "DELETE FROM policy_version"] {
            let error = match house.store.db() {
                Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.unwrap_err(),
                Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.unwrap_err(),
            };
            assert!(error.to_string().contains("append-only"), "{statement}: {error}");
        }
    }

    async fn the_report_form_tells_the_newest_version(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let mut edited = form(&manager, "a").await;
        "业务全停".clone_into(&mut edited.levels[0].meaning_zh);
        manager.save_policy(&edited).await.unwrap();
        let form = cast.desk(CUSTOMER).await.report_form(None).await.unwrap();
        assert_eq!(form.policy.severities[0].meaning.chinese, "业务全停");
        let of_draft = Draft { severity: "1".to_owned(), ..draft("k") };
        cast.desk(CUSTOMER).await.open_case(&of_draft).await.unwrap();
    }
}
