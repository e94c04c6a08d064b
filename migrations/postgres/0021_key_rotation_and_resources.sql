-- A rotated key points at its successor, so that it has one at most. The old key ends by its expires_at.
ALTER TABLE api_keys ADD COLUMN replaced_by UUID;

-- What a host application runs in a project, by name. The counters of projects follow; the administration may set them
-- too, so they never fall below zero here.
CREATE TABLE project_resources (
    org_id UUID NOT NULL,
    project_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('environment', 'blueprint')),
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, project_id, kind, name),
    FOREIGN KEY (org_id, project_id) REFERENCES projects (org_id, id) ON DELETE CASCADE
);

CREATE FUNCTION count_resources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE projects
        SET environment_count = environment_count + (NEW.kind = 'environment')::INT,
            blueprint_count = blueprint_count + (NEW.kind = 'blueprint')::INT
        WHERE org_id = NEW.org_id AND id = NEW.project_id;
    ELSE
        UPDATE projects
        SET environment_count = GREATEST(environment_count - (OLD.kind = 'environment')::INT, 0),
            blueprint_count = GREATEST(blueprint_count - (OLD.kind = 'blueprint')::INT, 0)
        WHERE org_id = OLD.org_id AND id = OLD.project_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER project_resources_counted AFTER INSERT OR DELETE ON project_resources
FOR EACH ROW EXECUTE FUNCTION count_resources();
