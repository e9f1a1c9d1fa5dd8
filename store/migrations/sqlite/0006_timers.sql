-- What happens to cases by itself (domain.md §§5–6), who is told of it, and how.

-- The steps of a case that wait for their moment (domain::escalation), written in the transaction that causes them. A key is
-- never given to another step of the case: one that fired stays here and never fires again. A step whose clock stands still
-- has no row until it goes on.
CREATE TABLE timer (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id  INTEGER NOT NULL REFERENCES service_case (id),
    -- e.g. `escalate/1/60`
    key      TEXT NOT NULL,
    due_at   INTEGER NOT NULL,
    -- Order among the steps of the case that are due in the same moment.
    position INTEGER NOT NULL,
    fired_at INTEGER,
    late     INTEGER NOT NULL,
    UNIQUE (case_id, key)
) STRICT;
-- A tick looks at what is due, however many cases are open.
CREATE INDEX timer_due ON timer (due_at, position, id) WHERE fired_at IS NULL;
CREATE INDEX timer_fired ON timer (fired_at) WHERE fired_at IS NOT NULL;

-- By which rules and calendars the timers of the case were planned; other ones plan anew at the next start. Cases from
-- before there were timers have none.
ALTER TABLE service_case ADD COLUMN planned_by TEXT NOT NULL DEFAULT '';

-- Whom the company has bound a role of the catalogue to: a person of its own, or an address elsewhere. A record of who
-- bound it when; binding anew replaces what was there.
CREATE TABLE role_binding (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    role      TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    name      TEXT NOT NULL,
    email     TEXT NOT NULL,
    bound_at  INTEGER NOT NULL,
    -- None when an operator did.
    bound_by  INTEGER REFERENCES person (id),
    UNIQUE (role, person_id),
    CHECK ((person_id IS NULL) = (email <> ''))
) STRICT;
CREATE INDEX role_binding_by_role ON role_binding (role);

-- The inbox. Who is told of an event is told of it once.
CREATE TABLE notification (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person (id),
    case_id   INTEGER NOT NULL REFERENCES service_case (id),
    event_id  INTEGER NOT NULL REFERENCES event (id),
    kind      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    read_at   INTEGER,
    UNIQUE (person_id, event_id)
) STRICT;
CREATE INDEX notification_by_person ON notification (person_id, id);
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL;
CREATE INDEX notification_by_event ON notification (event_id);

-- What somebody chose otherwise than it is by default (everything by e-mail).
CREATE TABLE notification_choice (
    person_id INTEGER NOT NULL REFERENCES person (id),
    kind      TEXT NOT NULL,
    by_mail   INTEGER NOT NULL,
    PRIMARY KEY (person_id, kind)
) STRICT;

-- The board asks which steps were taken last.
CREATE INDEX event_taken ON event (id)
WHERE key IN ('escalated', 'severity_rose', 'contingency_called', 'crisis_update_demanded');
