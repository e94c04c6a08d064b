-- Failed sign-ins of an address (known or not) from one client, for the growing delay. The key is a digest of both.

CREATE TABLE sign_in_failures (
    key BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    last_failed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_failed_at);
