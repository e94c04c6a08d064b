-- Custom roles. permissions holds one bit a permission (contract::permissions); a membership names its role by name.

CREATE TABLE roles (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL CHECK (name NOT IN ('owner', 'super_admin')),
    description TEXT COLLATE "C" NOT NULL DEFAULT '',
    permissions BIGINT NOT NULL CHECK (permissions >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (org_id, name)
);
