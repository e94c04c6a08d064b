-- Organizations. The counters are kept by the triggers of the tables they count.

CREATE TABLE organizations (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    logo TEXT COLLATE "C",
    timezone TEXT COLLATE "C" NOT NULL DEFAULT 'UTC',
    billing_email TEXT COLLATE "C",
    plan TEXT COLLATE "C" NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro', 'enterprise')),
    metadata TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    owner_count BIGINT NOT NULL DEFAULT 0 CHECK (owner_count >= 0),
    member_count BIGINT NOT NULL DEFAULT 0 CHECK (member_count >= 0),
    project_count BIGINT NOT NULL DEFAULT 0 CHECK (project_count >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    deleted_by TEXT COLLATE "C"
);
CREATE INDEX organizations_by_name ON organizations (name_key, id);
