//! The editor's form as typed, and the questionnaire it says. Fields are named as [`Questionnaire::flaws`] names them:
//! `question.2.text` is the Chinese text of the third question, `question.2.text_en` the English one.

use super::check::{CHOICES_MOST, QUESTIONS_MOST};
use super::{AnswerKind, Choice, Condition, Question, QuestionSheet, Questionnaire};
use crate::Moment;
use crate::person::Bilingual;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// A text in both languages, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDraft {
    pub chinese: String,
    pub english: String,
}

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireDraft {
    pub name: TextDraft,
    pub intro: TextDraft,
    pub expires_days: String,
    pub remind_days: String,
    pub follow_up_working_days: String,
    pub questions: Vec<QuestionDraft>,
}

/// One question of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionDraft {
    /// Made up for a new one.
    pub key: String,
    pub kind: String,
    pub text: TextDraft,
    pub hint: TextDraft,
    pub required: bool,
    /// Bad answers are followed up: what is bad on a scale is the scale's to say, of choices each says it.
    pub bad: bool,
    /// `questions:values`, both with commas between them; empty when it is always asked.
    pub when: String,
    pub choices: Vec<ChoiceDraft>,
}

/// One choice of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceDraft {
    pub key: String,
    pub text: TextDraft,
    pub bad: bool,
}

/// What the editor shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireSheet {
    pub id: String,
    /// The newest version, which the form started from.
    pub version: i64,
    pub draft: QuestionnaireDraft,
    /// Of each question, the conditions to choose from: what is sent and what it is called.
    pub conditions: Vec<Vec<(String, String)>>,
    pub flaws: Vec<Flaw>,
    /// How it would be asked; empty while it cannot be.
    pub preview: Vec<QuestionSheet>,
    /// Every version, the latest first: when it was saved and by whom; those of the program by nobody.
    pub versions: Vec<(i64, Option<Moment>, String)>,
    /// The form holds changes that are not saved.
    pub unsaved: bool,
    /// Somebody else saved a newer version meanwhile.
    pub overtaken: bool,
}

/// One questionnaire of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireLine {
    pub id: String,
    pub name: String,
    pub version: i64,
    pub questions: usize,
    /// How many surveys of any version were sent, and how many were answered.
    pub sent: i64,
    pub answered: i64,
}

impl From<&Bilingual> for TextDraft {
    fn from(text: &Bilingual) -> TextDraft {
        TextDraft { chinese: text.chinese.clone(), english: text.english.clone() }
    }
}

impl TextDraft {
    fn line(&self) -> Bilingual {
        Bilingual { chinese: typed::line(&self.chinese), english: typed::line(&self.english) }
    }

    fn is_empty(&self) -> bool {
        self.chinese.trim().is_empty() && self.english.trim().is_empty()
    }
}

/// The fields of a form, looked up by name.
struct Fields<'a>(&'a [(String, String)]);

impl Fields<'_> {
    fn one(&self, name: &str) -> String {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    fn text(&self, name: &str) -> TextDraft {
        TextDraft { chinese: self.one(name), english: self.one(&format!("{name}_en")) }
    }
}

impl QuestionnaireDraft {
    /// The form of a questionnaire as it is.
    pub fn of(questionnaire: &Questionnaire) -> QuestionnaireDraft {
        QuestionnaireDraft {
            name: (&questionnaire.name).into(),
            intro: (&questionnaire.intro).into(),
            expires_days: questionnaire.expires_days.to_string(),
            remind_days: questionnaire.remind_days.to_string(),
            follow_up_working_days: questionnaire.follow_up_working_days.to_string(),
            questions: questionnaire.questions.iter().map(QuestionDraft::of).collect(),
        }
    }

    /// The form of those fields: questions in the order of their places, without those that are to go, with a new one when
    /// that button was pressed.
    pub fn read(fields: &[(String, String)]) -> QuestionnaireDraft {
        let form = Fields(fields);
        let mut placed: Vec<(f64, QuestionDraft)> = Vec::new();
        for index in (0..=QUESTIONS_MOST).take_while(|index| form.has(&format!("question.{index}.kind"))) {
            let question = format!("question.{index}");
            if form.has(&format!("{question}.remove")) {
                continue;
            }
            let place = typed::half_width(&form.one(&format!("{question}.place"))).trim().parse();
            placed.push((place.unwrap_or(f64::MAX), QuestionDraft::read(&form, &question)));
        }
        placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut questions: Vec<QuestionDraft> = placed.into_iter().map(|(_, question)| question).collect();
        if form.one("button") == "add" {
            let kind = AnswerKind::from_key(&form.one("add_kind")).unwrap_or(AnswerKind::Grade);
            questions.push(QuestionDraft { kind: kind.key().to_owned(), required: true, ..QuestionDraft::default() });
        }
        name_new_ones(&mut questions);
        QuestionnaireDraft {
            name: form.text("name"),
            intro: form.text("intro"),
            expires_days: form.one("expires_days"),
            remind_days: form.one("remind_days"),
            follow_up_working_days: form.one("follow_up_working_days"),
            questions,
        }
    }

