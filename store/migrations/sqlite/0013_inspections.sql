-- What kind of device it is, as contracts name it (domain.md §3: product lines); inspections and their findings (§§7, 8); and
-- what was done to accounts and roles, by whom.

-- Empty: nobody has said it, and the words of the model count.
ALTER TABLE asset ADD COLUMN product_line TEXT NOT NULL DEFAULT '';
CREATE INDEX asset_by_product_line ON asset (product_line, organisation_id);
CREATE INDEX asset_by_organisation_and_product_line ON asset (organisation_id, product_line);

-- The last number given out on a day of the company's zone.
CREATE TABLE inspection_counter (
    day  TEXT PRIMARY KEY,
    last INTEGER NOT NULL
);

-- A visit that looked at everything on a checklist. Recorded once; what is learnt later is another inspection or a case.
CREATE TABLE inspection (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    number          TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    -- As devices name it; empty: all of them.
    site            TEXT NOT NULL,
    inspected_on    TEXT NOT NULL,
    inspector_id    INTEGER NOT NULL REFERENCES person (id),
    summary         TEXT NOT NULL,
    recorded_by     INTEGER NOT NULL REFERENCES person (id),
    recorded_at     INTEGER NOT NULL,
    draft_key       TEXT NOT NULL,
    -- The same form sent twice is one inspection.
    UNIQUE (recorded_by, draft_key)
);
CREATE INDEX inspection_by_organisation ON inspection (organisation_id, inspected_on, id);
CREATE INDEX inspection_by_day ON inspection (inspected_on, id);

-- What was found about one item of the checklist, or about one device.
CREATE TABLE inspection_finding (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    inspection_id INTEGER NOT NULL REFERENCES inspection (id),
    item          TEXT NOT NULL,
    asset_id      INTEGER REFERENCES asset (id),
    outcome       TEXT NOT NULL CHECK (outcome IN ('fine', 'remark', 'fault')),
    words         TEXT NOT NULL,
    -- The case it opened.
    case_id       INTEGER REFERENCES service_case (id)
);
CREATE INDEX inspection_finding_by_inspection ON inspection_finding (inspection_id, id);
CREATE INDEX inspection_finding_by_asset ON inspection_finding (asset_id) WHERE asset_id IS NOT NULL;

-- What was done to somebody's account, or to a role of the escalation matrices. Names are those of the moment.
CREATE TABLE authority_event (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    -- Whose account; none for a role that is bound to an address.
    person_id  INTEGER REFERENCES person (id),
    -- None when an operator did it.
    actor_id   INTEGER REFERENCES person (id),
    actor_name TEXT NOT NULL,
    -- What was done, as JSON (domain::people::Deed).
    deed       TEXT NOT NULL
);
CREATE INDEX authority_event_by_person ON authority_event (person_id, id);

CREATE TRIGGER authority_event_is_not_updated BEFORE UPDATE ON authority_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER authority_event_is_not_deleted BEFORE DELETE ON authority_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
