//! The acts as buttons: what each is called, and which authority it needs. Which fit a case is in [`super::facts`].

use crate::i18n::{Locale, td_string};
use domain::access::Action;

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
    Quote,
    NeedPart,
    ReplacePart,
    ReportAnalysis,
    ProposeContingency,
    CallContingency,
    ProposeCrisis,
    FormTaskForce,
    UpdateCrisis,
    EndCrisis,
}

impl Deed {
    /// Every act, in the order of the work; when things go badly last.
    pub const ALL: [Deed; 21] = [
        Deed::Accept,
        Deed::Respond,
        Deed::SetOut,
        Deed::Arrive,
        Deed::Resume,
        Deed::Pause,
        Deed::Quote,
        Deed::NeedPart,
        Deed::ReplacePart,
        Deed::Restore,
        Deed::Resolve,
        Deed::ReportAnalysis,
        Deed::Note,
        Deed::ChangeSeverity,
        Deed::Assign,
        Deed::UpdateCrisis,
        Deed::FormTaskForce,
        Deed::EndCrisis,
        Deed::CallContingency,
        Deed::ProposeContingency,
        Deed::ProposeCrisis,
    ];

    /// Those that stand with what they are about on top of the case page, not among the others.
    pub const APART: [Deed; 4] = [Deed::UpdateCrisis, Deed::FormTaskForce, Deed::EndCrisis, Deed::CallContingency];

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
            Deed::Quote => "quote",
            Deed::NeedPart => "need_part",
            Deed::ReplacePart => "replace_part",
            Deed::ReportAnalysis => "report_analysis",
            Deed::ProposeContingency => "propose_contingency",
            Deed::CallContingency => "call_contingency",
            Deed::ProposeCrisis => "propose_crisis",
            Deed::FormTaskForce => "form_task_force",
            Deed::UpdateCrisis => "update_crisis",
            Deed::EndCrisis => "end_crisis",
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
            Deed::Quote => td_string!(language, cases.act_quote),
            Deed::NeedPart => td_string!(language, cases.act_need_part),
            Deed::ReplacePart => td_string!(language, cases.act_replace_part),
            Deed::ReportAnalysis => td_string!(language, cases.act_report_analysis),
            Deed::ProposeContingency => td_string!(language, cases.act_propose_contingency),
            Deed::CallContingency => td_string!(language, cases.act_call_contingency),
            Deed::ProposeCrisis => td_string!(language, cases.act_propose_crisis),
            Deed::FormTaskForce => td_string!(language, cases.act_form_task_force),
            Deed::UpdateCrisis => td_string!(language, cases.act_update_crisis),
            Deed::EndCrisis => td_string!(language, cases.act_end_crisis),
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
            Deed::Quote => td_string!(language, cases.more_quote),
            Deed::NeedPart => td_string!(language, cases.more_need_part),
            Deed::ReplacePart => td_string!(language, cases.more_replace_part),
            Deed::ReportAnalysis => td_string!(language, cases.more_report_analysis),
            Deed::ProposeContingency => td_string!(language, cases.more_propose_contingency),
            Deed::CallContingency => td_string!(language, cases.more_call_contingency),
            Deed::ProposeCrisis => td_string!(language, cases.more_propose_crisis),
            Deed::FormTaskForce => td_string!(language, cases.more_form_task_force),
            Deed::UpdateCrisis => td_string!(language, cases.more_update_crisis),
            Deed::EndCrisis => td_string!(language, cases.more_end_crisis),
        }
    }

    /// What it needs.
    pub fn authority(self) -> Action {
        match self {
            Deed::Note => Action::NoteInternally,
            Deed::ChangeSeverity => Action::ChangeSeverity,
            Deed::Assign => Action::Assign,
            Deed::ProposeContingency => Action::ProposeContingency,
            Deed::CallContingency => Action::CallContingency,
            Deed::ProposeCrisis => Action::ProposeCrisis,
            Deed::FormTaskForce | Deed::EndCrisis => Action::LeadCrisis,
            Deed::UpdateCrisis => Action::UpdateCrisis,
            _ => Action::Work,
        }
    }
}
