//! Which acts fit where a case stands, and which comes next.

use crate::pages::cases::actions::deed::Deed;
use domain::access::Action;
use domain::case::severity::Severity;
use domain::case::sheet::{CaseRow, CaseSheet};
use domain::case::stage::Stage;
use domain::case::{Case, Kind};
use domain::clock::Target;
use domain::contract::Rates;
use domain::coverage::Verdict;

/// Where a case stands, as far as the acts need to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub number: String,
    pub kind: Kind,
    pub severity: Severity,
    pub stage: Stage,
    pub assigned: bool,
    pub responded: bool,
    pub set_out: bool,
    pub arrived: bool,
    pub restored: bool,
    pub paused: bool,
    /// Work that has to be paid waits for the customer to accept a quote.
    pub awaits_quote: bool,
    pub extras: Extras,
}

/// What only the case page knows, and only its acts ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Not covered: a plan with its quote comes before the work.
    pub quotable: bool,
    pub part_needed: bool,
    pub part_replaced: bool,
    pub reported: bool,
    /// The policy promises an analysis report that has not come.
    pub report_owed: bool,
    /// A contingency plan waits to be called.
    pub plan_proposed: bool,
    pub in_crisis: bool,
    /// At which it was told that the work has to be paid.
    pub rates: Option<Rates>,
}

impl From<&Case> for Extras {
    fn from(case: &Case) -> Extras {
        let met = |target| case.met_at(target).is_some();
        Extras {
            quotable: case.coverage().verdict != Verdict::Covered,
            part_needed: case.part_needed_at.is_some(),
            part_replaced: met(Target::PartReplaced),
            reported: met(Target::AnalysisReport),
            report_owed: false,
            plan_proposed: case.contingency.as_ref().is_some_and(|plan| plan.called_at.is_none()),
            in_crisis: case.crisis_on().is_some(),
            rates: case.coverage().rates,
        }
    }
}

impl From<&CaseSheet> for Facts {
    fn from(sheet: &CaseSheet) -> Facts {
        let mut facts = Facts::from(&sheet.case);
        let owed = |reading: &domain::clock::Reading| reading.target == Target::AnalysisReport && reading.is_open();
        facts.extras.report_owed = sheet.readings.iter().any(owed);
        facts
    }
}

impl From<&Case> for Facts {
    fn from(case: &Case) -> Facts {
        // A refused service record may need another visit.
        let visits_again = case.refused_times > 0;
        Facts {
            number: case.opening.number.clone(),
            kind: case.opening.kind,
            severity: case.severity,
            stage: case.stage,
            assigned: case.assignee.is_some(),
            responded: case.met_at(Target::Respond).is_some(),
            set_out: case.set_out_at.is_some() && !visits_again,
            arrived: case.arrived_at.is_some() && !visits_again,
            restored: case.restored_at.is_some(),
            paused: case.pause().is_some(),
            awaits_quote: case.awaits_quote(),
            extras: Extras::from(case),
        }
    }
}

impl From<&CaseRow> for Facts {
    fn from(row: &CaseRow) -> Facts {
        Facts {
            number: row.number.clone(),
            kind: row.kind,
            severity: row.severity,
            stage: row.stage,
            assigned: row.assignee_name.is_some(),
            responded: row.responded,
            set_out: row.set_out,
            arrived: row.arrived,
            restored: row.restored,
            paused: row.paused,
            awaits_quote: row.awaits_quote,
            extras: Extras { quotable: row.awaits_quote, ..Extras::default() },
        }
    }
}

impl Facts {
    /// The acts that fit, in the order of the work.
    pub fn deeds(&self, may: &[Action]) -> Vec<Deed> {
        Deed::ALL.into_iter().filter(|deed| may.contains(&deed.authority()) && self.fits(*deed)).collect()
    }

    /// The act that most likely comes next. Without authority to work: the assignment, while nobody is assigned.
    pub fn next_deed(&self, may: &[Action]) -> Option<Deed> {
        let deeds = self.deeds(may);
        let fault = self.kind == Kind::Fault;
        let likely = [
            (Deed::Assign, !self.assigned),
            (Deed::Accept, true),
            // While the customer has the quote, there is nothing to do but wait.
            (Deed::Resume, !self.awaits_quote),
            (Deed::Respond, true),
            (Deed::Quote, self.awaits_quote && !self.paused),
            (Deed::SetOut, fault && !self.set_out && !self.restored),
            (Deed::Arrive, self.set_out && !self.restored),
            (Deed::Restore, fault),
            (Deed::Resolve, !self.awaits_quote),
            (Deed::ReportAnalysis, self.extras.report_owed),
        ];
        likely.into_iter().find(|(deed, when)| *when && deeds.contains(deed)).map(|(deed, _)| deed)
    }

