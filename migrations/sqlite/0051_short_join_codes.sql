-- Short join codes, which a compatibility surface prints: they may give the role admin. SQLite changes a CHECK by a new table,
-- and the uses move with their codes, since dropping the old table would take them along.

CREATE TABLE new_join_codes (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    code_hmac BLOB NOT NULL UNIQUE,
    code_sealed BLOB NOT NULL,
    is_short INTEGER NOT NULL DEFAULT 0 CHECK (is_short IN (0, 1)),
    role TEXT NOT NULL CHECK (role <> 'owner' AND (is_short OR role <> 'admin')),
    max_uses INTEGER CHECK (max_uses > 0),
    use_count INTEGER NOT NULL DEFAULT 0,
    email_domain TEXT,
    created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    CHECK (use_count >= 0 AND (max_uses IS NULL OR use_count <= max_uses))
) STRICT;
INSERT INTO new_join_codes
    (id, org_id, code_hmac, code_sealed, role, max_uses, use_count, email_domain, created_by, created_at, expires_at, revoked_at)
SELECT id, org_id, code_hmac, code_sealed, role, max_uses, use_count, email_domain, created_by, created_at, expires_at, revoked_at
FROM join_codes;

CREATE TABLE new_join_code_uses (
    join_code_id BLOB NOT NULL REFERENCES new_join_codes (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (join_code_id, user_id)
) STRICT;
INSERT INTO new_join_code_uses (join_code_id, user_id, used_at)
SELECT join_code_id, user_id, used_at
FROM join_code_uses;

DROP TABLE join_code_uses;
DROP TABLE join_codes;
ALTER TABLE new_join_codes RENAME TO join_codes;
ALTER TABLE new_join_code_uses RENAME TO join_code_uses;
CREATE INDEX join_codes_by_org ON join_codes (org_id, created_at, id);
CREATE INDEX join_code_uses_by_age ON join_code_uses (join_code_id, used_at);
