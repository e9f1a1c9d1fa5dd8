//! The rules of domain.md as tables, stories and oracles. One test binary: linking is what costs time.

mod access;
mod badly;
mod cast;
mod clock_oracle;
mod clock_table;
mod contracts;
mod coverage;
mod coverage_properties;
mod drafts;
mod durations;
mod escalation_oracle;
mod escalations;
mod faces;
mod files;
mod flaws;
mod holidays;
mod inspections;
mod journey;
mod late;
mod notices;
mod pauses;
mod people;
mod quotes;
mod report;
mod simulations;
mod zones;
