//! The report form's state as plain data: what is typed, which fields were left, and what is said about them. The views
//! read it and nothing else; judging is `Draft::parse`, which the server asks too.

use domain::case::Kind;
use domain::case::report::Draft;
use domain::case::severity::Severity;
use domain::case::sheet::ReportForm;
use domain::parked::Parked;
use domain::refusal::{Flaw, FlawKind};
use serde::{Deserialize, Serialize};

/// Names of the form's fields, in the order of the form.
pub const FIELDS: [&str; 12] = [
    "draft_key",
    "organisation_id",
    "origin",
    "called_at",
    "kind",
    "serial",
    "severity",
    "title",
    "description",
    "contact_name",
    "contact_phone",
    "contact_email",
];

/// The form while it is being filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub draft: Draft,
    /// Fields that were left or chosen: only these are judged while typing.
    touched: Vec<String>,
    /// What the server found wrong; each goes as soon as its field is changed.
    told: Vec<Flaw>,
    /// Everything is judged: after an attempt to send.
    attempted: bool,
    /// Staff fill it in: for whom and how it came in must be said.
    for_caller: bool,
}

/// The place of that field in a draft.
fn place<'a>(draft: &'a mut Draft, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "draft_key" => &mut draft.draft_key,
        "organisation_id" => &mut draft.organisation_id,
        "origin" => &mut draft.origin,
        "called_at" => &mut draft.called_at,
        "kind" => &mut draft.kind,
        "serial" => &mut draft.serial,
        "severity" => &mut draft.severity,
        "title" => &mut draft.title,
        "description" => &mut draft.description,
        "contact_name" => &mut draft.contact_name,
        "contact_phone" => &mut draft.contact_phone,
        "contact_email" => &mut draft.contact_email,
        _ => return None,
    })
}

impl Form {
    /// The form as first shown: what the server knows, over it what the address says, over that what was kept aside.
    pub fn starting(sheet: &ReportForm, address: impl Fn(&str) -> Option<String>, parked: Option<&Parked>) -> Form {
        let mut form = Form::default();
        form.draft.kind = Kind::Fault.key().to_owned();
        form.draft.contact_name.clone_from(&sheet.contact.name);
        form.draft.contact_phone.clone_from(&sheet.contact.phone);
        form.draft.contact_email.clone_from(&sheet.contact.email);
        for field in FIELDS {
            let said = address(field).filter(|said| !said.is_empty());
            let kept = parked.and_then(|parked| parked.fields.iter().find(|(name, _)| name == field));
            let typed = kept.map(|(_, typed)| typed.clone()).or(said);
            if let (Some(place), Some(typed)) = (place(&mut form.draft, field), typed) {
                *place = typed;
            }
        }
        // Whatever the address says, the server decides whether that key is still free.
        form.draft.draft_key.clone_from(&sheet.draft_key);
        form.told = parked.map(|parked| parked.flaws().to_vec()).unwrap_or_default();
        form.for_caller = !sheet.organisations.is_empty();
        form
    }

    /// The form with what this browser kept of an earlier visit.
    pub fn restored(&self, draft: Draft) -> Form {
        Form { draft, for_caller: self.for_caller, ..Form::default() }
    }

    /// True when staff fill it in for a caller.
    pub fn for_caller(&self) -> bool {
        self.for_caller
    }

    /// What is typed in that field; empty for fields the form does not have.
    pub fn value(&self, field: &str) -> String {
        place(&mut self.draft.clone(), field).cloned().unwrap_or_default()
    }

    /// Takes in what was typed. False when nothing changed or the form has no such field.
    pub fn set(&mut self, field: &str, typed: &str) -> bool {
        let Some(place) = place(&mut self.draft, field) else { return false };
        if place == typed {
            return false;
        }
        typed.clone_into(place);
        self.forgive(field);
        true
    }

    /// What the server found wrong there does not hold any more: the field has changed.
    pub fn forgive(&mut self, field: &str) {
        self.told.retain(|flaw| flaw.field != field);
    }

    /// The field was left: from now on it is judged while typing.
    pub fn leave(&mut self, field: &str) {
        if !self.touched.iter().any(|touched| touched == field) {
            self.touched.push(field.to_owned());
        }
    }

    /// Somebody wants to send it: every field is judged from now on. True when nothing is wrong.
    pub fn attempt(&mut self) -> bool {
        self.attempted = true;
        self.told.clear();
        self.judged().is_empty()
    }

    /// Everything that is wrong, seen by the browser alone.
    fn judged(&self) -> Vec<Flaw> {
        let mut flaws = self.draft.parse().err().unwrap_or_default();
        let Draft { organisation_id, origin, called_at, .. } = &self.draft;
        let nothing_said = [organisation_id, origin, called_at].into_iter().all(String::is_empty);
        if self.for_caller && nothing_said {
            flaws.extend(["organisation_id", "origin"].map(|field| Flaw::of(field, FlawKind::NotAChoice)));
        }
        flaws
    }