    /// The questionnaire it says, as the version after `before`.
    ///
    /// # Errors
    /// Every flaw, by the names of the fields.
    pub fn questionnaire(&self, before: &Questionnaire) -> Result<Questionnaire, Vec<Flaw>> {
        let days = |text: &str| typed::half_width(text).trim().parse().unwrap_or(0);
        let mut flaws = Vec::new();
        let mut questions = Vec::new();
        for (index, draft) in self.questions.iter().enumerate() {
            match draft.question() {
                Some(question) => questions.push(question),
                None => flaws.push(Flaw::of(&format!("question.{index}.kind"), FlawKind::NotAChoice)),
            }
        }
        let intro = &self.intro;
        let questionnaire = Questionnaire {
            id: before.id.clone(),
            version: before.version + 1,
            name: self.name.line(),
            intro: Bilingual { chinese: typed::text(&intro.chinese), english: typed::text(&intro.english) },
            expires_days: days(&self.expires_days),
            remind_days: days(&self.remind_days),
            follow_up_working_days: days(&self.follow_up_working_days),
            follow_up_hours: before.follow_up_hours.clone(),
            questions,
        };
        if flaws.is_empty() {
            flaws = questionnaire.flaws();
        }
        if flaws.is_empty() { Ok(questionnaire) } else { Err(flaws) }
    }
}

/// Keys for those that have none: `q1`, `q2` … whatever is free.
fn name_new_ones(questions: &mut [QuestionDraft]) {
    for index in 0..questions.len() {
        if questions[index].key.is_empty() {
            let taken = |key: &String| questions.iter().any(|other| other.key == *key);
            let free = (1..).map(|number| format!("q{number}")).find(|key| !taken(key));
            questions[index].key = free.unwrap_or_default();
        }
    }
}

impl QuestionDraft {
    fn of(question: &Question) -> QuestionDraft {
        let is_bad = |value: &String| question.bad.contains(value);
        let choice = |choice: &Choice| ChoiceDraft {
            key: choice.key.clone(),
            text: (&choice.text).into(),
            bad: is_bad(&choice.key),
        };
        QuestionDraft {
            key: question.key.clone(),
            kind: question.kind.key().to_owned(),
            text: (&question.text).into(),
            hint: (&question.hint).into(),
            required: question.required,
            bad: !question.bad.is_empty(),
            when: question.when.as_ref().map(Condition::key).unwrap_or_default(),
            choices: question.choices.iter().map(choice).collect(),
        }
    }

    fn read(form: &Fields<'_>, question: &str) -> QuestionDraft {
        let field = |name: &str| format!("{question}.{name}");
        let mut choices: Vec<ChoiceDraft> = (0..CHOICES_MOST)
            .map(|index| field(&format!("choice.{index}")))
            .map(|choice| ChoiceDraft {
                key: form.one(&format!("{choice}.key")),
                text: form.text(&choice),
                bad: form.has(&format!("{choice}.bad")),
            })
            .filter(|choice| !choice.text.is_empty())
            .collect();
        for index in 0..choices.len() {
            if choices[index].key.is_empty() {
                let taken = |key: &String| choices.iter().any(|other| other.key == *key);
                let free = (1..).map(|number| format!("c{number}")).find(|key| !taken(key));
                choices[index].key = free.unwrap_or_default();
            }
        }
        QuestionDraft {
            key: form.one(&field("key")),
            kind: form.one(&field("kind")),
            text: form.text(&field("text")),
            hint: form.text(&field("hint")),
            required: form.has(&field("required")),
            bad: form.has(&field("bad")),
            when: form.one(&field("when")),
            choices,
        }
    }

    /// The question it says; none when its kind is none.
    pub fn question(&self) -> Option<Question> {
        let kind = AnswerKind::from_key(&self.kind)?;
        let choice = |choice: &ChoiceDraft| Choice { key: choice.key.clone(), text: choice.text.line() };
        let choices = if kind.has_choices() { self.choices.iter().map(choice).collect() } else { Vec::new() };
        let bad = match kind.has_choices() {
            true => self.choices.iter().filter(|choice| choice.bad).map(|choice| choice.key.clone()).collect(),
            false if self.bad => kind.usually_bad(),
            false => Vec::new(),
        };
        Some(Question {
            key: self.key.clone(),
            kind,
            text: self.text.line(),
            hint: self.hint.line(),
            required: self.required,
            choices,
            bad,
            when: Condition::from_key(&self.when),
        })
    }
}

impl Condition {
    /// How the form says it.
    pub fn key(&self) -> String {
        format!("{}:{}", self.questions.join(","), self.values.join(","))
    }

    /// The condition of that [`key`](Condition::key); none when it is always asked.
    pub fn from_key(key: &str) -> Option<Condition> {
        let (questions, values) = key.split_once(':')?;
        let listed = |text: &str| text.split(',').map(str::to_owned).collect();
        Some(Condition { questions: listed(questions), values: listed(values) })
    }
}
