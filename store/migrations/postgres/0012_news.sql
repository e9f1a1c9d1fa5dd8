-- News of contracts that end come in one letter a person and look; and who last set the company's rates.

-- Since when a letter is owed for the notice; none when there is none to be written any more.
ALTER TABLE notification ADD COLUMN letter_owed_at BIGINT;
CREATE INDEX notification_owed ON notification (person_id) WHERE letter_owed_at IS NOT NULL;

-- When a manager set the rates, and the name; none while they stand as the installation was given them.
ALTER TABLE company ADD COLUMN rates_set_at BIGINT;
ALTER TABLE company ADD COLUMN rates_set_by TEXT NOT NULL DEFAULT '';
