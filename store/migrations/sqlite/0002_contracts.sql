-- What customers have, and what was promised to them for it (domain.md §1, §3). Whether something is covered is decided
-- by the domain crate from these rows and recorded with the case: a contract that changes later changes no old decision.

CREATE TABLE asset (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id  INTEGER NOT NULL REFERENCES organisation (id),
    -- Normalised: no spaces, upper case, half width. Unique, for it is how people and labels name a device.
    serial           TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    model            TEXT NOT NULL,
    site             TEXT NOT NULL,
    warranty_ends_on TEXT
) STRICT;
CREATE INDEX asset_by_organisation ON asset (organisation_id);

CREATE TABLE contract (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    number          TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    policy          TEXT NOT NULL,
    -- First and last day in the company's zone, both inclusive.
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    -- JSON lists: kinds of service included; sites in scope, empty for all.
    kinds           TEXT NOT NULL,
    sites           TEXT NOT NULL,
    CHECK (starts_on <= ends_on)
) STRICT;
CREATE INDEX contract_by_organisation ON contract (organisation_id);

-- Assets named by a contract. A contract that names none covers every asset of the organisation.
CREATE TABLE contract_asset (
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    asset_id    INTEGER NOT NULL REFERENCES asset (id),
    PRIMARY KEY (contract_id, asset_id)
) STRICT;
CREATE INDEX contract_asset_by_asset ON contract_asset (asset_id);
