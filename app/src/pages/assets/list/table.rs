//! The lines of the list, a table that becomes a list on phones. Boxes choose those to print labels of.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::coverage::warranty;
use crate::ui::{Look, Submit, address};
use crate::words;
use domain::asset::AssetLine;
use domain::coverage::Verdict;
use leptos::prelude::*;

/// `kept`: the filter, for which labels are printed when none is chosen.
#[component]
pub fn Table(lines: Vec<AssetLine>, kept: Vec<(&'static str, String)>, staff: bool) -> impl IntoView {
    let language = use_language();
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let kept = kept.collect::<Vec<_>>();
    let lines = lines.into_iter().map(|one| line(one, staff)).collect::<Vec<_>>();
    view! {
        <form class="choose-labels" method="get" action="/assets/labels">
            {kept}
            <table class="listing">
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{td_string!(language, assets.choose_column)}</span></th>
                        <th scope="col">{td_string!(language, assets.device)}</th>
                        {staff.then(|| view! { <th scope="col">{td_string!(language, assets.organisation)}</th> })}
                        <th scope="col">{td_string!(language, assets.serial)}</th>
                        <th scope="col">{td_string!(language, assets.site)}</th>
                        <th scope="col">{td_string!(language, assets.warranty)}</th>
                        <th scope="col">{td_string!(language, assets.covered)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <p class="soft">{td_string!(language, assets.labels_hint)}</p>
            <Submit label=td_string!(language, assets.labels_chosen) look=Look::Secondary />
        </form>
    }
    .into_any()
}

fn line(line: AssetLine, staff: bool) -> AnyView {
    let language = use_language();
    let AssetLine { asset, organisation_name, verdict } = line;
    let choose = td_string!(language, assets.choose, name = asset.serial.as_str());
    let tone = match verdict {
        Verdict::Covered => "good",
        Verdict::AdviceOnly | Verdict::Billable => "warning",
        Verdict::NeedsDecision => "plain",
    };
    view! {
        <tr>
            <td class="choose">
                <label class="check">
                    <input type="checkbox" name="serial" value=asset.serial.clone() aria-label=choose />
                </label>
            </td>
            <th scope="row"><a href=address::asset(&asset.serial)>{asset.title()}</a></th>
            {staff.then(|| view! { <td data-term=td_string!(language, assets.organisation)>{organisation_name}</td> })}
            <td data-term=td_string!(language, assets.serial)><span class="serial">{asset.serial.clone()}</span></td>
            <td data-term=td_string!(language, assets.site)>{asset.site.clone()}</td>
            <td data-term=td_string!(language, assets.warranty)>{warranty(asset.warranty_ends_on)}</td>
            <td data-term=td_string!(language, assets.covered)>
                <span class="standing" data-tone=tone>{words::verdict(language, verdict)}</span>
            </td>
        </tr>
    }
    .into_any()
}
