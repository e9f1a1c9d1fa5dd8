//! The demo's inspections, from server/demo/inspections.toml, recorded by the secretary on the day after each.

use super::DemoFault;
use super::company::Stage;
use chrono::TimeDelta;
use domain::inspection::InspectionDraft;
use domain::person::Viewer;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use store::Store;

/// Who types them in.
const SECRETARY: &str = "linwan";

static FILE: LazyLock<InspectionsFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../demo/inspections.toml")).expect("compiled in, and read by a test")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InspectionsFile {
    #[serde(rename = "inspection")]
    inspections: Vec<DemoInspection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoInspection {
    /// Key of the organisation.
    organisation: String,
    site: String,
    days_ago: i64,
    /// Key of a person.
    engineer: String,
    summary: String,
    /// Outcome and words by what they are about.
    found: BTreeMap<String, (String, String)>,
}

/// Records them all, the earliest first.
pub async fn lay_out(store: &Store, stage: &Stage) -> Result<(), DemoFault> {
    let mut inspections: Vec<&DemoInspection> = FILE.inspections.iter().collect();
    inspections.sort_by_key(|inspection| std::cmp::Reverse(inspection.days_ago));
    for inspection in inspections {
        inspection.record(store, stage).await?;
    }
    Ok(())
}

impl DemoInspection {
    async fn record(&self, store: &Store, stage: &Stage) -> Result<(), DemoFault> {
        let secretary = Viewer::Person(stage.person(SECRETARY)?.clone());
        let then = stage.now - TimeDelta::days(self.days_ago - 1);
        let desk = store.desk(secretary, then);
        let name = super::company::name_of(&self.organisation)?;
        let all = desk.inspection_form(None, "").await?.organisations;
        let unknown = || DemoFault::Unknown { what: "organisation", key: self.organisation.clone() };
        let organisation = all.into_iter().find(|one| one.name == name).ok_or_else(unknown)?;
        let form = desk.inspection_form(Some(organisation.id), &self.site).await?;
        let items = form.checklist.sections.iter().flat_map(|section| &section.items);
        let items = items.map(|item| format!("item.{}", item.id));
        let looked_at = items.chain(form.devices.iter().map(|(serial, _)| format!("device.{serial}")));
        let mut fields = vec![
            ("draft_key".to_owned(), format!("demo {} {}", self.organisation, self.days_ago)),
            ("organisation_id".to_owned(), organisation.id.to_string()),
            ("site".to_owned(), self.site.clone()),
            ("inspected_on".to_owned(), stage.zone.local(then - TimeDelta::days(1)).date().to_string()),
            ("inspector_id".to_owned(), stage.person(&self.engineer)?.id.to_string()),
            ("summary".to_owned(), self.summary.clone()),
        ];
        for what in looked_at {
            let (outcome, words) = self.found.get(&what).cloned().unwrap_or(("fine".to_owned(), String::new()));
            fields.extend([(format!("outcome.{what}"), outcome), (format!("words.{what}"), words)]);
        }
        desk.record_inspection(&InspectionDraft::read(&fields)).await?;
        Ok(())
    }
}
