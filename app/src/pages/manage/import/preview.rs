//! A file before it counts: how many rows it would add and change, what each column is taken for, and every problem.

use super::done;
use super::progress::{Waiting, follow, follow_to_the_end};
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::problem::Problem;
use crate::ui::{Card, FormProblem, LinkButton, Look, Notice, Submit, Tone};
use crate::words;
use domain::import::{Counts, ImportState, ListKind, Preview, RowProblem};
use leptos::prelude::*;

/// `file` is where it was put aside, `by_hand` what was said of its columns.
#[component]
pub(super) fn Previewed(preview: Preview, file: String, by_hand: String, problem: Option<Problem>) -> impl IntoView {
    let language = use_language();
    let Preview { kind, counts, problem_count, .. } = preview;
    let list = words::list_kind(language, kind);
    let title = td_string!(language, lists.preview_title, file = preview.file, list = list);
    let running = matches!(preview.state, ImportState::Running(_));
    let worth_it = !running && preview.lacking.is_empty() && problem_count == 0 && counts.added + counts.changed > 0;
    let lacking: Vec<&str> = preview.lacking.iter().map(|column| words::list_column(language, kind, *column)).collect();
    let verdict = verdict(language, &lacking, problem_count, counts);
    let waiting = Waiting::new(counts, preview.state);
    if running {
        let followed = file.clone();
        Effect::new(move || follow_to_the_end(waiting, followed.clone()));
    }
    let before = match preview.state {
        ImportState::Done(counts) => Some(done(language, kind, counts)),
        ImportState::BrokenOff => {
            let (title, text) = (td_string!(language, lists.broken_off), td_string!(language, lists.broken_off_then));
            Some(view! { <Notice tone=Tone::Warning title=title text=text /> }.into_any())
        }
        ImportState::Waiting | ImportState::Running(_) => None,
    };
    let import = worth_it.then(|| {
        let followed = file.clone();
        view! {
            <form method="post" action="/api/fn/import_list" on:submit=move |_| follow(waiting, followed.clone())>
                <input type="hidden" name="file" value=file.clone() />
                <input type="hidden" name="kind" value=kind.key() />
                <input type="hidden" name="by_hand" value=by_hand />
                <Submit label=td_string!(language, lists.import) pending=waiting.sending />
            </form>
        }
    });
    let leave = if worth_it { td_string!(language, lists.cancel) } else { td_string!(language, lists.another) };
    let found = (problem_count > 0).then(|| problems(language, kind, preview.problems, problem_count));
    view! {
        <div class="import-preview">
            <FormProblem problem=Signal::stored(problem) />
            {before}
            <Card title=title>
                {(!running).then_some(verdict)}
                {(lacking.is_empty()).then(|| figures(language, counts, problem_count))}
                <div class="policy-acts">
                    {import}
                    <LinkButton href="/manage/import" label=leave look=Look::Secondary />
                </div>
                {(worth_it || running).then(|| waiting.view(language))}
            </Card>
            {found}
            {columns(language, kind, preview.headings, file)}
        </div>
    }
    .into_any()
}

fn verdict(language: Locale, lacking: &[&str], problem_count: usize, counts: Counts) -> AnyView {
    let (tone, title, text) = if !lacking.is_empty() {
        let parted = td_string!(language, common.between);
        let title = td_string!(language, lists.lacking, columns = lacking.join(parted));
        (Tone::Warning, title, td_string!(language, lists.lacking_then))
    } else if problem_count > 0 {
        let title = td_string!(language, lists.not_clean).to_owned();
        (Tone::Warning, title, td_string!(language, lists.not_clean_then))
    } else if counts.added + counts.changed == 0 {
        let title = td_string!(language, lists.nothing_new).to_owned();
        (Tone::Plain, title, td_string!(language, lists.nothing_new_then))
    } else {
        (Tone::Good, td_string!(language, lists.clean).to_owned(), td_string!(language, lists.clean_then))
    };
    view! { <Notice tone=tone title=title text=text /> }.into_any()
}

fn figures(language: Locale, counts: Counts, problem_count: usize) -> AnyView {
    let figures = [
        (td_string!(language, lists.would_add), counts.added),
        (td_string!(language, lists.would_change), counts.changed),
        (td_string!(language, lists.would_stay), counts.unchanged),
        (td_string!(language, lists.problems), problem_count),
    ];
    let figures = figures.map(|(name, count)| view! { <div><dt>{name}</dt><dd>{count}</dd></div> });
    view! { <dl class="import-figures">{figures.into_iter().collect::<Vec<_>>()}</dl> }.into_any()
}

fn problems(language: Locale, kind: ListKind, problems: Vec<RowProblem>, all: usize) -> AnyView {
    let shown = problems.len();
    let more = (shown < all).then(|| {
        view! { <p class="soft">{td_string!(language, lists.more, shown = shown as u64, all = all as u64)}</p> }
    });
    let lines = problems.into_iter().map(move |problem| {
        view! {
            <tr>
                <th scope="row">{problem.row}</th>
                <td>{words::list_column(language, kind, problem.column)}</td>
                <td>{words::row_problem(language, &problem.kind)}</td>
            </tr>
        }
    });
    view! {
        <Card title=td_string!(language, lists.problems)>
            <table class="import-problems">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(language, lists.row)}</th>
                        <th scope="col">{td_string!(language, lists.column)}</th>
                        <th scope="col">{td_string!(language, lists.what)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect::<Vec<_>>()}</tbody>
            </table>
            {more}
        </Card>
    }
    .into_any()
}

/// What each column is taken for, to be said otherwise; the address then says it.
fn columns(
    language: Locale,
    kind: ListKind,
    headings: Vec<(String, Option<domain::import::Column>)>,
    file: String,
) -> AnyView {
    let field = move |(index, (heading, meant)): (usize, (String, Option<domain::import::Column>))| {
        let name = format!("c{index}");
        let heading = match heading.is_empty() {
            true => td_string!(language, lists.no_heading, n = index as u64 + 1),
            false => heading,
        };
        let options = kind.columns().iter().map(|column| {
            let label = words::list_column(language, kind, *column);
            view! { <option value=column.key() selected=meant == Some(*column)>{label}</option> }
        });
        let options = options.collect::<Vec<_>>();
        view! {
            <div class="field">
                <label class="field-label" for=name.clone()>{heading}</label>
                <select class="control" id=name.clone() name=name>
                    <option value="" selected=meant.is_none()>{td_string!(language, lists.leave_out)}</option>
                    {options}
                </select>
            </div>
        }
    };
    let fields = headings.into_iter().enumerate().map(field).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, lists.columns)>
            <p class="soft">{td_string!(language, lists.columns_about)}</p>
            <form class="form" method="get" action="/manage/import">
                <input type="hidden" name="file" value=file />
                <div class="import-columns">{fields}</div>
                <Submit label=td_string!(language, lists.apply) look=Look::Secondary />
            </form>
        </Card>
    }
    .into_any()
}
