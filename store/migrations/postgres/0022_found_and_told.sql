-- The search looks at nothing but its index to name the newest texts that a reader may see.

-- What ranks a text, beside it; short ones first, most hits are ranked without the text. Made anew when the program starts.
DROP TABLE search_entry;
CREATE TABLE search_entry (
    text_id      BIGINT PRIMARY KEY REFERENCES article_text (id) ON DELETE CASCADE,
    article_id   BIGINT NOT NULL,
    -- Of the article.
    updated_at   BIGINT NOT NULL,
    title_tokens TEXT NOT NULL,
    tag_tokens   TEXT NOT NULL,
    text_tokens  TEXT NOT NULL
);

-- What was sent is listed by when that was.
CREATE INDEX survey_by_creation ON survey (created_at, id);
