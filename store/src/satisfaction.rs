//! Satisfaction in figures (domain.md §9): the answered surveys within the viewer's sight, counted by `domain::satisfaction`.

use crate::cases::moment;
use crate::db::{Val, args, sql};
use crate::surveys::questionnaires;
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose, may};
use domain::person::Person;
use domain::refusal::{Flaw, Refusal};
use domain::satisfaction::{
    ANSWERS_FEWEST, Answered, Counted, Dimension, Group, Grouped, Period, SatisfactionFilter, SatisfactionSheet,
    Summary, Words, grouped, questions, trend,
};
use domain::survey::{Answer, AnswerKind, Channel, Questionnaire};
use domain::zone::Zone;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// As many texts as a page lists.
const WORDS_MOST: usize = 50;

/// Surveys of a period by `$column`, `$1` included and `$2` not, narrowed to organisation, engineer, product line, channel and
/// questionnaire where these are given (0, or empty: all).
macro_rules! of_surveys {
    ($before:literal, $column:literal, $after:literal) => {
        concat!(
            $before,
            " FROM survey s JOIN organisation o ON o.id = s.organisation_id
             LEFT JOIN service_case c ON c.id = s.case_id
             LEFT JOIN person p ON p.id = c.assignee_id LEFT JOIN asset a ON a.id = c.asset_id
             WHERE s.",
            $column,
            " >= $1 AND s.",
            $column,
            " < $2
             AND (CAST($3 AS BIGINT) = 0 OR s.organisation_id = $3) AND (CAST($4 AS BIGINT) = 0 OR c.assignee_id = $4)
             AND (CAST($5 AS TEXT) = '' OR a.product_line = $5) AND (CAST($6 AS TEXT) = '' OR s.channel = $6)
             AND (CAST($7 AS TEXT) = '' OR s.questionnaire = $7)",
            $after
        )
    };
}
sql!(
    ANSWERED,
    of_surveys!(
        "SELECT s.id, s.answered_at, s.questionnaire, s.version, s.organisation_id, o.name, c.assignee_id, p.name,
         a.product_line, s.channel, c.number",
        "answered_at",
        " ORDER BY s.answered_at DESC, s.id DESC"
    )
);
sql!(
    ANSWERS,
    concat!(
        "SELECT r.survey_id, r.question, r.kind, r.value FROM survey_answer r WHERE r.survey_id IN (",
        of_surveys!("SELECT s.id", "answered_at", ""),
        ")"
    )
);
sql!(ASKED, of_surveys!("SELECT COUNT(*), COUNT(s.answered_at)", "created_at", ""));
sql!(
    COMPLAINTS,
    "SELECT COUNT(*) FROM service_case c LEFT JOIN asset a ON a.id = c.asset_id
     WHERE c.kind = 'complaint' AND c.opened_at >= $1 AND c.opened_at < $2
     AND (CAST($3 AS BIGINT) = 0 OR c.organisation_id = $3) AND (CAST($4 AS BIGINT) = 0 OR c.assignee_id = $4)
     AND (CAST($5 AS TEXT) = '' OR a.product_line = $5)"
);

/// `id, answered_at, questionnaire, version, organisation_id, organisation, engineer_id, engineer, product_line, channel, case`
type AnsweredRow =
    (i64, i64, String, i64, i64, String, Option<i64>, Option<String>, Option<String>, Option<String>, Option<String>);

/// What is asked for, within what the viewer may see.
struct Asked {
    period: Period,
    flaws: Vec<Flaw>,
    /// 0 for all.
    organisation: i64,
    engineer: i64,
    product: String,
    channel: String,
    questionnaire: String,
}

/// An answered survey and what only the page's texts need of it.
struct Read {
    answered: Answered,
    /// Key and version.
    questionnaire: (String, i64),
    number: Option<String>,
}

