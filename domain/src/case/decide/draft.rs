//! An action form as typed, and the command it means. Nothing is judged here but choices; words are judged by
//! [`super::decide`].

use super::{Command, said};
use crate::case::crisis::{ContingencyAction, ContingencyTrigger};
use crate::case::quote::{Offer, OfferTyped};
use crate::case::severity::Severity;
use crate::person::PersonRef;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use serde::{Deserialize, Serialize};

/// An action form as typed: which act, and the fields that act needs. One form type serves every act, so that pages,
/// REST and the browser speak the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActDraft {
    /// `assign`, `accept`, `respond`, `set_out`, `arrive`, `comment`, `note_internally`, `pause_clock`, `resume_clock`,
    /// `change_severity`, `restore`, `resolve`, `confirm_service`, `refuse_service`, `quote`, `accept_quote`, `decline_quote`, `need_part`, `replace_part`,
    /// `report_analysis`, `propose_contingency`, `call_contingency`, `propose_crisis`, `form_task_force`, `update_crisis`,
    /// `end_crisis`
    pub act: String,
    /// What is said: response, comment, note, what is waited for, why.
    pub words: String,
    pub cause: String,
    pub done: String,
    /// Minutes until arrival; empty when not said.
    pub minutes: String,
    pub severity: String,
    /// Person id of the engineer to assign.
    pub to: String,
    /// What triggers the contingency, e.g. `no_spare_part`.
    pub trigger: String,
    /// One field a contingency action, as boxes that can be ticked: anything but nothing is a tick.
    pub spare_machine: String,
    pub another_engineer: String,
    pub parts: String,
    pub third_party: String,
    /// The task force: names as typed; members one a line, or with commas between.
    pub coordinator: String,
    pub leader: String,
    pub members: String,
    /// The offer of a quote, see [`OfferTyped`].
    pub hours: String,
    pub rate: String,
    pub travel: String,
    pub valid_until: String,
    /// Which quote is answered.
    pub nth: String,
}

impl ActDraft {
    /// The command that was meant. The name of the person to assign is left empty: the store knows it.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] when the act is unknown or a choice is none; words are judged by [`super::decide`].
    pub fn command(&self) -> Result<Command, Refusal> {
        let words = self.words.clone();
        Ok(match self.act.as_str() {
            "assign" => {
                Command::Assign { to: PersonRef { id: choice("to", self.to.parse().ok())?, name: String::new() } }
            }
            "accept" => Command::Accept,
            "respond" => Command::Respond { words },
            "set_out" => Command::SetOut { minutes: self.minutes_typed()? },
            "arrive" => Command::Arrive,
            "comment" => Command::Comment { words },
            "note_internally" => Command::NoteInternally { words },
            "pause_clock" => Command::PauseClock { words },
            "resume_clock" => Command::ResumeClock,
            "change_severity" => Command::ChangeSeverity { to: self.severity_chosen()?, why: words },
            "restore" => Command::Restore,
            "resolve" => Command::Resolve { cause: self.cause.clone(), done: self.done.clone() },
            "confirm_service" => Command::ConfirmService,
            "refuse_service" => Command::RefuseService { why: words },
            "quote" => Command::Quote { offer: self.offer_typed()?, words, expires_at: None },
            "accept_quote" => Command::AcceptQuote { nth: choice("nth", self.nth.parse().ok())? },
            "decline_quote" => Command::DeclineQuote { nth: choice("nth", self.nth.parse().ok())?, why: words },
            "need_part" => Command::NeedPart { words },
            "replace_part" => Command::ReplacePart { words },
            "report_analysis" => Command::ReportAnalysis { words },
            "propose_contingency" => Command::ProposeContingency {
                trigger: choice("trigger", ContingencyTrigger::from_key(&self.trigger))?,
                actions: self.actions_ticked(),
                words,
            },
            "call_contingency" => Command::CallContingency,
            "propose_crisis" => Command::ProposeCrisis { words },
            "form_task_force" => Command::FormTaskForce {
                coordinator: self.coordinator.clone(),
                leader: self.leader.clone(),
                members: self.members_typed(),
            },
            "update_crisis" => Command::UpdateCrisis { words },
            "end_crisis" => Command::EndCrisis { words },
            _ => return Err(Refusal::Flawed(vec![Flaw::of("act", FlawKind::NotAChoice)])),
        })
    }

    fn minutes_typed(&self) -> Result<Option<i64>, Refusal> {
        match self.minutes.trim() {
            "" => Ok(None),
            typed => choice("minutes", typed.parse().ok()).map(Some),
        }
    }

    /// With what is wrong with the words besides, so that all flaws of the form are told at once.
    fn offer_typed(&self) -> Result<Offer, Refusal> {
        let typed =
            OfferTyped { hours: &self.hours, rate: &self.rate, travel: &self.travel, valid_until: &self.valid_until };
        typed.offer().map_err(|mut flaws| {
            if let Err(Refusal::Flawed(of_words)) = said("words", &self.words) {
                flaws.extend(of_words);
            }
            Refusal::Flawed(flaws)
        })
    }

    fn actions_ticked(&self) -> Vec<ContingencyAction> {
        let ticked = |action: &ContingencyAction| match action {
            ContingencyAction::SpareMachine => !self.spare_machine.is_empty(),
            ContingencyAction::AnotherEngineer => !self.another_engineer.is_empty(),
            ContingencyAction::Parts => !self.parts.is_empty(),
            ContingencyAction::ThirdParty => !self.third_party.is_empty(),
        };
        ContingencyAction::ALL.into_iter().filter(ticked).collect()
    }

    fn members_typed(&self) -> Vec<String> {
        let names = self.members.split(['\n', '\r', ',', '，', '、', ';', '；']);
        names.map(typed::line).filter(|name| !name.is_empty()).collect()
    }

    fn severity_chosen(&self) -> Result<Severity, Refusal> {
        choice("severity", self.severity.parse().ok().and_then(Severity::from_level))
    }
}

fn choice<T>(field: &str, chosen: Option<T>) -> Result<T, Refusal> {
    chosen.ok_or_else(|| Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]))
}
