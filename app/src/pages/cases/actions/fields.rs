//! The fields each act asks for, with what came back in them.

use crate::i18n::{Locale, td_string};
use crate::pages::cases::actions::deed::Deed;
use crate::ui::field::Flaws;
use crate::ui::{Parking, Select, TextArea, TextInput, Tick, Ticks, moment};
use crate::words;
use domain::case::crisis::{ContingencyAction, ContingencyTrigger};
use domain::case::severity::Severity;
use domain::contract::Rates;
use domain::contract::draft::{hours_written, yuan_written};
use domain::person::PersonRef;
use leptos::prelude::*;

/// What the fields of one form share.
pub(super) struct Fields {
    pub language: Locale,
    /// The form's id, with which those of its fields begin.
    pub id: String,
    pub parking: Parking,
    pub flaws: Flaws,
    /// With which a quote begins.
    pub rates: Option<Rates>,
}

impl Fields {
    /// Those of that act.
    pub fn of(&self, deed: Deed, severity: Severity, engineers: Vec<PersonRef>) -> AnyView {
        let language = self.language;
        match deed {
            Deed::Accept | Deed::Arrive | Deed::Restore | Deed::Resume | Deed::CallContingency => ().into_any(),
            Deed::Respond => self.text(
                "words",
                td_string!(language, cases.words_respond),
                td_string!(language, cases.words_respond_hint),
            ),
            Deed::Note => {
                self.text("words", td_string!(language, cases.words_note), td_string!(language, cases.words_note_hint))
            }
            Deed::Pause => self.text(
                "words",
                td_string!(language, cases.words_pause),
                td_string!(language, cases.words_pause_hint),
            ),
            Deed::Resolve => view! {
                {self.text("cause", td_string!(language, cases.cause), td_string!(language, cases.cause_hint))}
                {self.text("done", td_string!(language, cases.done), td_string!(language, cases.done_hint))}
            }
            .into_any(),
            Deed::SetOut => self.choice("minutes", td_string!(language, cases.minutes_label), self.minutes(), ""),
            Deed::ChangeSeverity => view! {
                {self.choice(
                    "severity",
                    td_string!(language, cases.severity_label),
                    self.severities(),
                    &severity.level().to_string(),
                )}
                {self.text("words", td_string!(language, cases.words_severity), "")}
            }
            .into_any(),
            Deed::Assign => self.choice("to", td_string!(language, cases.assign_to), self.people(engineers), ""),
            Deed::ProposeContingency => self.contingency(),
            Deed::FormTaskForce => self.task_force(),
            Deed::Quote => self.quote(),
            Deed::NeedPart
            | Deed::ReplacePart
            | Deed::ReportAnalysis
            | Deed::ProposeCrisis
            | Deed::UpdateCrisis
            | Deed::EndCrisis => {
                let (label, hint) = self.asked(deed);
                self.text("words", label, hint)
            }
        }
    }

    /// What the words of an act say, and who reads them.
    fn asked(&self, deed: Deed) -> (&'static str, &'static str) {
        let language = self.language;
        match deed {
            Deed::NeedPart => (td_string!(language, cases.words_part), td_string!(language, cases.words_part_hint)),
            Deed::ReplacePart => {
                (td_string!(language, cases.words_replaced), td_string!(language, cases.words_replaced_hint))
            }
            Deed::ReportAnalysis => {
                (td_string!(language, cases.words_analysis), td_string!(language, cases.words_analysis_hint))
            }
            Deed::ProposeCrisis => {
                (td_string!(language, crisis.words_propose), td_string!(language, crisis.words_propose_hint))
            }
            Deed::UpdateCrisis => {
                (td_string!(language, crisis.words_update), td_string!(language, crisis.words_update_hint))
            }
            _ => (td_string!(language, crisis.words_end), td_string!(language, crisis.words_end_hint)),
        }
    }

    fn contingency(&self) -> AnyView {
        let language = self.language;
        let choose = (String::new(), td_string!(language, cases.choose).to_owned());
        let trigger =
            |trigger: ContingencyTrigger| (trigger.key().to_owned(), words::trigger(language, trigger).to_owned());
        let triggers = std::iter::once(choose).chain(ContingencyTrigger::NAMED.map(trigger)).collect();
        let ticks = ContingencyAction::ALL.map(|action| Tick {
            name: action.key(),
            label: words::action(language, action).to_owned(),
            ticked: !self.parking.field(action.key()).is_empty(),
        });
        view! {
            {self.choice("trigger", td_string!(language, crisis.trigger), triggers, "")}
            <Ticks id=format!("{}-actions", self.id) name="actions" legend=td_string!(language, crisis.actions)
                ticks=ticks.to_vec() flaws=self.flaws />
            {self.text(
                "words",
                td_string!(language, crisis.words_contingency),
                td_string!(language, crisis.words_contingency_hint),
            )}
        }
        .into_any()
    }