impl Desk {
    /// The figures of a period and what they depend on.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees none.
    pub async fn satisfaction(&self, filter: &SatisfactionFilter) -> Result<SatisfactionSheet> {
        let person = self.person()?;
        let asked = self.asked(person, filter)?;
        let read = self.answered(&asked).await?;
        let asking = self.questionnaires_of(&read).await?;
        let words = self.words(person, &read, &asking, WORDS_MOST + 1);
        let surveys: Vec<Answered> = read.into_iter().map(|read| read.answered).collect();
        let counted = self.counted(&asked, &surveys).await?;
        let dimensions = dimensions(person);
        let by = Dimension::from_key(&filter.by).filter(|by| dimensions.contains(by)).unwrap_or(Dimension::Question);
        let rows = match by {
            Dimension::Question => self.by_question(&surveys, &asking),
            by => grouped(&surveys, by),
        };
        Ok(SatisfactionSheet {
            period: asked.period,
            asked: counted.asked,
            responded: counted.responded,
            complaints: counted.complaints,
            surveys: counted.surveys,
            summary: counted.summary,
            trend: trend(&surveys, &self.company_zone(), asked.period.from, asked.period.until),
            by,
            rows,
            more_words: words.len() > WORDS_MOST,
            words: words.into_iter().take(WORDS_MOST).collect(),
            narrowed: narrowed(filter, &surveys, &dimensions),
            dimensions,
            questionnaires: asking.iter().map(|(key, form)| (key.clone(), self.told(&form.name))).collect(),
            flaws: asked.flaws,
        })
    }

    /// Everything that people wrote in a period, the latest first, for those who see the cases it is about.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no figures.
    pub async fn satisfaction_words(&self, filter: &SatisfactionFilter) -> Result<Vec<Words>> {
        let person = self.person()?;
        let read = self.answered(&self.asked(person, filter)?).await?;
        let asking = self.questionnaires_of(&read).await?;
        Ok(self.words(person, &read, &asking, usize::MAX))
    }

    /// The figures on top of one organisation in those days. Whoever calls has asked whether the viewer may see them.
    pub(crate) async fn counted_of_organisation(&self, organisation: i64, period: Period) -> Result<Counted> {
        let any = String::new;
        let (product, channel, questionnaire) = (any(), any(), any());
        let asked = Asked { period, flaws: Vec::new(), organisation, engineer: 0, product, channel, questionnaire };
        let read = self.answered(&asked).await?;
        let surveys: Vec<Answered> = read.into_iter().map(|read| read.answered).collect();
        self.counted(&asked, &surveys).await
    }

    async fn counted(&self, asked: &Asked, surveys: &[Answered]) -> Result<Counted> {
        let summary = Summary::of(surveys);
        let (sent, responded) = self.response(asked).await?;
        Ok(Counted {
            asked: sent,
            responded,
            complaints: self.complaints(asked).await?,
            surveys: summary.surveys,
            summary: (summary.surveys >= ANSWERS_FEWEST).then_some(summary),
        })
    }

    fn asked(&self, person: &Person, filter: &SatisfactionFilter) -> Result<Asked, Refusal> {
        let sees = |whose| may(person.role, Action::SeeSatisfaction, whose);
        let id = |key: &str| key.parse().unwrap_or_default();
        // What the viewer is bound to overrules what is asked for.
        let (organisation, engineer) = match &person.organisation {
            None if sees(Whose::Others) => (id(&filter.customer), id(&filter.engineer)),
            None if sees(Whose::Assigned) => (id(&filter.customer), person.id),
            Some(own) if sees(Whose::OwnOrganisation) => (own.id, 0),
            _ => return Err(Refusal::NotAllowed),
        };
        let today = self.today();
        let (period, flaws) = match filter.period(today) {
            Ok(period) => (period, Vec::new()),
            Err(flaws) => (Period::year_to(today), flaws),
        };
        let [product, channel, questionnaire] =
            [&filter.product, &filter.channel, &filter.questionnaire].map(Clone::clone);
        Ok(Asked { period, flaws, organisation, engineer, product, channel, questionnaire })
    }

