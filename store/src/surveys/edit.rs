//! Questionnaires as managers edit them: every saving is a new version, and surveys that were sent keep theirs.

use super::asked;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::{
    AnswerKind, Condition, Question, Questionnaire, QuestionnaireDraft, QuestionnaireLine, QuestionnaireSheet,
};

sql!(
    NEWEST_OF_EACH,
    "SELECT q.document, (SELECT COUNT(*) FROM survey s WHERE s.questionnaire = q.key),
     (SELECT COUNT(*) FROM survey s WHERE s.questionnaire = q.key AND s.answered_at IS NOT NULL)
     FROM questionnaire q WHERE q.version = (SELECT MAX(n.version) FROM questionnaire n WHERE n.key = q.key)
     ORDER BY q.key"
);
sql!(
    VERSIONS,
    "SELECT q.version, q.saved_at, COALESCE(p.name, '') FROM questionnaire q LEFT JOIN person p ON p.id = q.saved_by
     WHERE q.key = $1 ORDER BY q.version DESC"
);
sql!(NEWEST_DOCUMENT, "SELECT document FROM questionnaire WHERE key = $1 ORDER BY version DESC LIMIT 1");
sql!(
    SAVED,
    "INSERT INTO questionnaire (key, version, document, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (key, version) DO NOTHING"
);

impl Desk {
    /// Every questionnaire in its newest version.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers, `SignInNeeded` for guests.
    pub async fn questionnaires(&self) -> Result<Vec<QuestionnaireLine>> {
        self.person_who_may(Action::EditQuestionnaires, Whose::Others)?;
        let rows: Vec<(String, i64, i64)> = self.db().all(&NEWEST_OF_EACH, args![]).await?;
        let line = |(document, sent, answered): (String, i64, i64)| {
            let newest: Questionnaire = serde_json::from_str(&document)?;
            let name = newest.name.get(self.viewer.language()).to_owned();
            let (version, questions) = (newest.version, newest.questions.len());
            Ok(QuestionnaireLine { id: newest.id, name, version, questions, sent, answered })
        };
        rows.into_iter().map(line).collect()
    }

    /// A questionnaire to edit: as it is, or as somebody left its form.
    ///
    /// # Errors
    /// `NotFound` when there is none; `NotAllowed` for everybody but managers, `SignInNeeded` for guests.
    pub async fn questionnaire(&self, id: &str, left: Option<QuestionnaireDraft>) -> Result<QuestionnaireSheet> {
        let newest = self.newest_questionnaire(id).await?;
        let versions: Vec<(i64, Option<i64>, String)> = self.db().all(&VERSIONS, args![id]).await?;
        let version = |(version, at, by): (i64, Option<i64>, String)| Ok((version, at.map(moment).transpose()?, by));
        let unsaved = left.is_some();
        let draft = left.unwrap_or_else(|| QuestionnaireDraft::of(&newest));
        let (flaws, shown) = match draft.questionnaire(&newest) {
            Ok(meant) => (Vec::new(), Some(meant)),
            Err(flaws) => (flaws, None),
        };
        let language = self.viewer.language();
        let preview = shown.as_ref().map(|shown| asked(shown, self.scales(), language)).unwrap_or_default();
        Ok(QuestionnaireSheet {
            id: id.to_owned(),
            version: newest.version,
            conditions: self.conditions(&draft, &newest),
            draft,
            flaws,
            preview,
            versions: versions.into_iter().map(version).collect::<Result<_>>()?,
            unsaved,
            overtaken: false,
        })
    }

    /// Saves a new version over the one the form started from; answers its number.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form, `ChangedMeanwhile` when there is a newer version already, `NotFound` when
    /// there is no such questionnaire; `NotAllowed` for everybody but managers, `SignInNeeded` for guests.
    pub async fn save_questionnaire(&self, id: &str, based_on: &str, draft: &QuestionnaireDraft) -> Result<i64> {
        let newest = self.newest_questionnaire(id).await?;
        let next = draft.questionnaire(&newest).map_err(Refusal::Flawed)?;
        if newest.version.to_string() != based_on || !self.save(&next).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        Ok(next.version)
    }

