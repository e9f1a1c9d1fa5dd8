//! The form as a list of names and values, there and back. One list of fields for each kind of row serves both ways.

use super::{
    EmergencyDraft, HalfTimeDraft, LevelDraft, MatrixCell, MatrixRow, PolicyDraft, PromiseDraft, ROWS_MOST,
    ReminderDraft,
};
use std::collections::{BTreeMap, BTreeSet};

/// What one field holds.
enum Field<'a> {
    Line(&'a mut String),
    /// Several choices, in order. They are keys and have no commas.
    Choices(&'a mut Vec<String>),
    Mark(&'a mut bool),
}

/// Fields with names.
trait Fields: Default {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>));
}

type Values<'a> = BTreeMap<&'a str, Vec<&'a str>>;

impl PolicyDraft {
    /// The form that was sent. A name may come several times, once for each choice; what has no name of the form is left out.
    pub fn read(sent: &[(String, String)]) -> PolicyDraft {
        let mut values = Values::new();
        for (name, value) in sent {
            values.entry(name.as_str()).or_default().push(value);
        }
        let mut draft = PolicyDraft {
            levels: rows("level", &values),
            promises: rows("promise", &values),
            matrix: rows("matrix", &values),
            reminders: rows("reminder", &values),
            emergencies: rows("emergency", &values),
            ..PolicyDraft::default()
        };
        draft.each(&mut |name, field| fill(field, values.get(name).map_or(&[], Vec::as_slice)));
        draft
    }

    /// Names and values of which [`PolicyDraft::read`] makes the same form again.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut draft = self.clone();
        let mut fields = written(&mut draft, "");
        append(&mut fields, "level", &mut draft.levels);
        append(&mut fields, "promise", &mut draft.promises);
        append(&mut fields, "matrix", &mut draft.matrix);
        append(&mut fields, "reminder", &mut draft.reminders);
        append(&mut fields, "emergency", &mut draft.emergencies);
        fields
    }
}

fn fill(field: Field<'_>, sent: &[&str]) {
    match field {
        Field::Line(line) => sent.first().copied().unwrap_or_default().clone_into(line),
        Field::Choices(chosen) => {
            for choice in sent.iter().flat_map(|value| value.split(',')).filter(|choice| !choice.is_empty()) {
                if chosen.len() < ROWS_MOST && !chosen.iter().any(|known| known == choice) {
                    chosen.push(choice.to_owned());
                }
            }
        }
        Field::Mark(mark) => *mark = sent.iter().any(|value| !value.is_empty()),
    }
}

/// The rows of that section, however they are counted.
fn rows<T: Fields>(section: &str, values: &Values<'_>) -> Vec<T> {
    let number = |name: &&str| name.strip_prefix(section)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
    let numbers: BTreeSet<usize> = values.keys().filter_map(number).collect();
    let row = |number: usize| {
        let mut row = T::default();
        row.each(&mut |name, field| {
            let name = format!("{section}.{number}.{name}");
            fill(field, values.get(name.as_str()).map_or(&[], Vec::as_slice));
        });
        row
    };
    numbers.into_iter().take(ROWS_MOST).map(row).collect()
}

fn written<T: Fields>(fields: &mut T, before: &str) -> Vec<(String, String)> {
    let mut list = Vec::new();
    fields.each(&mut |name, field| {
        let value = match field {
            Field::Line(line) => line.clone(),
            Field::Choices(chosen) => chosen.join(","),
            Field::Mark(mark) => if *mark { "on" } else { "" }.to_owned(),
        };
        list.push((format!("{before}{name}"), value));
    });
    list
}

fn append<T: Fields>(list: &mut Vec<(String, String)>, section: &str, rows: &mut [T]) {
    for (number, row) in rows.iter_mut().enumerate() {
        list.extend(written(row, &format!("{section}.{number}.")));
    }
}

impl Fields for PolicyDraft {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        let HalfTimeDraft { target, share, actions } = &mut self.half_time;
        let lines = [
            ("id", &mut self.id),
            ("version", &mut self.version),
            ("name_zh", &mut self.name_zh),
            ("name_en", &mut self.name_en),
            ("summary_zh", &mut self.summary_zh),
            ("summary_en", &mut self.summary_en),
            ("why", &mut self.why),
            ("clock", &mut self.clock),
            ("rise", &mut self.rise),
            ("crisis", &mut self.crisis),
            ("half_time.target", target),
            ("half_time.share", share),
        ];
        for (name, line) in lines {
            visit(name, Field::Line(line));
        }
        visit("half_time.actions", Field::Choices(actions));
    }
}

impl Fields for LevelDraft {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        visit("level", Field::Line(&mut self.level));
        visit("name_zh", Field::Line(&mut self.name_zh));
        visit("name_en", Field::Line(&mut self.name_en));
        visit("meaning_zh", Field::Line(&mut self.meaning_zh));
        visit("meaning_en", Field::Line(&mut self.meaning_en));
    }
}

impl Fields for PromiseDraft {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        visit("target", Field::Line(&mut self.target));
        visit("severities", Field::Choices(&mut self.severities));
        visit("kinds", Field::Choices(&mut self.kinds));
        visit("verdicts", Field::Choices(&mut self.verdicts));
        visit("origins", Field::Choices(&mut self.origins));
        visit("within", Field::Line(&mut self.within));
        visit("hours", Field::Line(&mut self.hours));
        visit("paused_by", Field::Choices(&mut self.paused_by));
    }
}

impl Fields for MatrixRow {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        visit("elapsed", Field::Line(&mut self.elapsed));
        visit("kinds", Field::Choices(&mut self.kinds));
        visit("verdicts", Field::Choices(&mut self.verdicts));
        for (level, MatrixCell { roles, told }) in (1..).zip(&mut self.cells) {
            visit(&format!("{level}.roles"), Field::Choices(roles));
            visit(&format!("{level}.told"), Field::Mark(told));
        }
    }
}

impl Fields for ReminderDraft {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        visit("targets", Field::Choices(&mut self.targets));
        visit("lead", Field::Line(&mut self.lead));
        visit("to", Field::Line(&mut self.to));
    }
}

impl Fields for EmergencyDraft {
    fn each(&mut self, visit: &mut dyn FnMut(&str, Field<'_>)) {
        visit("severity", Field::Line(&mut self.severity));
        visit("within", Field::Line(&mut self.within));
        visit("experts", Field::Choices(&mut self.experts));
        visit("accountable", Field::Choices(&mut self.accountable));
        visit("told", Field::Mark(&mut self.told));
        visit("kinds", Field::Choices(&mut self.kinds));
        visit("verdicts", Field::Choices(&mut self.verdicts));
    }
}
