-- What the search knows of texts (store/src/search): entries for the order of hits, how many texts have a token, what English
-- words are near a misspelt one, and what people did not find.

-- The tokens of title, tags, and summary with text, as the program makes them, for the texts that can be found. Short ones
-- first: most hits are ranked without the text.
CREATE TABLE search_entry (
    text_id      BIGINT PRIMARY KEY REFERENCES article_text (id) ON DELETE CASCADE,
    title_tokens TEXT NOT NULL,
    tag_tokens   TEXT NOT NULL,
    text_tokens  TEXT NOT NULL
);

ALTER TABLE article_text DROP COLUMN title_tokens;
ALTER TABLE article_text DROP COLUMN tag_tokens;
ALTER TABLE article_text DROP COLUMN text_tokens;

-- The texts that have a token; those of the empty one are all texts.
CREATE TABLE search_token (
    token TEXT COLLATE "C" PRIMARY KEY,
    texts BIGINT NOT NULL
);

-- Every word of letters by what is left of it when letters are dropped (store/src/search/spelling.rs).
CREATE TABLE search_spelling (
    key   TEXT COLLATE "C" NOT NULL,
    token TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, token)
);
CREATE INDEX search_spelling_token ON search_spelling (token);

-- How the index was made. Another way of cutting texts makes it anew when the program starts.
CREATE TABLE search_index (version BIGINT NOT NULL);
INSERT INTO search_index (version) VALUES (0);

-- What was searched for and not found, folded, without who it was.
CREATE TABLE search_miss (
    words    TEXT COLLATE "C" PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
    times    BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);

-- Articles are searched far more often than written: what is written goes into the index at once, not onto a heap that
-- every search reads.
ALTER INDEX article_search_tokens SET (fastupdate = off);
