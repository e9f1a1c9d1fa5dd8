-- The home page that a large customer is given (domain.md §8): a logo, a few words, whom to call, articles that are pinned.
CREATE TABLE welcome (
    organisation_id INTEGER PRIMARY KEY REFERENCES organisation (id),
    words_zh        TEXT NOT NULL,
    words_en        TEXT NOT NULL,
    -- Of the service company, as JSON (domain::welcome::WelcomeContact).
    contacts        TEXT NOT NULL,
    -- Kept where attachments are; empty without one.
    logo_path       TEXT NOT NULL DEFAULT '',
    logo_media_type TEXT NOT NULL DEFAULT '',
    logo_bytes      INTEGER NOT NULL DEFAULT 0,
    changed_at      INTEGER NOT NULL,
    changed_by      INTEGER NOT NULL REFERENCES person (id)
) STRICT;

CREATE TABLE welcome_article (
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    article_id      INTEGER NOT NULL REFERENCES article (id),
    position        INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, article_id)
) STRICT;
