-- Knowledge articles: one article, a text per language, and the index that finds them.

CREATE TABLE article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    slug       TEXT NOT NULL UNIQUE,
    audience   TEXT NOT NULL CHECK (audience IN ('everybody', 'customers', 'staff')),
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE article_text (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    language   TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
    title      TEXT NOT NULL,
    summary    TEXT NOT NULL,
    -- As written; rendered and sanitised at reading, so that a stricter sanitiser holds for old articles too.
    markdown   TEXT NOT NULL,
    tags       TEXT NOT NULL,
    minutes    INTEGER NOT NULL,
    -- The search tokens of title, tags, summary and text, in this order, as the program makes them.
    title_tokens TEXT NOT NULL,
    tag_tokens   TEXT NOT NULL,
    text_tokens  TEXT NOT NULL,
    UNIQUE (article_id, language)
) STRICT;

-- Neither engine cuts Chinese into words, so the program makes the tokens (store/src/search.rs) and the engine only finds
-- them again: rowid is article_text.id. The `ascii` tokenizer splits at the spaces and changes nothing else.
CREATE VIRTUAL TABLE article_search USING fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2'
);