    fn fits(&self, deed: Deed) -> bool {
        let in_work = matches!(self.stage, Stage::Acceptance | Stage::Implementation);
        let before_confirmation = self.stage < Stage::Confirmation;
        let taken = in_work || (self.stage == Stage::Application && self.assigned);
        let (fault, extras) = (self.kind == Kind::Fault, self.extras);
        match deed {
            Deed::Accept => self.stage == Stage::Application && self.assigned,
            Deed::Respond => taken && !self.responded,
            Deed::SetOut | Deed::Arrive => taken && !self.arrived && !self.awaits_quote,
            Deed::Restore => in_work && !self.restored && fault && !self.awaits_quote,
            Deed::Resolve => in_work,
            Deed::Pause => in_work && !self.paused,
            Deed::Resume => self.paused,
            Deed::Note => true,
            Deed::ChangeSeverity | Deed::Assign => before_confirmation,
            Deed::Quote => taken && extras.quotable,
            Deed::NeedPart => in_work && fault && !extras.part_needed,
            Deed::ReplacePart => in_work && extras.part_needed && !extras.part_replaced && !self.awaits_quote,
            Deed::ReportAnalysis => fault && self.restored && !extras.reported,
            Deed::ProposeContingency => taken && fault && !extras.plan_proposed,
            Deed::CallContingency => before_confirmation && extras.plan_proposed,
            Deed::ProposeCrisis => taken && fault && !extras.in_crisis,
            Deed::FormTaskForce | Deed::UpdateCrisis | Deed::EndCrisis => extras.in_crisis,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORK: [Action; 2] = [Action::Work, Action::NoteInternally];

    fn reported() -> Facts {
        Facts {
            number: "C-20261121-0001".to_owned(),
            kind: Kind::Fault,
            severity: Severity::One,
            stage: Stage::Application,
            assigned: true,
            responded: false,
            set_out: false,
            arrived: false,
            restored: false,
            paused: false,
            awaits_quote: false,
            extras: Extras::default(),
        }
    }

    #[test]
    fn a_fault_is_walked_through_one_big_button_at_a_time() {
        let mut facts = reported();
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Accept));
        facts.stage = Stage::Acceptance;
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Respond));
        facts.responded = true;
        assert_eq!(facts.next_deed(&WORK), Some(Deed::SetOut));
        facts.set_out = true;
        facts.stage = Stage::Implementation;
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Arrive));
        facts.arrived = true;
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Restore));
        facts.restored = true;
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Resolve));
        facts.stage = Stage::Confirmation;
        assert_eq!(facts.next_deed(&WORK), None);
    }

    #[test]
    fn a_paused_clock_is_resumed_before_anything_else() {
        let facts = Facts { stage: Stage::Implementation, responded: true, paused: true, ..reported() };
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Resume));
        assert!(!facts.deeds(&WORK).contains(&Deed::Pause));
    }

    #[test]
    fn work_that_has_to_be_paid_begins_with_a_quote_and_waits_for_the_answer() {
        let extras = Extras { quotable: true, ..Extras::default() };
        let mut facts = Facts { stage: Stage::Acceptance, responded: true, awaits_quote: true, extras, ..reported() };
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Quote));
        assert!(facts.deeds(&WORK).contains(&Deed::Resolve) && !facts.deeds(&WORK).contains(&Deed::SetOut));
        facts.paused = true;
        assert_eq!(facts.next_deed(&WORK), None);
        let accepted = Facts { paused: false, awaits_quote: false, ..facts };
        assert_eq!(accepted.next_deed(&WORK), Some(Deed::SetOut));
    }

    #[test]
    fn who_may_only_assign_is_offered_only_that() {
        let facts = Facts { assigned: false, ..reported() };
        assert_eq!(facts.next_deed(&[Action::Assign]), Some(Deed::Assign));
        assert_eq!(facts.deeds(&[Action::Assign]), [Deed::Assign]);
    }

    #[test]
    fn a_question_needs_no_visit() {
        let facts = Facts { kind: Kind::Consultation, stage: Stage::Acceptance, responded: true, ..reported() };
        assert_eq!(facts.next_deed(&WORK), Some(Deed::Resolve));
    }

    #[test]
    fn a_part_is_replaced_once_it_is_known_to_be_needed() {
        let mut facts = Facts { stage: Stage::Acceptance, ..reported() };
        assert!(facts.deeds(&WORK).contains(&Deed::NeedPart) && !facts.deeds(&WORK).contains(&Deed::ReplacePart));
        facts.extras.part_needed = true;
        assert!(!facts.deeds(&WORK).contains(&Deed::NeedPart) && facts.deeds(&WORK).contains(&Deed::ReplacePart));
        facts.extras.part_replaced = true;
        assert!(!facts.deeds(&WORK).contains(&Deed::ReplacePart));
    }

    #[test]
    fn the_report_that_is_owed_comes_next_also_when_the_customer_has_confirmed() {
        let extras = Extras { report_owed: true, ..Extras::default() };
        let mut facts = Facts { stage: Stage::Closed, restored: true, extras, ..reported() };
        assert_eq!(facts.next_deed(&WORK), Some(Deed::ReportAnalysis));
        facts.extras = Extras { reported: true, ..Extras::default() };
        assert_eq!(facts.deeds(&WORK), [Deed::Note]);
    }

    #[test]
    fn an_engineer_proposes_and_a_manager_calls() {
        let engineer = [Action::ProposeContingency, Action::ProposeCrisis, Action::UpdateCrisis];
        let manager = [Action::CallContingency, Action::LeadCrisis];
        let mut facts = Facts { stage: Stage::Acceptance, ..reported() };
        assert_eq!(facts.deeds(&engineer), [Deed::ProposeContingency, Deed::ProposeCrisis]);
        assert_eq!(facts.deeds(&manager), []);
        facts.extras = Extras { plan_proposed: true, in_crisis: true, ..Extras::default() };
        assert_eq!(facts.deeds(&engineer), [Deed::UpdateCrisis]);
        assert_eq!(facts.deeds(&manager), [Deed::FormTaskForce, Deed::EndCrisis, Deed::CallContingency]);
    }
}
