//! What managers change of the rules: policies, holidays, and whom roles are bound to.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::clock::CalendarWarning;
use domain::clock::sheet::{CalendarRow, CalendarSheet};
use domain::person::Bilingual;
use domain::policy::sheet::{JudgedDraft, PolicyRow, PolicySheet, RolesSheet};
use domain::refusal::Flaw;
use domain::simulation::{ScenarioDraft, Simulation};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use serde::{Deserialize, Serialize};

/// A policy tried out: what there is to choose from, and what came of it or what is wrong with the fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trial {
    pub policies: Vec<(String, Bilingual)>,
    pub draft: ScenarioDraft,
    pub simulation: Option<Simulation>,
    pub flaws: Vec<Flaw>,
}

/// The page of a policy: as it is, or as somebody left its form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyPage {
    pub sheet: PolicySheet,
    pub judged: JudgedDraft,
    /// What is assumed when it is tried out.
    pub scenario: ScenarioDraft,
    /// Somebody else saved a newer version while the form was filled in.
    pub overtaken: bool,
    /// The form holds changes that are not saved.
    pub unsaved: bool,
}

/// Every policy, and the contracts that promise it.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchPolicies, prefix = "/api/fn", endpoint = "policies", protocol = Asked)]
pub async fn policies() -> Result<Vec<PolicyRow>, Problem> {
    Ok(crate::ssr::desk()?.service_policies().await?)
}

/// A policy to read and to edit; with the form as it was left, when the address says where it was put aside.
///
/// # Errors
/// A refusal for everybody but managers, and when there is no such policy.
#[server(name = FetchPolicy, prefix = "/api/fn", endpoint = "policy", protocol = Asked)]
pub async fn policy(id: String, parked: Option<String>) -> Result<PolicyPage, Problem> {
    use domain::policy::PolicyDraft;
    use domain::refusal::Refusal;
    let desk = crate::ssr::desk()?;
    let sheet = desk.service_policy(&id).await?;
    // A form that is gone is no reason to withhold the page.
    let parked = match parked {
        Some(parked) => desk.parked(&parked).await.ok(),
        None => None,
    };
    let scenario = parked.as_ref().map(|parked| crate::ssr::scenario(&parked.fields)).unwrap_or_default();
    let scenario = crate::ssr::filled_in(scenario, &desk, None);
    let Some(parked) = parked else {
        let draft = PolicyDraft::of(&sheet.policy, desk.viewer().language());
        let judged = JudgedDraft { draft, flaws: Vec::new(), trial: None };
        return Ok(PolicyPage { sheet, judged, scenario, overtaken: false, unsaved: false });
    };
    let draft = PolicyDraft { id, ..PolicyDraft::read(&parked.fields) };
    let judged = match parked.field("button") {
        "try" => desk.judge_policy(draft, Some(&scenario))?,
        "save" => desk.judge_policy(draft, None)?,
        "check" => {
            let judged = desk.judge_policy(draft, None)?;
            // Why it is changed is asked when it is saved.
            JudgedDraft { flaws: judged.flaws.into_iter().filter(|flaw| flaw.field != "why").collect(), ..judged }
        }
        _ => JudgedDraft { draft, flaws: Vec::new(), trial: None },
    };
    let overtaken = parked.refusal == Refusal::ChangedMeanwhile;
    Ok(PolicyPage { sheet, judged, scenario, overtaken, unsaved: true })
}

/// Copies a policy and goes on to the copy.
///
/// # Errors
/// A refusal for everybody but managers, and what is wrong with the fields.
#[server(name = CopyPolicy, prefix = "/api/fn", endpoint = "copy_policy", output = Postcard)]
pub async fn copy_policy(
    #[server(default)] of: String,
    #[server(default)] new_id: String,
    #[server(default)] name_zh: String,
    #[server(default)] name_en: String,
) -> Result<(), Problem> {
    let copy = domain::policy::draft::PolicyCopy { of, new_id, name_zh, name_en };
    let id = crate::ssr::desk()?.copy_policy(&copy).await?;
    leptos_axum::redirect(&format!("/manage/policies/{id}"));
    Ok(())
}

