//! Sites, contacts and spare parts of an archive: lines that open to a form, and one more that adds.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, Look, Parking, Submit, TextInput};
use domain::organisation::{Site, SiteContact, SparePart};
use leptos::prelude::*;

/// A field of a line.
#[derive(Clone)]
struct Input {
    name: &'static str,
    label: &'static str,
    value: String,
    hint: &'static str,
    keyboard: &'static str,
    optional: bool,
}

impl Input {
    fn new(name: &'static str, label: &'static str, value: &str) -> Input {
        Input { name, label, value: value.to_owned(), hint: "", keyboard: "text", optional: true }
    }

    fn needed(self) -> Input {
        Input { optional: false, ..self }
    }

    fn typed_on(self, keyboard: &'static str) -> Input {
        Input { keyboard, ..self }
    }

    fn hinted(self, hint: &'static str) -> Input {
        Input { hint, ..self }
    }
}

/// A line that is there already.
struct Line {
    id: i64,
    name: String,
    said: String,
    inputs: Vec<Input>,
}

/// The sites.
#[component]
pub(super) fn Sites(of: i64, sites: Vec<Site>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let inputs = |site: &Site| {
        vec![
            Input::new("name", td_string!(language, archive.person_name), &site.name).needed(),
            Input::new("address", td_string!(language, archive.address), &site.address),
        ]
    };
    let line = |site: Site| {
        let inputs = inputs(&site);
        Some(Line { id: site.id?, name: site.name, said: site.address, inputs })
    };
    let add = (td_string!(language, archive.add_site), inputs(&Site::default()));
    let lines = sites.into_iter().filter_map(line).collect();
    entries(of, "site", td_string!(language, archive.sites), lines, add, &parking)
}

/// The contacts.
#[component]
pub(super) fn Contacts(of: i64, contacts: Vec<SiteContact>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let inputs = |name: &str, duty: &str, phone: &str, email: &str| {
        vec![
            Input::new("name", td_string!(language, archive.contact_name), name).needed(),
            Input::new("duty", td_string!(language, archive.duty), duty)
                .hinted(td_string!(language, archive.duty_hint)),
            Input::new("phone", td_string!(language, archive.phone), phone).typed_on("tel"),
            Input::new("email", td_string!(language, archive.email), email).typed_on("email"),
        ]
    };
    let line = |one: SiteContact| {
        let inputs = inputs(&one.name, &one.duty, &one.phone, &one.email);
        Line { id: one.id, said: said([one.duty, one.phone, one.email]), name: one.name, inputs }
    };
    let add = (td_string!(language, archive.add_contact), inputs("", "", "", ""));
    let lines = contacts.into_iter().map(line).collect();
    entries(of, "contact", td_string!(language, archive.contacts), lines, add, &parking)
}

/// The spare parts.
#[component]
pub(super) fn Parts(of: i64, parts: Vec<SparePart>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let inputs = |name: &str, number: &str, quantity: &str, place: &str| {
        vec![
            Input::new("name", td_string!(language, archive.person_name), name).needed(),
            Input::new("part_number", td_string!(language, archive.part_number), number),
            Input::new("quantity", td_string!(language, archive.quantity), quantity).needed().typed_on("numeric"),
            Input::new("place", td_string!(language, archive.place), place),
        ]
    };
    let line = |one: SparePart| {
        let quantity = one.quantity.to_string();
        let inputs = inputs(&one.name, &one.part_number, &quantity, &one.place);
        Line { id: one.id, said: said([format!("× {quantity}"), one.part_number, one.place]), name: one.name, inputs }
    };
    let add = (td_string!(language, archive.add_part), inputs("", "", "1", ""));
    let lines = parts.into_iter().map(line).collect();
    entries(of, "part", td_string!(language, archive.parts), lines, add, &parking)
}

fn said(parts: [String; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn entries(
    of: i64,
    entry: &'static str,
    title: &'static str,
    lines: Vec<Line>,
    add: (&'static str, Vec<Input>),
    parking: &Parking,
) -> AnyView {
    let language = use_language();
    let parking = parking.only_if("entry", entry);
    let lines = lines.into_iter().map(|line| {
        let id = line.id.to_string();
        let parking = parking.only_if("id", &id);
        let change = td_string!(language, archive.change_what, name = line.name.clone());
        let remove = td_string!(language, archive.remove_what, name = line.name.clone());
        view! {
            <li>
                <p><b>{line.name}</b> " " <span class="soft">{line.said}</span></p>
                <div class="archive-acts">
                    <details class="act" open=parking.is_some()>
                        <summary aria-label=change>{td_string!(language, archive.change)}</summary>
                        {form(of, entry, &id, line.inputs, &parking)}
                    </details>
                    <form method="post" action="/api/fn/remove_entry">
                        <input type="hidden" name="of" value=of />
                        <input type="hidden" name="entry" value=entry />
                        <input type="hidden" name="id" value=id.clone() />
                        <button class="button button-quiet" type="submit" aria-label=remove>
                            {td_string!(language, archive.remove)}
                        </button>
                    </form>
                </div>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let new = parking.only_if("id", "");
    view! {
        <Card title=title id=entry>
            <ul class="archive-entries">{lines}</ul>
            <details class="act" open=new.is_some()>
                <summary>{add.0}</summary>
                {form(of, entry, "", add.1, &new)}
            </details>
        </Card>
    }
    .into_any()
}

/// The form of one line; of a new one when the id is empty.
fn form(of: i64, entry: &'static str, id: &str, inputs: Vec<Input>, parking: &Parking) -> AnyView {
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let inputs = inputs.into_iter().map(|input| {
        let Input { name, label, value, hint, keyboard, optional } = input;
        view! {
            <TextInput name=name id=format!("{entry}-{id}-{name}") label=label hint=hint flaws=flaws keyboard=keyboard
                optional=optional value=parking.field_or(name, &value) />
        }
    });
    view! {
        <form class="form" method="post" action="/api/fn/save_entry">
            <input type="hidden" name="of" value=of />
            <input type="hidden" name="entry" value=entry />
            <input type="hidden" name="id" value=id.to_owned() />
            <FormProblem problem=problem />
            {inputs.collect::<Vec<_>>()}
            <Submit label=td_string!(use_language(), archive.save) look=Look::Secondary />
        </form>
    }
    .into_any()
}