    pub(crate) fn company_zone(&self) -> Zone {
        self.store.zone(&self.store.company().time_zone, self.now)
    }

    /// From the first moment of the period to the first after it, and what it is narrowed to: `$1` to `$5`.
    fn narrowing(&self, asked: &Asked) -> Vec<Val> {
        let days = self.stretch(&self.company_zone(), asked.period);
        args![days.from, days.until, asked.organisation, asked.engineer, &asked.product]
    }

    /// The same for surveys: `$1` to `$7`.
    fn narrowing_surveys(&self, asked: &Asked) -> Vec<Val> {
        let mut values = self.narrowing(asked);
        values.extend(args![&asked.channel, &asked.questionnaire]);
        values
    }

    async fn answered(&self, asked: &Asked) -> Result<Vec<Read>> {
        let rows: Vec<AnsweredRow> = self.db().all(&ANSWERED, self.narrowing_surveys(asked)).await?;
        let given: Vec<(i64, String, String, String)> = self.db().all(&ANSWERS, self.narrowing_surveys(asked)).await?;
        let mut answers: HashMap<i64, Vec<(String, String, String)>> = HashMap::new();
        for (survey, question, kind, value) in given {
            answers.entry(survey).or_default().push((question, kind, value));
        }
        rows.into_iter().map(|row| read(&mut answers, row)).collect()
    }

    /// The newest answered version of every questionnaire.
    async fn questionnaires_of(&self, read: &[Read]) -> Result<BTreeMap<String, Questionnaire>> {
        let versions: BTreeSet<&(String, i64)> = read.iter().map(|read| &read.questionnaire).collect();
        let mut newest = BTreeMap::new();
        for (key, version) in versions {
            newest.insert(key.clone(), questionnaires::get(self.db(), key, *version).await?);
        }
        Ok(newest)
    }

    /// In the order of the forms, called as they call it.
    fn by_question(&self, surveys: &[Answered], asking: &BTreeMap<String, Questionnaire>) -> Vec<Grouped> {
        let judging = |kind| !matches!(kind, AnswerKind::One | AnswerKind::Several | AnswerKind::Text);
        let all = asking.iter().flat_map(|(form, questionnaire)| {
            let judging = questionnaire.questions.iter().filter(move |question| judging(question.kind));
            judging.map(|question| (key_of(form, &question.key), self.told(&question.text)))
        });
        let (keys, texts): (Vec<String>, Vec<String>) = all.unzip();
        let mut rows = questions(surveys, &keys);
        for row in &mut rows {
            let text = keys.iter().position(|key| *key == row.group.key).and_then(|at| texts.get(at));
            row.group.name = text.cloned().unwrap_or_default();
        }
        rows
    }

    /// What people wrote, the latest first. Words tell of cases: who sees a colleague's figures need not see a colleague's
    /// case.
    fn words(
        &self,
        person: &Person,
        read: &[Read],
        asking: &BTreeMap<String, Questionnaire>,
        most: usize,
    ) -> Vec<Words> {
        if person.organisation.is_some() && !may(person.role, Action::SeeCase, Whose::OwnOrganisation) {
            return Vec::new();
        }
        let questions = asking.iter().flat_map(|(form, questionnaire)| {
            questionnaire.questions.iter().map(|question| (key_of(form, &question.key), self.told(&question.text)))
        });
        let questions: HashMap<String, String> = questions.collect();
        let written = read.iter().flat_map(|read| {
            let texts = read.answered.answers.iter().filter(|answer| answer.kind == AnswerKind::Text);
            texts.map(|answer| Words {
                at: read.answered.at,
                organisation_name: read.answered.organisation.name.clone(),
                number: read.number.clone(),
                question: questions.get(&answer.question).cloned().unwrap_or_default(),
                text: answer.value.clone(),
            })
        });
        written.filter(|words| !words.text.is_empty()).take(most).collect()
    }

