//! `/kb/new` and `/kb/{slug}/edit`: the form of an article, both languages side by side. A plain form of the process; a look at
//! how it will be costs nothing and keeps what is typed.

use crate::api::knowledge::{ArticleFormPage, article_form};
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::problem::Problem;
use crate::ui::field::{Field, described_by, flaw_of};
use crate::ui::parked::flaws_of;
use crate::ui::{Card, Flaws, FormProblem, Look, Select, Submit, TextArea, TextInput, address, loaded};
use crate::wire::fetched;
use crate::words;
use domain::knowledge::{ArticleFile, ArticleForm};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form of a new article, or of the one in the address.
#[component]
pub fn ArticleEditorPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let slug = params.with(|params| params.get("slug"));
        (slug, query.with(|query| query.get("parked")))
    };
    let found = fetched(asked, |(slug, parked)| article_form(slug, parked));
    loaded(found, |page: ArticleFormPage| view! { <Editor page=page /> }.into_any())
}

#[component]
fn Editor(page: ArticleFormPage) -> impl IntoView {
    let language = use_language();
    let ArticleFormPage { form, refusal } = page;
    let problem = Signal::stored(refusal.map(Problem::Refused));
    let (title, back, action) = match &form.slug {
        None => (td_string!(language, articles.new_title), "/kb".to_owned(), "/kb/new".to_owned()),
        Some(slug) => {
            let page = address::article(slug);
            (td_string!(language, articles.edit_title), format!("{page}?version=newest"), page + "/edit")
        }
    };
    let preview = form.preview.clone().into_iter().map(preview).collect::<Vec<_>>();
    let preview = (!preview.is_empty()).then(|| {
        view! {
            <Card title=td_string!(language, articles.preview) id="preview">
                <div class="article-languages">{preview}</div>
            </Card>
        }
    });
    let files = form.slug.as_ref().map(|slug| files(language, slug, &form.files, flaws_of(problem)));
    let fields = Fields { language, flaws: flaws_of(problem), form };
    view! {
        <Title text=title />
        <p class="crumbs"><a href=back>"‹ " {td_string!(language, knowledge.back)}</a></p>
        <h1>{title}</h1>
        <FormProblem problem=problem />
        {preview}
        <form class="form article-form" method="post" action=action>
            {fields.hidden("draft_key")}
            {fields.hidden("base")}
            {fields.texts()}
            {fields.about()}
            <div class="buttons article-acts">
                {act(td_string!(language, articles.save), "save", Look::Primary)}
                {act(td_string!(language, articles.save_submit), "submit", Look::Secondary)}
                {act(td_string!(language, articles.preview), "preview", Look::Quiet)}
            </div>
        </form>
        {files}
    }
    .into_any()
}

fn act(label: &'static str, act: &str, look: Look) -> AnyView {
    view! { <Submit label=label look=look name="act" value=act.to_owned() /> }.into_any()
}

fn preview((title, html): (String, String)) -> AnyView {
    view! { <div><h2>{title}</h2><div class="prose" inner_html=html></div></div> }.into_any()
}

struct Fields {
    language: Locale,
    flaws: Flaws,
    form: ArticleForm,
}

