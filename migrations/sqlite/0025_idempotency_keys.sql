-- Requests that were sent with an Idempotency-Key: id and fingerprint are digests, the answer is sealed.

CREATE TABLE idempotency_keys (
    id BLOB NOT NULL PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    effect_at INTEGER,
    answer BLOB
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (began_at);
