-- Articles as experts keep them: for whom and about what, their versions, what happened to them, their files, and what readers
-- made of them (domain::knowledge). article_text and the index hold what is published, and nothing else.

-- Of those articles for customers that are for one organisation only.
ALTER TABLE article ADD COLUMN organisation_id INTEGER REFERENCES organisation (id);
-- Of the published version, like audience: the id of a category, error codes as JSON.
ALTER TABLE article ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN error_codes TEXT NOT NULL DEFAULT '[]';
-- Where the newest version stands, its number, its author and its titles. 0: put there by the operator, without a version.
ALTER TABLE article ADD COLUMN stage TEXT NOT NULL DEFAULT 'published'
    CHECK (stage IN ('draft', 'review', 'published', 'outdated'));
ALTER TABLE article ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN author_id INTEGER REFERENCES person (id);
ALTER TABLE article ADD COLUMN title_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN title_en TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
-- The version that readers see; none while there is none.
ALTER TABLE article ADD COLUMN published_version INTEGER DEFAULT 0;
-- Since when what readers see is no longer right.
ALTER TABLE article ADD COLUMN outdated_at INTEGER;
-- Who looks after it, the day on which they want to look at it again, and the day of which they were told.
ALTER TABLE article ADD COLUMN owner_id INTEGER REFERENCES person (id);
ALTER TABLE article ADD COLUMN review_on TEXT;
ALTER TABLE article ADD COLUMN review_told_on TEXT NOT NULL DEFAULT '';
-- Who began it with which form: the same form sent twice is one article.
ALTER TABLE article ADD COLUMN begun_by INTEGER REFERENCES person (id);
ALTER TABLE article ADD COLUMN draft_key TEXT NOT NULL DEFAULT '';
UPDATE article SET changed_at = updated_at;
CREATE UNIQUE INDEX article_begun ON article (begun_by, draft_key) WHERE draft_key <> '';
CREATE INDEX article_by_update ON article (updated_at, id);
CREATE INDEX article_by_stage ON article (stage, changed_at);
CREATE INDEX article_by_review ON article (review_on) WHERE review_on IS NOT NULL;

-- Of the published version.
CREATE TABLE article_product (
    article_id INTEGER NOT NULL REFERENCES article (id),
    product    TEXT NOT NULL,
    PRIMARY KEY (article_id, product)
) STRICT;
CREATE INDEX article_by_product ON article_product (product);

-- Everything that was ever saved: nothing is lost.
CREATE TABLE article_version (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES article (id),
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    -- None for what the operator had put there.
    author_id   INTEGER REFERENCES person (id),
    author_name TEXT NOT NULL,
    -- domain::knowledge::Content as JSON.
    content     TEXT NOT NULL,
    UNIQUE (article_id, number)
) STRICT;
CREATE TRIGGER article_version_is_not_updated BEFORE UPDATE ON article_version
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER article_version_is_not_deleted BEFORE DELETE ON article_version
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE article_event (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    at         INTEGER NOT NULL,
    actor_id   INTEGER REFERENCES person (id),
    actor_name TEXT NOT NULL,
    -- The happening's key, and the whole of it as JSON (domain::knowledge::ArticleHappening).
    key        TEXT NOT NULL,
    payload    TEXT NOT NULL
) STRICT;
CREATE INDEX article_event_by_article ON article_event (article_id, id);
CREATE TRIGGER article_event_is_not_updated BEFORE UPDATE ON article_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER article_event_is_not_deleted BEFORE DELETE ON article_event
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Who is told of it in the inbox.
CREATE TABLE article_notice (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person (id),
    event_id  INTEGER NOT NULL REFERENCES article_event (id),
    at        INTEGER NOT NULL,
    read_at   INTEGER,
    UNIQUE (person_id, event_id)
) STRICT;
CREATE INDEX article_notice_unread ON article_notice (person_id) WHERE read_at IS NULL;

-- Pictures and other files that the text names; kept where attachments are.
CREATE TABLE article_file (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    path       TEXT NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    at         INTEGER NOT NULL,
    UNIQUE (article_id, name)
) STRICT;

-- What readers made of an article: that it helped or not, or that it made a report unnecessary. Somebody who is signed in has
-- one word about whether it helped, the last one.
CREATE TABLE article_answer (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    person_id  INTEGER REFERENCES person (id),
    at         INTEGER NOT NULL,
    answer     TEXT NOT NULL CHECK (answer IN ('helpful', 'not_helpful', 'solved')),
    why        TEXT NOT NULL
) STRICT;
CREATE INDEX article_answer_by_article ON article_answer (article_id, answer);
CREATE UNIQUE INDEX article_answer_once ON article_answer (article_id, person_id)
WHERE person_id IS NOT NULL AND answer <> 'solved';
