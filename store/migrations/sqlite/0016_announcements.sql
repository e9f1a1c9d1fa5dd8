-- Announcements with their files, and who has said that they have read them.

CREATE TABLE announcement (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL CHECK (kind IN ('version', 'patch', 'manual', 'bulletin', 'roster')),
    audience     TEXT NOT NULL CHECK (audience IN ('customers', 'owners', 'staff')),
    -- Empty when it is about no product. For owners it is written as the devices have it.
    product_line TEXT NOT NULL,
    version      TEXT NOT NULL,
    title        TEXT NOT NULL,
    -- Empty where the Chinese one does for both.
    title_en     TEXT NOT NULL,
    -- Markdown, rendered and sanitised at reading.
    markdown     TEXT NOT NULL,
    markdown_en  TEXT NOT NULL,
    -- 1 when readers are asked to say that they have read it.
    important    INTEGER NOT NULL CHECK (important IN (0, 1)),
    published_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES person (id),
    withdrawn_at INTEGER,
    -- The same form sent twice is one announcement.
    draft_key    TEXT NOT NULL,
    UNIQUE (published_by, draft_key)
) STRICT;

-- Below the data folder like attachments, under a name nobody chose.
CREATE TABLE announcement_file (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    announcement_id INTEGER NOT NULL REFERENCES announcement (id),
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size_bytes      INTEGER NOT NULL,
    -- In hexadecimal, of the file as it was kept.
    sha256          TEXT NOT NULL,
    path            TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX announcement_file_of ON announcement_file (announcement_id);

CREATE TABLE announcement_read (
    announcement_id INTEGER NOT NULL REFERENCES announcement (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    at              INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, person_id)
) STRICT;

-- Who owns a product line is asked of every announcement that is for its owners.
CREATE INDEX asset_product_line ON asset (organisation_id, product_line);
