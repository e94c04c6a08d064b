-- Requests that were sent with an Idempotency-Key: id and fingerprint are digests, the answer is sealed.

CREATE TABLE idempotency_keys (
    id BYTEA NOT NULL PRIMARY KEY,
    fingerprint BYTEA NOT NULL,
    began_at BIGINT NOT NULL,
    effect_at BIGINT,
    answer BYTEA
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (began_at);
