-- Usage, written in batches. usage_seen remembers who was counted on a day; months are year * 12 + month - 1.

CREATE TABLE usage_days (
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    principals INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, day)
) STRICT;

CREATE TABLE usage_seen (
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    principal TEXT NOT NULL,
    PRIMARY KEY (org_id, day, principal)
) STRICT;

CREATE TABLE usage_months (
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    month INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (org_id, month, user_id)
) STRICT;
