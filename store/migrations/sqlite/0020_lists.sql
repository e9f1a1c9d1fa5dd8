-- Lists by coverage (domain.md §3): cases by the verdict recorded with them, devices by what contracts say today; and how far imports are.

-- Of the decision if there is one, else of the opening, like the contract beside it.
ALTER TABLE service_case ADD COLUMN coverage TEXT NOT NULL DEFAULT '';
UPDATE service_case SET coverage = COALESCE(CASE WHEN json_extract(state, '$.decision') IS NULL
    THEN json_extract(state, '$.opening.coverage.verdict') ELSE json_extract(state, '$.decision.coverage.verdict') END, '');
CREATE INDEX service_case_by_coverage ON service_case (coverage, opened_at, id);

-- Whether anything but its period, its kinds of service and the devices it names says what it covers.
ALTER TABLE contract ADD COLUMN limited INTEGER GENERATED ALWAYS AS (CASE
    WHEN sites = '[]' AND COALESCE(json_array_length(terms, '$.product_lines'), 0) = 0
        AND COALESCE(json_array_length(terms, '$.applications'), 0) = 0
        AND json_extract(terms, '$.included.minutes') IS NULL AND json_extract(terms, '$.included.visits') IS NULL
    THEN 0 ELSE 1 END) VIRTUAL;

-- Which try to import the file it is that the rest tells of: one that took over from a dead one is another.
ALTER TABLE import_file ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
-- The last sign of life of the process that imports it; none while nobody does.
ALTER TABLE import_file ADD COLUMN alive_at INTEGER;
-- Where the import stands, as JSON (domain::import::ImportState); empty while nobody has begun.
ALTER TABLE import_file ADD COLUMN state TEXT NOT NULL DEFAULT '';
