-- What contracts say and include, what of it is used, what happened to them, and who was told of their end (domain.md §§1, 3).

-- Terms as JSON (domain::contract::Terms).
ALTER TABLE contract ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
-- The sum of what was booked.
ALTER TABLE contract ADD COLUMN used_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contract ADD COLUMN used_visits INTEGER NOT NULL DEFAULT 0;
-- Of which end both sides were told, and the step at which: a contract that is prolonged has a new end to tell of.
ALTER TABLE contract ADD COLUMN told_for TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN told_days INTEGER NOT NULL DEFAULT 0;
-- The end for which a renewal was asked; another end than the present one is a thing of the past.
ALTER TABLE contract ADD COLUMN renewal_for TEXT NOT NULL DEFAULT '';
CREATE INDEX contract_by_end ON contract (ends_on, id);

-- What the company bills where no contract says otherwise, as JSON (domain::contract::Rates); empty when it has not said.
ALTER TABLE company ADD COLUMN rates TEXT NOT NULL DEFAULT '';

CREATE TABLE contract_event (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    at          INTEGER NOT NULL,
    actor_id    INTEGER REFERENCES person (id),
    actor_name  TEXT,
    actor_role  TEXT,
    -- The happening's key, and the whole of it as JSON (domain::contract::event::ContractHappening).
    key         TEXT NOT NULL,
    payload     TEXT NOT NULL
) STRICT;
CREATE INDEX contract_event_by_contract ON contract_event (contract_id, id);
CREATE TRIGGER contract_event_is_not_updated BEFORE UPDATE ON contract_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER contract_event_is_not_deleted BEFORE DELETE ON contract_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Documents of contracts stand where those of cases do.
ALTER TABLE attachment ADD COLUMN contract_id INTEGER REFERENCES contract (id);
CREATE INDEX attachment_by_contract ON attachment (contract_id) WHERE contract_id IS NOT NULL;

-- The number of the contract that covers the case; empty when none does.
ALTER TABLE service_case ADD COLUMN contract TEXT NOT NULL DEFAULT '';
UPDATE service_case SET contract = COALESCE(CASE WHEN json_extract(state, '$.decision') IS NULL
    THEN json_extract(state, '$.opening.coverage.covered_by.contract')
    ELSE json_extract(state, '$.decision.coverage.covered_by.contract') END, '');
CREATE INDEX service_case_by_contract ON service_case (contract, opened_at) WHERE contract <> '';

-- A notice is about an event of a case or of a contract.
CREATE TABLE notification_of_both (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id         INTEGER NOT NULL REFERENCES person (id),
    case_id           INTEGER REFERENCES service_case (id),
    event_id          INTEGER REFERENCES event (id),
    contract_event_id INTEGER REFERENCES contract_event (id),
    kind              TEXT NOT NULL,
    at                INTEGER NOT NULL,
    read_at           INTEGER,
    UNIQUE (person_id, event_id),
    UNIQUE (person_id, contract_event_id),
    CHECK ((event_id IS NULL) = (case_id IS NULL) AND (event_id IS NULL) <> (contract_event_id IS NULL))
) STRICT;
INSERT INTO notification_of_both (id, person_id, case_id, event_id, kind, at, read_at)
SELECT id, person_id, case_id, event_id, kind, at, read_at FROM notification;
DROP TABLE notification;
ALTER TABLE notification_of_both RENAME TO notification;
CREATE INDEX notification_by_person ON notification (person_id, id);
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL;
CREATE INDEX notification_by_event ON notification (event_id);
