-- The survey after a service (domain.md §9): one invitation a case, answered once, in the portal or by the link.

-- The token stands here as it is, unlike a session's: staff pass the link on while it is unanswered, the letter that
-- carries it waits in the outbox, and all it opens is eight questions about one case, once, for thirty days.
CREATE TABLE survey (
    case_id     BIGINT PRIMARY KEY REFERENCES service_case (id),
    token       TEXT NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    answered_at BIGINT,
    -- None when answered by the link.
    answered_by BIGINT REFERENCES person (id),
    comment     TEXT NOT NULL
);
CREATE INDEX survey_by_answered ON survey (answered_at);

CREATE TABLE survey_grade (
    case_id  BIGINT NOT NULL REFERENCES survey (case_id),
    question TEXT NOT NULL,
    grade    TEXT NOT NULL CHECK (grade IN ('excellent', 'good', 'fair', 'poor')),
    PRIMARY KEY (case_id, question)
);
