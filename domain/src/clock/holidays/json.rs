//! Holidays from JSON. The crate has no JSON library of its own, for the browser carries it; the few shapes that holiday
//! files have are read here, with the line of what is wrong.

use super::{HolidayFlaw, HolidayFlawKind, ReadDay};
use chrono::NaiveDate;

/// Deepest nesting that is followed.
const DEPTH_MOST: usize = 16;

/// A JSON value with the line it begins in; numbers and null tell nothing here.
struct Value {
    line: usize,
    kind: ValueKind,
}

enum ValueKind {
    Object(Vec<(String, Value)>),
    Array(Vec<Value>),
    Text(String),
    Truth(bool),
    Other,
}

/// Every day of the file.
pub(super) fn days(text: &str) -> Result<Vec<ReadDay>, HolidayFlaw> {
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), line: 1 };
    let value = reader.value(0)?;
    reader.skip_blank();
    if !reader.rest.is_empty() {
        return Err(reader.flaw());
    }
    match &value.kind {
        ValueKind::Array(days) => days.iter().map(marked_day).collect(),
        ValueKind::Object(_) => match value.member("days").map(|days| &days.kind) {
            Some(ValueKind::Array(days)) => days.iter().map(marked_day).collect(),
            _ => listed_days(&value),
        },
        _ => Err(HolidayFlaw { line: value.line, kind: HolidayFlawKind::NoDays }),
    }
}

/// `{"off": [dates], "work": [dates]}`
fn listed_days(value: &Value) -> Result<Vec<ReadDay>, HolidayFlaw> {
    let mut days = Vec::new();
    for (list, off) in [("off", true), ("work", false)] {
        if let Some(ValueKind::Array(dates)) = value.member(list).map(|dates| &dates.kind) {
            for date in dates {
                days.push(ReadDay { line: date.line, day: date.date()?, off });
            }
        }
    }
    Ok(days)
}

/// `{"date": "2026-01-01", "isOffDay": true}`, also with `off`, or with `work` the other way round.
fn marked_day(value: &Value) -> Result<ReadDay, HolidayFlaw> {
    let flaw = |kind| HolidayFlaw { line: value.line, kind };
    let date = value.member("date").ok_or_else(|| flaw(HolidayFlawKind::NoDate))?;
    let said = |name: &str| match value.member(name).map(|said| &said.kind) {
        Some(ValueKind::Truth(said)) => Some(*said),
        _ => None,
    };
    let off = said("isOffDay").or(said("off")).or(said("work").map(|work| !work));
    let off = off.ok_or_else(|| flaw(HolidayFlawKind::NeitherOffNorWorked))?;
    Ok(ReadDay { line: value.line, day: date.date()?, off })
}

impl Value {
    fn member(&self, name: &str) -> Option<&Value> {
        match &self.kind {
            ValueKind::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    fn date(&self) -> Result<NaiveDate, HolidayFlaw> {
        let day = match &self.kind {
            ValueKind::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        day.ok_or(HolidayFlaw { line: self.line, kind: HolidayFlawKind::NotADate })
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn flaw(&self) -> HolidayFlaw {
        HolidayFlaw { line: self.line, kind: HolidayFlawKind::NotJson }
    }

    fn skip_blank(&mut self) {
        let blank = self.rest.len() - self.rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let (skipped, rest) = self.rest.split_at(blank);
        self.line += skipped.matches('\n').count();
        self.rest = rest;
    }

    /// Takes that sign if it comes next.
    fn took(&mut self, sign: &str) -> bool {
        self.skip_blank();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Result<Value, HolidayFlaw> {
        self.skip_blank();
        if depth > DEPTH_MOST {
            return Err(self.flaw());
        }
        let line = self.line;
        let kind = match self.rest.chars().next() {
            Some('{') => ValueKind::Object(self.object(depth)?),
            Some('[') => ValueKind::Array(self.array(depth)?),
            Some('"') => ValueKind::Text(self.text()?),
            _ => self.bare()?,
        };
        Ok(Value { line, kind })
    }

    fn object(&mut self, depth: usize) -> Result<Vec<(String, Value)>, HolidayFlaw> {
        let mut members = Vec::new();
        self.took("{");
        if self.took("}") {
            return Ok(members);
        }
        loop {
            self.skip_blank();
            let name = self.text()?;
            if !self.took(":") {
                return Err(self.flaw());
            }
            members.push((name, self.value(depth + 1)?));
            if self.took("}") {
                return Ok(members);
            }
            if !self.took(",") {
                return Err(self.flaw());
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, HolidayFlaw> {
        let mut values = Vec::new();
        self.took("[");
        if self.took("]") {
            return Ok(values);
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.took("]") {
                return Ok(values);
            }
            if !self.took(",") {
                return Err(self.flaw());
            }
        }
    }

    /// A text; escapes other than of signs and letters are kept as they stand, for dates and names of fields have none.
    fn text(&mut self) -> Result<String, HolidayFlaw> {
        let Some(inside) = self.rest.strip_prefix('"') else { return Err(self.flaw()) };
        let mut text = String::new();
        let mut escaped = false;
        for (at, c) in inside.char_indices() {
            match c {
                '\n' => return Err(self.flaw()),
                '"' if !escaped => {
                    self.rest = &inside[at + 1..];
                    return Ok(text);
                }
                '\\' if !escaped => escaped = true,
                c => {
                    escaped = false;
                    text.push(c);
                }
            }
        }
        Err(self.flaw())
    }

    /// `true`, `false`, `null` or a number.
    fn bare(&mut self) -> Result<ValueKind, HolidayFlaw> {
        let signs = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        let length = self.rest.find(|c: char| !signs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        let kind = match word {
            "true" => ValueKind::Truth(true),
            "false" => ValueKind::Truth(false),
            "null" => ValueKind::Other,
            number if number.parse::<f64>().is_ok() => ValueKind::Other,
            _ => return Err(self.flaw()),
        };
        self.rest = rest;
        Ok(kind)
    }
}
