-- Custom roles. permissions holds one bit a permission (contract::permissions); a membership names its role by name.

CREATE TABLE roles (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name NOT IN ('owner', 'super_admin')),
    description TEXT NOT NULL DEFAULT '',
    permissions INTEGER NOT NULL CHECK (permissions >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (org_id, name)
) STRICT;
