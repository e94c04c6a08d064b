-- Finds the payloads that are to be removed without reading the whole outbox.

CREATE INDEX outbox_payloads ON outbox (created_at) WHERE sealed IS NOT NULL;
