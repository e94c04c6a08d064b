-- Projects. (org_id, id) is unique so that other tables can point at a project of the same organization only.

CREATE TABLE projects (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    environment_count INTEGER NOT NULL DEFAULT 0 CHECK (environment_count >= 0),
    blueprint_count INTEGER NOT NULL DEFAULT 0 CHECK (blueprint_count >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (org_id, name),
    UNIQUE (org_id, id)
) STRICT;

CREATE TRIGGER projects_inserted AFTER INSERT ON projects
BEGIN
    UPDATE organizations SET project_count = project_count + 1 WHERE id = NEW.org_id;
END;
CREATE TRIGGER projects_deleted AFTER DELETE ON projects
BEGIN
    UPDATE organizations SET project_count = project_count - 1 WHERE id = OLD.org_id;
END;
