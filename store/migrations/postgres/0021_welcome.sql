-- The home page that a large customer is given (domain.md §8): a logo, a few words, whom to call, articles that are pinned.
CREATE TABLE welcome (
    organisation_id BIGINT PRIMARY KEY REFERENCES organisation (id),
    words_zh        TEXT NOT NULL,
    words_en        TEXT NOT NULL,
    -- Of the service company, as JSON (domain::welcome::WelcomeContact).
    contacts        TEXT NOT NULL,
    -- Kept where attachments are; empty without one.
    logo_path       TEXT NOT NULL DEFAULT '',
    logo_media_type TEXT NOT NULL DEFAULT '',
    logo_bytes      BIGINT NOT NULL DEFAULT 0,
    changed_at      BIGINT NOT NULL,
    changed_by      BIGINT NOT NULL REFERENCES person (id)
);

CREATE TABLE welcome_article (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    article_id      BIGINT NOT NULL REFERENCES article (id),
    position        BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, article_id)
);
