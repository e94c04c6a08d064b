-- A rotated key points at its successor, so that it has one at most. The old key ends by its expires_at.
ALTER TABLE api_keys ADD COLUMN replaced_by BLOB;

-- What a host application runs in a project, by name. The counters of projects follow; the administration may set them
-- too, so they never fall below zero here.
CREATE TABLE project_resources (
    org_id BLOB NOT NULL,
    project_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('environment', 'blueprint')),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, project_id, kind, name),
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER project_resources_inserted AFTER INSERT ON project_resources
BEGIN
    UPDATE projects
    SET environment_count = environment_count + (NEW.kind = 'environment'),
        blueprint_count = blueprint_count + (NEW.kind = 'blueprint')
    WHERE org_id = NEW.org_id AND id = NEW.project_id;
END;
CREATE TRIGGER project_resources_deleted AFTER DELETE ON project_resources
BEGIN
    UPDATE projects
    SET environment_count = MAX(environment_count - (OLD.kind = 'environment'), 0),
        blueprint_count = MAX(blueprint_count - (OLD.kind = 'blueprint'), 0)
    WHERE org_id = OLD.org_id AND id = OLD.project_id;
END;
