//! What the demo's company did in the year before, from server/demo/surveys.toml: cases told in a few words each, every one
//! played from the report to the rating; and the surveys that were sent by hand, with what was answered.

use super::DemoFault;
use super::cases::{DemoCase, Step};
use super::company::Stage;
use super::when::When;
use chrono::TimeDelta;
use domain::Moment;
use domain::overview::Home;
use domain::person::Viewer;
use domain::survey::{SendDraft, Typed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use store::Store;

/// Who sends surveys, and who types in what customers say.
const MANAGER: &str = "chenli";
const SECRETARY: &str = "linwan";
/// The questions about a service, in the order of the grades.
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

static FILE: LazyLock<PastFile> =
    LazyLock::new(|| toml::from_str(include_str!("../../demo/surveys.toml")).expect("compiled in, and read by a test"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PastFile {
    /// What engineers write first.
    responded: String,
    past: Vec<Past>,
    sent: Vec<Sent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Past {
    opened: When,
    by: String,
    engineer: String,
    serial: String,
    severity: String,
    on_site: bool,
    title: String,
    description: String,
    cause: String,
    done: String,
    /// Empty when nobody answered.
    #[serde(default)]
    grades: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    comment: String,
    /// What was done about a bad grade, and what the customer said to it.
    #[serde(default)]
    followed_up: String,
    #[serde(default)]
    customer_said: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    at: When,
    questionnaire: String,
    occasion: String,
    subject: String,
    /// Keys of people who did not answer.
    unanswered: Vec<String>,
    #[serde(rename = "answer")]
    answers: Vec<Answered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    who: String,
    days_later: i64,
    /// How they said it to the secretary; in the portal when it is empty.
    #[serde(default)]
    channel: String,
    fields: BTreeMap<String, Vec<String>>,
}

/// The cases of that year.
pub(super) fn cases() -> Vec<DemoCase> {
    FILE.past.iter().map(Past::case).collect()
}

impl Past {
    fn case(&self) -> DemoCase {
        let on_site = ["set_out", "arrive"].into_iter().filter(|_| self.on_site);
        let acts = ["assign", "accept", "respond"].into_iter().chain(on_site).chain(["resolve"]);
        let mut steps: Vec<Step> = acts.zip(1_i64..).map(|(act, nth)| self.work(act, 12 * nth)).collect();
        let day = 24 * 60;
        let customers = |act: &str, minutes| self.step(&self.by, act, minutes);
        steps.push(customers("confirm_service", day));
        if !self.grades.is_empty() {
            steps.push(Step { survey: self.answers(), ..customers("answer_survey", day + 40) });
        }
        if !self.followed_up.is_empty() {
            let (done, words) = (self.followed_up.clone(), self.customer_said.clone());
            steps.push(Step { done, words, ..self.step(MANAGER, "end_follow_up", 2 * day) });
        }
        DemoCase {
            opened: self.opened,
            by: self.by.clone(),
            kind: "fault".to_owned(),
            severity: self.severity.clone(),
            serial: self.serial.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            steps,
            ..DemoCase::default()
        }
    }

    /// Something the company does, so many minutes after the report.
    fn work(&self, act: &str, minutes: i64) -> Step {
        let who = if act == "assign" { SECRETARY } else { &self.engineer };
        let (cause, done) = if act == "resolve" { (self.cause.clone(), self.done.clone()) } else { Default::default() };
        let words = if act == "respond" { FILE.responded.clone() } else { String::new() };
        let to = (act == "assign").then(|| self.engineer.clone());
        Step { cause, done, words, to, ..self.step(who, act, minutes) }
    }

    fn step(&self, who: &str, act: &str, minutes: i64) -> Step {
        let at = self.opened.later(TimeDelta::minutes(minutes));
        Step { at, who: who.to_owned(), act: act.to_owned(), ..Step::default() }
    }

    fn answers(&self) -> BTreeMap<String, String> {
        let grade = |letter| match letter {
            'e' => "excellent",
            'g' => "good",
            'f' => "fair",
            _ => "poor",
        };
        let grades = QUESTIONS.iter().zip(self.grades.chars()).map(|(question, letter)| (*question, grade(letter)));
        let texts = [("why", self.why.as_str()), ("comment", self.comment.as_str())];
        grades.chain(texts).map(|(question, value)| (question.to_owned(), value.to_owned())).collect()
    }
}

/// Sends what was sent by hand and has it answered, the earliest first; then once what is sent once a year.
pub(super) async fn send(store: &Store, stage: &Stage) -> Result<(), DemoFault> {
    let moment = |when: When| when.moment(stage.now, &stage.zone);
    let mut sent: Vec<&Sent> = FILE.sent.iter().collect();
    sent.sort_by_key(|sent| moment(sent.at));
    for one in sent {
        one.send(store, stage, moment(one.at)).await?;
    }
    store.ask_yearly(stage.now - TimeDelta::days(2)).await?;
    store.remind_of_surveys(stage.now).await?;
    store.tell_of_follow_ups(stage.now).await?;
    Ok(())
}

impl Sent {
    async fn send(&self, store: &Store, stage: &Stage, at: Moment) -> Result<(), DemoFault> {
        let asked = self.answers.iter().map(|answer| &answer.who).chain(&self.unanswered);
        let people = asked.map(|key| Ok(stage.person(key)?.id.to_string())).collect::<Result<_, DemoFault>>()?;
        let draft = SendDraft {
            draft_key: format!("demo {}", self.subject),
            questionnaire: self.questionnaire.clone(),
            occasion: self.occasion.clone(),
            subject: self.subject.clone(),
            people,
        };
        desk(store, stage, MANAGER, at)?.send_surveys(&draft).await?;
        for answer in &self.answers {
            answer.give(store, stage, &self.subject, at + TimeDelta::days(answer.days_later)).await?;
        }
        Ok(())
    }
}

impl Answered {
    async fn give(&self, store: &Store, stage: &Stage, subject: &str, at: Moment) -> Result<(), DemoFault> {
        let Home::Customer(home) = desk(store, stage, &self.who, at)?.home().await? else { return Ok(()) };
        let waiting = home.surveys.into_iter().find(|survey| survey.subject == subject);
        let unknown = || DemoFault::Unknown { what: "survey", key: subject.to_owned() };
        let link = waiting.ok_or_else(unknown)?.link;
        let given = self.fields.iter().flat_map(|(name, values)| values.iter().map(|v| (name.clone(), v.clone())));
        let mut fields: Vec<(String, String)> = given.collect();
        fields.push(("entry_channel".to_owned(), self.channel.clone()));
        let by = if self.channel.is_empty() { &self.who } else { SECRETARY };
        let token = link.trim_start_matches("/surveys/");
        Ok(desk(store, stage, by, at)?.answer_survey_by_token(token, &Typed(fields)).await?)
    }
}

fn desk(store: &Store, stage: &Stage, who: &str, at: Moment) -> Result<store::Desk, DemoFault> {
    Ok(store.desk(Viewer::Person(stage.person(who)?.clone()), at))
}
