-- Memberships. email_key and name_key are copies of the user's, so that a search stays on this table's indexes.

CREATE TABLE memberships (
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    email_key TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    joined_at BIGINT NOT NULL,
    last_active_at BIGINT,
    PRIMARY KEY (org_id, user_id)
);
CREATE INDEX memberships_by_user ON memberships (user_id, joined_at);
CREATE INDEX memberships_by_email ON memberships (org_id, email_key, user_id);
CREATE INDEX memberships_by_name ON memberships (org_id, name_key, user_id);
CREATE INDEX memberships_by_age ON memberships (org_id, joined_at, user_id);
CREATE INDEX memberships_by_seniority ON memberships (org_id, role, joined_at);

-- Keeps member_count and owner_count (both of active members) and refuses to leave a living organization without an owner.
CREATE FUNCTION count_members() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_member BIGINT := 0;
    old_owner BIGINT := 0;
    new_member BIGINT := 0;
    new_owner BIGINT := 0;
    org UUID;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        org := OLD.org_id;
        old_member := CASE WHEN OLD.status = 'active' THEN 1 ELSE 0 END;
        old_owner := CASE WHEN OLD.status = 'active' AND OLD.role = 'owner' THEN 1 ELSE 0 END;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        org := NEW.org_id;
        new_member := CASE WHEN NEW.status = 'active' THEN 1 ELSE 0 END;
        new_owner := CASE WHEN NEW.status = 'active' AND NEW.role = 'owner' THEN 1 ELSE 0 END;
    END IF;
    IF old_member <> new_member OR old_owner <> new_owner THEN
        UPDATE organizations
        SET member_count = member_count + new_member - old_member, owner_count = owner_count + new_owner - old_owner
        WHERE id = org;
        IF new_owner < old_owner AND EXISTS (SELECT 1 FROM organizations WHERE id = org AND deleted_at IS NULL AND owner_count = 0) THEN
            RAISE EXCEPTION 'last_owner' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER memberships_counted AFTER INSERT OR UPDATE OF role, status OR DELETE ON memberships
FOR EACH ROW EXECUTE FUNCTION count_members();
