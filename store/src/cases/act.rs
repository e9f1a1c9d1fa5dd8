//! Acting on a case: authority, the domain's decision, the record of it.

use super::Held;
use super::record::{Overtaken, actor};
use crate::access::whose;
use crate::{Desk, Result, people, surveys, zones};
use domain::access::{Action, may};
use domain::case::decide::{Command, decide};
use domain::case::event::Happening;
use domain::person::Person;
use domain::refusal::{Flaw, FlawKind, Refusal};

/// Two people rarely act on one case in the same moment; five times in a row nobody does.
pub(crate) const TRIES: usize = 5;

impl Desk {
    /// Carries out a command on a case. What is already so (assigned to the same engineer) is no error and leaves no event.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see, `NotAllowed` when the role may not do this with it, what
    /// `domain::case::decide` refuses, `ChangedMeanwhile` when others are quicker all the time.
    pub async fn act(&self, number: &str, command: Command) -> Result<()> {
        for _ in 0..TRIES {
            let held = self.held(number).await?;
            let command = self.completed(self.permitted(&held, command.action())?, &command).await?;
            if self.decide_and_record(held, &command).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    /// The viewer, if the role allows this with a case in that relation.
    pub(crate) fn permitted(&self, held: &Held, action: Action) -> Result<&Person, Refusal> {
        let person = self.person()?;
        may(person.role, action, whose(person, &held.case)).then_some(person).ok_or(Refusal::NotAllowed)
    }

    /// The command with what only the store knows: the name of whom the case is assigned to, when a quote runs out.
    async fn completed(&self, _permitted: &Person, command: &Command) -> Result<Command> {
        match command {
            Command::Assign { to } => {
                let engineer = people::engineer(self.db(), to.id).await?;
                let unknown = || Refusal::Flawed(vec![Flaw::of("to", FlawKind::NotAChoice)]);
                Ok(Command::Assign { to: engineer.ok_or_else(unknown)? })
            }
            Command::Quote { words, offer, .. } => {
                let expires_at = zones::end_of_day(&self.store.company().time_zone, offer.valid_until);
                Ok(Command::Quote { words: words.clone(), offer: offer.clone(), expires_at })
            }
            command => Ok(command.clone()),
        }
    }

    async fn decide_and_record(&self, mut held: Held, command: &Command) -> Result<Result<(), Overtaken>> {
        let person = self.person()?;
        let happenings = decide(&held.case, command, person.role.is_customer(), self.now)?;
        if happenings.is_empty() {
            return Ok(Ok(()));
        }
        let confirmed = happenings.iter().any(|happening| matches!(happening, Happening::ServiceConfirmed));
        let mut recording = self.begin_recording().await?;
        if let Err(overtaken) = recording.append(&mut held, &actor(person), self.now, happenings).await? {
            return Ok(Err(overtaken));
        }
        if confirmed {
            surveys::invite::invite(&mut recording.tx, &held, self.now).await?;
        }
        recording.commit(&self.store).await?;
        Ok(Ok(()))
    }
}
