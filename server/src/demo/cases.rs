//! The demo's cases, from server/demo/cases.toml, and what was done in the year before ([`super::past`]): one timeline of what everybody did, carried out through the desk in
//! the order in which it happened. What may happen is judged there, as for everybody.

use super::DemoFault;
use super::company::Stage;
use super::when::When;
use chrono::{Days, NaiveDate};
use domain::Moment;
use domain::case::decide::ActDraft;
use domain::case::report::Draft;
use domain::person::{Person, Viewer};
use domain::survey::{FollowUpDraft, FollowUpFilter, Typed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;
use store::{Desk, Store};

static FILE: LazyLock<CasesFile> = LazyLock::new(|| {
    let file = toml::from_str(include_str!("../../demo/cases.toml"));
    let mut file: CasesFile = file.expect("compiled in, and read by a test");
    file.cases.extend(super::past::cases());
    file
});

/// Steps that fall due in one moment of the demo.
const STEPS_AT_ONCE: usize = 100;

#[derive(rust_embed::RustEmbed)]
#[folder = "demo/files"]
struct Files;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesFile {
    #[serde(rename = "case")]
    cases: Vec<DemoCase>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoCase {
    pub(super) opened: When,
    pub(super) by: String,
    /// Whose call the secretary took, and how it came in.
    #[serde(default)]
    pub(super) caller: Option<String>,
    #[serde(default)]
    pub(super) origin: String,
    pub(super) kind: String,
    pub(super) severity: String,
    pub(super) serial: String,
    pub(super) title: String,
    pub(super) description: String,
    /// Names in server/demo/files/.
    #[serde(default)]
    pub(super) files: Vec<String>,
    #[serde(default, rename = "step")]
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) at: When,
    pub(super) who: String,
    /// One of [`ActDraft`]'s, or `answer_survey`, or `end_follow_up`.
    pub(super) act: String,
    #[serde(default)]
    pub(super) words: String,
    #[serde(default)]
    pub(super) cause: String,
    #[serde(default)]
    pub(super) done: String,
    #[serde(default)]
    pub(super) minutes: String,
    #[serde(default)]
    pub(super) severity: String,
    /// Key of the person to assign.
    #[serde(default)]
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) trigger: String,
    /// Boxes that are ticked.
    #[serde(default)]
    pub(super) spare_machine: String,
    #[serde(default)]
    pub(super) parts: String,
    #[serde(default)]
    pub(super) coordinator: String,
    #[serde(default)]
    pub(super) leader: String,
    #[serde(default)]
    pub(super) members: String,
    #[serde(default)]
    pub(super) hours: String,
    #[serde(default)]
    pub(super) rate: String,
    #[serde(default)]
    pub(super) travel: String,
    /// How many days a quote is valid from when the demo is laid out.
    #[serde(default)]
    pub(super) valid_days: u64,
    /// What is answered, by question.
    #[serde(default)]
    pub(super) survey: BTreeMap<String, String>,
}

/// One entry of the timeline: the case's opening, or one of its steps.
struct Deed {
    at: Moment,
    case: usize,
    step: Option<&'static Step>,
}

/// Plays every case; answers how many there are.
pub async fn play(store: &Store, stage: &Stage) -> Result<usize, DemoFault> {
    let cases = &FILE.cases;
    let mut numbers: Vec<String> = vec![String::new(); cases.len()];
    for deed in timeline(stage) {
        let_time_pass(store, deed.at).await?;
        let case = &cases[deed.case];
        let (who, what) = deed.step.map_or((&case.by, "open"), |step| (&step.who, &step.act));
        let desk = store.desk(Viewer::Person(stage.person(who)?.clone()), deed.at);
        let number = &mut numbers[deed.case];
        let done = match deed.step {
            None => open(&desk, case, stage).await.map(|opened| *number = opened),
            Some(step) => take_step(&desk, number, step, stage).await,
        };
        done.map_err(|error| DemoFault::Deed {
            title: case.title.clone(),
            deed: format!("{what} by {who}"),
            error: Box::new(error),
        })?;
    }
    let_time_pass(store, stage.now).await?;
    Ok(cases.len())
}

/// What cases do by themselves until then happens when it is due, as it does while a server runs.
async fn let_time_pass(store: &Store, until: Moment) -> Result<(), DemoFault> {
    while let Some(due_at) = store.next_timer_due().await?.filter(|due_at| *due_at <= until) {
        store.fire_due_timers(STEPS_AT_ONCE, due_at).await?;
    }
    Ok(())
}

