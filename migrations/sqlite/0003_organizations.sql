-- Organizations. The counters are kept by the triggers of the tables they count.

CREATE TABLE organizations (
    id BLOB NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    logo TEXT,
    timezone TEXT NOT NULL DEFAULT 'UTC',
    billing_email TEXT,
    plan TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro', 'enterprise')),
    metadata TEXT NOT NULL DEFAULT '{}',
    owner_count INTEGER NOT NULL DEFAULT 0 CHECK (owner_count >= 0),
    member_count INTEGER NOT NULL DEFAULT 0 CHECK (member_count >= 0),
    project_count INTEGER NOT NULL DEFAULT 0 CHECK (project_count >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    deleted_by TEXT
) STRICT;
CREATE INDEX organizations_by_name ON organizations (name_key, id);
