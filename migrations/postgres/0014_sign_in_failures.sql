-- Failed sign-ins of an address (known or not) from one client, for the growing delay. The key is a digest of both.

CREATE TABLE sign_in_failures (
    key BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_failed_at);
