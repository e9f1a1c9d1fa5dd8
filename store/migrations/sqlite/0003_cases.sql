-- Cases and everything that happened to them (domain.md §2), with the files people add and the messages that follow.

-- The last number given out on a day of the company's zone.
CREATE TABLE case_counter (
    day  TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

-- A case as its events have made it. `state` is the whole of it (domain::case::Case as JSON), the fold of its events; the
-- columns beside it are what lists and the tenant filter ask for. `version` grows by one with every change: who decided
-- on an older one decides again.
CREATE TABLE service_case (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    number          TEXT NOT NULL UNIQUE,
    opened_by       INTEGER NOT NULL REFERENCES person (id),
    draft_key       TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    reporter_id     INTEGER REFERENCES person (id),
    assignee_id     INTEGER REFERENCES person (id),
    asset_id        INTEGER REFERENCES asset (id),
    severity        INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 4),
    stage           TEXT NOT NULL
                    CHECK (stage IN ('application', 'acceptance', 'implementation', 'confirmation', 'closed')),
    opened_at       INTEGER NOT NULL,
    closed_at       INTEGER,
    surveyed_at     INTEGER,
    -- Lower-case words that the search of lists looks through.
    words           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    state           TEXT NOT NULL,
    -- The same form sent twice is one case.
    UNIQUE (opened_by, draft_key)
) STRICT;
CREATE INDEX service_case_by_opened ON service_case (opened_at, id);
CREATE INDEX service_case_by_organisation ON service_case (organisation_id, opened_at);
CREATE INDEX service_case_by_reporter ON service_case (reporter_id, opened_at);
CREATE INDEX service_case_by_assignee ON service_case (assignee_id, closed_at);
CREATE INDEX service_case_by_asset ON service_case (asset_id);
-- Boards and overviews ask for what is not closed, which stays few while the closed grow.
CREATE INDEX service_case_open ON service_case (opened_at) WHERE closed_at IS NULL;

-- The history. Ids grow over all cases and become visible in their order, so that live updates can go on after one.
-- Names and roles are those of the moment: a person who is renamed later was called otherwise then.
CREATE TABLE event (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id    INTEGER NOT NULL REFERENCES service_case (id),
    at         INTEGER NOT NULL,
    actor_id   INTEGER REFERENCES person (id),
    actor_name TEXT,
    actor_role TEXT,
    -- The happening's key, and the whole of it as JSON (domain::case::event::Happening).
    key        TEXT NOT NULL,
    internal   INTEGER NOT NULL,
    payload    TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_case ON event (case_id, id);

-- Append-only is not left to good will.
CREATE TRIGGER event_is_not_updated BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Files, stored in the data directory under a random name. Without a case they wait for the form of that key to be sent.
CREATE TABLE attachment (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id    INTEGER REFERENCES service_case (id),
    person_id  INTEGER NOT NULL REFERENCES person (id),
    draft_key  TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    -- Below data_dir/files, e.g. `3f/3f62…`.
    path       TEXT NOT NULL UNIQUE,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_by_case ON attachment (case_id);
CREATE INDEX attachment_by_draft ON attachment (person_id, draft_key);
CREATE INDEX attachment_waiting ON attachment (at) WHERE case_id IS NULL;

-- Side effects that are to follow a commit, carried out at least once by a worker. `dedupe_key` makes one of what is
-- ordered twice; `claimed_until` lets another worker take over what a dead one had claimed; after too many attempts a
-- message is a dead letter.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL,
    dedupe_key    TEXT NOT NULL UNIQUE,
    recipient     TEXT NOT NULL,
    language      TEXT NOT NULL,
    payload       TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER,
    delivered_at  INTEGER,
    dead_at       INTEGER,
    last_failure  TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
