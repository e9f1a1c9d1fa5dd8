-- Spreadsheets that somebody looks at before they count, as tables of text. Kept for a day; nothing follows from them.

CREATE TABLE import_file (
    -- Unguessable.
    id        TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    -- What it is a list of: the key of a ListKind.
    kind      TEXT NOT NULL,
    name      TEXT NOT NULL,
    -- JSON: rows of cells.
    content   TEXT NOT NULL,
    kept_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX import_file_by_person ON import_file (person_id);
CREATE INDEX import_file_by_kept ON import_file (kept_at);
