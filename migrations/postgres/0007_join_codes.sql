-- Join codes. A code is found by its HMAC under the server key and printed in lists from its sealed text.

CREATE TABLE join_codes (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    code_hmac BYTEA NOT NULL UNIQUE,
    code_sealed BYTEA NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role NOT IN ('owner', 'admin')),
    max_uses BIGINT CHECK (max_uses > 0),
    use_count BIGINT NOT NULL DEFAULT 0,
    email_domain TEXT COLLATE "C",
    created_by TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    CHECK (use_count >= 0 AND (max_uses IS NULL OR use_count <= max_uses))
);
CREATE INDEX join_codes_by_org ON join_codes (org_id, created_at, id);

CREATE TABLE join_code_uses (
    join_code_id UUID NOT NULL REFERENCES join_codes (id) ON DELETE CASCADE,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (join_code_id, user_id)
);
CREATE INDEX join_code_uses_by_age ON join_code_uses (join_code_id, used_at);