/// Everything in the order in which it happened; of two things at one moment, in the order of the file.
fn timeline(stage: &Stage) -> Vec<Deed> {
    let moment = |when: When| when.moment(stage.now, &stage.zone);
    let mut deeds = Vec::new();
    for (index, case) in FILE.cases.iter().enumerate() {
        deeds.push(Deed { at: moment(case.opened), case: index, step: None });
        deeds.extend(case.steps.iter().map(|step| Deed { at: moment(step.at), case: index, step: Some(step) }));
    }
    deeds.sort_by_key(|deed| deed.at);
    deeds
}

/// Opens the case and answers its number.
async fn open(desk: &Desk, case: &DemoCase, stage: &Stage) -> Result<String, DemoFault> {
    let contact = stage.person(case.caller.as_ref().unwrap_or(&case.by))?;
    let draft_key = desk.report_form(None).await?.draft_key;
    for file in &case.files {
        upload(desk, &draft_key, file).await?;
    }
    Ok(desk.open_case(&case.draft(draft_key, contact)).await?.number)
}

impl DemoCase {
    fn draft(&self, draft_key: String, contact: &Person) -> Draft {
        let organisation = contact.organisation.as_ref().filter(|_| self.caller.is_some());
        Draft {
            draft_key,
            kind: self.kind.clone(),
            serial: self.serial.clone(),
            severity: self.severity.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            contact_name: contact.name.clone(),
            contact_phone: contact.phone.clone(),
            contact_email: contact.email.clone(),
            organisation_id: organisation.map(|organisation| organisation.id.to_string()).unwrap_or_default(),
            origin: self.origin.clone(),
            called_at: String::new(),
        }
    }
}

pub(super) async fn upload(desk: &Desk, draft_key: &str, file: &str) -> Result<(), DemoFault> {
    let (copy, size_bytes) = copied(file)?;
    desk.keep_upload(draft_key, file, copy.path(), size_bytes).await?;
    Ok(())
}

/// A file of the demo as one that was sent, and its size.
pub(super) fn copied(file: &str) -> Result<(tempfile::NamedTempFile, i64), DemoFault> {
    let gone = || DemoFault::Unknown { what: "file", key: file.to_owned() };
    let content = Files::get(file).ok_or_else(gone)?.data;
    let broken = |error| DemoFault::File { file: file.to_owned(), error };
    let mut copy = tempfile::NamedTempFile::new().map_err(broken)?;
    copy.write_all(&content).map_err(broken)?;
    Ok((copy, i64::try_from(content.len()).unwrap_or(i64::MAX)))
}

async fn take_step(desk: &Desk, number: &str, step: &Step, stage: &Stage) -> Result<(), DemoFault> {
    if step.act == "answer_survey" {
        let answers = step.survey.iter().map(|(question, value)| (question.clone(), value.clone()));
        return Ok(desk.answer_survey(number, &Typed(answers.collect())).await?);
    }
    if step.act == "end_follow_up" {
        let filter = FollowUpFilter { q: number.to_owned(), ..FollowUpFilter::default() };
        let draft = FollowUpDraft { done: step.done.clone(), customer_said: step.words.clone() };
        for line in desk.follow_ups(&filter).await?.lines {
            desk.end_follow_up(line.id, &draft).await?;
        }
        return Ok(());
    }
    let to = step.to.as_ref().map(|key| stage.person(key)).transpose()?;
    let today = stage.zone.local(stage.now).date();
    let command = step.draft(to, today + Days::new(step.valid_days)).command().map_err(store::Error::from)?;
    Ok(desk.act(number, command).await?)
}

impl Step {
    fn draft(&self, to: Option<&Person>, valid_until: NaiveDate) -> ActDraft {
        ActDraft {
            act: self.act.clone(),
            words: self.words.clone(),
            cause: self.cause.clone(),
            done: self.done.clone(),
            minutes: self.minutes.clone(),
            severity: self.severity.clone(),
            to: to.map(|person| person.id.to_string()).unwrap_or_default(),
            trigger: self.trigger.clone(),
            spare_machine: self.spare_machine.clone(),
            parts: self.parts.clone(),
            coordinator: self.coordinator.clone(),
            leader: self.leader.clone(),
            members: self.members.clone(),
            hours: self.hours.clone(),
            rate: self.rate.clone(),
            travel: self.travel.clone(),
            valid_until: valid_until.to_string(),
            ..ActDraft::default()
        }
    }
}
