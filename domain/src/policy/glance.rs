//! A policy at a glance, as contracts print it: targets by level of severity, and the escalation matrix (domain.md §§4–5).

use super::{Escalation, Policy, Promise};
use crate::case::severity::Severity;
use crate::case::{Kind, Origin};
use crate::clock::Target;
use crate::coverage::Verdict;

/// What each level has in a line; the most severe first.
pub type Cells<'a, T> = [Option<&'a T>; Severity::ALL.len()];

/// One target for the same cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetLine<'a> {
    pub target: Target,
    pub kinds: &'a [Kind],
    pub verdicts: &'a [Verdict],
    /// Empty means every one.
    pub origins: &'a [Origin],
    pub cells: Cells<'a, Promise>,
}

/// Who is told so long after the opening, for the same cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatrixLine<'a> {
    pub elapsed_minutes: i64,
    pub kinds: &'a [Kind],
    pub verdicts: &'a [Verdict],
    pub cells: Cells<'a, Escalation>,
}

fn place(severity: Severity) -> usize {
    usize::from(severity.level()) - 1
}

impl Policy {
    /// The promises as a table, in the order of the file. Promises that exclude each other at a level stand in lines of
    /// their own; of those, the earlier line wins.
    pub fn target_lines(&self) -> Vec<TargetLine<'_>> {
        let mut lines: Vec<TargetLine<'_>> = Vec::new();
        for promise in &self.promises {
            let own = TargetLine {
                target: promise.target,
                kinds: &promise.kinds,
                verdicts: &promise.verdicts,
                origins: &promise.origins,
                cells: [None; Severity::ALL.len()],
            };
            for severity in &promise.severities {
                let cell = place(*severity);
                let fits = |line: &&mut TargetLine<'_>| {
                    line.cells[cell].is_none() && TargetLine { cells: own.cells, ..**line } == own
                };
                match lines.iter_mut().find(fits) {
                    Some(line) => line.cells[cell] = Some(promise),
                    None => {
                        lines.push(own);
                        lines.last_mut().into_iter().for_each(|line| line.cells[cell] = Some(promise));
                    }
                }
            }
        }
        lines
    }

    /// The escalation matrix, the earliest first.
    pub fn matrix_lines(&self) -> Vec<MatrixLine<'_>> {
        let mut lines: Vec<MatrixLine<'_>> = Vec::new();
        for escalation in &self.escalations {
            let cell = place(escalation.severity);
            let of = (escalation.elapsed_minutes, &*escalation.kinds, &*escalation.verdicts);
            let fits = |line: &&mut MatrixLine<'_>| {
                line.cells[cell].is_none() && (line.elapsed_minutes, line.kinds, line.verdicts) == of
            };
            match lines.iter_mut().find(fits) {
                Some(line) => line.cells[cell] = Some(escalation),
                None => {
                    let mut cells = [None; Severity::ALL.len()];
                    cells[cell] = Some(escalation);
                    lines.push(MatrixLine { elapsed_minutes: of.0, kinds: of.1, verdicts: of.2, cells });
                }
            }
        }
        lines.sort_by_key(|line| line.elapsed_minutes);
        lines
    }
}
