-- Rate limits, one row a limited thing: the theoretical arrival time of GCRA, in microseconds.

CREATE TABLE rate_limits (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tat BIGINT NOT NULL
);
CREATE INDEX rate_limits_by_time ON rate_limits (tat);
