//! The escalation matrix as domain.md §5 prints it: time since the report × level of severity, and in each cell who is told.

use super::fields::Fields;
use crate::i18n::td_string;
use crate::ui::Picks;
use crate::words;
use domain::case::severity::Severity;
use domain::policy::draft::{MatrixCell, MatrixRow, PolicyDraft, WALL};
use leptos::prelude::*;

pub(super) fn matrix(fields: &Fields, draft: &PolicyDraft) -> AnyView {
    let language = fields.language;
    let wall = (WALL.to_owned(), td_string!(language, policies.wall).to_owned());
    let clocks = [wall].into_iter().chain(fields.calendars.clone()).collect();
    let heads = fields.levels.iter().map(|level| view! { <th scope="col">{words::severity(language, *level)}</th> });
    let heads = heads.collect::<Vec<_>>();
    let rows = draft.matrix.iter().enumerate().map(|(row, line)| matrix_row(fields, row, line)).collect::<Vec<_>>();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="matrix">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(language, policies.elapsed)}</th>
                        {heads}
                        <th scope="col">{td_string!(language, policies.for_cases)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let clock = fields.select("clock".to_owned(), td_string!(language, policies.clock), "", clocks, &draft.clock);
    let content = vec![
        fields.about(td_string!(language, policies.matrix_about)),
        view! { <div class="policy-clock">{clock}</div> }.into_any(),
        table.into_any(),
        fields.add("matrix", td_string!(language, policies.add_matrix)),
    ];
    fields.card(td_string!(language, policies.matrix), "matrix", content)
}

fn matrix_row(fields: &Fields, row: usize, line: &MatrixRow) -> AnyView {
    let section = format!("matrix.{row}");
    let cells = Severity::ALL.into_iter().zip(&line.cells).filter(|(level, _)| fields.levels.contains(level));
    let cells = cells.map(|(level, cell)| matrix_cell(fields, &section, level, cell)).collect::<Vec<_>>();
    let label = td_string!(fields.language, policies.elapsed);
    let nobody = fields.flaws.with_untracked(|flaws| {
        let own = flaws.iter().find(|flaw| flaw.field == format!("{section}.roles"));
        own.map(|flaw| words::flaw(fields.language, &flaw.kind))
    });
    view! {
        <tr>
            <th scope="row">
                {fields.text(format!("{section}.elapsed"), label, &line.elapsed, false)}
                {nobody.map(|flaw| view! { <p class="field-flaw">{flaw}</p> })}
            </th>
            {cells}
            <td>
                {fields.which_cases(&section, &line.kinds, &line.verdicts)}
                {fields.remove("matrix", row)}
            </td>
        </tr>
    }
    .into_any()
}

fn matrix_cell(fields: &Fields, section: &str, level: Severity, cell: &MatrixCell) -> AnyView {
    let language = fields.language;
    let at = format!("{section}.{}", level.level());
    let legend = td_string!(language, policies.roles_at, level = words::severity(language, level));
    let after = if cell.told { td_string!(language, policies.told_mark) } else { "" };
    let (told, name) = (cell.told, format!("{at}.told"));
    let (none, said) = (td_string!(language, policies.nobody), td_string!(language, policies.told));
    view! {
        <td>
            <Picks name=format!("{at}.roles") legend=legend none=none after=after options=fields.roles.clone()
                chosen=cell.roles.clone() flaws=fields.flaws>
                <label class="check picks-mark">
                    <input type="checkbox" name=name value="on" checked=told /><span>{said}</span>
                </label>
            </Picks>
        </td>
    }
    .into_any()
}