    async fn response(&self, asked: &Asked) -> Result<(u32, u32)> {
        // Only answers have a channel: to narrow by it would leave no unanswered one.
        let any_channel = Asked {
            channel: String::new(),
            flaws: Vec::new(),
            product: asked.product.clone(),
            questionnaire: asked.questionnaire.clone(),
            ..*asked
        };
        let counted: (i64, i64) = self.db().one(&ASKED, self.narrowing_surveys(&any_channel)).await?;
        Ok((count(counted.0), count(counted.1)))
    }

    async fn complaints(&self, asked: &Asked) -> Result<u32> {
        let (complaints,): (i64,) = self.db().one(&COMPLAINTS, self.narrowing(asked)).await?;
        Ok(count(complaints))
    }

    fn told(&self, text: &domain::person::Bilingual) -> String {
        text.get(self.viewer.language()).to_owned()
    }
}

/// What the viewer's role may tell apart: an engineer sees one's own alone, a customer one's own organisation.
fn dimensions(person: &Person) -> Vec<Dimension> {
    let alone = match (&person.organisation, may(person.role, Action::SeeSatisfaction, Whose::Others)) {
        (Some(_), _) => vec![Dimension::Customer, Dimension::Engineer],
        (None, false) => vec![Dimension::Engineer],
        (None, true) => Vec::new(),
    };
    Dimension::ALL.into_iter().filter(|dimension| !alone.contains(dimension)).collect()
}

/// What it is narrowed to. Names are those of the surveys found: nobody learns here who has a number.
fn narrowed(filter: &SatisfactionFilter, surveys: &[Answered], allowed: &[Dimension]) -> Vec<(Dimension, String)> {
    let first = surveys.first();
    let name = |group: Option<&Group>| group.map(|group| group.name.clone()).unwrap_or_default();
    let wishes = [
        (Dimension::Customer, &filter.customer, name(first.map(|survey| &survey.organisation))),
        (Dimension::Engineer, &filter.engineer, name(first.and_then(|survey| survey.engineer.as_ref()))),
        (Dimension::Product, &filter.product, filter.product.clone()),
        (Dimension::Channel, &filter.channel, filter.channel.clone()),
    ];
    let wishes = wishes.into_iter().filter(|(dimension, asked, _)| allowed.contains(dimension) && !asked.is_empty());
    wishes.map(|(dimension, _, name)| (dimension, name)).collect()
}

/// Questions of different forms may have the same key.
fn key_of(questionnaire: &str, question: &str) -> String {
    format!("{questionnaire}.{question}")
}

fn read(answers: &mut HashMap<i64, Vec<(String, String, String)>>, row: AnsweredRow) -> Result<Read> {
    let (id, at, form, version, organisation_id, organisation, engineer_id, engineer, product, channel, number) = row;
    let group = |key: String, name: String| Group { key, name };
    let given = answers.remove(&id).unwrap_or_default();
    let answer = |(question, kind, value): (String, String, String)| {
        let kind = AnswerKind::from_key(&kind).ok_or(Fault::Broken("an unknown kind of answer"))?;
        Ok(Answer { question: key_of(&form, &question), kind, value })
    };
    let channel = channel.as_deref().and_then(Channel::from_key);
    let answered = Answered {
        at: moment(at)?,
        organisation: group(organisation_id.to_string(), organisation),
        engineer: engineer_id.map(|id| group(id.to_string(), engineer.unwrap_or_default())),
        product: product.filter(|line| !line.is_empty()).map(|line| group(line.clone(), line)),
        channel: channel.ok_or(Fault::Broken("an answered survey without a channel"))?,
        answers: given.into_iter().map(answer).collect::<Result<_>>()?,
    };
    Ok(Read { answered, questionnaire: (form, version), number })
}

fn count(counted: i64) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}