/// A saved policy tried out. What is not said is filled in: the first policy, a fault of the first level, reported now.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = TryPolicy, prefix = "/api/fn", endpoint = "simulate", protocol = Asked)]
pub async fn simulate(#[server(default)] draft: ScenarioDraft) -> Result<Trial, Problem> {
    let desk = crate::ssr::desk()?;
    let policies = desk.policy_names()?;
    let draft = crate::ssr::filled_in(draft, &desk, policies.first().map(|(id, _)| id.as_str()));
    let tried = match draft.parse(desk.viewer().zone()) {
        Ok(scenario) => desk.simulate(&draft.policy, &scenario).await.map_err(Problem::from),
        Err(refusal) => Err(Problem::Refused(refusal)),
    };
    match tried {
        Ok(simulation) => Ok(Trial { policies, draft, simulation: Some(simulation), flaws: Vec::new() }),
        // What is wrong with the fields belongs to the page, not in its place.
        Err(problem) if !problem.flaws().is_empty() => {
            Ok(Trial { policies, draft, simulation: None, flaws: problem.flaws().to_vec() })
        }
        Err(problem) => Err(problem),
    }
}

/// Every calendar, and whether its holidays are on file.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchCalendars, prefix = "/api/fn", endpoint = "calendars", protocol = Asked)]
pub async fn calendars() -> Result<Vec<CalendarRow>, Problem> {
    Ok(crate::ssr::desk()?.calendars()?)
}

/// A calendar in that year, or the present one; with what a file that was put aside would change.
///
/// # Errors
/// A refusal for everybody but managers, and when there is no such calendar.
#[server(name = FetchCalendar, prefix = "/api/fn", endpoint = "calendar", protocol = Asked)]
pub async fn calendar(id: String, year: Option<i32>, parked: Option<String>) -> Result<CalendarSheet, Problem> {
    let desk = crate::ssr::desk()?;
    let waiting = match parked {
        Some(parked) => crate::ssr::holidays(&desk, &parked).await.ok(),
        None => None,
    };
    Ok(desk.calendar(&id, year, waiting.as_deref()).await?)
}

/// Imports the holidays of a file that was sent and put aside.
///
/// # Errors
/// A refusal for everybody but managers, and when nothing waits any more.
#[server(name = ImportHolidays, prefix = "/api/fn", endpoint = "import_holidays", output = Postcard)]
pub async fn import_holidays(calendar: String, waiting: String) -> Result<(), Problem> {
    let desk = crate::ssr::desk()?;
    let years = crate::ssr::holidays(&desk, &waiting).await?;
    desk.import_holidays(&calendar, &years).await?;
    let year = years.last().map_or(String::new(), |year| format!("?year={}", year.year));
    leptos_axum::redirect(&format!("/manage/calendars/{}{year}", crate::ui::address::in_query(&calendar)));
    Ok(())
}

/// Calendars whose holidays end soon or have ended; nothing for everybody but managers.
///
/// # Errors
/// A fault only.
#[server(name = FetchCalendarWarnings, prefix = "/api/fn", endpoint = "calendar_warnings", protocol = Asked)]
pub async fn calendar_warnings() -> Result<Vec<CalendarWarning>, Problem> {
    Ok(crate::ssr::desk()?.calendar_warnings())
}

/// The role catalogue, whom each role is bound to, and who counts on it.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchRoles, prefix = "/api/fn", endpoint = "roles", protocol = Asked)]
pub async fn roles() -> Result<RolesSheet, Problem> {
    Ok(crate::ssr::desk()?.roles_sheet().await?)
}

/// Binds a role to one more person of the staff, or to somebody outside.
///
/// # Errors
/// A refusal for everybody but managers, and what is wrong with the fields.
#[server(name = BindRole, prefix = "/api/fn", endpoint = "bind_role", output = Postcard)]
pub async fn bind_role(
    #[server(default)] role: String,
    #[server(default)] person: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.bind_role_also(&role, &crate::ssr::bound(&person, name, email)?).await?)
}

/// Takes somebody off a role.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = UnbindRole, prefix = "/api/fn", endpoint = "unbind_role", output = Postcard)]
pub async fn unbind_role(
    #[server(default)] role: String,
    #[server(default)] person: String,
    #[server(default)] email: String,
) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.unbind_role(&role, &crate::ssr::bound(&person, String::new(), email)?).await?)
}
