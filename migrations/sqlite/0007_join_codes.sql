-- Join codes. A code is found by its HMAC under the server key and printed in lists from its sealed text.

CREATE TABLE join_codes (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    code_hmac BLOB NOT NULL UNIQUE,
    code_sealed BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role NOT IN ('owner', 'admin')),
    max_uses INTEGER CHECK (max_uses > 0),
    use_count INTEGER NOT NULL DEFAULT 0,
    email_domain TEXT,
    created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    CHECK (use_count >= 0 AND (max_uses IS NULL OR use_count <= max_uses))
) STRICT;
CREATE INDEX join_codes_by_org ON join_codes (org_id, created_at, id);

CREATE TABLE join_code_uses (
    join_code_id BLOB NOT NULL REFERENCES join_codes (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (join_code_id, user_id)
) STRICT;
CREATE INDEX join_code_uses_by_age ON join_code_uses (join_code_id, used_at);