    /// The plan, and what it costs until when.
    fn quote(&self) -> AnyView {
        let language = self.language;
        let rate =
            |of: fn(&Rates) -> i64| self.rates.as_ref().map_or_else(String::new, |rates| yuan_written(of(rates)));
        let (hour, travel) = (rate(|rates| rates.hour_cents), rate(|rates| rates.travel_cents));
        let minimum = self.rates.filter(|rates| rates.minimum_minutes > 0).map_or_else(String::new, |rates| {
            let hours = hours_written(rates.minimum_minutes);
            td_string!(language, cases.quote_minimum, hours = hours)
        });
        let line = |name: &'static str, label: &'static str, keyboard: &'static str, hint: &str, otherwise: &str| {
            view! {
                <TextInput id=format!("{}-{name}", self.id) name=name label=label keyboard=keyboard optional=name == "travel"
                    hint=hint.to_owned() value=self.parking.field_or(name, otherwise) flaws=self.flaws />
            }
            .into_any()
        };
        view! {
            {self.text("words", td_string!(language, cases.words_quote), td_string!(language, cases.words_quote_hint))}
            {line("hours", td_string!(language, cases.quote_hours), "decimal", &minimum, "")}
            {line("rate", td_string!(language, cases.quote_rate), "decimal", "", &hour)}
            {line("travel", td_string!(language, cases.quote_travel), "decimal", "", &travel)}
            {line("valid_until", td_string!(language, cases.quote_valid_until), "date", "", "")}
        }
        .into_any()
    }

    fn task_force(&self) -> AnyView {
        let language = self.language;
        let line = |name: &'static str, label: &'static str, hint: &'static str| {
            view! {
                <TextInput id=format!("{}-{name}", self.id) name=name label=label hint=hint
                    value=self.parking.field(name) flaws=self.flaws />
            }
            .into_any()
        };
        view! {
            {line("coordinator", td_string!(language, crisis.coordinator), td_string!(language, crisis.coordinator_hint))}
            {line("leader", td_string!(language, crisis.leader), td_string!(language, crisis.leader_hint))}
            <TextArea id=format!("{}-members", self.id) name="members" label=td_string!(language, crisis.members)
                hint=td_string!(language, crisis.members_hint) rows=3 optional=true
                value=self.parking.field("members") flaws=self.flaws />
        }
        .into_any()
    }

    fn text(&self, name: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        view! {
            <TextArea id=format!("{}-{name}", self.id) name=name label=label hint=hint rows=3
                value=self.parking.field(name) flaws=self.flaws />
        }
        .into_any()
    }

    fn choice(
        &self,
        name: &'static str,
        label: &'static str,
        options: Vec<(String, String)>,
        otherwise: &str,
    ) -> AnyView {
        let chosen = self.parking.field_or(name, otherwise);
        view! {
            <Select id=format!("{}-{name}", self.id) name=name label=label options=options chosen=chosen flaws=self.flaws />
        }
        .into_any()
    }

    fn minutes(&self) -> Vec<(String, String)> {
        let unsaid = (String::new(), td_string!(self.language, cases.minutes_unsaid).to_owned());
        let said = [15_i64, 30, 45, 60, 90, 120, 180, 240];
        let said = said.map(|minutes| (minutes.to_string(), moment::duration(self.language, minutes * 60_000)));
        std::iter::once(unsaid).chain(said).collect()
    }

    fn severities(&self) -> Vec<(String, String)> {
        let named = |severity| {
            format!("{} · {}", words::severity(self.language, severity), words::impact(self.language, severity))
        };
        Severity::ALL.map(|severity| (severity.level().to_string(), named(severity))).to_vec()
    }

    fn people(&self, engineers: Vec<PersonRef>) -> Vec<(String, String)> {
        let nobody = (String::new(), td_string!(self.language, cases.choose).to_owned());
        let people = engineers.into_iter().map(|person| (person.id.to_string(), person.name));
        std::iter::once(nobody).chain(people).collect()
    }
}
