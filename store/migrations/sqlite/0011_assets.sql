-- What is known of an asset beyond its name: acceptance, from which the warranty runs (domain.md §3), and its configuration
-- sheet (§1). Lists are searched and paged by key: an index for each order, within an organisation and over all.

ALTER TABLE asset ADD COLUMN accepted_on TEXT;
ALTER TABLE asset ADD COLUMN warranty_months INTEGER;
-- As typed: lines of `term: what it is`.
ALTER TABLE asset ADD COLUMN configuration TEXT NOT NULL DEFAULT '';
-- Lower-case words that the search of lists looks through; kept by the database itself.
ALTER TABLE asset ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE asset SET words = LOWER(serial || ' ' || name || ' ' || model || ' ' || site);

CREATE TRIGGER asset_words_of_new AFTER INSERT ON asset
BEGIN
    UPDATE asset SET words = LOWER(new.serial || ' ' || new.name || ' ' || new.model || ' ' || new.site)
    WHERE id = new.id;
END;
CREATE TRIGGER asset_words_of_changed AFTER UPDATE OF serial, name, model, site ON asset
BEGIN
    UPDATE asset SET words = LOWER(new.serial || ' ' || new.name || ' ' || new.model || ' ' || new.site)
    WHERE id = new.id;
END;

DROP INDEX asset_by_organisation;
CREATE INDEX asset_by_organisation ON asset (organisation_id, serial);
CREATE INDEX asset_by_name ON asset (name, serial);
CREATE INDEX asset_by_organisation_and_name ON asset (organisation_id, name, serial);
CREATE INDEX asset_by_warranty ON asset (COALESCE(warranty_ends_on, '9999-12-31'), serial);
CREATE INDEX asset_by_organisation_and_warranty
    ON asset (organisation_id, COALESCE(warranty_ends_on, '9999-12-31'), serial);
