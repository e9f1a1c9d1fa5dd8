//! Pages whose code the browser loads when one of them is first opened, so that nobody waits for the pages of others.
//! A part holds pages that the same people use. Splitting has its price (parts call each other the long way round, and
//! compress worse): what most people open stays in the main part.

use crate::frame::use_person;
use crate::live::sleep;
use crate::pages::cases::case::CasePage;
use crate::pages::home::HomePage;
use crate::pages::{
    announcements, assets, cases, contracts, coverage, dispatch, home, inbox, inspections, knowledge, manage,
    organisations, people, queue, report, satisfaction, service_report, survey, surveys, welcome,
};
use crate::problem::Problem;
use crate::side;
use crate::ui::ProblemView;
use leptos::prelude::*;
use leptos::wasm_split::{self, SplitLoaderError};
use leptos_router::ChooseView;
use std::{future::Future, pin::Pin};

/// A page to be given to a `Route`.
#[derive(Clone, Copy)]
pub struct Page {
    part: &'static str,
    page: &'static str,
}

type Loading<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        side::preload(self.part);
        match open(self).await {
            Ok(view) => view,
            Err(problem) => view! { <ProblemView problem=problem /> }.into_any(),
        }
    }

    async fn preload(&self) {}
}

/// A page that is another one for staff: what only they see, nobody else has to load.
#[derive(Clone, Copy)]
pub struct ForViewer {
    others: fn() -> AnyView,
    staff: fn() -> Page,
}

/// Home by role.
pub fn home() -> ForViewer {
    ForViewer { others: || view! { <HomePage /> }.into_any(), staff: staff_home }
}

/// The page of a case.
pub fn case() -> ForViewer {
    ForViewer { others: || view! { <CasePage /> }.into_any(), staff: staff_case }
}

impl ChooseView for ForViewer {
    async fn choose(self) -> AnyView {
        let staff = use_person().is_some_and(|person| !person.role.is_customer());
        if staff { (self.staff)().choose().await } else { (self.others)() }
    }

    async fn preload(&self) {}
}

/// How long to wait for better reception.
const TRY_AGAIN_MS: u64 = 3_000;

/// Comes back when that part is there. Until then the page is there as the server rendered it, and works by its forms.
pub async fn arrival(part: String) {
    while fetch(&part).await.is_err() {
        sleep(TRY_AGAIN_MS).await;
    }
}

/// The code could not be fetched; the next try fetches it anew.
impl From<SplitLoaderError> for Problem {
    fn from(_: SplitLoaderError) -> Problem {
        Problem::Offline
    }
}

macro_rules! parts {
    ($($part:ident { $($page:ident: $component:path,)* })*) => {
        $($(
            pub fn $page() -> Page {
                Page { part: stringify!($part), page: stringify!($page) }
            }
        )*)*

        fn open(Page { part, page }: Page) -> Loading<AnyView> {
            match part {
                $(stringify!($part) => Box::pin(split::$part::open(page)),)*
                _ => unreachable!("pages are made by this macro only"),
            }
        }

        /// A page whose code came with the main part waits for nothing.
        fn fetch(part: &str) -> Loading<()> {
            match part {
                $(stringify!($part) => Box::pin(async { Ok(split::$part::fetch().await?) }),)*
                _ => Box::pin(async { Ok(()) }),
            }
        }

        /// One function a part: each costs its loading again.
        mod split {$(
            pub mod $part {
                use super::super::*;

                #[wasm_split::wasm_split(
                    $part, wasm_split_path = wasm_split, fallible,
                    preload(fetch)
                )]
                pub fn open(page: &'static str) -> Result<AnyView, Problem> {
                    Ok(match page {
                        $(stringify!($page) => $component().into_any(),)*
                        _ => unreachable!("pages are made by this macro only"),
                    })
                }
            }
        )*}
    };
}

parts! {
    report {
        report: report::ReportPage,
    }
    service {
        case_survey: survey::CaseSurveyPage,
        inspection: inspections::report::InspectionReportPage,
        inspections: inspections::InspectionsPage,
        record_inspection: inspections::record::RecordInspectionPage,
        quote: cases::quote::QuotePage,
        record: cases::record::RecordPage,
        survey: survey::SurveyPage,
    }
    reference {
        announcement: announcements::one::AnnouncementOnePage,
        announcements: announcements::AnnouncementsPage,
        article: knowledge::ArticlePage,
        inbox: inbox::InboxPage,
        knowledge: knowledge::KnowledgePage,
        publish: announcements::publish::PublishPage,
        searches: knowledge::SearchesPage,
    }
    figures {
        satisfaction: satisfaction::SatisfactionPage,
        service_report: service_report::ServiceReportPage,
    }
    writing {
        article_editor: knowledge::editor::ArticleEditorPage,
        article_versions: knowledge::versions::ArticleVersionsPage,
        case_articles: knowledge::beside::CaseArticlesPage,
    }
    records {
        asset: assets::device::AssetPage,
        asset_edit: assets::edit::AssetEditPage,
        assets: assets::list::AssetsPage,
        contract: contracts::contract::ContractPage,
        contract_editor: contracts::editor::ContractEditorPage,
        contracts: contracts::ContractsPage,
        coverage: coverage::CoveragePage,
        labels: assets::labels::LabelsPage,
    }
    work {
        staff_case: cases::case::StaffCasePage,
        staff_home: home::StaffHomePage,
        dispatch: dispatch::DispatchPage,
        queue: queue::QueuePage,
    }
    people {
        add_organisation: organisations::AddOrganisationPage,
        archive: organisations::ArchivePage,
        edit_archive: organisations::EditArchivePage,
        welcome: welcome::WelcomePage,
        forgotten: people::ForgottenPage,
        invite: people::InvitePage,
        me: people::MePage,
        organisations: organisations::OrganisationsPage,
        password_link: people::PasswordLinkPage,
        people: people::PeoplePage,
        person: people::PersonPage,
    }
    manage {
        follow_up: manage::follow_up::FollowUpPage,
        follow_ups: manage::follow_ups::FollowUpsPage,
        questionnaire: surveys::editor::QuestionnairePage,
        questionnaires: surveys::questionnaires::QuestionnairesPage,
        send_surveys: surveys::send::SendPage,
        surveys: surveys::SurveysPage,
        escalations: manage::escalations::EscalationsPage,
        import: manage::import::ImportPage,
        letters: manage::letters::LettersPage,
        manage: manage::ManagePage,
        rates: manage::rates::RatesPage,
    }
    rules {
        calendar: manage::calendar::CalendarPage,
        calendars: manage::calendars::CalendarsPage,
        policies: manage::policies::PoliciesPage,
        policy: manage::policy::PolicyPage,
        roles: manage::roles::RolesPage,
        simulator: manage::simulator::SimulatorPage,
    }
}
