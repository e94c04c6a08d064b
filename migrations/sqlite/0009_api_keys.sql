-- Keys of organizations, of every kind. The key is never stored, only its SHA-256, its beginning and its last four characters.

CREATE TABLE api_keys (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    project_id BLOB,
    kind TEXT NOT NULL CHECK (kind IN ('native', 'project', 'organization', 'api_token', 'integration')),
    env TEXT NOT NULL CHECK (env IN ('live', 'test')),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    last_four TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    permissions INTEGER NOT NULL CHECK (permissions >= 0),
    created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    revoked_at INTEGER,
    last_used_at INTEGER,
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX api_keys_by_org ON api_keys (org_id, created_at, id);
CREATE INDEX api_keys_by_project ON api_keys (org_id, project_id);
CREATE INDEX api_keys_by_creator ON api_keys (org_id, created_by);
