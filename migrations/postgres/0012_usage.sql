-- Usage, written in batches. usage_seen remembers who was counted on a day; months are year * 12 + month - 1.

CREATE TABLE usage_days (
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    principals BIGINT NOT NULL DEFAULT 0,
    requests BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, day)
);

CREATE TABLE usage_seen (
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    principal TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org_id, day, principal)
);

CREATE TABLE usage_months (
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    month BIGINT NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org_id, month, user_id)
);
