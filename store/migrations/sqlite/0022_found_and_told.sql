-- The search looks at nothing but its index to name the newest texts that a reader may see.

-- What ranks a text, beside it; short ones first, most hits are ranked without the text. Made anew when the program starts.
DROP TABLE search_entry;
CREATE TABLE search_entry (
    text_id      INTEGER PRIMARY KEY REFERENCES article_text (id) ON DELETE CASCADE,
    article_id   INTEGER NOT NULL,
    -- Of the article.
    updated_at   INTEGER NOT NULL,
    title_tokens TEXT NOT NULL,
    tag_tokens   TEXT NOT NULL,
    text_tokens  TEXT NOT NULL
) STRICT;

-- What was sent is listed by when that was.
CREATE INDEX survey_by_creation ON survey (created_at, id);

-- What was done to announcements: published, changed (with what it said before), withdrawn.
CREATE TABLE announcement_event (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    announcement_id INTEGER NOT NULL REFERENCES announcement (id),
    at              INTEGER NOT NULL,
    -- None for what was done before it was written down by whom.
    actor_id        INTEGER REFERENCES person (id),
    actor_name      TEXT NOT NULL,
    -- The happening's key, and the whole of it as JSON (domain::announcement::AnnouncementHappening).
    key             TEXT NOT NULL,
    payload         TEXT NOT NULL
) STRICT;
CREATE INDEX announcement_event_by_announcement ON announcement_event (announcement_id, id);
INSERT INTO announcement_event (announcement_id, at, actor_id, actor_name, key, payload)
SELECT a.id, a.published_at, a.published_by, p.name, 'published', '"published"'
FROM announcement a JOIN person p ON p.id = a.published_by ORDER BY a.published_at, a.id;
INSERT INTO announcement_event (announcement_id, at, actor_id, actor_name, key, payload)
SELECT id, withdrawn_at, NULL, '', 'withdrawn', '"withdrawn"' FROM announcement
WHERE withdrawn_at IS NOT NULL ORDER BY withdrawn_at, id;
CREATE TRIGGER announcement_event_is_not_updated BEFORE UPDATE ON announcement_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER announcement_event_is_not_deleted BEFORE DELETE ON announcement_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- How often it was changed: whoever changes an older edition is told. The edition whose reading is asked for: receipts of
-- earlier ones stand, and do for it no longer.
ALTER TABLE announcement ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
ALTER TABLE announcement ADD COLUMN changed_at INTEGER;
-- The same form sent twice is one change.
ALTER TABLE announcement ADD COLUMN changed_with TEXT NOT NULL DEFAULT '';
ALTER TABLE announcement ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
-- A file that was taken away stays with the editions that had it.
ALTER TABLE announcement_file ADD COLUMN removed_at INTEGER;
CREATE TABLE announcement_receipt (
    announcement_id INTEGER NOT NULL REFERENCES announcement (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    asked           INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, person_id, asked)
) STRICT;
INSERT INTO announcement_receipt (announcement_id, person_id, asked, at)
SELECT announcement_id, person_id, 1, at FROM announcement_read;
DROP TABLE announcement_read;
ALTER TABLE announcement_receipt RENAME TO announcement_read;

-- The inbox, whatever it is about. Who is told of something that happened is told of it once.
CREATE TABLE notice (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id      INTEGER NOT NULL REFERENCES person (id),
    -- Which table about_id is of, and event_id of its history.
    about          TEXT NOT NULL CHECK (about IN ('case', 'contract', 'article', 'announcement', 'follow_up')),
    about_id       INTEGER NOT NULL,
    event_id       INTEGER NOT NULL,
    -- domain::notice::NoticeKind
    kind           TEXT NOT NULL,
    at             INTEGER NOT NULL,
    read_at        INTEGER,
    -- Since when a letter is owed for it; none when there is none to be written any more.
    letter_owed_at INTEGER,
    UNIQUE (person_id, about, event_id)
) STRICT;
INSERT INTO notice (person_id, about, about_id, event_id, kind, at, read_at, letter_owed_at)
SELECT q.person_id, q.about, q.about_id, q.event_id, q.kind, q.at, q.read_at, q.letter_owed_at FROM (
    SELECT n.id, n.person_id, 'case' AS about, n.case_id AS about_id, n.event_id, n.kind, n.at, n.read_at, n.letter_owed_at
    FROM notification n WHERE n.event_id IS NOT NULL
    UNION ALL SELECT n.id, n.person_id, 'contract', e.contract_id, e.id, n.kind, n.at, n.read_at, n.letter_owed_at
    FROM notification n JOIN contract_event e ON e.id = n.contract_event_id
    UNION ALL SELECT n.id, n.person_id, 'article', e.article_id, e.id, 'article', n.at, n.read_at, NULL
    FROM article_notice n JOIN article_event e ON e.id = n.event_id
) q ORDER BY q.at, q.about, q.id;
DROP TABLE notification;
DROP TABLE article_notice;
CREATE INDEX notice_by_person ON notice (person_id, id);
CREATE INDEX notice_unread ON notice (person_id) WHERE read_at IS NULL;
CREATE INDEX notice_by_event ON notice (about, event_id);
CREATE INDEX notice_owed ON notice (person_id) WHERE letter_owed_at IS NOT NULL;

-- The complaint (投诉) that was made of a follow-up, once.
ALTER TABLE follow_up ADD COLUMN complaint_id INTEGER REFERENCES service_case (id);
CREATE UNIQUE INDEX follow_up_by_complaint ON follow_up (complaint_id) WHERE complaint_id IS NOT NULL;