    /// Makes a questionnaire of its own from the newest version of another one; answers its id.
    ///
    /// # Errors
    /// `NotFound` when there is no such questionnaire, `Flawed` when none can be named after it any more; `NotAllowed` for
    /// everybody but managers, `SignInNeeded` for guests.
    pub async fn copy_questionnaire(&self, id: &str) -> Result<String> {
        let newest = self.newest_questionnaire(id).await?;
        for number in 2..100 {
            let copy = Questionnaire { id: format!("{id}-{number}"), version: 1, ..newest.clone() };
            if self.save(&copy).await? {
                return Ok(copy.id);
            }
        }
        Err(Refusal::Flawed(vec![Flaw::of("id", FlawKind::Taken)]).into())
    }

    /// False when that version is there already.
    async fn save(&self, questionnaire: &Questionnaire) -> Result<bool> {
        let document = serde_json::to_string(questionnaire)?;
        let values = args![&questionnaire.id, questionnaire.version, document, self.now, self.person()?.id];
        Ok(self.db().run(&SAVED, values).await? > 0)
    }

    async fn newest_questionnaire(&self, id: &str) -> Result<Questionnaire> {
        self.person_who_may(Action::EditQuestionnaires, Whose::Others)?;
        let row: Option<(String,)> = self.db().maybe(&NEWEST_DOCUMENT, args![id]).await?;
        let (document,) = row.ok_or(Refusal::NotFound)?;
        Ok(serde_json::from_str(&document)?)
    }

    /// Of each question, what it could depend on: every value of every question before it, and on a scale every "or worse".
    fn conditions(&self, draft: &QuestionnaireDraft, newest: &Questionnaire) -> Vec<Vec<(String, String)>> {
        let meant: Vec<Option<Question>> = draft.questions.iter().map(|question| question.question()).collect();
        let of = |index: usize| {
            let before =
                meant[..index].iter().enumerate().filter_map(|(place, question)| Some((place, question.as_ref()?)));
            let mut conditions: Vec<(String, String)> =
                before.flat_map(|(place, question)| self.conditions_on(place, question)).collect();
            let own = &draft.questions[index].when;
            if !own.is_empty() && conditions.iter().all(|(key, _)| key != own) {
                conditions.push((own.clone(), self.called(own, newest)));
            }
            conditions
        };
        (0..meant.len()).map(of).collect()
    }

    fn conditions_on(&self, place: usize, question: &Question) -> Vec<(String, String)> {
        let values = question.values();
        let from = |start: usize, end: usize| values.get(start..end).unwrap_or_default().to_vec();
        let mut sets: Vec<Vec<String>> = values.iter().map(|value| vec![value.clone()]).collect();
        sets.extend(match question.kind {
            AnswerKind::Grade => vec![from(2, 4)],
            AnswerKind::Five => vec![from(0, 2), from(0, 3)],
            AnswerKind::Nps => vec![from(0, 7), from(9, 11)],
            _ => Vec::new(),
        });
        let condition = |values: Vec<String>| {
            let language = self.viewer.language();
            let labels = values.iter().map(|value| question.label(self.scales(), value).get(language).to_owned());
            let called = format!("{} = {}", place + 1, labels.collect::<Vec<_>>().join(" / "));
            (Condition { questions: vec![question.key.clone()], values }.key(), called)
        };
        sets.into_iter().map(condition).collect()
    }

    /// A condition of several questions, by their places.
    fn called(&self, key: &str, newest: &Questionnaire) -> String {
        let Some(condition) = Condition::from_key(key) else { return key.to_owned() };
        let place = |question: &String| newest.questions.iter().position(|other| other.key == *question);
        let places: Vec<String> =
            condition.questions.iter().filter_map(place).map(|place| (place + 1).to_string()).collect();
        let first = condition.questions.first().and_then(|key| newest.question(key));
        let language = self.viewer.language();
        let label = |value: &String| match first {
            Some(question) => question.label(self.scales(), value).get(language).to_owned(),
            None => value.clone(),
        };
        let labels: Vec<String> = condition.values.iter().map(label).collect();
        format!("{} = {}", places.join(", "), labels.join(" / "))
    }
}