    /// What is wrong with the fields people have been at, in the order of the form; one flaw a field, files aside.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = self.told.clone();
        for flaw in self.judged() {
            let judged = self.attempted || self.touched.contains(&flaw.field);
            if judged && !flaws.iter().any(|told| told.field == flaw.field) {
                flaws.push(flaw);
            }
        }
        flaws.sort_by_key(|flaw| FIELDS.iter().position(|field| *field == flaw.field).unwrap_or(FIELDS.len()));
        flaws
    }

    /// What stands above the form: after an attempt everything, before it what the server sent it back for.
    pub fn summary(&self) -> Vec<Flaw> {
        if self.attempted { self.flaws() } else { self.told.clone() }
    }

    /// True once somebody wanted to send it.
    pub fn attempted(&self) -> bool {
        self.attempted
    }

    /// The chosen severity, if it is one.
    pub fn severity(&self) -> Option<Severity> {
        self.draft.severity.parse().ok().and_then(Severity::from_level)
    }

    /// The chosen kind; a fault while nothing valid is chosen.
    pub fn kind(&self) -> Kind {
        Kind::from_key(&self.draft.kind).unwrap_or(Kind::Fault)
    }

    /// True when something was typed that would be a pity to lose.
    pub fn worth_keeping(&self) -> bool {
        let draft = &self.draft;
        [&draft.title, &draft.description, &draft.serial].into_iter().any(|typed| !typed.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::case::Contact;
    use domain::person::Bilingual;
    use domain::person::OrganisationRef;
    use domain::policy::{EscalationClock, Policy};
    use domain::refusal::Refusal;

    fn sheet() -> ReportForm {
        let policy = Policy {
            id: "a".into(),
            version: 1,
            escalation_clock: EscalationClock::Wall,
            name: Bilingual::default(),
            summary: Bilingual::default(),
            severities: Vec::new(),
            promises: Vec::new(),
            escalations: Vec::new(),
            reminders: Vec::new(),
            rise: None,
            contingency: None,
            emergencies: Vec::new(),
            crisis: None,
        };
        let contact = Contact { name: "王丽".into(), phone: "13800001234".into(), email: String::new() };
        ReportForm {
            draft_key: "fresh".into(),
            assets: Vec::new(),
            contact,
            hotline: String::new(),
            organisations: Vec::new(),
            policy,
            uploads: Vec::new(),
        }
    }

    fn nothing(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_contact_is_filled_in_and_a_fault_is_meant_unless_said_otherwise() {
        let form = Form::starting(&sheet(), nothing, None);
        assert_eq!((form.value("contact_name").as_str(), form.value("kind").as_str()), ("王丽", "fault"));
        assert_eq!(form.flaws(), Vec::new());
    }

    #[test]
    fn the_address_chooses_the_device_but_not_the_draft_key() {
        let address = |field: &str| match field {
            "serial" => Some("7XK2P93".to_owned()),
            "draft_key" => Some("opened-before".to_owned()),
            "kind" => Some(String::new()),
            _ => None,
        };
        let form = Form::starting(&sheet(), address, None);
        assert_eq!(form.value("serial"), "7XK2P93");
        assert_eq!(form.value("draft_key"), "fresh");
        assert_eq!(form.value("kind"), "fault");
    }

    #[test]
    fn what_was_kept_aside_comes_back_even_where_a_field_was_emptied() {
        let parked = Parked {
            fields: vec![("title".into(), "宕机".into()), ("contact_name".into(), String::new())],
            refusal: Refusal::Flawed(vec![Flaw::of("contact_name", FlawKind::Empty)]),
        };
        let form = Form::starting(&sheet(), nothing, Some(&parked));
        assert_eq!((form.value("title").as_str(), form.value("contact_name").as_str()), ("宕机", ""));
        assert_eq!(form.flaws(), vec![Flaw::of("contact_name", FlawKind::Empty)]);
    }

    #[test]
    fn a_field_is_judged_once_it_was_left_and_not_before() {
        let mut form = Form::starting(&sheet(), nothing, None);
        assert!(form.set("contact_phone", "12"));
        assert_eq!(form.flaws(), Vec::new());
        form.leave("contact_phone");
        assert_eq!(form.flaws(), vec![Flaw::of("contact_phone", FlawKind::NotAPhone)]);
    }

    #[test]
    fn what_the_server_found_goes_when_its_field_is_changed() {
        let parked = Parked {
            fields: vec![("serial".into(), "X".into())],
            refusal: Refusal::Flawed(vec![Flaw::of("serial", FlawKind::UnknownSerial)]),
        };
        let mut form = Form::starting(&sheet(), nothing, Some(&parked));
        assert!(!form.set("serial", "X"));
        assert_eq!(form.summary().len(), 1);
        assert!(form.set("serial", "Y"));
        assert_eq!(form.summary(), Vec::new());
    }

    #[test]
    fn an_attempt_to_send_judges_everything_in_the_order_of_the_form() {
        let mut form = Form::starting(&sheet(), nothing, None);
        assert!(!form.attempt());
        let fields: Vec<String> = form.flaws().into_iter().map(|flaw| flaw.field).collect();
        assert_eq!(fields, ["severity", "title", "description"]);
    }

    #[test]
    fn staff_must_say_for_whom_and_how_it_came_in() {
        let organisations = vec![OrganisationRef { id: 1, name: "青山湖水务".into() }];
        let mut form = Form::starting(&ReportForm { organisations, ..sheet() }, nothing, None);
        form.attempt();
        let fields: Vec<String> = form.flaws().into_iter().map(|flaw| flaw.field).collect();
        assert_eq!(fields[..2], ["organisation_id", "origin"]);
        form.set("organisation_id", "1");
        form.set("origin", "hotline");
        assert!(!form.flaws().iter().any(|flaw| flaw.field == "origin"));
    }

    #[test]
    fn a_prefilled_contact_alone_is_not_worth_keeping() {
        let mut form = Form::starting(&sheet(), nothing, None);
        assert!(!form.worth_keeping());
        form.set("title", "宕机");
        assert!(form.worth_keeping());
    }
}
