//! The acts as buttons: which fit where a case stands, and which comes next.

use crate::i18n::{Locale, td_string};
use domain::access::Action;
use domain::case::severity::Severity;
use domain::case::sheet::CaseRow;
use domain::case::stage::Stage;
use domain::case::{Case, Kind};
use domain::clock::Target;

/// One kind of act of staff. Confirming and refusing stand on the service record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Accept,
    Respond,
    SetOut,
    Arrive,
    Restore,
    Resolve,
    Pause,
    Resume,
    Note,
    ChangeSeverity,
    Assign,
}

impl Deed {
    /// Every act, in the order of the work.
    pub const ALL: [Deed; 11] = [
        Deed::Accept,
        Deed::Respond,
        Deed::SetOut,
        Deed::Arrive,
        Deed::Resume,
        Deed::Pause,
        Deed::Restore,
        Deed::Resolve,
        Deed::Note,
        Deed::ChangeSeverity,
        Deed::Assign,
    ];

    /// The `act` of [`domain::case::decide::ActDraft`].
    pub fn key(self) -> &'static str {
        match self {
            Deed::Accept => "accept",
            Deed::Respond => "respond",
            Deed::SetOut => "set_out",
            Deed::Arrive => "arrive",
            Deed::Restore => "restore",
            Deed::Resolve => "resolve",
            Deed::Pause => "pause_clock",
            Deed::Resume => "resume_clock",
            Deed::Note => "note_internally",
            Deed::ChangeSeverity => "change_severity",
            Deed::Assign => "assign",
        }
    }

    /// What the button says.
    pub fn label(self, language: Locale) -> &'static str {
        match self {
            Deed::Accept => td_string!(language, cases.act_accept),
            Deed::Respond => td_string!(language, cases.act_respond),
            Deed::SetOut => td_string!(language, cases.act_set_out),
            Deed::Arrive => td_string!(language, cases.act_arrive),
            Deed::Restore => td_string!(language, cases.act_restore),
            Deed::Resolve => td_string!(language, cases.act_resolve),
            Deed::Pause => td_string!(language, cases.act_pause),
            Deed::Resume => td_string!(language, cases.act_resume),
            Deed::Note => td_string!(language, cases.act_note),
            Deed::ChangeSeverity => td_string!(language, cases.act_severity),
            Deed::Assign => td_string!(language, cases.act_assign),
        }
    }

    /// What the fold says that hides the form.
    pub fn title(self, language: Locale) -> &'static str {
        match self {
            Deed::Accept => td_string!(language, cases.more_accept),
            Deed::Respond => td_string!(language, cases.more_respond),
            Deed::SetOut => td_string!(language, cases.more_set_out),
            Deed::Arrive => td_string!(language, cases.more_arrive),
            Deed::Restore => td_string!(language, cases.more_restore),
            Deed::Resolve => td_string!(language, cases.more_resolve),
            Deed::Pause => td_string!(language, cases.more_pause),
            Deed::Resume => td_string!(language, cases.more_resume),
            Deed::Note => td_string!(language, cases.more_note),
            Deed::ChangeSeverity => td_string!(language, cases.more_severity),
            Deed::Assign => td_string!(language, cases.more_assign),
        }
    }

    fn authority(self) -> Action {
        match self {
            Deed::Note => Action::NoteInternally,
            Deed::ChangeSeverity => Action::ChangeSeverity,
            Deed::Assign => Action::Assign,
            _ => Action::Work,
        }
    }
}

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
            (Deed::Resume, true),
            (Deed::Respond, true),
            (Deed::SetOut, fault && !self.set_out && !self.restored),
            (Deed::Arrive, self.set_out && !self.restored),
            (Deed::Restore, fault),
            (Deed::Resolve, true),
        ];
        likely.into_iter().find(|(deed, when)| *when && deeds.contains(deed)).map(|(deed, _)| deed)
    }

    fn fits(&self, deed: Deed) -> bool {
        let in_work = matches!(self.stage, Stage::Acceptance | Stage::Implementation);
        let before_confirmation = self.stage < Stage::Confirmation;
        let taken = in_work || (self.stage == Stage::Application && self.assigned);
        match deed {
            Deed::Accept => self.stage == Stage::Application && self.assigned,
            Deed::Respond => taken && !self.responded,
            Deed::SetOut | Deed::Arrive => taken && !self.arrived,
            Deed::Restore => in_work && !self.restored && self.kind == Kind::Fault,
            Deed::Resolve => in_work,
            Deed::Pause => in_work && !self.paused,
            Deed::Resume => self.paused,
            Deed::Note => true,
            Deed::ChangeSeverity | Deed::Assign => before_confirmation,
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
}
