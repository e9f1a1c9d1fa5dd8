//! The life of an article: draft → expert review → published → outdated. Every saving makes a version; readers see the one that
//! was published last, until the next is.

use crate::access::Action;
use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where the newest version of an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being written; an older version may be published.
    Draft,
    /// Waits for somebody else to look at it.
    Review,
    Published,
    /// Published, and no longer right.
    Outdated,
}

impl Stage {
    /// Every stage, in the order of an article's life.
    pub const ALL: [Stage; 4] = [Stage::Draft, Stage::Review, Stage::Published, Stage::Outdated];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Review => "review",
            Stage::Published => "published",
            Stage::Outdated => "outdated",
        }
    }

    /// The stage of that [`key`](Stage::key).
    pub fn from_key(key: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.key() == key)
    }
}

/// What of an article decides what can be done with it next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    pub stage: Stage,
    /// Number of the newest version.
    pub version: i64,
    /// Number of the version that readers see, if they see one.
    pub published: Option<i64>,
    /// What readers see is no longer right.
    pub outdated: bool,
}

/// What somebody wants to be done with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Keep what was written as the next version; `restored`: it is that older version again.
    Save { restored: Option<i64> },
    /// Ask for a review.
    Submit,
    /// The review found something to be mended.
    SendBack { why: String },
    /// The review found it right.
    Publish,
    /// What readers see is no longer right.
    Retire,
    /// It is right after all.
    Revive,
}

impl Step {
    /// What one has to be allowed. A review is one's own when one wrote the newest version, the rest when one keeps the article.
    pub fn action(&self) -> Action {
        match self {
            Step::Save { .. } | Step::Submit => Action::WriteArticle,
            Step::SendBack { .. } | Step::Publish => Action::ReviewArticle,
            Step::Retire | Step::Revive => Action::RetireArticle,
        }
    }
}

/// Whom something that happened to an article concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerned {
    /// Who wrote the newest version.
    Author,
    /// Who looks after the article.
    Owner,
}

/// What happened to an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArticleHappening {
    Saved {
        version: i64,
        restored: Option<i64>,
    },
    Submitted {
        version: i64,
    },
    SentBack {
        version: i64,
        why: String,
    },
    Published {
        version: i64,
    },
    Retired,
    Revived,
    /// The day has come on which its owner wanted to look at it again.
    ReviewDue {
        #[serde(with = "crate::day")]
        on: NaiveDate,
    },
    /// It did not help a reader, who said why.
    NotHelpful {
        why: String,
    },
}

impl ArticleHappening {
    /// The name stored beside the event, for queries.
    pub fn key(&self) -> &'static str {
        match self {
            ArticleHappening::Saved { .. } => "saved",
            ArticleHappening::Submitted { .. } => "submitted",
            ArticleHappening::SentBack { .. } => "sent_back",
            ArticleHappening::Published { .. } => "published",
            ArticleHappening::Retired => "retired",
            ArticleHappening::Revived => "revived",
            ArticleHappening::ReviewDue { .. } => "review_due",
            ArticleHappening::NotHelpful { .. } => "not_helpful",
        }
    }

    /// Who is told of it, unless it was their own doing.
    pub fn concerns(&self) -> Option<Concerned> {
        match self {
            ArticleHappening::SentBack { .. } | ArticleHappening::Published { .. } => Some(Concerned::Author),
            ArticleHappening::ReviewDue { .. } | ArticleHappening::NotHelpful { .. } => Some(Concerned::Owner),
            _ => None,
        }
    }
}

