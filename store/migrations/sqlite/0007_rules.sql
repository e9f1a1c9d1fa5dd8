-- What managers make of the rules that ship with the program (domain.md §4): edited policies and imported holidays. Both
-- are records that nothing changes or deletes: a case keeps the version of the policy it was opened with, and what counts
-- is the newest one.

-- The policies of the program are version 1 of their id and stand in its files; an edit of one is version 2 here, a copy is
-- version 1 of a new id.
CREATE TABLE policy_version (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    policy         TEXT NOT NULL,
    version        INTEGER NOT NULL,
    -- The whole policy as JSON (domain::policy::Policy).
    document       TEXT NOT NULL,
    saved_at       INTEGER NOT NULL,
    saved_by       INTEGER NOT NULL REFERENCES person (id),
    why            TEXT NOT NULL,
    -- Of a copy: what it was copied from.
    copied_policy  TEXT,
    copied_version INTEGER,
    UNIQUE (policy, version),
    CHECK ((copied_policy IS NULL) = (copied_version IS NULL))
) STRICT;

-- One year of a region's holidays as imported from a file; it takes the place of what the program or an earlier import says
-- of that year.
CREATE TABLE holiday_import (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    region      TEXT NOT NULL,
    year        INTEGER NOT NULL,
    -- The days as JSON (domain::clock::Holidays).
    document    TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX holiday_import_by_year ON holiday_import (region, year, id);

CREATE TRIGGER policy_version_is_not_updated BEFORE UPDATE ON policy_version
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER policy_version_is_not_deleted BEFORE DELETE ON policy_version
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
