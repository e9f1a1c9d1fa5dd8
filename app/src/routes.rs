//! Addresses and their pages, and what every page has around it.

mod part;

pub use part::arrival;

use crate::frame::{provide_frame, use_language};
use crate::i18n::td_string;
use crate::layout::Layout;
use crate::live::provide_live;
use crate::now::provide_clock;
use crate::pages::cases::list::CasesPage;
use crate::pages::sign_in;
use crate::problem::Problem;
use crate::side;
use crate::ui::ProblemView;
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// The application inside the document's body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let frame = provide_frame();
    provide_clock(frame.now);
    provide_live();
    let product = td_string!(use_language(), common.product);
    view! {
        <Title text=side::standing_title formatter=move |title: String| side::in_title(&title, product) />
        <Router>
            <Layout>
                <FlatRoutes fallback=|| view! { <ProblemView problem=Problem::Refused(Refusal::NotFound) /> }>
                    <Route path=path!("/") view=part::home() ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=sign_in::SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/cases") view=CasesPage ssr=SsrMode::Async />
                    <Route path=path!("/cases/new") view=part::report() ssr=SsrMode::Async />
                    <Route path=path!("/cases/:number") view=part::case() ssr=SsrMode::Async />
                    <Route path=path!("/cases/:number/quote") view=part::quote() ssr=SsrMode::Async />
                    <Route path=path!("/cases/:number/record") view=part::record() ssr=SsrMode::Async />
                    <Route path=path!("/cases/:number/survey") view=part::case_survey() ssr=SsrMode::Async />
                    <Route path=path!("/coverage") view=part::coverage() ssr=SsrMode::Async />
                    <Route path=path!("/contracts") view=part::contracts() ssr=SsrMode::Async />
                    <Route path=path!("/contracts/new") view=part::contract_editor() ssr=SsrMode::Async />
                    <Route path=path!("/contracts/:number") view=part::contract() ssr=SsrMode::Async />
                    <Route path=path!("/contracts/:number/edit") view=part::contract_editor() ssr=SsrMode::Async />
                    <Route path=path!("/assets") view=part::assets() ssr=SsrMode::Async />
                    <Route path=path!("/assets/new") view=part::asset_edit() ssr=SsrMode::Async />
                    <Route path=path!("/assets/labels") view=part::labels() ssr=SsrMode::Async />
                    <Route path=path!("/assets/:serial") view=part::asset() ssr=SsrMode::Async />
                    <Route path=path!("/assets/:serial/edit") view=part::asset_edit() ssr=SsrMode::Async />
                    <Route path=path!("/inspections") view=part::inspections() ssr=SsrMode::Async />
                    <Route path=path!("/inspections/new") view=part::record_inspection() ssr=SsrMode::Async />
                    <Route path=path!("/inspections/:number") view=part::inspection() ssr=SsrMode::Async />
                    <Route path=path!("/kb") view=part::knowledge() ssr=SsrMode::Async />
                    <Route path=path!("/kb/new") view=part::article_editor() ssr=SsrMode::Async />
                    <Route path=path!("/kb/case/:number") view=part::case_articles() ssr=SsrMode::Async />
                    <Route path=path!("/kb/searches") view=part::searches() ssr=SsrMode::Async />
                    <Route path=path!("/kb/:slug") view=part::article() ssr=SsrMode::Async />
                    <Route path=path!("/kb/:slug/edit") view=part::article_editor() ssr=SsrMode::Async />
                    <Route path=path!("/kb/:slug/versions") view=part::article_versions() ssr=SsrMode::Async />
                    <Route path=path!("/announcements") view=part::announcements() ssr=SsrMode::Async />
                    <Route path=path!("/announcements/new") view=part::publish() ssr=SsrMode::Async />
                    <Route path=path!("/announcements/:id") view=part::announcement() ssr=SsrMode::Async />
                    <Route path=path!("/announcements/:id/change") view=part::publish() ssr=SsrMode::Async />
                    <Route path=path!("/surveys/:token") view=part::survey() ssr=SsrMode::Async />
                    <Route path=path!("/invitation/:token") view=part::password_link() ssr=SsrMode::Async />
                    <Route path=path!("/forgotten") view=part::forgotten() ssr=SsrMode::Async />
                    <Route path=path!("/me") view=part::me() ssr=SsrMode::Async />
                    <Route path=path!("/people") view=part::people() ssr=SsrMode::Async />
                    <Route path=path!("/people/new") view=part::invite() ssr=SsrMode::Async />
                    <Route path=path!("/people/:id") view=part::person() ssr=SsrMode::Async />
                    <Route path=path!("/organisations") view=part::organisations() ssr=SsrMode::Async />
                    <Route path=path!("/organisations/new") view=part::add_organisation() ssr=SsrMode::Async />
                    <Route path=path!("/organisations/:id") view=part::archive() ssr=SsrMode::Async />
                    <Route path=path!("/organisations/:id/edit") view=part::edit_archive() ssr=SsrMode::Async />
                    <Route path=path!("/organisations/:id/report") view=part::service_report() ssr=SsrMode::Async />
                    <Route path=path!("/organisations/:id/home") view=part::welcome() ssr=SsrMode::Async />
                    <Route path=path!("/satisfaction") view=part::satisfaction() ssr=SsrMode::Async />
                    <Route path=path!("/queue") view=part::queue() ssr=SsrMode::Async />
                    <Route path=path!("/dispatch") view=part::dispatch() ssr=SsrMode::Async />
                    <Route path=path!("/inbox") view=part::inbox() ssr=SsrMode::Async />
                    <Route path=path!("/manage") view=part::manage() ssr=SsrMode::Async />
                    <Route path=path!("/manage/calendars") view=part::calendars() ssr=SsrMode::Async />
                    <Route path=path!("/manage/calendars/:id") view=part::calendar() ssr=SsrMode::Async />
                    <Route path=path!("/manage/import") view=part::import() ssr=SsrMode::Async />
                    <Route path=path!("/manage/policies") view=part::policies() ssr=SsrMode::Async />
                    <Route path=path!("/manage/policies/:id") view=part::policy() ssr=SsrMode::Async />
                    <Route path=path!("/manage/rates") view=part::rates() ssr=SsrMode::Async />
                    <Route path=path!("/manage/roles") view=part::roles() ssr=SsrMode::Async />
                    <Route path=path!("/manage/follow-ups") view=part::follow_ups() ssr=SsrMode::Async />
                    <Route path=path!("/manage/follow-ups/:id") view=part::follow_up() ssr=SsrMode::Async />
                    <Route path=path!("/manage/questionnaires") view=part::questionnaires() ssr=SsrMode::Async />
                    <Route path=path!("/manage/questionnaires/:id") view=part::questionnaire() ssr=SsrMode::Async />
                    <Route path=path!("/manage/surveys") view=part::surveys() ssr=SsrMode::Async />
                    <Route path=path!("/manage/surveys/new") view=part::send_surveys() ssr=SsrMode::Async />
                    <Route path=path!("/manage/letters") view=part::letters() ssr=SsrMode::Async />
                    <Route path=path!("/manage/escalations") view=part::escalations() ssr=SsrMode::Async />
                    <Route path=path!("/manage/simulator") view=part::simulator() ssr=SsrMode::Async />
                </FlatRoutes>
            </Layout>
        </Router>
    }
}
