-- The service company, the organisations it serves, and the people of both.
--
-- Moments are microseconds since 1970 in UTC (INTEGER), days are texts YYYY-MM-DD, enums are the keys of the domain
-- crate, lists are JSON in TEXT. STRICT makes SQLite as particular about types as PostgreSQL is.

-- One row, so that a setting is a column with a type and not a word in a bag.
CREATE TABLE company (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    name_zh        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    hotline        TEXT NOT NULL,
    -- In which zone the company's days begin: case numbers, contracts.
    time_zone      TEXT NOT NULL,
    -- The promises to customers who have no contract.
    default_policy TEXT NOT NULL
) STRICT;
INSERT INTO company VALUES (1, '阳光通道', 'Lightwell', '400-000-0000', 'Asia/Shanghai', 'e');

CREATE TABLE organisation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Lower case: people type it as they like.
    email           TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    phone           TEXT NOT NULL,
    role            TEXT NOT NULL
                    CHECK (role IN ('customer', 'customer_admin', 'secretary', 'engineer', 'expert', 'manager')),
    organisation_id INTEGER REFERENCES organisation (id),
    language        TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
    time_zone       TEXT NOT NULL,
    -- PHC string (argon2id).
    password_hash   TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    -- A customer without an organisation would see nothing, staff with one would see too little.
    CHECK ((role IN ('customer', 'customer_admin')) = (organisation_id IS NOT NULL))
) STRICT;
CREATE INDEX person_by_organisation ON person (organisation_id);
CREATE INDEX person_by_role ON person (role);

-- Only the SHA-256 of a token is kept: who reads the database cannot sign in with it.
CREATE TABLE session (
    token_hash   TEXT PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES person (id),
    opened_at    INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_last_seen ON session (last_seen_at);

-- Failed attempts to sign in, counted per e-mail (somebody guesses a password) and per address (somebody tries many
-- people). In a table and not in memory, so that a restart or another replica does not forget them.
CREATE TABLE sign_in_failure (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    email   TEXT NOT NULL,
    address TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_by_email ON sign_in_failure (email, at);
CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at);
CREATE INDEX sign_in_failure_by_at ON sign_in_failure (at);

-- A form that could not be carried out, kept for a day so that nothing typed is lost. Without a person it was parked by
-- a guest, usually somebody whose session had expired while typing: then the unguessable id is the key to it.
CREATE TABLE parked_form (
    id         TEXT PRIMARY KEY,
    person_id  INTEGER REFERENCES person (id),
    content    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX parked_form_by_created ON parked_form (created_at);
CREATE INDEX parked_form_by_expires ON parked_form (expires_at);
