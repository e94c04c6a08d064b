-- Keys of organizations, of every kind. The key is never stored, only its SHA-256, its beginning and its last four characters.

CREATE TABLE api_keys (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    project_id UUID,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('native', 'project', 'organization', 'api_token', 'integration')),
    env TEXT COLLATE "C" NOT NULL CHECK (env IN ('live', 'test')),
    name TEXT COLLATE "C" NOT NULL,
    prefix TEXT COLLATE "C" NOT NULL,
    last_four TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL UNIQUE,
    permissions BIGINT NOT NULL CHECK (permissions >= 0),
    created_by TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    revoked_at BIGINT,
    last_used_at BIGINT,
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id) ON DELETE CASCADE
);
CREATE INDEX api_keys_by_org ON api_keys (org_id, created_at, id);
CREATE INDEX api_keys_by_project ON api_keys (org_id, project_id);
CREATE INDEX api_keys_by_creator ON api_keys (org_id, created_by);
