-- Surveys in general (domain.md §9): questionnaires are data with versions, a survey is one of them sent to one recipient,
-- with or without a case; a bad answer is followed up.

-- Every version of every questionnaire, as JSON (domain::survey::Questionnaire). The first versions of those that ship with
-- the program are laid down when it starts.
CREATE TABLE questionnaire (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL,
    version  INTEGER NOT NULL,
    document TEXT NOT NULL,
    -- None for those of the program.
    saved_at INTEGER,
    saved_by INTEGER REFERENCES person (id),
    UNIQUE (key, version)
) STRICT;

-- How often a person wants to be written to: at most one survey a week, a month, or as they come. What is not sent stands in
-- the portal.
ALTER TABLE person ADD COLUMN survey_pace TEXT NOT NULL DEFAULT 'any' CHECK (survey_pace IN ('any', 'week', 'month'));
-- The day on which the people of the organisation were last asked the yearly questions; empty: never.
ALTER TABLE organisation ADD COLUMN yearly_asked_on TEXT NOT NULL DEFAULT '';

DROP INDEX survey_by_answered;
ALTER TABLE survey RENAME TO survey_of_case;

-- The token stands here as it is, unlike a session's: staff pass the link on while it is unanswered, the letter that carries
-- it waits in the outbox, and all it opens is a questionnaire, once, until it expires.
CREATE TABLE survey (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    token           TEXT NOT NULL UNIQUE,
    -- Key and version; no foreign key, for what the program brings along is laid down after the migrations.
    questionnaire   TEXT NOT NULL,
    version         INTEGER NOT NULL,
    occasion        TEXT NOT NULL CHECK (occasion IN ('closing', 'yearly', 'training', 'by_hand')),
    -- What made it: the same one asks nobody twice.
    sending         TEXT NOT NULL,
    -- The name of the training, or what else it is about.
    subject         TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    case_id         INTEGER UNIQUE REFERENCES service_case (id),
    -- None for a contact without an account.
    recipient_id    INTEGER REFERENCES person (id),
    recipient_name  TEXT NOT NULL,
    recipient_email TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    -- When it was written of; none when it only stands in the portal.
    sent_at         INTEGER,
    -- When to remind; none when nobody is to be.
    remind_at       INTEGER,
    reminded_at     INTEGER,
    expires_at      INTEGER NOT NULL,
    answered_at     INTEGER,
    -- None when answered by the link.
    answered_by     INTEGER REFERENCES person (id),
    -- Who of the staff typed it in.
    entered_by      INTEGER REFERENCES person (id),
    channel         TEXT CHECK (channel IN ('portal', 'link', 'record', 'phone', 'letter', 'email', 'fax', 'visit')),
    UNIQUE (sending, recipient_email),
    CHECK ((answered_at IS NULL) = (channel IS NULL))
) STRICT;
CREATE INDEX survey_by_answered ON survey (answered_at);
CREATE INDEX survey_by_organisation ON survey (organisation_id, created_at);
CREATE INDEX survey_by_recipient ON survey (recipient_id, sent_at);
CREATE INDEX survey_to_remind ON survey (remind_at)
WHERE remind_at IS NOT NULL AND reminded_at IS NULL AND answered_at IS NULL;

-- One row a question that was answered: the value of a scale, the key of a choice, several of them between commas, or a text.
CREATE TABLE survey_answer (
    survey_id INTEGER NOT NULL REFERENCES survey (id),
    -- Its key in the questionnaire.
    question  TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('grade', 'five', 'nps', 'yes_no', 'one', 'several', 'text')),
    value     TEXT NOT NULL,
    PRIMARY KEY (survey_id, question)
) STRICT;

INSERT INTO survey (token, questionnaire, version, occasion, sending, subject, organisation_id, case_id, recipient_id,
    recipient_name, recipient_email, created_at, sent_at, expires_at, answered_at, answered_by, channel)
SELECT s.token, 'service', 1, 'closing', 'case/' || c.number, '', c.organisation_id, c.id, c.reporter_id,
    COALESCE(p.name, ''), COALESCE(p.email, ''), s.created_at, s.created_at, s.expires_at, s.answered_at, s.answered_by,
    CASE WHEN s.answered_at IS NULL THEN NULL WHEN s.answered_by IS NULL THEN 'link' ELSE 'portal' END
FROM survey_of_case s JOIN service_case c ON c.id = s.case_id LEFT JOIN person p ON p.id = c.reporter_id
ORDER BY s.created_at, c.id;
INSERT INTO survey_answer (survey_id, question, kind, value)
SELECT s.id, g.question, 'grade', g.grade FROM survey_grade g JOIN survey s ON s.case_id = g.case_id;
INSERT INTO survey_answer (survey_id, question, kind, value)
SELECT s.id, 'comment', 'text', b.comment FROM survey_of_case b JOIN survey s ON s.case_id = b.case_id
WHERE b.comment <> '';
DROP TABLE survey_grade;
DROP TABLE survey_of_case;

-- A bad answer is followed up (回访): by whom, until when, and how it ended.
CREATE TABLE follow_up (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    survey_id       INTEGER NOT NULL UNIQUE REFERENCES survey (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    case_id         INTEGER REFERENCES service_case (id),
    -- None only while the company has no manager.
    owner_id        INTEGER REFERENCES person (id),
    opened_at       INTEGER NOT NULL,
    due_at          INTEGER NOT NULL,
    remind_at       INTEGER NOT NULL,
    reminded_at     INTEGER,
    -- When its owner and the managers were told that it is overdue.
    overdue_told_at INTEGER,
    ended_at        INTEGER,
    ended_by        INTEGER REFERENCES person (id),
    -- What was done, and what the customer said to it.
    done            TEXT NOT NULL,
    customer_said   TEXT NOT NULL,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX follow_up_open ON follow_up (due_at, id) WHERE ended_at IS NULL;
CREATE INDEX follow_up_by_owner ON follow_up (owner_id, due_at);
CREATE INDEX follow_up_by_case ON follow_up (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX follow_up_by_organisation ON follow_up (organisation_id, opened_at);

-- Who had it before. Names are those of the moment.
CREATE TABLE follow_up_event (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id),
    at           INTEGER NOT NULL,
    -- None when it happened by itself.
    actor_id     INTEGER REFERENCES person (id),
    actor_name   TEXT NOT NULL,
    -- What happened, as JSON (domain::survey::FollowUpStep).
    step         TEXT NOT NULL
) STRICT;
CREATE INDEX follow_up_event_by_follow_up ON follow_up_event (follow_up_id, id);
CREATE TRIGGER follow_up_event_is_not_updated BEFORE UPDATE ON follow_up_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER follow_up_event_is_not_deleted BEFORE DELETE ON follow_up_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
