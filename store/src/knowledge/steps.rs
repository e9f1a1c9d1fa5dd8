//! What becomes of an article: review, publication, being outdated. Who may do it is asked here, whether it fits in `domain`.

use super::record::{Kept, content, happened, move_on};
use super::write::publish_content;
use crate::search::index::enter;
use crate::{Desk, Result};
use domain::access::Whose;
use domain::knowledge::{REASON_MOST, Step, decide};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::typed;

impl Desk {
    /// Takes a step with an article; to send it back needs a reason (`why`).
    ///
    /// # Errors
    /// `NotAllowed` when it is not the viewer's to take, also a review of one's own version; `WrongStage` when it does not fit;
    /// `Flawed` without a reason; `ChangedMeanwhile` when somebody else was quicker; `NotFound` when there is no such article.
    pub async fn step_article(&self, slug: &str, step: &Step) -> Result<()> {
        let mut kept = self.kept(slug).await?;
        let person = self.person_who_may(step.action(), self.whose_article(&kept, step))?;
        let step = with_reason(step)?;
        let (life, happening) = decide(&kept.life, &step)?;
        let publishes = matches!(step, Step::Publish);
        let published = match publishes {
            true => Some(content(self.db(), kept.id, life.version).await?),
            false => None,
        };
        let was_outdated = kept.life.outdated;
        let mut tx = self.db().begin().await?;
        move_on(&mut tx, &mut kept, life, self.now).await?;
        match published {
            Some(content) => publish_content(&mut tx, kept.id, &content, self.now).await?,
            None if kept.life.outdated != was_outdated => enter(&mut tx, kept.id).await?,
            None => (),
        }
        happened(&mut tx, &kept, Some((person.id, &person.name)), self.now, &happening).await?;
        Ok(tx.commit().await?)
    }

    /// In which relation the viewer stands to an article, when that step is taken.
    fn whose_article(&self, kept: &Kept, step: &Step) -> Whose {
        let reviewed = matches!(step, Step::SendBack { .. } | Step::Publish);
        let theirs = if reviewed { kept.author_id } else { kept.owner_id };
        match self.viewer.person() {
            Some(person) if theirs == Some(person.id) => Whose::Own,
            _ => Whose::Others,
        }
    }

    /// Keys of the steps that the viewer may take now.
    pub(super) fn steps_open(&self, kept: &Kept) -> Vec<String> {
        let send_back = Step::SendBack { why: String::new() };
        let steps = [
            ("submit", Step::Submit),
            ("publish", Step::Publish),
            ("send_back", send_back),
            ("retire", Step::Retire),
            ("revive", Step::Revive),
        ];
        let open =
            |step: &Step| decide(&kept.life, step).is_ok() && self.may(step.action(), self.whose_article(kept, step));
        steps.into_iter().filter(|(_, step)| open(step)).map(|(key, _)| key.to_owned()).collect()
    }
}

fn with_reason(step: &Step) -> Result<Step, Refusal> {
    let Step::SendBack { why } = step else { return Ok(step.clone()) };
    let why = typed::text(why);
    let flaw = match why.chars().count() {
        0 => Some(FlawKind::Empty),
        count => (count > REASON_MOST).then_some(FlawKind::TooLong { most: REASON_MOST }),
    };
    match flaw {
        Some(kind) => Err(Refusal::Flawed(vec![Flaw::of("why", kind)])),
        None => Ok(Step::SendBack { why }),
    }
}
