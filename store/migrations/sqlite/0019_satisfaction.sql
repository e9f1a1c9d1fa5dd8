-- What kind of service a case asks for, beside its state, so that complaints can be counted.
ALTER TABLE service_case ADD COLUMN kind TEXT NOT NULL DEFAULT 'fault';
UPDATE service_case SET kind = COALESCE(json_extract(state, '$.opening.kind'), kind);
CREATE INDEX service_case_by_kind ON service_case (kind, opened_at);
