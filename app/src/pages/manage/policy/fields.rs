//! The fields that the sections of the form are made of, each named as the domain names it and told its flaw.

use crate::frame::said;
use crate::i18n::{Locale, td_string};
use crate::ui::field::Flaws;
use crate::ui::{Card, Picks, Select, TextInput};
use crate::words;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::Target;
use domain::coverage::Verdict;
use domain::policy::PolicyDraft;
use domain::policy::sheet::PolicySheet;
use leptos::prelude::*;

/// Values and labels.
pub(super) type Options = Vec<(String, String)>;

/// What every section needs.
pub(super) struct Fields {
    pub(super) language: Locale,
    pub(super) flaws: Flaws,
    pub(super) calendars: Options,
    pub(super) roles: Options,
    /// The levels of the draft, and those that a row still names.
    pub(super) levels: Vec<Severity>,
}

impl Fields {
    pub(super) fn new(language: Locale, flaws: Flaws, sheet: &PolicySheet, draft: &PolicyDraft) -> Fields {
        let named = |level: &Severity| {
            let own = level.level().to_string();
            let cell = usize::from(level.level()) - 1;
            draft.levels.iter().any(|row| row.level == own)
                || draft.matrix.iter().any(|row| row.cells.get(cell).is_some_and(|cell| !cell.roles.is_empty()))
        };
        Fields {
            language,
            flaws,
            calendars: sheet.calendars.iter().map(|own| (own.id.clone(), said(language, &own.name))).collect(),
            roles: sheet.roles.iter().map(|role| (role.id.clone(), said(language, &role.name))).collect(),
            levels: Severity::ALL.into_iter().filter(named).collect(),
        }
    }

    pub(super) fn text(&self, name: String, label: &'static str, value: &str, optional: bool) -> AnyView {
        view! { <TextInput name=name label=label value=value flaws=self.flaws optional=optional /> }.into_any()
    }

    /// A select; with an empty first choice in those words, if there are any.
    pub(super) fn select(
        &self,
        name: String,
        label: &'static str,
        empty: &'static str,
        options: Options,
        chosen: &str,
    ) -> AnyView {
        let first = (!empty.is_empty()).then(|| (String::new(), empty.to_owned()));
        let options = first.into_iter().chain(options).collect();
        view! { <Select name=name label=label options=options chosen=chosen flaws=self.flaws /> }.into_any()
    }

    pub(super) fn picks(
        &self,
        name: String,
        legend: &'static str,
        none: &'static str,
        options: Options,
        chosen: &[String],
    ) -> AnyView {
        view! { <Picks name=name legend=legend none=none options=options chosen=chosen.to_vec() flaws=self.flaws /> }
            .into_any()
    }

    /// Kinds of service and coverage: which cases a row is about.
    pub(super) fn which_cases(&self, at: &str, kinds: &[String], verdicts: &[String]) -> AnyView {
        let language = self.language;
        let none = td_string!(language, policies.nobody);
        let all_kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), words::kind(language, kind).to_owned()));
        let all_verdicts = Verdict::ALL.map(|one| (one.key().to_owned(), words::verdict(language, one).to_owned()));
        let kinds =
            self.picks(format!("{at}.kinds"), td_string!(language, policies.kinds), none, all_kinds.to_vec(), kinds);
        let verdicts = self.picks(
            format!("{at}.verdicts"),
            td_string!(language, policies.verdicts),
            none,
            all_verdicts.to_vec(),
            verdicts,
        );
        view! { {kinds}{verdicts} }.into_any()
    }

    pub(super) fn targets(&self) -> Options {
        Target::PROMISED.map(|one| (one.key().to_owned(), words::target(self.language, one).to_owned())).to_vec()
    }

    pub(super) fn severities(&self) -> Options {
        let level = |level: Severity| (level.level().to_string(), words::severity(self.language, level).to_owned());
        Severity::ALL.map(level).to_vec()
    }

    /// A section of the form.
    pub(super) fn card(&self, title: &'static str, id: &'static str, content: Vec<AnyView>) -> AnyView {
        view! { <Card title=title id=id>{content}</Card> }.into_any()
    }

    pub(super) fn about(&self, words: &'static str) -> AnyView {
        view! { <p class="soft">{words}</p> }.into_any()
    }

    /// A button that changes the rows.
    pub(super) fn button(&self, value: String, label: &'static str, said: String) -> AnyView {
        view! {
            <button type="submit" class="button button-quiet" name="button" value=value aria-label=said>{label}</button>
        }
        .into_any()
    }

    pub(super) fn add(&self, section: &str, label: &'static str) -> AnyView {
        self.button(format!("add.{section}"), label, label.to_owned())
    }

    pub(super) fn remove(&self, section: &str, row: usize) -> AnyView {
        let said = td_string!(self.language, policies.remove_row, n = row as u64 + 1);
        self.button(format!("remove.{section}.{row}"), td_string!(self.language, policies.remove), said)
    }

    /// Every flaw of that very name, for what belongs to no field.
    pub(super) fn told(&self, name: &'static str) -> AnyView {
        let language = self.language;
        let own = self.flaws.with_untracked(|flaws| {
            let own = flaws.iter().filter(|flaw| flaw.field == name);
            own.map(|flaw| words::flaw(language, &flaw.kind)).collect::<Vec<_>>()
        });
        own.into_iter().map(|flaw| view! { <p class="field-flaw">{flaw}</p> }).collect::<Vec<_>>().into_any()
    }
}
