//! `/kb/{slug}/versions`: every version of an article, two of them compared line by line, and what happened to it.

use crate::api::knowledge::article_versions;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, FormProblem, Look, Parking, Select, Submit, address, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use crate::words;
use domain::knowledge::{ArticleVersions, Change, Comparison, VersionLine};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page; which two are compared stands in the address.
#[component]
pub fn ArticleVersionsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let number = |name: &str| query.with(|query| query.get(name)?.parse::<i64>().ok());
        (params.with(|params| params.get("slug")).unwrap_or_default(), number("from"), number("to"))
    };
    let found = fetched(asked, |(slug, from, to)| article_versions(slug, from, to));
    loaded_with_parked(found, use_parked(), |history: ArticleVersions, parking| show(history, &parking))
}

fn show(history: ArticleVersions, parking: &Parking) -> AnyView {
    let language = use_language();
    let zone = use_zone();
    let page = address::article(&history.slug);
    let title = format!("{} · {}", td_string!(language, articles.versions), history.title);
    let comparing = (history.versions.len() > 1).then(|| comparing(language, &page, &history));
    let compared = history.compared.map(|compared| comparison(language, compared));
    let rows = history.versions.into_iter().enumerate();
    let rows = rows.map(|(nth, line)| version(language, &page, line, nth == 0)).collect::<Vec<_>>();
    let events = history.events.into_iter().map(|(at, who, happening)| {
        let who = if who.is_empty() { td_string!(language, articles.a_reader).to_owned() } else { who };
        let did = words::article_happening(language, &happening);
        view! { <li><span class="soft">{moment::full(&zone, at)}</span> " " <b>{who}</b> " " {did}</li> }
    });
    let events = events.collect::<Vec<_>>();
    let problem = Signal::stored(parking.problem());
    view! {
        <Title text=title />
        <p class="crumbs"><a href=format!("{page}?version=newest")>"‹ " {history.title}</a></p>
        <h1>{td_string!(language, articles.versions)}</h1>
        <FormProblem problem=problem />
        {comparing}
        {compared}
        <ol class="rows" reversed>{rows}</ol>
        <Card title=td_string!(language, articles.history)><ul class="article-events">{events}</ul></Card>
    }
    .into_any()
}

fn comparing(language: Locale, page: &str, history: &ArticleVersions) -> AnyView {
    let numbers: Vec<i64> = history.versions.iter().map(|line| line.number).collect();
    let newest = numbers.first().copied().unwrap_or_default();
    let shown = history.versions.iter().find(|line| line.published).map(|line| line.number);
    let (from, to) = match &history.compared {
        Some(compared) => (compared.from, compared.to),
        None => (shown.filter(|shown| *shown != newest).unwrap_or(newest - 1), newest),
    };
    let options = |numbers: &[i64]| -> Vec<(String, String)> {
        numbers.iter().map(|n| (n.to_string(), td_string!(language, articles.number, n = n))).collect()
    };
    let (before, after) = (options(&numbers), options(&numbers));
    view! {
        <form class="shelf-filter" method="get" action=format!("{page}/versions")>
            <Select name="from" label=td_string!(language, articles.compare_from) options=before chosen=from.to_string() />
            <Select name="to" label=td_string!(language, articles.compare_to) options=after chosen=to.to_string() />
            <Submit label=td_string!(language, articles.compare) look=Look::Secondary />
        </form>
    }
    .into_any()
}

fn version(language: Locale, page: &str, line: VersionLine, newest: bool) -> AnyView {
    let at = moment::full(&use_zone(), line.at);
    let title = td_string!(language, articles.number, n = line.number);
    let author = match line.author.as_str() {
        "" => td_string!(language, articles.by_operator).to_owned(),
        author => author.to_owned(),
    };
    let restore = (!newest).then(|| {
        let number = line.number.to_string();
        let label = td_string!(language, articles.restore);
        view! {
            <form method="post" action=format!("{page}/restore")>
                <input type="hidden" name="number" value=number />
                <Submit label=label look=Look::Quiet />
            </form>
        }
    });
    let published = line.published.then(|| view! { <span>{td_string!(language, articles.published)}</span> });
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=format!("{page}?version={}", line.number)>{title}</a>
                <p class="row-facts">
                    <span>{at}</span>
                    <span>{author}</span>
                    {published}
                </p>
            </div>
            {restore}
        </li>
    }
    .into_any()
}

/// Field by field; what is gone and what is new is said to those who do not see it.
fn comparison(language: Locale, compared: Comparison) -> AnyView {
    let line = |(change, text): (Change, String)| match change {
        Change::Same => view! { <p>{text}</p> }.into_any(),
        Change::Gone => {
            let gone = td_string!(language, articles.gone);
            view! { <del><span class="visually-hidden">{gone} " "</span>{text}</del> }.into_any()
        }
        Change::New => {
            let new = td_string!(language, articles.new);
            view! { <ins><span class="visually-hidden">{new} " "</span>{text}</ins> }.into_any()
        }
        Change::LeftOut => view! { <p class="soft">{td_string!(language, articles.left_out, n = text)}</p> }.into_any(),
    };
    let field = |(name, lines): (String, Vec<(Change, String)>)| {
        let lines = lines.into_iter().map(line).collect::<Vec<_>>();
        view! { <h3>{words::article_field(language, &name)}</h3> <div class="compared">{lines}</div> }.into_any()
    };
    let same = compared.fields.is_empty().then(|| view! { <p>{td_string!(language, articles.same)}</p> });
    let fields = compared.fields.into_iter().map(field).collect::<Vec<_>>();
    let title = format!(
        "{} → {}",
        td_string!(language, articles.number, n = compared.from),
        td_string!(language, articles.number, n = compared.to)
    );
    view! { <Card title=title>{same}{fields}</Card> }.into_any()
}
