//! The rules of domain.md as tables, stories and oracles. One test binary: linking is what costs time.

mod access;
mod cast;
mod clock_oracle;
mod clock_table;
mod coverage;
mod faces;
mod files;
mod journey;
mod pauses;
mod report;
mod zones;