/// The life after a step, and what happened. Who may take it is `access`'s to say.
///
/// # Errors
/// `WrongStage` when the article is not where the step begins.
pub fn decide(life: &Life, step: &Step) -> Result<(Life, ArticleHappening), Refusal> {
    let version = life.version;
    let at = |stage: Stage| (life.stage == stage).then_some(()).ok_or(Refusal::WrongStage);
    let shown = life.published.is_some();
    let decided = match step {
        Step::Save { restored } => {
            let version = version + 1;
            let after = Life { stage: Stage::Draft, version, ..*life };
            (after, ArticleHappening::Saved { version, restored: *restored })
        }
        Step::Submit => {
            at(Stage::Draft)?;
            (Life { stage: Stage::Review, ..*life }, ArticleHappening::Submitted { version })
        }
        Step::SendBack { why } => {
            at(Stage::Review)?;
            let happening = ArticleHappening::SentBack { version, why: why.clone() };
            (Life { stage: Stage::Draft, ..*life }, happening)
        }
        Step::Publish => {
            at(Stage::Review)?;
            let after = Life { stage: Stage::Published, version, published: Some(version), outdated: false };
            (after, ArticleHappening::Published { version })
        }
        Step::Retire if shown && !life.outdated => {
            let stage = if life.stage == Stage::Published { Stage::Outdated } else { life.stage };
            (Life { stage, outdated: true, ..*life }, ArticleHappening::Retired)
        }
        Step::Revive if shown && life.outdated => {
            let stage = if life.stage == Stage::Outdated { Stage::Published } else { life.stage };
            (Life { stage, outdated: false, ..*life }, ArticleHappening::Revived)
        }
        Step::Retire | Step::Revive => return Err(Refusal::WrongStage),
    };
    Ok(decided)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(stage: Stage, version: i64, published: Option<i64>, outdated: bool) -> Life {
        Life { stage, version, published, outdated }
    }

    fn back() -> Step {
        Step::SendBack { why: "图不对".to_owned() }
    }

    #[test]
    fn every_step_begins_where_it_may_and_nowhere_else() {
        use Stage::{Draft, Outdated, Published, Review};
        let save = Step::Save { restored: None };
        let table = [
            (Draft, [Some(Draft), Some(Review), None, None]),
            (Review, [Some(Draft), None, Some(Draft), Some(Published)]),
            (Published, [Some(Draft), None, None, None]),
            (Outdated, [Some(Draft), None, None, None]),
        ];
        for (stage, after) in table {
            let life = life(stage, 3, Some(2), stage == Outdated);
            for (step, after) in [&save, &Step::Submit, &back(), &Step::Publish].into_iter().zip(after) {
                let stage_after = decide(&life, step).ok().map(|(life, _)| life.stage);
                assert_eq!(stage_after, after, "{step:?} of {stage:?}");
            }
        }
    }

    #[test]
    fn a_new_version_leaves_what_readers_see_until_it_is_published() {
        let (draft, happening) =
            decide(&life(Stage::Published, 4, Some(4), false), &Step::Save { restored: Some(2) }).unwrap();
        assert_eq!(draft, life(Stage::Draft, 5, Some(4), false));
        assert_eq!(happening, ArticleHappening::Saved { version: 5, restored: Some(2) });
        let (review, _) = decide(&draft, &Step::Submit).unwrap();
        let (published, _) = decide(&review, &Step::Publish).unwrap();
        assert_eq!(published, life(Stage::Published, 5, Some(5), false));
    }

    #[test]
    fn what_is_outdated_stays_so_while_it_is_rewritten_and_until_the_new_version_is_published() {
        let (outdated, _) = decide(&life(Stage::Published, 1, Some(1), false), &Step::Retire).unwrap();
        assert_eq!(outdated, life(Stage::Outdated, 1, Some(1), true));
        assert_eq!(decide(&outdated, &Step::Retire), Err(Refusal::WrongStage));
        let (draft, _) = decide(&outdated, &Step::Save { restored: None }).unwrap();
        assert_eq!(draft, life(Stage::Draft, 2, Some(1), true));
        let (revived, _) = decide(&draft, &Step::Revive).unwrap();
        assert_eq!(revived, life(Stage::Draft, 2, Some(1), false));
        let (review, _) = decide(&draft, &Step::Submit).unwrap();
        assert_eq!(decide(&review, &Step::Publish).unwrap().0, life(Stage::Published, 2, Some(2), false));
    }

    #[test]
    fn what_nobody_reads_cannot_be_outdated() {
        assert_eq!(decide(&life(Stage::Draft, 1, None, false), &Step::Retire), Err(Refusal::WrongStage));
        assert_eq!(decide(&life(Stage::Published, 1, Some(1), false), &Step::Revive), Err(Refusal::WrongStage));
    }
}
