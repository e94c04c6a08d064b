-- Projects. (org_id, id) is unique so that other tables can point at a project of the same organization only.

CREATE TABLE projects (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL DEFAULT '',
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    environment_count BIGINT NOT NULL DEFAULT 0 CHECK (environment_count >= 0),
    blueprint_count BIGINT NOT NULL DEFAULT 0 CHECK (blueprint_count >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (org_id, name),
    UNIQUE (org_id, id)
);

CREATE FUNCTION count_projects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE organizations SET project_count = project_count + 1 WHERE id = NEW.org_id;
    ELSE
        UPDATE organizations SET project_count = project_count - 1 WHERE id = OLD.org_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER projects_counted AFTER INSERT OR DELETE ON projects
FOR EACH ROW EXECUTE FUNCTION count_projects();
