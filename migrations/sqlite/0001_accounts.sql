-- Accounts, their mailed tokens and their personal tokens. Times are microseconds UTC; digests are SHA-256.

CREATE TABLE instance (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    email_verified_at INTEGER,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    password_hash TEXT,
    password_changed_at INTEGER,
    super_admin INTEGER NOT NULL DEFAULT 0 CHECK (super_admin IN (0, 1)),
    disabled_at INTEGER,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    last_failed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account_tokens (
    digest BLOB NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    email_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX account_tokens_by_user ON account_tokens (user_id, purpose);

CREATE TABLE user_tokens (
    id BLOB NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    last_four TEXT NOT NULL,
    active_org_id BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
) STRICT;
CREATE INDEX user_tokens_by_user ON user_tokens (user_id, id);
