-- Memberships. email_key and name_key are copies of the user's, so that a search stays on this table's indexes.

CREATE TABLE memberships (
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    email_key TEXT NOT NULL,
    name_key TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    last_active_at INTEGER,
    PRIMARY KEY (org_id, user_id)
) STRICT;
CREATE INDEX memberships_by_user ON memberships (user_id, joined_at);
CREATE INDEX memberships_by_email ON memberships (org_id, email_key, user_id);
CREATE INDEX memberships_by_name ON memberships (org_id, name_key, user_id);
CREATE INDEX memberships_by_age ON memberships (org_id, joined_at, user_id);
CREATE INDEX memberships_by_seniority ON memberships (org_id, role, joined_at);

-- Keeps member_count and owner_count (both of active members) and refuses to leave a living organization without an owner.
CREATE TRIGGER memberships_inserted AFTER INSERT ON memberships
BEGIN
    UPDATE organizations
    SET member_count = member_count + (NEW.status = 'active'),
        owner_count = owner_count + (NEW.status = 'active' AND NEW.role = 'owner')
    WHERE id = NEW.org_id;
END;
CREATE TRIGGER memberships_updated AFTER UPDATE OF role, status ON memberships
BEGIN
    UPDATE organizations
    SET member_count = member_count + (NEW.status = 'active') - (OLD.status = 'active'),
        owner_count = owner_count + (NEW.status = 'active' AND NEW.role = 'owner') - (OLD.status = 'active' AND OLD.role = 'owner')
    WHERE id = NEW.org_id;
    SELECT RAISE(ABORT, 'last_owner')
    FROM organizations
    WHERE id = NEW.org_id AND deleted_at IS NULL AND owner_count = 0 AND OLD.status = 'active' AND OLD.role = 'owner';
END;
CREATE TRIGGER memberships_deleted AFTER DELETE ON memberships
BEGIN
    UPDATE organizations
    SET member_count = member_count - (OLD.status = 'active'),
        owner_count = owner_count - (OLD.status = 'active' AND OLD.role = 'owner')
    WHERE id = OLD.org_id;
    SELECT RAISE(ABORT, 'last_owner')
    FROM organizations
    WHERE id = OLD.org_id AND deleted_at IS NULL AND owner_count = 0 AND OLD.status = 'active' AND OLD.role = 'owner';
END;