impl Fields {
    fn value(&self, name: &str) -> String {
        let field = self.form.fields.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn hidden(&self, name: &'static str) -> AnyView {
        view! { <input type="hidden" name=name value=self.value(name) /> }.into_any()
    }

    fn line(&self, name: &'static str, label: &str, hint: &str) -> AnyView {
        view! { <TextInput name=name label=label hint=hint value=self.value(name) flaws=self.flaws optional=true /> }
            .into_any()
    }

    fn choice(&self, name: &'static str, label: &str, options: Vec<(String, String)>) -> AnyView {
        view! { <Select name=name label=label options=options chosen=self.value(name) flaws=self.flaws /> }.into_any()
    }

    /// Title, summary and text in both languages.
    fn texts(&self) -> AnyView {
        let language = self.language;
        let of = |tag: &str, heading: &'static str| {
            let field = |what: &str| format!("{what}_{tag}");
            let (title, summary, text) = (field("title"), field("summary"), field("text"));
            let [title_value, summary_value, text_value] = [&title, &summary, &text].map(|name| self.value(name));
            // Both columns have the same labels: the heading is said with each.
            let label = |name: &str| words::article_field(language, name);
            view! {
                <section class="article-language" aria-label=heading>
                    <TextInput label=label(&title) name=title value=title_value flaws=self.flaws optional=true />
                    <TextInput label=label(&summary) name=summary value=summary_value flaws=self.flaws optional=true />
                    <TextArea label=label(&text) name=text value=text_value flaws=self.flaws rows=18 optional=true
                        hint=td_string!(language, articles.text_hint) />
                </section>
            }
            .into_any()
        };
        view! {
            <div class="article-languages">
                {of("zh", td_string!(language, articles.chinese))}
                {of("en", td_string!(language, articles.english))}
            </div>
        }
        .into_any()
    }

    /// What it is about, for whom, and who looks after it.
    fn about(&self) -> AnyView {
        let language = self.language;
        let none = (String::new(), td_string!(language, articles.no_category).to_owned());
        let categories = std::iter::once(none).chain(self.form.categories.clone()).collect();
        let readers = ["everybody", "customers", "organisation", "staff"];
        let readers = readers.map(|key| (key.to_owned(), words::article_readers(language, key).to_owned())).to_vec();
        let customers = self.form.customers.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let customers = std::iter::once((String::new(), "—".to_owned())).chain(customers).collect();
        let owners = self.form.owners.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
        let list_hint = td_string!(language, articles.list_hint);
        let known = self.form.products.iter().map(|line| view! { <option value=line.clone()></option> });
        let known = known.collect::<Vec<_>>();
        let slug =
            self.form.slug.is_none().then(|| {
                self.line("slug", td_string!(language, articles.slug), td_string!(language, articles.slug_hint))
            });
        view! {
            <div class="article-about">
                {self.choice("category", td_string!(language, articles.category), categories)}
                {self.choice("readers", td_string!(language, articles.readers), readers)}
                {self.choice("organisation_id", td_string!(language, articles.for_organisation), customers)}
                <TextInput name="products" label=td_string!(language, articles.products) hint=list_hint list="products-known"
                    value=self.value("products") flaws=self.flaws optional=true />
                <datalist id="products-known">{known}</datalist>
                {self.line("error_codes", td_string!(language, articles.error_codes), list_hint)}
                {self.line("tags", td_string!(language, articles.tags), list_hint)}
                {self.choice("owner_id", td_string!(language, articles.owner), owners)}
                <TextInput name="review_on" label=td_string!(language, articles.review_on) keyboard="date" optional=true
                    hint=td_string!(language, articles.review_hint) value=self.value("review_on") flaws=self.flaws />
                {slug}
            </div>
        }
        .into_any()
    }
}

/// The files that the text can name, and a form for more.
fn files(language: Locale, slug: &str, files: &[ArticleFile], flaws: Flaws) -> AnyView {
    let flaw = flaw_of(flaws, "files");
    let hint = td_string!(language, articles.add_files_hint);
    let describedby = described_by("files-chosen", hint, flaw);
    let line = |file: &ArticleFile| {
        let said = if file.is_picture { format!("![…]({})", file.name) } else { format!("[…]({})", file.name) };
        view! { <li><code>{said}</code></li> }
    };
    let lines = files.iter().map(line).collect::<Vec<_>>();
    let action = address::article(slug) + "/files";
    view! {
        <Card title=td_string!(language, articles.files) id="files">
            <ul class="article-file-names">{lines}</ul>
            <form class="form" method="post" enctype="multipart/form-data" action=action>
                <Field id="files-chosen" label=td_string!(language, articles.add_files) hint=hint flaw=flaw>
                    <input class="control" id="files-chosen" type="file" name="files" multiple aria-describedby=describedby />
                </Field>
                <Submit label=td_string!(language, articles.add_files_do) look=Look::Secondary />
            </form>
        </Card>
    }
    .into_any()
}
