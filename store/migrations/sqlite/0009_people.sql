-- Accounts that are invited and deactivated (domain.md §1), and the service archive of an organisation: where it is, whom to
-- reach, who of the staff is theirs, what lies ready.

-- Who left stays: history keeps the name.
ALTER TABLE person ADD COLUMN deactivated_at INTEGER;
-- None when an operator did, or while the account is in use.
ALTER TABLE person ADD COLUMN deactivated_by INTEGER REFERENCES person (id);

-- Links that set a password, sent by mail. Only the SHA-256 of a token is kept; the letter that carries the token forgets it
-- once it is delivered.
CREATE TABLE password_link (
    token_hash TEXT PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    purpose    TEXT NOT NULL CHECK (purpose IN ('invitation', 'new_password')),
    made_at    INTEGER NOT NULL,
    -- Who invited; none when somebody asked for it themselves.
    made_by    INTEGER REFERENCES person (id),
    expires_at INTEGER NOT NULL,
    -- Used, or replaced by another link.
    ended_at   INTEGER
) STRICT;
CREATE INDEX password_link_by_person ON password_link (person_id);

-- Who asked for a new password, from where: counted, like failures to sign in, so that nobody floods a mailbox.
CREATE TABLE password_request (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    email   TEXT NOT NULL,
    address TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX password_request_by_email ON password_request (email, at);
CREATE INDEX password_request_by_address ON password_request (address, at);
CREATE INDEX password_request_by_at ON password_request (at);

ALTER TABLE organisation ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- The configuration of the customer's systems, in words.
ALTER TABLE organisation ADD COLUMN systems TEXT NOT NULL DEFAULT '';

-- Dedicated engineers and deputies: a record of who it was from when until when. One of each at a time.
CREATE TABLE dedicated_engineer (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    part            TEXT NOT NULL CHECK (part IN ('engineer', 'deputy')),
    since           INTEGER NOT NULL,
    until           INTEGER,
    named_by        INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX dedicated_engineer_now ON dedicated_engineer (organisation_id, part) WHERE until IS NULL;
CREATE INDEX dedicated_engineer_by_person ON dedicated_engineer (person_id) WHERE until IS NULL;

-- Devices and contracts name their site as text: here is what else is known of it.
CREATE TABLE site (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    address         TEXT NOT NULL,
    UNIQUE (organisation_id, name)
) STRICT;

CREATE TABLE contact (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    duty            TEXT NOT NULL,
    phone           TEXT NOT NULL,
    email           TEXT NOT NULL
) STRICT;
CREATE INDEX contact_by_organisation ON contact (organisation_id);

CREATE TABLE spare_part (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    part_number     TEXT NOT NULL,
    quantity        INTEGER NOT NULL CHECK (quantity >= 0),
    place           TEXT NOT NULL
) STRICT;
CREATE INDEX spare_part_by_organisation ON spare_part (organisation_id);

-- The archive tells what was done last.
CREATE INDEX service_case_closed ON service_case (organisation_id, closed_at) WHERE closed_at IS NOT NULL;
